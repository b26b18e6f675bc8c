"""Pages that show what stands elsewhere are written again when it changes.

The defect: in a build that follows another, Sphinx writes the pages that were
read again, and those whose numbers have changed. A title in another page's
contents, the words of a link to a renamed section and a link to what has moved
to another page stay as they were until the next build from scratch.

Only when all pages have been read is it plain whether a page is shown
differently elsewhere; most changes of a chapter leave that as it was. The TeX
of an equation is shown by few pages (formula sheet, record), which say so; a
name, a title or a number may be shown by any.
"""

from . import equations
from .memo import fingerprint

# A page's metadata is forgotten with the page, and gathered by Sphinx from
# processes that read in parallel.
_SHOWS = "bookext_elsewhere"


def shows_elsewhere(env):
    """Note that the page being read shows equations of others."""
    env.metadata[env.docname][_SHOWS] = True


def names(env):
    """Return what any page may show of others: titles, places, numbers."""
    std = env.get_domain("std")
    exercises = getattr(env, "sphinx_exercise_registry", {})
    return (
        [(page, env.tocs[page].pformat()) for page in sorted(env.all_docs)],
        [(page, env.titles[page].astext()) for page in sorted(env.all_docs)],
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        sorted((n, *map(str, place)) for n, place in std.labels.items()),
        sorted(std.anonlabels.items()),
        sorted(std.objects.items()),
        sorted(env.get_domain("math").equations.items()),
        sorted(env.get_domain("py").objects.items()),
        sorted((n, e["node"][0].astext()) for n, e in exercises.items()),
        _cited(env),
    )


def _cited(env):
    """Return which page cites what."""
    if "cite" not in env.domains:
        return []
    return sorted(
        (ref.docname, ref.citation_ref_id, [to.key for to in ref.targets])
        for ref in env.get_domain("cite").citation_refs
    )


def outdated(app, env):
    """Return the pages that show something that is not as it was."""
    before = getattr(env, "bookext_shown", (None, None))
    shown = names(env), sorted(equations.of_book(env).items())
    env.bookext_shown = tuple(fingerprint(repr(x).encode()) for x in shown)
    if env.bookext_shown[0] != before[0]:
        return list(env.all_docs)
    if env.bookext_shown[1] != before[1]:
        return [page for page in env.all_docs if _SHOWS in env.metadata[page]]
    return []


def setup(app):
    """Compare once everything has its number."""
    app.setup_extension("bookext.equations")
    app.connect("env-get-updated", outdated, priority=950)
    return {
        # Of builds before there was this, other things were remembered.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
