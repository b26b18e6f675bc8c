"""The words around a number: whole ones, of its own paragraph."""

from pathlib import Path

import pytest

from bookledger import numbers
from bookledger.numbers_context import AROUND, around
from bookledger.numbers_prose import quoted

CHAPTERS = Path(__file__).parents[2] / "chapters"


def words(markdown, n=0):
    """Return the words around one number of a text, where it begins."""
    text, at = around(markdown, quoted(markdown)[n])
    return f"{text[:at]}¦{text[at:]}"


def test_they_are_few_and_hold_the_number():
    said = words(
        "Before. " * 30 + "It fell by 0.015 at once. " + "After. " * 30
    )
    assert "It fell by ¦0.015 at once." in said
    assert len(said) <= len("¦0.015") + 2 * (AROUND + len("Before. "))


@pytest.mark.parametrize(
    "whole",
    [
        r"$\frac{\partial L}{\partial z} = \max(0, z) + \log \hat y$",
        "`dense.forward(inputs) + dense.biases`",
        "[where the weights were changed last](02-layer-and-batch)",
        "**so that nothing at all can ever come back from there**",
        r"($w$,\n$b$)",
    ],
)
def test_nothing_is_cut_that_a_cut_would_spoil(whole):
    far = "and so on, " * 9
    assert f"{whole} is ¦0.5" in words(f"{far} {whole} is 0.5")
    assert f"¦0.5 is {whole}" in words(f"0.5 is {whole} {far}")


def test_a_formula_with_a_number_has_words_around_it():
    formula = r"$\frac{\partial L}{\partial z} = \frac{\partial L}{z} = 0.5$"
    text, _ = around(*_first(f"Then the slope is {formula}, so it falls."))
    assert text == f"Then the slope is {formula}, so it falls."


def _first(markdown):
    return markdown, quoted(markdown)[0]


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("One.\n\nIt is 0.5\nnow.\n\nTwo.", "It is ¦0.5 now."),
        ("(here)=\n## Of 0.5\n\nTwo.", "Of ¦0.5"),
        (
            "```{exercise} One\n:label: ex\nIt is 0.5, `x`.\n\nTwo.\n```",
            "It is ¦0.5, `x`.",
        ),
        ("- One\n- is 0.5\n- Two", "is ¦0.5"),
        ("1. One\n2. is 0.5\n3. Two", "is ¦0.5"),
        ("| a | 1 |\n| b | 0.5 |\n| c | 2 |", "b | ¦0.5 |"),
        ("It is 0.5\n:::", "It is ¦0.5"),
        (
            "A sum\n$$\n1 +\n- 0.5x\n$$\nis it.",
            "A sum $$ 1 + - ¦0.5x $$ is it.",
        ),
    ],
)
def test_they_are_those_of_the_paragraph(markdown, said):
    assert words(markdown, -1) == said


def test_equal_numbers_of_a_paragraph_are_told_apart():
    found = [around("$(0.5, 0.5)$", n) for n in quoted("$(0.5, 0.5)$")]
    assert found == [("$(0.5, 0.5)$", 2), ("$(0.5, 0.5)$", 7)]


def test_the_record_says_where_each_number_is():
    for entry in numbers.recorded(CHAPTERS):
        assert entry["text"].startswith(entry["number"], entry["at"])
        assert entry["text"].count("$") % 2 == 0
