"""The stored record, ``chapters/ledger.json``.

Several programs write to it, each its own part; the file always comes out in
the same order and with the same spacing.
"""

import json

FILE = "ledger.json"
ORDER = ("equations", "numbers", "published")


def read(path):
    """Return the record at `path`: part -> list; nothing if there is none."""
    if not path.exists():
        return {}
    return json.loads(path.read_text(encoding="utf-8"))


def update(path, part, value):
    """Replace one part of the record at `path`.

    Parameters
    ----------
    path : Path
        The file, which need not exist.
    part : str
        ``"equations"``, ``"numbers"`` or ``"published"``.
    value : list
        The part's new entries.

    Raises
    ------
    ValueError
        If the record has no such part.
    """
    if part not in ORDER:
        raise ValueError(
            f"part: expected one of {', '.join(ORDER)}, got {part!r}"
        )
    found = read(path) | {part: value}
    text = json.dumps(
        {name: found[name] for name in ORDER if name in found},
        indent=1,
        ensure_ascii=False,
        allow_nan=False,
    )
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
