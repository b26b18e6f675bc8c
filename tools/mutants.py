"""Break the mathematical modules on purpose and see whether a test fails.

    python tools/mutants.py [MODULE ...]

mutmut makes one small change at a time (a mutant) and runs the tests that
reach it. What no test noticed is printed at the end, and the exit code is 1,
unless ``tests/equivalent_mutants.toml`` explains why nobody could notice. The
settings are in ``pyproject.toml``. MODULE, say ``relu``, restricts the run.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ROOT / "tests" / "equivalent_mutants.toml"
MUTMUT = [sys.executable, "-m", "mutmut"]
NAME = re.compile(r"(?P<module>.+)\.x(?P<function>.+)__mutmut_\d+")
NO_MUTMUT = """\
mutmut is not installed. Where it runs (Linux, and macOS on Apple silicon) it
comes with the rest:
    python -m pip install -r requirements.txt"""


def main(modules):
    """Run mutmut and report; return the exit code."""
    if importlib.util.find_spec("mutmut") is None:
        print(NO_MUTMUT, file=sys.stderr)
        return 1
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    chosen = [f"backprop.{module}.*" for module in modules]
    run = subprocess.run([*MUTMUT, "run", *chosen], cwd=ROOT)
    if run.returncode:
        return run.returncode
    statuses = ask("results", "--all", "true")
    fates = dict(line.strip().rsplit(": ", 1) for line in statuses)
    ran = {name: fate for name, fate in fates.items() if fate != "not checked"}
    unnoticed = {
        change(name)
        for name, fate in ran.items()
        if fate in {"survived", "no tests", "suspicious"}
    }
    return report(Counter(ran.values()), unnoticed, whole=not modules)


def ask(*arguments):
    """Return the lines that a mutmut command prints."""
    done = subprocess.run(
        [*MUTMUT, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [line for line in done.stdout.splitlines() if line.strip()]


def change(name):
    """Return a mutant as (function, what stood there, what stands there)."""
    parts = NAME.fullmatch(name)
    function = re.sub("[_ǁ]?ǁ|^_", ".", parts["function"])
    shown = ask("show", name)
    removed = [
        line[1:].strip() for line in shown if re.match(r"-(?!--)", line)
    ]
    added = [
        line[1:].strip() for line in shown if re.match(r"\+(?!\+\+)", line)
    ]
    return parts["module"] + function, "\n".join(removed), "\n".join(added)


def explained():
    """Return the changes that are known to change nothing."""
    if not EXPLAINED.is_file():
        return set()
    known = tomllib.loads(EXPLAINED.read_text("utf-8")).get("mutant", [])
    for entry in known:
        if not entry["why"].strip():
            raise SystemExit(f"{EXPLAINED.name}: {entry} lacks a reason")
    return {(entry["where"], entry["old"], entry["new"]) for entry in known}


def report(counts, unnoticed, *, whole):
    """Print what came of the mutants; return the exit code."""
    known = explained()
    open_questions = sorted(unnoticed - known)
    stale = sorted(known - unnoticed) if whole else []
    for title, changes in (
        ("No test noticed these changes", open_questions),
        (f"In {EXPLAINED.name}, but noticed by a test or gone", stale),
    ):
        if changes:
            print(f"\n# {title}:")
        for where, old, new in changes:
            print(f"\n[[mutant]]\nwhere = {where!r}")
            print(f"old = '''{old}'''\nnew = '''{new}'''")
    fates = ", ".join(f"{n} {fate}" for fate, n in counts.most_common())
    print(f"\n{counts.total()} mutants: {fates}.")
    print(
        f"Not noticed: {len(unnoticed)}; unexplained: {len(open_questions)}."
    )
    return 1 if open_questions or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
