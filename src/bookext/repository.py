"""Links to the public repository, written only when its address is set.

``repository: url`` in ``_config.yml`` is the one place for the address.
While it is empty a page offers nothing that would lead nowhere.
"""

from urllib.parse import quote, urlsplit


def links(url, branch, path, *, notebook):
    """Return (name, address) pairs for one page.

    Parameters
    ----------
    url : str
        The repository's address, or an empty string.
    branch : str
        Its main branch.
    path : str
        The page's source, relative to the repository.
    notebook : bool
        Whether the page can be run.

    Returns
    -------
    list of (str, str)
        In the order in which the page shows them.
    """
    url = url.rstrip("/")
    if not url:
        return []
    found = []
    project = urlsplit(url).path.strip("/")
    if notebook and urlsplit(url).hostname == "github.com":
        launch = f"{project}/{branch}?urlpath=lab/tree/{quote(path)}"
        found.append(("Binder", f"https://mybinder.org/v2/gh/{launch}"))
    title = quote(f"Mistake in {path}")
    return [
        *found,
        ("Source", f"{url}/blob/{branch}/{path}"),
        ("Report a mistake", f"{url}/issues/new?title={title}"),
    ]


def add_links(app, pagename, templatename, context, doctree):
    """Give the page's template its links."""
    options = app.config.html_theme_options
    source = app.env.doc2path(pagename, base=False) if doctree else ""
    notebook = source.endswith(".ipynb")
    context["page_is_notebook"] = notebook
    context["repository_links"] = (
        links(
            options.get("repository_url") or "",
            options.get("repository_branch") or "main",
            source,
            notebook=notebook,
        )
        if source
        else []
    )


def setup(app):
    """Connect the links."""
    app.connect("html-page-context", add_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
