"""Trainings that are alike but for the slope taken at exactly 0, compared bit for bit."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from relu_notes._arguments import float_dtype, not_too_many, one_of, several, whole_number
from relu_notes.networks import DenseNetworks, GradientDescent, initialise, train

#: What the inputs of `train_with` are: real numbers, or yes/no answers coded as ±1.
DATA = {
    "continuous": lambda rng, shape: rng.standard_normal(shape),
    "signs": lambda rng, shape: rng.choice([-1.0, 1.0], size=shape),
}


def train_with(
    at_zero: float, *, dtype: Any, data: str = "continuous", seeds: Sequence[int] = range(20)
) -> DenseNetworks:
    """Train one network 8-32-1 per seed, all alike but for the slope that ReLU takes at exactly 0.

    They learn the product of the first two inputs from 32 samples, in 100 plain steps. `dtype` is float16, float32 or
    float64 for all that is computed. With "signs" as `data` half-precision sums often cancel exactly. A seed draws the
    same data and weights for every `at_zero`. A small synthetic stand-in for the experiment of Bertoin et al. 2021, who
    used MNIST, CIFAR10, SVHN and ImageNet.

    >>> zero, one = (train_with(at_zero, dtype=np.float64, seeds=range(3)) for at_zero in (0, 1))
    >>> same_weights(zero, one).tolist()
    [True, True, True]
    """
    one_of(data, "data", tuple(DATA))
    dtype = float_dtype(dtype)
    seeds = [whole_number(seed, "each of seeds", least=0) for seed in several(seeds, "seeds")]
    if not seeds:
        raise ValueError("seeds must hold at least one")
    not_too_many(len(seeds) * 32 * 32, "seeds")
    inputs, made = [], []
    for rng in map(np.random.default_rng, seeds):
        inputs.append(DATA[data](rng, (32, 8)))
        made.append(initialise([8, 32, 1], bias=0.0, bias_std=0.1, rng=rng))
    networks = DenseNetworks(
        [np.concatenate(layer).astype(dtype) for layer in zip(*(net.weights for net in made), strict=True)],
        [np.concatenate(layer).astype(dtype) for layer in zip(*(net.biases or () for net in made), strict=True)],
        at_zero=at_zero,
    )
    x = np.stack(inputs).astype(dtype)
    train(networks, x, x[..., :1] * x[..., 1:2], optimizer=GradientDescent(0.05), steps=100)
    return networks


def same_weights(first: DenseNetworks, second: DenseNetworks) -> np.ndarray:
    """Whether two sets of networks of one shape have the same `trainable` arrays bit for bit, shape (networks,).

    >>> one, other = (initialise([2, 3], networks=2, rng=np.random.default_rng(0)) for _ in range(2))
    >>> other.weights[0][1, 0, 0] = np.nextafter(other.weights[0][1, 0, 0], 1)
    >>> same_weights(one, other).tolist()
    [True, False]
    """
    pairs = list(zip(first.trainable, second.trainable, strict=True))
    count = len(first.weights[0])
    return np.array([all(a[i].tobytes() == b[i].tobytes() for a, b in pairs) for i in range(count)])


def choice_changes_weights(
    *, dtype: Any, data: str = "continuous", seeds: Sequence[int] = range(20), choices: Sequence[float] = (0, 0.5, 1)
) -> np.ndarray:
    """Whether the slope taken at 0 leaves a trace in the weights that `train_with` ends with, one answer per seed.

    False where all `choices` end with the same weights bit for bit.

    >>> bool(choice_changes_weights(dtype="float64", seeds=range(5)).any())
    False
    >>> bool(choice_changes_weights(dtype="float16", data="signs", seeds=range(5)).any())
    True
    """
    slopes = several(choices, "choices")
    if len(slopes) < 2:
        raise ValueError(f"choices must hold at least two, not {len(slopes)}")
    first, *others = (train_with(choice, dtype=dtype, data=data, seeds=seeds) for choice in slopes)
    return ~np.logical_and.reduce([same_weights(first, other) for other in others])
