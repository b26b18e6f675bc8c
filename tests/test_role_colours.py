"""Green is for parameters, orange for gradients, and for nothing else.

Blue is that of values, and of links and controls besides. Of what has been in
these colours before it meant anything, nothing may be again: tokens of code,
found words and counts.
"""

import re

import pytest

from backprop.frontend import linking
from bookext import explorables
from bookext.stylesheet import stylesheet

ABOUT = {
    "parameter": r"\.parameter",
    # The gradient itself, slopes, what flows back, and terms of its sum.
    "gradient": r"\.(is-)?gradient|\.back|\.slope|\.label|\.way-up|\.factor"
    r"|\.edges \.active|\.arrow|\.one|\.positive|\.norm|\.total",
    "forward": r"^(?!.*(\.highlight|\bmark\b|\bcode\b|\.count))",
}
_COLOUR = re.compile(r"var\(--(parameter|gradient|forward)(?:-tint)?\)")


def misplaced(sheet):
    """Return (selector, role) of each rule with a colour not of its role."""
    return [
        (selector, role)
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
        for role in set(_COLOUR.findall(body))
        for selector in re.split(r",(?![^(]*\))", selectors)
        if not re.search(ABOUT[role], selector)
    ]


def test_colours_of_roles_mean_their_roles():
    sheets = [stylesheet(), explorables.shared_rules()]
    sheets += map(explorables.own_rules, linking.explorables())
    assert [found for sheet in sheets for found in misplaced(sheet)] == []


@pytest.mark.parametrize(
    ("selector", "role"),
    [
        (".highlight :is(.s1,.s2)", "parameter"),
        (".highlight .k", "forward"),
        ("mark", "gradient"),
        ("td.counted", "forward"),
    ],
)
def test_a_colour_that_means_nothing_is_found(selector, role):
    sheet = f"@media screen{{.{role},{selector}{{color:var(--{role})}}}}"
    assert misplaced(sheet) == [(selector, role)]
