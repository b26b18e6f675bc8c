"""Every formula is rendered, and none shows as TeX."""

import re

import pytest
from site_of_book import BOOK, pages

# A dollar beside a letter, or a control word: TeX that nobody rendered.
RAW = re.compile(r"\$[^\s$][^$\n]*\$|\\[a-zA-Z]{2,}|\\[,;!{}]")


@pytest.mark.parametrize("page", pages())
def test_every_formula_has_a_size(visits, base, page):
    written = (BOOK / page).read_text(encoding="utf-8").count("<math")
    formulas = visits(base, page).seen["formulas"]
    assert len(formulas) == written
    assert [f for f in formulas if min(f["width"], f["height"]) < 4] == []


@pytest.mark.parametrize("page", pages())
def test_every_formula_keeps_its_tex(visits, addresses, page):
    formulas = visits(addresses["http"], page).seen["formulas"]
    # The record's formulas are lines of text, but for letters with accents.
    formulas = [f for f in formulas if not f["inRecord"]]
    assert [f for f in formulas if not f["tex"].strip()] == []


@pytest.mark.parametrize("page", pages())
def test_no_tex_is_left_raw(visits, addresses, page):
    assert RAW.findall(visits(addresses["http"], page).seen["words"]) == []


@pytest.mark.parametrize("page", pages())
def test_displayed_formulas_fit_on_a_desktop(visits, addresses, page):
    assert visits(addresses["http"], page).seen["wideFormulas"] == []


def test_no_gap_follows_a_root(tab, addresses):
    tab.goto(addresses["http"] + "chapters/09-checking-gradients.html")
    gaps = tab.locator("p msqrt").evaluate_all(
        "all => all.map((root) => root.getBoundingClientRect().right"
        " + parseFloat(getComputedStyle(root).marginRight)"
        " - root.lastElementChild.getBoundingClientRect().right)"
    )
    assert gaps
    assert [gap for gap in gaps if not -1 < gap < 2] == []
