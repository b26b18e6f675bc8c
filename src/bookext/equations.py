"""The TeX of every labelled equation, without reading whole pages again."""

from docutils import nodes


def of_book(env):
    """Return the TeX of every labelled equation of the book, by label."""
    return {
        label: tex
        for page in sorted(env.bookext_equations)
        for label, tex in env.bookext_equations[page].items()
    }


def target(label):
    """Return the anchor of an equation on its page."""
    return nodes.make_id(f"equation-{label}")


def prepare(app, env, docnames):
    """Have a place for them in a new environment."""
    if not hasattr(env, "bookext_equations"):
        env.bookext_equations = {}


def collect(app, doctree):
    """Note the equations of a page that has just been read."""
    app.env.bookext_equations[app.env.docname] = {
        block["label"]: block.astext()
        for block in doctree.findall(nodes.math_block)
        if block.get("label")
    }


def forget(app, env, docname):
    """Forget those of a page that is read anew, or gone."""
    if hasattr(env, "bookext_equations"):
        env.bookext_equations.pop(docname, None)


def merge(app, env, docnames, other):
    """Take over what another process has read."""
    for docname in docnames:
        env.bookext_equations[docname] = other.bookext_equations[docname]


def setup(app):
    """Collect while pages are read."""
    app.connect("env-before-read-docs", prepare)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    return {
        # Pages read before there was this are read anew.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
