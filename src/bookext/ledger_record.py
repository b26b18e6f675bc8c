"""The record of what was checked, and where it is."""

import json
from pathlib import Path

from .errors import BookError

FILE = "ledger.json"


def read(env):
    """Return the record, or stop the build saying how to make one."""
    file = path(env)
    if not file.exists():
        raise BookError(f"there is no {file}; run python tools/ledger.py")
    return json.loads(file.read_text(encoding="utf-8"))


def path(env):
    """Return where the record is: beside the chapters."""
    return Path(env.srcdir) / env.config.ledger_folder / FILE
