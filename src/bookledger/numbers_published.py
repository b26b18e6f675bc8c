"""Numbers that published study notebooks show, beside what the package finds.

The tests of these numbers know how each is computed and how exactly it was
printed; this reads both from them, so that nothing is said twice.
"""

import importlib
import sys

import numpy as np

from bookledger.numbers_reading import NumberError

# By the beginning of an example's name: where the book has it.
_PAGES = {
    "one": "01-one-neuron",
    "layer": "02-layer-and-batch",
    "ReLU": "03-relu",
    "layer and ReLU": "03-relu",
    "one-hot": "04-cross-entropy",
    "softmax": "05-softmax",
    "softmax and cross-entropy": "06-softmax-cross-entropy",
    "spiral": "07-whole-network",
    "sizes": "07-whole-network",
    "penalties": "08-regularisation-dropout",
    "dropout": "08-regularisation-dropout",
    "rules": "formula-sheet",
}


def published_part(tests):
    """Return the record's entries for the published numbers.

    Parameters
    ----------
    tests : Path
        The folder of the tests.

    Returns
    -------
    list of dict
        ``what``, ``published``, ``computed``, ``tolerance``, ``error``,
        ``passed``, ``dtype``, ``page`` and ``test``; ``misprint`` says why,
        where a notebook is known to be wrong. Both texts are Markdown.

    Raises
    ------
    NumberError
        Naming the numbers that the package does not find again.
    """
    sys.path.insert(0, str(tests))
    try:
        examples = importlib.import_module("test_published_numbers")
        network = importlib.import_module("test_published")
    finally:
        sys.path.remove(str(tests))
    entries = [*_of_examples(examples), *_of_network(network)]
    failed = [entry["what"] for entry in entries if not entry["passed"]]
    if failed:
        raise NumberError(f"published, and not found: {', '.join(failed)}")
    return entries


def _of_examples(module):
    """Yield the numbers of the small examples, computed in float64."""
    for name, example in module.EXAMPLES.items():
        values = module.COMPUTED[name](**example["inputs"])
        for part, expected in example["values"].items():
            if "printed" not in expected:
                continue
            decimals = expected.get("decimals")
            yield _entry(
                f"{_title(example, name)}: {_title(expected, part)}",
                expected["printed"],
                values[part],
                0.0 if decimals is None else 0.5 * 10.0**-decimals,
                _page(name),
                f"test_published_numbers.py::test_published_number"
                f"[{name}-{part}]",
            ) | ({"misprint": expected["why"]} if "why" in expected else {})


def _title(thing, name):
    """Return in Markdown what an example, or a part of one, is called."""
    return thing.get("title", name)


def _of_network(module):
    """Yield the numbers of the spiral network, computed as published."""
    found = module.published.numbers()
    test = module.test_the_numbers_are_those_that_were_published
    (cases,) = (mark.args[1] for mark in test.pytestmark)
    for name, rtol in cases:
        printed = module.PRINTED[name]
        # An attribute, where it is not the result of training itself.
        title = f"`{name}`" if "." in name else name
        yield _entry(
            f"spiral network after `nnfs.init()`: {title}",
            printed,
            found[name],
            rtol * float(np.max(np.abs(printed))),
            "07-whole-network",
            f"test_published.py::{test.__name__}[{name}-{rtol}]",
        )


def _entry(what, printed, computed, tolerance, page, test):
    computed = np.asarray(computed)
    gap = np.abs(computed.astype(np.float64) - np.asarray(printed))
    error = float(gap.max())
    return {
        "what": what,
        "published": printed,
        "computed": computed.tolist(),
        "tolerance": tolerance,
        "error": error,
        # A last digit may stand exactly half way.
        "passed": bool(error <= tolerance * (1 + 1e-9) + 1e-15),
        "dtype": str(computed.dtype),
        "page": page,
        "test": f"tests/{test}",
    }


def _page(example):
    """Return the page of the longest beginning that fits."""
    fitting = [start for start in _PAGES if example.startswith(start)]
    return _PAGES[max(fitting, key=len)]
