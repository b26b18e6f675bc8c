"""The tools say what is wrong, and executing twice gives the same bytes."""

import importlib
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import browser
import environment
import mutants
import run_notebooks


def test_browser_refuses_what_is_no_browser(monkeypatch):
    monkeypatch.setenv("BOOK_BROWSER", "no-such-browser")
    with pytest.raises(browser.NoBrowserError, match="no-such-browser"):
        browser.browser()


def test_browser_takes_the_one_that_is_named(monkeypatch):
    monkeypatch.setenv("BOOK_BROWSER", sys.executable)
    assert browser.browser() == sys.executable


def test_browser_says_what_to_install_if_all_else_fails(monkeypatch):
    monkeypatch.delenv("BOOK_BROWSER", raising=False)
    monkeypatch.setattr(browser, "installed", list)
    monkeypatch.setattr(browser, "install_from_debian", lambda: None)
    monkeypatch.setattr(browser, "install_from_playwright", lambda: None)
    with pytest.raises(browser.NoBrowserError, match="apt-get install"):
        browser.browser()


def test_set_up_is_done_once_for_the_same_requirements(tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("first", encoding="utf-8")
    python = environment.interpreter(tmp_path / "env")

    def create(folder, *, afresh):
        calls.append(afresh)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(environment, "create", create)
    monkeypatch.setattr(environment, "install", lambda folder: None)
    assert environment.main(["env"]) == 0
    assert environment.main(["env"]) == 0
    assert calls == [False]
    (tmp_path / "requirements.txt").write_text("second", encoding="utf-8")
    assert environment.main(["env"]) == 0
    assert calls == [False, False]


def test_set_up_that_failed_is_not_taken_for_done(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(environment, "create", lambda folder, afresh: None)
    monkeypatch.setattr(environment, "install", lambda folder: "no network")
    for _ in range(2):
        assert environment.main([str(tmp_path)]) == 1
        assert "no network" in capsys.readouterr().err


def test_set_up_says_what_a_python_without_venv_lacks(tmp_path, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", {}.get)
    message = environment.create(tmp_path / "env", afresh=False)
    assert "python3-venv" in message


def test_unknown_chapter_is_answered_with_the_known_ones():
    with pytest.raises(SystemExit, match=r"01-one-neuron.*'99-none'"):
        run_notebooks.chapters(["99-none"])


def test_chapter_is_found_with_or_without_its_ending():
    (path,) = run_notebooks.chapters(["01-one-neuron"])
    assert run_notebooks.chapters(["chapters/01-one-neuron.ipynb"]) == [path]


def test_random_cell_ids_become_names_and_others_stay():
    cells = [
        new_markdown_cell("# One neuron", id="0a1b2c3d"),
        new_code_cell("1", id="one-neuron-2"),
        new_code_cell("2", id="12345678-1234-1234-1234-123456789abc"),
    ]
    notebook = new_notebook(cells=cells)
    run_notebooks.name_cells(notebook)
    names = [cell.id for cell in notebook.cells]
    assert names == ["one-neuron-1", "one-neuron-2", "one-neuron-3"]


@pytest.mark.chapters
def test_executing_twice_gives_the_same_bytes(tmp_path):
    path = tmp_path / "small.ipynb"
    cells = [
        new_code_cell("import sys; print({'a', 'b', 'c'})"),
        new_code_cell("print('here', file=sys.stderr); object.__name__"),
    ]
    nbformat.write(new_notebook(cells=cells), path)
    texts = []
    for _ in range(2):
        notebook = run_notebooks.execute(path)
        texts.append(nbformat.writes(notebook))
        nbformat.write(notebook, path)
    assert texts[0] == texts[1]
    assert notebook.metadata == run_notebooks.METADATA
    assert [cell.execution_count for cell in notebook.cells] == [1, 2]


@pytest.mark.chapters
def test_widgets_get_names_that_stay(tmp_path):
    path = tmp_path / "widgets.ipynb"
    cells = [
        new_code_cell("from ipywidgets import IntSlider", id="begin"),
        new_code_cell("IntSlider(); IntSlider(value=7)", id="shown"),
    ]
    nbformat.write(new_notebook(cells=cells), path)
    notebook = run_notebooks.execute(path)
    view = (
        notebook.cells[1]
        .outputs[0]
        .data["application/vnd.jupyter.widget-view+json"]
    )
    assert view.model_id == "shown-widget-0"
    stored = notebook.metadata.widgets[
        "application/vnd.jupyter.widget-state+json"
    ]
    # The first slider is nowhere to be seen.
    assert list(stored.state) == [
        "shown-widget-0",
        "shown-widget-0-layout",
        "shown-widget-0-style",
    ]
    slider = stored.state["shown-widget-0"].state
    assert slider.value == 7
    assert slider.layout == "IPY_MODEL_shown-widget-0-layout"


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("relu.xǁReLUǁforward__mutmut_7", "relu.ReLU.forward"),
        ("dense.xǁDenseǁ__init____mutmut_1", "dense.Dense.__init__"),
        ("gradcheck.x__steps__mutmut_12", "gradcheck._steps"),
        ("labels.x_as_labels__mutmut_3", "labels.as_labels"),
    ],
)
def test_mutants_are_named_as_the_reader_knows_them(
    name, function, monkeypatch
):
    shown = ["--- a.py", "+++ a.py", " x = 1", "-    y = 2", "+    y = 3"]
    monkeypatch.setattr(mutants, "ask", lambda *arguments: shown)
    assert mutants.change(name) == (function, "y = 2", "y = 3")


def test_the_audit_takes_short_names_of_pages(monkeypatch):
    folder = Path(__file__).parent
    monkeypatch.syspath_prepend(folder / "pages")
    monkeypatch.syspath_prepend(folder / "audit")
    audit = importlib.import_module("audit")
    page = "chapters/03-relu.html"
    for name in (page, "chapters/03-relu", "03-relu.html", "03-relu"):
        assert audit.page_named(name) == page
    assert audit.page_named("index") == "index.html"
    with pytest.raises(
        audit.AuditError, match=r"(?s)03-rel.*chapters/03-relu"
    ):
        audit.page_named("03-rel")
