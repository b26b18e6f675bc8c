"""The front page offers the chapter and section where its reader stopped.

They are kept in the browser, by ``place.js``. What that script puts on a page
comes after the first picture and would move what is below: this line is
filled in while the page is being read.
"""

import re

from .errors import BookError
from .rendering import after_rendering

_OPENING = re.compile(r"</h1>\s*<p>.*?</p>", re.DOTALL)
# The page is looked up among the contents, so that whatever was kept, the
# link leads to a page of the book.
_LINE = """
<p class="continue" hidden><a></a></p>
<script>
  try {
    const { page, hash, text } = JSON.parse(
      localStorage.getItem("backpropagation-by-hand:place"),
    );
    for (const { href } of document.querySelectorAll(".bd-docs-nav a")) {
      const target = new URL(href);
      if (target.pathname.split("/").at(-1) !== page) continue;
      target.hash = hash;
      const line = document.querySelector("main .continue");
      line.firstChild.href = target;
      line.firstChild.textContent = `Continue with ${text}`;
      line.hidden = false;
    }
  } catch { /* nothing is kept, or nothing that can be read */ }
</script>"""


def offer_to_continue(html, pagename, root):
    """Return a page; the front page has the line below its opening."""
    if pagename != root:
        return html
    html, count = _OPENING.subn(lambda m: m[0] + _LINE, html, count=1)
    if not count:
        raise BookError(f"{pagename}: found no opening to put a line below")
    return html


def setup(app):
    """Connect before the policy, which has to know every script."""
    app.connect(
        "builder-inited",
        lambda app: after_rendering(
            app,
            lambda html, name: offer_to_continue(
                html, name, app.config.root_doc
            ),
        ),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
