"""How exact and how fast the activations are: each function and slope against 50 digits, and the time of one call.

    python tests/benchmarks/activations.py            # errors in eps · max(1, |true value|): at most 4 is promised
    python tests/benchmarks/activations.py gelu mish  # these alone
    python tests/benchmarks/activations.py --times    # microseconds for 1,024 numbers of each dtype

Parameters are at their defaults; tests/activations/test_values.py tries the others.
"""

from __future__ import annotations

import argparse
import sys
import timeit
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "activations"))
from test_values import EVERY_WORD, FLOATS, LANDMARKS, grid, worst

from relu_notes.activations import ACTIVATIONS


def regions(dtype: type, kinks: tuple[float, ...]) -> dict[str, np.ndarray]:
    """Where errors are looked for; kinks have no true slope."""
    rng = np.random.default_rng(0)
    zeros = [0.0, *kinks, *(mark for mark in LANDMARKS if abs(mark) < 2)]
    near = np.add.outer(zeros, np.concatenate([10.0 ** rng.uniform(-8, -2, 50), -(10.0 ** rng.uniform(-8, -2, 50))]))
    anywhere = grid(dtype, 200)
    found = {
        "|x| ≤ 10": rng.uniform(-10, 10, 2000).astype(dtype),
        "near zeros": near.ravel().astype(dtype),
        "far out": anywhere[np.abs(anywhere) > 10],
    }
    return {name: x[~np.isin(x, kinks)] for name, x in found.items()}


def print_errors(chosen: list[str]) -> None:
    """One row for each function and each slope."""
    columns = [f"{np.dtype(dtype).name} {name}" for dtype in FLOATS for name in regions(dtype, ())]
    print(f"{'worst error, eps · max(1, |f|)':32}", *columns, sep=" | ")
    for name, parameters in EVERY_WORD:
        if name not in chosen:
            continue
        for slope, mark in ((False, ""), (True, "'")):
            title = " ".join([name + mark, *(v for v in parameters.values() if isinstance(v, str))])
            errors = [
                worst(name, parameters, dtype, x, slope=slope)[0]
                for dtype in FLOATS
                for x in regions(dtype, ACTIVATIONS[name].kinks).values()
            ]
            cells = (f"{error:{len(column)}.2f}" for column, error in zip(columns, errors, strict=True))
            print(f"{title:32}", *cells, sep=" | ", flush=True)


def print_times(chosen: list[str]) -> None:
    """The shortest of 30 rounds, each of 20 calls."""
    print(f"{'µs for 1,024 numbers':32}", *(np.dtype(dtype).name for dtype in FLOATS), sep=" | ")
    x = np.random.default_rng(0).normal(scale=3, size=1024)
    for name in chosen:
        for function in (ACTIVATIONS[name].function, ACTIVATIONS[name].derivative):
            calls = [partial(function, x.astype(dtype)) for dtype in FLOATS]
            times = [min(timeit.repeat(call, number=20, repeat=30)) for call in calls]
            print(f"{function.__name__:32}", *(f"{time / 20 * 1e6:7.1f}" for time in times), sep=" | ", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(ACTIVATIONS), metavar="NAME")
    parser.add_argument("--times", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.names) - set(ACTIVATIONS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(ACTIVATIONS)}")
    (print_times if options.times else print_errors)(options.names)
