"""What "refused, and nothing changed" means, said once."""

import numpy as np
import pytest


def snapshot(thing):
    """Describe a value so completely that any change to it shows.

    Arrays and lists are told by identity as well as by content: replacing
    one by an equal one is a change too.
    """
    if isinstance(thing, np.random.Generator):
        return id(thing), repr(thing.bit_generator.state)
    if isinstance(thing, np.ndarray):
        content = thing.tolist() if thing.dtype.hasobject else thing.tobytes()
        return id(thing), thing.dtype, thing.shape, thing.strides, content
    if isinstance(thing, list | tuple):
        return id(thing), [snapshot(item) for item in thing]
    if type(thing).__module__.startswith("backprop"):
        return id(thing), {
            name: snapshot(value) for name, value in vars(thing).items()
        }
    return id(thing), repr(thing)


def global_random_state():
    """Return the state of NumPy's global generator, as text."""
    return repr(np.random.get_state())  # noqa: NPY002


def assert_refused(call, error, *said, kept=()):
    """Assert that `call` raises exactly `error`, says all of `said`, and
    leaves the things `kept` and NumPy's global generator as they were."""
    before = snapshot(tuple(kept))[1], global_random_state()
    with pytest.raises(error) as caught:
        call()
    assert type(caught.value) is error
    message = str(caught.value)
    for words in said:
        assert words in message, f"{words!r} is not in {message!r}"
    assert (snapshot(tuple(kept))[1], global_random_state()) == before
