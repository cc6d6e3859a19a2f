"""Lesson 5: how a network bends while it learns, and where it runs outside its data."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from relu_notes.activations import entry
from relu_notes.experiments import pieces
from relu_notes.experiments.learned_curves import LearnedCurves, learn_curve
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong
from relu_notes.live.gallery.marks import GHOST, handle, moving
from relu_notes.plots.style import COLOURS, is_tall, line_style, panels

_NETWORKS = 5
_CURVES: dict[str, tuple[str, Callable[[np.ndarray], np.ndarray]]] = {
    "sine": ("sin πx", lambda x: np.sin(np.pi * x)),
    "parabola": ("x²", np.square),
}


def kinks_while_learning() -> LiveFigure:
    """Four layers of 32 learn sin πx from zero biases: the curve with its kinks, and their number by step."""
    steps = 200
    title, target = _CURVES["sine"]
    x = np.linspace(-1, 1, 101)

    @cache
    def trained(steps: int) -> LearnedCurves:
        rng, widths = np.random.default_rng(0), [32] * 4
        return learn_curve(
            target, widths=widths, learning_rate=0.003, steps=steps, networks=_NETWORKS, record_every=10, rng=rng
        )

    @cache
    def counts(number: int, steps: int) -> np.ndarray:
        run = trained(steps)
        return np.array([len(run.kinks(frame, number)) for frame in range(len(run.steps))])

    def scene(figure, **_values):
        curve, count = panels(figure, 2)
        curve.plot(x, target(x), color=COLOURS["black"], linewidth=2.5, linestyle=":", label=title)
        start = moving(curve, label="at step 0", **GHOST)
        line = moving(curve, color=COLOURS["blue"], linewidth=3, label="network")
        marks = moving(curve, color=COLOURS["vermillion"], linewidth=1.5)
        curve.set(xlabel="x; every kink is marked below", xlim=(-1.05, 1.05), ylim=(-1.6, 2.1), xticks=[-1, 0, 1])
        curve.set_title("128 neurons, four layers")
        curve.legend(loc="upper left", ncols=2)
        path = moving(count, **line_style(0))
        now = handle(count, "step", markersize=13)
        count.set(xlabel="step", xlim=(-4, 204), ylim=(-5, 160), title="Kinks between −1 and 1")

        def update(step, number):
            trained_for = steps if step else 1
            run = trained(trained_for)
            frame = int(np.searchsorted(run.steps, step))
            at = run.kinks(frame, number - 1)
            grid = np.union1d([-1, 1], at)
            line.set_data(grid, run.outputs(frame, number - 1, grid))
            before = np.union1d([-1, 1], run.kinks(0, number - 1))
            start.set_data(before, run.outputs(0, number - 1, before))
            marks.set_data(np.repeat(at, 3), np.tile([-1.55, -1.38, np.nan], len(at)))
            path.set_data(run.steps[: frame + 1], counts(number - 1, trained_for)[: frame + 1])
            now.set_data([step], [len(at)])
            text = (
                f"network {number}, step {step}: {len(at)} kink{'s' * (len(at) != 1)} between −1 and 1, "
                f"error {run.losses[frame, number - 1]:.2g}"
            )
            return Reading(text, f"A network's curve with its kinks, beside their number by step. {text}.")

        return update

    controls = {
        "step": Slider("Step", value=0, min=0, max=steps, step=10, play=True),
        "number": Slider("Network", value=1, min=1, max=_NETWORKS, step=1),
    }
    question = Question(
        "All biases start at 0, so the curve has one kink, at 0. How many after 200 steps of training?",
        Wrong("Still one: training moves kinks, it makes none", "All 128 neurons bend at 0 at first, one on top of the "
              "other. Training gives each a bias of its own: go to step 10 and watch the marks."),
        Wrong("About 5, what the sine needs", "Nothing asks the network to be thrifty. Count the marks at step 200."),
        Right("About 100", "80 to 125 in these five networks, most of them made in the first ten steps."),
        Wrong("Thousands, since depth multiplies", "Depth could, but what is learned stays near one kink per neuron."),
        move=("step",), until={"step": (100, 200)}, not_before=("kinks between",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Kinks while a network learns", question=question)


def outside_the_data() -> LiveFigure:
    """A learned sine or x², zoomed out from the data: straight for ever with ReLU, flat with tanh."""

    @cache
    def learned(curve: str, activation: str) -> LearnedCurves:
        rng = np.random.default_rng(0)
        return learn_curve(_CURVES[curve][1], activation=activation, networks=_NETWORKS, rng=rng)

    def scene(figure, curve, **_values):
        title, target = _CURVES[curve]
        (axes,) = panels(figure, 1)
        unit = np.linspace(-1, 1, 161)
        true = moving(axes, color=COLOURS["black"], linewidth=2, linestyle=":", label=title)
        line = moving(axes, label="network", **line_style(0))
        data = moving(axes, color=COLOURS["reddish purple"], linewidth=14, solid_capstyle="butt")
        axes.plot([], [], color=COLOURS["reddish purple"], linewidth=8, label="where the data were")
        left = moving(axes, "|", color=COLOURS["vermillion"], markersize=34, markeredgewidth=4)
        tall = is_tall(figure)
        corner = {"transform": axes.transAxes, "ha": "right", "fontsize": 20}
        slope = axes.text(0.98, 0.7 if tall else 0.78, "", animated=True, **corner)
        numbers = [axes.text(place, 0.01, "", transform=axes.get_xaxis_transform(), fontsize=18, ha=side, animated=True)
                   for place, side in ((-0.99, "left"), (0, "center"), (0.99, "right"))]  # fmt: skip
        axes.set(title="From the data outwards", xlim=(-1, 1), ylim=(-1.4, 2.2 if tall else 1.5), xticks=[], yticks=[])
        axes.legend(loc="upper left", ncols=1 if tall else 3, fontsize=16)

        def update(curve, activation, reach, number):
            run = learned(curve, activation)
            edge = float(reach)
            x = edge * unit
            y, wanted = run.outputs(-1, number - 1, x), target(x)
            tall = max(np.abs(y).max(), 1.0)
            line.set_data(unit, y / tall)
            true.set_data(unit, np.clip(wanted / tall, -4, 4))
            data.set_data([-1 / edge, 1 / edge], [-1.18, -1.18])
            for text, value in zip(numbers, (-edge, 0, edge), strict=True):
                text.set_text(f"{value:g}".replace("-", "−"))
            at_edge = run.outputs(-1, number - 1, [edge])[0]
            said = f"at x = {edge:g}: network {at_edge:.1f}, {title} {float(target(np.array(edge))):.1f}".replace(
                " -0.0", " 0.0"
            )
            left.set_data([], [])
            slope.set_text("")
            if edge > 1:
                if activation == "relu":
                    bends = pieces.breakpoints(*run.network(-1, number - 1))
                    last = float(pieces.end_slopes(*run.network(-1, number - 1))[1][0])
                    left.set_data([bends[-1] / edge], [float(np.interp(bends[-1], x, y)) / tall])
                    said += f"; from its last kink at {bends[-1]:.1f} on it is straight, slope {last:.1f}"
                else:
                    last = float(at_edge - run.outputs(-1, number - 1, [0.99 * edge])[0]) / (0.01 * edge)
                    said += f"; it flattens, slope {last:.2g} here"
                slope.set_text(f"slope at the edge {last + 0.0 if abs(last) > 0.05 else 0.0:.1f}".replace("-", "−"))
            said = f"{entry(activation).title}, network {number}, {said}"
            return Reading(said, f"A learned curve and the true one from −{edge:g} to {edge:g}. {said}.")

        return update

    controls = {
        "curve": Menu("Learned", {title: name for name, (title, _) in _CURVES.items()}),
        "reach": Slider("Zoom out to ±", value=1, min=1, max=20, step=0.5, format="g", play=True),
        "activation": Menu("Activation", {"ReLU": "relu", "tanh": "tanh"}),
        "number": Slider("Network", value=1, min=1, max=_NETWORKS, step=1),
    }
    question = Question(
        "The network has learned one period of the sine, from −1 to 1. What does it draw for x = 10?",
        Wrong("It carries the waves on", "It never saw that the curve repeats; it only placed bends where data were. "
              "Is there a bend beyond the purple bar?"),
        Wrong("It stays at 0, where the sine ended", "It leaves the data with the slope it has there, and nothing "
              "brings it back: read the slope at the edge."),
        Right("A straight line, ever farther away",
              "Beyond the last kink nothing bends, so the last piece goes on for ever."),
        Wrong("Anything: it has overfitted", "A bigger data set in [−1, 1] would not help. The straight end is how a "
              "ReLU network is built, try all five."),
        move=("reach",), until={"reach": (5, 20)}, not_before=("straight",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Outside the data", redraw=("curve",), question=question)
