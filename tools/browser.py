"""Find a browser of the Chromium family for the page tests, or install one.

    python tools/browser.py

prints the path of its executable, and nothing else, on standard output. Looked
for in this order: the environment variable ``BOOK_BROWSER``; a Chromium,
Chrome or Edge installed on the machine; one that Playwright has downloaded. If
there is none, one is installed: Debian's package ``chromium`` where this user
may install packages, Playwright's own download elsewhere. If that fails too,
the message says what to install.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
MAC_APPLICATIONS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

NOTHING = """\
No browser for the page tests was found, and none could be installed.
Install Chromium or Google Chrome:
    Debian     sudo apt-get install chromium
    Fedora     sudo dnf install chromium
    macOS      brew install --cask google-chrome
    Windows    winget install Google.Chrome
    anywhere   python -m playwright install --with-deps chromium
or, if you have one in an unusual place, set BOOK_BROWSER to its path."""


class NoBrowserError(RuntimeError):
    """There is no browser, and the message says what to do."""


def browser():
    """Return the path of a browser that starts, installing one if need be.

    Returns
    -------
    str
        Path of the executable.

    Raises
    ------
    NoBrowserError
        If ``BOOK_BROWSER`` names no browser, or none can be had.
    """
    chosen = os.environ.get("BOOK_BROWSER")
    if chosen:
        path = shutil.which(chosen)
        if path is None or not starts(path):
            raise NoBrowserError(
                "BOOK_BROWSER: expected the path of a Chromium or Chrome "
                f"that starts, got {chosen!r}"
            )
        return path
    for path in installed():
        if starts(path):
            return path
    for install in (install_from_debian, install_from_playwright):
        path = install()
        if path and starts(path):
            return path
    raise NoBrowserError(NOTHING)


def installed():
    """Yield the browsers found where browsers are installed."""
    for command in COMMANDS:
        path = shutil.which(command)
        if path:
            yield path
    for candidate in (*mac_places(), *windows_places(), playwright_place()):
        if candidate and Path(candidate).is_file():
            yield str(candidate)


def mac_places():
    """Return where macOS keeps browsers."""
    if sys.platform != "darwin":
        return []
    folders = (Path("/Applications"), Path.home() / "Applications")
    return [
        folder / f"{name}.app" / "Contents" / "MacOS" / name
        for folder in folders
        for name in MAC_APPLICATIONS
    ]


def windows_places():
    """Return where Windows keeps browsers."""
    folders = [os.environ.get(name) for name in WINDOWS_FOLDERS]
    return [
        Path(folder, program)
        for folder in folders
        if sys.platform == "win32" and folder
        for program in WINDOWS_PROGRAMS
    ]


def playwright_place():
    """Return where Playwright's own Chromium is, or would be."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(path):
    """Tell whether the executable runs; Windows opens a window if asked."""
    if sys.platform == "win32":
        return True
    try:
        asked = subprocess.run([path, "--version"], **QUIET, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def install_from_debian():
    """Install Debian's ``chromium`` if this is Debian and the user may."""
    become = may_install_packages()
    if become is None:
        return None
    say("Installing Debian's package chromium for the page tests.")
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    for step in (["update"], ["install", "-y", "chromium"]):
        # apt-get reports on stdout, which here carries the path alone.
        if subprocess.run([*apt, *step], stdout=sys.stderr).returncode:
            return None
    return shutil.which("chromium")


def may_install_packages():
    """Return what to put before ``apt-get``, or None if it is no use.

    Ubuntu's package ``chromium`` only points to a snap, which does not start
    in containers, so that Ubuntu is not treated as Debian.
    """
    if shutil.which("apt-get") is None or "ubuntu" in distribution():
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") is None:
        return None
    return (
        None if subprocess.run([*sudo, "true"], **QUIET).returncode else sudo
    )


def distribution():
    """Return what this Linux says it is, in lower case."""
    release = Path("/etc/os-release")
    return release.read_text().lower() if release.is_file() else ""


def install_from_playwright():
    """Let Playwright download its Chromium."""
    say("Letting Playwright download a Chromium for the page tests.")
    run = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(run, stdout=sys.stderr).returncode:
        return None
    return playwright_place()


def say(message):
    """Report on stderr: stdout carries the path alone."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        print(browser())
    except NoBrowserError as problem:
        say(str(problem))
        sys.exit(1)
