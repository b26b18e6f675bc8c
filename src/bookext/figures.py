"""Figures of notebooks: one picture for light pages, one for dark ones.

A notebook stores a figure as SVG on a white background, with its alternative
text, caption, name and size beside it. From that this module makes two files
and one numbered ``figure`` node; the page's style shows the file that goes
with its mode.
"""

import hashlib
import re
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import load_mime_renders

from .errors import BookError
from .explorables import ExplorableFrame, frame
from .pictures import alt_problem, dark, light

SVG = "image/svg+xml"


_WITHIN = re.compile(
    # What something comes to stays with "=" or "is", and "=" with a number
    # before it.
    r" (?=[×·⊙] )|(?<=[×·⊙]) |(?<=[\d)]) (?== [−\d])|(?<= =) (?=[−\d])"
    r"|(?<= is) (?=[−\d])|(?<=\d,) (?=[\d, ]+\))",
)


class FigureImage(nodes.image):
    """One of the two pictures of a figure."""


class PlainFigure(nodes.figure):
    """A figure without a name: it has no number and nothing refers to it."""


def _write(element_renderer, stem, svg):
    """Write one picture under a name that changes with its content."""
    digest = hashlib.sha256(svg.encode()).hexdigest()[:8]
    name = f"{stem}-{digest}.svg"
    return element_renderer.write_file(
        [name], svg.encode(), overwrite=True, exists_ok=True
    )


def _images(element_renderer, svg, described, stem, location):
    pictures = {
        "light": light(svg, location=location),
        "dark": dark(svg, location=location),
    }
    for mode, picture in pictures.items():
        yield FigureImage(
            uri=_write(element_renderer, f"{stem}-{mode}", picture),
            alt=described["alt"].strip(),
            width=str(round(described["width"])),
            height=str(round(described["height"])),
            classes=[f"{mode}-only"],
        )


def _caption(renderer, text, line):
    """Render a caption's inline markup: maths, code, emphasis."""
    holder = nodes.Element()
    with renderer.current_node_context(holder):
        renderer.nested_render_text(text, line, inline=True)
    for words in list(holder.findall(nodes.Text)):
        if not isinstance(words.parent, (nodes.math, nodes.literal)):
            words.parent.replace(words, nodes.Text(unbroken(words)))
    return nodes.caption(text, "", *holder.children)


def unbroken(text):
    """Return a text in which no line ends within a product, sum or shape.

    Examples
    --------
    >>> unbroken("0.5 · 2 of (16, 3)").split(" ")
    ['0.5\\xa0·\\xa02', 'of', '(16,\\xa03)']
    >>> unbroken("upstream × local = 1 × 1 = 1").split(" ")
    ['upstream\\xa0×\\xa0local', '=\\xa01\\xa0×\\xa01\\xa0=\\xa01']
    """
    return _WITHIN.sub("\N{NO-BREAK SPACE}", text)


def make_figure(element_renderer, data, location):
    """Build the figure node of one notebook output."""
    described = data.output_metadata.get(SVG, {})
    problem = alt_problem(described.get("alt"))
    if not problem and not {"width", "height"} <= described.keys():
        problem = "has no width and height in its metadata"
    if problem:
        raise BookError(
            f"{location}: the figure {problem}; draw it with "
            "backprop.plotting.show"
        )
    renderer = element_renderer.renderer
    name = described.get("name")
    figure = (nodes.figure if name else PlainFigure)(classes=["book-figure"])
    figure.source, figure.line = renderer.document["source"], data.line
    if name:
        figure["names"].append(nodes.fully_normalize_name(name))
        renderer.document.note_explicit_target(figure, figure)
    pictures = list(
        _images(
            element_renderer, data.string, described, name or "fig", location
        )
    )
    if "explorable" in described:
        pictures = [frame(data, renderer.document["source"], pictures)]
    figure += pictures
    if described.get("caption"):
        figure += _caption(renderer, described["caption"], data.line or 0)
    return figure


class FigureRenderer:
    """The myst-nb plugin: renders ``image/svg+xml`` outputs as figures."""

    mime_priority_overrides = (("*", SVG, 0),)

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the nodes for an SVG output, or None for other kinds."""
        if data.mime_type != SVG or inline:
            return None
        location = f"{renderer.source}, cell {data.cell_index + 1}"
        return [make_figure(renderer, data, location)]


def visit_figure_image(self, node):
    """Write a picture with its size, loaded when it comes near."""
    uri = node["uri"]
    if uri in self.builder.images:
        node["uri"] = f"{self.builder.imgpath}/{self.builder.images[uri]}"
    # The first light picture may be what the reader sees first; one that an
    # explorable covers is seen by few.
    covered = isinstance(node.parent, ExplorableFrame)
    first = not covered and not hasattr(self, "first_picture_written")
    self.first_picture_written = True
    self.body.append(
        self.emptytag(
            node,
            "img",
            "",
            src=node["uri"],
            alt=node["alt"],
            width=node["width"],
            height=node["height"],
            loading="eager" if first else "lazy",
            decoding="async",
        )
    )


def depart_figure_image(self, node):
    """Do nothing: ``img`` has no end tag."""


# A plain figure is written as any figure is.
_as_figure = (
    lambda self, node: self.visit_figure(node),
    lambda self, node: self.depart_figure(node),
)


def check_images(app, doctree):
    """Refuse an image in the text whose alternative text says nothing."""
    for image in doctree.findall(nodes.image):
        problem = alt_problem(image.get("alt"))
        if problem:
            raise BookError(
                f"{app.env.doc2path(app.env.docname)}: "
                f"the image {image['uri']} {problem}"
            )


def check_names(app, env):
    """Refuse two pictures of the same name.

    Sphinx adds a number to the name of one of them, and which one depends on
    the pages that were read before.
    """
    first = {}
    for path in sorted(env.images):
        other = first.setdefault(Path(path).name, path)
        if other != path:
            raise BookError(
                f"{other} and {path} are two pictures of the same name: "
                "rename one of them"
            )


def setup(app):
    """Register the picture nodes and the checks of pictures."""
    if FigureRenderer not in load_mime_renders():
        raise BookError(
            "myst-nb does not know bookext.figures.FigureRenderer: install "
            "the project again (python -m pip install -e .)"
        )
    app.add_node(PlainFigure, html=_as_figure)
    app.add_node(FigureImage, html=(visit_figure_image, depart_figure_image))
    app.connect("doctree-read", check_images)
    app.connect("env-check-consistency", check_names)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
