"""The palette as custom properties, so that pages and figures agree.

Every colour constant of ``backprop.palette`` becomes one property:
``FORWARD_TINT`` is ``--forward-tint``, and has its partner in dark mode. With
them come the two classes by which a page shows the picture of its mode.
"""

from backprop import palette

CHOSEN = ':root[data-theme="dark"]'
AUTOMATIC = ':root:not([data-theme="light"])'


def _scheme(selector, scheme, column):
    lines = "".join(
        f"--{name}:{c[column]};" for name, c in palette.named().items()
    )
    return f"{selector}{{color-scheme:{scheme};{lines}}}"


def _dark(selector):
    return (
        _scheme(selector, "dark", 1)
        + f"{selector} .light-only{{display:none!important}}"
        + f"{selector} .dark-only{{display:block!important}}"
    )


def properties():
    """Return the style rules that define the colours in both modes.

    Paper is always light: dark colours hold on screens only.
    """
    return "\n".join(
        [
            _scheme(":root", "light", 0),
            ".dark-only{display:none!important}",
            f"@media screen{{{_dark(CHOSEN)}}}",
            "@media screen and (prefers-color-scheme:dark)"
            f"{{{_dark(AUTOMATIC)}}}",
        ]
    )
