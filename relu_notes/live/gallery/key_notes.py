"""Lesson 1: the live figures of the key notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from relu_notes import tables
from relu_notes.activations import ACTIVATIONS, Activation, relu
from relu_notes.live import LiveFigure, Menu, Reading, Slider, draggable
from relu_notes.live.controls import Control
from relu_notes.live.gallery import questions
from relu_notes.live.gallery.marks import handle, moving
from relu_notes.plots.curves import (
    LIMITS,
    derivative_curve,
    draw_function,
    function_curve,
    function_label,
    mark_zero,
    one_sided_slopes,
    show_whole_range,
)
from relu_notes.plots.slope import SlopeTriangle
from relu_notes.plots.style import COLOURS, is_tall, line_style, minus_signs, panels
from relu_notes.tables import EXAMPLE_VALUES, format_number

_TANGENT_REACH = 1.5


def activation_menu() -> Menu:
    """Every activation of the catalogue by its title."""
    return Menu("Activation", {activation.title: name for name, activation in ACTIVATIONS.items()}, value="relu")


# ------------------------------------------------------------------------------------ f, f' and the tangent


def _parameter_controls() -> dict[str, Control]:
    controls: dict[str, Control] = {}
    for name, activation in ACTIVATIONS.items():
        for key, parameter in activation.parameters.items():
            if parameter.slider is None:
                control: Control = Menu(key, {word: word for word in parameter.choices}, value=parameter.default)
            else:
                low, high, step = parameter.slider
                label = f"{key} ({parameter.symbol})"
                control = Slider(label, value=float(parameter.default), min=low, max=high, step=step, format=".2f")
            controls[f"{name}_{key}"] = control
    return controls


def _parameters(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: values[f"{name}_{key}"] for key in ACTIVATIONS[name].parameters}


def _every_extreme(activation: Activation) -> Iterator[dict[str, Any]]:
    """The parameters at both ends of their sliders, in every combination."""
    ends = (parameter.choices or (parameter.slider or ())[:2] for parameter in activation.parameters.values())
    for combination in product(*ends):
        yield dict(zip(activation.parameters, combination, strict=True))


class _Derivative:
    """f' on its axes as moving artists: the branches, open circles at the limits, a filled one on the value taken."""

    def __init__(self, axes, title: str):
        style = line_style(1)
        self._line = moving(axes, label=f"{title}': f'(x)", **style)
        self._open = moving(axes, "o", color=style["color"], markerfacecolor="white", markeredgewidth=3)
        self._filled = moving(axes, "o", color=style["color"])

    def move(self, curve, kinks, limits, taken) -> None:
        self._line.set_data(*curve)
        self._open.set_data([kink for kink in kinks for _ in range(2)], [slope for pair in limits for slope in pair])
        self._filled.set_data(kinks, taken)


def function_and_derivative() -> LiveFigure:
    """Any activation and its derivative with its parameters: a marker on both curves, the tangent on the left."""

    def shown(values):
        name = values["activation"]
        own = {f"{name}_{key}" for key in ACTIVATIONS[name].parameters}
        return {"activation", "x", *own, *(["at_zero"] if 0 in ACTIVATIONS[name].kinks else [])}

    def scene(figure, activation, **_values):
        entry = ACTIVATIONS[activation]
        left, right = panels(figure, 2)
        symbols = {key: parameter.symbol for key, parameter in entry.parameters.items()}
        label = function_label(activation, **symbols)
        curve = draw_function(left, activation, label=label, style={**line_style(0), "animated": True})
        derivative = _Derivative(right, entry.title)
        for axes, curve_of in ((left, function_curve), (right, derivative_curve)):
            # ReLU's range at least: what is flatter than ReLU looks flatter
            own = [curve_of(activation, **ends)[1] for ends in _every_extreme(entry)]
            show_whole_range(axes, curve_of("relu")[1], *own)
        title_size, legend_size = (20, 14) if is_tall(figure) else (22, 17)  # long titles and formulas fit a phone
        left.set_title(f"{entry.title} Activation Function", fontsize=title_size)
        right.set_title(f"{entry.title} Derivative", fontsize=title_size)
        for axes, ylabel in ((left, "Output f(x)"), (right, "Derivative f'(x)")):
            axes.set(xlim=LIMITS, xlabel="Input (x)", ylabel=ylabel)
            mark_zero(axes)
        tangent = moving(left, linewidth=3, label="tangent", color=COLOURS["black"])
        dot = handle(left, "x", "o", clip_on=False)
        slope_dot = handle(right, "x", clip_on=False)
        for axes in (left, right):
            axes.legend(loc="upper left", fontsize=legend_size)
        triangle = SlopeTriangle(left)
        drawn_with: list[Any] = []

        def bend(parameters, at_zero):
            """Draw both curves anew, unless they stand already; return the slopes at the kinks."""
            if not drawn_with or drawn_with[0] != (parameters, at_zero):
                sides = [one_sided_slopes(activation, kink, **parameters) for kink in entry.kinks]
                taken = [
                    float(entry.derivative(kink)) if kink else left + at_zero * (right - left)
                    for kink, (left, right) in zip(entry.kinks, sides, strict=True)
                ]
                curve.set_data(*function_curve(activation, **parameters))
                jumps = [slopes if slopes[0] != slopes[1] else (np.nan, np.nan) for slopes in sides]
                derivative.move(derivative_curve(activation, **parameters), entry.kinks, jumps, taken)
                drawn_with[:] = [
                    (parameters, at_zero),
                    dict(zip(entry.kinks, zip(sides, taken, strict=True), strict=True)),
                ]
            return drawn_with[1]

        def update(x, at_zero, **values):
            parameters = _parameters(activation, values)
            kinks = bend(parameters, at_zero)
            (left_slope, right_slope), slope = kinks.get(x, ((0, 0), None))
            if slope is None:
                slope = float(entry.derivative(x, **parameters))
            y = float(entry.function(x, **parameters))
            tangent.set_data(
                [x - _TANGENT_REACH, x + _TANGENT_REACH], [y - slope * _TANGENT_REACH, y + slope * _TANGENT_REACH]
            )
            triangle.show(x, y, slope)
            dot.set_data([x], [y])
            slope_dot.set_data([x], [slope])
            text = f"x = {format_number(x)}, f(x) = {format_number(y)}, f'(x) = {format_number(slope)}"
            if left_slope != right_slope:
                text += (
                    f", a choice between {format_number(left_slope)} on the left"
                    f" and {format_number(right_slope)} on the right"
                )
            settings = "".join(f", {key} = {value}" for key, value in parameters.items())
            return Reading(
                text, f"{entry.title}{settings}: f left, f' right, a marker on both and the tangent on f. {text}."
            )

        return update

    controls = {
        "activation": activation_menu(),
        "x": Slider("x", value=1, min=-5, max=5, step=0.1, format=".1f"),
        **_parameter_controls(),
        # 0 is the slope left of 0 and 1 the slope right of it: for ReLU the very numbers
        "at_zero": Slider("f'(0), left to right", value=0, min=0, max=1, step=0.05, format=".2f"),
    }
    for name in set(controls) - {"activation", "x"}:
        controls[name].more = True  # a beginner meets these later
    return LiveFigure(
        scene,
        controls,
        title="A function and its derivative",
        question=questions.FUNCTION_AND_DERIVATIVE,
        redraw=("activation",),
        shown=shown,
    )


# ------------------------------------------------------------------------------------------- additivity


def additivity() -> LiveFigure:
    """The sum relu(a) + relu(b) against relu(a + b): equal exactly where a and b do not have opposite signs."""

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        draw_function(axes, "relu", limits=(-10, 10), label="relu(x)")
        mark_zero(axes)
        axes.set(xlim=(-10, 10), ylim=(-1.5, 11), xlabel="Input (x)", ylabel="Output", title="Is ReLU linear?")
        axes.set_xticks([-10, -5, 0, 5, 10])
        gap = moving(axes, ":", color=COLOURS["vermillion"], label="the difference")
        small = {"color": COLOURS["blue"], "markerfacecolor": "white", "markeredgewidth": 3}
        terms = moving(axes, "o", label="relu(a) and relu(b)", **small)
        square = {"color": COLOURS["vermillion"], "markerfacecolor": "white", "markeredgewidth": 4, "markersize": 22}
        parts = moving(axes, "s", label="relu(a) + relu(b)", clip_on=False, **square)
        # in the square where both sides agree
        whole = moving(axes, "D", color=COLOURS["black"], markersize=10, label="relu(a + b)", clip_on=False)
        for point, name in enumerate("ab"):
            draggable(terms, name, point=point)
        names = [axes.text(0, 0, name, ha="center", va="top", fontsize=20, animated=True) for name in "ab"]
        axes.legend(loc="upper left")

        def update(a, b):
            together, apart = float(relu(a + b)), float(relu(a) + relu(b))
            whole.set_data([a + b], [together])
            parts.set_data([a + b], [apart])
            gap.set_data([a + b, a + b], [together, apart])
            terms.set_data([a, b], relu([a, b]))
            for name, x in zip(names, (a, b), strict=True):
                name.set_position((x, float(relu(x)) - 0.4))
            # from the signs, not from the sums: 0.1 + 0.2 is not 0.3
            verdict = "different" if a * b < 0 else "equal"
            text = f"relu(a) + relu(b) = {format_number(apart)}, relu(a + b) = {format_number(together)}: {verdict}"
            return Reading(text, f"ReLU with a = {format_number(a)} and b = {format_number(b)} marked. {text}.")

        return update

    controls = {
        "a": Slider("a", value=3, min=-5, max=5, step=0.1, format=".1f"),
        "b": Slider("b", value=-2, min=-5, max=5, step=0.1, format=".1f"),
    }
    return LiveFigure(scene, controls, title="Is ReLU linear?", question=questions.ADDITIVITY)


# ---------------------------------------------------------------------------------------- the example table

_ROWS = len(EXAMPLE_VALUES)
_HEADS = ("x", "f(x)", "f'(x)")
_TABLE_LIMITS = (-5.5, 7.5)


def example_table() -> LiveFigure:
    """The example table for any activation: sliders choose its values and mark a row and its point on the curve."""

    def scene(figure, activation, **_values):
        title = ACTIVATIONS[activation].title
        table, graph = panels(figure, 2)
        table.set(title=f"{title} Function Examples", xlim=(0, 3), ylim=(-0.5, _ROWS + 0.5))
        table.set_axis_off()
        for column, head in enumerate(_HEADS):
            table.text(column + 0.85, _ROWS, head, ha="right", va="center", fontsize=22, weight="bold")
        bar = table.add_patch(
            Rectangle((0, 0), 3, 1, facecolor=COLOURS["yellow"], edgecolor=COLOURS["black"], linewidth=2, animated=True)
        )
        cells = [
            [table.text(column + 0.85, _ROWS - 1 - row, "", ha="right", va="center", fontsize=22, animated=True)
             for column in range(3)]
            for row in range(_ROWS)
        ]  # fmt: skip
        draw_function(graph, activation, limits=_TABLE_LIMITS)
        mark_zero(graph)
        points = moving(graph, "o", color=COLOURS["black"])
        hollow = {"markerfacecolor": "none", "markeredgewidth": 4}
        ring = moving(graph, "o", markersize=24, color=COLOURS["vermillion"], **hollow)
        graph.set(xlim=_TABLE_LIMITS, xlabel="Input (x)", ylabel="Output f(x)", title="The rows as points")
        graph.legend(loc="upper left")

        def update(first, step, row, **_values):
            x = first + step * np.arange(_ROWS)
            examples = tables.example_table(x, activation)
            for texts, example in zip(cells, examples.rows, strict=True):
                for text, word in zip(texts, (example.x, example.value, example.slope), strict=True):
                    text.set_text(minus_signs(word.strip()))
            outputs = ACTIVATIONS[activation].function(x)
            points.set_data(x, outputs)
            ring.set_data([x[row - 1]], [outputs[row - 1]])
            bar.set_y(_ROWS - 0.5 - row)
            rows = "; ".join(examples.lines)
            return Reading(examples.lines[row - 1], f"{title} at {_ROWS} values, row {row} marked: {rows}.")

        return update

    controls = {
        "activation": activation_menu(),
        "first": Slider("first x", value=EXAMPLE_VALUES[0], min=-5, max=1, step=0.5, format=".1f"),
        "step": Slider("step to the next x", value=1, min=0.25, max=1.5, step=0.25, format=".2f"),
        "row": Slider("marked row", value=1, min=1, max=_ROWS, step=1, format="d"),
    }
    return LiveFigure(
        scene, controls, title="The example table", question=questions.EXAMPLE_TABLE, redraw=("activation",)
    )
