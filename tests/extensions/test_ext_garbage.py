"""Garbage is looked for seldom while the book is built, not afterwards."""

import gc
from types import SimpleNamespace

from small_book import build

from bookext import garbage


def test_it_is_looked_for_seldom_until_the_build_is_over():
    before = gc.get_threshold()
    heard = {}
    garbage.setup(SimpleNamespace(connect=heard.__setitem__))
    try:
        assert gc.get_threshold() == garbage.THRESHOLDS != before
    finally:
        heard["build-finished"](None, None)
    assert gc.get_threshold() == before


def test_a_build_leaves_python_as_it_was(tmp_path):
    before = gc.get_threshold()
    code, log, _ = build(tmp_path, "index.md", "# Page\n", "garbage")
    assert code == 0, log
    assert gc.get_threshold() == before
