"""What is noted of pages follows them: read anew, gone, read elsewhere."""

from types import SimpleNamespace

import pytest

from bookext.noted import note


@pytest.fixture
def sphinx():
    """Return a Sphinx that tells its events to those who listen."""
    listeners = {}
    app = SimpleNamespace(connect=listeners.__setitem__)
    note(app, "lengths", lambda page, doctree: (page, len(doctree)))

    def read(env, **pages):
        listeners["env-before-read-docs"](app, env, list(pages))
        for page, doctree in pages.items():
            env.docname = page
            listeners["doctree-read"](SimpleNamespace(env=env), doctree)
        return env

    return SimpleNamespace(
        read=read,
        forget=lambda env, page: listeners["env-purge-doc"](app, env, page),
        merge=lambda env, pages, other: listeners["env-merge-info"](
            app, env, pages, other
        ),
    )


def test_a_page_read_anew_has_a_new_note_and_others_keep_theirs(sphinx):
    env = sphinx.read(SimpleNamespace(), one="a", two="bb")
    sphinx.forget(env, "one")
    assert env.lengths == {"two": ("two", 2)}
    sphinx.read(env, one="ccc")
    assert env.lengths == {"one": ("one", 3), "two": ("two", 2)}


def test_nothing_is_forgotten_where_nothing_was_noted(sphinx):
    sphinx.forget(env := SimpleNamespace(), "one")
    assert not hasattr(env, "lengths")


def test_what_other_processes_have_read_is_taken(sphinx):
    env = sphinx.read(SimpleNamespace(), one="a")
    other = sphinx.read(SimpleNamespace(), two="bb", three="ccc")
    sphinx.merge(env, ["two"], other)
    assert env.lengths == {"one": ("one", 1), "two": ("two", 2)}
