"""Lesson 4, second half: ReLU and its fixes on the same run, and the slope that PReLU learns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from relu_notes.activations import entry
from relu_notes.experiments import dying
from relu_notes.live.controls import Menu, Slider
from relu_notes.live.figure import LiveFigure, Reading
from relu_notes.plots.style import COLOURS, line_style, panels, write_powers_of_ten

_SEEDS_SHOWN = 10


def far_below_zero(seeds: int = 50) -> dict[str, dying.SineTraining]:
    """All fixes on one run: hidden biases start at -2, Adam with rate 0.005, 400 steps, recorded every 10."""
    return dying.train_fixes(seeds=seeds, record_every=10, rng=np.random.default_rng(0))


def _with_room(steps: np.ndarray) -> tuple[float, float]:
    """Limits of an axis of steps from 0, with a little room at both ends."""
    return -0.02 * float(steps[-1]), 1.02 * float(steps[-1])


def compare_fixes(runs: Mapping[str, dying.SineTraining] | None = None) -> LiveFigure:
    """Curves and losses of ReLU and one of its fixes, step by step; `runs` are those of `far_below_zero`.

    Without `runs`, ten seeds are trained first, which takes a second or two.
    """
    runs = far_below_zero(_SEEDS_SHOWN) if runs is None else runs
    x, y = dying.sine_data()
    steps = runs["relu"].recorded_steps
    ends = _with_room(steps)

    def scene(figure, **_values):
        fit, errors = panels(figure, 2)
        fit.plot(x, y, "o", color=COLOURS["black"], markersize=5, label="sin πx")
        lines, losses = [], []
        for index, label in ((1, entry("relu").title), (0, "the fix")):  # one legend for every fix: no redraw
            lines += fit.plot([], [], label=label, animated=True, **line_style(index))
            losses += errors.plot([], [], animated=True, **line_style(index))
        fit.set(xlabel="x", xlim=(-1.05, 1.05), ylim=(-1.5, 2.4), xticks=[-1, 0, 1], title="What the networks draw")
        fit.legend(loc="upper left")
        for level, name in ((dying.BEST_CONSTANT, "best constant"), (dying.BEST_LINE, "best line"), (0.01, "solved")):
            errors.axhline(level, color=COLOURS["black"], linewidth=1.5, linestyle=":")
            errors.text(ends[1], level, name, va="bottom", ha="right", fontsize=16)
        errors.set(xlabel="step", yscale="log", xlim=ends, ylim=(3e-5, 9), title="Mean squared error")
        write_powers_of_ten(errors.yaxis)
        (now,) = errors.plot([], [], "D", color=COLOURS["black"], markersize=11, animated=True)

        def update(fix, step, seed):
            frame = int(np.searchsorted(steps, step))
            names = ("relu", fix)
            for name, line, loss in zip(names, lines, losses, strict=True):
                line.set_data(x[:, 0], runs[name].outputs[frame, seed - 1])
                loss.set_data(np.arange(step + 1), runs[name].losses[: step + 1, seed - 1])
            ends = {name: runs[name].losses[step, seed - 1] for name in names}
            now.set_data([step] * len(ends), list(ends.values()))
            words = [
                f"{entry(name).title} {loss:.2f} ({dying.outcomes([loss], runs[name].outputs[frame, [seed - 1]])[0]})"
                for name, loss in ends.items()
            ]
            text = f"seed {seed}, step {step}: error of " + ", of ".join(words)
            return Reading(text, f"Curves of the networks beside their errors by step. {text}.")

        return update

    controls = {
        "fix": Menu("ReLU and", {entry(name).title: name for name in dying.FIXES[1:]}),
        "step": Slider("Step", value=min(50, int(steps[-1])), min=0, max=int(steps[-1]), step=10),
        "seed": Slider("Seed", value=1, min=1, max=_SEEDS_SHOWN, step=1),
    }
    return LiveFigure(scene, controls, title="ReLU and a fix on the same run")


def learned_slope(run: dying.SineTraining | None = None) -> LiveFigure:
    """PReLU while it learns: the function of each layer, and its two slopes by step; `run` is PReLU's.

    Without `run`, ten seeds are trained first.
    """
    if run is None:
        run = dying.train_fixes(["prelu"], seeds=_SEEDS_SHOWN, record_every=10, rng=np.random.default_rng(0))["prelu"]
    slopes, steps = run.slopes, run.recorded_steps
    if slopes is None:
        raise ValueError(f"{run.activation} learns no slope; pass a run of prelu")
    ends = _with_room(steps)
    z = np.array([-4.0, 0.0, 2.0])
    lowest, highest = min(0.0, slopes[:, :_SEEDS_SHOWN].min()), slopes[:, :_SEEDS_SHOWN].max()

    def scene(figure, **_values):
        shape, by_step = panels(figure, 2)
        shapes = [shape.plot([], [], label=f"layer {n + 1}", animated=True, **line_style(n))[0] for n in range(2)]
        paths = [by_step.plot([], [], animated=True, **line_style(n))[0] for n in range(2)]
        (now,) = by_step.plot([], [], "D", color=COLOURS["black"], markersize=11, animated=True)
        shape.set(xlabel="z", xlim=(-4, 2), ylim=(-3.2, 2.4), title="PReLU: max(0, z) + a·min(0, z)")
        shape.title.set_fontsize(19)
        shape.legend(loc="upper left")
        by_step.axhline(0, color=COLOURS["black"], linewidth=1.5, linestyle=":")
        by_step.text(ends[1], 0, "a = 0 is ReLU", va="bottom", ha="right", fontsize=17)
        by_step.set(xlabel="step", xlim=ends, ylim=(lowest - 0.05, highest + 0.05), title="Slope a by step")

        def update(step, seed):
            frame = int(np.searchsorted(steps, step))
            for layer in range(2):
                slope = slopes[frame, seed - 1, layer]
                shapes[layer].set_data(z, np.maximum(z, 0) + slope * np.minimum(z, 0))
                paths[layer].set_data(steps[: frame + 1], slopes[: frame + 1, seed - 1, layer])
            now.set_data([step, step], slopes[frame, seed - 1])
            first, second = slopes[frame, seed - 1]
            text = f"seed {seed}, step {step}: a = {first:.2f} in layer 1, {second:.2f} in layer 2; both began at 0.25"
            return Reading(text, f"PReLU's two functions beside the paths of their slopes. {text}.")

        return update

    controls = {
        "step": Slider("Step", value=min(100, int(steps[-1])), min=0, max=int(steps[-1]), step=10),
        "seed": Slider("Seed", value=1, min=1, max=_SEEDS_SHOWN, step=1),
    }
    return LiveFigure(scene, controls, title="PReLU learns its slope")
