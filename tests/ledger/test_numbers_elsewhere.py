"""What the other pages quote stands in the chapters they refer to."""

from pathlib import Path

import pytest

from bookledger.numbers_elsewhere import unshown

CHAPTERS = Path(__file__).parents[2] / "chapters"
# Numbers that no chapter shows, and must not or need not show.
KNOWN = {
    "for-nnfs-readers": {"5.895": "a misprint, quoted", "2.5": "of NNFS"},
    "teaching": {},
}


@pytest.mark.parametrize("page", KNOWN)
def test_every_number_is_shown_where_the_page_refers_to(page):
    missing = unshown(CHAPTERS / f"{page}.md", CHAPTERS)
    assert {number for number, _ in missing} == set(KNOWN[page]), missing


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("teaching", "(5.985)", "(5.986)"),
        ("teaching", "27.91, 27.01", "27.91, 27.02"),
        ("teaching", "20,803", "20,804"),
        ("for-nnfs-readers", "cannot exceed 16.1", "cannot exceed 16.2"),
    ],
)
def test_a_planted_stale_digit_is_named(tmp_path, page, old, new):
    text = (CHAPTERS / f"{page}.md").read_text(encoding="utf-8")
    assert text.count(old) == 1
    changed = tmp_path / f"{page}.md"
    changed.write_text(text.replace(old, new), encoding="utf-8")
    missing = unshown(changed, CHAPTERS)
    there = {number for number, _ in missing} - set(KNOWN[page])
    assert len(there) == 1
