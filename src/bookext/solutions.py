"""Solutions of exercises fold with the browser's own ``details``.

sphinx-exercise writes a ``div`` that another extension's script folds, so
that without the script every solution lies open. ``details`` needs none,
opens when a link or a search in the page leads into it, and can be reached
by keyboard.
"""

from docutils import nodes
from sphinx_exercise.nodes import solution_node


def visit_solution(self, node):
    """Open the fold; its title becomes the summary."""
    node["classes"] = [c for c in node["classes"] if c != "dropdown"]
    self.body.append(self.starttag(node, "details", CLASS="fold"))
    title = node.next_node(nodes.title, descend=True)
    text = title.astext() if title is not None else "Solution"
    if title is not None:
        title.parent.remove(title)
    self.body.append(f"<summary>{self.encode(text)}</summary>\n")


def depart_solution(self, node):
    """Close the fold."""
    self.body.append("</details>\n")


def setup(app):
    """Replace sphinx-exercise's way of writing a solution."""
    app.setup_extension("sphinx_exercise")
    app.add_node(
        solution_node, override=True, html=(visit_solution, depart_solution)
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
