"""The plane as a picture: a square panel, areas of many polygons, half-planes, points of two classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from relu_notes.plots.style import COLOURS

Floats = NDArray[np.float64]

#: How the two classes look: colour and marker differ.
CLASSES: tuple[dict[str, Any], dict[str, Any]] = (
    {"marker": "o", "color": COLOURS["blue"]},
    {"marker": "s", "color": COLOURS["vermillion"]},
)


def plane_panel(axes: Axes, low: float, high: float, **settings: Any) -> None:
    """Make `axes` a square window of the plane, the same from `low` to `high` both ways; its title and so on."""
    axes.set_aspect("equal")
    axes.grid(False)
    axes.spines[:].set_visible(True)
    axes.set(xlim=(low, high), ylim=(low, high), **settings)


def bare_panel(axes: Axes, low: float, high: float, **settings: Any) -> None:
    """As `plane_panel`, without frame and ticks."""
    plane_panel(axes, low, high, xticks=[], yticks=[], **settings)
    axes.spines[:].set_visible(False)


class _Area(PathPatch):
    """Polygons in one artist, filled; a hole is a polygon that goes the other way round."""

    def show(self, polygons: Sequence[Floats]) -> None:
        """Show these polygons, (corners, 2) each, instead of those before."""
        vertices = [np.zeros((0, 2)), *(np.vstack([polygon, polygon[:1]]) for polygon in polygons)]
        codes = [[Path.MOVETO, *[Path.LINETO] * (len(polygon) - 1), Path.CLOSEPOLY] for polygon in polygons]
        self.set_path(Path(np.concatenate(vertices), np.concatenate([[], *codes])))


def area(axes: Axes, **settings: Any) -> _Area:
    """Polygons in one moving artist on `axes`: `show` them."""
    return axes.add_patch(_Area(Path(np.zeros((0, 2))), **{"linewidth": 0, "animated": True} | settings))


def half_plane(weight: Floats, bias: float, *, reach: float) -> Floats:
    """The side weight·x + bias > 0 of a line as a rectangle that reaches `reach` both ways and out, (4, 2).

    Examples
    --------
    >>> half_plane(np.array([2.0, 0.0]), -2.0, reach=1).tolist()
    [[1.0, -1.0], [2.0, -1.0], [2.0, 1.0], [1.0, 1.0]]
    """
    length = np.hypot(*weight)
    normal = weight / length
    along = np.array([-normal[1], normal[0]])
    foot = -bias / length * normal
    inner = foot + reach * np.array([-along, along])
    return np.array([inner[0], inner[0] + reach * normal, inner[1] + reach * normal, inner[1]])


def crease_lines(weights: Floats, biases: Floats, *, reach: float) -> Floats:
    """The lines weight·x + bias = 0, `reach` both ways, of weights (n, 2) and biases (n,): segments (n, 2, 2)."""
    edges = [half_plane(weight, bias, reach=reach)[[0, 3]] for weight, bias in zip(weights, biases, strict=True)]
    return np.array(edges).reshape(-1, 2, 2)


def show_segments(line: Line2D, segments: Floats) -> None:
    """Show segments (m, 2, 2), or ways (m, k, 2), in one line, apart."""
    count, corners = segments.shape[:2]
    apart = np.full((count, corners + 1, 2), np.nan)
    apart[:, :-1] = segments
    line.set_data(*apart.reshape(-1, 2).T)
