"""Python looks for garbage less often while the book is built.

The defect: Sphinx holds all pages as trees of many small objects, and Python
goes through all of them, again and again, in search of some that nothing
refers to. A quarter of a build went into that; with these thresholds it needs
little more memory. When the process ends, Python would go through them once
more and take every tree to pieces, for a second or two, to hand back memory
that the system takes back whole.
"""

import atexit
import gc

THRESHOLDS = (200_000, 5, 5)


def setup(app):
    """Search seldom from now on, as before after the build, never at the end.

    The end is that of the process, which may build more than one book.
    """
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    app.connect("build-finished", lambda *_: gc.set_threshold(*before))
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
