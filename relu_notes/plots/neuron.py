"""One neuron as a diagram: forward numbers and arrows in one colour, backward ones in another, f in its box."""

import math
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text

from relu_notes.activations import entry
from relu_notes.plots.curves import function_curve
from relu_notes.plots.style import COLOURS, GUIDE, is_tall

FORWARD = COLOURS["blue"]
#: Vermillion, darkened until its letters stand out 4.5:1 from white.
BACKWARD = "#B85000"
CLOSED = "#A00000"
#: What of f the box shows, the same for all activations; further out the point rests at the edge, hollow.
_LIMITS = (-5.5, 5.5)
_HEIGHTS = (-1.5, 5.6)
#: Pixels of a backward arrow without a gradient, more per unit of it, and most.
_THIN, _WIDER, _WIDEST = 2.0, 3.0, 16.0

Place = tuple[float, float]


class _Layout(NamedTuple):
    """Where everything stands.

    Wires from start to end, the value and the gradient of each, how far the forward and the backward arrow lie aside;
    boxes by their middles and sizes, two corners of the curve, the ends of the bar that closes the gate.
    """

    limits: Place
    wires: dict[str, tuple[Place, Place]]
    numbers: dict[str, tuple[Place, Place]]
    aside: tuple[Place, Place]
    boxes: tuple[tuple[Place, Place], tuple[Place, Place]]
    curve: tuple[Place, Place]
    name: Place
    bar: tuple[Place, Place]
    loss: Place
    slope: Place
    headings: tuple[tuple[Place, str], tuple[Place, str]]
    letters: int


_WIDE = _Layout(
    limits=(14.2, 5.2),
    wires={
        "x": ((2.6, 4.35), (4.3, 3.2)),
        "w": ((2.6, 2.5), (4.3, 2.5)),
        "b": ((2.6, 0.65), (4.3, 1.8)),
        "z": ((6.5, 2.5), (9.1, 2.5)),
        "a": ((11.65, 2.5), (13.6, 2.5)),
    },
    numbers={
        "x": ((1.4, 4.65), (1.4, 4.1)),
        "w": ((1.4, 2.9), (1.4, 2.1)),
        "b": ((1.4, 0.95), (1.4, 0.4)),
        "z": ((7.9, 2.95), (7.9, 2.0)),
        "a": ((13.0, 2.95), (13.0, 2.0)),
    },
    aside=((0, 0.08), (0, -0.12)),
    boxes=(((5.4, 2.5), (2.0, 2.0)), ((10.4, 2.5), (2.3, 2.6))),
    curve=((9.3, 1.25), (11.5, 3.2)),
    name=(10.4, 3.5),
    bar=((9.1, 1.75), (9.1, 3.25)),
    loss=(13.9, 2.5),
    slope=(10.85, 0.82),
    headings=(((9.4, 4.65), "forward →"), ((9.4, 0.3), "← backward")),
    letters=22,
)

_NARROW = _Layout(
    limits=(10, 15),
    wires={
        "x": ((1.7, 12.75), (3.6, 11.6)),
        "w": ((5.0, 12.75), (5.0, 11.6)),
        "b": ((8.3, 12.75), (6.4, 11.6)),
        "z": ((5.0, 9.9), (5.0, 8.0)),
        "a": ((5.0, 4.9), (5.0, 2.8)),
    },
    numbers={
        "x": ((1.95, 14.4), (1.95, 13.5)),
        "w": ((5.3, 14.4), (5.3, 13.5)),
        "b": ((8.65, 14.4), (8.65, 13.5)),
        "z": ((2.7, 8.9), (8.0, 8.9)),
        "a": ((2.7, 3.8), (8.0, 3.8)),
    },
    aside=((-0.15, 0), (0.25, 0)),
    boxes=(((5.0, 10.75), (5.0, 1.3)), ((4.5, 6.4), (3.6, 2.8))),
    curve=((2.8, 5.1), (6.2, 7.1)),
    name=(4.5, 7.45),
    bar=((2.8, 8.0), (6.2, 8.0)),
    loss=(5.0, 2.2),
    slope=(8.6, 6.4),
    headings=(((2.5, 0.7), "forward ↓"), ((7.5, 0.7), "backward ↑")),
    letters=17,
)


class NeuronDiagram:
    """The graph of a = f(w·x + b) on `axes`, with a place for every number of both passes and f in its box.

    `show` writes the values and the gradients. The wider a backward arrow, the larger its gradient; where that is 0
    there is none, and where f'(z) is 0 a bar closes the gate. In a figure taller than wide the graph runs from the top
    down. Only numbers, backward arrows and `point`, the marker at (z, f(z)) on the curve, move.
    """

    def __init__(self, axes: Axes):
        layout = _NARROW if is_tall(axes.figure) else _WIDE
        middle = {"ha": "center", "va": "center"}
        axes.set(xlim=(0, layout.limits[0]), ylim=(0, layout.limits[1]))
        axes.set_axis_off()
        named = zip(layout.boxes, (layout.boxes[0][0], layout.name), ("z = w·x + b", "a = f(z)"), strict=True)
        for ((x, y), (wide, high)), place, text in named:
            looks = {"boxstyle": "round,pad=0.1", "facecolor": "#F2F2F2", "linewidth": 2}
            axes.add_patch(FancyBboxPatch((x - wide / 2, y - high / 2), wide, high, **looks))
            axes.text(*place, text, fontsize=layout.letters, **middle)
        axes.text(*layout.loss, "L", fontsize=26, weight="bold", **middle)
        for (place, text), colour in zip(layout.headings, (FORWARD, BACKWARD), strict=True):
            axes.text(*place, text, color=colour, fontsize=layout.letters + 2, weight="bold", **middle)
        texts = {"fontsize": layout.letters, "va": "center"}
        pixels = axes.figure.get_size_inches() * axes.figure.dpi / layout.limits
        self._wires, self._values, self._gradients = {}, {}, {}
        for name, ends in layout.wires.items():
            forward, backward = (np.array(ends) + aside for aside in layout.aside)
            axes.add_patch(FancyArrowPatch(*forward, arrowstyle="-|>", mutation_scale=20, color=FORWARD, lw=2))
            across, up = (backward[0] - backward[1]) * pixels
            head = (3, 0, math.degrees(math.atan2(up, across)) - 90)
            looks = {"color": BACKWARD, "marker": head, "markevery": [0], "solid_capstyle": "butt"}
            (self._wires[name],) = axes.plot(*backward.T, animated=True, **looks)
            value, gradient = layout.numbers[name]
            self._values[name] = _equation(axes, value, f"{name} = ", color=FORWARD, **texts)
            self._gradients[name] = _equation(axes, gradient, f"dL/d{name} = ", color=BACKWARD, **texts)
        self._slope = _equation(axes, layout.slope, "× f'(z) = ", color=BACKWARD, **texts)
        low, high = np.array(layout.curve)
        self._corner, self._scale = low, (high - low) / (_LIMITS[1] - _LIMITS[0], _HEIGHTS[1] - _HEIGHTS[0])
        for zeros in (([*_LIMITS], [0, 0]), ([0, 0], [*_HEIGHTS])):
            axes.plot(*self._inside(*zeros), color=COLOURS["black"], lw=1, alpha=0.4, gid=GUIDE)
        (self._curve,) = axes.plot([], [], color=FORWARD, lw=3, animated=True)
        (self.point,) = axes.plot([], [], "o", color=FORWARD, markeredgewidth=3, animated=True)
        (self._bar,) = axes.plot(*zip(*layout.bar, strict=True), color=CLOSED, lw=12, animated=True)
        self._drawn = ""

    def show(self, activation: str, values: dict[str, float], gradients: dict[str, float], slope: float) -> None:
        """Write the values and the gradients dL/d(name) of x, w, b, z and a, and the slope f'(z)."""
        for name, wire in self._wires.items():
            self._values[name].set_text(_short(values[name]))
            self._gradients[name].set_text(_short(gradients[name]))
            wire.set_visible(gradients[name] != 0)
            width = min(_THIN + _WIDER * abs(gradients[name]), _WIDEST)
            wire.set(linewidth=width, markersize=14 + 1.2 * width)
        self._slope.set_text(_short(slope))
        self._bar.set_visible(slope == 0)
        if activation != self._drawn:
            self._drawn = activation
            self._curve.set_data(*self._inside(*function_curve(activation, limits=_LIMITS)))
        edge = float(np.clip(values["z"], *_LIMITS))
        self.point.set_data(*self._inside([edge], [float(entry(activation).function(edge))]))
        self.point.set_markerfacecolor(FORWARD if edge == values["z"] else "white")

    def _inside(self, x, y):
        """Where (x, y) stands in the box."""
        places = self._corner + self._scale * (np.transpose([x, y]) - (_LIMITS[0], _HEIGHTS[0]))
        return places.T


def _equation(axes: Axes, place: Place, left_side: str, **settings) -> Text:
    """A left side that rests and a number after it that moves, the equals sign at `place`."""
    axes.text(*place, left_side, ha="right", **settings)
    return axes.text(*place, "", ha="left", animated=True, **settings)


def _short(value: float) -> str:
    rounded = round(value, 2) or float(f"{value:.1g}")
    return f"{rounded + 0.0:g}".replace("-", "\N{MINUS SIGN}")
