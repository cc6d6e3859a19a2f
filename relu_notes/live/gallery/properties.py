"""Lesson 5: the properties of ReLU, each shown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from relu_notes.activations import relu
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong
from relu_notes.live.gallery.marks import handle, moving
from relu_notes.plots.style import COLOURS, panels


class _Sides(NamedTuple):
    """Both sides of a property as points over x, a segment that shows why, and the property in numbers."""

    left: tuple[float, float]
    right: tuple[float, float]
    segment: tuple[list[float], list[float]]
    text: str


def _convex(a: float, b: float, t: float, **_others: float) -> _Sides:
    x, chord = t * a + (1 - t) * b, t * relu(a) + (1 - t) * relu(b)
    text = f"relu(ta + (1−t)b) = {relu(x):.2f}, never above the chord, {chord:.2f}"
    return _Sides((x, relu(x)), (x, chord), ([a, b], [relu(a), relu(b)]), text)


def _homogeneous(a: float, scale: float, **_others: float) -> _Sides:
    x, inside, outside = scale * a, relu(scale * a), scale * relu(a)
    verdict = "equal" if np.isclose(inside, outside) else "NOT equal: c is negative"
    text = f"relu(c·a) = {inside:.2f}, c·relu(a) = {outside:.2f}: {verdict}"
    return _Sides((x, inside), (x, outside), ([0, a, x], [0, relu(a), outside]), text)


def _idempotent(a: float, **_others: float) -> _Sides:
    once, twice = relu(a), relu(relu(a))
    text = f"relu(a) = {once:.2f}, relu(relu(a)) = {twice:.2f}: equal"
    return _Sides((a, once), (once, twice), ([a, a, once], [0, once, once]), text)


def _lipschitz(a: float, b: float, **_others: float) -> _Sides:
    text = f"|relu(a) − relu(b)| = {abs(relu(a) - relu(b)):.2f}, never more than |a − b| = {abs(a - b):.2f}"
    return _Sides((a, relu(a)), (b, relu(b)), ([a, b, b], [relu(a), relu(a), relu(b)]), text)


def _nothing_lost(a: float, **_others: float) -> _Sides:
    right, left = float(relu(a)), float(relu(-a))
    text = f"relu(a) − relu(−a) = {right:.2f} − {left:.2f} = {right - left:.2f}, a again"
    return _Sides((a, right), (a, right - left), ([a, a], [right, right - left]), text)


_PROPERTIES: dict[str, tuple[Callable[..., _Sides], str, str, tuple[str, ...]]] = {
    "convex": (_convex, "on the graph", "on the chord", ("a", "b", "t")),
    "positively homogeneous": (_homogeneous, "relu(c·a)", "c·relu(a)", ("a", "scale")),
    "idempotent": (_idempotent, "relu(a)", "relu(relu(a))", ("a",)),
    "1-Lipschitz": (_lipschitz, "relu(a)", "relu(b)", ("a", "b")),
    "half of the identity": (_nothing_lost, "relu(a)", "relu(a) − relu(−a)", ("a",)),
}


def properties() -> LiveFigure:
    """Convex, positively homogeneous, idempotent, 1-Lipschitz, half of the identity: both sides of each."""

    def scene(figure, name, **_values):
        sides, left_label, right_label, _ = _PROPERTIES[name]
        (axes,) = panels(figure, 1)
        axes.plot([-9, 0, 9], [0, 0, 9], color=COLOURS["black"], linewidth=2.5)
        segment = moving(axes, color=COLOURS["bluish green"], linestyle="--", linewidth=3)
        ring = {"markersize": 20, "markerfacecolor": "none", "markeredgewidth": 4}
        right = moving(axes, "s", color=COLOURS["vermillion"], label=right_label, **ring)
        left = handle(axes, "a", "o", color=COLOURS["blue"], label=left_label)
        axes.set(title=name[0].upper() + name[1:], xlabel="x", ylabel="relu(x)", xlim=(-9, 9), ylim=(-9, 9.5))
        axes.legend(loc="upper left")

        def update(name, **numbers):
            shown = sides(**numbers)
            left.set_data(*[[number] for number in shown.left])
            right.set_data(*[[number] for number in shown.right])
            segment.set_data(*shown.segment)
            return Reading(shown.text, f"The graph of ReLU with both sides of the property. {shown.text}.")

        return update

    controls = {
        "name": Menu("ReLU is", {name: name for name in _PROPERTIES}),
        "a": Slider("a", value=2, min=-4, max=4, step=0.1, format=".1f"),
        "b": Slider("b", value=-3, min=-4, max=4, step=0.1, format=".1f"),
        "t": Slider("t", value=0.5, min=0, max=1, step=0.05, format=".2f"),
        "scale": Slider("c", value=1.5, min=-2, max=2, step=0.1, format=".1f"),
    }
    question = Question(
        "relu(c·a) = c·relu(a): for which c does that break?",
        Wrong("For no c, a line allows it",
              "ReLU is two lines. Choose positively homogeneous, a = 2, and move c below 0: the two markers part."),
        Wrong("For c above 1", "Stretching keeps the corner at 0 where it is: at c = 2 the markers lie on each other."),
        Right("For c below 0", "A negative c turns left into right: one side is then 0 and the other is not."),
        move=("name", "scale"), until={"name": ("positively homogeneous",), "scale": (-2, -0.1)},
        not_before=("NOT equal",),
    )  # fmt: skip

    def shown(values):
        return "name", *_PROPERTIES[values["name"]][3]

    return LiveFigure(scene, controls, title="Properties of ReLU", question=question, redraw=("name",), shown=shown)
