"""Which source a number of the text comes from.

Of the sources that show a number to the precision quoted, the nearest one
before it in its section is taken, else the nearest one after it there (text
may announce what a cell does), else the nearest on the page. A number of few
digits stands in many places by chance, so it has to be found nearby.
"""

from bookledger.numbers_reading import Number, agrees

# How many cells away a source may be, by the digits that a number shows.
REACH = {1: 3, 2: 5, 3: 15}


def find(number, sources, cell, section):
    """Return the source of a number and the place in it.

    Parameters
    ----------
    number : Number
        What the text says.
    sources : list of Source
        Everything on the page that shows numbers.
    cell, section : int
        Where the text stands.

    Returns
    -------
    (Source, int) or None
        The place counts the source's numbers from 0.
    """
    reach = REACH.get(number.digits, float("inf"))
    near = [s for s in sources if abs(s.cell - cell) <= reach]
    here = [source for source in near if source.section == section]
    for group in (here, near):
        before = [source for source in group if source.cell <= cell]
        after = [source for source in group if source.cell > cell]
        for half in (before, after):
            half.sort(key=lambda source: abs(source.cell - cell))
            found = find_in(half, number)
            if found:
                return found
    return None


def find_in(sources, number):
    """Return the first source that shows a number, and the place, or None."""
    for test in _TESTS:
        for source in sources:
            for place, produced in enumerate(source.numbers):
                if test(number, produced):
                    return source, place
    return None


def shows(source, place, number):
    """Tell whether a source shows a number at a place."""
    if not 0 <= place < len(source.numbers):
        return False
    return any(test(number, source.numbers[place]) for test in _TESTS)


def described(source, place):
    """Return a source as the record writes it."""
    return {
        "kind": source.kind,
        "id": source.id,
        "place": place,
        "value": str(source.numbers[place].value),
    }


def _equal(number, produced):
    return number.value == produced.value


def _rounded(number, produced):
    """Compare with what has more digits than are quoted.

    A single whole digit is either right or wrong, and 0.14 is not 0.1.
    """
    vague = number.unit >= 1 and abs(number.value) < 10
    more = produced.digits > number.digits
    close = 10 * abs(produced.value - number.value) <= abs(number.value)
    return more and close and not vague and agrees(number, produced)


def _sizes(number, produced):
    """Compare sizes: 'it fell by 0.015' may be told of -0.015.

    One digit alone is too little to know a number by that has been rounded
    and has lost its sign.
    """
    size = Number(abs(produced.value), produced.unit)
    rounded = number.digits > 1 and _rounded(number, size)
    return not number.signed and (_equal(number, size) or rounded)


_TESTS = (_equal, _rounded, _sizes)
