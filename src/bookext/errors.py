"""The one exception by which these extensions stop a build."""

from sphinx.errors import SphinxError


class BookError(SphinxError):
    """A page breaks a rule of the book; the message says which and where."""

    category = "Book error"


def where(node):
    """Return ``file:line`` of a docutils node, as far as it is known."""
    while node is not None:
        source, line = node.get("source"), node.line
        source = source or getattr(node, "source", None)
        if source and line:
            return f"{source}:{line}"
        node = node.parent
    return "unknown place"
