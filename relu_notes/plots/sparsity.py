"""Activity maps of units and inputs, and a bell with the part left of 0 shaded."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from relu_notes.plots.style import COLOURS

#: A zero is white; what passes is dark, so that the map stays clear in grey.
_OFF, _ON = "#FFFFFF", COLOURS["blue"]


class ActivityMap:
    """A heat map of a layer, one row per unit and one column per input, with a bar beside the units that are never on.

    The rows are sorted by how often a unit is on, unless an order is given. `animated` artists are for live figures.
    """

    def __init__(self, axes: Axes, units: int, inputs: int, *, animated: bool = False):
        axes.grid(False)
        cells = {"vmin": 0, "vmax": 1, "cmap": ListedColormap([_OFF, _ON]), "interpolation": "nearest"}
        self._map = axes.imshow(np.zeros((units, inputs)), aspect="auto", animated=animated, **cells)
        axes.set(xlim=(-3.5, inputs - 0.5), ylim=(units - 0.5, -0.5), xlabel="inputs", ylabel="units")
        axes.set(xticks=[], yticks=[])
        mark = {"color": COLOURS["vermillion"], "linewidth": 12, "solid_capstyle": "butt"}
        (self._mark,) = axes.plot([], [], animated=animated, **mark)
        axes.plot([], [], "s", color=_ON, label="on")
        axes.plot([], [], "s", color=_OFF, markeredgecolor=COLOURS["black"], label="off")
        axes.plot([], [], "s", color=COLOURS["vermillion"], label="off for all")
        where = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "borderaxespad": 0.1, "frameon": False}
        axes.legend(ncols=3, columnspacing=1.0, handletextpad=0.2, **where)

    def show(self, outputs: np.ndarray, order: np.ndarray | None = None) -> np.ndarray:
        """Draw outputs of shape (inputs, units); return which units are off for all of these inputs, unsorted.

        `order` lists the units from the top row down.
        """
        on = np.asarray(np.asarray(outputs) > 0)
        off_for_all = np.asarray(~on.any(axis=0))
        order = np.argsort(-on.sum(axis=0), kind="stable") if order is None else order
        self._map.set_data(on[:, order].T)
        self._map.set_extent((-0.5, len(on) - 0.5, len(order) - 0.5, -0.5))
        rows = np.flatnonzero(off_for_all[order])
        self._mark.set_data(np.full(3 * len(rows), -2.0), np.add.outer(rows, [-0.5, 0.5, np.nan]).ravel())
        return off_for_all


class ShadedDensity:
    """A bell curve over z whose part at z ≤ 0, the zeros of ReLU, is shaded; `show` moves it."""

    def __init__(self, axes: Axes, z: np.ndarray, density: np.ndarray, *, reach: float):
        self._z, self._density = z, density
        axes.axvline(0, color=COLOURS["black"], linewidth=2)
        (self._line,) = axes.plot([], [], color=COLOURS["black"], linewidth=3, animated=True)
        (self._zeros,) = axes.fill([0, 0, 0], [0, 0, 0], color=COLOURS["orange"], alpha=0.7, animated=True)
        axes.set(xlim=(-reach, reach), ylim=(0, 1.25 * density.max()), yticks=[])

    def show(self, centre: float) -> None:
        """Put the middle of the bell at `centre`."""
        z = self._z + centre
        self._line.set_data(z, self._density)
        left = z <= 0
        edge = np.interp(0.0, z, self._density, left=0.0, right=0.0)
        outline_z = np.concatenate([z[left], [0.0, 0.0], z[left][:1]])
        outline = np.concatenate([self._density[left], [edge, 0.0], np.zeros(int(left.any()))])
        self._zeros.set_xy(np.column_stack([outline_z, outline]))
