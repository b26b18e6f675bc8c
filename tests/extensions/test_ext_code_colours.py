"""Code has elements for what the style sheet tells apart, and no others."""

import re

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from small_book import build

from bookext import code_colours
from bookext.errors import BookError

CODE = 'def f(x):\n    return x + 1, "two"  # three\n'


def marked(code):
    """Return the lines of code as the pages hold them."""
    html = highlight(code, PythonLexer(), code_colours.CodeFormatter())
    return html[html.index("</span>") + len("</span>") :]


def test_names_brackets_and_numbers_stand_bare():
    assert marked(CODE).startswith(
        '<span class="k">def</span> f(x):\n'
        '    <span class="k">return</span> x + 1, '
        '<span class="s2">"two"</span>  '
        '<span class="c1"># three</span>\n'
    )


def test_every_token_that_the_style_sheet_names_is_marked():
    code = 'import a  # b\nclass C:\n    pass\n@d\ndef e(): return f"{a!r}"'
    classes = set(re.findall(r'class="(\w+)"', marked(code)))
    assert {"kn", "c1", "k", "nd", "sa", "si"} <= classes
    assert classes <= code_colours.coloured()


def test_a_style_sheet_without_such_rules_stops_the_build(
    tmp_path, monkeypatch
):
    empty = tmp_path / "book.css"
    empty.write_text(".highlight { margin: 0 }", encoding="utf-8")
    monkeypatch.setattr(code_colours, "STYLE", empty)
    with pytest.raises(BookError, match="no rule for the tokens of code"):
        code_colours.coloured.__wrapped__()


def test_the_pages_are_made_with_it(tmp_path):
    page = f"# Page\n\n```python\n{CODE}```\n"
    code, log, html = build(tmp_path, "index.md", page, "code_colours")
    assert code == 0, log
    assert '<span class="k">def</span> f(x):' in html


def test_a_pygments_that_does_not_ask_stops_the_build():
    code_colours.check_it_has_a_say()
    with pytest.raises(BookError, match="in spite of"):
        code_colours.check_it_has_a_say(HtmlFormatter)
