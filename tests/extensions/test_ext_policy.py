"""The policy of a page names its own inline scripts and no others."""

import base64
import hashlib

import pytest

from bookext.errors import BookError
from bookext.policy import hashes, protect

PAGE = '<head><meta charset="utf-8" /></head>'


def test_inline_scripts_are_named_by_their_hashes():
    digest = hashlib.sha256(b"let a = 1;").digest()
    expected = f"'sha256-{base64.b64encode(digest).decode()}'"
    html = "<script>let a = 1;</script><script src='a.js'></script>"
    assert hashes(html) == [expected]
    assert f"script-src 'self' {expected}" in protect(PAGE + html, "page")


def test_data_for_scripts_needs_no_hash():
    assert hashes('<script type="application/json">{}</script>') == []


def test_nothing_but_the_book_is_allowed():
    page = protect(PAGE, "page")
    assert "default-src 'none'" in page
    assert "script-src 'self'\"" in page
    assert "unsafe-eval" not in page
    assert page.index("Content-Security-Policy") < page.index("</head>")


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (PAGE + "<button onclick='x()'>", "script in an attribute"),
        ("<head></head>", "to put the policy after"),
    ],
)
def test_what_the_policy_cannot_cover_stops_the_build(html, problem):
    with pytest.raises(BookError, match=rf"chapter 1: .*{problem}"):
        protect(html, "chapter 1")
