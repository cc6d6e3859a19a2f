"""Lesson 6: fold, cut, unfold; what depth is for."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from relu_notes.experiments.regions import area as area_of
from relu_notes.experiments.regions import cut_ends, fold_angles, polygon
from relu_notes.live import LiveFigure, Question, Reading, Right, Slider, Wrong, draggable
from relu_notes.plots.plane import area, bare_panel, show_segments
from relu_notes.plots.style import COLOURS, is_tall, panels

_PAPER, _KEPT, _BACK, _SHADE = (np.array(to_rgb(c)) for c in ("#F4E9D4", COLOURS["blue"], "#7FB5D8", "#3A3A3A"))
_RADIUS = 1.15


class _Sheet:
    """A folded sheet of round paper as it is opened: what is kept inside the cut, what falls off, and the folds."""

    def __init__(self, axes: Axes):
        self.scrap = area(axes, zorder=2, edgecolor="#B9A57F", linewidth=1.2, facecolor=_PAPER)
        self.kept = area(axes, zorder=3, facecolor=_KEPT)
        self.flap_scrap = area(axes, zorder=5, edgecolor="#B9A57F", linewidth=1.2)
        self.flap_kept = area(axes, zorder=6)
        (self.creases,) = axes.plot([], [], color="white", linewidth=1.2, zorder=4, animated=True)
        (self.cut,) = axes.plot([], [], color=COLOURS["vermillion"], linewidth=3, zorder=7, animated=True)

    def show(self, folds: int, ends: tuple[float, float], opened: float, turned: float = 0.0) -> None:
        """`opened` of the folds are open, the last one made first; a fraction is a flap on its way."""
        done = min(int(opened), folds)
        angles = fold_angles(folds)[::-1]
        inner, outer = cut_ends(folds, ends=ends), _arc(angles[0] * 2**done)
        for angle in angles[:done]:
            inner = _mirrored(inner, angle)
        turn = np.array([[np.cos(turned), np.sin(turned)], [-np.sin(turned), np.cos(turned)]])
        whole = done == folds  # then the cut is the outline
        self.kept.show([inner if whole else np.vstack([[0, 0], inner @ turn])])
        self.kept.set_edgecolor(COLOURS["vermillion"] if whole else "none")
        self.kept.set_linewidth(3 if whole else 0)
        self.scrap.show([np.vstack([[0, 0], outer @ turn])])
        self.cut.set_data(*([], []) if whole else (inner @ turn).T)
        show_segments(self.creases, _rays(angles[0], ends, done))
        lifted = np.pi * (opened - done)
        if whole or not lifted:
            self.flap_kept.show([])
            self.flap_scrap.show([])
            return
        inner, outer = (_turned(points, angles[done], lifted) for points in (inner, outer))
        self.flap_kept.show([np.vstack([[0, 0], inner])])
        self.flap_scrap.show([np.vstack([[0, 0], outer])])
        shade = 0.25 * np.sin(lifted)
        back = _BACK if lifted < np.pi / 2 else _KEPT
        self.flap_kept.set_facecolor((1 - shade) * back + shade * _SHADE)
        self.flap_scrap.set_facecolor((1 - shade) * _PAPER + shade * _SHADE)


def _arc(angle: float) -> np.ndarray:
    turns = np.linspace(0, angle, round(angle / 0.14) + 2)
    return _RADIUS * np.column_stack([np.cos(turns), np.sin(turns)])


def _mirrored(points: np.ndarray, angle: float) -> np.ndarray:
    """The points, then their images behind the line at that angle on the way back; the middle stands once."""
    return np.vstack([points, _turned(points, angle, np.pi)[-2::-1]])


def _turned(points: np.ndarray, angle: float, turn: float) -> np.ndarray:
    """The sheet turned about the fold at that angle, seen from above and a little enlarged where it is raised."""
    normal = np.array([np.sin(angle), -np.cos(angle)])
    away = points @ normal
    raised = 1 + 0.16 * np.sin(turn) * away
    return (points + (away * (np.cos(turn) - 1))[:, None] * normal) * raised[:, None]


def _rays(wedge: float, ends: tuple[float, float], done: int) -> np.ndarray:
    """Open folds, out to the cut; younger ones begin farther out, so that the middle stays clear."""
    number = np.arange(1, 2**done)
    age = (number & -number) * wedge  # the angle to the next fold that is as old
    number, age = number[age > 0.15], age[age > 0.15]
    lengths = np.where(number % 2 == 1, ends[1], ends[0])
    tips = lengths[:, None] * np.column_stack([np.cos(number * wedge), np.sin(number * wedge)])
    return np.stack([np.minimum(0.1 / age, 0.8)[:, None] * tips, tips], axis=1)


def fold_and_cut() -> LiveFigure:
    """A sheet is folded k times and cut once; unfolded, the cut is a polygon with 2^k sides."""

    def scene(figure, **_values):
        folded, plane = panels(figure, 2, ratios=(1, 1.25))
        bare_panel(folded, -0.08, 1.25, title="Folded, with the cut")
        bare_panel(plane, -1.25, 1.25, title="Unfolding")
        wedge, sheet = _Sheet(folded), _Sheet(plane)
        wedge.cut.set_marker("o")
        draggable(wedge.cut, "first", along="xy", point=0)
        draggable(wedge.cut, "second", along="xy")
        turns = np.linspace(0, 2 * np.pi, 73)
        plane.plot(np.cos(turns), np.sin(turns), color=COLOURS["black"], linewidth=1.2, linestyle=":", zorder=8)
        words = folded.text(0.5, 0.93, "", transform=folded.transAxes, ha="center", fontsize=19, animated=True)
        letters = 22 if is_tall(figure) else 32
        count = plane.text(
            0, 0, "", ha="center", va="center", fontsize=letters, weight="bold", color="white", animated=True, zorder=20
        )
        count.set_bbox({"facecolor": _KEPT, "edgecolor": "none", "boxstyle": "round"})

        def update(folds, opened, first, second):
            ends = first, second
            wedge.show(folds, ends, 0, np.pi / 4 - np.pi / 2**folds)
            sheet.show(folds, ends, folds * opened)
            words.set_text(f"{2**folds} layers of paper")
            text = f"{folds} folds of 4 neurons and one cut"
            if opened == 1:
                corners = polygon(folds, ends=ends)
                share = area_of(corners) / np.pi
                shape = "regular polygon" if first == second else "star"
                count.set_text(f"{len(corners)} sides")
                text += (
                    f", {4 * folds + 1} neurons in all, draw a {shape} with {len(corners)} sides, {share:.3f} of the"
                    f" disc; one layer needs a neuron for each side, {len(corners)}"
                )
            else:
                count.set_text("")
                text += f"; {opened:.0%} unfolded"
            return Reading(text, f"Paper folded to a wedge and cut once, and the sheet unfolding. {text}.")

        return update

    controls = {
        "folds": Slider("Folds k", value=2, min=2, max=6, step=1, play=True),
        "opened": Slider("Unfolded", value=0, min=0, max=1, step=0.02, format=".0%", play=True),
        "first": Slider("Cut on the lower side at", value=1, min=0.3, max=1.1, step=0.05, format=".2f"),
        "second": Slider("Cut on the upper side at", value=1, min=0.3, max=1.1, step=0.05, format=".2f"),
    }
    question = Question(
        "A sheet of paper is folded six times, each fold through the tip, and cut once with a straight line. How many "
        "sides has what you unfold?",
        Wrong("6, one for each fold",
              "A fold adds no single side, it copies all that lie there: unfold slowly and count."),
        Wrong("12, two for each fold",
              "Only the last fold opened so far turns one side into two. The next makes four."),
        Right("64", "Every fold that opens doubles the sides: 2·2·2·2·2·2 = 2⁶, from 24 neurons that fold and one that "
              "cuts."),
        move=("folds", "opened"), until={"folds": (6, 6), "opened": (1, 1)}, not_before=("64 sides",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Fold, cut, unfold", question=question)
