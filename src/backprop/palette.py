"""The colours of the book, and nothing else.

Forward values are blue, gradients orange, parameters green: the Okabe-Ito
set, which readers with any kind of colour blindness can tell apart. Figures
are drawn in the light colours; the built pages map each to its partner for
dark mode. Colour never carries a meaning alone: gradients are also dashed
or slanted, parameters boxed with square corners.
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
}
"""Every colour a figure may hold, with the one that replaces it in dark
mode."""
