"""Check everything that the pages display, and write chapters/ledger.json.

    python tools/ledger.py [equations] [numbers] [published] [--changes]

Without a word all three parts are written; with some, the others are left as
they are. With ``--changes`` nothing is written: every equation is changed in
every small way there is, and the changes that no check notices are printed,
if they are not explained yet in tests/ledger/equivalent_changes.toml.
"""

import argparse
import sys

from bookledger import record
from bookledger.entries import ENTRIES
from bookledger.errors import LedgerError
from bookledger.numbers import numbers_part
from bookledger.numbers_published import published_part
from bookledger.numbers_reading import NumberError
from bookledger.run import displayed, run
from bookledger.survivors import as_toml, listed, survivors
from bookledger.tex import CHAPTERS

PARTS = {
    "equations": run,
    "numbers": lambda: numbers_part(CHAPTERS),
    "published": lambda: published_part(CHAPTERS.parent / "tests"),
}


def main():
    """Do what is asked; return the exit code."""
    parser = argparse.ArgumentParser(description="Check what pages display.")
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--changes", action="store_true", help="test the test")
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"PART: expected {', '.join(PARTS)}, got {unknown[0]}")
    return changes() if options.changes else write(options.parts or PARTS)


def write(parts):
    """Write some parts of the record; return the exit code."""
    failed = False
    for part in parts:
        try:
            entries = PARTS[part]()
        except (LedgerError, NumberError) as error:
            print(error, file=sys.stderr)
            failed = True
            continue
        record.update(CHAPTERS / record.FILE, part, entries)
        print(f"{part}: {len(entries)}, {summary(part, entries)}")
    return int(failed)


def summary(part, entries):
    """Return in words what the entries of a part come to."""
    if part == "numbers":
        return "each bound to what produces it"
    if part == "published":
        return "all computed again"
    checks = sum(len(entry["checks"]) for entry in entries)
    return f"{checks} checks, all passed"


def changes():
    """Print the changes that go unnoticed; return the exit code."""
    tried, unnoticed = survivors(displayed(), ENTRIES)
    known = listed()
    new = [m for m in unnoticed if (m.label, m.change) not in known]
    for mutant in new:
        print(as_toml(mutant))
    caught = tried - len(unnoticed)
    print(f"# {tried} changes: {caught} caught, {len(new)} not explained")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
