"""Numbers of figures and equations on pages that have no number themselves.

In a chapter they carry the chapter's number: Figure 3.1. All pages without
a number share one count in Sphinx, so that the first figure of one of them
can be Figure 2. Here each of them counts from 1.
"""

from copy import deepcopy


def as_sphinx_counted(app, env):
    """Hand Sphinx its own numbers of the last build to compare with.

    It writes every page anew whose numbers are not those.
    """
    env.toc_fignumbers = getattr(env, "bookext_counted", env.toc_fignumbers)
    return []


def count_from_one(app, env):
    """Number everything on pages without a number anew, page by page."""
    env.bookext_counted = deepcopy(env.toc_fignumbers)
    for page, kinds in env.toc_fignumbers.items():
        if env.toc_secnumbers.get(page):
            continue
        for numbers in kinds.values():
            for count, target in enumerate(numbers, start=1):
                numbers[target] = (count,)
    # Sphinx has found its own numbers changed, and writes these pages.
    return []


def setup(app):
    """Connect the count, around Sphinx's own."""
    app.connect("env-get-updated", as_sphinx_counted, priority=100)
    app.connect("env-get-updated", count_from_one, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
