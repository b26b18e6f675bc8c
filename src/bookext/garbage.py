"""Python looks for garbage less often while the book is built.

The defect: Sphinx holds all pages as trees of many small objects, and Python
goes through all of them, again and again, in search of some that nothing
refers to. A quarter of a build went into that; with these thresholds it needs
little more memory.
"""

import gc

THRESHOLDS = (200_000, 5, 5)


def setup(app):
    """Search seldom from now on, and as before once the build is over."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    app.connect("build-finished", lambda *_: gc.set_threshold(*before))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
