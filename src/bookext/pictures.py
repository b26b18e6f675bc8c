"""Pictures in the colours of light and of dark pages, and their alt texts."""

import re

from backprop import palette

from .errors import BookError

MIN_ALT_LENGTH = 20

_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_BACKGROUND = re.compile(
    r'(<g id="patch_1">\s*<path d="[^"]*" style="fill: )#ffffff'
)
_FILE_NAME = re.compile(r"^\S+\.(svg|png|jpe?g|gif|webp)$", re.IGNORECASE)


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
