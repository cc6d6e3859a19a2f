"""Pictures' lines from regions: the boundary where an output changes sign, and outlines of regions put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from relu_notes.experiments.regions.cutting import Region

Floats = NDArray[np.float64]


def positive_part(region: Region) -> Floats:
    """The part of a region's polygon where the first output is positive, as corners (m, 2); none where it is not.

    >>> square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    >>> positive_part(Region(square, (), np.array([[1.0], [0.0]]), np.array([-0.5]))).tolist()
    [[0.5, 0.0], [1.0, 0.0], [1.0, 1.0], [0.5, 1.0]]
    """
    corners, z = _with_zeros(region)
    return corners[z >= 0] if (z > 0).any() else corners[:0]


def boundary(regions: Iterable[Region]) -> Floats:
    """Straight pieces (n, 2, 2) of the line where the first output changes sign, one for each region that it crosses.

    >>> square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    >>> boundary([Region(square, (), np.array([[1.0], [0.0]]), np.array([-0.5]))]).tolist()
    [[[0.5, 0.0], [0.5, 1.0]]]
    """
    pieces = []
    for region in regions:
        corners, z = _with_zeros(region)
        if z.min() < 0 < z.max():
            pieces.append(corners[z == 0])
    return np.array(pieces).reshape(-1, 2, 2)


def _with_zeros(region: Region) -> tuple[Floats, Floats]:
    """The polygon with a corner wherever the output is 0 along an edge, and the output at the corners."""
    corners = region.polygon
    z = corners @ region.weight[:, 0] + region.bias[0]
    size = np.abs(corners) @ np.abs(region.weight[:, 0]) + np.abs(region.bias[0])
    z = np.where(np.abs(z) < 1e-12 * size, 0.0, z)
    if z.min() >= 0 or z.max() <= 0:
        return corners, z
    after, z_after = np.roll(corners, -1, axis=0), np.roll(z, -1)
    here = np.flatnonzero(z * z_after < 0)
    t = (z[here] / (z[here] - z_after[here]))[:, None]
    roots = corners[here] + t * (after[here] - corners[here])
    return np.insert(corners, here + 1, roots, axis=0), np.insert(z, here + 1, 0.0)


def outlines(polygons: Sequence[Floats]) -> list[Floats]:
    """The outlines of polygons put together: closed lines without the edges that two of them share.

    The polygons (corners, 2) go counter-clockwise and meet edge to edge, to six decimals. The lines go
    counter-clockwise around what is inside, clockwise around holes.

    >>> left = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    >>> outlines([left, left + [1, 0]])[0].tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0]]
    """
    edges: dict[tuple[tuple[float, float], tuple[float, float]], None] = {}
    for polygon in polygons:
        corners = [(x, y) for x, y in (np.round(polygon, 6) + 0.0).tolist()]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            if (end, start) in edges:
                del edges[end, start]
            elif start != end:
                edges[start, end] = None
    following: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for start, end in edges:
        following.setdefault(start, []).append(end)
    loops = []
    while following:
        first = here = next(iter(following))
        loop = []
        while here in following:
            loop.append(here)
            ends = following[here]
            here = ends.pop()
            if not ends:
                del following[loop[-1]]
            if here == first:
                break
        loops.append(without_straight_corners(np.array(loop)))
    return [loop for loop in loops if len(loop) > 2]


def without_straight_corners(loop: Floats, turn: float = 1e-6) -> Floats:
    """A closed line without the corners at which it turns by less than `turn`, in radians.

    >>> without_straight_corners(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [2.0, 1.0]])).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 1.0]]
    """
    before, after = np.roll(loop, 1, axis=0), np.roll(loop, -1, axis=0)
    (a, b), (c, d) = (loop - before).T, (after - loop).T
    return loop[np.abs(a * d - b * c) > turn * np.hypot(a, b) * np.hypot(c, d)]
