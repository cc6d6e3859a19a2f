"""Lesson 4: inactive, sparse, dead and revived units, and networks that are born dead."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from relu_notes.activations import relu
from relu_notes.experiments import dying
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong, draggable
from relu_notes.live.gallery.marks import QUARTERS, handle, moving
from relu_notes.plots.sparsity import ActivityMap
from relu_notes.plots.style import COLOURS, line_style, panels, superscript

_HOLLOW = {"linestyle": "none", "markerfacecolor": "white", "markeredgewidth": 2.5}


def one_unit() -> LiveFigure:
    """One ReLU over a strip of 24 inputs: inactive for one, sparse over all, dead, or revived when the data move."""
    strip = np.sort(np.random.default_rng(4).uniform(-1, 1, 24))

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        line = moving(axes, color=COLOURS["black"], linewidth=3)
        on = moving(axes, "o", color=COLOURS["blue"], label="active: passes a gradient")
        off = moving(axes, "s", color=COLOURS["vermillion"], label="inactive: 0", **_HOLLOW)
        chosen = handle(axes, "number", "o", markersize=24, fillstyle="none")
        draggable(line, "bias", point=1)
        word = axes.text(0.02, 0.68, "", transform=axes.transAxes, fontsize=34, weight="bold", animated=True)
        axes.set(title="One unit, 24 inputs", xlabel="input x", ylabel="relu(x + b)", xlim=(-3.2, 3.2), ylim=(-0.35, 5))
        axes.legend(loc="upper left")

        def update(bias, number, moved):
            x = strip + moved
            z = x + bias
            y = relu(z)
            active = y > 0
            corners = np.array([-3.2, -bias, 3.2])
            line.set_data(corners, relu(corners + bias))
            on.set_data(x[active], y[active])
            off.set_data(x[~active], y[~active])
            chosen.set_data([x[number - 1]], [y[number - 1]])
            dead_before = not (strip + bias > 0).any()
            status, sentence = _status(int(active.sum()), len(x), dead_before)
            word.set_text(status)
            word.set_color(COLOURS["vermillion"] if status == "dead" else COLOURS["blue"])
            this = "active" if active[number - 1] else "inactive"
            text = f"bias {bias:.1f}: {sentence} Input {number} (circled, x = {x[number - 1]:.2f}): {this}"
            return Reading(text, f"A hinge with 24 inputs on it. {text}.")

        return update

    controls = {
        "bias": Slider("Bias b", value=1, min=-3, max=2, step=0.1, format=".1f"),
        "number": Slider("Circled input", value=8, min=1, max=24, step=1),
        "moved": Slider("All inputs moved by", value=0, min=-1.5, max=1.5, step=0.1, format=".1f"),
    }
    questions = (
        Question(
            "With bias 0 this unit gives 0 for 8 of its 24 inputs. What is it then?",
            Wrong("Dead",
                  "A zero is not death: look at the blue points at bias 0, where the unit still passes a gradient."),
            Right("Sparse, and it learns from the other 16", "It is inactive for eight inputs and active for sixteen."),
            Wrong("Dead for those eight inputs", "For one input a unit is inactive. Dead is a word about all inputs of "
                  "the data at once: move the bias until the last blue point is gone."),
            Wrong("Worse than with bias 1, where it is always on", "A unit that is always on is a straight line here: "
                  "it bends nothing. Compare the black line at bias 1 and 0."),
            move=("bias",), until={"bias": (-0.05, 0.05), "moved": (0, 0)}, not_before=("SPARSE", "16 of 24"),
        ),
        Question(
            "At bias −1 the unit is off for all inputs. What can bring it back?",
            Wrong("Its own weights, with more steps",
                  "Their gradient is exactly 0 for every input, and many times 0 is 0."),
            Right("Inputs that move", "If a layer below moves them to the right, the last ones cross the bend."),
            Wrong("Nothing, dead is for ever", "For ever only while the inputs stay where they are: set the bias to −1 "
                  "and move “All inputs moved by” to the right."),
            move=("bias", "moved"), until={"bias": (-1.05, -0.95), "moved": (0.1, 1.5)}, not_before=("REVIVED",),
        ),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Inactive, sparse, dead, revived", question=questions)


def _status(active: int, inputs: int, dead_before: bool) -> tuple[str, str]:
    """A word and a sentence for a unit that is on for `active` of `inputs`."""
    if not active:
        return "dead", f"0 for all {inputs} inputs, so dL/dw = dL/db = 0: DEAD for these data."
    if dead_before:
        return "revived", f"on for {active} of {inputs} since the data moved: REVIVED. Its own w and b did nothing."
    if active == inputs:
        return "always active", f"on for all {inputs}: no zeros, a straight line here."
    return "sparse", f"on for {active} of {inputs}: SPARSE, and it learns from those {active}."


#: Where the 64 inputs lie; the curve to learn is stretched with them.
INPUTS = {"−1 to 1": (-1.0, 1.0), "0 to 1": (0.0, 1.0), "−1 to 0": (-1.0, 0.0), "0 to 255": (0.0, 255.0)}


def range_in_words(inputs: tuple[float, float]) -> str:
    """The ends of a range of inputs as `INPUTS` writes them."""
    return next(words for words, ends in INPUTS.items() if ends == inputs)


def dead_units() -> LiveFigure:
    """Units × inputs of a layer while it trains, dead units marked, against the bias they start with."""
    biases = np.arange(-3, 1.01, 0.25)

    @cache
    def trained(inputs: tuple[float, float], steps: int) -> dying.SineTraining:
        every_bias: dict[str, Any] = {"initial_bias": biases, "seeds": len(biases), "same_start": True}
        rng = np.random.default_rng(2)
        return dying.train_sine("relu", inputs=inputs, steps=steps, record_every=50, rng=rng, **every_bias)

    @cache
    def measured(inputs: tuple[float, float]) -> np.ndarray:
        low, high = inputs
        return dying.dead_at_start(biases, networks=30, rng=np.random.default_rng(0), low=low, high=high)

    def scene(figure, **_values):
        units, curve = panels(figure, 2)
        activity = ActivityMap(units, 32, 64, animated=True)
        fine = np.linspace(-3, 1, 81)
        law = moving(curve, label="layer 1: closed form", **line_style(0))
        squares = moving(curve, "s", color=COLOURS["vermillion"], **_HOLLOW)
        curve.plot([], [], "s", color=COLOURS["vermillion"], label="30 random networks", **_HOLLOW)
        dot = handle(curve, "bias", "o", markersize=15)
        curve.plot([], [], "o", color=COLOURS["black"], label="this layer")
        curve.set(title="Share dead, up to here", xlabel="bias at start", xlim=(-3.2, 1.2), ylim=(-0.03, 1.6))
        curve.set(xticks=range(-3, 2), yticks=QUARTERS)
        curve.legend(loc="upper right")

        def update(bias, layer, step, inputs):
            run = trained(inputs, 400 if step else 1)
            number = int(np.argmin(np.abs(biases - bias)))
            frame = int(np.searchsorted(run.recorded_steps, step))
            start, now = run.inactive[[0, frame], number, layer - 1]
            order = np.argsort(start.sum(axis=0), kind="stable")  # of the start, so that a row stays in its place
            dead = int(activity.show(~now, order).sum())
            seen = fine[fine <= bias + 1e-9] if layer == 1 else fine[:0]
            law.set_data(seen, dying.unit_dead_probability(seen, low=inputs[0], high=inputs[1]))
            squares.set_data(biases[: number + 1], measured(inputs)[layer - 1, : number + 1])
            dot.set_data([bias], [now.all(axis=0).mean()])
            text = (
                f"layer {layer}, step {step}, bias {bias:g}, inputs {range_in_words(inputs)}: {dead} of 32 units dead, "
                f"{np.mean(now):.0%} zeros in all"
            )
            if step:
                born, died = start.all(axis=0), now.all(axis=0)
                back, others = (born & ~died).sum(), (died & ~born).sum()
                text += f"; of {born.sum()} dead at start {back} revived, {others} others died"
            return Reading(text, f"Map of 32 units and 64 inputs, dead units marked by a bar. {text}.")

        return update

    controls = {
        "bias": Slider("Bias at start", value=-1, min=-3, max=1, step=0.25, format=".2f"),
        "layer": Menu("Layer", {"first hidden layer": 1, "second hidden layer": 2}),
        "inputs": Menu("Inputs from", INPUTS),
        "step": Slider("Step", value=0, min=0, max=400, step=50, play=True),
    }
    questions = (
        Question(
            "With all biases at 0, how many of the first layer's 32 units are dead at the start?",
            Wrong("About half", "Half of the outputs are 0: white spread over the rows. A dead unit is a whole white "
                  "row with a bar. Sparsity is not death."),
            Right("None", "With inputs on both sides of 0, every unit is on for one of the sides."),
            Wrong("A few, with weights near 0", "The size of w has no part in it: w·x that is off on the right of 0 is "
                  "on on the left, for every w. Look for bars: there is none."),
            move=("bias",), until={"bias": (0, 0), "layer": (1,), "step": (0, 0)}, not_before=("bias 0,",),
        ),
        Question(
            "And of the second layer, still with all biases at 0?",
            Wrong("None, the biases are right", "Its inputs are outputs of a ReLU: they are never negative, so they "
                  "lie on one side of 0. Look for the bars."),
            Right("A quarter", "On the right of 0 and on the left z has a sign of its own; both are negative in a "
                  "quarter of the cases. This is so for one input only: with 2, 3, 8 inputs it is 7, 2, 0.1%."),
            Wrong("Half", "Half are off at one input. To be dead a unit must be off on both sides of 0: choose the "
                  "second layer and count bars."),
            move=("bias", "layer"), until={"layer": (2,), "bias": (0, 0), "step": (0, 0)}, not_before=("layer 2",),
        ),
        Question(
            "Now the inputs lie between 0 and 1, as pictures do. Biases at 0, first layer: how many are dead?",
            Wrong("None, the weights are the same", "The weights see other inputs: with x never below 0, a negative w "
                  "makes z negative for all. Look for the bars."),
            Right("Half",
                  "Every unit with w < 0 is dead, and every other is on for all inputs: the layer bends nowhere."),
            Wrong("All", "Units with w > 0 are on for every input. They are not dead, but nor do they bend."),
            move=("inputs", "bias", "layer"),
            until={"inputs": ((0.0, 1.0),), "layer": (1,), "bias": (0, 0), "step": (0, 0)},
            not_before=("inputs 0 to 1",),
        ),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Dead units on a map of units and inputs", question=questions)


def born_dead() -> LiveFigure:
    """Networks that are dead before training, by depth and by width, between their bounds; 2^N layers marked."""
    widths, deepest, networks = range(1, 9), 256, 1000
    bounds = {n: dying.born_dead_bounds(depth=deepest, width=n) for n in widths}
    marks = np.unique(np.round(2 ** np.arange(0, 8.1, 0.5)).astype(int))

    @cache
    def measured(width: int, depth: int) -> np.ndarray:
        """The same first layers for every depth, so that only what is asked for is drawn."""
        return dying.born_dead(depth=depth, width=width, networks=networks, rng=np.random.default_rng(width))

    def scene(figure, **_values):
        by_depth, by_width = panels(figure, 2, ratios=(3, 2))
        upper = moving(by_depth, label="one input: exact", **line_style(0))
        lower = moving(by_depth, label="lower bound", **line_style(1))
        dots = moving(by_depth, "o", color=COLOURS["black"], label="1000 networks", **_HOLLOW)
        survival = by_depth.axvline(1, 0, 0.71, color=COLOURS["black"], linewidth=2, linestyle=":", animated=True)
        name = by_depth.text(1, 1.02, "", va="bottom", fontsize=20, animated=True)
        here = handle(by_depth, "depth", markersize=14)
        by_depth.set(
            xlabel="hidden layers", ylabel="share dead on all of ℝ", xlim=(0.8, 320), title="by depth, up to here"
        )
        by_depth.set_xscale("log", base=2)
        by_depth.set_xlim(0.8, 320)
        by_depth.set_xticks([1, 4, 16, 64, 256], ["1", "4", "16", "64", "256"])
        by_depth.minorticks_off()
        by_depth.legend(loc="upper left", fontsize=15, ncols=2, columnspacing=0.6, handlelength=1.3, handletextpad=0.4)
        looks = {"color": COLOURS["sky blue"], "edgecolor": COLOURS["black"]}
        bars = by_width.bar(list(widths), np.zeros(8), animated=True, **looks)
        pointer = handle(by_width, "width", markersize=14)
        by_width.set(xlabel="units per layer", xlim=(0.4, 8.6), xticks=list(widths), title="by width, at this depth")
        for axes in (by_depth, by_width):
            axes.set(ylim=(-0.05, 1.42), yticks=QUARTERS)

        def update(width, depth):
            layers = round(2**depth)
            low, high = bounds[width]
            shares = {n: measured(n, deepest if layers > 1 else 1) for n in widths}
            seen = marks[marks <= layers]
            upper.set_data(seen, high[seen - 1])
            lower.set_data(seen, low[seen - 1])
            dots.set_data(seen, shares[width][seen - 1])
            survival.set_xdata([2**width, 2**width])
            name.set_position((2**width, 1.02))
            name.set_text(f"2{superscript(width)} = {2**width} ")
            name.set_ha("left" if width < 5 else "right")
            share = shares[width][layers - 1]
            here.set_data([layers], [share])
            for bar, n in zip(bars, widths, strict=True):
                bar.set_height(shares[n][layers - 1])
            pointer.set_data([width], [share])
            text = (
                f"{layers} hidden layer{'s' * (layers > 1)}, {width} wide: dead from the start {share:.1%} "
                f"of {networks} networks, bounds {low[layers - 1]:.1%} and {high[layers - 1]:.1%}. "
                f"One input lasts 2{superscript(width)} = {2**width} layers on average"
            )
            return Reading(text, f"Share of dead networks against depth, and against width at this depth. {text}.")

        return update

    controls = {
        "width": Slider("Units per layer N", value=3, min=1, max=8, step=1),
        "depth": Slider(
            "Hidden layers", value=0, min=0, max=8, step=0.5, format=lambda power: f"{round(2**power)}", play=True
        ),
    }
    question = Question(
        "Eight layers of three units, random weights, no training yet. How often is the output 0 for every input?",
        Wrong("Never, it is training that kills",
              "No step has been taken here. Each layer can block all that comes in."),
        Wrong("In 5%",
              "One layer blocks one input with 2⁻³ = 12.5%, and there are eight of them: watch the dots climb."),
        Right("In about half of the networks", "One input dies with 1 − (1 − 2⁻³)⁸ = 66%; the whole network, which has "
              "two sides to lose, in about half."),
        Wrong("Always", "One input lasts 2³ = 8 layers on average, so many last longer. Read the dot at 8 layers."),
        move=("depth",), until={"depth": (3, 3), "width": (3, 3)}, not_before=("48", "half"),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Born dead: depth against width", question=question)
