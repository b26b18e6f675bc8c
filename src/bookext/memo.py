"""What one build worked out, kept for the next.

A build that follows another reads the same pages again where little has
changed. What depends on the text of one file alone is kept beside Sphinx's
doctrees under a fingerprint of that text and of the code that reads it, so
that neither can change unnoticed. A build from scratch finds nothing kept.
"""

import hashlib
import pickle
from pathlib import Path


class Memo:
    """Results kept under the fingerprint of what they were made from.

    Parameters
    ----------
    file : Path
        Where they are kept; what cannot be read there is made anew.
    code : iterable of Path
        The files of the code that makes them.
    """

    def __init__(self, file, code):
        self._file = Path(file)
        self._code = fingerprint(*(path.read_bytes() for path in sorted(code)))
        self._old, self._new = _read(self._file), {}

    def __call__(self, content, make):
        """Return ``make()``, or what it returned for the same bytes."""
        key = fingerprint(self._code, content)
        if key not in self._new:
            known = key in self._old
            self._new[key] = self._old[key] if known else make()
        return self._new[key]

    def save(self):
        """Keep what was asked for since this was made, and no more."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(pickle.dumps(self._new))


def fingerprint(*contents):
    """Return bytes that differ where the contents differ."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.digest()


def _read(file):
    try:
        kept = pickle.loads(file.read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError):
        return {}
    return kept if isinstance(kept, dict) else {}
