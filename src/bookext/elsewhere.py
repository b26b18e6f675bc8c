"""Pages that show what stands elsewhere are written again when it changes.

The formula sheet and the record show equations of other pages, with their
numbers and the titles of those pages. Only when all pages have been read is
it plain whether any of these is new; most changes of a chapter leave all of
them as they were.
"""

from . import equations
from .memo import fingerprint

# A page's metadata is forgotten with the page, and gathered by Sphinx from
# processes that read in parallel.
_SHOWS = "bookext_elsewhere"


def shows_elsewhere(env):
    """Note that the page being read shows equations of others."""
    env.metadata[env.docname][_SHOWS] = True


def _heading(env, page):
    numbers = env.toc_secnumbers.get(page, {}).get("")
    kinds = env.toc_fignumbers.get(page, {})
    counted = sorted(kinds.get("displaymath", {}).items())
    return page, env.titles[page].astext(), numbers, counted


def what_is_shown(env):
    """Return a fingerprint of equations, their numbers, and titles."""
    pages = [_heading(env, page) for page in sorted(env.all_docs)]
    places = sorted(env.get_domain("math").equations.items())
    shown = pages, places, sorted(equations.of_book(env).items())
    return fingerprint(repr(shown).encode())


def outdated(app, env):
    """Return the pages that show something that is not as it was."""
    before = getattr(env, "bookext_shown", None)
    env.bookext_shown = what_is_shown(env)
    if env.bookext_shown == before:
        return []
    return [page for page in env.all_docs if _SHOWS in env.metadata[page]]


def setup(app):
    """Compare once everything has its number."""
    app.setup_extension("bookext.equations")
    app.connect("env-get-updated", outdated, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
