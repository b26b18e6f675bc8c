"""How figures look and how a notebook publishes them."""

import functools
import io
import re
import weakref
from pathlib import Path

import matplotlib.pyplot as plt
from IPython.display import publish_display_data
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

from backprop import palette

WIDTH = 4.6
"""Inches: 442 CSS pixels. On a phone the letters shrink by a quarter and
are still 12 pixels high."""

FACE = "Book Figures"
"""The face of the pages' text, with the Greek of formulas; a part of STIX Two,
which leaves signs to the STIX that comes with Matplotlib."""

for _file in sorted(Path(__file__).with_name("fonts").glob("*.ttf")):
    fontManager.addfont(_file)

STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": palette.MUTED,
    "axes.facecolor": palette.PAPER,
    "axes.grid": True,
    "axes.labelcolor": palette.INK,
    "axes.labelsize": 12,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 12,
    "figure.constrained_layout.use": True,
    "figure.facecolor": palette.PAPER,
    "font.family": [FACE, "STIXGeneral"],
    "font.size": 12,
    "grid.color": palette.FAINT,
    "grid.linewidth": 0.6,
    "legend.borderpad": 0.2,
    "legend.edgecolor": "none",
    "legend.facecolor": palette.PAPER,
    "legend.fontsize": 12,
    "legend.framealpha": 1.0,
    "lines.linewidth": 2.0,
    "mathtext.fontset": "custom",
    "mathtext.fallback": "stix",
    "mathtext.rm": FACE,
    "mathtext.it": f"{FACE}:italic",
    "mathtext.bf": f"{FACE}:bold",
    "mathtext.cal": f"{FACE}:italic",
    "svg.fonttype": "path",
    "svg.hashsalt": "backprop-by-hand",
    "text.color": palette.INK,
    "xtick.color": palette.MUTED,
    "xtick.labelcolor": palette.INK,
    "ytick.color": palette.MUTED,
    "ytick.labelcolor": palette.INK,
}

ON_PAPER = {"facecolor": palette.PAPER, "edgecolor": "none", "pad": 0.8}
"""The box of a label: no line of the grid goes through its letters."""

SERIES = (
    {"color": palette.INK, "linestyle": "-", "marker": "o"},
    {"color": palette.MUTED, "linestyle": ":", "marker": "^"},
    {
        "color": palette.INK,
        "linestyle": "-.",
        "marker": "s",
        "markerfacecolor": palette.PAPER,
    },
    {
        "color": palette.MUTED,
        "linestyle": "-",
        "linewidth": 3.2,
        "marker": "D",
    },
)
"""The looks of counts, times and errors, which are neither values nor
parameters nor gradients: without colour, and not dashed as gradients are."""

DOTS = (
    {"color": palette.INK, "marker": "o", "markersize": 2.5},
    {"color": palette.MUTED, "marker": "^", "markersize": 2.5},
    {
        "color": palette.INK,
        "marker": "D",
        "markersize": 4.0,
        "markerfacecolor": palette.PAPER,
        "markeredgewidth": 0.7,
        "zorder": 1.9,
    },
)
"""The same for so many that they are dots; the last lie below the others."""

_DESCRIPTIONS = weakref.WeakKeyDictionary()


def styled(draw):
    """Run a drawing function with the style of the book."""

    @functools.wraps(draw)
    def drawn(*args, **kwargs):
        with plt.rc_context(STYLE):
            return draw(*args, **kwargs)

    return drawn


@styled
def new_axes(height=2.8, width=WIDTH):
    """Return the Axes of a new figure in the style of the book.

    Parameters
    ----------
    height, width : float, optional
        In inches. The default width is legible on a phone.

    Returns
    -------
    matplotlib.axes.Axes
    """
    _, ax = plt.subplots(figsize=(width, height))
    return ax


def describe(ax, alt):
    """Say in words what the figure of `ax` shows; return `ax`.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    alt : str
        At least 20 characters: what a reader who cannot see the picture
        has to know, numbers included. Powers of ten, written 1.2e−7, are
        put into words: 1.2 times 10 to the minus 7.

    Raises
    ------
    ValueError
        If the text is too short to say anything, or holds TeX, which is read
        aloud letter by letter.
    """
    alt = _POWER.sub(_power_in_words, " ".join(alt.split()))
    if "\\" in alt or "$" in alt:
        raise ValueError(f"describe: expected words, got TeX in {alt!r}")
    if len(alt) < 20:
        raise ValueError(
            "describe: expected a text of at least 20 characters that says "
            f"what the figure shows, got {alt!r}"
        )
    _DESCRIPTIONS[ax.figure] = alt
    return ax


_POWER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)e([-−+]?)0*(\d+)")


def _power_in_words(found):
    """Return a number of scientific notation as one says it."""
    front, sign, power = found.groups()
    times = "" if front == "1" else f"{front} times "
    return (
        f"{times}10 to the {'minus ' if sign in '-−' and sign else ''}{power}"
    )


def show(ax, *, caption, name=None):
    """Publish a figure in the notebook, with its words, and close it.

    The picture is stored as SVG, the same bytes each time. The built book
    makes a light and a dark version of it, sets the caption under it and
    gives the description to readers who do not see it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Any Axes of the figure; it must have been described.
    caption : str
        What the figure answers, in Markdown.
    name : str, optional
        A label such as ``fig-descent``, to refer to the figure by.

    Raises
    ------
    ValueError
        If the figure has no description, the caption is empty, the name
        does not begin with ``fig-``, or a number in the picture is not
        written as the book writes numbers.
    """
    data, metadata = publication(ax, caption=caption, name=name)
    publish_display_data(data=data, metadata=metadata)


@styled
def publication(ax, *, caption, name=None):
    """Return what `show` publishes: data and metadata by MIME type.

    The parameters and what is refused are those of :func:`show`. The figure
    is closed.

    Returns
    -------
    tuple of dict
    """
    figure = ax.figure
    alt = _DESCRIPTIONS.get(figure)
    if alt is None:
        raise ValueError(
            "show: the figure has no description; call describe(ax, ...) "
            "with what it shows in words"
        )
    if not caption.strip():
        raise ValueError("show: expected a caption, got an empty one")
    if name is not None and not re.fullmatch(r"fig-[a-z0-9-]+", name):
        raise ValueError(
            "show: expected name to look like 'fig-descent' (lower case, "
            f"digits, hyphens), got {name!r}"
        )
    width, height = figure.get_size_inches() * 96
    data = {"image/svg+xml": _svg(figure), "text/plain": alt}
    _check_numbers(figure)
    plt.close(figure)
    described = {
        "alt": alt,
        "caption": " ".join(caption.split()),
        "name": name,
        "width": round(width),
        "height": round(height),
    }
    return data, {"image/svg+xml": described}


def _svg(figure):
    buffer = io.StringIO()
    figure.savefig(
        buffer, format="svg", metadata={"Date": None, "Creator": None}
    )
    return buffer.getvalue()


def _check_numbers(figure):
    """Refuse a hyphen for a minus, and powers of ten as code has them."""
    for text in figure.findobj(Text):
        words = re.sub(r"\$[^$]*\$", "", text.get_text())
        if text.get_visible() and _AS_IN_CODE.search(words):
            raise ValueError(
                "show: expected numbers with a real minus and powers of ten "
                f"as in $10^{{-7}}$, got {words!r} in the picture"
            )


_AS_IN_CODE = re.compile(r"(?<!\w)-[\d.]|\de[-−+]?\d")


def number(value):
    """Return a number as the book prints it: short, with a real minus.

    Examples
    --------
    >>> number(-3.0), number(5.985), number(-0.0), number(1.5e-13)
    ('−3', '5.985', '0', '1.5e−13')
    """
    return f"{value + 0.0:.6g}".replace("-", "−")


def typeset(value):
    """Return a number as a picture shows it, with powers of ten in TeX.

    Examples
    --------
    >>> typeset(-0.5), typeset(1e-7), typeset(-1.5e7)
    ('−0.5', '$10^{-7}$', '$-1.5 \\\\times 10^{7}$')
    """
    found = re.fullmatch(r"(−?)(.+)e(.+)", number(value))
    if not found:
        return number(value)
    sign, front, power = found.groups()
    front = "" if front == "1" else rf"{front} \times "
    power = int(power.replace("−", "-"))
    return f"${sign.replace('−', '-')}{front}10^{{{power}}}$"


def bracketed(value):
    """Return a number, in brackets if it begins with a minus.

    Examples
    --------
    >>> bracketed(2.0), bracketed(-3.0)
    ('2', '(−3)')
    """
    text = number(value)
    return f"({text})" if text.startswith("−") else text


def plain(text):
    """Return a label as one says it, without dollar signs and TeX.

    Examples
    --------
    >>> plain(r"$\\partial L/\\partial W$"), plain(r"$W^\\mathsf{T}$")
    ('∂L/∂W', 'W transposed')
    """
    for tex, said in _SPOKEN.items():
        text = text.replace(tex, said)
    return text


_SPOKEN = {
    "$": "",
    "_": "",
    r"^\mathsf{T}": " transposed",
    r"\partial ": "∂",
    r"\max": "max",
    r"\odot": "⊙",
    r"\hat y": "ŷ",
    "^2": "²",
}
