"""Dead at initialisation: how often random ReLU networks, single inputs and single units start dead.

Networks here have one input and no biases. Such a network is positively homogeneous, f(c·x) = c·f(x) for c ≥ 0, so
x = 1 and x = -1 decide all of ℝ.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from relu_notes._arguments import doubles, generator, interval, not_too_many, whole_number

Floats = NDArray[np.float64]

_NUMBERS_AT_ONCE = 1 << 22  # weights held at a time: 16 MB


def born_dead(*, depth: int, width: int, networks: int, rng: np.random.Generator) -> Floats:
    """Share of random networks whose output is 0 on all of ℝ, after hidden layer 1 … depth; it never falls.

    The standard error of a share p is √(p(1 - p)/networks). Weights are normal; any distribution that is symmetric
    about 0 and has no atom there obeys the same bounds, and death does not depend on the scale. So each layer's outputs
    are divided by their largest, and no depth under- or overflows. Lu, Shin, Su & Karniadakis 2019, "Dying ReLU and
    initialization".

    After two layers of two units the exact share is 3/16 - 2/64 = 0.156:

    >>> born_dead(depth=2, width=2, networks=10_000, rng=np.random.default_rng(0)).round(3).tolist()
    [0.0, 0.15]
    """
    depth, width = whole_number(depth, "depth"), whole_number(width, "width")
    networks = whole_number(networks, "networks")
    not_too_many(max(depth, width * width), "depth and width")
    generator(rng)
    at_once = max(1, _NUMBERS_AT_ONCE // width**2)
    dead = np.zeros(depth)
    for start in range(0, networks, at_once):
        dead += _dead_counts(depth, width, min(at_once, networks - start), rng)
    return dead / networks


def _dead_counts(depth: int, width: int, networks: int, rng: np.random.Generator) -> Floats:
    """How many of the networks are dead at x = 1 and x = -1 after each layer; only living ones are carried on."""
    inputs = np.array([1.0, -1.0])
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
    """Lower and upper bounds on the probability that `born_dead` measures, after hidden layer 1 … depth.

    With N = width and H = layers the upper bound is 1 - (1 - 2^-N)^H, exact for one input: a dead network is dead at
    x = 1. The lower one (Lu et al. 2019), exact for H = 1 and 2, and for N = 1 at every H, is in closed form

        1 - a₁^(H-1) + C·(a₂^(H-1) - a₁^(H-1)),   a₁ = 1 - 2^-N,   a₂ = 1 - 2^(1-N) - (N-1)·4^-N,
        C = (1 - 2^(1-N))·(1 - 2^-N) / (1 + (N-1)·2^-N).

    It is a chain of three states: both inputs ±1 alive and apart; one direction left (the other dead, or both share
    one last unit); dead. A unit is off for both inputs with probability at least ¼, and ¼ is used. The chain is
    stepped rather than its closed form evaluated, because sums of positive terms lose no digits at large widths.

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


def unit_dead_probability(initial_bias: ArrayLike, *, low: float = -1.0, high: float = 1.0) -> Floats | np.float64:
    """Probability that a unit relu(w·x + b₀) with w ~ N(0, 2), He's for one input, starts dead on [low, high].

    On [-1, 1] it is erf(max(-b₀, 0)/2), so 0 at b₀ = 0. On [0, 1] it is ½ at b₀ = 0: half of the weights are negative,
    and then w·x is nowhere above 0. Dead means w·x + b₀ ≤ 0 at both ends, since an affine function has its highest
    value at one: each end lets the weights on one side of -b₀/x through.

    >>> unit_dead_probability([0, -1, -2]).round(3).tolist()
    [0.0, 0.52, 0.843]
    >>> unit_dead_probability([0, -1], low=0).round(3).tolist()
    [0.5, 0.76]
    """
    bias = doubles(initial_bias, "initial_bias")
    low, high = interval(low, high)
    least, most = np.full(bias.shape, -np.inf), np.full(bias.shape, np.inf)
    for end in (low, high):
        if end < 0:
            least = np.maximum(least, -bias / end)
        elif end > 0:
            most = np.minimum(most, -bias / end)
        else:
            most = np.where(bias > 0, -np.inf, most)
    shares = np.maximum(ndtr(most / np.sqrt(2)) - ndtr(least / np.sqrt(2)), 0)
    return np.where(np.isnan(bias), np.nan, shares)[()]


def dead_at_start(
    initial_bias: ArrayLike, *, networks: int, rng: np.random.Generator, low: float = -1.0, high: float = 1.0
) -> Floats:
    """Measured at 64 inputs: the shares (2, biases) of dead units in both layers of 1-32-32 networks with He weights.

    The same weights serve every `initial_bias` of both layers. The first share is `unit_dead_probability`. The second
    is ¼ at bias 0 where the inputs lie on both sides of 0: to the right and to the left z is |x| times a sum of its
    own, and each is negative with probability ½.

    >>> dead_at_start([0, -1], networks=200, rng=np.random.default_rng(0)).round(2).tolist()
    [[0.0, 0.52], [0.25, 0.85]]
    """
    width = 32
    first = np.sqrt(2) * rng.standard_normal((networks, 1, width))
    second = np.sqrt(2 / width) * rng.standard_normal((networks, width, width))
    x = np.linspace(low, high, 64)[:, None]
    shares = []
    for bias in np.asarray(initial_bias):
        z = x * first + bias
        after = np.maximum(z, 0) @ second + bias
        shares.append([(layer <= 0).all(axis=1).mean() for layer in (z, after)])
    return np.array(shares).T
