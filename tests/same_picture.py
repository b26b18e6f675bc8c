"""Compare two SVG pictures as drawings rather than as text.

The last digits of a coordinate depend on the processor, and Matplotlib's ids
are digests of the coordinates, so that equal pictures may differ as text.
"""

import re
from itertools import zip_longest
from xml.etree import ElementTree

TOLERANCE = 0.05  # px: far less than anybody sees
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
DIGEST = re.compile(r"[0-9a-f]{10}")


def difference(first, second, *, tolerance=TOLERANCE):
    """Tell where two pictures differ.

    Parameters
    ----------
    first, second : str
        The text of an SVG file each.
    tolerance : float
        How far apart two numbers may be to count as equal.

    Returns
    -------
    str or None
        The first difference found, or None if there is none.
    """
    for old, new in zip_longest(pieces(first), pieces(second)):
        if old is None or new is None:
            return f"one picture ends where the other has {old or new}"
        if old[0] != new[0]:
            return f"expected {old[0]}, got {new[0]}"
        for a, b in zip(old[1], new[1], strict=True):
            if not abs(a - b) <= tolerance:
                return f"{old[0]}: expected {a}, got {b}"
    return None


def pieces(svg):
    """Yield the picture's names and texts, each as (form, numbers).

    The form is the text with its numbers replaced by ``0`` and its digests
    by the order in which they first appear. A colour is no number.
    """
    seen = {}

    def rename(match):
        return "id" + spell(str(seen.setdefault(match[0], len(seen))))

    for element in ElementTree.fromstring(svg).iter():
        texts = [element.tag, element.text or "", element.tail or ""]
        for name, value in sorted(element.attrib.items()):
            texts.append(f"{name}={value}")
        for text in texts:
            text = COLOUR.sub(lambda match: spell(match[0]), text)
            text = DIGEST.sub(rename, text)
            numbers = [float(number) for number in NUMBER.findall(text)]
            yield NUMBER.sub("0", text).strip(), numbers


def spell(text):
    """Return `text` with letters from G on in place of its digits."""
    return text.translate(str.maketrans("0123456789", "GHIJKLMNOP"))
