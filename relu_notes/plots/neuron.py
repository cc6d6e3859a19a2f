"""One neuron as a diagram: the numbers of the forward pass in one colour, of the backward pass in another."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text

from relu_notes.plots.style import COLOURS, is_tall

FORWARD = COLOURS["blue"]
#: Vermillion, darkened until its letters stand out 4.5:1 from white.
BACKWARD = "#B85000"

Place = tuple[float, float]


class _Layout(NamedTuple):
    """Where everything stands: wires from start to end, the value and the gradient of each, boxes by their middles."""

    limits: Place
    wires: dict[str, tuple[Place, Place]]
    numbers: dict[str, tuple[Place, Place]]
    boxes: tuple[tuple[Place, Place], tuple[Place, Place]]
    loss: Place
    slope: Place
    headings: tuple[tuple[Place, str], tuple[Place, str]]
    letters: int


_WIDE = _Layout(
    limits=(14.2, 5.2),
    wires={
        "x": ((2.4, 4.35), (4.8, 3.2)),
        "w": ((2.4, 2.5), (4.8, 2.5)),
        "b": ((2.4, 0.65), (4.8, 1.8)),
        "z": ((7.2, 2.5), (9.6, 2.5)),
        "a": ((11.4, 2.5), (13.6, 2.5)),
    },
    numbers={
        "x": ((1.4, 4.65), (1.4, 4.1)),
        "w": ((1.4, 2.9), (1.4, 2.1)),
        "b": ((1.4, 0.95), (1.4, 0.4)),
        "z": ((8.7, 2.95), (8.7, 2.05)),
        "a": ((12.95, 2.95), (12.95, 2.05)),
    },
    boxes=(((6.0, 2.5), (2.2, 2.0)), ((10.5, 2.5), (1.6, 2.0))),
    loss=(13.9, 2.5),
    slope=(10.85, 1.02),
    headings=(((9.4, 4.65), "forward →"), ((9.4, 0.3), "← backward")),
    letters=22,
)

_NARROW = _Layout(
    limits=(10, 15),
    wires={
        "x": ((1.7, 13.0), (3.6, 11.6)),
        "w": ((5.0, 13.0), (5.0, 11.6)),
        "b": ((8.3, 13.0), (6.4, 11.6)),
        "z": ((5.0, 9.9), (5.0, 7.5)),
        "a": ((5.0, 5.3), (5.0, 2.9)),
    },
    numbers={
        "x": ((1.95, 14.4), (1.95, 13.5)),
        "w": ((5.3, 14.4), (5.3, 13.5)),
        "b": ((8.65, 14.4), (8.65, 13.5)),
        "z": ((2.7, 8.7), (8.0, 8.7)),
        "a": ((2.7, 4.1), (8.0, 4.1)),
    },
    boxes=(((5.0, 10.75), (5.0, 1.3)), ((5.0, 6.4), (2.6, 1.8))),
    loss=(5.0, 2.2),
    slope=(8.6, 6.4),
    headings=(((2.5, 0.7), "forward ↓"), ((7.5, 0.7), "backward ↑")),
    letters=17,
)


class NeuronDiagram:
    """The graph of a = f(w·x + b) on `axes`, with a place for every number of both passes.

    `show` writes the values and the gradients. A wire whose gradient is 0 is thin and dotted: nothing comes back
    along it. In a figure taller than wide the graph runs from the top down. Only numbers and wires move: letters
    that rest cost nothing at a tick.
    """

    def __init__(self, axes: Axes):
        layout = _NARROW if is_tall(axes.figure) else _WIDE
        middle = {"ha": "center", "va": "center"}
        axes.set(xlim=(0, layout.limits[0]), ylim=(0, layout.limits[1]))
        axes.set_axis_off()
        for ((x, y), (wide, high)), text in zip(layout.boxes, ("z = w·x + b", "a = f(z)"), strict=True):
            corner = (x - wide / 2, y - high / 2)
            axes.add_patch(
                FancyBboxPatch(corner, wide, high, boxstyle="round,pad=0.1", facecolor="#F2F2F2", linewidth=2)
            )
            axes.text(x, y, text, fontsize=layout.letters, **middle)
        axes.text(*layout.loss, "L", fontsize=26, weight="bold", **middle)
        for (place, text), colour in zip(layout.headings, (FORWARD, BACKWARD), strict=True):
            axes.text(*place, text, color=colour, fontsize=layout.letters + 2, weight="bold", **middle)
        texts = {"fontsize": layout.letters, "va": "center"}
        self._wires, self._values, self._gradients = {}, {}, {}
        for name, ends in layout.wires.items():
            axes.add_patch(FancyArrowPatch(*ends, arrowstyle="-|>", mutation_scale=36, color=COLOURS["black"], ls=":"))
            (self._wires[name],) = axes.plot(*zip(*ends, strict=True), color=COLOURS["black"], lw=3.5, animated=True)
            self._wires[name].set_solid_capstyle("butt")
            value, gradient = layout.numbers[name]
            self._values[name] = _equation(axes, value, f"{name} = ", color=FORWARD, **texts)
            self._gradients[name] = _equation(axes, gradient, f"dL/d{name} = ", color=BACKWARD, **texts)
        self._slope = _equation(axes, layout.slope, "× f'(z) = ", color=BACKWARD, **texts)

    def show(self, values: dict[str, float], gradients: dict[str, float], slope: float) -> None:
        """Write the values and the gradients dL/d(name) of x, w, b, z and a, and the slope f'(z)."""
        for name, wire in self._wires.items():
            self._values[name].set_text(_short(values[name]))
            self._gradients[name].set_text(_short(gradients[name]))
            wire.set_visible(gradients[name] != 0)
        self._slope.set_text(_short(slope))


def _equation(axes: Axes, place: Place, left_side: str, **settings) -> Text:
    """A left side that rests and a number after it that moves, the equals sign at `place`."""
    axes.text(*place, left_side, ha="right", **settings)
    return axes.text(*place, "", ha="left", animated=True, **settings)


def _short(value: float) -> str:
    rounded = round(value, 2) or float(f"{value:.1g}")
    return f"{rounded + 0.0:g}".replace("-", "\N{MINUS SIGN}")
