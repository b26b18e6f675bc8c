"""A parameter of a signature, its comma and its bracket are one piece."""

import re

from small_book import build

PAGE = """# Names

```{py:function} step(x, h=0.1, *, exact)
```

```{py:function} stop()
```
"""


def test_a_comma_or_bracket_stays_with_its_parameter(tmp_path):
    code, said, html = build(tmp_path, "index.md", PAGE, "signatures")
    assert code == 0, said
    start, end = '<span class="piece"><em class="sig-param">', "</span>"
    pieces = re.findall(rf"{start}(.*?)</em>(.*?){end}( ?)", html)
    shown = [
        (re.sub("<[^>]*>", "", name), re.sub("<[^>]*>", "", end), space)
        for name, end, space in pieces
    ]
    assert shown == [
        ("x", ",", " "),
        ("h=0.1", ",", " "),
        ("*", ",", " "),
        ("exact", ")", ""),
    ]


def test_a_signature_reads_as_before(tmp_path):
    _, _, html = build(tmp_path, "index.md", PAGE, "signatures")
    found = re.findall(r'<dt class="sig[^>]*>(.*?)<a', html, re.S)
    texts = [re.sub("<[^>]*>", "", text).strip() for text in found]
    assert texts == ["step(x, h=0.1, *, exact)", "stop()"]
