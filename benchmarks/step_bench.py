"""One whole training step: forward, loss, backward, descent."""

from problems import problem
from steps import autograd_step, backprop_step, loop_step
from steps_of_frameworks import jax_step, torch_step
from turns import heading, lines, take_turns

SIZES = (
    # Layer sizes, samples, rounds, and how many of the samples loops get.
    ((2, 64, 3), 300, 60, 30),
    ((64, 128, 10), 1797, 30, 3),
    ((784, 512, 512, 10), 1024, 12, 1),
)
QUICK_SIZES = (((2, 8, 3), 30, 2, 10),)

LIBRARIES = {
    "HIPS autograd": autograd_step,
    "PyTorch, eager": torch_step,
    "JAX, jit": jax_step,
}


def report(quick, threads):
    """Print a table for each network."""
    for sizes, n, rounds, n_loops in QUICK_SIZES if quick else SIZES:
        print(heading(f"Training step, {'-'.join(map(str, sizes))}, n = {n}"))
        steps, missing = contenders(problem(sizes, n), threads)
        steps["loops"] = loop_step(problem(sizes, n_loops))
        times = take_turns(steps, rounds)
        print(*lines(times, "backprop", {"loops": n / n_loops}), sep="\n")
        for name in missing:
            print(f"  {name:24}{'not installed':>26}")


def contenders(start, threads):
    """Return a step of each library that is installed, and who is missing.

    Parameters
    ----------
    start : problems.Problem
        Where all of them begin.
    threads : int

    Returns
    -------
    steps : dict of str to callable
        A call descends by one step and returns the loss before it.
    missing : list of str
    """
    steps, missing = {"backprop": backprop_step(start)}, []
    for name, make in LIBRARIES.items():
        try:
            steps[name] = make(start, threads)
        except ModuleNotFoundError:
            missing.append(name)
    return steps, missing
