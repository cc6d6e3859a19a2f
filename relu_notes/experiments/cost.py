"""What an activation costs on this machine, now: time per element beside a copy, and its share of a layer.

There is no closed form: the answer depends on the library, the dtype and the processor. Everything here is a ratio
of times taken in turn in one run, so a busy machine changes both sides alike.
"""

from collections.abc import Callable, Sequence
from time import perf_counter_ns
from typing import Any, NamedTuple

import numpy as np

from relu_notes._arguments import float_dtype, not_too_many, several, whole_number
from relu_notes.activations import entry


class ElementwiseCost(NamedTuple):
    """Time per element: `nanoseconds` of each of `names` (rows) in each of `dtypes`, and of a copy in each."""

    names: tuple[str, ...]
    dtypes: tuple[str, ...]
    nanoseconds: np.ndarray
    copy_nanoseconds: np.ndarray

    @property
    def ratio(self) -> np.ndarray:
        """Time as a multiple of the time of a copy, shape (names, dtypes)."""
        return self.nanoseconds / self.copy_nanoseconds


def elementwise_cost(
    names: Sequence[str],
    *,
    size: int = 1 << 14,
    dtypes: Sequence[Any] = ("float16", "float32", "float64"),
    repeats: int = 7,
) -> ElementwiseCost:
    """Time the catalogue's functions `names` on `size` normal numbers; 16384 of them stay in the processor's cache.

    Each round times every function once, next to a copy; the shortest of the rounds counts, since interruptions
    only ever add time. A new array is made for each result, as a copy does.

    >>> cost = elementwise_cost(["relu", "tanh"], dtypes=["float32"], repeats=2)
    >>> cost.ratio.shape, bool((cost.nanoseconds > 0).all())
    ((2, 1), True)
    """
    names = tuple(several(names, "names"))
    size, repeats = whole_number(size, "size"), whole_number(repeats, "repeats")
    not_too_many(size, "size")
    for name in names:
        entry(name)
    kinds = tuple(float_dtype(dtype).name for dtype in several(dtypes, "dtypes"))
    values = np.random.default_rng(0).standard_normal(size)
    nanoseconds = np.empty((len(names) + 1, len(kinds)))
    for column, kind in enumerate(kinds):
        x = values.astype(kind)
        calls = [x.copy, *(_call(name, x) for name in names)]
        nanoseconds[:, column] = shortest_times(calls, repeats) / size
    return ElementwiseCost(names, kinds, nanoseconds[1:], nanoseconds[0])


class LayerCost(NamedTuple):
    """Time of one dense layer in nanoseconds: its matrix product and its activation."""

    matmul: float
    activation: float

    @property
    def share(self) -> float:
        """Part of the layer's time that the activation takes, between 0 and 1."""
        return self.activation / (self.matmul + self.activation)


def layer_cost(
    name: str, *, width: int = 512, batch_size: int = 512, dtype: Any = "float32", repeats: int = 7
) -> LayerCost:
    """Time a dense layer of `width` to `width` units for a batch: the product x W, and the activation `name` of it.

    The product takes width multiplications per element, the activation one visit, so the share falls as 1/width.
    `dtype` is float32 or float64; NumPy has no fast product for float16.

    >>> cost = layer_cost("relu", width=64, batch_size=64, repeats=2)
    >>> 0 < cost.share < 1
    True
    """
    width, batch_size = whole_number(width, "width"), whole_number(batch_size, "batch_size")
    repeats = whole_number(repeats, "repeats")
    not_too_many(width * max(width, batch_size), "width and batch_size")
    entry(name)
    kind = float_dtype(dtype, ("float32", "float64"))
    rng = np.random.default_rng(0)
    x = rng.standard_normal((batch_size, width)).astype(kind)
    weights = (rng.standard_normal((width, width)) / np.sqrt(width)).astype(kind)
    matmul, activation = shortest_times([lambda: x @ weights, _call(name, x @ weights)], repeats)
    return LayerCost(float(matmul), float(activation))


def _call(name: str, x: np.ndarray) -> Callable[[], np.ndarray]:
    function = entry(name).function
    return lambda: function(x)


#: A measurement repeats short calls until they take about this long, many ticks of any clock.
_NANOSECONDS = 100_000


def shortest_times(calls: Sequence[Callable[[], Any]], repeats: int) -> np.ndarray:
    """Nanoseconds of each call: the shortest mean of `repeats` rounds in which the calls take turns, shape (calls,)."""
    numbers = []
    for call in calls:
        call()  # warm: memory is mapped, caches are filled
        numbers.append(1 + int(_NANOSECONDS // max(_time(call, 1), 1)))
    times = np.full((repeats, len(calls)), np.inf)
    for round_ in range(repeats):
        for index, (call, number) in enumerate(zip(calls, numbers, strict=True)):
            times[round_, index] = _time(call, number)
    return times.min(axis=0)


def _time(call: Callable[[], Any], number: int) -> float:
    start = perf_counter_ns()
    for _ in range(number):
        call()
    return (perf_counter_ns() - start) / number
