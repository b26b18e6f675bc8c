"""Print how fast the book's code is, as ratios measured in one run."""

import argparse
import os
import platform
import sys

EXPLANATION = """\
Times are per call; contenders take turns, so that noise hits all of them.
The ratio, median to median, says how many times as long as the book's code;
in brackets stands the middle half of the ratios of single rounds."""


def main():
    """Pin the threads, then measure and print both tables."""
    arguments = parse(sys.argv[1:])
    pin_threads(arguments.threads)
    # NumPy and its peers read the number of threads as they are imported.
    import numpy as np
    import softmax_bench
    import step_bench

    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, "
        f"{platform.machine()}, threads: {arguments.threads}, float64"
    )
    print(EXPLANATION)
    softmax_bench.report(arguments.quick)
    step_bench.report(arguments.quick, arguments.threads)


def parse(words):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--threads", type=int, default=1, help="for each library (default 1)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="small cases, few rounds"
    )
    arguments = parser.parse_args(words)
    if arguments.threads < 1:
        parser.error(f"--threads: expected >= 1, got {arguments.threads}")
    return arguments


def pin_threads(threads):
    """Give every library the same number of threads."""
    for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):
        os.environ[f"{library}_NUM_THREADS"] = str(threads)
    if threads == 1:
        os.environ["XLA_FLAGS"] = (
            "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        )


if __name__ == "__main__":
    main()
