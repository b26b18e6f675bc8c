"""The page for readers of NNFS says where each topic is, and it is there."""

import json
import re
from pathlib import Path

import nbformat
import pytest

TESTS = Path(__file__).parent
CHAPTERS = TESTS.parent / "chapters"
PAGE = (CHAPTERS / "for-nnfs-readers.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("## Where each topic is\n")[2].partition("\n## ")[0]
TOPICS = json.loads(
    (TESTS / "data" / "topics.json").read_text(encoding="utf-8")
)


def tables():
    """Return the rows of each group as (topic, links) pairs."""
    groups = re.split(r"^### ", SECTION, flags=re.MULTILINE)[1:]
    found = {}
    for group in groups:
        title, _, rest = group.partition("\n")
        lines = [line for line in rest.splitlines() if line.startswith("|")]
        rows = [[part.strip() for part in li.split("|")] for li in lines[2:]]
        found[title] = [(row[1], row[2]) for row in rows]
    return found


def markdown(path):
    """Return the Markdown of a page, whichever kind of file it is."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(c.source for c in cells if c.cell_type == "markdown")


def targets():
    """Return the names that stand right above a heading."""
    pages = [*CHAPTERS.glob("*.md"), *CHAPTERS.glob("*.ipynb")]
    found = [
        re.findall(r"^\(([a-z0-9-]+)\)=\n#+ ", markdown(p), re.MULTILINE)
        for p in pages
    ]
    return [name for names in found for name in names]


TARGETS = targets()
ROWS = [row for rows in tables().values() for row in rows]


def test_there_are_seventy_four_topics():
    assert sum(map(len, TOPICS.values())) == 74
    assert len({topic for part in TOPICS.values() for topic in part}) == 74


def test_every_topic_stands_in_its_group():
    groups = tables()
    assert list(groups) == list(TOPICS)
    for title, topics in TOPICS.items():
        assert [topic for topic, _ in groups[title]] == topics


def test_no_name_of_a_section_is_given_twice():
    assert len(set(TARGETS)) == len(TARGETS)


@pytest.mark.parametrize(("topic", "links"), ROWS, ids=[t for t, _ in ROWS])
def test_every_link_leads_to_a_section(topic, links):
    sections = re.findall(r"\{ref\}`(?:[^`<]*<)?([a-z0-9-]+)>?`", links)
    documents = re.findall(r"\]\(([a-z0-9-]+)\)", links)
    assert len(sections) + len(documents) == len(links.split("; "))
    assert set(sections) <= set(TARGETS)
    assert all((CHAPTERS / f"{name}.md").is_file() for name in documents)
