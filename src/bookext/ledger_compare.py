"""The record compared with the pages: the build stops where they differ."""

from pathlib import Path

import backprop
import bookledger
from bookledger import numbers, numbers_page

from . import equations
from .errors import BookError
from .ledger_record import FILE, path, read
from .memo import Memo


def compare(app, env):
    """Stop the build if the record and the pages differ."""
    record = read(env)
    wrong = _equations_wrong(env, record.get("equations", []))
    wrong += [
        f"{entry['what']}: failed its check"
        for entry in record.get("published", [])
        if not entry["passed"]
    ]
    wrong += _numbers_wrong(app, path(env).parent, record.get("numbers", []))
    if wrong:
        listed = "\n".join(wrong)
        raise BookError(
            f"{FILE} and the pages differ (python tools/ledger.py checks "
            f"everything anew):\n{listed}"
        )


def _numbers_wrong(app, folder, entries):
    """Return what differs between the numbers stated and those recorded."""
    # Some numbers are produced by the package itself, not by a cell.
    packages = (Path(p.__file__).parent for p in (backprop, bookledger))
    code = [file for package in packages for file in package.rglob("*.py")]
    memo = Memo(Path(app.doctreedir) / "numbers.memo", code)

    def kept(notebook):
        named = notebook.stem.encode() + b"\n" + notebook.read_bytes()
        return memo(named, lambda: numbers_page.page(notebook))

    found = numbers.problems(folder, entries, kept)
    memo.save()
    return found


def _equations_wrong(env, entries):
    """Return what differs between the equations shown and those recorded."""
    shown = equations.of_book(env)
    listed = {entry["id"]: entry for entry in entries}
    wrong = [
        f"{label}: has no entry" for label in shown.keys() - listed.keys()
    ]
    for label, entry in listed.items():
        if label not in shown:
            wrong.append(f"{label}: is on no page")
        elif _plain(shown[label]) != _plain(entry["tex"]):
            wrong.append(f"{label}: the page shows another formula")
        wrong += [
            f"{label}: the check by {check['kind']} failed"
            for check in entry["checks"]
            if not check["passed"] or check["max_error"] > check["tolerance"]
        ]
        if not entry["checks"]:
            wrong.append(f"{label}: was not checked")
    return sorted(wrong)


def _plain(tex):
    return " ".join(tex.split())


def setup(app):
    """Compare as soon as all pages have been read."""
    app.setup_extension("bookext.equations")
    app.connect("env-check-consistency", compare)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
