"""The figure of lamps shows and says what noticed which mistake."""

import pytest
from matplotlib.colors import same_color

from backprop import palette, plotting
from backprop.plotting.lamps import LAMPS

GROUPS = {
    "At once": {"a row too many": (True, True, True)},
    "Late": {
        "a lost mean": (False, True, True),
        "a typing slip": (False, False, False),
    },
}


def lit(line):
    return same_color(line.get_markerfacecolor(), palette.INK)


def test_a_lamp_is_lit_for_each_test_that_notices():
    ax = plotting.lamps(GROUPS)
    found = {}
    for line in ax.lines:
        (x,), (y,) = line.get_data()
        found.setdefault(y, {})[x] = lit(line)
    rows = [
        tuple(on for _, on in sorted(found[y].items())) for y in sorted(found)
    ]
    expected = [row for rows in GROUPS.values() for row in rows.values()]
    assert rows == expected


def test_titles_and_headings_are_written_in_their_order():
    ax = plotting.lamps(GROUPS)
    lines = sorted((t.get_position()[1], t.get_text()) for t in ax.texts)
    written = [text for _, text in lines if text not in LAMPS]
    assert written == [
        "At once",
        "a row too many",
        "Late",
        "a lost mean",
        "a typing slip",
    ]


def test_the_words_name_what_notices(publish):
    words = publish(plotting.lamps(GROUPS))["text/plain"]
    assert "a row too many: shapes and loss and check" in words
    assert "a lost mean: loss and check" in words
    assert "a typing slip: none" in words


def test_a_row_has_three_lamps():
    with pytest.raises(ValueError, match="shorter"):
        plotting.lamps({"Late": {"a lost mean": (False, True)}})
