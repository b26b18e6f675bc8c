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
    light = _properties(".explorable", lambda colour: colour)
    dark = _properties(_DARK, palette.LIGHT_TO_DARK.get)
    return f"{light}\n{dark}\n{rules()}"


def _properties(selector, look):
    colours = "".join(
        f"--{name.lower().replace('_', '-')}:{look(value)};"
        for name, value in vars(palette).items()
        if name.isupper() and isinstance(value, str)
    )
    return f"{selector}{{{colours}}}"
