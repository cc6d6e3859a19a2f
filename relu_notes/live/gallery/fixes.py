"""Lesson 4: ReLU and its fixes on the same run, and the slope that PReLU learns."""

from __future__ import annotations

from functools import cache

import numpy as np

from relu_notes.activations import entry
from relu_notes.experiments import dying
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong
from relu_notes.live.gallery.marks import handle, moving
from relu_notes.plots.style import COLOURS, line_style, panels, write_powers_of_ten

_SEEDS, _STEPS = 10, 400


def _trained(activation: str, bias: float, steps: int = _STEPS) -> dying.SineTraining:
    """The first ten of the recorded networks, step by step; trained when a step is first asked for."""
    return _train(activation, bias, steps, _SEEDS)


@cache
def _train(activation: str, bias: float, steps: int, seeds: int) -> dying.SineTraining:
    rng = np.random.default_rng(0)
    return dying.train_sine(activation, initial_bias=bias, seeds=seeds, steps=steps, record_every=10, rng=rng)


def standing(loss: float, outputs: np.ndarray) -> str:
    """How a run stands at one step: an outcome, in the words of what is not over."""
    if not np.isfinite(loss):
        return "diverged, no numbers left"
    words = {"linear": "the best line", "stuck": "the best constant", "diverged": "worse than a constant"}
    outcome = str(dying.outcomes([loss], [outputs])[0])
    return words.get(outcome, outcome)


def compare_fixes() -> LiveFigure:
    """Curves and errors of ReLU and one of its fixes, step by step, from biases far below 0; Adam, rate 0.005."""
    x, y = dying.sine_data()
    ends = -0.02 * _STEPS, 1.02 * _STEPS

    def scene(figure, **_values):
        fit, errors = panels(figure, 2)
        fit.plot(x, y, "o", color=COLOURS["black"], markersize=5, label="sin πx")
        names = {1: entry("relu").title, 0: "the fix"}  # one legend for every fix: no redraw
        lines = [moving(fit, label=label, **line_style(index)) for index, label in names.items()]
        losses = [moving(errors, **line_style(index)) for index in names]
        fit.set(xlabel="x", xlim=(-1.05, 1.05), ylim=(-1.5, 2.4), xticks=[-1, 0, 1], title="What the networks draw")
        fit.legend(loc="upper left")
        for level, name in ((dying.BEST_CONSTANT, "best constant"), (dying.BEST_LINE, "best line"), (0.01, "solved")):
            errors.axhline(level, color=COLOURS["black"], linewidth=1.5, linestyle=":")
            errors.text(ends[1], level, name, va="bottom", ha="right", fontsize=16)
        errors.set(xlabel="step", yscale="log", xlim=ends, ylim=(3e-5, 9), title="Mean squared error")
        write_powers_of_ten(errors.yaxis)
        now = handle(errors, "step", markersize=11)

        def update(fix, bias, step, seed):
            runs = {name: _trained(name, bias, _STEPS if step else 1) for name in ("relu", fix)}
            frame = int(np.searchsorted(runs[fix].recorded_steps, step))
            words = []
            for (name, run), line, loss in zip(runs.items(), lines, losses, strict=True):
                outputs, error = run.outputs[frame, seed - 1], run.losses[step, seed - 1]
                line.set_data(x[:, 0], outputs)
                loss.set_data(run.recorded_steps[: frame + 1], run.losses[run.recorded_steps[: frame + 1], seed - 1])
                words.append(f"{entry(name).title} {error:.2f} ({standing(error, outputs)})")
            now.set_data([step] * 2, [run.losses[step, seed - 1] for run in runs.values()])
            text = f"biases from {bias:g}, seed {seed}, step {step}: error of " + ", of ".join(words)
            return Reading(text, f"Curves of the networks beside their errors by step. {text}.")

        return update

    controls = {
        "fix": Menu("ReLU and", {entry(name).title: name for name in dying.FIXES[1:]}),
        "bias": Menu("Hidden biases start at", {"−2": -2.0, "−6": -6.0}),
        "step": Slider("Step", value=0, min=0, max=_STEPS, step=10, play=True),
        "seed": Slider("Seed", value=1, min=1, max=_SEEDS, step=1),
    }
    questions = (
        Question(
            "Biases start at −2. What becomes of Leaky ReLU in 400 steps?",
            Wrong("It draws the sine: Leaky fixes dying", "Its gradient is not 0, but a hundredth. Compare its error "
                  "with the line “solved” at step 400, for several seeds."),
            Right("It is alive, but not done", "Of 50 seeds none is stuck and 6 are solved: it must first carry units "
                  "across 0, with a gradient of a hundredth."),
            Wrong("It is stuck, like ReLU",
                  "ReLU's curve never leaves 0. Leaky's moves from the first step on: watch it bend."),
            move=("step",), until={"fix": ("leaky_relu",), "bias": (-2.0,), "step": (400, 400)},
            not_before=("part of the way", "solved"),
        ),
        Question(
            "From −6: which of the two is stuck, Leaky ReLU or GELU?",
            Wrong("Leaky ReLU", "Its slope is 0.01 however far left it is. From −6 it becomes the best straight line, "
                  "which is not stuck: see its error."),
            Right("GELU", "So far left GELU is as flat as ReLU: its slope at −6 is −3 · 10⁻⁸. In 50 of 50 seeds "
                  "nothing moves."),
            Wrong("Neither, they cannot die",
                  "A gradient that is not 0 can still be next to nothing. Choose GELU and −6, and go to step 400."),
            move=("fix", "bias", "step"), until={"fix": ("gelu",), "bias": (-6.0,), "step": (300, 400)},
            not_before=("biases from -6", "GELU"),
        ),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="ReLU and a fix on the same run", question=questions)


def learned_slope() -> LiveFigure:
    """PReLU while it learns: the function of each layer, and the slopes of ten networks by step."""
    ends = -0.02 * _STEPS, 1.12 * _STEPS
    z = np.array([-4.0, 0.0, 2.0])

    def scene(figure, **_values):
        shape, by_step = panels(figure, 2)
        shapes = [moving(shape, label=f"layer {n + 1}", **line_style(n)) for n in range(2)]
        paths = [moving(by_step, **line_style(n)) for n in range(2)]
        colours = [COLOURS["blue"], COLOURS["vermillion"]]
        all_ten = [moving(by_step, color=colour, linewidth=2.5) for colour in colours]
        now = handle(by_step, "step", markersize=11)
        shape.set(xlabel="z", xlim=(-4, 2), ylim=(-3.2, 2.4), title="PReLU: max(0, z) + a·min(0, z)")
        shape.title.set_fontsize(19)
        shape.legend(loc="upper left")
        by_step.axhline(0, color=COLOURS["black"], linewidth=1.5, linestyle=":")
        by_step.text(0, 0.01, "a = 0 is ReLU", va="bottom", fontsize=17)
        by_step.set(xlabel="step; right: all ten networks", xlim=ends, ylim=(-0.05, 0.7), title="Slope a by step")
        by_step.set_xticks([0, 100, 200, 300, 400])

        def update(step, seed):
            run = _trained("prelu", -2.0, _STEPS if step else 1)
            slopes, steps = np.asarray(run.slopes), run.recorded_steps
            frame = int(np.searchsorted(steps, step))
            for layer in range(2):
                slope = slopes[frame, seed - 1, layer]
                shapes[layer].set_data(z, np.maximum(z, 0) + slope * np.minimum(z, 0))
                paths[layer].set_data(steps[: frame + 1], slopes[: frame + 1, seed - 1, layer])
                left = np.array([1.03, 1.06, np.nan]) * _STEPS + 16 * layer
                all_ten[layer].set_data(np.tile(left, _SEEDS), np.repeat(slopes[frame, :, layer], 3))
            now.set_data([step, step], slopes[frame, seed - 1])
            first, second = slopes[frame, seed - 1]
            grew = (slopes[frame] > 0.25).sum(axis=0)
            text = (
                f"seed {seed}, step {step}: a = {first:.2f} in layer 1, {second:.2f} in layer 2; "
                f"above 0.25 in {grew[0]} and {grew[1]} of {_SEEDS} networks"
            )
            return Reading(text, f"PReLU's two functions beside the paths of their slopes. {text}.")

        return update

    controls = {
        "step": Slider("Step", value=0, min=0, max=_STEPS, step=10, play=True),
        "seed": Slider("Seed", value=1, min=1, max=_SEEDS, step=1),
    }
    question = Question(
        "Each layer's slope starts at a = 0.25 and is learned. Where does it go?",
        Wrong("To 0, which is ReLU", "With biases at −2 the gradient comes from the left side: look whether the dashes "
              "at the right go down to the dotted line."),
        Wrong("To 1, the straight line", "A line could not draw the sine. See the highest of the ten."),
        Right("It differs by layer and seed", "After 400 steps it grew in 35 of 50 networks in layer 1 and in 22 of 50 "
              "in layer 2, from nearly 0 to 0.6."),
        Wrong("It stays, it is a setting", "Leaky's slope is a setting. PReLU's (parametric ReLU's) gets a gradient "
              "like any weight: watch the paths leave 0.25."),
        move=("step",), until={"step": (400, 400)}, not_before=("step 400",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="PReLU learns its slope", question=question)
