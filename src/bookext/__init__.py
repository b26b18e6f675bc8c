"""The Sphinx extensions that make this book's pages.

Each module answers one need and is an extension of its own; naming
``bookext`` in ``_config.yml`` switches all of them on.
"""

EXTENSIONS = (
    "garbage",
    "mathml",
    "formula_sheet",
    "ledger",
    "marks",
    "margin",
    "outputs",
    "printed",
    "folds",
    "code_colours",
    "figures",
    "explorables",
    "colour_words",
    "numbers",
    "stylesheet",
    "pages",
    "search",
    "descriptions",
    "sharing",
    "repository",
    "solutions",
    "bibliography",
    "mends",
    "tables",
    "tuples",
    "signatures",
    "preload",
    "late_scripts",
    "continuing",
    "policy",
    "front_page",
    "selfcontained",
)


def setup(app):
    """Register every extension of the package."""
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
