"""Lesson 3: which deep networks learn, over eight draws of the data, and which activation learns in fewer steps."""

from __future__ import annotations

import numpy as np

from relu_notes.experiments import ring_training
from relu_notes.experiments.ring_training import DEPTHS, DRAWS, EVERY, NETWORKS, SETTINGS, STEPS
from relu_notes.live import LiveFigure, Menu, Reading, Slider, draggable
from relu_notes.live.gallery import questions
from relu_notes.plots.popularity import TrainingCurves
from relu_notes.plots.style import panels


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
        draggable(picture.now, "step")

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
        "step": Slider("Training step", value=0, min=0, max=STEPS, step=EVERY, play=True),
    }
    return LiveFigure(
        scene, controls, title="He against Xavier in deep networks", question=questions.TRAINING, redraw=["depth"]
    )
