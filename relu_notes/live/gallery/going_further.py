"""Lesson 8: a penalty and its zeros, Leaky's slope, what came after He's scale, and where batch norm stands."""

from __future__ import annotations

from functools import cache

import numpy as np

from relu_notes.experiments import after_2015, leaky_slopes
from relu_notes.experiments.penalty import Penalised, train_penalised
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Toggle, Wrong, draggable
from relu_notes.live.gallery.marks import QUARTERS, moving
from relu_notes.plots.style import COLOURS, is_tall, line_style, panels

_PENALTIES = (0.0, 0.003, 0.01, 0.03, 0.1, 0.3)
_SLOPES = {"ReLU": 0.0, "Leaky ReLU": 0.01}


def penalty_not_zeros() -> LiveFigure:
    """Test error of ReLU and Leaky ReLU under an L1 penalty, beside the shares of zeros and of units never on."""

    @cache
    def trained(penalty: float, slope: float, wrong: float, steps: int) -> Penalised:
        rng = np.random.default_rng(1)
        return train_penalised(penalty, negative_slope=slope, wrong_labels=wrong, steps=steps, rng=rng)

    def scene(figure, **_values):
        errors, shares = panels(figure, 2)
        paths, spreads, bars = [], [], []
        for index, name in enumerate(_SLOPES):
            style = line_style(index)
            paths.append(moving(errors, marker="o", label=name, **style))
            spreads.append(moving(errors, color=style["color"], linewidth=2))
            looks = {"color": style["color"], "hatch": "/" * index, "edgecolor": "white", "animated": True}
            bars.append(shares.bar(np.arange(2) + 0.4 * index - 0.2, [0, 0], 0.36, label=name, **looks))
        draggable(paths[0], "penalty")
        errors.set(
            xlabel="penalty", xlim=(-0.4, len(_PENALTIES) - 0.6), ylim=(0, 45), title="Test error in %, up to here"
        )
        errors.title.set_fontsize(19)
        errors.set_xticks(range(len(_PENALTIES)), [f"{penalty:g}" for penalty in _PENALTIES], fontsize=15)
        errors.legend(loc="upper left")
        shares.set(ylim=(0, 1.3), title="Shares at this penalty", yticks=QUARTERS)
        shares.set_xticks([0, 1], ["zeros", "never on"])

        def update(penalty, wrong, steps, cut):
            text = ""
            for index, (name, slope) in enumerate(_SLOPES.items()):
                runs = [trained(each, slope, wrong, steps) for each in _PENALTIES[: penalty + 1]]
                means = np.array([100 * run.test_errors.mean() for run in runs])
                deviations = np.array(
                    [100 * run.test_errors.std(ddof=1) / np.sqrt(len(run.test_errors)) for run in runs]
                )
                at = np.arange(penalty + 1) + 0.08 * (2 * index - 1)
                paths[index].set_data(at, means)
                ends = np.stack([means - 2 * deviations, means + 2 * deviations, np.full_like(means, np.nan)], axis=1)
                spreads[index].set_data(np.repeat(at, 3), ends.ravel())
                last = runs[-1]
                for bar, height in zip(bars[index], (last.zeros, last.never_on.mean()), strict=True):
                    bar.set_height(height)
                text += f"; {name} {means[-1]:.1f} ± {2 * deviations[-1]:.1f}% wrong, {last.zeros:.0%} zeros"
                if cut:
                    change, _ = last.without_the_never_on()
                    text += f" (without {last.never_on.mean():.0%} of its units training outputs move by {change:.2g})"
            text = f"penalty {_PENALTIES[penalty]:g}, {wrong:.0%} wrong labels, {steps} steps{text}"
            return Reading(text, f"Test error by penalty beside shares of zeros and of units never on. {text}.")

        return update

    last = len(_PENALTIES) - 1
    controls = {
        "penalty": Slider("Penalty", value=0, min=0, max=last, step=1, format=lambda at: f"{_PENALTIES[int(at)]:g}"),
        "wrong": Menu("Wrong labels", {"20%": 0.2, "none": 0.0}),
        "steps": Menu("Steps", {"150": 150, "60": 60}),
        "cut": Toggle("take out units that are never on", False),
    }
    question = Question(
        "A fifth of the labels is wrong. A penalty makes ReLU's outputs zeros, and its test error falls. And Leaky's, "
        "which has no zeros?",
        Wrong("It stays: zeros prevent overfitting",
              "Then Leaky could not gain. Read both curves at 0.03: one has 93% zeros, the other none."),
        Right("It falls as much", "It is the penalty that helps: it keeps the network from fitting the wrong labels."),
        Wrong("It rises, small negatives disturb",
              "Leaky's outputs left of 0 are a hundredth: nothing in the curves tells the two apart up to 0.03."),
        move=("penalty",), until={"penalty": (3, 3)}, not_before=("penalty 0.03",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="The penalty, not the zeros", question=question)


def leaky_slope() -> LiveFigure:
    """Recorded: how many of 50 Leaky networks solve the sine, by their slope, from biases at −2 and at 0."""
    slopes = leaky_slopes.SLOPES
    rows = {"biases at −2": "from -2", "biases at −2, other weights": "from -2, again", "biases at 0": "from 0"}

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        lines = [
            moving(axes, marker="o", markersize=size, label=name, **line_style(index))
            for index, (name, size) in enumerate(zip(rows, (17, 13, 9), strict=True))  # where they meet all are seen
        ]
        draggable(lines[0], "slope")
        axes.set(title="Solved, up to here", xlabel="slope left of 0", ylabel="solved of 50")
        axes.set(xlim=(-0.4, len(slopes) - 0.6), ylim=(-2, 78), yticks=range(0, 51, 10))
        axes.set_xticks(range(len(slopes)), [f"{slope:g}" for slope in slopes])
        axes.legend(loc="upper left", ncols=1 if is_tall(figure) else 2)

        def update(slope):
            at = np.arange(slope + 1)
            for line, row in zip(lines, rows.values(), strict=True):
                line.set_data(at, leaky_slopes.SOLVED[row][: slope + 1])
            first, again, zero = (leaky_slopes.SOLVED[row][slope] for row in rows.values())
            text = f"slope {slopes[slope]:g}: of 50 solved {first} and {again} from −2, {zero} from 0"
            return Reading(text, f"Solved networks by the slope left of 0. {text}.")

        return update

    controls = {
        "slope": Slider("Slope", value=0, min=0, max=len(slopes) - 1, step=1, format=lambda at: f"{slopes[int(at)]:g}")
    }
    question = Question(
        "Biases start at −2. Which slope left of 0 makes Leaky ReLU solve the sine most often?",
        Wrong("The usual 0.01", "At 0.01 it solves 6 and 4 of 50; the curve is at its top farther right."),
        Wrong("The larger the better",
              "At 0.9 the function is nearly a straight line, and so is the network: see the last point."),
        Right("It depends on the weights at the start", "31 at 0.05, 15 at 0.1, 29 at 0.3 and at 0.5; other weights "
              "give other numbers. From biases at 0 nearly every slope does."),
        move=("slope",), until={"slope": (len(slopes) - 1, len(slopes) - 1)}, not_before=("slope 0.9", "31"),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Which slope for Leaky ReLU?", question=question)


def since_2015() -> LiveFigure:
    """Recorded: how many of 24 networks of 30 layers learn with Xavier's scale, by how a layer is built."""
    names = list(after_2015.LEARNED)

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        bars = axes.barh(range(len(names)), [0] * len(names), color=COLOURS["blue"], animated=True)
        counts = [axes.text(0.3, row, "", va="center", fontsize=22, animated=True) for row in range(len(names))]
        axes.set(xlim=(0, 27), ylim=(len(names) - 0.4, -0.6), xlabel="learned, of 24", xticks=[0, 6, 12, 18, 24])
        axes.set_yticks(range(len(names)), names, fontsize=12 if is_tall(figure) else 19)
        axes.set_title("30 layers, Xavier")

        def update(shown):
            for row, (bar, count, name) in enumerate(zip(bars, counts, names, strict=True)):
                learned = after_2015.LEARNED[name] if row < shown else 0
                bar.set_width(learned)
                count.set_text(str(learned) if row < shown else "?")
                count.set_x(learned + 0.3)
            last = names[shown - 1]
            text = f"{last}: {after_2015.LEARNED[last]} of 24 networks learn"
            return Reading(text, f"Bars for {shown} of {len(names)} ways to build a layer. {text}.")

        return update

    controls = {
        "shown": Slider("Show up to", value=1, min=1, max=len(names), step=1, format=lambda row: names[int(row) - 1])
    }
    question = Question(
        "Plain layers hardly learn. A skip connection adds to each layer's output what came in. Is that enough for 30?",
        Wrong("Yes, the gradient has a free way back", "It has, but the sum grows layer by layer until the steps are "
              "too large. Compare it with the scaled one."),
        Right("Only if it is scaled, or normalised",
              "Scaled by 1/√30 the sum keeps its size (Hanin & Rolnick 2018), and norms do the same by measuring."),
        Wrong("No: only the right initial weights help",
              "All of these have the same, too small, weights. See batch norm."),
        move=("shown",), until={"shown": (len(names), len(names))}, not_before=("skip", "norm"),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="What changed since 2015", question=question)
