"""Figures of notebooks: one picture for light pages, one for dark ones.

A notebook stores a figure as SVG on a white background, with its alternative
text, caption, name and size beside it. From that this module makes two files
and one numbered ``figure`` node; the page's style shows the file that goes
with its mode.
"""

import hashlib
import re

from docutils import nodes

from backprop import palette

from .errors import BookError

SVG = "image/svg+xml"
MIN_ALT_LENGTH = 20

_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_BACKGROUND = re.compile(
    r'(<g id="patch_1">\s*<path d="[^"]*" style="fill: )#ffffff'
)
_FILE_NAME = re.compile(r"^\S+\.(svg|png|jpe?g|gif|webp)$", re.IGNORECASE)


class FigureImage(nodes.image):
    """One of the two pictures of a figure."""


class PlainFigure(nodes.figure):
    """A figure without a name: it has no number and nothing refers to it."""


def alt_problem(alt):
    """Return what is wrong with an alternative text, or an empty string."""
    alt = (alt or "").strip()
    if not alt:
        return "has no alternative text"
    if _FILE_NAME.match(alt):
        return f"has a file name as its alternative text: {alt!r}"
    if len(alt) < MIN_ALT_LENGTH:
        return (
            f"has an alternative text of {len(alt)} characters, "
            f"{alt!r}; say in at least {MIN_ALT_LENGTH} what it shows"
        )
    return ""


def light(svg, *, location):
    """Return the picture without its white background."""
    clear, found = _BACKGROUND.subn(r"\1none", svg, count=1)
    if not found:
        raise BookError(
            f"{location}: the picture has no white background rectangle "
            "(first path of patch_1), so it was not drawn by "
            "backprop.plotting.show"
        )
    return clear


def dark(svg, *, location):
    """Return the picture in the colours of dark pages.

    Text drawn in plain black carries no colour of its own in the SVG; the
    root element gives it one.
    """

    def partner(match):
        colour = match[0].lower()
        if colour not in palette.LIGHT_TO_DARK:
            raise BookError(
                f"{location}: the colour {colour} is not in "
                "backprop.palette.LIGHT_TO_DARK, so it has no partner on "
                "dark pages"
            )
        return palette.LIGHT_TO_DARK[colour]

    recoloured = _HEX_COLOUR.sub(partner, light(svg, location=location))
    ink = palette.LIGHT_TO_DARK[palette.INK]
    return recoloured.replace("<svg ", f'<svg fill="{ink}" ', 1)


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
    return nodes.caption(text, "", *holder.children)


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
    figure += list(
        _images(
            element_renderer, data.string, described, name or "fig", location
        )
    )
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
    # The first light picture may be what the reader sees first.
    first = not hasattr(self, "first_picture_written")
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


def setup(app):
    """Register the picture node and the check of alternative texts."""
    app.add_node(PlainFigure, html=_as_figure)
    app.add_node(FigureImage, html=(visit_figure_image, depart_figure_image))
    app.connect("doctree-read", check_images)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
