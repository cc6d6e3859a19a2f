"""Lesson 4: a training run that may die, and what became of 50 networks from many starts."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from relu_notes.activations import entry
from relu_notes.experiments import dying
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong
from relu_notes.live.gallery.dying import INPUTS, range_in_words
from relu_notes.live.gallery.fixes import standing
from relu_notes.live.gallery.marks import GHOST, QUARTERS, handle, moving
from relu_notes.plots.dying import OutcomesTable
from relu_notes.plots.style import COLOURS, line_style, panels, write_powers_of_ten


def dying_run() -> LiveFigure:
    """A network that learns a sine, or dies: its curve, error and dead units by step, for 35 starts per input range."""
    biases, rates = np.arange(-2, 1.1, 0.5), (0.02, 0.05, 0.1, 0.2, 0.5)
    grid = np.array([(bias, rate) for bias in biases for rate in rates])
    steps = 400

    @cache
    def trained(inputs: tuple[float, float], steps: int) -> tuple[dying.SineTraining, np.ndarray]:
        each: dict[str, Any] = {"initial_bias": grid[:, 0], "learning_rate": grid[:, 1], "seeds": len(grid)}
        how: dict[str, Any] = {"optimizer": "gradient_descent", "steps": steps, "record_every": 10}
        rng = np.random.default_rng(4)
        run = dying.train_sine("relu", same_start=True, inputs=inputs, rng=rng, **how, **each)
        dead = run.dead.mean(axis=3)
        dead[~np.isfinite(run.losses[run.recorded_steps])] = np.nan  # nothing is left to count
        return run, dead

    place = np.linspace(-1, 1, 64)
    sine = np.sin(np.pi * place)

    def scene(figure, **_values):
        fit, errors, shares = panels(figure, 3)
        fit.plot(place, sine, "o", color=COLOURS["black"], markersize=4, label="the sine")
        before = moving(fit, label="10 steps before", **GHOST)
        drawn = moving(fit, label="network", **line_style(1))
        bold = {"fontsize": 22, "weight": "bold", "color": COLOURS["vermillion"], "ha": "center"}
        word = fit.text(0, -1.35, "", animated=True, **bold)
        fit.set(xlabel="x", xlim=(-1.05, 1.05), ylim=(-1.6, 2.9), title="Network")
        fit.set_xticks([-1, 1], ["first", "last"])
        path = moving(errors, **line_style(1))
        level = handle(errors, "step", markersize=11)
        errors.axhline(dying.BEST_CONSTANT, color=COLOURS["black"], linewidth=1.5, linestyle=":")
        errors.text(steps, dying.BEST_CONSTANT * 1.15, "best constant", ha="right", fontsize=15)
        errors.set(yscale="log", ylim=(1e-3, 12), title="Error")
        write_powers_of_ten(errors.yaxis)
        layers = [moving(shares, label=f"layer {number + 1}", **line_style(number)) for number in range(2)]
        now = handle(shares, "step", markersize=11)
        shares.set(ylim=(-0.03, 1.5), title="Dead units", yticks=QUARTERS)
        for axes in (errors, shares):
            axes.set(xlabel="step", xlim=(-8, steps + 8), xticks=[0, 200, 400])
        for axes in (fit, shares):
            axes.legend(loc="upper left", fontsize=15)

        def update(step, bias, rate, inputs):
            run, dead = trained(inputs, steps if step else 1)
            number = int(np.flatnonzero(np.isclose(grid[:, 0], bias) & (grid[:, 1] == rate))[0])
            frame = int(np.searchsorted(run.recorded_steps, step))
            outputs, loss = run.outputs[frame, number], float(run.losses[step, number])
            for line, at in ((drawn, frame), (before, max(frame - 1, 0))):
                line.set_data(place, np.clip(np.nan_to_num(run.outputs[at, number], nan=9), -5, 5))
            seen = run.recorded_steps[: frame + 1]
            path.set_data(seen, np.clip(np.nan_to_num(run.losses[seen, number], nan=np.inf), 0, 1e3))
            level.set_data([step], [min(loss, 8)])
            for layer, line in enumerate(layers):
                line.set_data(seen, dead[: frame + 1, number, layer])
            now.set_data([step, step], dead[frame, number])
            verdict = standing(loss, outputs)
            word.set_text("DIVERGED" if not loss < 10 else "")
            verdict = f"error {loss:.2g} ({verdict})" if np.isfinite(loss) else verdict
            text = f"step {step}, bias {bias:.1f}, rate {rate:g}: {verdict}"
            if np.isfinite(loss):
                first, second = dead[frame, number]
                text += f"; dead {first:.0%} of layer 1, {second:.0%} of layer 2"
            curve = f"The network's curve for inputs {range_in_words(inputs)}, grey 10 steps before"
            return Reading(text, f"{curve}; its error and the share of dead units by step. {text}.")

        return update

    controls = {
        "step": Slider("Step", value=0, min=0, max=steps, step=10, play=True),
        "bias": Slider("Bias at start", value=-0.5, min=-2, max=1, step=0.5, format=".1f"),
        "rate": Menu("Learning rate", {f"{rate:g}": rate for rate in rates}, value=0.5),
        "inputs": Menu("Inputs from", INPUTS),
    }
    question = Question(
        "Bias −0.5 and learning rate 0.5: what becomes of this network within 400 steps?",
        Wrong("It goes on learning",
              "The error falls at first. Follow the dead units: what is left to learn with at step 100?"),
        Right("It dies and stays a constant", "A step that is too large throws biases far below 0; when the last units "
              "of a layer die, no gradient comes through, and 63/128 = 0.49 is the best constant's error."),
        Wrong("Its numbers grow to infinity", "That is what a too-large rate does to Leaky ReLU. A dead ReLU passes "
              "nothing on, so nothing grows: look at the curve at step 400."),
        Wrong("It stops in a local optimum",
              "A flat error looks like one. But the units are off for all inputs: read their shares on the right."),
        move=("step",), until={"step": (400, 400), "bias": (-0.5, -0.5), "rate": (0.5,)},
        not_before=("the best constant", "diverged"),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="A training run that may die", narrow=(420, 860), question=question)


def outcomes_by_start() -> LiveFigure:
    """Recorded: what became of 50 networks of each activation, by starting bias, optimizer and learning rate."""
    recorded = dying.recorded_outcomes()

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        table = OutcomesTable(axes, dying.FIXES, dying.OUTCOMES, animated=True)

        def update(way, bias):
            rows = {name: recorded[way, dying.BIASES[bias], name] for name in dying.FIXES}
            table.show({name: row.counts for name, row in rows.items()})
            solved = ", ".join(str(row.counts["solved"]) for row in rows.values())
            dead = " and ".join(f"{share:.0%}" for share in rows["relu"].never_on)
            text = (
                f"biases start at {dying.BIASES[bias]:g}; {way}; solved of 50: {solved}; ReLU's layers end {dead} dead"
            )
            alt = f"{text}. " + " ".join(f"{entry(name).title}: {in_words(row.counts)}." for name, row in rows.items())
            return Reading(text, f"A table of activations and outcomes. {alt}")

        return update

    controls = {
        "way": Menu("Trained by", {way: way for way in dying.WAYS}),
        "bias": Slider(
            "Biases start at", value=dying.BIASES.index(0), min=0, max=len(dying.BIASES) - 1, step=1,
            format=lambda place: f"{dying.BIASES[int(place)]:g}".replace("-", "−"),
        ),
    }  # fmt: skip
    questions = (
        Question(
            "With biases at 0 all seven solve it. From −2, with Adam: which passes a gradient and is still seldom "
            "done?",
            Right("Leaky ReLU", "Alive, yet 44 of 50 are only part of the way: they must first carry units across 0, "
                  "with a gradient of a hundredth."),
            Wrong("GELU", "Left of 0 GELU bends, and at −2 its slope is −0.09: it finds its way back. See its row."),
            Wrong("None: a gradient that is not 0 is enough",
                  "Enough to be never stuck. Read the “solved” column: being alive is not being done."),
            Wrong("ReLU", "ReLU passes no gradient at all: 49 of 50 are stuck."),
            move=("bias",), until={"bias": (3, 3)}, not_before=("part of the way",),
        ),
        Question(
            "Biases at 0 again, but plain descent with rate 0.5. What does Leaky ReLU do, which cannot die?",
            Wrong("It learns, that is what it is for",
                  "A fix keeps the gradient from being 0. It does not make a step smaller: read its row."),
            Wrong("It dies like ReLU", "It cannot. Its gradient is never 0, and that is the trouble: see “diverged”."),
            Right("Most of its networks diverge", "A gradient that is never 0 carries the too-large step on and on."),
            move=("way", "bias"), until={"way": ("plain descent, rate 0.5, 40 steps",), "bias": (5, 5)},
            not_before=("diverged", "rate 0.5,"),
        ),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="What became of 50 networks", question=questions)


def in_words(counts: dict[str, int]) -> str:
    """How often the most frequent outcome was met, in words."""
    kind = max(counts, key=lambda name: counts[name])
    share = counts[kind] / sum(counts.values())
    return f"{'nearly always' if share > 0.9 else 'mostly' if share > 0.6 else 'most often'} {kind}"
