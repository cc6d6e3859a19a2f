"""Trainings that are alike but for the slope taken at exactly 0, compared bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from relu_notes._arguments import float_dtype, not_too_many, one_of, several, whole_number
from relu_notes.networks import (
    DenseNetworks,
    GradientDescent,
    backward,
    forward,
    initialise,
    squared_error,
)
from relu_notes.networks.dense import check_networks


class Trained(NamedTuple):
    """Networks after training, their last losses, and how many pre-activations on the way were exactly 0."""

    networks: DenseNetworks
    losses: np.ndarray
    exact_zeros: np.ndarray


#: What the inputs of `train_with` are: real numbers, or yes/no answers coded as ±1.
DATA = {
    "continuous": lambda rng, shape: rng.standard_normal(shape),
    "signs": lambda rng, shape: rng.choice([-1.0, 1.0], size=shape),
}


def train_with(
    at_zero: float,
    *,
    dtype: Any,
    seeds: Sequence[int] = range(20),
    data: str = "continuous",
    width: int = 32,
    batch_size: int = 32,
    steps: int = 100,
    learning_rate: float = 0.05,
) -> Trained:
    """Train one network per seed, all alike but for the slope that ReLU takes at exactly 0.

    Parameters
    ----------
    at_zero : float
        f'(0), from 0 to 1.
    dtype : dtype
        float16, float32 or float64, of weights, data and everything computed.
    seeds : sequence of int
        Each draws the data and the weights of one network; the same seed draws the same for every `at_zero`.
    data : str
        "continuous": standard normal inputs. "signs": ±1, so that half-precision sums often cancel exactly.
    width, batch_size, steps, learning_rate
        Hidden units, samples, plain gradient steps on all samples, and their rate.

    Returns
    -------
    Trained
        The networks 8-width-1 (leading axis the seeds), the mean squared errors (seeds,) after training on the
        product of the first two inputs, and the exact zeros met in the hidden layer (seeds,).

    Raises
    ------
    ValueError
        For an unknown `data` or an `at_zero` outside [0, 1].

    Notes
    -----
    A small synthetic stand-in for the experiment of Bertoin et al. 2021, who used MNIST, CIFAR10, SVHN and ImageNet.

    Examples
    --------
    >>> zero, one = (train_with(at_zero, dtype=np.float64, seeds=range(3), steps=20) for at_zero in (0, 1))
    >>> same_weights(zero.networks, one.networks).tolist(), zero.exact_zeros.tolist()
    ([True, True, True], [0, 0, 0])
    """
    one_of(data, "data", tuple(DATA))
    dtype, steps = float_dtype(dtype), whole_number(steps, "steps", least=0)
    batch_size = whole_number(batch_size, "batch_size")
    optimizer = GradientDescent(learning_rate)
    seeds = [whole_number(seed, "each of seeds", least=0) for seed in several(seeds, "seeds")]
    if not seeds:
        raise ValueError("seeds must hold at least one")
    width = whole_number(width, "width")
    not_too_many(len(seeds) * batch_size * max(width, 8), "seeds, batch_size and width")
    drawn = [_draw(np.random.default_rng(seed), data, width, batch_size) for seed in seeds]
    inputs = np.stack([x for x, _ in drawn]).astype(dtype)
    targets = inputs[..., :1] * inputs[..., 1:2]
    networks = DenseNetworks(
        weights=[np.concatenate(parts).astype(dtype) for parts in zip(*(net.weights for _, net in drawn), strict=True)],
        biases=[np.concatenate(parts).astype(dtype) for parts in zip(*(net.biases for _, net in drawn), strict=True)],
        at_zero=at_zero,
    )
    exact_zeros = np.zeros(len(inputs), dtype=int)
    for _ in range(steps):
        passed = forward(networks, inputs)
        exact_zeros += np.count_nonzero(passed.pre_activations[0] == 0, axis=(1, 2))
        _, upstream = squared_error(passed.output, targets)
        optimizer.step(networks, backward(networks, passed, upstream))
    losses, _ = squared_error(forward(networks, inputs).output, targets)
    return Trained(networks, losses, exact_zeros)


def _draw(rng: np.random.Generator, data: str, width: int, batch_size: int) -> tuple[np.ndarray, DenseNetworks]:
    inputs = DATA[data](rng, (batch_size, 8))
    return inputs, initialise([8, width, 1], bias=0.0, bias_std=0.1, rng=rng)


def same_weights(first: DenseNetworks, second: DenseNetworks) -> np.ndarray:
    """Whether two sets of networks have the same `trainable` arrays bit for bit, shape (networks,).

    Examples
    --------
    >>> one, other = (initialise([2, 3], networks=2, rng=np.random.default_rng(0)) for _ in range(2))
    >>> other.weights[0][1, 0, 0] = np.nextafter(other.weights[0][1, 0, 0], 1)
    >>> same_weights(one, other).tolist()
    [True, False]
    """
    check_networks(first, "first")
    check_networks(second, "second")
    if [array.shape for array in first.trainable] != [array.shape for array in second.trainable]:
        raise ValueError("both sets of networks must have arrays of the same shapes")
    return np.array(
        [
            all(
                a[index].tobytes() == b[index].tobytes() for a, b in zip(first.trainable, second.trainable, strict=True)
            )
            for index in range(len(first.weights[0]))
        ]
    )


def choice_changes_weights(
    *, dtype: Any, data: str = "continuous", seeds: Sequence[int] = range(20), choices: Sequence[float] = (0, 0.5, 1)
) -> np.ndarray:
    """Whether the slope taken at 0 leaves a trace in the trained weights, one answer per seed.

    Parameters
    ----------
    dtype, data, seeds
        As for `train_with`.
    choices : sequence of float
        The slopes to compare.

    Returns
    -------
    ndarray of bool, shape (seeds,)
        False where all choices end with the same weights bit for bit.

    Examples
    --------
    >>> bool(choice_changes_weights(dtype="float64", seeds=range(5)).any())
    False
    >>> bool(choice_changes_weights(dtype="float16", data="signs", seeds=range(5)).any())
    True
    """
    slopes = several(choices, "choices")
    if len(slopes) < 2:
        raise ValueError(f"choices must hold at least two, not {len(slopes)}")
    first, *others = (train_with(choice, dtype=dtype, data=data, seeds=seeds).networks for choice in slopes)
    return ~np.logical_and.reduce([same_weights(first, other) for other in others])
