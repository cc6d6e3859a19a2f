"""How often a pre-activation is exactly 0 by accident: a closed form and published counts."""

import numpy as np
from scipy import special

from relu_notes._arguments import doubles, finite

#: Distance between neighbours of 0 in float16: a sum kept in float32 and rounded to half lands on this grid.
HALF_SPACING = 2.0**-24


def exact_zero_probability(sigma, *, spacing: float = HALF_SPACING):
    """P₀, the probability that a pre-activation with deviation σ is exactly 0: spacing · p(0) = spacing/(σ√(2π)).

    `spacing` is the distance between the numbers that it can be near 0. That of float16, 2⁻²⁴, is right where sums are
    kept in float32 and rounded once, as GPUs do. What comes back is the mass of the normal distribution within half a
    spacing of 0, erf(spacing/(2√2·σ)): for σ far above the spacing it is spacing · p(0) to all digits, and it never
    exceeds 1.

    >>> float(exact_zero_probability(0.19))  # about one in 8 million
    1.2515...e-07
    >>> float(exact_zero_probability(1.0, spacing=1.0).round(3))  # whole numbers
    0.383
    """
    sigma = doubles(sigma, "sigma")
    spacing = finite(spacing, "spacing")
    if not ((sigma > 0).all() and spacing > 0):
        raise ValueError("sigma and spacing must be positive")
    with np.errstate(all="ignore"):  # one far larger than the other
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

    Computed with log1p and expm1, so that a P₀ of 10⁻³⁰ is not lost. Bertoin, Bolte, Gerchinovitz & Pauwels 2021,
    Numerical influence of ReLU'(0) on backpropagation, counted such networks: `PUBLISHED_SHARES`, .871 in 16 bits and
    .054 in 32, beside what the formula gives.

    >>> for bits, spacing in SPACINGS.items():
    ...     probability = exact_zero_probability(PUBLISHED_SIGMA, spacing=spacing)
    ...     print(bits, some_exact_zero(probability, PUBLISHED_COUNT).round(3))
    16 bit 0.854
    32 bit 0.049
    64 bit 0.0
    """
    probability = doubles(probability, "probability")
    count = doubles(count, "count")
    if not ((probability >= 0) & (probability <= 1)).all():
        raise ValueError("probability must be between 0 and 1")
    if not (np.isfinite(count) & (count >= 0)).all():
        raise ValueError("count must be finite and not negative")
    with np.errstate(divide="ignore", invalid="ignore"):  # log1p(-1) = -inf is right: what is certain once is certain
        exponent = np.where(count == 0, 0.0, count * np.log1p(-probability))
    return -np.expm1(exponent)
