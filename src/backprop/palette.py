"""The colours of the book, and nothing else.

Forward values are blue, gradients orange, parameters green: the Okabe-Ito
set, which readers with any kind of colour blindness can tell apart. Figures
are drawn in the light colours; the built pages map each to its partner for
dark mode. Colour never carries a meaning alone: gradients are also dashed
or slanted, parameters boxed with square corners. Classes of samples are
violet, rose and ochre, and their markers differ in shape.
"""

FORWARD = "#0072b2"
GRADIENT = "#b04600"
PARAMETER = "#00735c"
INK = "#1f2328"
MUTED = "#667078"
FAINT = "#d3d8dc"
PAPER = "#ffffff"
FORWARD_TINT = "#eaf4fb"
GRADIENT_TINT = "#fcefe6"
PARAMETER_TINT = "#dff3ee"
QUIET_TINT = "#f3f5f6"
CLASS_0 = "#3b2a8c"
CLASS_1 = "#b8336a"
CLASS_2 = "#7a6a00"
CLASS_0_TINT = "#d9d4f2"
CLASS_1_TINT = "#fadbe8"
CLASS_2_TINT = "#ece5b0"

LIGHT_TO_DARK = {
    FORWARD: "#6cb8ea",
    GRADIENT: "#f5a05f",
    PARAMETER: "#4fc9a8",
    INK: "#e4e6e8",
    MUTED: "#a3abb2",
    FAINT: "#454c54",
    PAPER: "#16191d",
    FORWARD_TINT: "#16324a",
    GRADIENT_TINT: "#45280f",
    PARAMETER_TINT: "#103b31",
    QUIET_TINT: "#22272d",
    CLASS_0: "#a99cff",
    CLASS_1: "#ff8fb8",
    CLASS_2: "#d9c64a",
    CLASS_0_TINT: "#2a2650",
    CLASS_1_TINT: "#4a1c31",
    CLASS_2_TINT: "#3a3510",
}
"""Every colour a figure may hold, with the one that replaces it in dark
mode."""


def named():
    """Return each named colour's pair for light and dark mode.

    Returns
    -------
    dict of str and tuple of str
        By the name that style sheets use: ``FORWARD_TINT`` is
        ``"forward-tint"``.
    """
    return {
        name.lower().replace("_", "-"): (value, LIGHT_TO_DARK[value])
        for name, value in globals().items()
        if name.isupper() and isinstance(value, str)
    }
