"""What the built book was made of, written beside it once it is finished.

The stamp holds a digest of every file that goes into the pages. It tells the
build whether it may go on from the last one, and the tests of the pages
whether what they look at is the book as it is now.
"""

import contextlib
import hashlib
import importlib.metadata
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build"
HTML = BUILT / "html"
FILE = BUILT / "book-stamp.json"
PARTS = ("files", "settings", "built")
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


def digests(names=INPUTS):
    """Return the digest of every file of the book, by its name."""
    return dict(_each([ROOT / name for name in names]))


def _each(paths):
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(ROOT)
            if file.is_file() and not _is_made(name):
                # An editor's own file may be gone by now.
                with contextlib.suppress(FileNotFoundError):
                    yield name.as_posix(), _digest(file)


def _is_made(name):
    """Tell whether a tool or an editor has put a file there."""
    return any(
        part.startswith((".", "__pycache__"))
        or part.endswith((".egg-info", "~"))
        for part in name.parts
    )


def _digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def settings():
    """Return what else the pages depend on."""
    packages = {
        f"{package.name} {package.version}"
        for package in importlib.metadata.distributions()
    }
    return {
        "python": sys.version,
        "packages": sorted(packages),
        "address": os.environ.get("BOOK_ADDRESS", ""),
    }


def take():
    """Return a stamp of the book as it is now, before it is built."""
    return {"files": digests(), "settings": settings()}


def built():
    """Return a digest of all that a build leaves behind."""
    left = sorted(file for file in HTML.rglob("*") if file.is_file())
    parts = [f"{file.relative_to(HTML)} {_digest(file)}" for file in left]
    parts.append(_digest(ENVIRONMENT) if ENVIRONMENT.exists() else "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def write(stamp):
    """Say that a build has been finished, and of what."""
    text = json.dumps(stamp | {"built": built()}, indent=1)
    unfinished = FILE.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(FILE)


def read():
    """Return the stamp of the last build, or None if it was not finished.

    Its time is that of the build's end.
    """
    try:
        stamp = json.loads(FILE.read_text(encoding="utf-8"))
        time = FILE.stat().st_mtime
    except (FileNotFoundError, ValueError):
        return None
    whole = isinstance(stamp, dict) and {*PARTS} <= stamp.keys()
    return stamp | {"time": time} if whole else None


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
        return "Python, its packages or the address have changed"
    if old["built"] != built():
        return "what was built is not as it was left"
    for name in changed(old, new):
        if name not in old["files"]:
            return f"{name} is new"
        if name not in new["files"]:
            return f"{name} is gone"
        if not is_page(name):
            return f"{name} has changed"
        if (ROOT / name).stat().st_mtime <= old["time"]:
            return f"{name} has changed and has an old date"
    return None


def is_page(name):
    """Tell whether Sphinx follows the changes of a file.

    It does so for pages, and for the record, on which pages say they depend.
    """
    folder, _, file = name.rpartition("/")
    return folder == "chapters" and (
        file.endswith((".ipynb", ".md")) or file == "ledger.json"
    )
