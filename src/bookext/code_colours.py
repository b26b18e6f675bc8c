"""Code is marked up only where the style sheet has something to say.

The defect: Pygments wraps each name, bracket and operator in an element of its
own, of which book.css styles one in six. The others are a tenth of a chapter's
bytes and half of its elements, and a browser lays out every one.
"""

import re
from functools import cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from sphinx.highlighting import PygmentsBridge

from .errors import BookError
from .stylesheet import STYLE

_RULES = re.compile(
    r"^\.highlight (?::is\(([^)]*)\)|(\.\w+)) \{", re.MULTILINE
)


@cache
def coloured():
    """Return the short names of the tokens that book.css tells apart."""
    rules = _RULES.findall(STYLE.read_text(encoding="utf-8"))
    names = set(re.findall(r"\.(\w+)", str(rules)))
    if not names:
        raise BookError(
            "book.css has no rule for the tokens of code: expected lines "
            "such as .highlight :is(.k, .kn) {…}"
        )
    return names


class CodeFormatter(HtmlFormatter):
    """Pygments' own, without the elements that nothing styles."""

    def __init__(self, **options):
        self.coloured = coloured()  # already asked for by the constructor
        super().__init__(**options)

    def _get_css_class(self, ttype):
        name = super()._get_css_class(ttype)
        return name if name in self.coloured else ""


_made = {}


def formatter(**options):
    """Return a formatter, the same for the same options.

    To make one takes as long as to format a cell, of which the book has a
    thousand.
    """
    key = repr(sorted(options.items()))
    if key not in _made:
        _made[key] = CodeFormatter(**options)
    return _made[key]


def check_it_has_a_say(formatter=CodeFormatter):
    """Fail if Pygments no longer asks ``_get_css_class``, which is private."""
    html = highlight("def f(x): x", PythonLexer(), formatter())
    bare = '<span class="k">def</span> f(x): x' in html
    if not bare:
        raise BookError(
            "Pygments marks up names and brackets in spite of "
            "bookext.code_colours: expected it to ask _get_css_class of its "
            f"formatter for every token, got {html!r}"
        )


def setup(app):
    """Exchange the formatter where Sphinx provides for it."""
    check_it_has_a_say()
    PygmentsBridge.html_formatter = staticmethod(formatter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
