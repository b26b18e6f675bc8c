"""The style of explorables, for notebooks, where there is no book around."""

import functools
from importlib.resources import files

from backprop import palette

_DARK = 'body[data-jp-theme-light="false"] .explorable'


@functools.cache
def rules():
    """Return the style as the built book uses it.

    Returns
    -------
    str
    """
    file = files("backprop.explorables") / "explorables.css"
    return file.read_text(encoding="utf-8")


@functools.cache
def style():
    """Return the style with the book's colours, as a notebook needs it.

    Returns
    -------
    str
    """
    light = _properties(".explorable", 0)
    dark = _properties(_DARK, 1)
    return f"{light}\n{dark}\n{rules()}"


def _properties(selector, mode):
    colours = "".join(
        f"--{name}:{pair[mode]};" for name, pair in palette.named().items()
    )
    return f"{selector}{{{colours}}}"
