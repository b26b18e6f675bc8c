"""The frame around every page: the theme's structure, our assets.

The theme and some extensions bring scripts, styles and fonts of 1.2 MB to
every page, part of it from other origins. The book needs one style sheet and
two small scripts. This module leaves the theme's templates in charge of the
structure and exchanges what they load.
"""

import re
from pathlib import Path

from . import scripts, static_files
from .errors import BookError

HERE = Path(__file__).parent
_BLOCK = re.compile(r"{%-?\s*block\s+(\w+)")

THEME_OPTIONS = {
    # The bar on top of the theme only repeats the search.
    "navbar_persistent": [],
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
    # A place for advertisements, empty here.
    "primary_sidebar_end": [],
    "article_header_start": ["book-menu.html"],
    "article_header_end": ["book-tools.html"],
    "secondary_sidebar_items": ["book-contents.html"],
    "footer_content_items": ["book-footer.html"],
    "back_to_top_button": False,
    "use_download_button": False,
    "use_fullscreen_button": False,
    # The notebooks run in a copy of the book, not in the page.
    "launch_buttons": {},
}

SIDEBAR = [
    "book-close.html",
    "navbar-logo.html",
    "book-search.html",
    "sbt-sidebar-nav.html",
]

# Loaded by extensions on every page; each is replaced or not needed.
DROPPED_STYLES = {
    "pygments.css",  # colours of code are in book.css, for both modes
    "styles/sphinx-book-theme.css",  # book.css
    "exercise.css",  # book.css
    "sphinx-design.min.css",  # book.css has the few parts used
    "mystnb.*.css",  # book.css
}
DROPPED_SCRIPTS = {
    "scripts/sphinx-book-theme.js",  # full screen, thebe: not used
    "doctools.js",  # for Sphinx's search: the book has its own
    "documentation_options.js",  # the same
    "sphinx_highlight.js",  # the same
    "design-tabs.js",  # no tabs in the book
}


def set_theme_options(app, config):
    """Choose what the theme's templates include."""
    config.html_theme_options.update(THEME_OPTIONS)
    config.html_sidebars = {"**": SIDEBAR}
    config.templates_path.insert(0, str(HERE / "templates"))


def write_scripts(app):
    """Write the scripts of all pages, without comments and idle spaces."""
    for file in (HERE / "assets" / "scripts").glob("*.js"):
        script = file.read_text(encoding="utf-8")
        static_files.write(app, file.name, scripts.light(script, file))


def _name(asset):
    """Return an asset's file name, without a hash in it."""
    name = str(getattr(asset, "filename", asset) or "").split("?")[0]
    name = name.removeprefix("_static/")
    return "mystnb.*.css" if name.startswith("mystnb.") else name


def keep_own_assets(app, pagename, templatename, context, doctree):
    """Leave on the page only the styles and scripts that the book needs."""
    seen = app.env.bookext_assets_seen
    styles, scripts = context["css_files"], context["script_files"]
    seen.update(map(_name, [*styles, *scripts]))
    context["css_files"] = [
        asset for asset in styles if _name(asset) not in DROPPED_STYLES
    ]
    context["script_files"] = [
        asset
        for asset in scripts
        if _name(asset) not in DROPPED_SCRIPTS and _is_ours(asset)
    ]


def _is_ours(asset):
    """Tell inline data for scripts that the book does not load from the rest.

    They are the theme's settings, and all widgets of a notebook with their
    front ends.
    """
    attributes = getattr(asset, "attributes", None) or {}
    body = attributes.get("body") or ""
    return not (
        body.startswith("DOCUMENTATION_OPTIONS.")
        or "widget-state" in (attributes.get("type") or "")
    )


def check_blocks(app):
    """Fail if a block of the book's layout is none of the theme's.

    Jinja passes over it in silence, and what it was to replace comes back.
    """
    if app.builder.format != "html":
        return
    own = HERE / "templates"
    theirs = [Path(f) for f in app.builder.templates.pathchain]
    known = {
        name
        for folder in theirs
        if folder != own
        for file in folder.rglob("layout.html")
        for name in _BLOCK.findall(file.read_text(encoding="utf-8"))
    }
    layout = (own / "layout.html").read_text(encoding="utf-8")
    gone = set(_BLOCK.findall(layout)) - known
    if gone:
        raise BookError(
            f"layout.html: the theme has no block {', '.join(sorted(gone))}"
        )


def start_record(app):
    """Begin to record which assets the extensions ask for."""
    app.env.bookext_assets_seen = set()


def check_nothing_is_stale(app, exception):
    """Fail when a dropped asset is no longer brought by anybody.

    Then the theme or an extension has changed, and this module with its
    reasons has to be read again.
    """
    seen = app.env.bookext_assets_seen
    if exception or not seen:
        return
    gone = (DROPPED_STYLES | DROPPED_SCRIPTS) - seen
    if gone:
        raise BookError(
            "bookext.pages drops assets that no extension brings any more: "
            + ", ".join(sorted(gone))
        )


def setup(app):
    """Connect the frame."""
    # jupyter-book sets this although the book loads no sphinx-comments.
    app.add_config_value("comments_config", {}, "")
    app.connect("config-inited", set_theme_options)
    app.connect("builder-inited", start_record)
    app.connect("builder-inited", check_blocks)
    app.connect("builder-inited", write_scripts)
    app.connect("html-page-context", keep_own_assets, priority=900)
    app.connect("build-finished", check_nothing_is_stale)
    for script in ("book.js", "place.js"):
        app.add_js_file(script, loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
