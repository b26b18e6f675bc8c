"""What the benchmarks compare computes the same; how fast is not tested."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(autouse=True)
def _benchmarks_on_path(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)


@pytest.mark.parametrize(("n", "k"), [(1, 1), (3, 3), (20, 7)])
def test_closed_form_and_jacobian_loop_agree(n, k):
    from softmax_bench import contenders

    for pair in contenders(n, k).values():
        closed, loop = (function() for function in pair.values())
        assert closed.shape == (n, k)
        assert_allclose(closed, loop, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize(("n", "k"), [(2000, 10), (200, 200), (20, 2000)])
def test_closed_form_needs_a_few_arrays_of_n_times_k(n, k):
    from softmax_bench import contenders, peak_memory

    for pair in contenders(n, k).values():
        assert 8 * n * k <= peak_memory(pair["backprop"]) < 3 * 8 * n * k


@pytest.mark.parametrize("sizes", [(2, 5, 3), (4, 6, 5, 3)])
def test_every_library_takes_the_same_steps(sizes):
    from problems import problem
    from step_bench import contenders
    from steps import loop_step

    start = problem(sizes, 12)
    steps, missing = contenders(start, threads=1)
    assert {"backprop", "HIPS autograd"} <= set(steps)
    assert not set(steps) & set(missing)
    slow_step = loop_step(start)
    losses = [slow_step() for _ in range(4)]
    assert losses[3] < losses[0]
    for step in steps.values():
        assert_allclose([step() for _ in range(4)], losses, rtol=1e-10)


def test_ratio_and_spread_are_those_of_the_times():
    from turns import lines

    times = {
        "ours": np.array([1.0, 2.0, 3.0]),
        "theirs": np.array([3.0, 8.0, 15.0]),
    }
    first, second = lines(times, "ours", {"theirs": 10.0})
    assert "1.00 s      2.00 s       1.00  [1.00, 1.00]" in first
    assert "30.00 s     80.00 s      40.00  [35.00, 45.00]" in second
    assert second.endswith("1/10 of the samples, scaled")


def test_the_tables_print():
    run = subprocess.run(
        [sys.executable, BENCHMARKS / "run.py", "--quick"],
        capture_output=True,
        text=True,
        check=True,
    )
    for part in ("Jacobian loop", "2-8-3", "HIPS autograd", "loops"):
        assert part in run.stdout
    assert run.stderr == ""
