"""Which slope ReLU takes at 0, how often a network asks for it, and when the answer changes training.

A pre-activation is exactly 0 by accident with probability P₀ = spacing · p(0): the distance between the numbers it
can be, times its density at 0. In float64 that is never; where numbers are coarse (half precision, yes/no data,
whole-number weights, a layer that starts at 0) it happens, and there the choice is part of the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import special

from relu_notes.networks import (
    DenseNetworks,
    GradientDescent,
    backward,
    forward,
    initialise,
    squared_error,
    train,
)

#: Distance between neighbours of 0 in float16: a sum kept in float32 and rounded to half lands on this grid.
HALF_SPACING = 2.0**-24

# ---------------------------------------------------------------------------------- how often z is exactly 0


def exact_zero_probability(sigma, *, spacing: float = HALF_SPACING):
    """P₀, the probability that one pre-activation is exactly 0: spacing · p(0) = spacing/(σ√(2π)).

    Parameters
    ----------
    sigma : array_like
        Standard deviation of the pre-activation, positive; any shape.
    spacing : float
        Distance between the numbers that it can be near 0. By default that of float16, 2⁻²⁴, which is right where
        sums are kept in float32 and rounded once, as GPUs do.

    Returns
    -------
    ndarray or float
        Mass of the normal distribution within half a spacing of 0, erf(spacing/(2√2·σ)); for σ far above the
        spacing it is spacing · p(0) to all digits, and it never exceeds 1.

    Raises
    ------
    ValueError
        Unless σ and the spacing are positive.

    Examples
    --------
    >>> float(exact_zero_probability(0.19))  # about one in 8 million
    1.2515...e-07
    >>> float(exact_zero_probability(1.0, spacing=1.0).round(3))  # whole numbers
    0.383
    """
    sigma = np.asarray(sigma, dtype=np.float64)
    if not ((sigma > 0).all() and spacing > 0):
        raise ValueError(f"sigma and spacing must be positive, not {sigma} and {spacing}")
    return special.erf(spacing / (2 * np.sqrt(2) * sigma))


#: Bertoin et al. 2021, 256 units in one layer: share of 1000 networks whose gradient depends on ReLU'(0) on MNIST.
PUBLISHED_SHARES = {"16 bit": 0.871, "32 bit": 0.054, "64 bit": 0.0}
PUBLISHED_COUNT = 60_000 * 256
#: Their σ, estimated: default weights, uniform in ±1/√784, on images with a mean square of 88/784 a pixel.
PUBLISHED_SIGMA = 0.19
#: Their spacings near 0. A float32 sum ends with the bias, uniform in ±1/28, and so lies on the bias's own grid;
#: float64's is 2²⁹ times finer.
SPACINGS = {"16 bit": HALF_SPACING} | {
    f"{bits} bit": float(np.spacing(np.linspace(0, 1 / 28, 100_001)[1:].astype(dtype)).mean())
    for bits, dtype in ((32, np.float32), (64, np.float64))
}


def some_exact_zero(probability, count):
    """Probability that at least one of `count` independent pre-activations is exactly 0: 1 - (1 - P₀)^count.

    Parameters
    ----------
    probability : array_like
        P₀ of one of them, from 0 to 1.
    count : array_like
        How many; broadcast against `probability`.

    Returns
    -------
    ndarray or float
        Computed with log1p and expm1, so that a P₀ of 10⁻³⁰ is not lost.

    Raises
    ------
    ValueError
        For a probability outside [0, 1].

    Notes
    -----
    Bertoin, Bolte, Gerchinovitz & Pauwels 2021, Numerical influence of ReLU'(0) on backpropagation, counted such
    networks: `PUBLISHED_SHARES`, .871 in 16 bits and .054 in 32, beside what the formula gives.

    Examples
    --------
    >>> for bits, spacing in SPACINGS.items():
    ...     probability = exact_zero_probability(PUBLISHED_SIGMA, spacing=spacing)
    ...     print(bits, some_exact_zero(probability, PUBLISHED_COUNT).round(3))
    16 bit 0.854
    32 bit 0.049
    64 bit 0.0
    """
    probability = np.asarray(probability, dtype=np.float64)
    if not ((probability >= 0) & (probability <= 1)).all():
        raise ValueError(f"probability must be between 0 and 1, not {probability}")
    with np.errstate(divide="ignore"):  # log1p(-1) = -inf is right: what is certain once is certain
        return -np.expm1(np.asarray(count) * np.log1p(-probability))


def measured_exact_zeros(
    sigma: float, *, dtype: Any = np.float16, units: int = 256, inputs: int = 1024, rng: np.random.Generator
) -> int:
    """How many pre-activations of one random layer without biases are exactly 0.

    Parameters
    ----------
    sigma : float
        Standard deviation of the pre-activations.
    dtype : dtype
        float16, float32 or float64; half-precision sums are kept in float32 and rounded once.
    units, inputs : int
        Size of the layer, and how many standard normal inputs of 64 numbers it sees.
    rng : numpy.random.Generator
        Draws weights and inputs.

    Returns
    -------
    int
        A count out of ``units * inputs``; in float16 `exact_zero_probability(sigma)` of them are expected.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> measured_exact_zeros(2.0**-14, rng=rng), float((256 * 1024 * exact_zero_probability(2.0**-14)).round(1))
    (91, 102.1)
    """
    layer = initialise([64, units], weight_variance=sigma**2, dtype=dtype, rng=rng)
    (z,) = forward(layer, rng.standard_normal((inputs, 64))).pre_activations
    return int(np.count_nonzero(z == 0))


# ------------------------------------------------------------------------- training with one or another f'(0)


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
    """Train one network a seed, all alike but for the slope that ReLU takes at exactly 0.

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
    if data not in DATA:
        raise ValueError(f"data must be one of {', '.join(DATA)}, not {data!r}")
    drawn = [_draw(np.random.default_rng(seed), data, width, batch_size) for seed in seeds]
    inputs = np.stack([x for x, _ in drawn]).astype(dtype)
    targets = inputs[..., :1] * inputs[..., 1:2]
    networks = DenseNetworks(
        weights=[np.concatenate(parts).astype(dtype) for parts in zip(*(net.weights for _, net in drawn), strict=True)],
        biases=[np.concatenate(parts).astype(dtype) for parts in zip(*(net.biases for _, net in drawn), strict=True)],
        at_zero=at_zero,
    )
    exact_zeros = np.zeros(len(inputs), dtype=int)
    optimiser = GradientDescent(learning_rate)
    for _ in range(steps):
        passed = forward(networks, inputs)
        exact_zeros += np.count_nonzero(passed.pre_activations[0] == 0, axis=(1, 2))
        _, upstream = squared_error(passed.output, targets)
        optimiser.step(networks, backward(networks, passed, upstream))
    losses, _ = squared_error(forward(networks, inputs).output, targets)
    return Trained(networks, losses, exact_zeros)


def _draw(rng: np.random.Generator, data: str, width: int, batch_size: int) -> tuple[np.ndarray, DenseNetworks]:
    inputs = DATA[data](rng, (batch_size, 8))
    return inputs, initialise([8, width, 1], bias=0.0, bias_std=0.1, rng=rng)


def same_weights(first: DenseNetworks, second: DenseNetworks) -> np.ndarray:
    """Whether weights and biases of two sets of networks are the same bit for bit, shape (networks,).

    Examples
    --------
    >>> one, other = (initialise([2, 3], networks=2, rng=np.random.default_rng(0)) for _ in range(2))
    >>> other.weights[0][1, 0, 0] = np.nextafter(other.weights[0][1, 0, 0], 1)
    >>> same_weights(one, other).tolist()
    [True, False]
    """
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
    """Whether the slope taken at 0 leaves a trace in the trained weights, one answer a seed.

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
    first, *others = (train_with(choice, dtype=dtype, data=data, seeds=seeds).networks for choice in choices)
    return ~np.logical_and.reduce([same_weights(first, other) for other in others])


# --------------------------------------------------------------------------- where exact zeros are not rare

#: The four inputs of the truth tables, in the order of the rows of Goodfellow et al.
TRUTH_TABLE_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TRUTH_TABLES = {"XOR": (0, 1, 1, 0), "NOR": (1, 0, 0, 0), "XNOR": (1, 0, 0, 1)}


def xor_network(at_zero: float | None = None) -> DenseNetworks:
    """The textbook's network that computes XOR exactly, all of its weights whole numbers.

    Parameters
    ----------
    at_zero : float or None
        f'(0) to train on with; None is the catalogue's convention.

    Returns
    -------
    DenseNetworks
        One network 2-2-1 with W = [[1, 1], [1, 1]], c = [0, -1], w = [1, -2] and b = 0: Goodfellow, Bengio &
        Courville 2016, Deep learning, section 6.1.

    Examples
    --------
    >>> passed = forward(xor_network(), TRUTH_TABLE_INPUTS)
    >>> passed.output.ravel().tolist()
    [0.0, 1.0, 1.0, 0.0]
    >>> passed.pre_activations[0][0].tolist()  # 3 of these 8 are exactly 0
    [[0.0, -1.0], [1.0, 0.0], [1.0, 0.0], [2.0, 1.0]]
    """
    return DenseNetworks(
        weights=[np.ones((1, 2, 2)), np.array([[[1.0], [-2.0]]])],
        biases=[np.array([[[0.0, -1.0]]]), np.zeros((1, 1, 1))],
        at_zero=at_zero,
    )


def xor_retrained(at_zero: float, *, table: str, steps: int = 300, learning_rate: float = 0.1) -> np.ndarray:
    """Losses while the XOR network learns another truth table.

    Parameters
    ----------
    at_zero : float
        f'(0), from 0 to 1.
    table : str
        A name in `TRUTH_TABLES`.
    steps, learning_rate
        Plain gradient steps on all four rows, and their rate.

    Returns
    -------
    ndarray of shape (steps + 1,)
        Mean squared errors before the first step and after each.

    Raises
    ------
    ValueError
        For an unknown table or an `at_zero` outside [0, 1].

    Examples
    --------
    >>> [float(xor_retrained(at_zero, table="NOR")[-1].round(3)) for at_zero in (0, 0.5, 1)]
    [0.167, 0.0, 0.0]
    >>> [float(xor_retrained(at_zero, table="XNOR")[-1].round(3)) for at_zero in (0, 0.5, 1)]
    [0.167, 0.167, 0.25]
    """
    if table not in TRUTH_TABLES:
        raise ValueError(f"table must be one of {', '.join(TRUTH_TABLES)}, not {table!r}")
    targets = np.array(TRUTH_TABLES[table], dtype=np.float64)[:, None]
    optimiser = GradientDescent(learning_rate)
    return train(xor_network(at_zero), TRUTH_TABLE_INPUTS, targets, optimiser=optimiser, steps=steps)[:, 0]


def zero_output_losses(
    at_zero: float, *, networks: int = 20, width: int = 16, steps: int = 100, rng: np.random.Generator
) -> np.ndarray:
    """Losses of networks whose output layer starts at 0 and passes through a ReLU.

    Every output pre-activation is exactly 0 at the start, so f'(0) = 0 lets no gradient into the network.

    Parameters
    ----------
    at_zero : float
        f'(0), from 0 to 1.
    networks, width, steps
        Networks at once, hidden units, and plain gradient steps of rate 0.1 on 64 samples of |x|, x in [-1, 1].
    rng : numpy.random.Generator
        Draws samples and hidden weights.

    Returns
    -------
    ndarray of shape (steps + 1, networks)
        Mean squared errors before the first step and after each.

    Raises
    ------
    ValueError
        For an `at_zero` outside [0, 1].

    Examples
    --------
    >>> losses = {at_zero: zero_output_losses(at_zero, rng=np.random.default_rng(0)) for at_zero in (0, 0.5, 1)}
    >>> [bool((losses[at_zero][-1] == losses[at_zero][0]).all()) for at_zero in losses]
    [True, False, False]
    """
    nets = initialise([1, width, 1], networks=networks, bias=0.0, at_zero=at_zero, activate_output=True, rng=rng)
    nets.weights[-1][...] = 0
    x = rng.uniform(-1, 1, (64, 1))
    return train(nets, x, np.abs(x), optimiser=GradientDescent(0.1), steps=steps)


# --------------------------------------------------------------------------------- what libraries answer at 0


class RecordedSlope(NamedTuple):
    """What automatic differentiation of one expression gave at x = 0."""

    library: str
    expression: str
    slope: float


#: Recorded on a CPU in November 2026; `python tests/benchmarks/slopes_at_zero.py` asks the libraries at hand again.
RECORDED_SLOPES = tuple(
    RecordedSlope(library, expression, slope)
    for library, answers in {
        "PyTorch 2.13": {"relu(x)": 0.0, "maximum(x, 0)": 0.5, "clamp(x, min=0)": 1.0},
        "JAX 0.10": {"nn.relu(x)": 0.0, "maximum(x, 0)": 0.5, "clip(x, 0)": 0.5},
        "TensorFlow 2.21": {"nn.relu(x)": 0.0, "maximum(0, x)": 0.0, "maximum(x, 0)": 1.0},
    }.items()
    for expression, slope in answers.items()
)
