"""Execute chapters in place, so that doing it twice gives the same bytes.

    python tools/run_notebooks.py [--check] [--measure] [NAME ...]

NAME is a chapter's file name with or without ``.ipynb``; without a name every
chapter is executed. With ``--check`` nothing is written, and the exit code
tells whether executing would change a file.

What differs from run to run (times, the Python version) is not stored, and
cells that came with a random id get one made of the heading above them. A cell
that prints times it has measured, tagged ``nbval-ignore-output``, keeps what
it printed until it is changed, or measured anew with ``--measure``.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

CHAPTERS = Path(__file__).resolve().parent.parent / "chapters"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
RANDOM_ID = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}"
)


def main():
    """Execute the chapters asked for; return the exit code."""
    parser = argparse.ArgumentParser(description="Execute chapters in place.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--measure", action="store_true", help="new times too")
    options = parser.parse_args()
    changed = 0
    for path in chapters(options.names):
        before = path.read_text(encoding="utf-8")
        try:
            notebook = execute(path)
            if not options.measure:
                keep_measurements(nbformat.reads(before, 4), notebook)
            after = nbformat.writes(notebook) + "\n"
        except CellExecutionError as error:
            print(f"{path.name}: a cell failed\n{error}", file=sys.stderr)
            return 1
        changed += before != after
        print(path.name, "changed" if before != after else "unchanged")
        if before != after and not options.check:
            path.write_text(after, encoding="utf-8", newline="\n")
    return 1 if options.check and changed else 0


def chapters(names=()):
    """Return the paths of the chapters named, or of all.

    Parameters
    ----------
    names : sequence of str
        File names, with or without ``.ipynb``.

    Returns
    -------
    list of Path

    Raises
    ------
    SystemExit
        If there is no chapter of that name.
    """
    found = {path.stem: path for path in sorted(CHAPTERS.rglob("*.ipynb"))}
    wanted = [Path(name).name.removesuffix(".ipynb") for name in names]
    for name in wanted:
        if name not in found:
            have = ", ".join(found) or "none"
            raise SystemExit(f"NAME: expected one of {have}, got {name!r}")
    return [found[name] for name in wanted or found]


class ThisPython(KernelSpecManager):
    """Every kernel is the running Python, whatever the machine has."""

    def get_kernel_spec(self, kernel_name):
        """Return how to start the running Python as a kernel."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


def execute(path):
    """Return the notebook at `path` with fresh outputs.

    The kernel works in the notebook's own folder.
    """
    os.environ.setdefault("PYTHONHASHSEED", "0")
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict(METADATA)
    here = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(
        notebook,
        record_timing=False,
        # Text that came in two pieces is one text: pieces vary.
        coalesce_streams=True,
        resources=here,
    )
    client.create_kernel_manager().kernel_spec_manager = ThisPython()
    # Only what the kernel says of itself goes there; cells are captured.
    client.execute(stderr=subprocess.DEVNULL)
    widgets = notebook.metadata.get("widgets")
    notebook.metadata = nbformat.from_dict(METADATA)
    if widgets:
        notebook.metadata["widgets"] = widgets
    name_cells(notebook)
    return name_models(notebook)


def keep_measurements(before, notebook):
    """Put back what unchanged cells that measure time printed before."""
    stored = {
        (cell.id, cell.source): cell.outputs
        for cell in before.cells
        if "nbval-ignore-output" in cell.metadata.get("tags", ())
        and cell.execution_count
    }
    for cell in notebook.cells:
        cell_key = (cell.id, cell.source)
        if cell_key in stored:
            cell.outputs = stored[cell_key]


def name_cells(notebook):
    """Replace random cell ids by ids made of the heading above the cell."""
    heading, count = "start", 0
    taken = {cell.get("id") for cell in notebook.cells}
    for cell in notebook.cells:
        title = re.match(r"#+ +(.+)", cell.source)
        if cell.cell_type == "markdown" and title:
            heading, count = slug(title[1]), 0
        if not RANDOM_ID.fullmatch(cell.get("id", "")):
            continue
        while (name := f"{heading}-{(count := count + 1)}") in taken:
            pass
        cell["id"] = name
        taken.add(name)


def name_models(notebook):
    """Return a notebook whose widgets have ids that stay the same.

    A displayed widget is called after its cell and each other model, a
    layout for instance, after the widget that refers to it.
    """
    mime = "application/vnd.jupyter.widget-{}+json".format
    names = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            view = output.get("data", {}).get(mime("view"))
            if view:
                name = f"{cell.id}-widget-{len(names)}"
                names.setdefault(view["model_id"], name)
    stored = notebook.metadata.get("widgets", {}).get(mime("state"), {})
    models = stored.get("state", {})
    for model_id, name in list(names.items()):
        for key, value in models[model_id]["state"].items():
            if isinstance(value, str) and value.startswith("IPY_MODEL_"):
                part = value.removeprefix("IPY_MODEL_")
                names.setdefault(part, f"{name}-{key}")
    # What no cell shows is not stored.
    for model_id in models.keys() - names.keys():
        del models[model_id]
    text = nbformat.writes(notebook)
    for model_id, name in names.items():
        text = text.replace(model_id, name)
    return in_order(nbformat.reads(text, as_version=4))


def in_order(notebook):
    """Return a notebook with the models of its widgets sorted by name."""
    for stored in notebook.metadata.get("widgets", {}).values():
        stored["state"] = dict(sorted(stored["state"].items()))
    return notebook


def slug(title):
    """Return a title as an id: letters and digits joined by hyphens."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:40].strip("-") or "cell"


if __name__ == "__main__":
    sys.exit(main())
