"""A notebook in JupyterLab: written for a test, and driven in the browser."""

import json

import nbformat

from explorable_states import KINDS
from run_notebooks import METADATA, chapters

STATE = "application/vnd.jupyter.widget-state+json"

_SHOW = """import json

import numpy as np

from backprop.explorables import {kind}

state = json.loads({made_of!r})
e = {kind}(**state, caption="one")
e"""
_REPORT = """print(json.dumps({
    "state": e.state(),
    "gradients": {k: np.array(v).tolist() for k, v in e.gradients.items()},
    "quantities": e.quantities(),
}))"""
_BACK = """for key, value in e.initial.items():
    setattr(e, key, value)"""


def stored():
    """Return of each explorable in the chapters what it is made of.

    Returns
    -------
    dict of str and dict
        By the name of the front end.
    """
    kinds = {kind.widget.__name__: name for name, kind in KINDS.items()}
    found = {}
    for path in chapters():
        notebook = nbformat.read(path, as_version=4)
        widgets = notebook.metadata.get("widgets", {}).get(STATE, {})
        for model in widgets.get("state", {}).values():
            kind = model["state"].get("_anywidget_id", "").rpartition(".")[2]
            if kind in kinds:
                state = model["state"]
                made_of = state["initial"] | state.get("given", {})
                found.setdefault(kinds[kind], made_of)
    return found


def write(path, places):
    """Write a notebook in which explorables are shown, reported and reset.

    Parameters
    ----------
    path : pathlib.Path
    places : dict of str and dict
        What :func:`stored` returns. Each takes three cells, in this order.
    """
    new, cells = nbformat.v4, []
    for name, made_of in places.items():
        kind = KINDS[name].widget.__name__
        show = _SHOW.format(kind=kind, made_of=json.dumps(made_of))
        cells += map(new.new_code_cell, (show, _REPORT, _BACK))
    nbformat.write(new.new_notebook(cells=cells, metadata=METADATA), path)


def write_beginning(path, chapter, explorable):
    """Write the code of a chapter up to an explorable, pictures left out.

    Parameters
    ----------
    path, chapter : pathlib.Path
    explorable : str
        The class that the last cell makes an object of.
    """
    notebook, cells = nbformat.read(chapter, as_version=4), []
    for cell in notebook.cells:
        if cell.cell_type == "code" and "plotting.show(" not in cell.source:
            cells.append(nbformat.v4.new_code_cell(cell.source))
        if f"{explorable}(" in cell.source:
            break
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=METADATA), path
    )


class Notebook:
    """One notebook, open in a tab that shows JupyterLab."""

    def __init__(self, tab, name):
        self.tab = tab
        tab.evaluate(
            """async (path) => {
              const { commands } = window.jupyterapp;
              const opened = await commands.execute(
                "docmanager:open", { path });
              await opened.context.ready;
              await opened.sessionContext.ready;
            }""",
            name,
        )

    def run(self, index):
        """Run one cell to its end; return what it printed."""
        return self._evaluate(
            """content.deselectAll();
            content.activeCellIndex = index;
            await commands.execute("notebook:run-cell");
            return printed(content.activeCell);""",
            index,
        )

    def run_all(self):
        """Run every cell to the end of the last."""
        self._evaluate('await commands.execute("notebook:run-all-cells");')

    def run_below(self, source):
        """Add a cell at the end and run it; return what it printed."""
        return self._evaluate(
            """content.activeCellIndex = content.widgets.length - 1;
            await commands.execute("notebook:insert-cell-below");
            content.activeCell.model.sharedModel.setSource(index);
            await commands.execute("notebook:run-cell");
            return printed(content.activeCell);""",
            source,
        )

    def _evaluate(self, script, index=None):
        return self.tab.evaluate(_DRIVE % script, index)


_DRIVE = """async (index) => {
  const { shell, commands } = window.jupyterapp;
  const { content } = shell.currentWidget;
  const printed = ({ model: { outputs } }) => {
    const all = Array.from(
      { length: outputs.length }, (_, i) => outputs.get(i).toJSON());
    const wrong = all.find((o) => o.output_type === "error");
    if (wrong) throw new Error(wrong.traceback.join("\\n"));
    return all.filter((o) => o.output_type === "stream")
      .map((o) => [o.text].flat().join("")).join("");
  };
  %s
}"""
