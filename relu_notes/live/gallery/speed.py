"""Lesson 3: which activation learns in fewer steps, and how that turns round with the data and tanh's scale."""

from __future__ import annotations

import numpy as np

from relu_notes.activations import entry
from relu_notes.experiments import speed
from relu_notes.experiments.speed import NETWORKS, STEPS
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong, draggable
from relu_notes.live.gallery.marks import moving
from relu_notes.plots.curves import Sheet
from relu_notes.plots.popularity import named_rows
from relu_notes.plots.style import COLOURS, GUIDE, line_style, panels

_DATA = {"two rings": "rings", "20 blobs in ten dimensions": "blobs"}
_TANH_SCALES = {"1 (Xavier)": 1.0, "2.8 (gain 5/3)": 2.78}
_SIGMOID_SCALES = {"1 (Xavier)": 1.0, "16": 16.0}
_GOAL = 0.05


def steps_to_learn() -> LiveFigure:
    """Share of the points that are wrong, by step, and the step at which 5% is reached: medians of 16 networks.

    Each activation has the best learning rate of a sweep (`relu_notes.experiments.speed`); a choice trains for 0.2 s.
    """

    def scene(figure, data, tanh_scale, sigmoid_scale, **_values):
        curves, rows = panels(figure, 2, ratios=(1.25, 1))
        settings = (("relu", 2.0), ("gelu", 2.0), ("tanh", tanh_scale), ("sigmoid", sigmoid_scale))
        runs = [speed.fastest(data, activation, scale) for activation, scale in settings]
        titles = [f"{entry(activation).title}, s² = {scale:.2g}" for activation, scale in settings]
        steps = np.arange(STEPS + 1)
        for index, wrong in enumerate(runs):
            low, middle, high = 100 * np.quantile(wrong, [0.1, 0.5, 0.9], axis=1)
            curves.fill_between(steps, low, high, color=line_style(index)["color"], alpha=0.12, linewidth=0)
            curves.plot(steps, middle, **line_style(index))
        curves.axhline(100 * _GOAL, color=COLOURS["black"], linewidth=1.5, gid=GUIDE)
        curves.text(STEPS, 100 * _GOAL + 0.7, "5%", ha="right", va="bottom", fontsize=16, zorder=5)
        curves.set(xlim=(0, STEPS), ylim=(0, 62), xlabel="training step", title="Points wrong, %")
        unseen = Sheet(curves, zorder=4)
        now = moving(curves, color=COLOURS["black"], linewidth=3, zorder=5)

        draggable(now, "step")
        places = named_rows(rows, titles)
        rows.set(xlim=(0, STEPS * 1.35), xticks=range(0, STEPS + 1, 10), xlabel="steps", title="Steps to 5% wrong")
        bars = [moving(rows, **line_style(index)) for index in range(len(runs))]
        texts = [rows.text(0, place, "", va="center", fontsize=18, animated=True) for place in places]
        arrivals = [speed.steps_to(wrong, _GOAL) for wrong in runs]

        def update(data, step, **_scales):
            unseen.cover(step, STEPS)
            now.set_data([step, step], [0, 62])
            told = []
            for title, arrival, place, bar, text in zip(titles, arrivals, places, bars, texts, strict=True):
                there = arrival <= step
                bar.set_data([0, min(arrival, step)], [place, place])
                text.set_x(min(arrival, step) + 1.5)
                text.set_text(f"{arrival:.0f}" if there else "not yet" if step else "?")
                told.append(f"{title.split(',')[0]} {f'{arrival:.0f} steps' if there else 'not yet'}")
            name = next(title for title, key in _DATA.items() if key == data)
            arrived = ", ".join(told)
            text = f"{name[0].upper()}{name[1:]}, step {step}: 5% wrong: {arrived} (median of {NETWORKS} networks)"
            return Reading(text, f"Curves of the share of wrong points up to this step, a bar each. {text}.")

        return update

    controls = {
        "step": Slider("Training step", value=0, min=0, max=STEPS, step=1, play=True),
        "data": Menu("Data", _DATA),
        "tanh_scale": Menu("Scale of tanh, s²", _TANH_SCALES),
        "sigmoid_scale": Menu("Scale of sigmoid, s²", _SIGMOID_SCALES),
    }
    questions = (
        Question(
            "Four activations learn the rings, each at its best rate. Which needs the most steps?",
            Wrong("ReLU, half of it is off", "Half of the units are off for each input, and that slows nothing down."),
            Wrong("tanh, it goes flat", "It goes flat on both sides, yet its bar ends long before the last one."),
            Right("sigmoid",
                  "Its slope is at most ¼, and its outputs are all positive: after 50 steps it still guesses."),
            Wrong("GELU, the most expensive", "That is time per step. Here steps are counted, and it needs few."),
            move=("step",), until={"step": (40, STEPS)}, not_before=("step 40", "ReLU 9 steps"),
        ),
        Question(
            "Now the blobs, and 2.8 for tanh's scale. Does ReLU still need fewer steps than tanh?",
            Wrong("yes, ReLU does not saturate", "That held for rings and tanh's small scale. Compare the bars."),
            Right("no, tanh needs fewer", "Data and scale decide: of 55 settings tanh was slower in 27, faster in 19."),
            Wrong("they need the same", "Read the two bars: one is nearly twice as long as the other."),
            move=("data", "tanh_scale", "step"), until={"data": ("blobs",), "tanh_scale": (2.78,), "step": (20, STEPS)},
            not_before=("20 blobs", "tanh 7 steps"),
        ),
    )  # fmt: skip
    redraw = "data", "tanh_scale", "sigmoid_scale"
    return LiveFigure(scene, controls, title="Which learns in fewer steps?", question=questions, redraw=redraw)
