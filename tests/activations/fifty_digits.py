"""Every activation and its derivative to 50 digits, from its definition: the one table that a new activation joins."""

import math

import mpmath
from mpmath import mpf

mpmath.mp.dps = 50

INFINITY = math.inf

LAMBDA = mpf("1.0507009873554804934193349852946")
ALPHA = mpf("1.6732632423543772848170429916717")


def logistic(x):
    return 1 / (1 + mpmath.exp(-x))


def normal_distribution(x):
    return mpmath.ncdf(x) if abs(x) < 1000 else mpf(x > 0)  # mpmath overflows far out, where only 217,000 zeros are


def tanh_form_exponent(x):
    return 2 * mpmath.sqrt(2 / mpmath.pi) * (x + mpf("0.044715") * x**3)


def true_gelu(x, approximate):
    return x * (normal_distribution(x) if approximate == "none" else logistic(tanh_form_exponent(x)))


def true_gelu_slope(x, approximate):
    if approximate == "none":
        return normal_distribution(x) + x * mpmath.npdf(x)
    w, dw = tanh_form_exponent(x), 2 * mpmath.sqrt(2 / mpmath.pi) * (1 + 3 * mpf("0.044715") * x**2)
    return logistic(w) + x * dw * logistic(w) * logistic(-w)


def true_elu(x, alpha):
    return x if x > 0 else alpha * mpmath.expm1(x)


def true_softplus(x):
    return mpmath.log1p(mpmath.exp(x)) if x < 1000 else x


def true_mish_slope(x):
    p = true_softplus(x)
    return mpmath.tanh(p) + x * logistic(x) * mpmath.sech(p) ** 2


#: f and f' away from kinks; the slope at a kink is tested on its own.
TRUTH = {
    "relu": (lambda x: max(x, 0), lambda x: int(x > 0)),
    "leaky_relu": (lambda x, negative_slope: x if x > 0 else negative_slope * x, lambda x, s: 1 if x > 0 else s),
    "prelu": (lambda x, negative_slope: x if x > 0 else negative_slope * x, lambda x, s: 1 if x > 0 else s),
    "elu": (true_elu, lambda x, alpha: 1 if x > 0 else alpha * mpmath.exp(x)),
    "selu": (lambda x: LAMBDA * true_elu(x, ALPHA), lambda x: LAMBDA * (1 if x > 0 else ALPHA * mpmath.exp(x))),
    "gelu": (true_gelu, true_gelu_slope),
    "silu": (lambda x: x * logistic(x), lambda x: logistic(x) * (1 + x * logistic(-x))),
    "softplus": (true_softplus, logistic),
    "sigmoid": (logistic, lambda x: logistic(x) * logistic(-x)),
    "tanh": (mpmath.tanh, lambda x: mpmath.sech(x) ** 2),
    "relu6": (lambda x: min(max(x, 0), 6), lambda x: int(0 < x < 6)),
    "squared_relu": (lambda x: max(x, 0) ** 2, lambda x: 2 * max(x, 0)),
    "mish": (lambda x: x * mpmath.tanh(true_softplus(x)), true_mish_slope),
    "hardswish": (
        lambda x: x * min(max(x + 3, 0), 6) / 6,
        lambda x: mpf(0) if x < -3 else mpf(1) if x > 3 else x / 3 + mpf(1) / 2,
    ),
}

#: (f(-inf), f(inf), f'(-inf), f'(inf)) with the default parameters.
LIMITS = {
    "relu": (0, INFINITY, 0, 1),
    "leaky_relu": (-INFINITY, INFINITY, 0.01, 1),
    "prelu": (-INFINITY, INFINITY, 0.25, 1),
    "elu": (-1, INFINITY, 0, 1),
    "selu": (float(-LAMBDA * ALPHA), INFINITY, 0, float(LAMBDA)),
    "gelu": (0, INFINITY, 0, 1),
    "silu": (0, INFINITY, 0, 1),
    "softplus": (0, INFINITY, 0, 1),
    "sigmoid": (0, 1, 0, 0),
    "tanh": (-1, 1, 0, 0),
    "relu6": (0, 6, 0, 0),
    "squared_relu": (0, INFINITY, 0, INFINITY),
    "mish": (0, INFINITY, 0, 1),
    "hardswish": (0, INFINITY, 0, 1),
}


#: The slope at kinks other than 0 that PyTorch 2.13 takes (tests/benchmarks/slopes_at_zero.py asks it).
OTHER_KINKS = {"relu6": {6.0: 0.0}, "hardswish": {-3.0: 0.0, 3.0: 1.0}}


def truth(name):
    """The 50-digit f and f' of an activation, called with x and its parameters in order."""
    return _found(TRUTH, "TRUTH", name)


def limits(name):
    """The limits of f and f' at both infinities."""
    return _found(LIMITS, "LIMITS", name)


def slope_at_other_kink(name, kink):
    """The slope of an activation at a kink that is not 0."""
    return _found(_found(OTHER_KINKS, "OTHER_KINKS", name), f"OTHER_KINKS[{name!r}]", kink)


def _found(table, title, key):
    assert key in table, f"{title} in tests/activations/fifty_digits.py has no {key!r}: add it there"
    return table[key]
