"""One browser for the tests that look at pages."""

import contextlib

from playwright.sync_api import sync_playwright

from browser import browser as find_browser


@contextlib.contextmanager
def running():
    """Run a browser without a window for as long as the block lasts."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()
