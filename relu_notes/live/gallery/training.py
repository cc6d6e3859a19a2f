"""Lesson 3: which deep networks learn, over eight draws of the data, and which activation learns in fewer steps."""

from __future__ import annotations

import numpy as np

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments import ring_training, speed
from relu_notes.experiments.ring_training import DEPTHS, DRAWS, EVERY, NETWORKS, SETTINGS, STEPS
from relu_notes.live.controls import Menu, Slider
from relu_notes.live.figure import LiveFigure, Reading
from relu_notes.live.gallery import questions
from relu_notes.plots.curves import Sheet
from relu_notes.plots.popularity import TrainingCurves
from relu_notes.plots.style import COLOURS, GUIDE, line_style, panels


def training_deep_networks() -> LiveFigure:
    """Deep networks learn to tell two rings apart: loss by step, and how many of twelve have learned.

    The counts are over eight draws of the points, trained once and stored (`relu_notes.experiments.ring_training`).
    """

    def scene(figure, depth, **_values):
        records = [ring_training.recorded(setting, depth) for setting in SETTINGS]
        curves, counts = panels(figure, 2, ratios=(1.25, 1))
        titles = [setting.title for setting in SETTINGS]
        steps = np.arange(0, STEPS + 1, EVERY)
        losses = [one.quantiles for one in records]
        points, _ = ring_training.rings(32, rng=np.random.default_rng(0))
        picture = TrainingCurves(
            curves, counts, titles, steps, losses, guessing=float(np.log(2)), most=NETWORKS, points=points
        )
        curves.set_title(f"{depth} hidden layers")

        def update(depth, step):
            learned = np.array([one.learned[step // EVERY] for one in records])
            picture.show(step, learned)
            counted = ", ".join(
                f"{title} {row.mean():.2g} ({row.min()} to {row.max()})"
                for title, row in zip(titles, learned, strict=True)
            )
            text = f"{depth} layers, step {step}: of 12 networks have learned, mean of {DRAWS} draws (range): {counted}"
            return Reading(text, f"Two rings, loss curves up to this step, and bars that count. {text}.")

        return update

    controls = {
        "depth": Menu("Hidden layers", {str(each): each for each in DEPTHS}, value=30),
        "step": Slider("Training step", value=0, min=0, max=STEPS, step=EVERY),
    }
    return LiveFigure(
        scene,
        controls,
        title="He against Xavier in deep networks",
        question=questions.TRAINING,
        redraw=["depth"],
    )


def learning_speed() -> LiveFigure:
    """Steps to 5% wrong of four activations, each at its best rate; two menus find the order reversed.

    Each curve is trained when a menu first asks for it, in about 0.1 s.
    """
    names = ("relu", "gelu", "tanh", "sigmoid")

    def runs(data, name, tanh, sigmoid):
        scale = {"tanh": tanh, "sigmoid": sigmoid}.get(name, 2.0)
        return speed.fastest(data, name, scale)

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        lines = [
            axes.plot([], [], label=ACTIVATIONS[name].title, animated=True, **line_style(index))[0]
            for index, name in enumerate(names)
        ]
        axes.axhline(5, color=COLOURS["black"], linewidth=1.5, linestyle=":", gid=GUIDE)
        axes.set(xlim=(0, speed.STEPS), ylim=(0, 60), xlabel="training step", ylabel="points wrong, % (median network)")
        axes.legend(loc="upper right")
        unseen = Sheet(axes, zorder=3)

        def update(data, tanh, sigmoid, step):
            arrivals = []
            for name, line in zip(names, lines, strict=True):
                wrong = runs(data, name, tanh, sigmoid)
                line.set_data(np.arange(len(wrong)), 100 * np.median(wrong, axis=1))
                reached = speed.steps_to(wrong)
                arrivals.append(f"{ACTIVATIONS[name].title} {f'{reached:.0f}' if reached <= step else 'not yet'}")
            unseen.cover(step, speed.STEPS)
            text = f"step {step}: 5% wrong reached at step: {', '.join(arrivals)}"
            return Reading(text, f"Four falling curves, drawn up to this step; {data}. {text}.")

        return update

    controls = {
        "data": Menu("Data", {"two rings": "rings", "blobs in ten dimensions": "blobs"}),
        "tanh": Menu("Scale of tanh, s²", {"1": 1.0, "2.78 (gain 5/3)": 2.78}),
        "sigmoid": Menu("Scale of sigmoid, s²", {"1": 1.0, "16": 16.0}),
        "step": Slider("Training step", value=0, min=0, max=speed.STEPS, step=1),
    }
    return LiveFigure(scene, controls, title="Who learns in fewer steps?", question=questions.LEARNING_SPEED)
