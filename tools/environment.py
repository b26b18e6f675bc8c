"""Make the book's virtual environment, or leave it be if it is up to date.

Run with any Python from 3.11 on, without anything installed:

    python tools/environment.py [FOLDER]

FOLDER is ``.venv`` unless said otherwise. A stamp in it records what was
installed; while ``requirements.txt`` and ``pyproject.toml`` stay as they
are, a second run does nothing.
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)

NO_VENV = """\
This Python cannot make virtual environments: its {missing} module is missing.
On Debian and Ubuntu the module has a package of its own. Install it with
    sudo apt-get install python3-venv
and try again."""

NO_INDEX = """\
pip could not fetch the packages in requirements.txt. If the lines above speak
of a connection, a name that could not be resolved or a certificate, pip does
not reach its package index: connect to the network, or point pip at a mirror
with `pip config set global.index-url ADDRESS`, and run the same command again.
What was already fetched is kept."""


def main(arguments):
    """Bring the environment up to date; return the exit code."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        print(f"The book needs Python 3.11 or later; this is Python {have}.")
        return 1
    folder = ROOT / (arguments[0] if arguments else ".venv")
    stamp = folder / "book-stamp"
    wanted = f"{folder}\n{fingerprint()}\n"
    found = stamp.read_text() if stamp.is_file() else ""
    if found == wanted and interpreter(folder).exists():
        return 0
    print(f"Setting up {folder} (once, a few minutes).", flush=True)
    # The commands of an environment that was moved start the wrong Python.
    moved = bool(found) and not found.startswith(f"{folder}\n")
    problem = create(folder, afresh=moved) or install(folder)
    if problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    stamp.write_text(wanted)
    return 0


def fingerprint():
    """Digest of everything the installation depends on."""
    digest = hashlib.sha256()
    for name in ("requirements.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def create(folder, *, afresh):
    """Make the environment if need be; return what is wrong, or None."""
    if has_pip(folder) and not afresh:
        return None
    for missing in ("venv", "ensurepip"):
        if importlib.util.find_spec(missing) is None:
            return NO_VENV.format(missing=missing)
    run = [sys.executable, "-m", "venv", "--clear", str(folder)]
    if subprocess.run(run).returncode:
        return f"The virtual environment {folder} could not be made."
    return None


def install(folder):
    """Install the pinned requirements; return what is wrong, or None."""
    python = str(interpreter(folder))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install"]
    run = [*pip, "--quiet", "-r", "requirements.txt"]
    if subprocess.run(run, cwd=ROOT).returncode:
        return NO_INDEX
    # Matplotlib lists the fonts of the machine at its first import and says
    # so on stderr, which must not end up in a chapter's outputs.
    warm = [python, "-c", "import matplotlib.font_manager"]
    if subprocess.run(warm).returncode:
        return "The packages were installed, but matplotlib does not start."
    return None


def has_pip(folder):
    """Tell whether the environment is whole enough to install into."""
    python = interpreter(folder)
    asked = [str(python), "-m", "pip", "--version"]
    return (
        python.exists()
        and subprocess.run(asked, capture_output=True).returncode == 0
    )


def interpreter(folder):
    """Return the path of the environment's own Python."""
    windows = sys.platform == "win32"
    return folder / ("Scripts/python.exe" if windows else "bin/python")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
