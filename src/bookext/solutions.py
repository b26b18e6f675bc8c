"""Exercises can be linked to, and their solutions fold.

The defects: an exercise has no link to itself, as headings, figures and
equations have. Its solution should fold with the browser's own ``details``:
sphinx-exercise writes a ``div`` that another extension's script folds, so
that without the script every solution lies open. ``details`` needs none,
opens when a link or a search in the page leads into it, and can be reached
by keyboard.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import (
    exercise_enumerable_node,
    exercise_node,
    solution_node,
)

# What an exercise is about, after its number.
_OF = re.compile(r"\(.*\)$")

_LINK = (
    '<a class="headerlink" href="#{target}" title="Link to this exercise">'
    "#</a>"
)


class LinkExercises(SphinxPostTransform):
    """Give every exercise's title a link to the exercise."""

    # After sphinx-exercise has put the numbers into the titles.
    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs):
        """Add the links of one page."""
        for kind in (exercise_node, exercise_enumerable_node):
            for exercise in self.document.findall(kind):
                link = _LINK.format(target=exercise["ids"][0])
                title = exercise.next_node(nodes.title)
                title += nodes.raw("", link, format="html")


def visit_solution(self, node):
    """Open the fold; its title becomes the summary."""
    node["classes"] = [c for c in node["classes"] if c != "dropdown"]
    self.body.append(self.starttag(node, "details", CLASS="fold"))
    title = node.next_node(nodes.title, descend=True)
    text = title.astext() if title is not None else "Solution"
    if title is not None:
        title.parent.remove(title)
    summary = _OF.sub(r'<span class="of">\g<0></span>', self.encode(text))
    self.body.append(f"<summary>{summary}</summary>\n")


def depart_solution(self, node):
    """Close the fold."""
    self.body.append("</details>\n")


def setup(app):
    """Add the links; replace how a solution is written."""
    app.setup_extension("sphinx_exercise")
    app.add_node(
        solution_node, override=True, html=(visit_solution, depart_solution)
    )
    app.add_post_transform(LinkExercises)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
