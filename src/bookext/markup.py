"""What there is in a piece of a written page."""

import re
from html import unescape

MATHS = re.compile(r"<math\b.*?</math>", re.DOTALL)
# The TeX that stands beside a formula is not shown, nor is any tag.
_NOT_SHOWN = re.compile(r"<annotation.*?</annotation>|<[^>]*>", re.DOTALL)


def shown(html):
    """Return the words and signs of a piece of a page, without markup."""
    return unescape(_NOT_SHOWN.sub("", html))
