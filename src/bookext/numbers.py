"""Numbers of figures and equations on pages that have no number themselves.

In a chapter they carry the chapter's number: Figure 3.1. All pages without
a number share one count in Sphinx, so that the first figure of one of them
can be Figure 2. Here each of them counts from 1.
"""


def count_from_one(app, env):
    """Number everything on pages without a number anew, page by page."""
    for page, kinds in env.toc_fignumbers.items():
        if env.toc_secnumbers.get(page):
            continue
        for numbers in kinds.values():
            for count, target in enumerate(numbers, start=1):
                numbers[target] = (count,)
    # Sphinx has found its own numbers changed, and writes these pages.
    return []


def setup(app):
    """Connect the count, after Sphinx has done its own."""
    app.connect("env-get-updated", count_from_one, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
