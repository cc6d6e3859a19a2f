"""Dead at initialisation: how often random ReLU networks, single inputs and single units start dead.

Networks here have one input, `depth` hidden layers of `width` units and no biases. Such a network is positively
homogeneous, f(c·x) = c·f(x) for c ≥ 0, so x = 1 and x = -1 decide all of ℝ.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import erf

from relu_notes._arguments import doubles, generator, not_too_many, whole_number

Floats = NDArray[np.float64]

_NUMBERS_AT_ONCE = 1 << 22  # weights held at a time: 16 MB


def born_dead(*, depth: int, width: int, networks: int, rng: np.random.Generator) -> Floats:
    """Share of random networks whose output is 0 on all of ℝ, after hidden layer 1 … depth.

    Parameters
    ----------
    depth, width : int
        Hidden layers, and units in each.
    networks : int
        How many networks to draw; the standard error of a share p is √(p(1 - p)/networks).
    rng : numpy.random.Generator

    Returns
    -------
    float64 array (depth,)
        Never falls: what is dead after one layer is dead after the next.

    Raises
    ------
    ValueError
        When depth, width or networks is less than 1.

    Notes
    -----
    Weights are normal; any distribution that is symmetric about 0 and has no atom there obeys the same bounds, and
    death does not depend on the scale. So each layer's outputs are divided by their largest, and no depth under- or
    overflows. Lu, Shin, Su & Karniadakis 2019, "Dying ReLU and initialization".

    Examples
    --------
    After two layers of two units the exact share is 3/16 - 2/64 = 0.156:

    >>> born_dead(depth=2, width=2, networks=10_000, rng=np.random.default_rng(0)).round(3).tolist()
    [0.0, 0.15]
    """
    return _dead_shares(np.array([1.0, -1.0]), depth, width, networks, rng)


def input_dead(*, depth: int, width: int, networks: int, rng: np.random.Generator) -> Floats:
    """Share of random networks that give 0 for one input x ≠ 0, after hidden layer 1 … depth.

    Parameters, shape and errors are those of `born_dead`.

    Notes
    -----
    Exactly 1 - (1 - 2^-width)^depth: each layer kills a living input with probability 2^-width, whatever came before.
    A living input therefore lasts 2^width layers in the mean.

    Examples
    --------
    Exact are 1/4 and 7/16 = 0.4375:

    >>> input_dead(depth=2, width=2, networks=10_000, rng=np.random.default_rng(0)).round(3).tolist()
    [0.244, 0.428]
    """
    return _dead_shares(np.array([1.0]), depth, width, networks, rng)


def _dead_shares(inputs: Floats, depth: int, width: int, networks: int, rng: np.random.Generator) -> Floats:
    depth, width = whole_number(depth, "depth"), whole_number(width, "width")
    networks = whole_number(networks, "networks")
    not_too_many(max(depth, width * width), "depth and width")
    generator(rng)
    at_once = max(1, _NUMBERS_AT_ONCE // width**2)
    dead = np.zeros(depth)
    for start in range(0, networks, at_once):
        dead += _dead_counts(inputs, depth, width, min(at_once, networks - start), rng)
    return dead / networks


def _dead_counts(inputs: Floats, depth: int, width: int, networks: int, rng: np.random.Generator) -> Floats:
    """How many of the networks are dead after each layer; only living ones are carried on."""
    alive = np.broadcast_to(inputs[:, None], (networks, len(inputs), 1)).astype(np.float32)
    dead = np.full(depth, float(networks))
    for layer in range(depth):
        weights = rng.standard_normal((len(alive), alive.shape[-1], width), dtype=np.float32)
        outputs = np.maximum(alive @ weights, 0)
        largest = outputs.max(axis=2, keepdims=True)
        living = largest.any(axis=(1, 2))
        alive = (outputs / np.where(largest > 0, largest, 1))[living]
        dead[layer] -= len(alive)
        if not len(alive):
            break
    return dead


def born_dead_bounds(*, depth: int, width: int) -> tuple[Floats, Floats]:
    """Bounds on the probability that `born_dead` measures, after hidden layer 1 … depth.

    Parameters
    ----------
    depth, width : int

    Returns
    -------
    lower, upper : float64 arrays (depth,)
        `upper` is 1 - (1 - 2^-N)^H for N = width, H = layers: exact for one input. `lower` is exact for H = 1 and 2,
        and for N = 1 at every H.

    Raises
    ------
    ValueError
        When depth or width is less than 1.

    Notes
    -----
    The upper bound: a dead network is dead at x = 1. The lower one (Lu et al. 2019) in closed form is

        1 - a₁^(H-1) + C·(a₂^(H-1) - a₁^(H-1)),   a₁ = 1 - 2^-N,   a₂ = 1 - 2^(1-N) - (N-1)·4^-N,
        C = (1 - 2^(1-N))·(1 - 2^-N) / (1 + (N-1)·2^-N).

    It is a chain of three states: both inputs ±1 alive and apart; one direction left (the other dead, or both share
    one last unit); dead. A unit is off for both inputs with probability at least ¼, and ¼ is used. The chain is
    stepped rather than its closed form evaluated, because sums of positive terms lose no digits at large widths.

    Examples
    --------
    >>> lower, upper = born_dead_bounds(depth=10, width=2)
    >>> print(f"{lower[-1]:.3f} {upper[-1]:.3f}")
    0.903 0.944
    """
    depth, width = whole_number(depth, "depth"), whole_number(width, "width")
    not_too_many(depth, "depth")
    off = 0.5**width  # all units off for one input
    both_off = 0.25**width
    survives = np.arange(1, depth + 1) * np.log1p(-off)
    upper = -np.expm1(survives)

    lower = np.zeros(depth)
    single_dead = apart_dead = 0.0
    for layer in range(1, depth):
        to_single = 2 * off + (width - 2) * both_off
        apart_dead = both_off + to_single * single_dead + (1 - to_single - both_off) * apart_dead
        single_dead = float(upper[layer - 1])
        lower[layer] = 2 * off * single_dead + (1 - 2 * off) * apart_dead
    return lower, upper


def unit_dead_probability(initial_bias: ArrayLike) -> Floats | np.float64:
    """Probability that a unit relu(w·x + b₀) with w ~ N(0, 2) starts dead on [-1, 1]: erf(max(-b₀, 0)/2).

    Parameters
    ----------
    initial_bias : array_like of any shape
        b₀; the variance 2 is He's for one input.

    Returns
    -------
    float64 of the same shape

    Notes
    -----
    Dead means |w| ≤ -b₀. By symmetry `unit_dead_probability(-b₀)` is the chance of being active everywhere.

    Examples
    --------
    >>> unit_dead_probability([0, -1, -2]).round(3).tolist()
    [0.0, 0.52, 0.843]
    """
    return erf(np.maximum(-doubles(initial_bias, "initial_bias"), 0) / 2)


def unit_dead_share(initial_bias: ArrayLike, *, units: int, rng: np.random.Generator) -> Floats | np.float64:
    """Measured beside `unit_dead_probability`: the share of `units` random units that are 0 on all of [-1, 1].

    Parameters
    ----------
    initial_bias : array_like of any shape
        The same weights serve every bias.
    units : int
    rng : numpy.random.Generator

    Returns
    -------
    float64 of the same shape

    Examples
    --------
    >>> unit_dead_share([0, -1, -2], units=10_000, rng=np.random.default_rng(0)).round(2).tolist()
    [0.0, 0.52, 0.85]
    """
    bias = doubles(initial_bias, "initial_bias")
    units = whole_number(units, "units")
    not_too_many(units * max(1, bias.size), "units and initial_bias")
    weights = np.sqrt(2) * generator(rng).standard_normal(units)
    highest = np.maximum(bias[..., None] + weights, bias[..., None] - weights)  # affine: an end is the highest point
    return np.where(np.isnan(bias), np.nan, np.mean(highest <= 0, axis=-1))[()]
