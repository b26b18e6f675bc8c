"""The style of explorables: what all share, and what each has of its own."""

import functools
from importlib.resources import files

from backprop import palette

_FOLDER = files("backprop.frontend")
_DARK = 'body[data-jp-theme-light="false"] .explorable'


def shared_rules():
    """Return the style that all explorables share.

    Returns
    -------
    str
    """
    return _FOLDER.joinpath("explorables.css").read_text(encoding="utf-8")


def own_rules(module):
    """Return the style of one explorable, which follows the shared one.

    Parameters
    ----------
    module : str
        The explorable, such as ``"neuron"``.

    Returns
    -------
    str
    """
    file = _FOLDER / "modules" / f"{module}.css"
    return file.read_text(encoding="utf-8")


@functools.cache
def style(module):
    """Return all that one explorable needs in a notebook, colours included.

    There is no book around it that would name the colours.

    Parameters
    ----------
    module : str

    Returns
    -------
    str
    """
    light = _properties(".explorable", 0)
    dark = _properties(_DARK, 1)
    return "\n".join([light, dark, shared_rules(), own_rules(module)])


def _properties(selector, mode):
    colours = "".join(
        f"--{name}:{pair[mode]};" for name, pair in palette.named().items()
    )
    return f"{selector}{{{colours}}}"
