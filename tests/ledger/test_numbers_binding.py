"""Which of several sources a number is bound to."""

import pytest

from bookledger.numbers_binding import find, shows
from bookledger.numbers_reading import in_code, parse, shown
from bookledger.numbers_sources import Source, in_formula


def source(name, cell, printed, section=1):
    return Source("cell", name, cell, section, tuple(shown(printed)))


def bound(quoted, *sources, cell=10, section=1):
    """Return the name of the source that a number is bound to, or None."""
    found = find(parse(quoted), sources, cell, section)
    return found and found[0].id


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("0.015", "moved by 0.0152"),
        ("0.015", "0.015"),
        ("0.01", "[[0.0107 2.]]"),
        ("-0.015", "-1.5e-02"),
        ("94%", "0.9367"),
        ("94 per cent", "94 % right"),
        ("0.94", "accuracy 94%"),
        ("1000", "1,000 points"),
        ("12", "12.0"),
        ("3", "3."),
        ("12", "11.7"),
        # It fell by 0.015.
        ("0.015", "-0.0152"),
    ],
)
def test_a_number_is_found_as_the_text_rounds_it(quoted, printed):
    assert bound(quoted, source("a", 9, printed)) == "a"


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("0.015", "0.0156"),
        ("0.015", "0.0144"),
        ("-0.015", "0.015"),
        ("+0.015", "-0.015"),
        ("95%", "0.9367"),
        # A single whole digit is right or wrong.
        ("3", "2.8"),
        # What shows no more digits cannot be rounded.
        ("0.01", "0.005"),
        # Nor may a digit be rounded far, or rounded and its sign lost.
        ("0.01", "0.0149"),
        ("0.5", "-0.4762"),
        # Parts of names are no numbers.
        ("64", "float64 x64"),
    ],
)
def test_another_number_is_not(quoted, printed):
    assert bound(quoted, source("a", 9, printed)) is None


def test_the_nearest_before_is_taken():
    places = {"a": 3, "b": 8, "c": 11}
    cells = [source(name, at, "0.015") for name, at in places.items()]
    assert bound("0.015", *cells) == "b"


def test_one_after_is_taken_before_one_of_another_section():
    before = source("before", 8, "0.015", section=0)
    after = source("after", 12, "0.015")
    assert bound("0.015", before, after) == "after"
    assert bound("0.015", before) == "before"


def test_the_same_digits_are_taken_before_rounded_ones():
    exact, near = source("exact", 7, "0.015"), source("near", 9, "0.0152")
    assert bound("0.015", exact, near) == "exact"


@pytest.mark.parametrize(
    ("quoted", "reach"), [("3", 3), ("12", 5), ("0.2", 3), ("123", 15)]
)
def test_few_digits_reach_only_so_far(quoted, reach):
    assert bound(quoted, source("a", 10 - reach, quoted)) == "a"
    assert bound(quoted, source("a", 9 - reach, quoted)) is None
    assert bound(quoted, source("a", 11 + reach, quoted)) is None


def test_many_digits_reach_anywhere():
    assert bound("1.0986", source("a", 90, "1.0986")) == "a"


def test_a_place_is_a_place():
    cell = source("a", 9, "0.015 0.016")
    assert shows(cell, 0, parse("0.015"))
    assert not shows(cell, 1, parse("0.015"))
    assert not shows(cell, 2, parse("0.015"))


def test_code_says_its_constants_with_their_signs():
    numbers = in_code("w = [-3.0, 1e-7]\nlabel = '5'\nx = w[0] * 100_000")
    assert [str(n.value) for n in numbers] == ["-3.0", "1E-7", "0", "100000"]


def test_a_formula_says_its_numbers_and_its_values():
    values = [float(n.value) for n in in_formula(r"a = \frac12 w + \log 10")]
    assert values == [1.0, 2.0, 10.0]
    values = [float(n.value) for n in in_formula(r"2 \cdot 0.3 = 0.6")]
    assert values == [0.6, 2.0, 0.3, 0.6, 0.6]
