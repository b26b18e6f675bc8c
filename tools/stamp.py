"""What the built book was made of, written beside it once it is finished.

The stamp holds a digest of every file that goes into the pages. It tells the
build whether it may go on from the last one, and the tests of the pages
whether what they look at is the book as it is now.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build"
FILE = BUILT / "book-stamp.json"
# What Sphinx remembers of the pages it has read.
ENVIRONMENT = BUILT / ".doctrees" / "environment.pickle"

INPUTS = (
    "_config.yml",
    "_toc.yml",
    "pyproject.toml",
    "requirements.txt",
    "chapters",
    "src",
)
_MADE = {"__pycache__", ".ipynb_checkpoints"}


def digests(names=INPUTS):
    """Return the digest of every file of the book, by its name."""
    found = {}
    for path in map(ROOT.joinpath, names):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and not _is_made(file):
                name = file.relative_to(ROOT).as_posix()
                found[name] = _digest(file)
    return found


def _is_made(file):
    parts = file.relative_to(ROOT).parts
    return bool(_MADE & {*parts}) or ".egg-info" in str(file)


def _digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def settings():
    """Return what else the pages depend on."""
    return {
        "python": sys.version,
        "address": os.environ.get("BOOK_ADDRESS", ""),
    }


def take():
    """Return a stamp of the book as it is now, before it is built."""
    return {"files": digests(), "settings": settings()}


def write(stamp):
    """Say that a build has been finished, and of what."""
    whole = stamp | {"environment": _digest(ENVIRONMENT)}
    FILE.write_text(json.dumps(whole, indent=1), encoding="utf-8")


def read():
    """Return the stamp of the last build, or None if it was not finished."""
    if not FILE.exists():
        return None
    return json.loads(FILE.read_text(encoding="utf-8"))


def remove():
    """Say that what is in the folder is not a finished build."""
    FILE.unlink(missing_ok=True)


def changed(old, new):
    """Return the names of the files that differ between two stamps."""
    old, new = old["files"], new["files"]
    names = sorted(old.keys() | new.keys())
    return [name for name in names if old.get(name) != new.get(name)]


def why_from_scratch(new):
    """Return why the next build cannot go on from the last, or None.

    Sphinx reads a page again when it is younger than its last reading, and
    what depends on the page; it knows little of what depends on the rest.
    """
    old = read()
    if old is None:
        return "there is no finished build"
    if old["settings"] != new["settings"]:
        return "it was built with other settings"
    if not ENVIRONMENT.exists() or old["environment"] != _digest(ENVIRONMENT):
        return "something else was built in the meantime"
    finished = FILE.stat().st_mtime
    for name in changed(old, new):
        there = name in old["files"] and name in new["files"]
        if not (there and is_page(name)):
            return f"{name} is not what it was"
        if (ROOT / name).stat().st_mtime <= finished:
            return f"{name} was changed while it was built, or is an old copy"
    return None


def is_page(name):
    """Tell whether Sphinx follows the changes of a file.

    It does so for pages, and for the record, on which pages say they depend.
    """
    folder, _, file = name.rpartition("/")
    return folder == "chapters" and (
        file.endswith((".ipynb", ".md")) or file == "ledger.json"
    )
