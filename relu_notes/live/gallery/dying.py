"""Lesson 4: inactive, sparse, dead and revived units, networks that are born dead, and a training run that dies."""

from __future__ import annotations

import numpy as np

from relu_notes.activations import relu
from relu_notes.experiments import dying
from relu_notes.live.controls import Menu, Slider, Toggle
from relu_notes.live.figure import LiveFigure, Reading
from relu_notes.plots.sparsity import ActivityMap
from relu_notes.plots.style import COLOURS, line_style, panels, superscript

_HOLLOW = {"linestyle": "none", "markerfacecolor": "white", "markeredgewidth": 2.5}


def one_unit() -> LiveFigure:
    """One ReLU over a strip of 24 inputs: inactive for one, sparse over all, dead, or revived when the data move."""
    strip = np.sort(np.random.default_rng(4).uniform(-1, 1, 24))

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        (line,) = axes.plot([], [], color=COLOURS["black"], linewidth=3, animated=True)
        (on,) = axes.plot([], [], "o", color=COLOURS["blue"], animated=True, label="active: passes a gradient")
        (off,) = axes.plot([], [], "s", color=COLOURS["vermillion"], animated=True, label="inactive: 0", **_HOLLOW)
        (chosen,) = axes.plot([], [], "o", color=COLOURS["black"], markersize=24, fillstyle="none", animated=True)
        word = axes.text(0.02, 0.68, "", transform=axes.transAxes, fontsize=34, weight="bold", animated=True)
        axes.set(title="One unit, 24 inputs", xlabel="input x", ylabel="relu(x + b)", xlim=(-3.2, 3.2))
        axes.set_ylim(-0.35, 5)
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
        "bias": Slider("Bias b", value=0, min=-3, max=2, step=0.1, format=".1f"),
        "number": Slider("Circled input", value=8, min=1, max=24, step=1),
        "moved": Slider("All inputs moved by", value=0, min=-1.5, max=1.5, step=0.1, format=".1f"),
    }
    return LiveFigure(scene, controls, title="Inactive, sparse, dead, revived")


def _status(active: int, inputs: int, dead_before: bool) -> tuple[str, str]:
    """A word and a sentence for a unit that is on for `active` of `inputs`."""
    if not active:
        return "dead", f"0 for all {inputs} inputs, so dL/dw = dL/db = 0: DEAD for these data."
    if dead_before:
        return "revived", f"on for {active} of {inputs} since the data moved: REVIVED. Its own w and b did nothing."
    if active == inputs:
        return "always active", f"on for all {inputs}: no zeros, a straight line here."
    return "sparse", f"on for {active} of {inputs}: SPARSE, and it learns from those {active}."


def dead_units() -> LiveFigure:
    """Units × inputs of a layer before and after training, dead units marked, against the bias they start with."""
    biases = np.arange(-3, 1.01, 0.25)
    run = dying.train_sine(
        "relu", initial_bias=biases, seeds=len(biases), same_start=True, rng=np.random.default_rng(2)
    )
    shares = run.dead.mean(axis=3)
    measured = dying.unit_dead_share(biases, units=2000, rng=np.random.default_rng(0))

    def scene(figure, **_values):
        units, curve = panels(figure, 2)
        activity = ActivityMap(units, 32, 64, animated=True)
        fine = np.linspace(-3, 1, 101)
        curve.plot(fine, dying.unit_dead_probability(fine), label="layer 1 at start: erf(−b/2)", **line_style(0))
        curve.plot(biases, measured, "s", color=COLOURS["vermillion"], label="2000 random units", **_HOLLOW)
        (dot,) = curve.plot([], [], "o", color=COLOURS["black"], markersize=15, animated=True, label="this layer")
        curve.set(
            title="Share of dead units",
            xlabel="bias at start",
            xlim=(-3.1, 1.1),
            ylim=(-0.03, 1.4),
            xticks=range(-3, 2),
        )
        curve.set_yticks([0, 0.25, 0.5, 0.75, 1])
        curve.legend(loc="upper right")

        def update(bias, layer, trained):
            number = int(np.argmin(np.abs(biases - bias)))
            inactive = run.inactive[-1 if trained else 0, number, layer - 1]
            dead = int(activity.show(~inactive).sum())
            dot.set_data([bias], [shares[-1 if trained else 0, number, layer - 1]])
            then = "after 400 steps" if trained else "at start"
            text = f"layer {layer} {then}, bias {bias:g}: {dead} of 32 units dead, {np.mean(inactive):.0%} zeros in all"
            if trained:
                born, died, back = _changes(run, number, layer - 1)
                text += f"; of {born} dead at start {back} revived, {died} others died"
            return Reading(text, f"Map of 32 units and 64 inputs, dead units marked. {text}.")

        return update

    controls = {
        "bias": Slider("Bias at start", value=-1, min=-3, max=1, step=0.25, format=".2f"),
        "layer": Menu("Layer", {"first hidden layer": 1, "second hidden layer": 2}),
        "trained": Toggle("after training", False),
    }
    return LiveFigure(scene, controls, title="Dead units on a map of units and inputs")


def _changes(run: dying.SineTraining, number: int, layer: int) -> tuple[int, int, int]:
    """How many units were dead at start, died since, and revived."""
    start, end = run.dead[0, number, layer], run.dead[-1, number, layer]
    return int(start.sum()), int((end & ~start).sum()), int((start & ~end).sum())


def born_dead() -> LiveFigure:
    """Networks that are dead before training, by depth and by width, between their bounds; 2^N layers marked."""
    widths, deepest, networks = range(1, 9), 256, 1000
    depths = np.arange(1, deepest + 1)
    rng = np.random.default_rng(3)
    measured = {n: dying.born_dead(depth=deepest, width=n, networks=networks, rng=rng) for n in widths}
    bounds = {n: dying.born_dead_bounds(depth=deepest, width=n) for n in widths}
    marks = np.unique(np.round(2 ** np.arange(0, 8.1, 0.5)).astype(int))

    def scene(figure, **_values):
        by_depth, by_width = panels(figure, 2, ratios=(3, 2))
        (upper,) = by_depth.plot([], [], animated=True, label="one input: exact", **line_style(0))
        (lower,) = by_depth.plot([], [], animated=True, label="lower bound", **line_style(1))
        (dots,) = by_depth.plot([], [], "o", color=COLOURS["black"], animated=True, label="1000 networks", **_HOLLOW)
        survival = by_depth.axvline(1, 0, 0.71, color=COLOURS["black"], linewidth=2, linestyle=":", animated=True)
        name = by_depth.text(1, 1.02, "", va="bottom", fontsize=20, animated=True)
        (here,) = by_depth.plot([], [], "D", color=COLOURS["black"], markersize=14, animated=True)
        by_depth.set_xscale("log", base=2)
        by_depth.set(xlabel="hidden layers", ylabel="share dead on all of ℝ", xlim=(0.9, 290), ylim=(-0.02, 1.42))
        by_depth.set_xticks([1, 4, 16, 64, 256], ["1", "4", "16", "64", "256"])
        by_depth.set_yticks([0, 0.25, 0.5, 0.75, 1])
        by_depth.minorticks_off()
        by_depth.legend(loc="upper left", fontsize=15, ncols=2, columnspacing=0.6, handlelength=1.3, handletextpad=0.4)
        bars = by_width.bar(list(widths), np.zeros(8), color=COLOURS["sky blue"], edgecolor=COLOURS["black"])
        (pointer,) = by_width.plot([], [], "D", color=COLOURS["black"], markersize=14, animated=True)
        for bar in bars:
            bar.set_animated(True)
        by_width.set(xlabel="units a layer", xlim=(0.4, 8.6), ylim=(-0.02, 1.42), xticks=list(widths))
        by_width.set_yticks([0, 0.25, 0.5, 0.75, 1])
        by_width.set_title("by width, at this depth")
        by_depth.set_title("by depth, at this width")

        def update(width, depth):
            layers = round(2**depth)
            low, high = bounds[width]
            upper.set_data(depths, high)
            lower.set_data(depths, low)
            dots.set_data(marks, measured[width][marks - 1])
            survival.set_xdata([2**width, 2**width])
            name.set_position((2**width, 1.02))
            name.set_text(f"2{superscript(width)} = {2**width} ")
            name.set_ha("left" if width < 5 else "right")
            share = measured[width][layers - 1]
            here.set_data([layers], [share])
            for bar, n in zip(bars, widths, strict=True):
                bar.set_height(measured[n][layers - 1])
            pointer.set_data([width], [share])
            text = (
                f"{layers} hidden layer{'s' * (layers > 1)}, {width} wide: dead from the start {share:.1%} "
                f"of {networks} networks, bounds {low[layers - 1]:.1%} and {high[layers - 1]:.1%}. "
                f"One input lasts 2{superscript(width)} = {2**width} layers on average"
            )
            return Reading(text, f"Share of dead networks against depth, and against width at this depth. {text}.")

        return update

    controls = {
        "width": Slider("Units a layer N", value=3, min=1, max=8, step=1),
        "depth": Slider("Hidden layers", value=3, min=0, max=8, step=0.5, format=lambda power: f"{round(2**power)}"),
    }
    return LiveFigure(scene, controls, title="Born dead: depth against width")


def dying_run() -> LiveFigure:
    """A network that learns sin πx, or dies: its curve and its dead units by step, for 60 starts computed ahead."""
    biases, rates = np.arange(-2, 0.26, 0.25), (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
    grid = np.array([(bias, rate) for bias in biases for rate in rates])
    run = dying.train_sine(
        "relu",
        initial_bias=grid[:, 0],
        learning_rate=grid[:, 1],
        optimizer="gradient_descent",
        seeds=len(grid),
        record_every=5,
        same_start=True,
        rng=np.random.default_rng(0),
    )
    x, y = dying.sine_data()
    dead = run.dead.mean(axis=3)
    dead[~np.isfinite(run.losses[run.recorded_steps])] = np.nan  # nothing is left to count

    def scene(figure, **_values):
        fit, shares = panels(figure, 2)
        fit.plot(x, y, "o", color=COLOURS["black"], markersize=5, label="sin πx")
        (drawn,) = fit.plot([], [], label="network", animated=True, **line_style(1))
        fit.set(xlabel="x", xlim=(-1.05, 1.05), ylim=(-1.5, 2.1), xticks=[-1, 0, 1], title="What the network draws")
        fit.legend(loc="upper left")
        layers = [
            shares.plot([], [], label=f"layer {number + 1}", animated=True, **line_style(number))[0]
            for number in range(2)
        ]
        (now,) = shares.plot([], [], "D", color=COLOURS["black"], markersize=11, animated=True)
        shares.set(xlabel="step", xlim=(-8, 408), ylim=(-0.03, 1.25), title="Share of dead units")
        shares.set_yticks([0, 0.25, 0.5, 0.75, 1])
        shares.legend(loc="upper left", ncols=2)

        def update(step, bias, rate):
            number = int(np.flatnonzero(np.isclose(grid[:, 0], bias) & (grid[:, 1] == rate))[0])
            frame = int(np.searchsorted(run.recorded_steps, step))
            drawn.set_data(x[:, 0], np.clip(run.outputs[frame, number], -5, 5))
            for layer, line in enumerate(layers):
                line.set_data(run.recorded_steps[: frame + 1], dead[: frame + 1, number, layer])
            now.set_data([step, step], dead[frame, number])
            loss = run.losses[step, number]
            verdict = _loss_words(loss, run.outputs[frame, number])
            text = f"step {step}, bias {bias:.2f}, learning rate {rate:g}: {verdict}"
            if np.isfinite(loss):
                text += f"; dead {dead[frame, number, 0]:.0%} of layer 1, {dead[frame, number, 1]:.0%} of layer 2"
            return Reading(text, f"The network's curve beside the share of dead units by step. {text}.")

        return update

    controls = {
        "step": Slider("Step", value=25, min=0, max=400, step=5),
        "bias": Slider("Bias at start", value=-0.5, min=-2, max=0.25, step=0.25, format=".2f"),
        "rate": Menu("Learning rate", {f"{rate:g}": rate for rate in rates}, value=0.5),
    }
    return LiveFigure(scene, controls, title="A training run that may die")


def _loss_words(loss: float, outputs: np.ndarray) -> str:
    if not np.isfinite(loss):
        return "diverged, no numbers left"
    verdict = {"stuck": " (the best constant)", "linear": " (the best line)", "solved": " (solved)"}
    return f"error {loss:.2f}{verdict.get(str(dying.outcomes([loss], [outputs])[0]), '')}"
