"""Every number of the text has a source, and stale digits are noticed."""

from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

from bookledger import numbers, numbers_binding, numbers_page, record
from bookledger.numbers_reading import Number, NumberError

CHAPTERS = Path(__file__).parents[2] / "chapters"
RECORDED = numbers.recorded(CHAPTERS)


@pytest.fixture(scope="module")
def everything():
    """Return all notebooks as pages."""
    return numbers_page.pages(CHAPTERS)


@pytest.fixture(scope="module")
def cells():
    """Return every cell's and caption's text: (page, name) -> Markdown."""
    return {
        (path.stem, name): text
        for path in CHAPTERS.glob("*.ipynb")
        for name, text, *_ in numbers_page.texts(nbformat.read(path, 4))
    }


def with_one_digit_changed(text):
    """Yield a text as often as it has digits, each time another changed."""
    for place, char in enumerate(text):
        if char.isdigit():
            other = str((int(char) + 1 + place % 8) % 10)
            other = other if other != char else str((int(char) + 1) % 10)
            yield text[:place] + other + text[place + 1 :]


def changed_cells(cells):
    """Yield every cell with every number changed, a digit at a time."""
    for (page, cell), source in cells.items():
        for found in numbers_page.numbers_prose.quoted(source):
            raw = source[found.start : found.end]
            for other in with_one_digit_changed(raw):
                text = source[: found.start] + other + source[found.end :]
                yield page, cell, found.start, text


def test_every_number_has_its_source():
    found = numbers.numbers_part(CHAPTERS)
    assert [rounded(entry) for entry in found] == [
        rounded(entry) for entry in RECORDED
    ]


def rounded(entry):
    """Return an entry without a last digit that a processor may decide."""
    source = entry["source"]
    if source["kind"] == "expression":
        value = f"{Decimal(source['value']):.9e}"
        return entry | {"source": source | {"value": value}}
    return entry


def test_the_record_is_that_of_the_pages(everything):
    assert numbers.compare(everything, RECORDED) == []
    assert len(RECORDED) >= 500


def test_most_numbers_are_produced_on_the_page():
    kinds = [entry["source"]["kind"] for entry in RECORDED]
    assert kinds.count("given") <= 0.05 * len(kinds)


def test_every_stale_digit_of_the_text_is_noticed(everything, cells):
    missed = []
    for page, cell, _, text in changed_cells(cells):
        old = everything[page]
        try:
            new = numbers_page.stated_in(cell, text)
        except NumberError:
            continue
        stated = [s for s in old.stated if s.cell != cell] + new
        pages = {page: old._replace(stated=stated)}
        here = [entry for entry in RECORDED if entry["page"] == page]
        if not numbers.compare(everything | pages, here):
            missed.append((page, cell, text))
    assert missed == []


def test_few_digits_have_another_source_by_chance(everything, cells):
    """Without the record, too, a changed digit is mostly found nowhere."""
    place = {
        (page.name, stated.cell): (stated.index, stated.section)
        for page in everything.values()
        for stated in page.stated
    }
    noticed = []
    for page, cell, start, text in changed_cells(cells):
        try:
            found = numbers_page.numbers_prose.quoted(text)
        except NumberError:
            noticed.append(True)
            continue
        sources = everything[page].sources
        noticed += [
            numbers_binding.find(n.number, sources, *place[page, cell]) is None
            for n in found
            if n.start == start and n.number.digits > 1
        ]
    assert sum(noticed) >= 0.94 * len(noticed)


def test_every_change_of_a_source_is_noticed(everything):
    missed = []
    for entry in RECORDED:
        source = entry["source"]
        if "place" not in source:
            continue
        page = everything[source.get("page", entry["page"])]
        shown = page.source(source["kind"], source["id"])
        (stated,) = {
            s.number
            for s in everything[entry["page"]].stated
            if (s.cell, s.text, s.at)
            == (entry["cell"], entry["text"], entry["at"])
        }
        changed = list(shown.numbers)
        old = changed[source["place"]]
        changed[source["place"]] = Number(old.value + stated.unit, old.unit)
        new = shown._replace(numbers=tuple(changed))
        if numbers_binding.shows(new, source["place"], stated):
            missed.append(entry)
    assert missed == []


@pytest.fixture
def copied(tmp_path):
    """Return a folder with one real chapter and its part of the record."""
    name = "01-one-neuron"
    text = (CHAPTERS / f"{name}.ipynb").read_text(encoding="utf-8")
    (tmp_path / f"{name}.ipynb").write_text(text, encoding="utf-8")
    here = [entry for entry in RECORDED if entry["page"] == name]
    record.update(tmp_path / record.FILE, "numbers", here)
    lines = (CHAPTERS / "numbers.toml").read_text(encoding="utf-8")
    start = lines.index(f"[{name}]")
    end = lines.index("\n[", start)
    (tmp_path / "numbers.toml").write_text(lines[start:end], encoding="utf-8")
    return tmp_path


def change(folder, cell_id, old, new):
    """Replace a piece of a cell, of its text, captions or what it printed."""
    (path,) = folder.glob("*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell.id == cell_id)
    for part, name in [*_outputs(cell), (cell, "source")]:
        if old in part.get(name, ""):
            part[name] = part[name].replace(old, new, 1)
            nbformat.write(notebook, path)
            return
    raise AssertionError(f"{cell_id} has no {old}")


def _outputs(cell):
    for output in cell.get("outputs", ()):
        yield output, "text"
        yield output.get("metadata", {}).get("image/svg+xml", {}), "caption"


@pytest.mark.parametrize(
    ("cell", "old", "new"),
    [
        ("step-read", "5.985", "5.895"),
        ("death-read", "-0.015", "-0.016"),
        ("nudge-text", "-2.999", "-2.998"),
        ("loss-text", "6 - 4 = 2", "6 - 4 = 3"),
        ("descent-figure", "by 0.015 a step", "by 0.016 a step"),
        # The same, when it is the cell that prints something else.
        ("step", "5.985", "5.895"),
        ("death", "1.5e-13", "1.6e-13"),
    ],
)
def test_a_planted_stale_digit_is_named(copied, cell, old, new):
    assert numbers.problems(copied, numbers.recorded(copied)) == []
    change(copied, cell, old, new)
    wrong = numbers.problems(copied, numbers.recorded(copied))
    assert wrong
    assert all("01-one-neuron" in line for line in wrong)


def test_a_number_is_not_bound_anew_when_its_source_changes(copied):
    # The cell "descent" prints 5.985 as well.
    change(copied, "step", "5.985", "5.986")
    with pytest.raises(NumberError, match=r"step-read: 5\.985 .* no longer"):
        numbers.numbers_part(copied)


def test_a_binding_that_nothing_needs_is_named(copied):
    with (copied / "numbers.toml").open("a", encoding="utf-8") as file:
        file.write('nudge-text."7.5" = {given = "a reason"}\n')
    with pytest.raises(NumberError, match=r"nudge-text, 7.5: the page has no"):
        numbers.numbers_part(copied)


def test_an_expression_that_gives_something_else_is_named(copied):
    path = copied / "numbers.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("3**2 + 1", "3**2 + 2"), encoding="utf-8")
    with pytest.raises(NumberError, match=r"15 \(in .*: 1\*\*2 .* is 16"):
        numbers.numbers_part(copied)
