"""What several test files share."""

import os

# Before anything imports Matplotlib: tests draw without a screen.
os.environ["MPLBACKEND"] = "Agg"

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings

from backprop import plotting

# A test run must come out the same twice; new examples are `make long`'s job.
settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile(
    "long",
    deadline=None,
    max_examples=10_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# A broken program is to fail at once, not to be examined for how little it
# takes: mutation testing runs the tests thousands of times.
settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("default")


@pytest.fixture
def rng():
    """Return a random generator that starts the same in every test."""
    return np.random.default_rng(20_250_101)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture
def publish(monkeypatch):
    """Return a function that shows Axes and returns what is published."""
    seen = []
    monkeypatch.setattr(
        "backprop.plotting.style.publish_display_data",
        lambda data, metadata: seen.append(data),
    )

    def published(ax):
        plotting.show(ax, caption="A figure")
        return seen[-1]

    return published
