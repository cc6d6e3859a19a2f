"""Units that die in training, or are stuck from the start: small networks that learn sin πx.

Every network is 1-32-32-1 in float32 with He weights. Its hidden biases start at `initial_bias`: far below 0 most
units are dead before the first step, which is how a class can watch what each activation makes of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_notes._arguments import doubles, interval, one_of, whole_number
from relu_notes.networks import Adam, DenseNetworks, GradientDescent, Optimizer, forward, initialise, train_and_keep

Bools = NDArray[np.bool_]

WIDTHS = (1, 32, 32, 1)

#: ReLU, and what is offered against its dying.
FIXES = ("relu", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu")

#: What `optimizer` names; every step sees all 64 points, so "sgd" (PyTorch's name) is plain gradient descent.
OPTIMIZERS: dict[str, Callable[[Any], Optimizer]] = {
    "adam": Adam,
    "gradient_descent": GradientDescent,
    "sgd": GradientDescent,
}


def sine_data(low: float = -1.0, high: float = 1.0) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """64 points of one period of a sine: x from `low` to `high`, and sin πt with t from -1 to 1, each (64, 1).

    >>> x, y = sine_data(0, 255)
    >>> x.shape, y.dtype, float(x[-1, 0])
    ((64, 1), dtype('float32'), 255.0)
    """
    t = np.linspace(-1, 1, 64)[:, None]
    x = low + (high - low) * (t + 1) / 2
    return x.astype(np.float32), np.sin(np.pi * t).astype(np.float32)


def _best_line() -> float:
    x, y = (column[:, 0].astype(np.float64) for column in sine_data())
    return float(np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2))


#: Mean squared error of the best constant, 0: the mean of sin²(πx) over the 64 points is 63/128 = 0.492.
BEST_CONSTANT = 63 / 128
#: Mean squared error of the best straight line, 0.207: all that a network with every unit on one side can reach.
BEST_LINE = _best_line()
#: Below this mean squared error the sine is drawn well enough to call the task solved.
SOLVED = 0.01

OUTCOMES = ("solved", "part of the way", "linear", "stuck", "diverged")


def outcomes(losses: ArrayLike, outputs: ArrayLike) -> NDArray[np.str_]:
    """What became of networks that were to draw the sine, one of `OUTCOMES` each; `outputs` are (seeds, 64).

    "solved" is below 0.01; "linear" within 1% of the best line and straight (within 0.02 of a line in the root mean
    square); "stuck" within 1% of the best constant; "diverged" worse than that constant or not finite; else "part of
    the way".

    >>> straight, bent = np.linspace(-1, 1, 64), np.abs(np.linspace(-1, 1, 64))
    >>> outcomes([0.003, 0.2075, 0.2075, 63 / 128, float("nan")], [bent, straight, bent, bent, bent]).tolist()
    ['solved', 'linear', 'part of the way', 'stuck', 'diverged']
    """
    loss, drawn = doubles(losses, "losses"), np.nan_to_num(doubles(outputs, "outputs"))
    columns = np.vander(np.linspace(-1, 1, drawn.shape[-1]), 2)
    left_over = drawn - drawn @ columns @ np.linalg.pinv(columns)
    straight = np.sqrt(np.mean(left_over**2, axis=-1)) < 0.02
    conditions = {
        "solved": loss < SOLVED,
        "linear": straight & (np.abs(loss - BEST_LINE) < 0.01 * BEST_LINE),
        "stuck": np.abs(loss - BEST_CONSTANT) < 0.01 * BEST_CONSTANT,
        "diverged": ~(loss < BEST_CONSTANT),
    }
    return np.select(list(conditions.values()), list(conditions), "part of the way")


@dataclass(frozen=True)
class SineTraining:
    """What `train_sine` saw; s seeds, two hidden layers of 32 units, 64 points.

    Attributes
    ----------
    activation : name in the catalogue
    losses : (steps + 1, s) mean squared error
    weights_start, weights_end : (s, 32) first layer
    recorded_steps : (frames,) the steps at which the next three were recorded
    outputs : (frames, s, 64) what the networks draw
    inactive : (frames, s, 2, 64, 32) bool, where z ≤ 0: for each hidden layer, point and unit; NaN is not
    slopes : (frames, s, 2) PReLU's learned negative slope of each layer; None for the others
    """

    activation: str
    losses: NDArray[np.float64]
    weights_start: NDArray[np.float32]
    weights_end: NDArray[np.float32]
    recorded_steps: NDArray[np.int64]
    outputs: NDArray[np.float32]
    inactive: Bools
    slopes: NDArray[np.float64] | None

    @property
    def dead(self) -> Bools:
        """Units with z ≤ 0 on all 64 points, (frames, s, 2, 32).

        For ReLU such a unit outputs 0 and gets no gradient; for the others it is only never positive, which is no
        death.
        """
        return np.asarray(self.inactive.all(axis=3))

    @property
    def dead_start(self) -> Bools:
        """`dead` before the first step, (2, s, 32): by hidden layer."""
        return self.dead[0].swapaxes(0, 1)

    @property
    def dead_end(self) -> Bools:
        """`dead` after the last step, (2, s, 32): by hidden layer."""
        return self.dead[-1].swapaxes(0, 1)


def train_sine(
    activation: str,
    *,
    initial_bias: float | ArrayLike = -2.0,
    learning_rate: float | ArrayLike = 0.005,
    optimizer: str = "adam",
    steps: int = 400,
    seeds: int = 50,
    rng: np.random.Generator,
    record_every: int | None = None,
    same_start: bool = False,
    inputs: tuple[float, float] = (-1.0, 1.0),
    **parameters: float | str,
) -> SineTraining:
    """Train 1-32-32-1 networks on 64 points of one period of a sine, all seeds at once.

    Full-batch steps on the mean squared error, by "adam" or "gradient_descent" (also "sgd"). Every hidden bias starts
    at `initial_bias`; that and `learning_rate` are one number or one per seed. With `same_start` every seed begins with
    the weights of the first, so that only these differ. `inputs` is where x begins and ends; the curve is stretched
    with it. PReLU's `negative_slope` is where learning starts.

    >>> stuck = train_sine("relu", seeds=10, steps=200, rng=np.random.default_rng(0))
    >>> print(f"{np.median(stuck.losses[-1]):.4f} {stuck.dead_start[1].mean():.2f}")  # 63/128 = 0.4922
    0.4922 1.00
    """
    one_of(optimizer, "optimizer", tuple(OPTIMIZERS))
    steps, seeds = whole_number(steps, "steps"), whole_number(seeds, "seeds")
    if record_every is not None:
        whole_number(record_every, "record_every")
    rate = doubles(learning_rate, "learning_rate")
    if rate.shape not in ((), (seeds,)) or not (np.isfinite(rate).all() and (rate > 0).all()):
        raise ValueError(f"learning_rate must be a positive finite number or {seeds} of them, one per seed")
    networks = _networks(activation, doubles(initial_bias, "initial_bias"), seeds, rng, parameters)
    if same_start:
        for array in networks.weights:
            array[...] = array[:1]
    x, y = sine_data(*interval(*inputs))
    weights = networks.weights[0][:, 0]
    before = weights.copy()
    chosen = OPTIMIZERS[optimizer](rate)
    recorded, losses, frames = train_and_keep(
        networks, x, y, lambda made: _frame(made, x), optimizer=chosen, steps=steps, every=record_every
    )
    outputs, inactive, slopes = zip(*frames, strict=True)
    return SineTraining(
        activation,
        losses,
        weights_start=before,
        weights_end=weights,
        recorded_steps=recorded,
        outputs=np.stack(outputs),
        inactive=np.stack(inactive),
        slopes=None if networks.slopes is None else np.stack(slopes),
    )


def _networks(
    activation: str, initial_bias: NDArray[np.float64], seeds: int, rng: np.random.Generator, parameters: dict[str, Any]
) -> DenseNetworks:
    """Networks with hidden biases at `initial_bias`."""
    networks = initialise(
        WIDTHS, networks=seeds, activation=activation, bias=0.0, dtype=np.float32, rng=rng, **parameters
    )
    with np.errstate(over="ignore"):
        start = initial_bias.astype(networks.dtype)
    if start.shape not in ((), (seeds,)) or not np.isfinite(start).all():
        raise ValueError(f"initial_bias must be a number finite in float32 or {seeds} of them, one per seed")
    for hidden in (networks.biases or [])[:-1]:
        hidden[...] = start.reshape(-1, 1, 1)
    return networks


def _frame(networks: DenseNetworks, x: NDArray[np.float32]) -> tuple[NDArray[np.float32], Bools, NDArray[np.float64]]:
    """Outputs (s, 64), where z ≤ 0 (s, 2, 64, 32), and PReLU's slopes (s, 2)."""
    passed = forward(networks, x)
    inactive = np.stack([z <= 0 for z in passed.pre_activations[:-1]], axis=1)
    slopes = np.array([slope[:, 0, 0] for slope in networks.slopes or ()], dtype=np.float64)
    return passed.output[:, :, 0], inactive, slopes.T
