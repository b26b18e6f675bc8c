"""Build the book from scratch into ``_build/html``, warnings being errors.

    python tools/build.py

Run with the Python of an environment made from ``requirements.txt``. While
writing, the plain ``jupyter-book build .`` is quicker: it rebuilds only the
pages that changed.
"""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build"
STRICT = ["-W", "-n", "--keep-going"]


def main():
    """Build the book and say where it is; return the exit code."""
    command = shutil.which("jupyter-book", path=sysconfig.get_path("scripts"))
    if command is None:
        print(
            f"{sys.executable} has no jupyter-book. Install it with\n"
            "    python -m pip install -r requirements.txt",
            file=sys.stderr,
        )
        return 1
    # A page that was renamed must not live on in what gets published.
    shutil.rmtree(BUILT, ignore_errors=True)
    done = subprocess.run([command, "build", ".", *STRICT], cwd=ROOT)
    if done.returncode == 0:
        start = BUILT / "html" / "index.html"
        print(f"\nThe book is built. Open {start.as_uri()}", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
