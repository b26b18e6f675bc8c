"""A build goes on from the last one only where the result is the same."""

import os
from types import SimpleNamespace

import pytest

import build
import stamp

PAGE = "chapters/01-page.ipynb"
FOLLOWED = {PAGE, "chapters/index.md", "chapters/ledger.json"}
FILES = {
    "_config.yml": "title: A book",
    "_toc.yml": "root: chapters/index",
    "pyproject.toml": "",
    "requirements.txt": "sphinx",
    "chapters/index.md": "# A book",
    PAGE: "{}",
    "chapters/ledger.json": "{}",
    "chapters/references.bib": "",
    "chapters/_static/icon.svg": "<svg/>",
    "chapters/_static/note.md": "No page",
    "src/package/module.py": "x = 1",
}


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A small book, whose builds are counted and may be made to fail."""
    book = SimpleNamespace(code=0, left=[], folder=tmp_path)
    built = tmp_path / "_build"
    pages = built / "html"
    monkeypatch.setattr(stamp, "ROOT", tmp_path)
    monkeypatch.setattr(stamp, "BUILT", built)
    monkeypatch.setattr(stamp, "HTML", pages)
    monkeypatch.setattr(stamp, "FILE", built / "stamp.json")
    monkeypatch.setattr(stamp, "ENVIRONMENT", built / "environment")
    monkeypatch.delenv("BOOK_ADDRESS", raising=False)

    def fake(command):
        book.left.append((pages / "old.html").exists())
        pages.mkdir(parents=True, exist_ok=True)
        (pages / "old.html").touch()
        (pages / "index.html").touch()
        stamp.ENVIRONMENT.write_text(f"build {len(book.left)}")
        return book.code

    def write(name, content, *, age=-10):
        """Write a file `age` seconds before now; negative: after."""
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        time = file.stat().st_mtime - age
        os.utime(file, (time, time))

    def went_on(*arguments):
        """Build; tell whether what was there before was left there."""
        before = len(book.left)
        assert build.main(list(arguments)) == book.code
        assert len(book.left) == before + 1
        return book.left[-1]

    monkeypatch.setattr(build, "build", fake)
    book.write, book.went_on = write, went_on
    for name, content in FILES.items():
        write(name, content)
    assert not went_on()
    return book


def test_without_a_change_the_build_goes_on(book):
    assert book.went_on()


@pytest.mark.parametrize("name", sorted(FOLLOWED))
def test_a_changed_page_is_built_upon_the_others(book, name):
    book.write(name, "changed")
    assert book.went_on()


@pytest.mark.parametrize("name", sorted(FILES.keys() - FOLLOWED))
def test_any_other_change_builds_from_scratch(book, name, capsys):
    book.write(name, "changed")
    assert not book.went_on()
    assert name in capsys.readouterr().out


def test_a_page_that_is_new_or_gone_builds_from_scratch(book):
    book.write("chapters/02-new.md", "# New")
    assert not book.went_on()
    (book.folder / "chapters" / "02-new.md").unlink()
    assert not book.went_on()


def test_a_page_changed_into_an_old_one_builds_from_scratch(book):
    # Sphinx goes by the time and would not read it.
    book.write(PAGE, "as it was an hour ago", age=3600)
    assert not book.went_on()


def test_a_page_changed_while_it_was_built_builds_from_scratch(
    book, monkeypatch, capsys
):
    fake = build.build

    def slow(command):
        code = fake(command)
        book.write(PAGE, f"changed {len(book.left)} times", age=0)
        return code

    monkeypatch.setattr(build, "build", slow)
    assert book.went_on()
    assert f"{PAGE} changed while" in capsys.readouterr().out
    # Even if it is changed back, with its old date.
    assert stamp.read() is None
    assert not book.went_on()


def test_a_build_that_fails_is_tried_once_more_from_scratch(book):
    book.code = 1
    assert build.main([]) == 1
    assert book.left[1:] == [True, False]


def test_a_build_that_failed_is_not_built_upon(book):
    book.code = 1
    build.main(["--fresh"])
    assert stamp.read() is None
    book.code = 0
    assert not book.went_on()
    assert book.went_on()


@pytest.mark.parametrize("name", ["html/index.html", "environment"])
@pytest.mark.parametrize("spoil", ["write", "remove"])
def test_what_was_built_must_be_as_it_was_left(book, name, spoil):
    # By hand, or by a build whose warnings may have been passed over.
    file = stamp.BUILT / name
    if spoil == "write":
        file.write_text("jupyter-book build .")
    else:
        file.unlink()
    assert not book.went_on()
    assert book.went_on()


@pytest.mark.parametrize("text", ["", '{"files": ', '{"files": {}}', "[]"])
def test_a_damaged_stamp_is_none(book, text):
    stamp.FILE.write_text(text)
    assert stamp.read() is None
    assert not book.went_on()


def test_an_interrupted_build_says_so_and_is_not_built_upon(
    book, monkeypatch, capsys
):
    def interrupted(command):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(build, "build", interrupted)
        assert build.main([]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert not book.went_on()


def test_a_folder_that_cannot_be_removed_stops_the_build(
    book, monkeypatch, capsys
):
    monkeypatch.setattr(build.shutil, "rmtree", lambda *_, **__: None)
    assert build.main(["--fresh"]) == 1
    assert "could not be removed" in capsys.readouterr().err


def test_another_address_builds_from_scratch(book, monkeypatch):
    monkeypatch.setenv("BOOK_ADDRESS", "https://example.org/book/")
    assert not book.went_on()
    assert book.went_on()


def test_a_build_from_scratch_can_be_asked_for(book):
    assert not book.went_on("--fresh")
    assert book.went_on()


def test_what_is_made_on_the_way_does_not_count(book):
    book.write("src/package/__pycache__/module.pyc", "made")
    book.write("src/package.egg-info/PKG-INFO", "made")
    book.write("chapters/.ipynb_checkpoints/01-page-checkpoint.ipynb", "made")
    book.write("chapters/.01-page.md.swp", "an editor's")
    book.write("src/package/module.py~", "an editor's")
    assert book.went_on()


def test_the_stamp_names_what_has_changed_since(book):
    old = stamp.read()
    book.write("src/package/module.py", "x = 2")
    book.write("chapters/02-new.md", "# New")
    (book.folder / PAGE).unlink()
    assert stamp.changed(old, stamp.take()) == [
        PAGE,
        "chapters/02-new.md",
        "src/package/module.py",
    ]


def test_a_missing_jupyter_book_is_named(monkeypatch, capsys):
    monkeypatch.setattr(build.shutil, "which", lambda *_, **__: None)
    assert build.main([]) == 1
    assert "requirements.txt" in capsys.readouterr().err
