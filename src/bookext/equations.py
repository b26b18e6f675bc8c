"""The TeX of every labelled equation, without reading whole pages again."""

from docutils import nodes

from .noted import note


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


def of_page(page, doctree):
    """Return those of a page that has just been read."""
    return {
        block["label"]: block.astext()
        for block in doctree.findall(nodes.math_block)
        if block.get("label")
    }


def setup(app):
    """Note them while pages are read."""
    note(app, "bookext_equations", of_page)
    return {
        # Pages read before there was this are read anew.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
