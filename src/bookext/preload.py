"""A page asks for its fonts before the style sheet that names them.

The defect: a browser learns of fonts from the style sheet, and asks for them
only when it has laid out the text. The page is first painted in another font,
and every line below the first longer one jumps when the fonts arrive. A page
opened as a file must not ask: browsers take that for a foreign request.
"""

import json
import re

from . import fonts, markup
from .errors import BookError
from .rendering import after_rendering

# What a page has to hold for a font to be among those it shows at once.
SHOWN_BY = {
    "text": re.compile("<body"),
    "italic": re.compile(r"<(?:em|cite|i)\b|class=\"caption"),
    "code": re.compile(r"<(?:code|pre)\b"),
    "maths": re.compile(r"<math\b"),
}
# What a fold hides waits until it is opened; its summary does not.
_FOLDED = re.compile(
    r"(<details(?![^>]*\bopen\b)[^>]*>\s*<summary.*?</summary>).*?</details>",
    re.DOTALL,
)
_STYLE = re.compile(r'<link[^>]*href="[^"]*/book[\w-]*\.css[^"]*"[^>]*>')

_SCRIPT = """<script>
    const {{ dataset }} = document.documentElement;
    if (location.protocol === "file:") dataset.from = "file";
    else {{
      for (const name of {names}) {{
        const link = document.createElement("link");
        Object.assign(link, {{ rel: "preload", as: "font",
          type: "font/woff2", crossOrigin: "anonymous",
          href: `${{dataset.content_root}}_static/fonts/${{name}}.woff2` }});
        document.head.append(link);
      }}
    }}
  </script>
  """


def needed(html):
    """Return the names of the fonts that a page shows at once."""
    html = _FOLDED.sub(r"\1", html)
    names = [name for name, sign in SHOWN_BY.items() if sign.search(html)]
    maths = "".join(markup.MATHS.findall(html))
    shown = set(map(ord, markup.shown(maths)))
    rare = fonts.characters("maths-more") - fonts.characters("maths")
    return [*names, *(["maths-more"] if shown & rare else [])]


def preload(html, pagename):
    """Return a page that asks for its fonts first."""
    style = _STYLE.search(html)
    if style is None:
        raise BookError(
            f"{pagename}: found no style sheet to put fonts in front of"
        )
    script = _SCRIPT.format(names=json.dumps(needed(html)))
    return html[: style.start()] + script + html[style.start() :]


def setup(app):
    """Connect before the policy, which has to know every script."""
    app.connect("builder-inited", lambda app: after_rendering(app, preload))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
