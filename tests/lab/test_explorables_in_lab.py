"""Explorables beside a live kernel: moved in the page, read in Python."""

import json

import numpy as np
import pytest
from lab_notebook import Notebook, stored, write, write_beginning

from explorable_states import KINDS
from run_notebooks import CHAPTERS

PLACES = stored()
SHOWN = """(root) => Object.fromEntries(
  [...root.querySelectorAll("[data-quantity][data-value]")].map(
    (e) => [e.dataset.quantity, Number(e.dataset.value)]))"""


def mounted(tab, name):
    """Return the locator of an explorable once it is mounted and seen."""
    found = tab.locator(
        f'[data-explorable="{name}"][data-ready="true"]:visible'
    )
    found.wait_for()
    return found


def raise_first_number(explorable):
    """Press the arrow key in the first control that holds a number."""
    control = explorable.locator("input.number, input.slider").first
    control.focus()
    control.press("ArrowUp")


@pytest.fixture(scope="module")
def notebook(desk, folder):
    """Return a notebook of all explorables, open and not yet run."""
    write(folder / "explorables.ipynb", PLACES)
    return Notebook(desk[0], "explorables.ipynb")


def test_every_explorable_is_in_a_chapter():
    assert set(PLACES) == set(KINDS)


@pytest.mark.parametrize("name", PLACES)
def test_page_and_kernel_stay_in_step(tab, notebook, name):
    kind, made_of = KINDS[name], PLACES[name]
    first = 3 * list(PLACES).index(name)
    notebook.run(first)
    explorable = mounted(tab, name)
    before = explorable.evaluate(SHOWN)

    raise_first_number(explorable)
    shown = explorable.evaluate(SHOWN)
    assert shown != before

    told = json.loads(notebook.run(first + 1))
    assert any(made_of[key] != value for key, value in told["state"].items())
    here = kind.widget(**(made_of | told["state"]), caption="one")
    scale, slack = max(1.0, kind.largest_term(here)), kind.slack(here)
    assert set(told["gradients"]) == set(here.gradients)
    for key, gradient in here.gradients.items():
        gap = np.abs(np.array(told["gradients"][key]) - gradient).max()
        assert gap <= 1e-12 * scale
    for key, value in shown.items():
        gap = abs(value - told["quantities"][key])
        assert gap <= 1e-12 * scale + slack.get(key, 0.0), key

    # And back: what Python assigns, the page shows.
    notebook.run(first + 2)
    wait_until_it_shows(explorable, before)
    raise_first_number(explorable)
    explorable.get_by_role("button", name="Reset").press("Enter")
    assert explorable.evaluate(SHOWN) == before


def wait_until_it_shows(explorable, numbers):
    """Wait until these numbers, and no others, are shown."""
    explorable.page.wait_for_function(
        f"""([root, before]) => {{
          const shown = ({SHOWN})(root);
          const keys = Object.keys(before);
          return keys.length === Object.keys(shown).length &&
            keys.every((key) => shown[key] === before[key]);
        }}""",
        arg=[explorable.element_handle(), numbers],
    )


def test_the_first_chapter_hands_its_gradients_to_the_next_cell(tab, folder):
    name = "01-one-neuron.ipynb"
    write_beginning(folder / name, CHAPTERS / name, "NeuronGraph")
    notebook = Notebook(tab, name)
    notebook.run_all()
    graph = mounted(tab, "neuron")
    number = graph.locator('[data-control="x[0]"]')
    number.focus()
    number.press("PageUp")
    printed = notebook.run_below("print(graph.gradients)")
    moved = PLACES["neuron"] | {"x": [2.0, -2.0, 3.0]}
    here = KINDS["neuron"].widget(**moved, caption="one")
    assert printed == f"{here.gradients}\n"
