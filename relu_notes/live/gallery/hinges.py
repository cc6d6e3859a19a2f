"""Lesson 5: one neuron is a hinge, hinges add up to any curve, and the properties of ReLU one by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from relu_notes.activations import relu
from relu_notes.experiments import hinges as experiment
from relu_notes.live.controls import Menu, Slider, Toggle
from relu_notes.live.figure import LiveFigure, Reading
from relu_notes.plots.style import COLOURS, line_style, panels, write_powers_of_ten

#: Curves on [-1, 1] to follow; the root mean square of the second derivative belongs to the closed form of the error.
TARGETS: dict[str, tuple[str, Callable[[np.ndarray], np.ndarray], float | None]] = {
    "sine": ("sin πx", lambda x: np.sin(np.pi * x), np.pi**2 / np.sqrt(2)),
    "parabola": ("x²", lambda x: x**2, 2.0),
    "step": ("a step", np.sign, None),
}
_MENU = {title: name for name, (title, _, _) in TARGETS.items()}


def one_hinge() -> LiveFigure:
    """One neuron v·relu(w·x + b): where it bends, which side is flat, and how steep the other is."""
    x = np.array([-3.0, 3.0])

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        (line,) = axes.plot([], [], animated=True, **line_style(0))
        (kink,) = axes.plot([], [], "o", color=COLOURS["vermillion"], markersize=16, animated=True)
        axes.set(title="v · relu(w·x + b)", xlabel="x", xlim=(-3, 3), ylim=(-6, 6))
        axes.axhline(0, color=COLOURS["black"], linewidth=1.2)

        def update(w, b, v):
            bend = -b / w if w else np.nan
            points = np.sort(np.append(x, bend if abs(bend) < 3 else 3))
            line.set_data(points, v * relu(w * points + b))
            kink.set_data([bend], [0])
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
        "b": Slider("Bias b", value=-1, min=-3, max=3, step=0.1, format=".1f"),
        "v": Slider("Weight v after it", value=1, min=-2, max=2, step=0.1, format=".1f"),
    }
    return LiveFigure(scene, controls, title="One neuron is a hinge")


def sum_of_hinges() -> LiveFigure:
    """Four hinges and a first slope, set by hand until their sum follows a curve; the best fit on request."""
    knots = experiment.even_knots(4, -1, 1)
    x = np.linspace(-1, 1, 401)
    columns = experiment.hinges(x, knots)
    best = {name: experiment.hinge_fit(x, target(x), knots) for name, (_, target, _) in TARGETS.items()}
    corners = experiment.hinges(np.array([-1, *knots, 1]), knots)

    def scene(figure, target, **_values):
        (axes,) = panels(figure, 1)
        title, function, _ = TARGETS[target]
        axes.plot(x, function(x), color=COLOURS["black"], linewidth=2.5, label=title, linestyle=":")
        (drawn,) = axes.plot([], [], "o-", color=COLOURS["blue"], label="sum of hinges", animated=True)
        axes.set(title="Four hinges follow a curve", xlabel="x", xlim=(-1.04, 1.04), ylim=(-2.2, 2.6))
        axes.set_xticks([-1, -0.5, 0, 0.5, 1])
        axes.legend(loc="upper left", ncols=2)
        y = function(x)

        def update(target, best_fit, **heights):
            chosen = best[target] if best_fit else _heights(columns, y, heights)
            drawn.set_data([-1, *knots, 1], corners @ chosen)
            error = np.sqrt(np.mean((columns @ chosen - y) ** 2))
            least = np.sqrt(np.mean((columns @ best[target] - y) ** 2))
            slopes = ", ".join(f"{slope:.1f}" for slope in np.cumsum(chosen[1:]))
            text = f"slopes {slopes}; error {error:.3f}, the best is {least:.3f}"
            return Reading(text, f"A line with four corners beside the target {TARGETS[target][0]}. {text}.")

        return update

    controls: dict[str, Slider | Menu | Toggle] = {"target": Menu("Curve", _MENU)}
    controls["first"] = Slider("First slope", value=0, min=-6, max=6, step=0.2, format=".1f")
    for number, knot in enumerate(knots, start=1):
        controls[f"bend{number}"] = Slider(f"Bend at {knot:.1f}", value=0, min=-6, max=6, step=0.2, format=".1f")
    controls["best_fit"] = Toggle("least squares sets them", False)
    return LiveFigure(scene, controls, title="A sum of hinges", redraw=("target",), narrow=(420, 420))


def _heights(columns: np.ndarray, y: np.ndarray, sliders: dict[str, float]) -> np.ndarray:
    """Slider values as heights, with the constant that brings them closest to y."""
    heights = np.array([0.0, sliders["first"], *(sliders[f"bend{number}"] for number in range(1, 5))])
    heights[0] = np.mean(y - columns @ heights)
    return heights


def hinge_fit() -> LiveFigure:
    """The best fit with up to 32 even hinges, and its error beside the closed form with slope -2."""
    counts = np.arange(0, 33)
    x = np.linspace(-1, 1, 401)
    few = np.array([0, 1, 2, 3, 5, 7, 11, 15, 23, 31])
    errors = {name: experiment.fit_errors(target, few) for name, (_, target, _) in TARGETS.items()}

    def scene(figure, target, **_values):
        fit, falling = panels(figure, 2)
        title, function, curvature = TARGETS[target]
        fit.plot(x, function(x), color=COLOURS["black"], linewidth=2.5, label=title, linestyle=":")
        (drawn,) = fit.plot([], [], "o-", color=COLOURS["blue"], markersize=7, label="best sum", animated=True)
        fit.set(xlabel="x", xlim=(-1.05, 1.05), ylim=(-1.5, 2.1), xticks=[-1, 0, 1], title="Least squares")
        fit.legend(loc="upper left", ncols=2)
        measured = {"linestyle": "none", "marker": "s", "markerfacecolor": "white", "markeredgewidth": 2}
        falling.plot(
            few + 1, np.maximum(errors[target], 1e-6), color=COLOURS["vermillion"], label="measured", **measured
        )
        if curvature is not None:
            theory = experiment.spline_error(curvature, counts)
            falling.plot(counts + 1, theory, label="h²·rms(f″)/√720", **line_style(0))
        (here,) = falling.plot([], [], "D", color=COLOURS["black"], markersize=14, animated=True)
        falling.set(xscale="log", yscale="log", ylim=(1e-4, 3), xlabel="straight pieces", title="Error")
        falling.set_xticks([1, 2, 4, 8, 16, 32], ["1", "2", "4", "8", "16", "32"])
        write_powers_of_ten(falling.yaxis)
        falling.minorticks_off()
        falling.legend(loc="lower left")
        slope = np.polyfit(np.log(few[-4:] + 1), np.log(errors[target][-4:]), 1)[0]

        def update(target, count):
            drawn.set_data(*_corners(x, TARGETS[target][1](x), experiment.even_knots(count, -1, 1)))
            error = float(np.exp(np.interp(np.log(count + 1), np.log(few + 1), np.log(errors[target]))))
            here.set_data([count + 1], [error])
            counted = f"{_counted(count, 'hinge')}, {_counted(count + 1, 'straight piece')}"
            text = f"{counted}: error {error:.2g}; the squares fall with slope {slope:.1f}"
            return Reading(text, f"The best sum of hinges beside its error by number of pieces. {text}.")

        return update

    controls = {
        "target": Menu("Curve", _MENU),
        "count": Slider("Hinges", value=3, min=0, max=32, step=1),
    }
    return LiveFigure(scene, controls, title="How fast hinges close in", redraw=("target",))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _corners(x: np.ndarray, y: np.ndarray, knots: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    at = np.array([-1, *knots, 1])
    return at, experiment.hinges(at, knots) @ experiment.hinge_fit(x, y, knots)
