"""Lesson 3: what an activation costs, gradients by layer, stacked layers."""

from __future__ import annotations

import functools

import numpy as np

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments import cost, gradients
from relu_notes.live import Button, LiveFigure, Menu, Reading, Slider
from relu_notes.live.gallery import questions
from relu_notes.live.gallery.key_notes import activation_menu
from relu_notes.networks import forward, initialise
from relu_notes.plots.popularity import CostBars, LayerBars, StackAndLine
from relu_notes.plots.style import panels, power_of_ten
from relu_notes.tables import format_number

# -------------------------------------------------------------------------------------------------- 1 cheap


@functools.cache
def _cost(dtype: str, measurement: int) -> cost.ElementwiseCost:
    """One measurement, kept so that the picture of a measurement stays the same; `measurement` tells them apart."""
    return cost.elementwise_cost(list(ACTIVATIONS), dtypes=[dtype], repeats=3)


@functools.cache
def _share_of_a_layer(dtype: str, measurement: int) -> float:
    return cost.layer_cost("relu", width=512, batch_size=64, dtype=dtype, repeats=2).share


def cost_of_activations() -> LiveFigure:
    """Time of every activation on this machine, as a multiple of a copy; measured when Measure is chosen.

    A measurement takes about 20 ms and is kept: the same press shows it again. Nothing is timed before, so what the
    notebook stores is the same on every machine.
    """

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        bars = CostBars(axes, [entry.title for entry in ACTIVATIONS.values()])
        axes.set_title("Time (a copy = 1)")

        def update(dtype, measurement):
            if not measurement:
                bars.show(None)
                return Reading(
                    "Nothing is measured yet. Predict, then choose Measure.",
                    "A list of activations, each with a question mark: nothing is measured yet.",
                )
            measured = _cost(dtype, measurement)
            bars.show(measured.ratio[:, 0])
            text = _cost_in_words(measured)
            if dtype != "float16":
                share = _share_of_a_layer(dtype, measurement)
                text += f" In a layer of 512 neurons ReLU takes {share:.1%} of the time, the matrix product the rest."
            else:
                text += " All but ReLU are computed in float32 here; the time includes the conversions."
            return Reading(text, f"One bar per activation, measured now on this machine in {dtype}. {text}")

        return update

    controls = {
        "measurement": Button("Measure", most=5),
        "dtype": Menu("Number format", {name: name for name in ("float32", "float64", "float16")}),
    }
    return LiveFigure(scene, controls, title="What does an activation cost?", question=questions.COST)


def _cost_in_words(measured: cost.ElementwiseCost) -> str:
    """What the ratios say; times within a quarter count as equal, because a second measurement moves them so far."""
    ratio = dict(zip(measured.names, measured.ratio[:, 0], strict=True))
    of_relu = ratio["relu"]
    title = {name: ACTIVATIONS[name].title for name in ratio}
    cheaper = [title[name] for name in sorted(ratio, key=ratio.__getitem__) if ratio[name] < of_relu / 1.25]
    equal = [title[name] for name in ratio if name != "relu" and of_relu / 1.25 <= ratio[name] <= of_relu * 1.25]
    dearest = max(ratio, key=ratio.__getitem__)
    text = f"In {measured.dtypes[0]}, here and now, ReLU takes {_copies(of_relu)}: "
    if len(cheaper) > 2:
        text += f"{len(cheaper)} others take less, {cheaper[0]} the least"
    elif cheaper:
        text += f"more than {' and '.join(cheaper)}"
    elif equal:
        text += f"the least, together with {' and '.join(equal)}"
    else:
        text += "the least of all"
    return f"{text}. {title[dearest]} takes the most, {_copies(ratio[dearest])}."


def _copies(ratio: float) -> str:
    return f"{ratio:.1f} copies" if ratio < 10 else f"{ratio:.0f} copies"


# -------------------------------------------------------------------------------------------- 2 gradients

_MOST_LAYERS, _WIDTH = 30, 80
_LEAST_SCALE, _GREATEST_SCALE = 0.3, 4.0
_SEED = 0


def gradients_by_layer() -> LiveFigure:
    """Gradient in each layer beside the last one's, measured bars and mean-field prediction.

    Two networks of 80 units and 8 inputs are drawn anew at every tick, always from the same seed, so the bars move
    only because a control moved. That takes about 9 ms at 30 layers; the 30 × 256 measurement is in the tests.
    """

    def scene(figure, activation, **_values):
        (axes,) = panels(figure, 1)
        bars = LayerBars(axes, _MOST_LAYERS, limits=_limits(activation))
        axes.set_title(f"{ACTIVATIONS[activation].title}: gradients")
        axes.legend(loc="lower right")

        def update(activation, depth, scale):
            sizes = {"depth": depth, "width": _WIDTH, "batch_size": 8, "networks": 2}
            rng = np.random.default_rng(_SEED)
            norms = gradients.layer_gradient_norms(activation, weight_variance=scale, rng=rng, **sizes)
            with np.errstate(all="ignore"):  # the squared ReLU leaves every scale
                size = np.sqrt(np.mean(norms**2, axis=0))
                measured = np.nan_to_num(size / size[-1], nan=0, posinf=np.inf)
            factor = gradients.predicted_factor(activation, weight_variance=scale, depth=depth)
            predicted = np.nan_to_num(np.append(np.cumprod(factor[::-1])[::-1], 1.0), nan=0, posinf=np.inf)
            bars.show(measured, predicted)
            a_layer = predicted[0] ** (1 / (depth - 1))
            text = (
                f"Layer 1 gets {_scientific(measured[0])} times the gradient of layer {depth} "
                f"(predicted {_scientific(predicted[0])}): {_fate(predicted[0])}, ×\u00a0{a_layer:.3f} per layer."
            )
            bars_of = f"{ACTIVATIONS[activation].title} networks at weight scale {scale:g}, with the prediction on them"
            return Reading(text, f"{depth} bars from the first to the last layer of {bars_of}. {text}")

        return update

    controls = {
        "depth": Slider("Layers", value=20, min=2, max=_MOST_LAYERS, step=1, play=True),
        "activation": activation_menu(),
        "scale": Slider(
            "Weight scale s²", value=1, min=_LEAST_SCALE, max=_GREATEST_SCALE, step=0.1, format=_scale_text
        ),
    }
    question = questions.GRADIENTS_BY_LAYER
    return LiveFigure(scene, controls, title="Do gradients survive depth?", question=question, redraw=["activation"])


def _scale_text(scale: float) -> str:
    named = {0.3: " (PyTorch's Linear: ⅓)", 1.0: " (Xavier; Keras, Flax)", 2.0: " (He)"}
    return f"{scale:.1f}{named.get(scale, '')}"


def _limits(activation: str) -> tuple[float, float]:
    """Limits of the scale that hold the prediction at both ends of the slider, and some room."""
    ends = [
        np.prod(gradients.predicted_factor(activation, weight_variance=scale, depth=_MOST_LAYERS))
        for scale in (_LEAST_SCALE, _GREATEST_SCALE)
    ]
    low, high = np.clip([min(*ends, 1e-3), max(*ends, 10)], 1e-30, 1e30)
    return low / 30, high * 30


def _fate(ratio: float) -> str:
    """What became of a gradient that was multiplied by `ratio` on its way to the first layer."""
    for limit, word in ((0.01, "vanishes"), (0.3, "fades"), (3, "survives"), (100, "grows")):
        if ratio < limit:
            return f"it {word}"
    return "it explodes"


def _scientific(ratio: float) -> str:
    """Two digits, with a power of ten where zeros would have to be counted."""
    if 0.001 <= ratio < 1000:
        return format_number(ratio, 2)
    if not 0 < ratio < np.inf:
        return "0" if ratio == 0 else "infinitely many"
    digits, exponent = f"{ratio:.1e}".split("e")
    return f"{digits} × {power_of_ten(int(exponent))}"


# -------------------------------------------------------------------------------------------- 3 linearity


def stacked_layers() -> LiveFigure:
    """A stack of layers from |x| (slope -1 left of 0) over ReLU to linear (1), and the single layer that fits it best.

    The last layer is scaled so that the output has mean 0 and standard deviation 1 on the picture.
    """
    x = np.linspace(-3, 3, 241)

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        picture = StackAndLine(axes, x, height=3.5)
        axes.set_title("One stack of random layers")
        axes.legend(loc="upper left")

        def update(layers, slope, network):
            stack = stacked(x, layers, slope, network)
            gain, offset = np.polyfit(x, stack, 1)
            line = gain * x + offset
            picture.show(stack, line)
            apart = float(np.abs(stack - line).max())
            verdict = "one layer does the same" if apart < 1e-9 else "no single layer does the same"
            count = f"{layers} layer{'s' if layers > 1 else ''}"
            text = f"{count}, slope {slope:g} left of 0: {verdict}, largest difference {apart:.2f}"
            return Reading(text, f"The curve of the stack and the straight line of the best single layer. {text}.")

        return update

    controls = {
        "slope": Slider("Slope left of 0", value=0, min=-1, max=1, step=0.05, format=".2f"),
        "layers": Slider("Layers", value=8, min=1, max=8, step=1, play=True),
        "network": Slider("Network number", value=1, min=1, max=9, step=1),
    }
    return LiveFigure(scene, controls, title="Do stacked layers collapse into one?", question=questions.STACKED_LAYERS)


def stacked(x: np.ndarray, layers: int, slope: float, network: int) -> np.ndarray:
    """Output of a random stack on the points x; the draws depend on the number of the network alone."""
    nets = initialise(
        [1, *[16] * (layers - 1), 1],
        activation="leaky_relu",
        negative_slope=slope,
        weight_variance=2 / (1 + slope**2),  # He et al. 2015, eq. 15: keeps sizes while the slope moves
        bias=0.0,
        bias_std=1.0,
        rng=np.random.default_rng(network),
    )
    output = forward(nets, x[:, None]).output[0, :, 0]
    return (output - output.mean()) / output.std()
