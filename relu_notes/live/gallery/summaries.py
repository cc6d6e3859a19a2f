"""The last pictures of lessons 1 to 6 and 8: each lesson in a few panels, drawn from the tested functions."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from relu_notes.activations import elu, elu_derivative, entry, relu, relu_derivative
from relu_notes.experiments import after_2015, dying, gradients, hinges, leaky_slopes, regions, sparsity, tents
from relu_notes.experiments.learned_curves import learn_curve
from relu_notes.experiments.penalty import train_penalised
from relu_notes.live.gallery.boundaries import side_of_class_1
from relu_notes.live.gallery.popularity import stacked
from relu_notes.plots.curves import draw_derivative, draw_function, mark_zero
from relu_notes.plots.plane import CLASSES, bare_panel, half_plane
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, line_style, panels

_BLUE, _RED, _BLACK = COLOURS["blue"], COLOURS["vermillion"], COLOURS["black"]


def _titled(*titles: str, height: int = 360, letters: int = 18) -> tuple[Picture, list[Axes]]:
    """A picture of 1000 × `height` pixels, and its panels side by side under their titles."""
    picture = classroom_figure((1000, height))
    axes = panels(picture, len(titles))
    for one, title in zip(axes, titles, strict=True):
        one.set_title(title, fontsize=letters)
    return picture, axes


def relu_in_one_picture() -> Picture:
    """Lesson 1: the function, its derivative, and one pair that shows that it is not linear."""
    with classroom():
        picture, (function, derivative, pair) = _titled("f(x) = max(0, x)", "f′(x): 0, then 1", "not linear")
        for axes in (function, derivative):
            mark_zero(axes)
            axes.set(xlim=(-2, 2), xticks=[-2, 0, 2])
        draw_function(function, "relu", limits=(-2, 2))
        function.set(ylim=(-0.3, 2.1), yticks=[0, 1, 2])
        draw_derivative(derivative, "relu", limits=(-2, 2))
        derivative.set(ylim=(-0.3, 2.1), yticks=[0, 1])
        a, b = 1, -2
        sides = [relu(a) + relu(b), relu(a + b)]
        pair.bar([0, 1], sides, width=0.5, color=[_BLUE, _RED])
        pair.set(xlim=(-0.6, 1.6), ylim=(-0.1, 1.4), yticks=[0, 1])
        pair.set_xticks([0, 1], ["f(1) + f(−2)", "f(1 − 2)"], fontsize=15)
        for place, side in enumerate(sides):
            pair.text(place, side + 0.05, f"{side:g}", ha="center", fontsize=20)
    picture.description = (
        "Lesson 1 in one picture\nReLU is 0 left of 0 and x right of it; its slope is 0 on the left, 1 on the right, "
        "and undefined at 0; and f(1) + f(−2) = 1 while f(1 − 2) = 0, so it is not linear."
    )
    return picture


def gate_in_one_picture() -> Picture:
    """Lesson 2: the slopes that fit at 0, the gate for gradients, and where f′ is taken."""
    with classroom():
        picture, (fan, gate, where) = _titled("at 0: any slope, 0 to 1", "the gate: z decides", "f′ at z, not at f(z)")
        x = np.array([-1.0, 0.0, 1.0])
        for slope in np.linspace(0, 1, 6):
            fan.plot(x, slope * x, color=COLOURS["sky blue"], linewidth=2)
        fan.plot(x, relu(x), color=_BLACK)
        fan.set(xlim=(-1, 1), ylim=(-1.05, 1.05), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        upstream, z = -1.0, np.array([-2.0, 2.0])
        passed = upstream * relu_derivative(z)
        gate.bar([-0.2, 0.8], [upstream] * 2, width=0.36, color=COLOURS["orange"], label="arrives")
        gate.bar([0.2, 1.2], passed, width=0.36, color=_BLUE, label="passes on")
        gate.axhline(0, color=_BLACK, linewidth=1.5)
        gate.set(xlim=(-0.6, 1.6), ylim=(-1.2, 0.75), yticks=[-1, 0])
        gate.set_xticks([0, 1], ["z = −2", "z = 2"])
        gate.legend(loc="upper center", ncols=2, fontsize=14, frameon=False, handlelength=1)
        z = np.linspace(-3, 2, 101)
        where.plot(z, elu_derivative(z), label="f′(z)", **line_style(0))
        where.plot(z, elu_derivative(elu(z)), label="f′(f(z))", **line_style(1))
        where.set(xlim=(-3, 2), ylim=(-0.05, 1.35), xticks=[-3, 0, 2], yticks=[0, 1], xlabel="z of an ELU")
        where.legend(loc="upper left", fontsize=14, ncols=2, frameon=False)
    picture.description = (
        "Lesson 2 in one picture\nLines of slope 0 to 1 touch ReLU from below at 0. A gradient of −1 that arrives "
        "passes unchanged at z = 2 and is stopped at z = −2. For ELU, f′ taken at f(z) instead of z is wrong left of 0."
    )
    return picture


def reasons_in_one_picture() -> Picture:
    """Lesson 3: gradients by weight scale, zeros by bias, and the kink that keeps layers apart."""
    with classroom():
        picture, (scale, zeros, kink) = _titled("gradients: the scale", "zeros: the bias", "layers: the kink")
        s2 = np.linspace(0.3, 3, 28)
        for index, (name, title) in enumerate((("relu", "ReLU"), ("tanh", "tanh"), ("sigmoid", "sigmoid"))):
            factors = [gradients.predicted_factor(name, weight_variance=s, depth=30) for s in s2]
            scale.plot(s2, [np.exp(np.mean(np.log(factor))) for factor in factors], label=title, **line_style(index))
        scale.axhline(1, color=_BLACK, linewidth=1.5)
        scale.plot([2], [1], "o", color=_BLACK)
        scale.set(xlabel="s²; factor per layer", xlim=(0.3, 3), ylim=(0, 1.75), xticks=[1, 2, 3], yticks=[0, 1])
        scale.legend(loc="upper left", ncols=2, fontsize=13, frameon=False, handlelength=1.6, columnspacing=0.8)
        bias = np.linspace(-3, 3, 61)
        zeros.plot(bias, sparsity.zero_fraction(bias), color=_BLUE)
        zeros.plot([0], [0.5], "o", color=_BLACK)
        zeros.set(xlabel="bias b/σ", xlim=(-3, 3), ylim=(0, 1.03), xticks=[-3, 0, 3], yticks=[0, 0.5, 1])
        x = np.linspace(-3, 3, 121)
        for index, (slope, title) in enumerate(((0.0, "ReLU"), (1.0, "no kink"))):
            kink.plot(x, stacked(x, 8, slope, 1), label=title, **line_style(index))
        kink.set(xlabel="eight layers", xlim=(-3, 3), ylim=(-2.4, 3.6), xticks=[-3, 0, 3], yticks=[0])
        kink.legend(loc="upper left", fontsize=14, ncols=2, frameon=False)
    picture.description = (
        "Lesson 3 in one picture\nThe factor per layer is 1 for ReLU at s² = 2 (marked), and below it for smaller "
        "scales; half of the outputs are 0 at bias 0 (marked), by symmetry; eight ReLU layers bend, eight without a "
        "kink draw a line."
    )
    return picture


def dying_in_one_picture() -> Picture:
    """Lesson 4 in two panels: three units over 24 inputs, and how many networks solve the sine by starting bias."""
    recorded = dying.recorded_outcomes()
    way = next(iter(dying.WAYS))
    with classroom():
        titles = "three units, 24 inputs", "solved of 50, Adam"
        picture, (words, solved) = _titled(*titles, height=380, letters=22)
        x = np.linspace(-1, 1, 24)
        for row, bias in enumerate((1.2, 0.2, -1.2)):
            on = x + bias > 0
            words.plot(x[on], np.full(on.sum(), row), "s", color=_BLUE, markersize=13)
            words.plot(x[~on], np.full((~on).sum(), row), "s", color="white", markeredgecolor=_BLACK)
        words.set(xlabel="input x", ylim=(2.6, -0.6), xticks=[-1, 0, 1])
        words.set_yticks([0, 1, 2], ["always on", "sparse", "dead"])
        for index, name in enumerate(("relu", "leaky_relu", "elu", "gelu", "silu")):
            counts = [recorded[way, bias, name].counts["solved"] for bias in dying.BIASES]
            solved.plot(dying.BIASES, counts, label=entry(name).title, **line_style(index))
        solved.set(xlabel="bias at start", ylim=(-2, 54))
        solved.legend(loc="upper left", fontsize=14)
    picture.description = (
        "Lesson 4 in one picture\nOne unit is on for all inputs, one for some (sparse), one for none (dead). With "
        "biases from 0 to 1 nearly all networks solve the sine; at −2 ELU, GELU and SiLU still do, Leaky ReLU "
        "seldom, ReLU never; at −6 SiLU does in half of the cases; at −8 none."
    )
    return picture


def pieces_in_one_picture() -> Picture:
    """Lesson 5 in three panels: hinges add up, the tent folds, and outside the data the last piece goes on."""

    def sine(x):
        return np.sin(np.pi * x)

    with classroom():
        titles = "hinges add up", "depth can fold: 2³ pieces", "outside the data: straight"
        picture, (total, folded, outside) = _titled(*titles)
        x = np.linspace(-1, 1, 201)
        knots = hinges.even_knots(4, -1, 1)
        corners = np.array([-1, *knots, 1])
        total.plot(x, sine(x), color=_BLACK, linewidth=2, linestyle=":")
        fitted = hinges.hinges(corners, knots) @ hinges.hinge_fit(x, sine(x), knots)
        total.plot(corners, fitted, "o-", color=_BLUE, markersize=8)
        total.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        grid = np.linspace(0, 1, 9)
        folded.plot(grid, tents.tent(grid, 3), color=_BLUE)
        folded.set(xticks=[0, 0.5, 1], yticks=[0, 1])
        run = learn_curve(sine, networks=1, rng=np.random.default_rng(0))
        far = np.linspace(-4, 4, 161)
        outside.plot(far, sine(far), color=_BLACK, linewidth=2, linestyle=":")
        outside.plot(far, run.outputs(-1, 0, far), color=_BLUE)
        outside.axvspan(-1, 1, color=COLOURS["reddish purple"], alpha=0.3)
        outside.set(xticks=[-4, -1, 1, 4], yticks=[-4, 0, 4])
    picture.description = (
        "Lesson 5 in one picture\nFive straight pieces from four hinges follow a sine; three tents in a row make eight "
        "pieces from six neurons; a network that learned the sine between −1 and 1 (shaded) runs straight outside."
    )
    return picture


def plane_in_one_picture() -> Picture:
    """Lesson 6 in four panels: creases make regions, XOR is pressed, folds make sides, boundaries are straight."""
    with classroom():
        titles = "creases", "XOR, pressed", "5 folds, 1 cut", "learned, straight"
        picture, (creased, pressed, cut, learned) = _titled(*titles, height=300, letters=19)
        (weights,), (biases,) = regions.random_lines(8, networks=1, rng=np.random.default_rng(1))
        tints = ("blue", "orange", "bluish green", "yellow")
        for weight, bias, tint in zip(weights.T, biases, 2 * tints, strict=True):
            side = half_plane(weight, bias, reach=9)
            creased.fill(*side.T, color=COLOURS[tint], alpha=0.2, linewidth=0)
            creased.plot(*side[[0, 3]].T, color=_BLACK, linewidth=1.5)
        bare_panel(creased, -1.5, 1.5)
        level: Any = regions.parting_line(0)
        pressed.fill([level - 3, 3, 3], [3, 3, level - 3], color=_RED, alpha=0.15)
        pressed.plot([level - 3, 3], [3, level - 3], color=_BLACK, linewidth=3)
        pressed.plot([0, 0, 1.4], [1.4, 0, 0], color=_BLACK, linewidth=1)
        for point, answer in zip(regions.press(regions.POINTS, 0), regions.ANSWERS, strict=True):
            pressed.plot(*point, **CLASSES[int(answer)])
        bare_panel(pressed, -0.3, 1.4)
        cut.fill(*regions.polygon(5, ends=(1.0, 0.5)).T, color=_BLUE, linewidth=0)
        bare_panel(cut, -1.05, 1.05)
        run = regions.train_plane("spiral", rng=np.random.default_rng(3))
        for outline in side_of_class_1(run.networks[-1], 1.3)[0]:
            learned.fill(*outline.T, facecolor="#F9DCC8", edgecolor=_BLACK, linewidth=2.5)
        for number, look in enumerate(CLASSES):
            learned.plot(*run.points[run.classes[:, 0] == number].T, linestyle="none", markersize=3, **look)
        bare_panel(learned, -1.2, 1.2)
    picture.description = (
        "Lesson 6 in one picture\nEight creases cut the plane into regions; two neurons press XOR so that one line "
        "parts it; five folds and one cut make a star with 32 sides; a learned boundary is made of straight pieces."
    )
    return picture


def further_in_one_picture() -> Picture:
    """Lesson 8: a penalty with and without zeros, Leaky's slope from two starts, and what lets 30 layers learn."""
    with classroom():
        picture, (penalty, slope, blocks) = _titled(
            "test error in %", "Leaky: solved of 50", "30 layers: learned of 24"
        )
        for index, (title, left) in enumerate((("ReLU", 0.0), ("Leaky", 0.01))):
            runs = [
                train_penalised(size, negative_slope=left, wrong_labels=0.2, steps=150, rng=np.random.default_rng(1))
                for size in (0.0, 0.03)
            ]
            places, heights = np.arange(2) + 0.4 * index - 0.2, [100 * run.test_errors.mean() for run in runs]
            colour = line_style(index)["color"]
            penalty.bar(places, heights, 0.36, color=colour, hatch="/" * index, edgecolor="white", label=title)
            for place, height, run in zip(places, heights, runs, strict=True):
                penalty.text(place, height + 0.3, f"{run.zeros:.0%}", ha="center", fontsize=14)
        penalty.set(ylim=(0, 21), yticks=[0, 10], xlabel="above: zeros")
        penalty.set_xticks([0, 1], ["no penalty", "0.03"], fontsize=15)
        penalty.legend(loc="upper right", ncols=2, fontsize=13, frameon=False, handlelength=1)
        for index, (row, title) in enumerate((("from 0", "biases at 0"), ("from -2", "at −2"))):
            slope.plot(leaky_slopes.SLOPES, leaky_slopes.SOLVED[row], marker="o", label=title, **line_style(index))
        slope.set(xscale="log", xlabel="slope left of 0", ylim=(-3, 68), yticks=[0, 50], xticks=[0.01, 0.1])
        slope.set_xticklabels(["0.01", "0.1"])
        slope.legend(loc="upper left", ncols=2, fontsize=13, frameon=False, handlelength=1.6)
        names = list(after_2015.LEARNED)
        blocks.barh(range(len(names)), list(after_2015.LEARNED.values()), color=_BLUE, alpha=0.35)
        for place, (name, learned) in enumerate(after_2015.LEARNED.items()):
            blocks.text(0.6, place, f"{name}: {learned}", va="center", fontsize=14)
        blocks.set(xlim=(0, 24), ylim=(len(names) - 0.4, -0.6), xticks=[0, 12, 24], yticks=[])
    picture.description = (
        "Lesson 8 in one picture\nA penalty of 0.03 lowers the test error of ReLU, which then has mostly zeros, and of "
        "Leaky ReLU, which has none; from biases at 0 every slope up to 0.5 solves the sine, from −2 none always; 30 "
        "layers learn with a scaled skip, with batch norm, or with layer norm inside a skip, at a scale that is wrong."
    )
    return picture
