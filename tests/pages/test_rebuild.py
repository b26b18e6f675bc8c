"""A build that goes on from another makes the pages of one from scratch."""

import filecmp
import shutil
import subprocess
import sys

import pytest
from site_of_book import BOOK, ROOT

import stamp

TITLE, OTHER_TITLE = "# A layer, a batch", "# Many neurons at once"
WORDS, OTHER_WORDS = "activation function", "function at the end"
CHAPTER = "chapters/02-layer-and-batch"
GLOSSARY = "chapters/glossary"


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the book's sources, and a function that builds it."""
    for name in (*stamp.INPUTS, "tools"):
        source = ROOT / name
        take = shutil.copytree if source.is_dir() else shutil.copy
        take(source, tmp_path / name)

    def build():
        run = [sys.executable, "tools/build.py"]
        done = subprocess.run(
            run, cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return "from scratch" in done.stdout

    return tmp_path, build


def replace(file, old, new):
    """Exchange the first of these words, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def differing(compared, folder=""):
    """Return the paths of files that are not the same in two folders."""
    odd = [*compared.left_only, *compared.right_only, *compared.diff_files]
    found = [folder + name for name in odd + compared.funny_files]
    for name, inner in compared.subdirs.items():
        found += differing(inner, f"{folder}{name}/")
    return sorted(found)


def test_pages_changed_and_changed_back_are_the_books(copy):
    folder, build = copy
    pages = folder / "_build" / "html"
    assert build()
    chapter = folder / f"{CHAPTER}.ipynb"
    glossary = folder / f"{GLOSSARY}.md"

    def html(page):
        return (pages / f"{page}.html").read_text(encoding="utf-8")

    replace(glossary, WORDS, OTHER_WORDS)
    assert not build()
    assert OTHER_WORDS in html(GLOSSARY)
    replace(chapter, TITLE, OTHER_TITLE)
    assert not build()
    # The title stands in the contents of every page.
    for page in (CHAPTER, "chapters/05-softmax", "chapters/api"):
        assert OTHER_TITLE.removeprefix("# ") in html(page)
    replace(chapter, OTHER_TITLE, TITLE)
    replace(glossary, OTHER_WORDS, WORDS)
    assert not build()
    compared = filecmp.dircmp(BOOK, pages)
    assert differing(compared) == []
