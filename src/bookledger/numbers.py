"""The numbers of the text, each bound to what produces it.

`numbers_part` finds the source of every number and writes it down;
`problems` compares what is written down with the pages as they are. A number
keeps the source that it has been given: when the source changes, the number
is reported, not bound to another source that happens to show its digits.
"""

from bookledger import numbers_binding, numbers_explicit, record
from bookledger.numbers_page import pages
from bookledger.numbers_reading import NumberError, agrees, parse

TEST = "tests/ledger/test_numbers.py::test_every_number_has_its_source"


def numbers_part(chapters):
    """Return the record's entries for every number of the notebooks.

    Parameters
    ----------
    chapters : Path
        The folder of the notebooks, with `numbers.toml` and the record.

    Returns
    -------
    list of dict
        ``page``, ``cell``, ``text`` (the words around the number), ``at``
        (where in them it begins), ``number``, ``source`` and ``test``.

    Raises
    ------
    NumberError
        Naming every number that has no source, or whose source has changed.
    """
    by_hand = numbers_explicit.load(chapters)
    kept = {_key(entry): entry["source"] for entry in recorded(chapters)}
    everything = pages(chapters)
    entries, wrong = [], []
    for page in everything.values():
        for stated in page.stated:
            entry = _entry(page, stated)
            place = (page.name, stated.cell, stated.raw)
            try:
                if place in by_hand and not stated.proof:
                    source = by_hand[place].source(stated, page, everything)
                else:
                    source = _found(stated, page, kept.get(_key(entry)))
            except NumberError as error:
                wrong.append(f"{where(entry)}: {error}")
            else:
                entries.append(entry | {"source": source, "test": TEST})
    wrong += numbers_explicit.unused(by_hand, everything)
    if wrong:
        raise NumberError("\n".join(wrong))
    return entries


def problems(chapters, entries, read=None):
    """Return what does not hold of the recorded numbers, in words.

    Parameters
    ----------
    chapters : Path
        The folder of the notebooks.
    entries : list of dict
        The record's part ``"numbers"``.
    read : callable, optional
        What makes a page of a notebook's path, if that has been done before.

    Returns
    -------
    list of str
        Each names page, cell and number.
    """
    try:
        return compare(pages(chapters, read), entries)
    except NumberError as error:
        return [str(error)]


def compare(everything, entries):
    """Return what does not hold of recorded numbers, given all pages."""
    stated = {
        _key(_entry(page, stated)): stated
        for page in everything.values()
        for stated in page.stated
    }
    listed = {_key(entry): entry for entry in entries}
    found = [
        f"{key[0]}, {key[1]}: {key[4]} (in “{key[2]}”) is not in the record"
        for key in stated.keys() - listed.keys()
    ]
    for key, entry in listed.items():
        if key not in stated:
            found.append(f"{where(entry)} is in the record, not on the page")
        elif not _holds(entry, stated[key], everything):
            name = f"{entry['source']['kind']} {entry['source']['id']}"
            found.append(f"{where(entry)}: {name} does not show it any more")
    return sorted(found)


def recorded(chapters):
    """Return the numbers in the record beside the notebooks."""
    return record.read(chapters / record.FILE).get("numbers", [])


def where(entry):
    """Return page, cell, number and words of an entry."""
    return (
        f"{entry['page']}, {entry['cell']}: {entry['number']} "
        f"(in “{entry['text']}”)"
    )


def _key(entry):
    parts = ("page", "cell", "text", "at", "number")
    return tuple(entry[name] for name in parts)


def _entry(page, stated):
    return {
        "page": page.name,
        "cell": stated.cell,
        "text": stated.text,
        "at": stated.at,
        "number": stated.raw,
    }


def _found(stated, page, kept):
    """Return the source of a number, the recorded one if it has one."""
    if stated.proof:
        return {
            "kind": "arithmetic",
            "id": stated.proof,
            "value": str(stated.number.value),
        }
    source = _still_there(page, kept)
    if source:
        found = numbers_binding.find_in([source], stated.number)
        if not found:
            raise NumberError(f"{source.kind} {source.id} no longer shows it")
        if numbers_binding.shows(source, kept["place"], stated.number):
            found = source, kept["place"]
    else:
        found = numbers_binding.find(
            stated.number, page.sources, stated.index, stated.section
        )
    if not found:
        raise NumberError(_nowhere(stated, page))
    return numbers_binding.described(*found)


def _nowhere(stated, page):
    """Say that a number has no source, and where it might be bound to."""
    far = numbers_binding.find_in(page.sources, stated.number)
    if not far:
        return "nothing on the page shows it"
    return f"nothing nearby shows it; {far[0].kind} {far[0].id} does"


def _still_there(page, kept):
    """Return the recorded source, or None if the page has it no more."""
    if not kept or "place" not in kept or "page" in kept:
        return None
    try:
        return page.source(kept["kind"], kept["id"])
    except NumberError:
        return None


def _holds(entry, stated, everything):
    """Tell whether the source of an entry still shows its number."""
    source = entry["source"]
    if "place" not in source:
        return agrees(stated.number, parse(source["value"]))
    page = everything.get(source.get("page", entry["page"]))
    try:
        shown = page and page.source(source["kind"], source["id"])
    except NumberError:
        shown = None
    if not shown:
        return False
    return numbers_binding.shows(shown, source["place"], stated.number)
