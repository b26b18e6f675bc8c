"""The page "For readers of NNFS" keeps its word."""

import ast
import re
from pathlib import Path

import pytest

import backprop
import backprop.nnfs

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "chapters" / "for-nnfs-readers.md"
TEXT = PAGE.read_text(encoding="utf-8")
NAMED = re.findall(r"`(test_\w+\.py)::(test_\w+)`", TEXT)


def test_every_deviation_names_a_test():
    section = TEXT.partition("## What differs")[2].partition("\n## ")[0]
    deviations = re.findall(r"^: (.+)$", section, flags=re.MULTILINE)
    assert len(deviations) >= 14
    assert all("*Test:* `test_" in deviation for deviation in deviations)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_named_tests_exist(file, name):
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef)
    }


def test_the_table_of_names_knows_every_class():
    for name in backprop.nnfs.__all__:
        if name != "Loss":
            assert f"`{name}(" in TEXT
    rows = [line.split("|") for line in TEXT.splitlines() if "| `" in line]
    ours = [re.match(r" `(\w+)\(", row[2]) for row in rows]
    assert any(ours)
    assert {found[1] for found in ours if found} <= set(backprop.__all__)
