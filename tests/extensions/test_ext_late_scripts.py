"""Scripts are asked for early and run once the page was read."""

import pytest

from bookext.errors import BookError
from bookext.late_scripts import postpone

PAGE = (
    '<head><script defer="defer" src="a.js?v=1"></script></head>'
    '<body><script defer src="b.js"></script></body>'
)


def test_each_deferred_script_is_asked_for_and_runs_later():
    page = postpone(PAGE, "page")
    for address in ("a.js?v=1", "b.js"):
        asked = f'as="script" fetchpriority="low" href="{address}"'
        assert f'<link rel="preload" {asked}>' in page
    assert "<script defer" not in page
    head = page[: page.index("</head>")]
    assert head.count('addEventListener("DOMContentLoaded"') == 1


def test_a_page_without_deferred_scripts_stops_the_build():
    with pytest.raises(BookError, match="chapter 1: found no deferred script"):
        postpone("<head><script src='a.js'></script></head>", "chapter 1")
