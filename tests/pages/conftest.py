"""One browser, one server, and one look at every page."""

from contextlib import contextmanager

import pytest
from server import serving
from site_of_book import BOOK
from visit import visit
from weights import WEIGHTS

import chromium as browsers
import stamp

MEASURED = pytest.StashKey()


def pytest_configure(config):
    """Make room for what the pages weigh and what was measured."""
    config.stash[WEIGHTS] = {}
    config.stash[MEASURED] = []


def pytest_sessionfinish(session):
    """Hand what a parallel worker has measured to the one that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["pages"] = {
            "weights": session.config.stash[WEIGHTS],
            "measured": session.config.stash[MEASURED],
        }


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    """Take what a worker has measured."""
    found = getattr(node, "workeroutput", {}).get("pages")
    if found:
        node.config.stash[WEIGHTS] |= found["weights"]
        node.config.stash[MEASURED] += found["measured"]


def pytest_terminal_summary(terminalreporter, config):
    """Print what each page weighs on the wire."""
    weights = config.stash[WEIGHTS]
    if weights:
        terminalreporter.section("pages: KiB compressed, requests")
        for page, (weight, requests) in sorted(weights.items()):
            terminalreporter.line(f"{weight:7.1f} {requests:3d}  {page}")
    for what, measured in sorted(config.stash[MEASURED]):
        terminalreporter.line(f"{what}: {measured}")


@pytest.fixture(scope="session", autouse=True)
def book():
    """Return the folder of the built book, which must be up to date."""
    of_build = stamp.read()
    if of_build is None:
        pytest.exit(
            f"There is no finished build in {BOOK}: run make book",
            returncode=1,
        )
    changed = stamp.changed(of_build, stamp.take())
    if changed:
        pytest.exit(
            f"The book in {BOOK} was built before {', '.join(changed)} "
            "changed: run make book",
            returncode=1,
        )
    return BOOK


@pytest.fixture(scope="session")
def chromium():
    """Return a running browser."""
    with browsers.running() as running:
        yield running


@pytest.fixture(scope="session")
def addresses(book):
    """Return the book's address as files and behind a server."""
    with serving() as address:
        yield {"file": f"{book.as_uri()}/", "http": address}


@pytest.fixture(params=["file", "http"])
def base(request, addresses):
    """Return the book's address, once as files and once served."""
    return addresses[request.param]


@pytest.fixture(scope="session")
def visits(chromium, addresses):
    """Return a function that visits a page once and remembers what it saw."""
    seen = {}

    def remember(base, page):
        if (base, page) not in seen:
            seen[base, page] = visit(chromium, base, page)
        return seen[base, page]

    return remember


@pytest.fixture
def record(pytestconfig):
    """Return a function that has a measurement printed at the end."""

    def note(what, measured):
        pytestconfig.stash[MEASURED].append((what, measured))

    return note


# Whatever the tests do with a page, it must not want what its policy refuses.
_REPORT = """
document.addEventListener("securitypolicyviolation", (event) =>
  reportViolation(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@contextmanager
def _watched_tab(chromium, **options):
    """Yield a fresh tab; fail if a page in it broke its own policy."""
    context = chromium.new_context(**options)
    broken = []

    def hear(what):
        broken.append(what)

    context.expose_function("reportViolation", hear)
    context.add_init_script(_REPORT)
    yield context.new_page()
    context.close()
    assert broken == []


@pytest.fixture(scope="session")
def watched_tab():
    """Return what makes the tabs below, for the test of the watch itself."""
    return _watched_tab


@pytest.fixture
def tab(chromium):
    """Return a fresh tab of a desktop browser."""
    desktop = {"viewport": {"width": 1440, "height": 900}}
    with _watched_tab(chromium, **desktop) as fresh:
        yield fresh


@pytest.fixture
def phone(chromium):
    """Return a fresh tab of a phone's browser."""
    small = {"viewport": {"width": 360, "height": 780}}
    with _watched_tab(
        chromium, has_touch=True, is_mobile=True, **small
    ) as fresh:
        yield fresh
