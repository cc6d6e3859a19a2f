"""The last pictures of lessons 1 to 3 and 8: each lesson in three panels, drawn from the tested functions."""

from __future__ import annotations

import numpy as np

from relu_notes.activations import elu, elu_derivative, relu, relu_derivative
from relu_notes.experiments import after_2015, gradients, leaky_slopes, sparsity
from relu_notes.experiments.penalty import train_penalised
from relu_notes.live.gallery.popularity import stacked
from relu_notes.plots.curves import draw_derivative, draw_function, mark_zero
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, line_style, panels

_BLUE, _RED, _BLACK = COLOURS["blue"], COLOURS["vermillion"], COLOURS["black"]


def _three(titles: tuple[str, str, str]) -> tuple[Picture, list]:
    picture = classroom_figure((1000, 360))
    axes = panels(picture, 3)
    for one, title in zip(axes, titles, strict=True):
        one.set_title(title, fontsize=18)
    return picture, axes


def relu_in_one_picture() -> Picture:
    """Lesson 1: the function, its derivative, and one pair that shows that it is not linear."""
    with classroom():
        picture, (function, derivative, pair) = _three(("f(x) = max(0, x)", "f′(x): 0, then 1", "not linear"))
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
        picture, (fan, gate, where) = _three(("at 0: any slope, 0 to 1", "the gate: z decides", "f′ at z, not at f(z)"))
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
        picture, (scale, zeros, kink) = _three(("gradients: the scale", "zeros: the bias", "layers: the kink"))
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


def further_in_one_picture() -> Picture:
    """Lesson 8: a penalty with and without zeros, Leaky's slope from two starts, and what lets 30 layers learn."""
    with classroom():
        picture, (penalty, slope, blocks) = _three(
            ("test error in %", "Leaky: solved of 50", "30 layers: learned of 24")
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
