"""The record is written the same way by everybody."""

import json

import pytest

from bookledger import record


def test_each_writer_replaces_only_its_own_part(tmp_path):
    path = tmp_path / record.FILE
    record.update(path, "published", [{"what": "loss"}])
    record.update(path, "equations", [{"id": "eq-a"}])
    before = path.read_bytes()
    record.update(path, "published", [{"what": "loss"}])
    assert path.read_bytes() == before
    assert list(record.read(path)) == ["equations", "published"]


def test_the_file_is_readable_and_ends_with_a_line(tmp_path):
    path = tmp_path / record.FILE
    record.update(path, "numbers", [{"number": "−0.5", "value": 0.1 + 0.2}])
    text = path.read_text(encoding="utf-8")
    assert '   "number": "−0.5",\n   "value": 0.30000000000000004\n' in text
    assert text.endswith("}\n")
    assert json.loads(text) == record.read(path)


def test_without_a_file_there_is_nothing(tmp_path):
    assert record.read(tmp_path / record.FILE) == {}


def test_a_part_of_another_name_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"expected one of .*, got 'tables'"):
        record.update(tmp_path / record.FILE, "tables", [])
