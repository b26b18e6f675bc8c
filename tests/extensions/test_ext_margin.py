"""Remarks in brackets: what is one, and what the page makes of it."""

import re

import pytest
from small_book import build

from bookext.margin import is_remark


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("(It is.)", True),
        ("(It is (so far).)", True),
        ("(One.) And (two.)", False),
        ("(It is.) Not.", False),
        ("Not (so).", False),
        ("()) is broken (()", False),
        ("", False),
    ],
)
def test_a_remark_is_wholly_in_one_pair_of_brackets(text, whole):
    assert is_remark(text) == whole


def page(tmp_path, text):
    code, log, html = build(tmp_path, "index.md", text, "margin")
    assert code == 0, log
    return html


def boxes(html):
    return re.findall(r'<div class="remarked[^>]*>\n(.*?)</div>', html, re.S)


def test_a_remark_stands_in_a_box_with_its_paragraph(tmp_path):
    html = page(tmp_path, "# Page\n\nOne.\n\nTwo.\n\n(*Say* $f(x)$.)\n")
    (box,) = boxes(html)
    first, second = re.findall(r"<p.*?</p>", box, re.S)
    assert first == "<p>Two.</p>"
    opened, closed = (f'<span class="bracket">{sign}</span>' for sign in "()")
    assert second.startswith(f'<p class="remark">{opened}<em>Say</em> ')
    assert second.endswith(f".</span>{closed}</p>")
    assert "<p>One.</p>" in html.replace(box, "")


def test_a_remark_of_one_word_keeps_both_brackets(tmp_path):
    (box,) = boxes(page(tmp_path, "# Page\n\n(Aside.)\n"))
    words = re.sub("<[^>]*>", "", box).strip()
    assert words == "(Aside.)"
    assert box.count('class="bracket"') == 2


def test_brackets_within_a_paragraph_or_a_list_stay(tmp_path):
    html = page(tmp_path, "# Page\n\nA word (so).\n\n- (An item.)\n")
    assert boxes(html) == []
    assert "A word (so)." in html
    assert "(An item.)" in html
