"""Optimizers, losses and a training loop for all networks at once."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from relu_notes._arguments import doubles, finite, whole_number
from relu_notes.activations import sigmoid
from relu_notes.networks.dense import DenseNetworks
from relu_notes.networks.passes import Gradients, backward, forward, in_dtype_of


class Optimizer(Protocol):
    """Anything with a `step` that changes the networks in place."""

    def step(self, networks: DenseNetworks, gradients: Gradients) -> None:
        """Change `networks` in place."""


@dataclass
class GradientDescent:
    """Plain steps, with optional momentum: ``v ← momentum · v + g``, ``w ← w - learning_rate · v``.

    `learning_rate` is a number, or an array with one rate per network.
    """

    learning_rate: float | np.ndarray
    momentum: float = 0.0
    _velocity: list[np.ndarray] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse invalid rates and an invalid momentum."""
        _check_rates(self.learning_rate)
        self.momentum = finite(self.momentum, "momentum")

    def step(self, networks: DenseNetworks, gradients: Gradients) -> None:
        """Change `networks` in place."""
        rate = _rates(self.learning_rate, networks)
        directions = gradients.trainable
        with np.errstate(all="ignore"):
            if self.momentum:
                if not self._velocity:
                    self._velocity = [np.zeros_like(g) for g in directions]
                for velocity, gradient in zip(self._velocity, directions, strict=True):
                    velocity *= self.momentum
                    velocity += gradient
                directions = self._velocity
            for array, direction in zip(networks.trainable, directions, strict=True):
                array -= rate * direction


@dataclass
class Adam:
    """Adam (Kingma & Ba 2015), with its usual constants: betas 0.9 and 0.999, epsilon 1e-8.

    `learning_rate` is a number, or an array with one rate per network. The running moments of half-precision
    networks are float32: squares of their gradients, and epsilon, would round to 0.
    """

    learning_rate: float | np.ndarray
    _moments: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list, init=False, repr=False)
    _steps: int = field(default=0, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse invalid rates."""
        _check_rates(self.learning_rate)

    def step(self, networks: DenseNetworks, gradients: Gradients) -> None:
        """Change `networks` in place."""
        precise = np.result_type(networks.dtype, np.float32)
        if not self._moments:
            self._moments = [(np.zeros(g.shape, precise), np.zeros(g.shape, precise)) for g in gradients.trainable]
        self._steps += 1
        beta1, beta2 = 0.9, 0.999
        # Both bias corrections are two numbers here: the same step with fewer passes over the arrays.
        correction = float(np.sqrt(1 - beta2**self._steps))
        rate = _rates(self.learning_rate, networks).astype(precise) * (correction / (1 - beta1**self._steps))
        epsilon = 1e-8 * correction
        pairs = zip(networks.trainable, gradients.trainable, self._moments, strict=True)
        with np.errstate(all="ignore"):
            for array, gradient, (mean, square) in pairs:
                gradient = gradient.astype(precise, copy=False)
                mean *= beta1
                mean += (1 - beta1) * gradient
                square *= beta2
                square += (1 - beta2) * gradient * gradient
                size = np.sqrt(square)
                size += epsilon
                np.divide(mean, size, out=size)
                size *= rate
                array -= size.astype(array.dtype, copy=False)


def _check_rates(learning_rate: Any) -> None:
    rates = doubles(learning_rate, "learning_rate")
    if not np.isfinite(rates).all():
        raise ValueError("learning_rate must be finite")
    if rates.ndim > 1 or not rates.size:
        raise ValueError(f"learning_rate must be a number, or one per network, not of shape {rates.shape}")


def _rates(learning_rate: float | np.ndarray, networks: DenseNetworks) -> np.ndarray:
    with np.errstate(all="ignore"):
        rates = np.asarray(learning_rate, networks.dtype).reshape(-1, 1, 1)
    count = len(networks.weights[0])
    if len(rates) not in (1, count):
        raise ValueError(f"learning_rate must be one number or {count}, one per network, not {len(rates)}")
    return rates


#: From output and target: the loss of each network, and its gradient at the output.
Loss = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def squared_error(output: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean of (output - target)² over batch and outputs, one per network, and its gradient at the output.

    `output` has the shape (networks, batch_size, fan_out), `target` the same or (batch_size, fan_out).

    >>> squared_error(np.array([[[1.0], [3.0]]]), np.array([[0.0], [0.0]]))
    (array([5.]), array([[[1.],
            [3.]]]))
    """
    with np.errstate(all="ignore"):
        error = output - target
        return np.asarray(np.mean(error * error, axis=(1, 2), dtype=np.float64)), error * (2 / error[0].size)


def logistic_loss(output: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean cross-entropy (in nats) of logits against targets 0 or 1, one per network, and its gradient.

    For a logit z and a target t it is ``ln(1 + exp z) - t·z``, and the gradient sigmoid(z) - t. Shapes are those
    of `squared_error`. A network that answers ½ to everything has loss ln 2 = 0.693.

    >>> loss, gradient = logistic_loss(np.zeros((1, 2, 1)), np.array([[0.0], [1.0]]))
    >>> round(float(loss[0]), 3), gradient.ravel()
    (0.693, array([ 0.25, -0.25]))
    """
    with np.errstate(all="ignore"):
        loss = np.asarray(np.mean(np.logaddexp(0, output) - target * output, axis=(1, 2), dtype=np.float64))
        return loss, (sigmoid(output) - target) / output[0].size


def train(
    networks: DenseNetworks,
    inputs: np.ndarray,
    targets: np.ndarray,
    *,
    optimizer: Optimizer,
    steps: int,
    loss: Loss = squared_error,
) -> np.ndarray:
    """Full-batch training of all networks, in place; a network that diverges leaves the others alone.

    `inputs` are those of `forward`, `targets` are shaped like the output, or (batch_size, fan_out). `optimizer` is
    `GradientDescent(...)` or `Adam(...)`, `loss` one of the functions above or of the same form. The loss before the
    first step and after each comes back, float64 of shape (steps + 1, networks).

    >>> from relu_notes.networks import initialise
    >>> rng = np.random.default_rng(0)
    >>> x = rng.standard_normal((64, 1))
    >>> nets = initialise([1, 16, 1], networks=3, bias=0.0, rng=rng)
    >>> losses = train(nets, x, np.abs(x), optimizer=Adam(0.05), steps=100)
    >>> losses.shape, bool((losses[-1] < 0.01).all())
    ((101, 3), True)
    """
    steps = whole_number(steps, "steps", least=0)
    inputs = in_dtype_of(networks, inputs, "inputs")
    targets = in_dtype_of(networks, targets, "targets")
    passed = forward(networks, inputs)
    count, batch_size, fan_out = passed.output.shape
    if not batch_size:
        raise ValueError("inputs must hold at least one sample")
    if targets.shape not in ((batch_size, fan_out), (count, batch_size, fan_out)):
        raise ValueError(
            f"targets must have shape ({batch_size}, {fan_out}) or ({count}, {batch_size}, {fan_out}), "
            f"not {targets.shape}"
        )
    losses = np.empty((steps + 1, count))
    with np.errstate(all="ignore"):
        for step in range(steps):
            losses[step], upstream = loss(passed.output, targets)
            optimizer.step(networks, backward(networks, passed, upstream))
            passed = forward(networks, inputs)
        losses[steps], _ = loss(passed.output, targets)
    return losses


def train_and_keep(
    networks: DenseNetworks,
    inputs: np.ndarray,
    targets: np.ndarray,
    keep: Callable[[DenseNetworks], Any],
    *,
    steps: int,
    every: int | None,
    **settings: Any,
) -> tuple[np.ndarray, np.ndarray, list[Any]]:
    """`train`, and what `keep(networks)` gives at the start, after `every` so many steps, and at the end.

    The numbers of these steps come back, the losses of all steps, and what was kept. None is the start and the end.
    """
    recorded = [*range(0, steps, every or steps), steps]
    losses, kept = [], [keep(networks)]
    for start, stop in itertools.pairwise(recorded):
        losses.append(train(networks, inputs, targets, steps=stop - start, **settings))
        kept.append(keep(networks))
    parts = [part[:-1] for part in losses]  # the next part begins with the last loss of this one
    return np.array(recorded), np.concatenate([*parts, losses[-1][-1:]]), kept
