"""What one build keeps for the next, and when it is not believed."""

import pickle

import pytest

from bookext.memo import Memo


@pytest.fixture
def code(tmp_path):
    """Return a file of code."""
    file = tmp_path / "reader.py"
    file.write_text("one")
    return file


@pytest.fixture
def build(tmp_path, code):
    """Return what a build does with two texts: which of them it reads."""

    def run(*texts):
        memo = Memo(tmp_path / "deep" / "kept.memo", [code])
        read = []
        for text in texts:
            assert memo(text, lambda t=text: read.append(t) or len(t)) == len(
                text
            )
        memo.save()
        return read

    return run


def test_what_has_not_changed_is_not_read_again(build):
    assert build(b"a", b"bb") == [b"a", b"bb"]
    assert build(b"a", b"bb", b"ccc") == [b"ccc"]


def test_what_no_build_asks_for_is_forgotten(build):
    build(b"a")
    build(b"bb")
    assert build(b"a") == [b"a"]


def test_other_code_reads_everything_again(build, code):
    build(b"a")
    code.write_text("two")
    assert build(b"a") == [b"a"]


@pytest.mark.parametrize("kept", [b"", b"no pickle", pickle.dumps([1, 2])])
def test_what_cannot_be_read_is_made_anew(build, tmp_path, kept):
    build(b"a")
    (tmp_path / "deep" / "kept.memo").write_bytes(kept)
    assert build(b"a") == [b"a"]
