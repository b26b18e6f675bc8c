"""Scripts as pages get them: without comments and idle spaces."""

import re

from rjsmin import jsmin

from .errors import BookError

# rjsmin ends a template at the first grave accent: of one within another it
# would take the words for code, and their spaces away.
_NESTED = re.compile(r"\$\{[^}`]*`.*")


def light(script, name):
    """Return a script without what only its readers need.

    Raises
    ------
    BookError
        If it has a template within a template.
    """
    nested = _NESTED.search(script)
    if nested:
        raise BookError(
            f"{name}: a template stands within another, whose spaces rjsmin "
            f"would take away; write it with + or before: {nested[0]}"
        )
    return jsmin(script)
