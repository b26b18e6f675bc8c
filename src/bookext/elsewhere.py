"""Pages that show what stands elsewhere are written again when it changes.

The defect: in a build that follows another, Sphinx writes the pages that were
read again, and those whose numbers have changed. A title in another page's
contents, the words of a link to a renamed section and a link to what has moved
to another page stay as they were until the next build from scratch.

Only when all pages have been read is it plain whether anything is shown
differently elsewhere; most changes of a chapter leave all of it as it was. The
title of a page is shown by every page. A section, figure, equation, exercise,
term or name of code is shown by those that link to it. The TeX of an equation
is shown by few pages (formula sheet, record), which say so. The works have
their numbers from the bibliography, whether they are cited or not.
"""

from sphinx.addnodes import pending_xref
from sphinx_exercise.nodes import solution_node

from . import equations
from .memo import fingerprint
from .noted import note

# A page's metadata is forgotten with the page, and gathered by Sphinx from
# processes that read in parallel.
_SHOWS = "bookext_elsewhere"


def shows_elsewhere(env):
    """Note that the page being read shows equations of others."""
    env.metadata[env.docname][_SHOWS] = True


def links(page, doctree):
    """Return the names that a page that has just been read links to."""
    found = [link["reftarget"] for link in doctree.findall(pending_xref)]
    found += [node["target_label"] for node in doctree.findall(solution_node)]
    return {_short(name) for name in found}


def _short(name):
    """Return a name as it can be compared: code may leave modules out."""
    return name.lower().rpartition(".")[2]


def of_pages(env):
    """Return what every page may show of all others: titles, as marked up."""
    pages = [
        (page, [entry[0].pformat() for entry in env.tocs[page] if len(entry)])
        for page in sorted(env.all_docs)
    ]
    return pages, sorted(env.toctree_includes.items())


def of_targets(env):
    """Return what is shown of everything that can be linked to, by name."""
    std, math = env.get_domain("std"), env.get_domain("math")
    exercises = getattr(env, "sphinx_exercise_registry", {})
    shown = {}

    def add(name, *what):
        shown.setdefault(_short(name), []).append(what)

    for name, (page, place) in sorted(std.anonlabels.items()):
        title = str(std.labels.get(name, ("", "", ""))[2])
        add(name, page, place, title, _numbers(env, page, place))
    for (_, name), where in sorted(std.objects.items()):
        add(name, where)
    for name, (page, count) in sorted(math.equations.items()):
        place = equations.target(name)
        add(name, page, count, _numbers(env, page, place))
    for name, entry in sorted(env.get_domain("py").objects.items()):
        add(name, entry)
    for name, exercise in sorted(exercises.items()):
        add(name, exercise["node"][0].astext())
    return {name: fingerprint(repr(x).encode()) for name, x in shown.items()}


def _numbers(env, page, place):
    """Return the numbers of a place: its section's, its figure's."""
    kinds = sorted(env.toc_fignumbers.get(page, {}).items())
    section = env.toc_secnumbers.get(page, {}).get(f"#{place}")
    return section, [(kind, of.get(place)) for kind, of in kinds]


def outdated(app, env):
    """Return the pages that show something that is not as it was."""
    tex = sorted(equations.of_book(env).items())
    pages, tex = (fingerprint(repr(x).encode()) for x in (of_pages(env), tex))
    before = getattr(env, "bookext_shown", (None, None, {}))
    env.bookext_shown = now = pages, tex, of_targets(env)
    if now[0] != before[0]:
        return list(env.all_docs)
    changed = {name for name, _ in now[2].items() ^ before[2].items()}
    return [
        page
        for page in env.all_docs
        if changed & env.bookext_links[page]
        or (_SHOWS in env.metadata[page] and (changed or now[1] != before[1]))
    ]


def setup(app):
    """Compare once everything has its number."""
    app.setup_extension("bookext.equations")
    note(app, "bookext_links", links)
    app.connect("env-get-updated", outdated, priority=950)
    return {
        # Of builds before there was this, other things were remembered.
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
