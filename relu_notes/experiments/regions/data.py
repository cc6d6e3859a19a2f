"""Four sets of points in the plane, in two classes: points (count, 2) and classes (count, 1), in turn 0 and 1."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Radii of the two rings.
RADII = (0.5, 1.0)


def rings(count: int, *, rng: np.random.Generator, noise: float = 0.05) -> tuple[Floats, Floats]:
    """Two rings around 0, the inner one class 1.

    >>> points, classes = rings(200, rng=np.random.default_rng(0), noise=0)
    >>> np.hypot(*points.T)[:4].round(3).tolist(), classes[:4, 0].tolist()
    ([1.0, 0.5, 1.0, 0.5], [0.0, 1.0, 0.0, 1.0])
    """
    classes = _alternating(count)
    angle = rng.uniform(0, 2 * np.pi, count)
    radius = np.where(classes[:, 0] > 0, *RADII) + noise * rng.standard_normal(count)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), classes


def xor_blobs(count: int, *, rng: np.random.Generator, noise: float = 0.15) -> tuple[Floats, Floats]:
    """Four blobs at (±½, ±½), those with unlike signs class 1.

    >>> points, classes = xor_blobs(4, rng=np.random.default_rng(0), noise=0)
    >>> points.tolist(), classes[:, 0].tolist()
    ([[0.5, 0.5], [0.5, -0.5], [-0.5, -0.5], [-0.5, 0.5]], [0.0, 1.0, 0.0, 1.0])
    """
    classes = _alternating(count)
    corner = np.array([[0.5, 0.5], [0.5, -0.5], [-0.5, -0.5], [-0.5, 0.5]])[np.arange(count) % 4]
    return corner + noise * rng.standard_normal((count, 2)), classes


def moons(count: int, *, rng: np.random.Generator, noise: float = 0.07) -> tuple[Floats, Floats]:
    """Two half-moons that reach into each other.

    >>> points, classes = moons(200, rng=np.random.default_rng(0), noise=0)
    >>> bool((points[classes[:, 0] == 0, 1] >= -0.25).all())
    True
    """
    classes = _alternating(count)
    angle = rng.uniform(0, np.pi, count)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    points = np.where(classes > 0, np.array([1.0, 0.5]) - upper, upper) - [0.5, 0.25]
    return 0.65 * points + noise * rng.standard_normal((count, 2)), classes


def spiral(count: int, *, rng: np.random.Generator, noise: float = 0.02) -> tuple[Floats, Floats]:
    """Two arms that wind around each other.

    >>> points, classes = spiral(200, rng=np.random.default_rng(0), noise=0)
    >>> bool((np.hypot(*points.T) <= 1).all())
    True
    """
    classes = _alternating(count)
    way = np.sqrt(rng.uniform(0.02, 1, count))
    angle = 7 * way + np.pi * classes[:, 0]
    arms = way[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return arms + noise * rng.standard_normal((count, 2)), classes


def _alternating(count: int) -> Floats:
    return (np.arange(count) % 2)[:, None].astype(np.float64)


#: Function by name.
DATA: dict[str, Callable[..., tuple[Floats, Floats]]] = {
    "rings": rings,
    "XOR": xor_blobs,
    "moons": moons,
    "spiral": spiral,
}

#: Hidden widths that learn them.
WIDTHS: dict[str, tuple[int, ...]] = {"rings": (8,), "XOR": (8,), "moons": (8, 8), "spiral": (8, 8)}


def best_line_on_rings() -> float:
    """Largest share of the two rings that a straight line can get right: ½ + arccos(r₁/r₂)/(2π).

    The best line touches the inner ring: all of that is right, and the part of the outer ring beyond it.

    >>> round(best_line_on_rings(), 4)
    0.6667
    """
    inner, outer = RADII
    return 0.5 + float(np.arccos(inner / outer)) / (2 * np.pi)
