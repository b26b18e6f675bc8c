"""The record's published numbers are those of the tests."""

import importlib
import json
from pathlib import Path

import pytest
from numpy.testing import assert_allclose

from bookledger import record
from bookledger.numbers_published import published_part
from bookledger.numbers_reading import NumberError

TESTS = Path(__file__).parents[1]
CHAPTERS = TESTS.parent / "chapters"
DATA = TESTS / "data" / "published_numbers.json"


def printed():
    """Yield what the published notebooks print: its title, the number."""
    examples = json.loads(DATA.read_text(encoding="utf-8"))["examples"]
    for name, example in examples.items():
        for part, value in example["values"].items():
            if "printed" in value:
                titles = example.get("title", name), value.get("title", part)
                yield ": ".join(titles), value


@pytest.fixture
def entries():
    """Return the entries, computed anew."""
    return published_part(TESTS)


def test_the_record_is_up_to_date(entries):
    recorded = record.read(CHAPTERS / record.FILE)["published"]
    for old, new in zip(recorded, entries, strict=True):
        # Another processor may round the last digit differently.
        atol = max(new["tolerance"], 1e-12)
        assert_allclose(old.pop("computed"), new.pop("computed"), 0, atol)
        assert old.pop("error") == pytest.approx(new.pop("error"), abs=atol)
        assert old == new


def test_a_number_that_is_not_found_again_is_named(monkeypatch):
    module = importlib.import_module("test_published_numbers")
    name, wrong = "layer, one sample", {"dinputs": [[0.44, 0.38, 0.07, 1.37]]}
    monkeypatch.setitem(module.COMPUTED, name, lambda **inputs: wrong)
    with pytest.raises(NumberError, match="not found: layer, one"):
        published_part(TESTS)


def test_every_number_that_is_printed_has_an_entry(entries):
    network = [e for e in entries if "nnfs.init()" in e["what"]]
    small = [title for title, _ in printed()]
    assert [e["what"] for e in entries if e not in network] == small
    assert len(network) == 8


def test_every_entry_holds_and_says_how_exactly(entries):
    for entry in entries:
        assert entry["passed"], entry["what"]
        assert entry["error"] <= entry["tolerance"] * (1 + 1e-9) + 1e-15
        assert entry["dtype"] in {"float64", "float32", "int64"}


def test_every_entry_names_a_page_and_a_test(entries):
    for entry in entries:
        pages = CHAPTERS.glob(f"{entry['page']}.*")
        assert {page.suffix for page in pages} & {".ipynb", ".md"}
        file, _, test = entry["test"].partition("::")
        source = (TESTS.parent / file).read_text(encoding="utf-8")
        assert f"def {test.partition('[')[0]}(" in source


def test_the_known_misprints_are_told(entries):
    told = {e["what"]: e["misprint"] for e in entries if "misprint" in e}
    assert told == {
        title: value["why"] for title, value in printed() if "why" in value
    }
    assert told
