"""Lesson 6 in one picture."""

from __future__ import annotations

from typing import Any

import numpy as np

from relu_notes.experiments import regions
from relu_notes.live.gallery.boundaries import side_of_class_1
from relu_notes.plots.plane import CLASSES, bare_panel, half_plane
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, panels


def plane_in_one_picture() -> Picture:
    """Lesson 6 in four panels: creases make regions, XOR is pressed, folds make sides, boundaries are straight."""
    picture = classroom_figure((1000, 300))
    creased, pressed, cut, learned = panels(picture, 4)
    with classroom():
        (weights,), (biases,) = regions.random_lines(8, networks=1, rng=np.random.default_rng(1))
        tints = ("blue", "orange", "bluish green", "yellow")
        for weight, bias, tint in zip(weights.T, biases, 2 * tints, strict=True):
            side = half_plane(weight, bias, reach=9)
            creased.fill(*side.T, color=COLOURS[tint], alpha=0.2, linewidth=0)
            creased.plot(*side[[0, 3]].T, color=COLOURS["black"], linewidth=1.5)
        bare_panel(creased, -1.5, 1.5, title="creases")
        level: Any = regions.parting_line(0)
        pressed.fill([level - 3, 3, 3], [3, 3, level - 3], color=COLOURS["vermillion"], alpha=0.15)
        pressed.plot([level - 3, 3], [3, level - 3], color=COLOURS["black"], linewidth=3)
        pressed.plot([0, 0, 1.4], [1.4, 0, 0], color=COLOURS["black"], linewidth=1)
        for point, answer in zip(regions.press(regions.POINTS, 0), regions.ANSWERS, strict=True):
            pressed.plot(*point, **CLASSES[int(answer)])
        bare_panel(pressed, -0.3, 1.4, title="XOR, pressed")
        cut.fill(*regions.polygon(5, ends=(1.0, 0.5)).T, color=COLOURS["blue"], linewidth=0)
        bare_panel(cut, -1.05, 1.05, title="5 folds, 1 cut")
        run = regions.train_plane("spiral", rng=np.random.default_rng(3))
        for outline in side_of_class_1(run.networks[-1], 1.3)[0]:
            learned.fill(*outline.T, facecolor="#F9DCC8", edgecolor=COLOURS["black"], linewidth=2.5)
        for number, look in enumerate(CLASSES):
            learned.plot(*run.points[run.classes[:, 0] == number].T, linestyle="none", markersize=3, **look)
        bare_panel(learned, -1.2, 1.2, title="learned, straight")
        for axes in picture.axes:
            axes.title.set_fontsize(19)
    picture.description = (
        "Lesson 6 in one picture\nEight creases cut the plane into regions; two neurons press XOR so that one line "
        "parts it; five folds and one cut make a star with 32 sides; a learned boundary is made of straight pieces."
    )
    return picture
