"""One browser, one JupyterLab, and a folder of notebooks for it."""

import pytest
from lab_server import PATIENCE, serving

import chromium as browsers


@pytest.fixture(scope="session")
def chromium():
    """Return a running browser."""
    with browsers.running() as running:
        yield running


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Return the folder whose notebooks are served."""
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="session")
def lab(folder, tmp_path_factory):
    """Return the address of a running JupyterLab."""
    with serving(folder, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def desk(chromium, lab):
    """Return a tab that shows JupyterLab, and what went wrong in it."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    tab, complaints = context.new_page(), []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on(
        "console",
        lambda said: (
            complaints.append(said.text) if said.type == "error" else None
        ),
    )
    tab.set_default_timeout(1000 * PATIENCE)
    tab.goto(lab)
    tab.wait_for_function("() => window.jupyterapp?.shell")
    tab.evaluate("() => window.jupyterapp.restored")
    yield tab, complaints
    context.close()


@pytest.fixture
def tab(desk):
    """Return the tab; what goes wrong in it fails the test."""
    tab, complaints = desk
    yield tab
    found = list(complaints)
    complaints.clear()
    assert found == []
