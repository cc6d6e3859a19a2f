"""A kernel over a whole array, in blocks that fit the processor's cache and with the flags silenced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

_BLOCK = 8192  # elements: intermediate results stay in the processor's cache


def apply(kernel: Callable[..., np.ndarray], x: np.ndarray, *parameters: Any, dtype: Any = np.float32) -> Any:
    """`kernel` of the float array `x`, in x's dtype or in `dtype` if that is wider, with x's shape and dtype."""
    working = np.promote_types(x.dtype, dtype)
    flat, result = x.ravel(), np.empty(x.size, x.dtype)
    with np.errstate(all="ignore"):
        for start in range(0, x.size, _BLOCK):
            block = slice(start, start + _BLOCK)
            result[block] = kernel(flat[block].astype(working, copy=False), *parameters)
    return result.reshape(x.shape)[()]


def room_for(*parameters: float) -> Any:
    """The dtype to compute in: float32, but float64 for parameters whose products could leave its range."""
    return np.float32 if all(p == 0 or 1e-6 <= abs(p) <= 1e6 for p in parameters) else np.float64
