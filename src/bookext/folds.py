"""Neighbouring folds of code show as one.

A notebook keeps its cells short, so that a chapter sets up in two or three of
them. On the page, where each is folded away, they would stand as so many
lines "Show the code" below each other with nothing between them.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


def is_folded_code(node):
    """Tell whether a node is a cell of folded code without output."""
    return (
        isinstance(node, nodes.container)
        and node.get("nb_element") == "cell_code"
        and node.get("hide_mode") == "input"
        and [part.get("nb_element") for part in node] == ["cell_code_source"]
    )


class JoinFolds(SphinxPostTransform):
    """Join the folded cells of one page that follow each other."""

    # Before myst-nb makes the folds.
    default_priority = 190
    formats = ("html",)

    def run(self, **kwargs):
        """Put the code of each into the one before it."""
        for cell in list(self.document.findall(is_folded_code)):
            before = cell.previous_sibling()
            if before is not None and is_folded_code(before):
                code = "\n\n\n".join((before.astext(), cell.astext()))
                block = cell.next_node(nodes.literal_block)
                block.rawsource, block[:] = code, [nodes.Text(code)]
                before.parent.remove(before)


def setup(app):
    """Register what joins the folds."""
    app.add_post_transform(JoinFolds)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
