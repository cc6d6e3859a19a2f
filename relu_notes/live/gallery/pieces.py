"""Lesson 5: the tent map, kinks of random networks, and the properties of ReLU, each shown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from relu_notes.activations import relu
from relu_notes.experiments import pieces
from relu_notes.live.controls import Menu, Slider, Toggle
from relu_notes.live.figure import LiveFigure, Reading
from relu_notes.plots.style import COLOURS, line_style, panels


def tent() -> LiveFigure:
    """The tent map applied to itself: two neurons more, twice the pieces; one layer needs a neuron for each kink."""
    depths = np.arange(1, 17)
    bends = [pieces.breakpoints(*pieces.tent_network(int(depth))) for depth in depths]
    counts = np.array([pieces.pieces_between(bend, 0, 1) for bend in bends])
    deepest = 7

    def scene(figure, **_values):
        curve, growth = panels(figure, 2)
        (line,) = curve.plot([], [], color=COLOURS["blue"], linewidth=2, animated=True)
        curve.set(xlabel="x", xlim=(-0.03, 1.03), ylim=(-0.05, 1.1), title="Tent map, applied k times")
        growth.plot(2 * depths, counts, marker="o", label="k layers of 2", **line_style(0))
        growth.plot(2 * depths, 2 * depths + 1, label="one layer: at most", **line_style(1))
        (here,) = growth.plot([], [], "D", color=COLOURS["black"], markersize=15, animated=True)
        growth.set(xlabel="neurons", yscale="log", ylim=(1, 2e5), xticks=[2, 8, 16, 24, 32], title="Linear pieces")
        growth.set_yticks([1, 10, 100, 1000, 10_000, 100_000], ["1", "10", "100", "1000", "10⁴", "10⁵"])
        growth.minorticks_off()
        growth.legend(loc="upper left")

        def update(depth):
            x = np.linspace(0, 1, 2**depth + 1)
            line.set_data(x, pieces.tent(x, depth))
            here.set_data([2 * depth], [counts[depth - 1]])
            text = (
                f"k = {depth}: {2 * depth} neurons, {counts[depth - 1]} pieces counted on [0, 1]; "
                f"in one layer {2 * depth} neurons make at most {2 * depth + 1}"
            )
            return Reading(text, f"A zigzag with {2**depth} straight pieces, and pieces against neurons. {text}.")

        return update

    controls = {"depth": Slider("Layers k", value=1, min=1, max=deepest, step=1)}
    return LiveFigure(scene, controls, title="Depth doubles the pieces")


def random_kinks() -> LiveFigure:
    """One random network of 128 neurons with its kinks, beside the kinks a neuron of 50 networks for each depth."""
    neurons, networks, shown = 128, 50, 20
    shapes = {layers: [neurons // layers] * layers for layers in (1, 2, 4, 8)}
    rng = np.random.default_rng(0)
    drawn = {n: [pieces.random_network(shape, rng=rng) for _ in range(networks)] for n, shape in shapes.items()}
    bends = {n: [pieces.breakpoints(*network) for network in drawn[n]] for n in shapes}

    def scene(figure, **_values):
        curve, count = panels(figure, 2)
        (line,) = curve.plot([], [], color=COLOURS["blue"], linewidth=3, animated=True)
        (marks,) = curve.plot([], [], color=COLOURS["vermillion"], linewidth=2, animated=True)
        curve.set(
            xlabel="x; every kink is marked below", xlim=(-3, 3), ylim=(-1.35, 1.1), yticks=[], title="One network"
        )
        count.axhline(1, color=COLOURS["black"], linewidth=2, linestyle=":")
        for place, n in enumerate(shapes):
            shares = np.array([len(bend) for bend in bends[n]]) / neurons
            spread = place + np.linspace(-0.25, 0.25, networks)
            count.plot(spread, shares, "o", color=COLOURS["bluish green"], markersize=7)
            count.plot([place - 0.35, place + 0.35], [shares.mean()] * 2, color=COLOURS["black"])
        (here,) = count.plot([], [], "D", color=COLOURS["vermillion"], markersize=15, animated=True)
        count.set(xlabel="hidden layers (128 neurons in all)", ylim=(-0.08, 1.9), title="Kinks a neuron")
        count.set_xticks(range(4), [str(n) for n in shapes])

        def update(layers, number, biases):
            weights, offsets = drawn[layers][number - 1]
            if biases:
                at = bends[layers][number - 1]
            else:
                offsets = [np.zeros_like(bias) for bias in offsets]
                at = pieces.breakpoints(weights, offsets)
            inside = at[np.abs(at) < 3]
            grid = np.union1d([-3, 3], inside)
            y = _output(weights, offsets, grid)
            line.set_data(grid, (y - y.mean()) / max(np.abs(y - y.mean()).max(), 1e-12))
            marks.set_data(np.repeat(inside, 3), np.tile([-1.3, -1.14, np.nan], len(inside)))
            place = list(shapes).index(layers)
            here.set_data([place], [len(at) / neurons])
            plural = "" if layers == 1 else "s"
            text = (
                f"{layers} hidden layer{plural} of {neurons // layers}: {len(at)} kink{'s' * (len(at) != 1)} on ℝ,"
                f" {len(at) / neurons:.2f} a neuron; {len(inside)} of them in this window"
            )
            if not biases:
                text += ". Without biases all kinks fall on 0: two pieces"
            return Reading(text, f"A network's curve with its kinks, beside kinks a neuron by depth. {text}.")

        return update

    controls = {
        "layers": Menu("Hidden layers", {str(n): n for n in shapes}, value=4),
        "number": Slider("Network", value=1, min=1, max=shown, step=1),
        "biases": Toggle("biases", True),
    }
    return LiveFigure(scene, controls, title="What random networks do")


def _output(weights: list[np.ndarray], biases: list[np.ndarray], x: np.ndarray) -> np.ndarray:
    h = x[:, None]
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        h = relu(h @ weight + bias)
    return (h @ weights[-1] + biases[-1])[:, 0]


class _Sides(NamedTuple):
    """Both sides of a property as points over x, a segment that shows why, and the property in numbers."""

    left: tuple[float, float]
    right: tuple[float, float]
    segment: tuple[list[float], list[float]]
    text: str


def _convex(a: float, b: float, t: float, scale: float) -> _Sides:
    x = t * a + (1 - t) * b
    chord = t * relu(a) + (1 - t) * relu(b)
    segment = ([a, b], [relu(a), relu(b)])
    return _Sides(
        (x, relu(x)), (x, chord), segment, f"relu(ta + (1−t)b) = {relu(x):.2f}, never above the chord, {chord:.2f}"
    )


def _homogeneous(a: float, b: float, t: float, scale: float) -> _Sides:
    inside, outside = relu(scale * a), scale * relu(a)
    verdict = "equal" if np.isclose(inside, outside) else "NOT equal: c is negative"
    segment = ([0, a, scale * a], [0, relu(a), outside])
    return _Sides(
        (scale * a, inside),
        (scale * a, outside),
        segment,
        f"relu(c·a) = {inside:.2f}, c·relu(a) = {outside:.2f}: {verdict}",
    )


def _idempotent(a: float, b: float, t: float, scale: float) -> _Sides:
    once, twice = relu(a), relu(relu(a))
    segment = ([a, a, once], [0, once, once])
    return _Sides((a, once), (once, twice), segment, f"relu(a) = {once:.2f}, relu(relu(a)) = {twice:.2f}: equal")


def _lipschitz(a: float, b: float, t: float, scale: float) -> _Sides:
    rise, run = abs(relu(a) - relu(b)), abs(a - b)
    segment = ([a, b, b], [relu(a), relu(a), relu(b)])
    return _Sides(
        (a, relu(a)), (b, relu(b)), segment, f"|relu(a) − relu(b)| = {rise:.2f}, never more than |a − b| = {run:.2f}"
    )


def _additive(a: float, b: float, t: float, scale: float) -> _Sides:
    whole, parts = relu(a + b), relu(a) + relu(b)
    verdict = "equal here" if np.isclose(whole, parts) else "NOT equal: the signs differ"
    return _Sides(
        (a + b, whole),
        (a + b, parts),
        ([a + b, a + b], [whole, parts]),
        f"relu(a + b) = {whole:.2f}, relu(a) + relu(b) = {parts:.2f}: {verdict}",
    )


_PROPERTIES: dict[str, tuple[Callable[..., _Sides], str, str, tuple[str, ...]]] = {
    "convex": (_convex, "on the graph", "on the chord", ("a", "b", "t")),
    "positively homogeneous": (_homogeneous, "relu(c·a)", "c·relu(a)", ("a", "scale")),
    "idempotent": (_idempotent, "relu(a)", "relu(relu(a))", ("a",)),
    "1-Lipschitz": (_lipschitz, "relu(a)", "relu(b)", ("a", "b")),
    "not additive": (_additive, "relu(a + b)", "relu(a) + relu(b)", ("a", "b")),
}


def properties() -> LiveFigure:
    """Convex, positively homogeneous, idempotent, 1-Lipschitz, not additive: both sides of each, moved by sliders."""

    def scene(figure, name, **_values):
        sides, left_label, right_label, _ = _PROPERTIES[name]
        (axes,) = panels(figure, 1)
        axes.plot([-9, 0, 9], [0, 0, 9], color=COLOURS["black"], linewidth=2.5)
        (segment,) = axes.plot([], [], color=COLOURS["bluish green"], linestyle="--", linewidth=3, animated=True)
        ring = {"markersize": 20, "markerfacecolor": "none", "markeredgewidth": 4}
        (right,) = axes.plot([], [], "s", color=COLOURS["vermillion"], label=right_label, animated=True, **ring)
        (left,) = axes.plot([], [], "o", color=COLOURS["blue"], label=left_label, animated=True)
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
        "a": Slider("a", value=-2, min=-4, max=4, step=0.1, format=".1f"),
        "b": Slider("b", value=3, min=-4, max=4, step=0.1, format=".1f"),
        "t": Slider("t", value=0.5, min=0, max=1, step=0.05, format=".2f"),
        "scale": Slider("c", value=1.5, min=-2, max=2, step=0.1, format=".1f"),
    }
    return LiveFigure(
        scene,
        controls,
        title="Properties of ReLU",
        redraw=("name",),
        shown=lambda values: ("name", *_PROPERTIES[values["name"]][3]),
    )
