"""What came after He's scale: skip connections and normalisation, in deep networks that plain layers cannot train.

A hidden layer is h ← [h +] c·relu(norm(h·W + b)), by its `Block`. Networks of one block train side by side.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relu_notes.activations import relu
from relu_notes.experiments.dying.training import SOLVED as SOLVED_BELOW
from relu_notes.experiments.dying.training import sine_data
from relu_notes.experiments.regions.data import rings
from relu_notes.networks import Adam, GradientDescent, Loss, Optimizer, logistic_loss, squared_error

Floats = NDArray[np.float32]


class Block(NamedTuple):
    """How a hidden layer is built.

    Attributes
    ----------
    skip : what the layer computes is scaled by this and added to what comes in; None adds nothing
    norm : "batch" or "layer", or None
    place : where it normalises: "before" the ReLU, "after" it, or what comes "in" to a layer; the data themselves are
        left as they are, and what the last layer gets is normalised too
    shift : where the norm's own learned shift starts
    """

    skip: float | None = None
    norm: str | None = None
    place: str = "before"
    shift: float = 0.0


#: By name, in the order of the lesson, for 30 layers.
BLOCKS = {
    "plain": Block(),
    "skip connection": Block(skip=1.0),
    "skip, scaled by 1/√30": Block(skip=30**-0.5),
    "batch norm": Block(norm="batch"),
    "layer norm": Block(norm="layer"),
    "layer norm inside a skip": Block(skip=1.0, norm="layer", place="in"),
}

#: Recorded by tests/benchmarks/record_after_2015.py: of 24 networks those that learn, at the better of two rates.
LEARNED = {
    "plain": 0,
    "skip connection": 0,
    "skip, scaled by 1/√30": 24,
    "batch norm": 24,
    "layer norm": 0,
    "layer norm inside a skip": 24,
}

#: Recorded by the same: solved of 30 networks with hidden biases from −2, by where batch norm stands.
SOLVED = {"none": 0, "before the ReLU": 30, "after the ReLU": 0, "before, its own shift at −2": 0}

#: Where batch norm stands in the networks of `SOLVED`.
PLACES = {
    "none": Block(),
    "before the ReLU": Block(norm="batch"),
    "after the ReLU": Block(norm="batch", place="after"),
    "before, its own shift at −2": Block(norm="batch", shift=-2.0),
}

_Backward = Callable[[Floats], Floats]


def _normalised(x: Floats, axis: int) -> tuple[Floats, _Backward]:
    """Mean 0 and variance 1 along `axis`, and what takes a gradient back through it."""
    scale = 1 / np.sqrt(x.var(axis=axis, keepdims=True) + 1e-5)
    y = (x - x.mean(axis=axis, keepdims=True)) * scale

    def back(g: Floats) -> Floats:
        return scale * (g - g.mean(axis=axis, keepdims=True) - y * (g * y).mean(axis=axis, keepdims=True))

    return y, back


class BlockNetworks:
    """Networks of one width, `networks` of them at once: an affine layer in, `layers` blocks, an affine layer out.

    The layer in is a plain ReLU layer where the block has a skip connection, so that widths fit, and a block otherwise.
    """

    def __init__(self, block: Block, *, inputs: int, width: int, layers: int, networks: int, s2: float, bias: float,
                 rng: np.random.Generator):  # fmt: skip
        self.block = block
        sizes = [inputs, *[width] * layers, 1]
        pairs = list(itertools.pairwise(sizes))
        self.weights = [(rng.standard_normal((networks, m, n)) * np.sqrt(s2 / m)).astype(np.float32) for m, n in pairs]
        self.biases = [np.full((networks, 1, n), bias, np.float32) for _, n in pairs]
        self.biases[-1][...] = 0
        normed = layers if block.norm else 0
        self.gains = [np.ones((networks, 1, width), np.float32) for _ in range(normed)]
        self.shifts = [np.full((networks, 1, width), block.shift, np.float32) for _ in range(normed)]

    @property
    def dtype(self) -> np.dtype:
        """Data type of all arrays."""
        return self.weights[0].dtype

    @property
    def trainable(self) -> list[Floats]:
        """Everything that a step changes."""
        return [*self.weights, *self.biases, *self.gains, *self.shifts]

    def gradients(self, x: Floats, target: Floats, loss: Loss) -> tuple[np.ndarray, list[Floats]]:
        """The loss of each network, and the gradients of `trainable`."""
        block, backs = self.block, []
        inside = bool(block.norm) and block.place == "in"
        zeros = [np.zeros_like(array) for array in self.trainable]
        count = len(self.weights)
        dw, db = zeros[:count], zeros[count : 2 * count]
        dgain, dshift = zeros[2 * count : 2 * count + len(self.gains)], zeros[2 * count + len(self.gains) :]

        def affine(layer: int, h: Floats) -> tuple[Floats, _Backward]:
            def back(g: Floats) -> Floats:
                dw[layer][...] = h.swapaxes(1, 2) @ g
                db[layer][...] = g.sum(axis=1, keepdims=True)
                return g @ self.weights[layer].swapaxes(1, 2)

            return h @ self.weights[layer] + self.biases[layer], back

        def norm(layer: int, h: Floats) -> tuple[Floats, _Backward]:
            y, through = _normalised(h, 1 if block.norm == "batch" else 2)

            def back(g: Floats) -> Floats:
                dgain[layer][...] = (g * y).sum(axis=1, keepdims=True)
                dshift[layer][...] = g.sum(axis=1, keepdims=True)
                return through(g * self.gains[layer])

            return y * self.gains[layer] + self.shifts[layer], back

        def gate(_layer: int, z: Floats) -> tuple[Floats, _Backward]:
            return relu(z), lambda g: g * (z > 0)

        parts = {"before": [affine, norm, gate], "after": [affine, gate, norm]}
        h = np.broadcast_to(x, (len(self.weights[0]), *x.shape[-2:])).astype(np.float32)
        for layer in range(count - 1):
            steps, came_in = [], h
            if inside and layer:
                h, back = norm(layer - 1, h)
                steps.append(back)
            for part in parts[block.place] if block.norm and not inside else [affine, gate]:
                h, back = part(layer, h)
                steps.append(back)
            skips = block.skip if block.skip is not None and layer else None
            if skips is not None:
                h = came_in + np.float32(skips) * h
            backs.append((steps, skips))
        if inside:
            h, back = norm(count - 2, h)
            backs.append(([back], None))
        out, last = affine(count - 1, h)
        value, g = loss(out, target)
        g = last(g)
        for steps, skips in reversed(backs):
            inner = g if skips is None else np.float32(skips) * g
            for back in reversed(steps):
                inner = back(inner)
            g = inner if skips is None else g + inner
        return value, zeros


class _Trainable(NamedTuple):
    """Gradients as an optimizer takes them."""

    trainable: list[Floats]


def _trained(
    made: BlockNetworks, x: Floats, target: Floats, *, loss: Loss, optimizer: Optimizer, steps: int
) -> np.ndarray:
    """The losses of networks after training."""
    anything: Any = made  # an optimizer takes whatever has trainable arrays
    with np.errstate(all="ignore"):
        for _ in range(steps):
            gradients: Any = _Trainable(made.gradients(x, target, loss)[1])
            optimizer.step(anything, gradients)
        return made.gradients(x, target, loss)[0]


def learn_rings(block: Block, *, rate: float, layers: int = 30, networks: int = 24, rng: np.random.Generator) -> int:
    """How many networks of width 32 learn two rings of 100 points, each its own, from Xavier's scale.

    Full-batch descent with momentum 0.9 on the cross-entropy; learned is a loss below 0.2.

    >>> learn_rings(Block(norm="batch"), rate=0.02, layers=4, networks=2, rng=np.random.default_rng(0))
    2
    """
    data = [rings(100, rng=rng) for _ in range(networks)]
    x = np.stack([1.8 * points for points, _ in data]).astype(np.float32)
    target = np.stack([classes for _, classes in data]).astype(np.float32)
    made = BlockNetworks(block, inputs=2, width=32, layers=layers, networks=networks, s2=1.0, bias=0.0, rng=rng)
    optimizer = GradientDescent(rate, momentum=0.9)
    return int(np.sum(_trained(made, x, target, loss=logistic_loss, optimizer=optimizer, steps=200) < 0.2))


def solve_sine(block: Block, *, networks: int = 30, steps: int = 400, rng: np.random.Generator) -> int:
    """How many networks 1-32-32-1 solve the sine of lesson 4 from hidden biases at −2: Adam, rate 0.005.

    >>> solve_sine(Block(), networks=3, steps=20, rng=np.random.default_rng(0))
    0
    """
    x, y = sine_data()
    made = BlockNetworks(block, inputs=1, width=32, layers=2, networks=networks, s2=2.0, bias=-2.0, rng=rng)
    return int(np.sum(_trained(made, x, y, loss=squared_error, optimizer=Adam(0.005), steps=steps) < SOLVED_BELOW))
