"""Lesson 2, first half: slopes at a point, at the kink of ReLU, and where the choice made there matters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from relu_notes.activations import ACTIVATIONS, relu
from relu_notes.experiments import at_zero as experiment
from relu_notes.live import LiveFigure, Menu, Reading, Slider
from relu_notes.live.gallery import questions
from relu_notes.live.gallery.key_notes import activation_menu
from relu_notes.live.gallery.marks import handle, moving
from relu_notes.plots.curves import Sheet, draw_derivative, draw_function, mark_zero, one_sided_slopes
from relu_notes.plots.slope import SlopeTriangle, SubgradientFan, SwitchableCurves, line_through
from relu_notes.plots.style import COLOURS, line_style, panels, write_powers_of_ten
from relu_notes.tables import format_number

_LIMITS = (-4.0, 4.0)
_WIDE_OF_LINES = (-100.0, 100.0)


def tangent() -> LiveFigure:
    """A tangent that follows x on the graph of f, and its slope as a point on the graph of f'."""

    def scene(figure, **_values):
        left, right = panels(figure, 2)
        thick = {**line_style(0), "linewidth": 7}
        curves = SwitchableCurves(
            ACTIVATIONS,
            lambda name: [
                draw_function(left, name, limits=_LIMITS, label="_f", style=thick),
                *draw_derivative(right, name, limits=_LIMITS, label="_f'"),
            ],
        )
        left.plot([], [], label="f", **thick)
        shown = (_LIMITS[0] - 0.2, _LIMITS[1] + 0.2)  # markers at the ends are whole
        left.set(title="f and its tangent", ylim=(-2.5, 4.5))
        right.set(title="slope f'(x)", ylim=(-0.4, 2.0))
        for axes in (left, right):
            axes.set(xlim=shown, xlabel="x")
            mark_zero(axes)
        triangle = SlopeTriangle(left)
        unseen = Sheet(right, zorder=3.5)  # over the circles at a kink, too
        line = moving(left, linewidth=3, label="tangent", color=COLOURS["vermillion"])
        dot = handle(left, "x", "o")
        slope_dot = handle(right, "x", zorder=4)
        left.legend(loc="upper left")

        def update(activation, x):
            entry = ACTIVATIONS[activation]
            curves.show(activation)
            y, slope = float(entry.function(x)), float(entry.derivative(x))
            line.set_data(*line_through(x, y, slope, _WIDE_OF_LINES))
            triangle.show(x, y, slope)
            dot.set_data([x], [y])
            slope_dot.set_data([x], [slope])
            unseen.cover(shown[0], x)
            sides = one_sided_slopes(activation, x) if x in entry.kinks else (slope, slope)
            kink = sides[0] != sides[1]
            line.set_linestyle(":" if kink else "-")
            text = f"x = {x:g}, f(x) = {format_number(y)}, slope f'(x) = {format_number(slope)}"
            if kink:
                left_slope, right_slope = map(format_number, sides)
                text += f", a convention: the kink has slope {left_slope} on its left and {right_slope} on its right"
            return Reading(text, f"{entry.title} and the line that touches it there. {text}.")

        return update

    controls = {
        "activation": activation_menu(),
        "x": Slider("x", value=2, min=-4, max=4, step=0.1, format=".1f"),
    }
    return LiveFigure(scene, controls, title="A slope is a tangent", question=questions.TANGENT)


def _step_size(position: float) -> float:
    return 2 * 10 ** (-position / 4)


def secants() -> LiveFigure:
    """Secants from the left and from the right that close in on 0: for a kink they never agree."""
    steps = np.array([_step_size(position) for position in np.linspace(0, 16, 129)])

    def slopes(activation, h):
        entry = ACTIVATIONS[activation]
        centre = entry.function(0.0)
        return (centre - entry.function(-h)) / h, (entry.function(h) - centre) / h

    def scene(figure, **_values):
        graph, closing_in = panels(figure, 2)
        limits, black = (-2.2, 2.2), {"color": COLOURS["black"], "linewidth": 4}
        functions = SwitchableCurves(
            ACTIVATIONS, lambda name: [draw_function(graph, name, limits=limits, label="_f", style=black)]
        )
        graph.set(title="Lines through two points", xlim=(-2.2, 2.2), ylim=(-2.2, 2.6), xlabel="x", xticks=range(-2, 3))
        mark_zero(graph)
        zoom = graph.inset_axes((0.04, 0.6, 0.4, 0.36))
        zoom.set(xlim=(-1.6, 1.6), ylim=(-0.6, 1.6), xticks=[], yticks=[])
        bend = moving(zoom, **black)
        scale = zoom.text(0.05, 0.93, "", va="top", fontsize=15, transform=zoom.transAxes, animated=True)
        around = np.linspace(-1.6, 1.6, 33)
        sides = []
        for index, (name, sign, marker) in enumerate((("left", -1, "s"), ("right", 1, "o"))):
            style = line_style(index)
            path = moving(closing_in, label=f"slope from the {name}", **style)
            line, near = (moving(axes, **{**style, "linewidth": 3}) for axes in (graph, zoom))
            ends, mark = (handle(axes, "closer", marker, color=style["color"]) for axes in (graph, closing_in))
            sides.append((sign, path, line, near, ends, mark))
        triangle = SlopeTriangle(graph)
        closing_in.set(title="Their slopes as h shrinks →", xlabel="h")
        closing_in.set(xscale="log", xlim=(2.6, 1.5e-4), ylim=(-0.4, 2.7))
        write_powers_of_ten(closing_in.xaxis)
        closing_in.legend(loc="upper center")

        def update(activation, closer):
            functions.show(activation)
            entry, h = ACTIVATIONS[activation], _step_size(closer)
            both = [float(slope) for slope in slopes(activation, h)]
            centre = float(entry.function(0.0))
            bend.set_data(around, (entry.function(h * around) - centre) / h)
            scale.set_text(f"× {float(f'{1 / h:.2g}'):g}")
            seen = steps[steps >= h * 0.999]
            for artists, slope, seen_slopes in zip(sides, both, slopes(activation, seen), strict=True):
                sign, path, line, near, ends, mark = artists
                near.set_data(around[[0, -1]], slope * around[[0, -1]])
                path.set_data(seen, seen_slopes)
                line.set_data(*line_through(0.0, centre, slope, _WIDE_OF_LINES))
                ends.set_data([0, sign * h], [centre, float(entry.function(sign * h))])
                mark.set_data([h], [slope])
            triangle.show(0, centre, both[1])
            gap = abs(both[1] - both[0])
            left, right, apart = (format_number(number, 3) for number in (*both, gap))
            text = f"h = {h:.2g}: slope {left} from the left, {right} from the right, {apart} apart"
            return Reading(text, f"{entry.title} at 0. {text}.")

        return update

    controls = {
        "activation": activation_menu(),
        "closer": Slider(
            "h", value=0, min=0, max=16, step=1, format=lambda position: f"{_step_size(position):.2g}", play=True
        ),
    }
    return LiveFigure(scene, controls, title="Two secants close in on 0", question=questions.SECANTS)


def subgradients() -> LiveFigure:
    """The fan of lines that touch ReLU at 0 from below, and the one that a convention picks."""
    x = np.linspace(-2, 2, 81)

    def scene(figure, **_values):
        graph, derivative = panels(figure, 2)
        fan = SubgradientFan(graph, x, relu(x))
        graph.set(title="Which lines stay below ReLU?", ylim=(-1.2, 2.2))
        jump = {"color": COLOURS["blue"], "solid_capstyle": "butt"}
        derivative.plot([-2, 0], [0, 0], **jump)
        derivative.plot([0, 2], [1, 1], **jump)
        seen = moving(derivative, color=COLOURS["sky blue"], linewidth=14, alpha=0.5, label="subgradients so far")
        derivative.set(title="The value at 0 is a choice", ylim=(-0.65, 1.65), ylabel="f'(x)")
        for axes in (graph, derivative):
            axes.set(xlim=(-2, 2), xlabel="x", xticks=range(-2, 3))
        choice = handle(derivative, "slope", along="y", color=COLOURS["vermillion"], label="your slope")
        triangle = SlopeTriangle(graph)
        derivative.legend(loc="upper left")

        def update(slope):
            below = fan.show(slope)
            triangle.show(0, 0, slope)
            choice.set_data([0], [slope])
            seen.set_data([0, 0], [0, min(max(slope, 0), 1)])
            verdict = "never above ReLU, a subgradient" if below else "above ReLU in places, no subgradient"
            takers = [recorded for recorded in experiment.RECORDED_SLOPES if recorded.slope == slope]
            if takers:
                verdict += ". Taken by " + ", ".join(f"{taker.library} {taker.expression}" for taker in takers)
            text = f"slope {slope:.2f}: {verdict}"
            return Reading(text, f"A line through (0, 0) with {text}.")

        return update

    controls = {"slope": Slider("Slope of the line", value=-0.3, min=-0.5, max=1.5, step=0.05, format=".2f")}
    return LiveFigure(scene, controls, title="The fan of slopes at 0", question=questions.SUBGRADIENTS)


def _in_words(exponent: float) -> str:
    """10^exponent with two digits, from thousands to billions."""
    group = min(int(exponent) // 3, 3)
    return f"{float(f'{10 ** (exponent - 3 * group):.2g}'):g} {('', 'thousand', 'million', 'billion')[group]}"


def exact_zeros() -> LiveFigure:
    """How likely some pre-activation is exactly 0, by how many there are and by how many bits they have."""
    counts = np.logspace(3, 10, 141)

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        dots, paths = [], []
        for index, (bits, spacing) in enumerate(experiment.SPACINGS.items()):
            share = experiment.some_exact_zero(
                experiment.exact_zero_probability(experiment.PUBLISHED_SIGMA, spacing=spacing), counts
            )
            style = line_style(index)
            path = moving(axes, label=bits, **style)
            published = [experiment.PUBLISHED_COUNT], [experiment.PUBLISHED_SHARES[bits]]
            (star,) = axes.plot(*published, "*", markersize=24, zorder=4, animated=True, **style)
            paths.append((path, star, share))
            dots.append(handle(axes, "count", "o", clip_on=False, color=style["color"], zorder=6))
        axes.plot([], [], "*", markersize=20, linestyle="none", color=COLOURS["black"], label="on MNIST")
        axes.set(xscale="log", xlim=(1e3, 1e10), ylim=(-0.03, 1.03))
        write_powers_of_ten(axes.xaxis)
        axes.set(xlabel="pre-activations computed", ylabel="chance of an exact 0")
        axes.legend(loc="upper left")

        def update(count):
            computed, parts = 10.0**count, []
            seen = counts <= computed * 1.001
            for (bits, spacing), dot, (path, star, shares) in zip(
                experiment.SPACINGS.items(), dots, paths, strict=True
            ):
                path.set_data(counts[seen], shares[seen])
                star.set_visible(computed >= experiment.PUBLISHED_COUNT)
                probability = experiment.exact_zero_probability(experiment.PUBLISHED_SIGMA, spacing=spacing)
                share = float(experiment.some_exact_zero(probability, computed))
                dot.set_data([computed], [share])
                parts.append(f"{bits} {share:.1%}")
            text = f"{_in_words(count)} pre-activations; chance of an exact 0: {', '.join(parts)}"
            return Reading(text, f"Three rising curves. {text}.")

        return update

    controls = {"count": Slider("Pre-activations", value=4, min=3, max=10, step=0.25, format=_in_words)}
    return LiveFigure(scene, controls, title="How often is z exactly 0?", question=questions.EXACT_ZEROS)


_TRAININGS: dict[str, Callable[[float, float], np.ndarray]] = {
    "Output layer starts at 0": lambda slope, rate: np.median(
        experiment.zero_output_losses(slope, networks=5, learning_rate=rate, rng=np.random.default_rng(0)), axis=1
    ),
    "XOR network learns NOR": lambda slope, rate: experiment.xor_retrained(
        slope, table="NOR", steps=100, learning_rate=rate
    ),
    "XOR network learns XNOR": lambda slope, rate: experiment.xor_retrained(
        slope, table="XNOR", steps=100, learning_rate=rate
    ),
}


@cache
def _losses(network: str, slope: float, rate: float) -> np.ndarray:
    """Error of this network by step, trained with this f'(0) at this learning rate."""
    return _TRAININGS[network](slope, rate)


def choice_at_zero() -> LiveFigure:
    """Training curves that depend on f'(0), because some pre-activations are exactly 0.

    Each curve is trained when a control first asks for it, in about 15 ms.
    """

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        reference = moving(axes, label="f'(0) = 1", **line_style(0))
        curve = moving(axes, label="your f'(0)", **line_style(1))
        axes.set(xlim=(0, 100), ylim=(-0.02, 1.3), xlabel="training steps", ylabel="mean squared error")
        axes.legend(loc="upper right")

        def update(network, rate, slope):
            values, one = _losses(network, slope, rate), _losses(network, 1.0, rate)
            for line, heights in ((reference, one), (curve, values)):
                line.set_data(np.arange(len(heights)), heights)
            last, first = float(values[-1]), float(values[0])
            text = f"f'(0) = {slope:.1f}: error {first:.3f} before, {last:.3f} after {len(values) - 1} steps"
            text += f" ({float(one[-1]):.3f} with f'(0) = 1)"
            return Reading(text, f"{network}, learning rate {rate:g}. {text}.")

        return update

    controls = {
        "network": Menu("Network", {name: name for name in _TRAININGS}),
        "rate": Menu("Learning rate", {"0.1": 0.1, "0.2": 0.2}),
        "slope": Slider("f'(0)", value=0.5, min=0, max=1, step=0.1, format=".1f"),
    }
    return LiveFigure(scene, controls, title="Where f'(0) decides", question=questions.CHOICE_AT_ZERO)
