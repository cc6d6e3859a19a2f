"""Lesson 5: one neuron is a hinge, hinges add up to any curve, and how fast they close in on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from relu_notes.activations import relu
from relu_notes.experiments import hinges as experiment
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Toggle, Wrong, draggable
from relu_notes.live.gallery.marks import handle, if_within, moving
from relu_notes.plots.slope import SlopeTriangle
from relu_notes.plots.style import COLOURS, is_tall, line_style, panels, write_powers_of_ten

#: Curves on [-1, 1] to follow; the root mean square of the second derivative belongs to the closed form of the error.
TARGETS: dict[str, tuple[str, Callable[[np.ndarray], np.ndarray], float | None]] = {
    "sine": ("sin πx", lambda x: np.sin(np.pi * x), np.pi**2 / np.sqrt(2)),
    "parabola": ("x²", lambda x: x**2, 2.0),
    "step": ("a step", np.sign, None),
}
#: The sliders of the sum: the first slope, then how much each bend changes it.
_HEIGHTS = ("first", "bend1", "bend2", "bend3", "bend4")
_MENU = {title: name for name, (title, _, _) in TARGETS.items()}


def one_hinge() -> LiveFigure:
    """One neuron v·relu(w·x + b): where it bends, which side is flat, and how steep the other is."""
    x = np.array([-3.0, 3.0])

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        line = moving(axes, **line_style(0))
        kink = handle(axes, "b", "o", color=COLOURS["vermillion"], markersize=16, clip_on=False)
        axes.set(title="v · relu(w·x + b)", xlabel="x", xlim=(-3, 3), ylim=(-6, 6))
        axes.axhline(0, color=COLOURS["black"], linewidth=1.2)
        triangle = SlopeTriangle(axes)

        def update(w, b, v):
            bend = -b / w + 0.0 if w else np.nan
            points = np.sort(np.append(x, bend if abs(bend) < 3 else 3))
            line.set_data(points, v * relu(w * points + b))
            kink.set_data([if_within(bend, 3)], [0])
            start = max(bend, -2.8) if w > 0 else min(bend, 2.4) - 1  # a step on the side that is not flat
            foot, rise = float(v * relu(w * start + b)), v * w
            room = w and -2.8 <= start <= 1.4 and max(abs(foot), abs(foot + rise)) < 5.5
            triangle.show(start, foot, rise if room else 0)
            if not w:
                text = f"w = 0: no bend, the constant {v * max(b, 0):.2g}"
            elif not v:
                text = "v = 0: nothing passes on, no bend to see"
            else:
                flat, side = ("left", "right") if w > 0 else ("right", "left")
                text = f"bends at −b/w = {bend:.2f}, flat on the {flat}, slope {v * w:.2f} on the {side}"
            return Reading(text, f"A line that lies on 0 and leaves it at a corner. {text}.")

        return update

    controls = {
        "w": Slider("Weight w", value=1, min=-3, max=3, step=0.1, format=".1f"),
        "b": Slider("Bias b", value=0, min=-3, max=3, step=0.1, format=".1f"),
        "v": Slider("Weight v after it", value=1, min=-2, max=2, step=0.1, format=".1f"),
    }
    question = Question(
        "Set w = 2 and b = −1. At which x does the hinge bend?",
        Wrong("x = −1", "That is b itself. The bend is where w·x + b is 0, so w counts too: read the red point."),
        Wrong("x = 1", "That is −b, the weight is forgotten. Twice the weight brings the bend twice as near to 0."),
        Right("x = ½", "The bend is where w·x + b = 0, that is at −b/w = ½."),
        Wrong("x = 0", "ReLU bends where its input z = w·x + b is 0, and the bias moves that away from x = 0."),
        move=("w", "b"), until={"w": (1.95, 2.05), "b": (-1.05, -0.95)}, not_before=("0.50",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="One neuron is a hinge", question=question)


def sum_of_hinges() -> LiveFigure:
    """Four hinges and a first slope, set by hand or by least squares until their sum follows a curve."""
    knots = experiment.even_knots(4, -1, 1)
    x = np.linspace(-1, 1, 401)
    columns = experiment.hinges(x, knots)
    best = {name: experiment.hinge_fit(x, target(x), knots) for name, (_, target, _) in TARGETS.items()}
    at = np.array([-1, *knots, 1])
    corners = experiment.hinges(at, knots)
    colours = [COLOURS[name] for name in ("vermillion", "bluish green", "reddish purple", "orange")]

    def scene(figure, target, **_values):
        (axes,) = panels(figure, 1)
        title, function, _ = TARGETS[target]
        axes.plot(x, function(x), color=COLOURS["black"], linewidth=2.5, label=title, linestyle=":")
        parts, coefficients = [], []
        for knot, colour in zip(knots, colours, strict=True):
            parts += axes.plot([], [], color=colour, linewidth=2, animated=True)
            coefficients.append(axes.text(knot, 0, "", color=colour, ha="center", weight="bold", animated=True))
        drawn = moving(axes, color=COLOURS["blue"])
        held = moving(axes, "o", color=COLOURS["blue"])
        beyond = moving(axes, "o", color="white", markersize=6)
        for point, name in enumerate(_HEIGHTS, start=1):
            draggable(held, name, "y", point=point)
        axes.plot([], [], "o-", color=COLOURS["blue"], label="sum of hinges")
        axes.plot([], [], color=COLOURS["vermillion"], linewidth=2, label="the hinges alone")
        axes.set(title="Four hinges follow a curve", xlabel="x", xlim=(-1.04, 1.04), xticks=[-1, -0.5, 0, 0.5, 1])
        low, high = axes.set_ylim(-2.2, 3.6 if is_tall(figure) else 2.6)
        axes.legend(loc="upper left", ncols=1 if is_tall(figure) else 3, fontsize=16)
        y = function(x)

        def update(target, best_fit, **heights):
            chosen = best[target] if best_fit else _heights(columns, y, heights)
            heights_there = corners @ chosen
            inside = np.clip(heights_there, low + 0.1, high - 0.1)
            away = inside != heights_there
            drawn.set_data(at, heights_there)
            held.set_data(at, inside)
            beyond.set_data(at[away], inside[away])  # a hollow marker waits at the edge where its corner has left
            for knot, height, part, number in zip(knots, chosen[2:], parts, coefficients, strict=True):
                part.set_data([-1, knot, 1], [0, 0, height * (1 - knot)])
                part.set_visible(bool(height))
                number.set_text(f"{height:+.1f}".replace("-", "−") if height else "")
                number.set_y(-0.3 if height > 0 else 0.15)
            error = np.sqrt(np.mean((columns @ chosen - y) ** 2))
            least = np.sqrt(np.mean((columns @ best[target] - y) ** 2))
            slopes = ", ".join(f"{slope:.1f}" for slope in np.cumsum(chosen[1:]))
            text = f"slopes {slopes}; error {error:.3f}, the best is {least:.3f}"
            return Reading(text, f"A line with four corners beside the target {TARGETS[target][0]}. {text}.")

        return update

    labels = ["First slope", *(f"Bend at {knot:.1f}" for knot in knots)]
    controls = {
        "target": Menu("Curve", _MENU),
        **{
            name: Slider(label, value=0, min=-6, max=6, step=0.2, format=".1f")
            for name, label in zip(_HEIGHTS, labels, strict=True)
        },
        "best_fit": Toggle("least squares sets them", False),
    }
    question = Question(
        "The sine goes down, up and down again. Which sign must the hinge at 0.6 have?",
        Wrong("Positive: the sine is above 0 there", "The sign of the hinge is not that of the curve's height: it is "
              "the change of slope at the bend. Look where the blue line bends down."),
        Right("Negative: the sine bends down there",
              "A hinge adds its height to the slope. Where the curve bends down the slope must fall."),
        Wrong("All are negative or all positive",
              "Then the curve would be a dome or a bowl. The sine is one of each: compare the signs at −0.6 and 0.6."),
        Wrong("It stops at the next bend, so either",
              "A hinge never stops: its thin line runs on to the right edge. Each later hinge adds to it."),
        move=("best_fit",), until={"best_fit": (True,)}, not_before=("−2",),
    )  # fmt: skip
    figure = LiveFigure(
        scene, controls, title="A sum of hinges", redraw=("target",), narrow=(420, 480), question=question
    )
    _follow_least_squares(figure, best)
    return figure


def _follow_least_squares(figure: LiveFigure, best: dict[str, np.ndarray]) -> None:
    """While "least squares" is ticked the sliders stand at its heights, to their step; moving one unticks it."""
    positions = np.array(figure.controls["first"].positions)
    fitting = False

    def fit(_change: Any) -> None:
        nonlocal fitting
        if figure.controls["best_fit"].value:
            heights = best[figure.controls["target"].value][1:]
            nearest = np.abs(np.subtract.outer(heights, positions)).argmin(axis=1)
            fitting = True
            figure.set(**dict(zip(_HEIGHTS, positions[nearest].tolist(), strict=True)))
            fitting = False

    def by_hand(_change: Any) -> None:
        if not fitting and figure.controls["best_fit"].value:
            figure.set(best_fit=False)

    for name in ("best_fit", "target"):
        figure.controls[name].observe(fit, "value")
    for name in _HEIGHTS:
        figure.controls[name].observe(by_hand, "value")


def _heights(columns: np.ndarray, y: np.ndarray, sliders: dict[str, float]) -> np.ndarray:
    """Slider values as heights, with the constant that brings them closest to y."""
    heights = np.array([0.0, *(sliders[name] for name in _HEIGHTS)])
    heights[0] = np.mean(y - columns @ heights)
    return heights


def hinge_fit() -> LiveFigure:
    """The best fit with up to 31 even hinges, and its error so far beside the closed form with slope −2."""
    counts = np.arange(0, 32)
    x = np.linspace(-1, 1, 401)
    few = np.array([0, 1, 2, 3, 5, 7, 11, 15, 23, 31])

    @cache
    def errors_of(target: str) -> np.ndarray:
        return experiment.fit_errors(TARGETS[target][1], few)

    def scene(figure, target, **_values):
        fit, falling = panels(figure, 2)
        title, function, curvature = TARGETS[target]
        errors = errors_of(target)
        fit.plot(x, function(x), color=COLOURS["black"], linewidth=2.5, label=title, linestyle=":")
        drawn = moving(fit, "o-", color=COLOURS["blue"], markersize=7, label="best sum")
        fit.set(xlabel="x", xlim=(-1.05, 1.05), ylim=(-1.5, 2.1), xticks=[-1, 0, 1], title="Least squares")
        fit.legend(loc="upper left", ncols=2)
        hollow = {"linestyle": "none", "marker": "s", "markerfacecolor": "white", "markeredgewidth": 2}
        measured = moving(falling, color=COLOURS["vermillion"], label="measured", **hollow)
        law = moving(falling, **line_style(0))
        if curvature is not None:
            falling.plot([], [], label="theory", **line_style(0))
        here = handle(falling, "count", markersize=14)
        falling.set(xscale="log", yscale="log", xlim=(0.85, 38), ylim=(1e-4, 3))
        falling.set(xlabel="straight pieces", title="Error, up to here")
        falling.set_xticks([1, 2, 4, 8, 16, 32], ["1", "2", "4", "8", "16", "32"])
        write_powers_of_ten(falling.yaxis)
        falling.minorticks_off()
        falling.legend(loc="lower left")

        def update(target, count):
            drawn.set_data(*_corners(x, TARGETS[target][1](x), experiment.even_knots(count, -1, 1)))
            error = float(np.exp(np.interp(np.log(count + 1), np.log(few + 1), np.log(errors))))
            here.set_data([count + 1], [error])
            seen = few <= count
            measured.set_data(few[seen] + 1, np.maximum(errors[seen], 1e-6))
            if curvature is not None:
                law.set_data(counts[: count + 1] + 1, experiment.spline_error(curvature, counts[: count + 1]))
            text = f"{_counted(count, 'hinge')}, {_counted(count + 1, 'straight piece')}: error {error:.2g}"
            if seen.sum() > 7:
                last = slice(int(seen.sum()) - 3, int(seen.sum()))
                slope = np.polyfit(np.log(few[last] + 1), np.log(errors[last]), 1)[0]
                text += f"; the last three squares fall with slope {slope:.1f}"
            return Reading(text, f"The best sum of hinges beside its error by number of pieces. {text}.")

        return update

    controls = {
        "target": Menu("Curve", _MENU),
        "count": Slider("Hinges", value=3, min=0, max=31, step=1, play=True),
    }
    questions = (
        Question(
            "Four pieces miss the sine by 0.077. By how much do eight pieces miss it?",
            Wrong("By half of that", "Half the width, yes, but the gap between arc and chord shrinks with the square "
                  "of the width: read the error at 3 and at 7 hinges."),
            Right("By a quarter", "The error falls with h², the square of a piece's width: 0.077 becomes 0.017."),
            Wrong("By an eighth", "That would be a slope of −3 on the right. The squares stand on a line of slope −2."),
            Wrong("Not at all: only deep networks bend",
                  "One layer is enough: each hinge adds a bend. Watch the blue line at 31 hinges."),
            move=("count",), until={"count": (7, 31)}, not_before=("0.017", "slope"),
        ),
        Question(
            "Now the step. What does doubling the pieces do to its error?",
            Wrong("A quarter again", "The law of squares needs a curve with a second derivative, and a jump has none. "
                  "Read the slope of its squares."),
            Right("It shrinks by 1/√2 only", "Only the piece that holds the jump is wrong, and it is half as wide."),
            Wrong("Nothing, a jump stays wrong", "The steep piece gets narrower, so the error does fall, slowly."),
            move=("target", "count"), until={"target": ("step",), "count": (15, 31)}, not_before=("slope −0.5",),
        ),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="How fast hinges close in", redraw=("target",), question=questions)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _corners(x: np.ndarray, y: np.ndarray, knots: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    at = np.array([-1, *knots, 1])
    return at, experiment.hinges(at, knots) @ experiment.hinge_fit(x, y, knots)
