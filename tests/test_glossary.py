"""Every term that a chapter sets in bold is in the glossary."""

import json
import re
from pathlib import Path

import pytest

CHAPTERS = Path(__file__).parent.parent / "chapters"
GLOSSARY = (CHAPTERS / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^([^\W\d_][^`{}\n]*)\n  ", GLOSSARY, re.MULTILINE)

# Bold so that nobody overlooks it, and no term.
EMPHASES = {
    "a mistake",
    "column for each neuron",
    "freeze the mask",
    "mean",
    "rounds its result to float32",
}
_BLOCK = re.compile(r"^(`{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_TERM = re.compile(r"\*\*([^\W\dA-Z_][^*.?!]{1,40})\*\*")


def bold(page):
    """Return what a page sets in bold within a sentence."""
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    texts = (
        _BLOCK.sub("", "".join(cell["source"]))
        for cell in cells
        if cell["cell_type"] == "markdown"
    )
    return [found for text in texts for found in _TERM.findall(text)]


def stem(word):
    """Return a word without the ending of a plural or a participle."""
    return re.sub(r"(?:es|s|ed|ped)$", "", word.lower())


@pytest.mark.parametrize(
    "page", sorted(CHAPTERS.glob("*.ipynb")), ids=lambda page: page.stem
)
def test_bold_terms_are_in_the_glossary(page):
    missing = [
        found
        for found in bold(page)
        if found not in EMPHASES
        and not any(term.lower().startswith(stem(found)) for term in TERMS)
    ]
    assert not missing


def test_chapters_set_terms_in_bold():
    # Otherwise the test above would prove nothing.
    found = {term for page in CHAPTERS.glob("*.ipynb") for term in bold(page)}
    assert {"batches", "inverted dropout", "softmax"} <= found
    assert found >= EMPHASES


def test_the_glossary_is_in_order():
    assert [t.lower() for t in TERMS] == sorted(t.lower() for t in TERMS)


def test_each_letter_leads_to_its_first_term():
    firsts = {}
    for term in TERMS:
        firsts.setdefault(term[0].upper(), term)
    row = re.search(r"^\{\.letters\}\n(.*)$", GLOSSARY, re.MULTILINE)[1]
    links = re.findall(r"\{term\}`(.) <(.*?)>`", row)
    assert links == list(firsts.items())
