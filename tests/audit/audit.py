"""Measure every built page with Lighthouse, as ``make audit`` does.

    python tests/audit/audit.py [--runs N] [PAGE ...]

Each page is looked at three times on the preset of a phone and three times on
that of a desktop; the medians are printed as a table and written to
``_build/audit.json``. Times scatter with what else the machine does, so that
nothing here is a test: what does not scatter is tested in ``tests/pages``.
Needs Node.js 18.20 or later with npm; what they need is in ``package.json``,
pinned by the lock file beside it.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "pages")]

from server import serving  # noqa: E402
from site_of_book import BOOK, pages  # noqa: E402

from browser import NoBrowserError, browser  # noqa: E402

OUT = ROOT / "_build" / "audit.json"
PRESETS = ("mobile", "desktop")
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("fcp", "lcp", "tbt", "cls", "bytes")
HEAD = f"{'page':32} {'preset':8}  perf  acc   bp  seo    FCP    LCP   TBT"
HEAD += "    CLS    KB"


class AuditError(RuntimeError):
    """The pages cannot be measured; the message says what to do."""


def program(name):
    """Return the path of a program that comes with Node.js."""
    path = shutil.which(name)
    if path is None:
        raise AuditError(
            f"make audit needs {name}, which comes with Node.js 18.20 or "
            "later: install it from your system's packages or nodejs.org"
        )
    return path


def install():
    """Have npm install what the lock file says, unless it is there."""
    stamp = HERE / "node_modules" / ".package-lock.json"
    lock = HERE / "package-lock.json"
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    command = [program("npm"), "ci", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=HERE).returncode:
        raise AuditError("npm could not install what the audit needs")
    stamp.touch()


def lighthouse(addresses, preset, runs):
    """Yield what each look at each address measured."""
    command = [program("node"), "lighthouse.mjs", browser(), str(runs)]
    process = subprocess.Popen(
        [*command, preset, *addresses],
        cwd=HERE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise AuditError("Lighthouse failed; its message stands above")


def medians(looks):
    """Return the median of each measurement of one page."""
    row = {
        name: median(look[name] for look in looks)
        for name in (*SCORES, *TIMES)
    }
    failing = sorted({name for look in looks for name in look["failing"]})
    return {**row, "failing": failing, "runs": len(looks)}


def line(page, preset, row):
    """Return one page's medians as a line of the table."""
    scores = "".join(f"{round(100 * row[name]):5d}" for name in SCORES)
    return (
        f"{page:32} {preset:8} {scores} {row['fcp']:6.0f} {row['lcp']:6.0f} "
        f"{row['tbt']:5.0f} {row['cls']:6.3f} {row['bytes'] / 1024:5.0f}  "
        f"{' '.join(row['failing'])}".rstrip()
    )


def audit(chosen, runs):
    """Measure pages, print the table as it grows, and store it."""
    table = []
    print(HEAD, flush=True)
    with serving() as base:
        for preset in PRESETS:
            looks = []
            for look in lighthouse([base + p for p in chosen], preset, runs):
                looks.append(look)
                if len(looks) < runs:
                    continue
                page = look["address"].removeprefix(base)
                table.append({"page": page, "preset": preset})
                table[-1].update(medians(looks))
                print(line(page, preset, table[-1]), flush=True)
                looks = []
    OUT.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"written to {OUT}")


def page_named(name):
    """Return the page of the book that a name means.

    ``chapters/03-relu.html`` may also be called ``03-relu.html``, ``03-relu``
    or ``chapters/03-relu``.

    Raises
    ------
    AuditError
        If no page has that name.
    """
    known = pages()
    file = name if name.endswith(".html") else f"{name}.html"
    for page in (file, f"chapters/{file}"):
        if page in known:
            return page
    listed = "\n".join(f"  {page}" for page in known)
    raise AuditError(f"no page of the book: {name}. Its pages are\n{listed}")


def main():
    """Measure the pages named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("page", nargs="*", help="as in 03-relu")
    arguments = parser.parse_args()
    if not BOOK.exists():
        parser.error(f"there is no {BOOK}: run make book")
    try:
        chosen = [*map(page_named, arguments.page)] or pages()
        install()
        audit(chosen, arguments.runs)
    except (AuditError, NoBrowserError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
