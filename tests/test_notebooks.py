"""The chapters as files: executed, tidy, and their pictures up to date.

nbval proves the printed outputs; what it does not look at is checked here.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter

import nbformat
import pytest

import backprop
from backprop.frontend.linking import linked
from backprop.frontend.styling import style
from run_notebooks import METADATA, RANDOM_ID, chapters, execute
from same_picture import difference

LONGEST_CELL = 20
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
CHAPTERS = chapters()
each_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [out for cell in code_cells(notebook) for out in cell.outputs]


def without_measurements(notebook):
    """Return the notebook without the cells that measure time."""
    notebook.cells = [
        cell
        for cell in notebook.cells
        if "nbval-ignore-output" not in cell.metadata.get("tags", ())
    ]
    return notebook


def pictures(notebook):
    """Return the outputs that hold a picture of any kind."""
    return [
        out
        for out in outputs(notebook)
        if any(kind.startswith("image/") for kind in out.get("data", {}))
    ]


def public_names():
    """Return every class and function that the package defines."""
    modules = pkgutil.walk_packages(backprop.__path__, "backprop.")
    return {
        name
        for module in modules
        for name, value in vars(importlib.import_module(module.name)).items()
        if (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__.startswith("backprop")
    }


@each_chapter
def test_cells_were_run_once_in_order(path):
    cells = code_cells(read(path))
    counts = [cell.execution_count for cell in cells]
    assert counts == list(range(1, len(cells) + 1))


@each_chapter
def test_nothing_went_wrong(path):
    kinds = [
        out.name if out.output_type == "stream" else out.output_type
        for out in outputs(read(path))
    ]
    assert set(kinds) <= {"stdout", "display_data", "execute_result"}


@each_chapter
def test_metadata_holds_nothing_of_the_machine(path):
    notebook = read(path)
    metadata = dict(notebook.metadata)
    metadata.pop("widgets", None)
    assert metadata == METADATA
    kept = {"tags", "mystnb"}
    assert all(set(cell.metadata) <= kept for cell in notebook.cells)


@each_chapter
def test_cell_ids_are_names(path):
    ids = [cell.get("id", "") for cell in read(path).cells]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in ids)
    assert not [name for name in ids if RANDOM_ID.fullmatch(name)]
    assert len(set(ids)) == len(ids)


@each_chapter
def test_code_cells_are_short_and_plain_python(path):
    for cell in code_cells(read(path)):
        ast.parse(cell.source)
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source


@each_chapter
def test_nothing_of_the_package_is_defined_again(path):
    defined = {
        node.name
        for cell in code_cells(read(path))
        # A solution defines what its exercise asks the reader to write.
        if not cell.id.startswith("solution")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert not defined & public_names()


@each_chapter
def test_colours_come_from_the_palette(path):
    sources = [cell.source for cell in read(path).cells]
    written = [re.findall(r"#[0-9A-Fa-f]{6}\b", text) for text in sources]
    assert not any(written)


@each_chapter
def test_pictures_can_be_read_aloud(path):
    for picture in pictures(read(path)):
        about = picture.metadata["image/svg+xml"]
        if "explorable" in about:  # also says what state it is in
            assert set(picture.data) == {VIEW, "image/svg+xml", "text/plain"}
        else:
            assert set(picture.data) == {"image/svg+xml", "text/plain"}
            assert picture.data["text/plain"] == about["alt"]
        assert len(about["alt"].split()) >= 5
        assert about["caption"].strip()
        assert about["width"] > 0
        assert about["height"] > 0


@each_chapter
def test_descriptions_are_words_and_no_tex(path):
    descriptions = [
        picture.metadata["image/svg+xml"]["alt"]
        for picture in pictures(read(path))
    ]
    assert [alt for alt in descriptions if "\\" in alt or "$" in alt] == []


@each_chapter
def test_explorables_are_stored_with_the_front_end_of_the_package(path):
    notebook = read(path)
    shown = {
        picture.data[VIEW].model_id: picture.metadata["image/svg+xml"]
        for picture in pictures(notebook)
        if VIEW in picture.data
    }
    stored = notebook.metadata.get("widgets", {}).get(STATE, {})
    models = stored.get("state", {})
    assert {
        name
        for name, model in models.items()
        if model.model_module == "anywidget"
    } == set(shown)
    for name, about in shown.items():
        state = models[name]["state"]
        assert state["_esm"] == linked(about["explorable"])
        assert state["_css"] == style(about["explorable"])


@each_chapter
def test_powers_of_ten_are_written_in_one_way(path):
    words = [c.source for c in read(path).cells if c.cell_type == "markdown"]
    assert re.findall(r".*\\cdot\s*10\^.*", "\n".join(words)) == []


@each_chapter
def test_every_figure_is_another_picture(path):
    # The neuron to try out begins where the walk through it has ended.
    seen = Counter(
        out.data["image/svg+xml"]
        for out in pictures(read(path))
        if out.metadata["image/svg+xml"]["name"] != "fig-try-neuron"
    )
    assert seen.total() == len(seen)


def test_picture_names_are_given_once():
    names = [
        picture.metadata["image/svg+xml"]["name"]
        for path in CHAPTERS
        for picture in pictures(read(path))
    ]
    counts = Counter(name for name in names if name is not None)
    assert all(re.fullmatch(r"fig-[a-z0-9-]+", name) for name in counts)
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.chapters
@each_chapter
def test_pictures_are_what_the_code_draws(path):
    stored, drawn = (
        pictures(without_measurements(notebook))
        for notebook in (read(path), execute(path))
    )
    assert len(stored) == len(drawn)
    for old, new in zip(stored, drawn, strict=True):
        assert old.metadata == new.metadata
        assert old.data["text/plain"] == new.data["text/plain"]
        svg = (old.data["image/svg+xml"], new.data["image/svg+xml"])
        assert difference(*svg) is None
