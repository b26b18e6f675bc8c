"""Build the book into ``_build/html``, warnings being errors.

    python tools/build.py [--fresh]

Run with the Python of an environment made from ``requirements.txt``. While
nothing but pages has changed since the last build, only those are read again;
the result is the same, byte by byte, as that of a build from scratch, which
``--fresh`` asks for.
"""

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig

import stamp

STRICT = ["-W", "-n", "--keep-going"]


def main(arguments):
    """Build the book and say where it is; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--fresh", action="store_true", help="build from scratch"
    )
    asked = parser.parse_args(arguments)
    command = shutil.which("jupyter-book", path=sysconfig.get_path("scripts"))
    if command is None:
        print(
            f"{sys.executable} has no jupyter-book. Install it with\n"
            "    python -m pip install -r requirements.txt",
            file=sys.stderr,
        )
        return 1
    try:
        return up_to_date(command, fresh=asked.fresh)
    except KeyboardInterrupt:
        print("\nThe build was interrupted.", file=sys.stderr)
        return 130


def up_to_date(command, *, fresh):
    """Build what has changed, or everything; return the exit code."""
    now = stamp.take()
    why = "this was asked for" if fresh else stamp.why_from_scratch(now)
    code = build_in_place(command, from_scratch=why)
    if code and not why:
        # Of a label that has moved, Sphinx may see the old place still.
        code = build_in_place(command, from_scratch="going on failed")
    if code == 0:
        later = stamp.take()
        if later == now:
            stamp.write(now)
        else:
            changed = ", ".join(stamp.changed(now, later))
            print(
                f"\n{changed} changed while the book was built: build again."
            )
        start = stamp.HTML / "index.html"
        print(f"\nThe book is built. Open {start.as_uri()}", flush=True)
    return code


def build_in_place(command, *, from_scratch):
    """Build, after removing what must not be found; return the exit code.

    The stamp goes in any case. A build that fails has shown its warnings: the
    next one would pass over the pages they came from.
    """
    stamp.remove()
    if from_scratch:
        print(f"Building from scratch: {from_scratch}.", flush=True)
        # A page that was renamed must not live on in what gets published.
        shutil.rmtree(stamp.BUILT, ignore_errors=True)
        if stamp.BUILT.exists():
            print(
                f"{stamp.BUILT} could not be removed. Close what has files "
                "of it open, and try again.",
                file=sys.stderr,
            )
            return 1
    return build(command)


def build(command):
    """Have jupyter-book build; return its exit code."""
    # The order of sets of strings shows in what is written.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    run = [command, "build", ".", *STRICT]
    return subprocess.run(run, cwd=stamp.ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
