"""What is noted of each page while it is read.

Sphinx keeps it beside the page, forgets it when the page is read anew or is
gone, and brings together what several processes have read.
"""


def note(app, name, read):
    """Have ``read(page, doctree)`` kept for every page.

    It is found in the environment under `name`, by the page's name.
    """

    def prepare(app, env, docnames):
        if not hasattr(env, name):
            setattr(env, name, {})

    def collect(app, doctree):
        page = app.env.docname
        getattr(app.env, name)[page] = read(page, doctree)

    def forget(app, env, docname):
        getattr(env, name, {}).pop(docname, None)

    def merge(app, env, docnames, other):
        for docname in docnames:
            getattr(env, name)[docname] = getattr(other, name)[docname]

    app.connect("env-before-read-docs", prepare)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
