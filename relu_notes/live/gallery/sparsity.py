"""Lesson 3: how many zeros ReLU makes, at which layer, and for how many inputs at once."""

from __future__ import annotations

from functools import cache

import numpy as np

from relu_notes.experiments import products, sparsity
from relu_notes.live import Button, LiveFigure, Reading, Slider
from relu_notes.live.gallery import questions
from relu_notes.live.gallery.marks import handle, moving
from relu_notes.plots.popularity import CostBars
from relu_notes.plots.sparsity import ActivityMap, ShadedDensity
from relu_notes.plots.style import COLOURS, is_tall, line_style, panels

_DEPTH, _WIDTH, _INPUTS, _NETWORKS = 30, 48, 48, 16


def zeros_and_bias() -> LiveFigure:
    """Zeros of a layer against its bias: the part of a bell left of 0, Φ(-b/σ), and what random layers give."""
    biases = np.linspace(-3, 3, 61)
    measured = sparsity.measured_zero_fraction(biases, units=2000, rng=np.random.default_rng(0))

    def scene(figure, **_values):
        bell, curve = panels(figure, 2)
        z = np.linspace(-4, 4, 161)
        density = ShadedDensity(bell, z, np.exp(-z * z / 2), reach=5)
        bell.set(title="Where z falls: zeros shaded", xlabel="pre-activation z/σ")
        exact = moving(curve, label="Φ(−b/σ)", **line_style(0))
        hollow = {"markersize": 10, "markerfacecolor": "none", "markeredgewidth": 2.5}
        units = moving(curve, "s", color=COLOURS["vermillion"], label="2000 random units", **hollow)
        dot = handle(curve, "bias", "o", markersize=14, zorder=4)
        curve.set(title="Share of zeros", xlabel="bias b/σ", xlim=(-3.15, 3.15), ylim=(-0.03, 1.03))
        curve.legend(loc="lower left")

        def update(bias):
            seen = biases[biases >= bias - 1e-9]  # what lies left of it would answer the question
            exact.set_data(seen, sparsity.zero_fraction(seen))
            marks = np.flatnonzero(biases >= bias - 1e-9)
            marks = marks[marks % 5 == 0]
            units.set_data(biases[marks], measured[marks])
            density.show(bias)
            share = float(sparsity.zero_fraction(bias))
            counted = float(np.interp(bias, biases, measured))
            dot.set_data([bias], [share])
            text = f"b/σ = {bias:.1f}: Φ(−b/σ) = {share:.1%} zeros, counted {counted:.1%}"
            if bias == 0:
                text += ". Half of a symmetric bell lies left of 0"
            return Reading(text, f"A bell curve centred at {bias:.1f}, its part left of 0 shaded. {text}.")

        return update

    controls = {"bias": Slider("Bias b/σ", value=2, min=-3, max=3, step=0.1, format=".1f")}
    return LiveFigure(scene, controls, title="Zeros against the bias", question=questions.ZEROS_AND_BIAS)


def units_off() -> LiveFigure:
    """Units × inputs of one layer, units off for all inputs marked, beside their share in every layer."""
    sizes = {"depth": _DEPTH, "width": _WIDTH, "inputs": _INPUTS, "networks": _NETWORKS}
    layers = np.stack(sparsity.layer_activations(**sizes, rng=np.random.default_rng(1)))
    depths = np.arange(1, _DEPTH + 1)
    # Off for the first 1, 2, … inputs, averaged over networks and units: shape (inputs, depth).
    off_by_inputs = np.logical_and.accumulate(layers == 0, axis=2).mean(axis=(1, 3)).T

    @cache
    def predicted_by_layer(inputs: int) -> np.ndarray:
        return sparsity.predicted_off(depth=_DEPTH, inputs=inputs)

    def scene(figure, **_values):
        units, shares = panels(figure, 2)
        activity = ActivityMap(units, _WIDTH, _INPUTS, animated=True)
        predicted = moving(shares, label="off for all: predicted", **line_style(0))
        hollow = {"markerfacecolor": "none", "color": COLOURS["vermillion"]}
        measured = moving(shares, "s", label="off for all: measured", **hollow)
        zeros = (layers == 0).mean(axis=(1, 2, 3))
        half = moving(shares, label="zeros", **line_style(2))
        here = handle(shares, "layer", "o")
        shares.set(title="Shares by layer", xlabel="layer", xlim=(0.5, _DEPTH + 0.5), ylim=(-0.02, 1.05))
        shares.legend(loc="upper left")

        def update(layer, inputs):
            off = off_by_inputs[inputs - 1]
            predicted.set_data(depths[:layer], predicted_by_layer(inputs)[:layer])
            measured.set_data(depths[:layer:2], off[:layer:2])
            half.set_data(depths[:layer], zeros[:layer])
            here.set_data([layer], [off[layer - 1]])
            outputs = layers[layer - 1, 0, :inputs]
            dead = int(activity.show(outputs).sum())
            counted = f"{inputs} {'input' if inputs == 1 else 'inputs'}"
            text = (
                f"layer {layer}, {counted}: {np.mean(outputs == 0):.0%} zeros, {dead} of {_WIDTH} units off for "
                f"all of them; over {_NETWORKS} networks {off[layer - 1]:.1%}"
            )
            return Reading(text, f"Map of units and inputs beside shares by layer. {text}.")

        return update

    controls = {
        "layer": Slider("Layer", value=1, min=1, max=_DEPTH, step=1, play=True),
        "inputs": Slider("Inputs", value=_INPUTS, min=1, max=_INPUTS, step=1),
    }
    return LiveFigure(scene, controls, title="Off for one input, off for all", question=questions.UNITS_OFF)


_BARS = ("matrix × matrix", "one vector, rows skipped", "if zeros cost nothing")


@cache
def _speedups(zeros: float, measurement: int) -> tuple[float, float]:
    """One measurement, kept so that its picture stays the same; `measurement` tells them apart."""
    rng = np.random.default_rng(measurement)
    return products.dense_speedup(zeros, rng=rng), products.skipping_speedup(zeros, rng=rng)


def zeros_in_a_product() -> LiveFigure:
    """How much faster products are with zeros in them: dense, and for one vector with the rows of its zeros left out.

    A measurement takes about 0.1 s and is kept: the same press shows it again. Nothing is timed before, so what the
    notebook stores is the same on every machine.
    """

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        bars = CostBars(axes, _BARS, limits=(0.1, 500), xlabel="times as fast")
        axes.set_title("Measured here" if is_tall(figure) else "What zeros save, measured on this computer")

        def update(measurement, halvings):
            zeros = 1 - 2.0**-halvings
            if not measurement:
                bars.show(None)
                return Reading(
                    "Nothing is measured yet. Predict, then choose Measure.",
                    "Three bars to come: a dense product, one vector with rows skipped, and no time for zeros.",
                )
            dense, skipping = _speedups(zeros, measurement)
            bars.show(np.array([dense, skipping, 1 / (1 - zeros)]))
            text = (
                f"{_percent(halvings)} zeros, here and now: a dense product is {dense:.2f} times as fast as without, "
                f"one vector with its rows skipped {skipping:.1f} times; at best {2**halvings}"
            )
            return Reading(f"{text}.", f"Three bars. {text}.")

        return update

    controls = {
        "measurement": Button("Measure", most=5),
        "halvings": Slider("Share of zeros", value=7, min=1, max=7, step=1, format=_percent),
    }
    return LiveFigure(scene, controls, title="Do zeros make a product faster?", question=questions.ZEROS_IN_A_PRODUCT)


def _percent(halvings: float) -> str:
    return f"{1 - 2.0**-halvings:.{0 if halvings < 4 else 1}%}"
