"""Values, slopes and written formulas of the activation functions, against mpmath at 50 digits."""

import inspect
import itertools
import math

import mpmath
import numpy as np
import pytest
from fifty_digits import INFINITY, limits, slope_at_other_kink, true_elu, true_gelu_slope, truth
from mpmath import mpf

from relu_notes import activations
from relu_notes.activations import ACTIVATIONS

FLOATS = [np.float16, np.float32, np.float64]


PARAMETERS = {
    "leaky_relu": [{"negative_slope": slope} for slope in (0.01, 0.0, 1.0, 2.5, -0.5, 1e-40, 1e-300, 1e300, -1e300)],
    "prelu": [{"negative_slope": slope} for slope in (0.25, 0.0, 3.0, 1e-40, 1e300)],
    "elu": [{"alpha": alpha} for alpha in (1.0, 0.3, 0.0, 2.0, -1.5, 1e-40, 1e-300, 1e300, -1e300)],
    "gelu": [{"approximate": form} for form in ("none", "tanh")],
}
CASES = [(name, parameters) for name in ACTIVATIONS for parameters in PARAMETERS.get(name, [{}])]
#: Where a fourth of all float16 are tried: default numbers, and each word of a choice.
EVERY_WORD = [(name, PARAMETERS.get(name, [{}])[0]) for name in ACTIVATIONS] + [("gelu", {"approximate": "tanh"})]


def settings_of(activation):
    """Parameters at their default, at both ends of their slider, and at every word of a choice."""
    values = [
        {p.default, *p.choices} if p.slider is None else {p.default, *p.slider[:2]}
        for p in activation.parameters.values()
    ]
    return [dict(zip(activation.parameters, chosen, strict=True)) for chosen in itertools.product(*map(sorted, values))]


EVERY_SETTING = [(name, setting) for name, activation in ACTIVATIONS.items() for setting in settings_of(activation)]


# ------------------------------------------------------------------------------------------------ accuracy

#: Where slopes are 0, where formulas change, and where results leave the normal numbers.
LANDMARKS = [-1.2784645427610738, -0.7517915246935645, -0.7524614220710163, -0.25, -0.3, -0.5, -1.0, -1.1, -8.0]
LANDMARKS += [-15.5, -16.6, -21.5, -22.0, -36.5, -37.5, -38.5, -40.0, -87.5, -103.0, -354.5, -372.0, -700.0, -708.4]
LANDMARKS += [-714.0, -745.2, -800.0, 17.0, 36.7, 88.7, 354.5, 709.8]


def grid(dtype, points=60):
    """Finite numbers of every kind: each power of two, subnormals, both zeros, landmarks and their neighbours."""
    limits, rng = np.finfo(dtype), np.random.default_rng(20150206)
    exponents = np.arange(limits.minexp - limits.nmant, limits.maxexp)
    step = max(1, len(exponents) // 150)
    powers = np.ldexp(dtype(1), exponents[::step]).astype(dtype)
    near = [powers, [0.0, limits.max, limits.tiny, limits.smallest_subnormal, 3 * limits.smallest_subnormal]]
    near += [rng.uniform(0, high, points) for high in (0.5, 1.5, 5, 20, 45, 110)]
    near += [rng.uniform(690, 760, points), rng.uniform(15, 17, points), 10 ** rng.uniform(-9, 0, points)]
    with np.errstate(over="ignore"):
        near.append(np.abs(np.array(LANDMARKS)))
        near = np.concatenate([np.asarray(part, dtype) for part in near])
        for mark in np.array(LANDMARKS, dtype):
            around = mark * (1 + 10.0 ** rng.uniform(-16, -1, 20) * rng.choice([-1, 1], 20))
            near = np.concatenate([near, np.abs(around).astype(dtype)])
            near = np.append(near, np.abs([np.nextafter(mark, dtype(0)), np.nextafter(mark, dtype(-9999))]))
    near = near[np.isfinite(near)]
    return np.unique(np.concatenate([near, -near])).astype(dtype)


def off(value, truth, dtype):
    """Error in units of eps · max(1, |truth|), the package's promise; inf stands for all beyond the largest."""
    limits = np.finfo(dtype)
    if not math.isfinite(value):
        largest = mpf(float(limits.max))
        return 0.0 if abs(truth) > largest and (truth > 0) == (value > 0) and not math.isnan(value) else INFINITY
    return float(abs(mpf(float(value)) - truth) / (mpf(float(limits.eps)) * max(1, abs(truth))))


def worst(name, parameters, dtype, x, *, slope):
    """The largest error over `x` of f (or of f' where `slope`), and where it is."""
    function = ACTIVATIONS[name].derivative if slope else ACTIVATIONS[name].function
    values = function(x, **parameters)
    assert values.dtype == dtype and values.shape == x.shape
    true = truth(name)[slope]
    chosen = [value if isinstance(value, str) else mpf(value) for value in parameters.values()]
    errors = [
        off(value, mpf(true(mpf(number), *chosen)), dtype)
        for number, value in zip(x.tolist(), values.tolist(), strict=True)
    ]
    index = int(np.argmax(errors))
    return errors[index], f"{errors[index]:.2f} eps at x = {x[index]!r}"


@pytest.mark.parametrize("slope", [False, True], ids=["value", "slope"])
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_accuracy(name, parameters, dtype, slope, thorough):
    if dtype == np.float16 and thorough and (name, parameters) in EVERY_WORD:
        x = np.arange(0, 65536, 4, dtype=np.uint16).view(np.float16)
        x = x[np.isfinite(x)]
    else:
        x = grid(dtype, 300 if thorough else 25)
    if slope and ACTIVATIONS[name].kinks:
        x = x[~np.isin(x, ACTIVATIONS[name].kinks)]
    error, where = worst(name, parameters, dtype, x, slope=slope)
    assert error <= (0 if name == "relu" else 4), where


def test_the_measure_of_errors_can_fail():
    eps = np.finfo(np.float64).eps
    assert off(1.0, mpf(1) + mpf(eps), np.float64) == pytest.approx(1)
    assert off(8.0, mpf(8) + 8 * mpf(eps), np.float64) == pytest.approx(1)
    assert off(1e-18, mpf(0), np.float64) < 0.01
    assert off(math.nan, mpf(1), np.float64) == off(math.inf, mpf(1), np.float64) == INFINITY
    assert off(-math.inf, mpf(10) ** 400, np.float64) == INFINITY
    assert off(math.inf, mpf(10) ** 400, np.float64) == 0
    # 1 - tanh² times x loses digits, which the grid must find out
    x = grid(np.float64)
    x = x[np.abs(x) < 10]
    w = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    t, dw = np.tanh(w), np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x**2)
    textbook = 0.5 * (1 + t) + 0.5 * x * (1 - t**2) * dw
    assert max(map(off, textbook, [true_gelu_slope(mpf(v), "tanh") for v in x.tolist()], [np.float64] * len(x))) > 4


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_limits_at_infinity_and_nan(name, dtype):
    activation, ends = ACTIVATIONS[name], np.array([-INFINITY, INFINITY], dtype)
    expected = np.array(limits(name)).astype(dtype)
    np.testing.assert_array_equal(activation.function(ends), expected[:2])
    np.testing.assert_array_equal(activation.derivative(ends), expected[2:])
    for function in (activation.function, activation.derivative):
        np.testing.assert_array_equal(np.isnan(function(np.array([np.nan, 1.0], dtype))), [True, False])
        assert np.isnan(function(dtype(np.nan)))


@pytest.mark.parametrize("slope", [0.0, -2.0, 1e308])
def test_infinity_left_of_zero_at_unusual_slopes(slope):
    expected = 0.0 if slope == 0 else math.copysign(INFINITY, -slope)
    assert activations.leaky_relu(-INFINITY, slope) == expected
    assert activations.leaky_relu(INFINITY, slope) == INFINITY
    assert activations.prelu(np.array([-INFINITY]), np.array([slope])) == [expected]


def test_alpha_that_lifts_a_vanishing_exponential():
    x = np.array([-720.0, -800.0, -1200.0])
    error, where = worst("elu", {"alpha": 1e300}, np.float64, x, slope=True)
    assert error <= 4, where


# -------------------------------------------------------------------------------------- slopes and kinks


@pytest.mark.parametrize(("name", "setting"), EVERY_SETTING)
def test_slopes_agree_with_finite_differences(name, setting):
    activation, h = ACTIVATIONS[name], 1e-5
    x = np.linspace(-6, 6, 241)
    x = x[np.min([np.abs(x - kink) for kink in (0, *activation.kinks)], axis=0) > 2 * h]
    difference = (activation.function(x + h, **setting) - activation.function(x - h, **setting)) / (2 * h)
    np.testing.assert_allclose(activation.derivative(x, **setting), difference, rtol=0, atol=1e-9)


@pytest.mark.parametrize(("name", "setting"), [case for case in EVERY_SETTING if ACTIVATIONS[case[0]].kinks])
def test_one_sided_limits_at_kinks(name, setting):
    activation, h = ACTIVATIONS[name], 1e-7
    for kink in activation.kinks:
        at_kink = float(activation.function(kink, **setting))
        slopes = []
        for side in (-h, h):
            quotient = (float(activation.function(kink + side, **setting)) - at_kink) / side
            slope = float(activation.derivative(np.nextafter(kink, kink + side), **setting))
            assert slope == pytest.approx(quotient, abs=3e-7)
            slopes.append(slope)
        if kink:
            assert float(activation.derivative(kink, **setting)) == slope_at_other_kink(name, kink)
            continue
        chosen = float(activation.derivative(kink, **setting))
        assert chosen == slopes[0], "PyTorch takes the slope from the left"
        middle = sum(slopes) / 2
        for at_zero in (*slopes, middle):
            for zero in (kink, -kink, np.float32(kink), np.array([kink])):
                value = activation.derivative(zero, **setting, at_zero=at_zero)
                assert value == np.asarray(at_zero, getattr(zero, "dtype", float))
        np.testing.assert_array_equal(
            activation.derivative([kink - h, kink, kink + h], **setting, at_zero=middle)[[0, 2]],
            activation.derivative([kink - h, kink + h], **setting),
        )


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_at_zero_is_taken_exactly_where_there_is_a_kink(name):
    activation = ACTIVATIONS[name]
    keywords = inspect.signature(activation.derivative).parameters
    assert ("at_zero" in keywords) == (0 in activation.kinks)
    if 0 in activation.kinks:
        assert keywords["at_zero"].kind is inspect.Parameter.KEYWORD_ONLY
        default = float(activation.derivative(0.0))
        named = "^at_zero must "
        assert float(activation.derivative(0.0, at_zero=None)) == default
        for wrong in (-1e-9, 1.76, math.nan, math.inf):
            with pytest.raises(ValueError, match=named):
                activation.derivative(0.0, at_zero=wrong)
        for wrong in ("0", [0.5], 1j, True, np.bool_(True)):
            with pytest.raises(TypeError, match=named + "be a real number"):
                activation.derivative(0.0, at_zero=wrong)


def test_documented_slopes_at_zero():
    expected = {"relu": 0, "leaky_relu": 0.01, "prelu": 0.25, "elu": 1, "selu": 1.7580993408473769, "relu6": 0}
    assert {name: float(ACTIVATIONS[name].derivative(0)) for name in expected} == expected
    assert activations.elu_derivative(0, alpha=0.5) == 0.5
    assert activations.prelu_derivative(-0.0, negative_slope=2.0, at_zero=1.5) == 1.5
    message = "at_zero must lie between the one-sided slopes 0.5 and 1.0, not 0.25"
    with pytest.raises(ValueError, match=message):
        activations.leaky_relu_derivative(1.0, 0.5, at_zero=0.25)


# --------------------------------------------------------------------------------------- written formulas

WRITTEN_IN_PYTHON = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "max": max, "min": min, "abs": abs}
WRITTEN_IN_PYTHON |= {"Φ": lambda x: float(mpmath.ncdf(x)), "elu": lambda x, alpha: float(true_elu(x, alpha))}


# GELU's written formula is that of the definition, not of the tanh form
@pytest.mark.parametrize(("name", "setting"), [case for case in EVERY_SETTING if "tanh" not in case[1].values()])
def test_a_written_formula_gives_the_value(name, setting):
    for x in ("-2", "-0.5", "0", "1.5"):
        written = ACTIVATIONS[name].written(x, **setting).replace("·", "*").replace("²", "**2")
        try:
            value = eval(written, {"__builtins__": {}}, WRITTEN_IN_PYTHON)
        except (NameError, SyntaxError) as error:
            raise AssertionError(
                f"{written!r}, the expression of {name}, is not Python ({error}): use names like max, or teach "
                "WRITTEN_IN_PYTHON in tests/activations/test_values.py a new one"
            ) from None
        assert value == pytest.approx(float(ACTIVATIONS[name].function(float(x), **setting)), rel=1e-4, abs=1e-12)
