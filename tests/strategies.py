"""Random problems of every shape, for hypothesis.

Arrays of awkward values (zeros, equal entries, tiny ones) are drawn by
hypothesis; upstream gradients come from a random generator, so that they
are never constant.
"""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

SAMPLES = st.integers(1, 7)
FEATURES = st.integers(1, 9)
CLASSES = st.one_of(st.integers(1, 9), st.just(100))
GENERATORS = st.integers(0, 2**32 - 1).map(np.random.default_rng)


def matrices(n, m, bound=4.0):
    """Draw matrices of entries up to a bound."""
    entries = st.floats(-bound, bound, allow_subnormal=False)
    if n * m > 63:  # Too many to draw one by one.
        return GENERATORS.map(lambda rng: rng.uniform(-bound, bound, (n, m)))
    return arrays(np.float64, (n, m), elements=entries, fill=st.nothing())


def away_from_zero(rng, n, m):
    """Return a random matrix without an entry between -0.01 and 0.01."""
    return rng.uniform(0.01, 2.0, (n, m)) * rng.choice([-1.0, 1.0], (n, m))


def distributions(rng, n, k):
    """Return n random distributions, with entries from about 1e-5 / k."""
    weights = 10.0 ** rng.uniform(-5.0, 0.0, (n, k))
    return weights / weights.sum(axis=1, keepdims=True)


@st.composite
def dense_problems(draw):
    """Draw inputs X, weights W, biases b and an upstream gradient G."""
    n, d, m = draw(SAMPLES), draw(FEATURES), draw(FEATURES)
    X, W = draw(matrices(n, d)), draw(matrices(d, m))
    rng = draw(GENERATORS)
    return X, W, rng.normal(size=(1, m)), rng.normal(size=(n, m))


@st.composite
def upstream_problems(draw, bound=4.0):
    """Draw inputs Z and an upstream gradient G of the same shape."""
    n, k = draw(SAMPLES), draw(CLASSES)
    Z = draw(matrices(n, k, bound))
    return Z, draw(GENERATORS).normal(size=(n, k))


@st.composite
def labelled_logits(draw, bound=4.0):
    """Draw logits Z, class numbers y and soft labels Y."""
    n, k = draw(SAMPLES), draw(CLASSES)
    Z = draw(matrices(n, k, bound))
    rng = draw(GENERATORS)
    return Z, rng.integers(0, k, n), rng.dirichlet(np.ones(k), n)
