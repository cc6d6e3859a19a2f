"""Do zeros save time? Products timed with and without them, on this machine, now.

A dense product multiplies zeros like any other number. Leaving them out pays where one vector at a time goes through a
layer, as when a language model writes: there the time is that of reading the weights, and rows of zeros need no reading
(Mirzadeh et al. 2023, ReLU strikes back).
"""

import functools

import numpy as np

from relu_notes._arguments import finite, generator, not_too_many, whole_number
from relu_notes.experiments.cost import shortest_times


def dense_speedup(zeros: float, *, size: int = 256, repeats: int = 9, rng: np.random.Generator) -> float:
    """How many times faster a float32 product of size × size matrices is when a share of one factor is 0: about once.

    >>> dense_speedup(0.99, size=64, repeats=3, rng=np.random.default_rng(0)) > 0
    True
    """
    zeros = _share(zeros)
    size, repeats = whole_number(size, "size"), whole_number(repeats, "repeats")
    not_too_many(size * size, "size")
    full, weights = generator(rng).standard_normal((2, size, size), dtype=np.float32)
    sparse = np.where(rng.random((size, size)) < zeros, np.float32(0), full)
    without, with_zeros = shortest_times([lambda: full @ weights, lambda: sparse @ weights], repeats)
    return float(without / with_zeros)


def skipping_speedup(
    zeros: float, *, inputs: int = 4096, outputs: int = 1024, repeats: int = 7, rng: np.random.Generator
) -> float:
    """How many times faster ``h[i] @ W[i]`` is than ``h @ W``, with i the places where the vector h is not 0.

    A share of `zeros` of h is 0; finding the others counts. W (inputs, outputs), drawn once, is float32 and should be
    larger than the processor's cache.

    >>> skipping_speedup(0.99, inputs=64, outputs=8, repeats=3, rng=np.random.default_rng(0)) > 0
    True
    """
    zeros = _share(zeros)
    repeats = whole_number(repeats, "repeats")
    weights = _weights(whole_number(inputs, "inputs"), whole_number(outputs, "outputs"))
    h = generator(rng).standard_normal(inputs, dtype=np.float32)
    h[rng.random(inputs) < zeros] = 0

    def skipping() -> np.ndarray:
        i = np.flatnonzero(h)
        return h[i] @ weights[i]

    whole, skipped = shortest_times([lambda: h @ weights, skipping], repeats)
    return float(whole / skipped)


@functools.lru_cache(maxsize=1)
def _weights(inputs: int, outputs: int) -> np.ndarray:
    not_too_many(inputs * outputs, "inputs and outputs")
    return np.random.default_rng(0).standard_normal((inputs, outputs), dtype=np.float32)


def _share(zeros: float) -> float:
    if not 0 <= finite(zeros, "zeros") <= 1:
        raise ValueError(f"zeros must be a share from 0 to 1, not {zeros}")
    return zeros
