"""Lesson 5: the tent map and what it draws, and the kinks of random networks."""

from __future__ import annotations

from functools import cache

import numpy as np

from relu_notes.activations import relu
from relu_notes.experiments import pieces, tents
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Toggle, Wrong
from relu_notes.live.gallery.marks import handle, moving
from relu_notes.plots.style import COLOURS, line_style, panels, write_powers_of_ten


def tent() -> LiveFigure:
    """The tent map applied to itself: two neurons more, twice the pieces; one layer needs a neuron for each kink."""
    deepest = 8
    depths = np.arange(1, deepest + 1)
    bends = [pieces.breakpoints(*tents.tent_network(int(depth))) for depth in depths]
    counts = np.array([pieces.pieces_between(bend, 0, 1) for bend in bends])

    def scene(figure, **_values):
        curve, growth = panels(figure, 2)
        line = moving(curve, color=COLOURS["blue"], linewidth=2)
        curve.set(xlabel="x", xlim=(-0.03, 1.03), ylim=(-0.05, 1.1), title="Tent map, applied k times")
        doubled = moving(growth, marker="o", label="k layers of 2", **line_style(0))
        flat = moving(growth, label="one layer: at most", **line_style(1))
        here = handle(growth, "depth", markersize=15)
        growth.set(xlabel="neurons", yscale="log", xlim=(0, 17), ylim=(1, 4000), xticks=[2, 6, 10, 14])
        growth.set_title("Linear pieces, up to here")
        growth.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
        growth.minorticks_off()
        growth.legend(loc="upper left")

        def update(depth):
            x = np.linspace(0, 1, 2**depth + 1)
            line.set_data(x, tents.tent(x, depth))
            seen = 2 * depths[:depth]
            doubled.set_data(seen, counts[:depth])
            flat.set_data(seen, seen + 1)
            here.set_data([2 * depth], [counts[depth - 1]])
            text = (
                f"k = {depth}: {2 * depth} neurons, {counts[depth - 1]} pieces counted on [0, 1]; "
                f"in one layer {2 * depth} neurons make at most {2 * depth + 1}"
            )
            return Reading(text, f"A zigzag with {2**depth} straight pieces, and pieces against neurons. {text}.")

        return update

    controls = {"depth": Slider("Layers k", value=1, min=1, max=deepest, step=1, play=True)}
    question = Question(
        "One tent has 2 pieces. How many pieces have seven, each applied to the one before?",
        Wrong("14, two for each tent", "One kink for each neuron is the rule of a single layer. Go from k = 1 to 2: "
              "the second tent folds both pieces of the first."),
        Wrong("49", "7² would be growth by adding more and more. Each layer multiplies by the same number: which?"),
        Right("128", "Each layer folds every piece once more, so the pieces double: 2⁷."),
        move=("depth",), until={"depth": (7, 8)}, not_before=("128",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Depth doubles the pieces", question=question)


def square_by_tents() -> LiveFigure:
    """The square x² as x minus a sum of tents: the largest error, beside the best of one layer of as many neurons."""
    most = 10
    counts = np.arange(0, most + 1)
    x = np.linspace(0, 1, 65)
    errors = 0.25 ** (counts + 1)
    alone = np.asarray(tents.one_layer_square_error(2 * counts))

    def scene(figure, **_values):
        curve, falling = panels(figure, 2)
        curve.plot(x, x**2, color=COLOURS["black"], linewidth=2.5, linestyle=":", label="x²")
        drawn = moving(curve, color=COLOURS["blue"], linewidth=3, label="x − Σ tents/4ᵏ")
        curve.set(xlabel="x", xlim=(-0.03, 1.03), ylim=(-0.05, 1.3), title="x² from tents")
        curve.legend(loc="upper left")
        deep = moving(falling, marker="o", label="tents", **line_style(0))
        one = moving(falling, label="one layer, at best", **line_style(1))
        here = handle(falling, "count", markersize=15)
        falling.set(xlabel="neurons", yscale="log", xlim=(-1, 21), ylim=(3e-8, 30), xticks=[0, 4, 8, 12, 16, 20])
        falling.set_title("Largest error, up to here")
        write_powers_of_ten(falling.yaxis)
        falling.legend(loc="upper right")

        def update(count):
            corners = np.linspace(0, 1, 2 ** min(count, 6) + 1)
            drawn.set_data(corners, tents.square_by_tents(corners, count))
            seen = slice(0, count + 1)
            deep.set_data(2 * counts[seen], errors[seen])
            one.set_data(2 * counts[seen], alone[seen])
            here.set_data([2 * count], [errors[count]])
            needed = int(np.ceil(np.sqrt(1 / (8 * errors[count])))) - 1
            text = f"{count} tent{'s' * (count != 1)}, {2 * count} neurons: largest error {errors[count]:.2g}"
            if count > 2:
                text += f"; one layer of {2 * count} reaches {alone[count]:.2g}"
                text += f" and needs {needed} neurons for as little"
            return Reading(text, f"x² and its polygon, beside the largest error by neurons. {text}.")

        return update

    controls = {"count": Slider("Tents", value=1, min=0, max=most, step=1, play=True)}
    question = Question(
        "With ten tents, that is 20 neurons, the error is 2 in ten million. How many neurons would one layer need?",
        Wrong("20 as well, neurons are neurons", "In one layer each neuron adds one bend, in depth each pair doubles "
              "them: compare the two lines at 20 neurons."),
        Wrong("About 100",
              "One layer's error falls with the square of the neurons only. Read the end of the sentence at 10 tents."),
        Right("About 700", "The error of one layer is 1/(8·(n + 1)²): 724 neurons for 2.4 · 10⁻⁷."),
        Wrong("No number is enough", "One layer can come as close as you like, but slowly."),
        move=("count",), until={"count": (10, 10)}, not_before=("700", "724"),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Depth that pays: x² from tents", question=question)


#: The whole line, then two windows around the data's usual place.
_WINDOWS = {"the whole line": np.inf, "|x| < 3": 3.0, "|x| < 1": 1.0}


def random_kinks() -> LiveFigure:
    """A random network of 128 neurons with its kinks, beside the kinks per neuron of 16 networks for each depth."""
    neurons, networks, shown = 128, 16, 12
    depths = (1, 2, 4, 8, 16)

    @cache
    def drawn(layers: int) -> list[tuple[list[np.ndarray], list[np.ndarray]]]:
        rng = np.random.default_rng(layers)
        return [pieces.random_network([neurons // layers] * layers, rng=rng) for _ in range(networks)]

    @cache
    def bends(layers: int) -> list[np.ndarray]:
        return [pieces.breakpoints(*network) for network in drawn(layers)]

    def shares(layers: int, window: float) -> np.ndarray:
        return np.array([np.sum(np.abs(bend) < window) for bend in bends(layers)]) / neurons

    def scene(figure, **_values):
        curve, count = panels(figure, 2)
        line = moving(curve, color=COLOURS["blue"], linewidth=3)
        marks = moving(curve, color=COLOURS["vermillion"], linewidth=2)
        curve.set(title="One network", xlabel="x; every kink is marked below", yticks=[])
        curve.set(xlim=(-3, 3), ylim=(-1.35, 1.1))
        count.axhline(1, color=COLOURS["black"], linewidth=2, linestyle=":")
        dots = moving(count, color=COLOURS["bluish green"], linewidth=3)
        means = moving(count, color=COLOURS["black"])
        here = handle(count, "depth", color=COLOURS["vermillion"], markersize=15)
        count.set(xlabel="hidden layers (128 neurons in all)", xlim=(-0.5, 4.5), ylim=(-0.08, 1.9))
        count.set_title("Kinks per neuron, up to here")
        count.set_xticks(range(5), [str(n) for n in depths])

        def update(depth, window, number, biases):
            weights, offsets = drawn(depths[depth])[number - 1]
            if not biases:
                offsets = [np.zeros_like(bias) for bias in offsets]
            at = bends(depths[depth])[number - 1] if biases else pieces.breakpoints(weights, offsets)
            inside = at[np.abs(at) < 3]
            grid = np.union1d([-3, 3], inside)
            y = _output(weights, offsets, grid)
            line.set_data(grid, (y - y.mean()) / max(np.abs(y - y.mean()).max(), 1e-12))
            marks.set_data(np.repeat(inside, 3), np.tile([-1.3, -1.14, np.nan], len(inside)))
            reached = [shares(layers, window) for layers in depths[: depth + 1]]
            spread = np.linspace(-0.25, 0.25, networks)[:, None] + [-0.02, 0.02, np.nan]  # short dashes: one path
            dots.set_data(np.add.outer(range(depth + 1), spread).ravel(), np.repeat(np.concatenate(reached), 3))
            ends = np.add.outer(range(depth + 1), [-0.35, 0.35, np.nan])
            means.set_data(ends.ravel(), np.repeat([share.mean() for share in reached], 3))
            counted = int(np.sum(np.abs(at) < window))
            here.set_data([depth], [counted / neurons])
            layers = depths[depth]
            where = next(name for name, size in _WINDOWS.items() if size == window)
            text = (
                f"{layers} hidden layer{'s' * (layers > 1)} of {neurons // layers}: {counted} "
                f"kink{'s' * (counted != 1)} on {where}, {counted / neurons:.2f} per neuron; "
                f"{networks} networks {reached[-1].mean():.2f}"
            )
            if layers == 1 and np.isfinite(window):
                text += f", exactly (2/π)·arctan({window:g}√2) = {float(pieces.kinks_within(window)):.2f}"
            if not biases:
                text += ". Without biases all kinks fall on 0: two pieces"
            return Reading(text, f"A network's curve with its kinks, beside kinks per neuron by depth. {text}.")

        return update

    controls = {
        "depth": Slider(
            "Hidden layers", value=0, min=0, max=4, step=1, format=lambda place: str(depths[int(place)]), play=True
        ),
        "window": Menu("Count kinks on", _WINDOWS),
        "number": Slider("Network", value=1, min=1, max=shown, step=1),
        "biases": Toggle("biases", True),
    }
    questions = (
        Question(
            "128 neurons in eight layers, weights drawn at random: how many kinks on the whole line?",
            Wrong("2⁸ times as many as in one layer",
                  "That is what depth can do with chosen weights, like the tent's. Read the black bar at 8 layers."),
            Right("About 128 again", "About one per neuron at any depth (Hanin & Rolnick 2019)."),
            Wrong("8, one for each layer", "Layers do not bend, neurons do: count the marks under the curve."),
            move=("depth",), until={"depth": (3, 4)}, not_before=("8 hidden",),
        ),
        Question(
            "And near the data, for |x| < 1: what has the deep network there?",
            Wrong("As many kinks as one layer",
                  "On the whole line, yes. Choose |x| < 1 and compare the bars from 1 to 16 layers."),
            Right("Fewer than one layer", "0.61 per neuron in one layer, 0.18 in sixteen: deep kinks fall far out."),
            Wrong("More, depth multiplies", "At random it does not. Choose |x| < 1 and go from 1 to 16 layers."),
            move=("window", "depth"), until={"window": (1.0,), "depth": (3, 4)}, not_before=("|x| < 1", "0.18"),
        ),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="What random networks do", question=questions)


def _output(weights: list[np.ndarray], biases: list[np.ndarray], x: np.ndarray) -> np.ndarray:
    h = x[:, None]
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        h = relu(h @ weight + bias)
    return (h @ weights[-1] + biases[-1])[:, 0]
