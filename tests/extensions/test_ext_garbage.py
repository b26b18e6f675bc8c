"""Garbage is looked for seldom while the book is built, not afterwards."""

import gc
import subprocess
import sys
from types import SimpleNamespace

import pytest
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


PROCESS = """
from types import SimpleNamespace
from bookext import garbage

class Tree:
    def __del__(self):
        print("taken to pieces")

{setup}
tree = Tree()
tree.root = tree
"""
SETUP = "garbage.setup(SimpleNamespace(connect=lambda *_: None))"


@pytest.mark.parametrize(
    ("setup", "said"), [("", "taken to pieces\n"), (SETUP, "")]
)
def test_at_the_end_of_the_process_trees_are_left_to_the_system(setup, said):
    run = [sys.executable, "-c", PROCESS.format(setup=setup)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout == said
