"""The program that writes the record."""

import pytest

import ledger
from bookledger import record
from bookledger.numbers_reading import NumberError


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs the program with parts of our own."""
    monkeypatch.setattr(ledger, "CHAPTERS", tmp_path)

    def wrong():
        raise NumberError("01-one-neuron, step: 0.016: nothing shows it")

    parts = {"equations": list, "numbers": wrong, "published": lambda: [1]}
    monkeypatch.setattr(ledger, "PARTS", parts)

    def run_with(*words):
        monkeypatch.setattr("sys.argv", ["ledger.py", *words])
        return ledger.main(), record.read(tmp_path / record.FILE)

    return run_with


def test_a_part_is_written_alone(run):
    assert run("published") == (0, {"published": [1]})


def test_a_part_that_fails_is_told_and_the_others_are_written(run, capsys):
    code, written = run()
    assert code == 1
    assert written == {"equations": [], "published": [1]}
    assert "step: 0.016: nothing shows it" in capsys.readouterr().err


def test_another_word_is_refused(run, capsys):
    with pytest.raises(SystemExit):
        run("tables")
    expected = "PART: expected equations, numbers, published, got tables"
    assert expected in capsys.readouterr().err
