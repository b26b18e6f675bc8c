"""What the files of the book weigh on the wire."""

import gzip
from urllib.parse import unquote, urlsplit

import pytest
from site_of_book import BOOK, PREFIX

WEIGHTS = pytest.StashKey()
PACKED = {".html", ".css", ".js", ".svg"}


def kilobytes(url):
    """Return the weight of one file, compressed as a web server would."""
    path = unquote(urlsplit(url).path).removeprefix(PREFIX)
    data = (BOOK / path).read_bytes()
    packed = (BOOK / path).suffix in PACKED
    return len(gzip.compress(data, 6) if packed else data) / 1024
