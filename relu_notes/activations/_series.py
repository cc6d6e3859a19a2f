"""Chebyshev series of what the smooth activations hide: slopes around their zeros and around 0, and Mills' ratio.

Near a zero of a slope every formula in exp() subtracts, or multiplies many rounded factors; the slope as its distance
from the zero times a polynomial rounds three times. The numbers are computed again, to 50 digits, by the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Series:
    """A polynomial on [low, high], by its Chebyshev coefficients there."""

    low: float
    high: float
    coefficients: tuple[float, ...]
    _powers: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Powers of the place in [-1, 1]: half the work of Clenshaw's recurrence."""
        powers = np.polynomial.chebyshev.cheb2poly(self.coefficients)
        object.__setattr__(self, "_powers", tuple(powers.tolist()))

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """Values at `x`, an array within [low, high]."""
        place = (2.0 * x - (self.low + self.high)) / (self.high - self.low)
        total = np.full_like(place, self._powers[-1])
        for power in self._powers[-2::-1]:
            total *= place
            total += power
        return total


@dataclass(frozen=True)
class SlopeSeries(Series):
    """A slope on [low, high] as ``at_origin + (x - origin) * series(x)``; `origin` is a number and the rest of it."""

    origin: tuple[float, float]
    at_origin: float

    def fill(self, slope: np.ndarray, x: np.ndarray) -> None:
        """Write the slope where `x` lies in [low, high]."""
        here = (self.low <= x) & (x <= self.high)
        if here.any():
            z = x[here]
            slope[here] = self.at_origin + ((z - self.origin[0]) - self.origin[1]) * self(z)


def left_slope(
    x: np.ndarray, farther: Callable[[np.ndarray], np.ndarray], around_zero: SlopeSeries, right_of_it: SlopeSeries
) -> np.ndarray:
    """A slope at `x` <= 0: `farther`, then the series around its zero, then the one up to 0; NaN stays NaN."""
    slope = x.copy()
    far = x < around_zero.low
    if far.any():
        slope[far] = farther(x[far])
    around_zero.fill(slope, x)
    right_of_it.fill(slope, x)
    return slope


#: q(a) (a + 3) for q(a) = phi(a) / Phi(-a) - a, over (a - 3) / (a + 3) for 0.5 <= a <= 40.
MILLS_EXCESS = Series(
    low=(0.5 - 3.0) / (0.5 + 3.0),
    high=(40.0 - 3.0) / (40.0 + 3.0),
    coefficients=(
        1.6495189935457653,
        -0.6019993450474385,
        0.010648182504566443,
        0.017583891875143594,
        -0.0015330198719574343,
        -0.0006693589821285424,
        8.607686071460069e-05,
        3.04004786486325e-05,
        -4.0793484482080555e-06,
        -1.5504063849778537e-06,
        1.63976856957604e-07,
        8.306038006831839e-08,
        -4.543776146657105e-09,
        -4.3684066011194305e-09,
        -3.974707368476315e-11,
        2.1047566876420183e-10,
        1.780051617360821e-11,
        -8.458032458520242e-12,
        -1.5807215080181038e-12,
        2.2529887312452577e-13,
        9.204740536713798e-14,
        1.104332885343622e-15,
        -3.4913532585507166e-15,
        -5.214431875371008e-16,
        3.930772100144413e-17,
        2.523117716138351e-17,
    ),
)

#: The slope of GELU around its zero.
GELU_NEAR_ITS_LOWEST = SlopeSeries(
    low=-1.2,
    high=-0.25,
    origin=(-0.7517915246935645, 1.4956759177009883e-17),
    at_origin=0.0,
    coefficients=(
        0.4385706631230444,
        0.17487227123956475,
        -0.003380874482588145,
        -0.002945442720760047,
        -6.868406678505868e-05,
        2.9009259465576455e-05,
        1.364475965778846e-06,
        -1.9525256093693877e-07,
        -1.3203867638527085e-08,
        9.646679943380295e-10,
        8.854280682352149e-11,
        -3.5826386701616887e-12,
        -4.590611209102073e-13,
        9.664981352189226e-15,
        1.9443148553963156e-15,
        -1.4933324549237282e-17,
        -6.957220894037508e-18,
    ),
)

#: The slope of GELU left of 0.
GELU_NEAR_ZERO = SlopeSeries(
    low=-0.25,
    high=0.0,
    origin=(0.0, 0.0),
    at_origin=0.5,
    coefficients=(
        0.7917144854268893,
        0.008209920275812231,
        -0.0020272466396635256,
        -1.4362923334402665e-05,
        1.7524497903426885e-06,
        1.3290047137204404e-08,
        -1.0688102353572865e-09,
        -8.368329985163658e-12,
        4.990619684663025e-13,
        3.990833752122986e-15,
        -1.8824319101072576e-16,
        -1.5308584344773437e-18,
    ),
)

#: The slope of GELU's tanh form around its zero.
GELU_TANH_NEAR_ITS_LOWEST = SlopeSeries(
    low=-1.2,
    high=-0.25,
    origin=(-0.7524614220710163, 3.635560509207687e-17),
    at_origin=0.0,
    coefficients=(
        0.43793208988545795,
        0.17454539231474278,
        -0.0031755100987012567,
        -0.002947380455263935,
        -7.83753132321781e-05,
        2.9482975757064093e-05,
        1.5809681487348695e-06,
        -2.1099483504453535e-07,
        -1.6139397325357638e-08,
        1.3145969988635705e-09,
        1.1901598065033477e-10,
        -9.56064894766807e-12,
        -7.882756690248184e-13,
        8.963578084232503e-14,
        6.164131555961379e-15,
        -8.685154606313232e-16,
        -6.08633301747348e-17,
        7.455290888206041e-18,
    ),
)

#: The slope of GELU's tanh form left of 0.
GELU_TANH_NEAR_ZERO = SlopeSeries(
    low=-0.25,
    high=0.0,
    origin=(0.0, 0.0),
    at_origin=0.5,
    coefficients=(
        0.7916850692886053,
        0.008248761460499595,
        -0.0020363881790171497,
        -1.4685273161102767e-05,
        1.7907138180301897e-06,
        1.3920570588247087e-08,
        -1.1203716765482191e-09,
        -8.600362853617355e-12,
        5.191948895835198e-13,
        3.101379693036892e-15,
        -1.5856888927748765e-16,
    ),
)

#: The slope of SiLU around its zero.
SILU_NEAR_ITS_LOWEST = SlopeSeries(
    low=-2.0,
    high=-0.25,
    origin=(-1.2784645427610737, -1.0946994183093437e-16),
    at_origin=0.0,
    coefficients=(
        0.24365568232695498,
        0.12304407722954169,
        0.0025608609292896017,
        -0.0030509299485265806,
        -0.0003798893207246661,
        3.3781819948896785e-05,
        1.1759227039372524e-05,
        3.9186776788667835e-07,
        -2.0938451678675224e-07,
        -2.7506496850209262e-08,
        1.669012961951422e-09,
        6.973668121325363e-10,
        3.094984278438112e-11,
        -1.0667166510072633e-11,
        -1.5553389096098159e-12,
        6.254445774092857e-14,
        3.490336734529478e-14,
        1.948437282148687e-15,
        -4.75703677923764e-16,
        -7.834360216616061e-17,
        1.8126870278070378e-18,
        1.5970742988236451e-18,
    ),
)

#: The slope of SiLU left of 0.
SILU_NEAR_ZERO = SlopeSeries(
    low=-0.25,
    high=0.0,
    origin=(0.0, 0.0),
    at_origin=0.5,
    coefficients=(
        0.4980601341921576,
        0.0025829624616908364,
        -0.0006404592422967932,
        -3.007958150091084e-06,
        3.6837978315124867e-07,
        2.3576012567084544e-09,
        -1.893392403907276e-10,
        -1.538284757907837e-12,
        9.070476563624567e-14,
        9.014682070717144e-16,
        -4.1411389735466934e-17,
    ),
)
