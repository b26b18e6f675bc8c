"""A page runs its scripts once it is there, and each on its own.

The defect: a browser runs a deferred script as the last step of reading the
page. If the fonts have come by then, the page is laid out and declared loaded
in the same breath, and its first picture waits for all of it. Asked for early
but run afterwards, the scripts hold nothing up: without them, all of a page
can be read.
"""

import re

from .errors import BookError
from .rendering import after_rendering

_DEFERRED = re.compile(r'<script defer(?:="defer")? src="([^"]*)"></script>')
_EARLY = r'<link rel="preload" as="script" fetchpriority="low" href="\1">'
_SCRIPT = """<script>
    addEventListener("DOMContentLoaded", () => {
      for (const { href } of document.querySelectorAll("link[as=script]")) {
        const script = document.createElement("script");
        // In their order: each may use what those before it have set up.
        Object.assign(script, { async: false, src: href });
        document.head.append(script);
      }
    });
  </script>
  """


def postpone(html, pagename):
    """Return a page that runs its scripts after it was read."""
    html, count = _DEFERRED.subn(_EARLY, html)
    if not count:
        raise BookError(f"{pagename}: found no deferred script to postpone")
    return html.replace("</head>", f"{_SCRIPT}</head>", 1)


def setup(app):
    """Connect before the policy, which has to know every script."""
    app.connect("builder-inited", lambda app: after_rendering(app, postpone))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
