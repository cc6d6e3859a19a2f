"""Values, slopes and manners of the activation functions, against mpmath at 50 digits and against themselves."""

import dataclasses
import inspect
import itertools
import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from mpmath import mpf

from relu_notes import activations, tables
from relu_notes.activations import ACTIVATIONS, Activation, Parameter, entry

FLOATS = [np.float16, np.float32, np.float64]
INFINITY = math.inf

mpmath.mp.dps = 50

# ------------------------------------------------------------------------ the true functions, to 50 digits

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


#: f and f' away from kinks; the slope at a kink is tested on its own.
TRUTH = {
    "relu": (lambda x: max(x, 0), lambda x: int(x > 0)),
    "leaky_relu": (lambda x, negative_slope: x if x > 0 else negative_slope * x, lambda x, s: 1 if x > 0 else s),
    "prelu": (lambda x, negative_slope: x if x > 0 else negative_slope * x, lambda x, s: 1 if x > 0 else s),
    "elu": (true_elu, lambda x, alpha: 1 if x > 0 else alpha * mpmath.exp(x)),
    "selu": (lambda x: LAMBDA * true_elu(x, ALPHA), lambda x: LAMBDA * (1 if x > 0 else ALPHA * mpmath.exp(x))),
    "gelu": (true_gelu, true_gelu_slope),
    "silu": (lambda x: x * logistic(x), lambda x: logistic(x) * (1 + x * logistic(-x))),
    "softplus": (lambda x: mpmath.log1p(mpmath.exp(x)), logistic),
    "sigmoid": (logistic, lambda x: logistic(x) * logistic(-x)),
    "tanh": (mpmath.tanh, lambda x: mpmath.sech(x) ** 2),
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
}

PARAMETERS = {
    "leaky_relu": [{"negative_slope": slope} for slope in (0.01, 0.0, 1.0, 2.5, -0.5, 1e-40, 1e-300, 1e300, -1e300)],
    "prelu": [{"negative_slope": slope} for slope in (0.25, 0.0, 3.0)],
    "elu": [{"alpha": alpha} for alpha in (1.0, 0.3, 0.0, 2.0, -1.5, 1e-40, 1e-300, 1e300, -1e300)],
    "gelu": [{"approximate": form} for form in ("none", "tanh")],
}
CASES = [(name, parameters) for name in TRUTH for parameters in PARAMETERS.get(name, [{}])]
EXACT = {"relu", "leaky_relu", "prelu"}


def settings_of(activation):
    """Parameters at their default, at both ends of their slider, and at every word of a choice."""
    values = [
        {p.default, *p.choices} if p.slider is None else {p.default, *p.slider[:2]}
        for p in activation.parameters.values()
    ]
    return [dict(zip(activation.parameters, chosen, strict=True)) for chosen in itertools.product(*map(sorted, values))]


EVERY_SETTING = [(name, setting) for name, activation in ACTIVATIONS.items() for setting in settings_of(activation)]


def test_every_activation_is_held_against_an_independent_truth():
    assert set(TRUTH) == set(LIMITS) == set(ACTIVATIONS), "give the new activation its 50-digit formula in TRUTH"


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


def ulps_off(value, truth, dtype):
    """Error in units of the last place of `truth` in `dtype`; subnormal numbers all have the same unit."""
    limits = np.finfo(dtype)
    if not math.isfinite(value):
        largest = mpf(float(limits.max))
        return 0.0 if abs(truth) > largest and (truth > 0) == (value > 0) and not math.isnan(value) else INFINITY
    exponent = max(mpmath.frexp(truth)[1] - 1, int(limits.minexp)) if truth else int(limits.minexp)
    return float(abs(mpf(float(value)) - truth) / mpf(2) ** (exponent - limits.nmant))


def worst(name, parameters, dtype, x, *, slope):
    """The largest error over `x` of f (or of f' where `slope`), and where it is."""
    function = ACTIVATIONS[name].derivative if slope else ACTIVATIONS[name].function
    values = function(x, **parameters)
    assert values.dtype == dtype and values.shape == x.shape
    truth = TRUTH[name][slope]
    if name in EXACT and dtype != np.float64 and 1e-6 < abs(parameters.get("negative_slope", 0)) < 1e6:
        parameters = {key: float(np.float32(value)) for key, value in parameters.items()}  # the slope in float32
    chosen = [value if isinstance(value, str) else mpf(value) for value in parameters.values()]
    errors = [
        ulps_off(value, mpf(truth(mpf(number), *chosen)), dtype)
        for number, value in zip(x.tolist(), values.tolist(), strict=True)
    ]
    index = int(np.argmax(errors))
    return errors[index], f"{errors[index]:.2f} ulp at x = {x[index]!r}"


@pytest.mark.parametrize("slope", [False, True], ids=["value", "slope"])
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_accuracy(name, parameters, dtype, slope, thorough):
    if dtype == np.float16 and thorough:
        x = np.arange(65536, dtype=np.uint16).view(np.float16)
        x = x[np.isfinite(x)]
    else:
        x = grid(dtype, 600 if thorough else 25)
    if slope and ACTIVATIONS[name].kinks:
        x = x[~np.isin(x, ACTIVATIONS[name].kinks)]
    error, where = worst(name, parameters, dtype, x, slope=slope)
    # a float32 that is rounded once more, to float16, may miss by a little more than the half
    allowed = {np.float16: 0.51, np.float32: 4, np.float64: 4} | (
        {np.float32: 0.5, np.float64: 0.5} if name in EXACT else {}
    )
    assert error <= allowed[dtype], where


def test_the_measure_of_errors_can_fail():
    assert ulps_off(1.0, mpf(1) + mpf(2) ** -53, np.float64) == 0.5
    assert ulps_off(1.0, mpf(1) + mpf(2) ** -50, np.float64) == 4
    assert ulps_off(math.nan, mpf(1), np.float64) == INFINITY
    assert ulps_off(math.inf, mpf(1), np.float64) == INFINITY
    assert ulps_off(-math.inf, mpf(10) ** 400, np.float64) == INFINITY
    assert ulps_off(math.inf, mpf(10) ** 400, np.float64) == 0
    assert ulps_off(1e-323, mpf("5e-324"), np.float64) == pytest.approx(1, abs=0.02)
    # the textbook's formulas, which the grid must find out
    x = grid(np.float64)
    x = x[(x < -1) & (x > -37)]
    textbook = 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    assert max(map(ulps_off, textbook, [true_gelu(mpf(v), "tanh") for v in x.tolist()], [np.float64] * len(x))) > 1e9


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", LIMITS)
def test_limits_at_infinity_and_nan(name, dtype):
    activation, ends = ACTIVATIONS[name], np.array([-INFINITY, INFINITY], dtype)
    expected = np.array(LIMITS[name]).astype(dtype)
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


def test_alpha_that_lifts_a_vanishing_exponential_back_to_normal_numbers():
    x = np.array([-720.0, -800.0, -1200.0])
    error, where = worst("elu", {"alpha": 1e300}, np.float64, x, slope=True)
    assert error <= 4, where


# -------------------------------------------------------------------------------------- slopes and kinks


@pytest.mark.parametrize(("name", "setting"), EVERY_SETTING)
def test_slopes_agree_with_finite_differences(name, setting):
    activation, h = ACTIVATIONS[name], 1e-5
    x = np.linspace(-6, 6, 241)
    x = x[np.min([np.abs(x - kink) for kink in (*activation.kinks, INFINITY)], axis=0) > 2 * h]
    difference = (activation.function(x + h, **setting) - activation.function(x - h, **setting)) / (2 * h)
    np.testing.assert_allclose(activation.derivative(x, **setting), difference, rtol=0, atol=2e-10)


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
        chosen = float(activation.derivative(kink, **setting))
        assert min(slopes) <= chosen <= max(slopes)
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
    assert ("at_zero" in keywords) == bool(activation.kinks)
    if activation.kinks:
        assert keywords["at_zero"].kind is inspect.Parameter.KEYWORD_ONLY
        default = float(activation.derivative(0.0))
        assert float(activation.derivative(0.0, at_zero=None)) == default
        for wrong in (-1e-9, 1.76, math.nan, math.inf):
            with pytest.raises(ValueError, match="at_zero"):
                activation.derivative(0.0, at_zero=wrong)
        for wrong in ("0", [0.5], 1j, True, np.bool_(True)):
            with pytest.raises(TypeError, match="at_zero must be a real number"):
                activation.derivative(0.0, at_zero=wrong)


def test_documented_slopes_at_zero():
    at_zero = {name: float(ACTIVATIONS[name].derivative(0)) for name in ACTIVATIONS if ACTIVATIONS[name].kinks}
    assert at_zero == {"relu": 0, "leaky_relu": 0.01, "prelu": 0.25, "elu": 1, "selu": 1.7580993408473769}
    assert activations.elu_derivative(0, alpha=0.5) == 0.5
    assert activations.prelu_derivative(-0.0, negative_slope=2.0, at_zero=1.5) == 1.5
    message = "leaky_relu_derivative: at_zero must lie between the one-sided slopes 0.5 and 1.0, not 0.25"
    with pytest.raises(ValueError, match=message):
        activations.leaky_relu_derivative(1.0, 0.5, at_zero=0.25)


# ------------------------------------------------------------------------- what makes ReLU what it is

finite = st.floats(allow_nan=False, allow_infinity=False)
moderate = st.floats(-1e150, 1e150)


@given(finite)
def test_relu_is_idempotent(x):
    assert activations.relu(activations.relu(x)) == activations.relu(x)


@given(moderate, st.floats(0, 1e150))
def test_relu_is_positively_homogeneous(x, factor):
    assert activations.relu(factor * x) == factor * activations.relu(x)


@given(moderate, moderate, st.floats(0, 1))
def test_relu_is_convex(a, b, t):
    mixed = (1 - t) * activations.relu(a) + t * activations.relu(b)
    assert activations.relu((1 - t) * a + t * b) <= mixed + 4e-16 * max(abs(a), abs(b))


@given(finite, finite)
def test_relu_is_monotone_and_1_lipschitz(a, b):
    low, high = sorted((a, b))
    with np.errstate(over="ignore"):
        rise = activations.relu(high) - activations.relu(low)
        assert 0 <= rise <= high - low


@given(finite)
def test_relu_splits_a_number_into_its_parts(x):
    assert activations.relu(x) - activations.relu(-x) == x
    assert activations.relu(x) + activations.relu(-x) == abs(x)


@given(moderate)
def test_mirror_of_silu_and_gelu(x):
    for name in ("silu", "gelu"):
        function, derivative = ACTIVATIONS[name].function, ACTIVATIONS[name].derivative
        assert function(x) - function(-x) == pytest.approx(x, rel=1e-15, abs=1e-300)
        assert derivative(x) + derivative(-x) == pytest.approx(1, abs=1e-15)


def test_selu_keeps_mean_0_and_variance_1():
    # the normal integral in closed pieces: 200 Gauss-Legendre nodes on each side of the kink
    nodes, weights = np.polynomial.legendre.leggauss(200)
    mean = square = 0.0
    for low, high in ((-12, 0), (0, 12)):
        x = (high - low) / 2 * nodes + (high + low) / 2
        density = weights * (high - low) / 2 * np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        mean += (density * activations.selu(x)).sum()
        square += (density * activations.selu(x) ** 2).sum()
    assert mean == pytest.approx(0, abs=1e-12)
    assert square == pytest.approx(1, abs=1e-12)


def test_the_tanh_form_of_gelu_is_off_by_what_the_docstring_says():
    x = np.linspace(-6, 0, 60001)
    gap = np.abs(activations.gelu(x) - activations.gelu(x, approximate="tanh"))
    assert 4.6e-4 < gap.max() < 4.75e-4
    assert x[gap.argmax()] == pytest.approx(-2.70, abs=0.01)


@given(hnp.arrays(np.float64, (3, 4), elements=st.floats(-50, 50)), st.floats(-3, 3))
def test_slope_derivative_of_prelu(x, slope):
    # f is linear in its slope, so a difference over any step is the derivative
    difference = activations.prelu(x, slope + 1) - activations.prelu(x, slope)
    np.testing.assert_allclose(activations.prelu_slope_derivative(x), difference, rtol=1e-13, atol=1e-13)


# ------------------------------------------------------------------------------- shapes, dtypes, manners

FUNCTIONS = [f for activation in ACTIVATIONS.values() for f in (activation.function, activation.derivative)]
FUNCTIONS += [activations.prelu_slope_derivative]
every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)


@every_function
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("shape", [(), (0,), (1,), (7,), (2, 0, 3), (2, 3, 4), (1, 9000)])
def test_shape_and_float_dtype_stay(function, shape, dtype):
    x = np.random.default_rng(3).normal(size=shape).astype(dtype)
    before = x.copy()
    x.flags.writeable = False
    result = function(x)
    assert np.shape(result) == shape
    assert result.dtype == dtype
    np.testing.assert_array_equal(x, before)
    assert not np.shares_memory(x, result)
    if shape:
        assert result.flags.writeable
        flat = np.array([function(number) for number in x.ravel()[:40]], dtype)
        np.testing.assert_array_equal(result.ravel()[:40], flat)
    else:
        assert isinstance(result, dtype)


@every_function
@pytest.mark.parametrize("number", [2, 2.0, True, np.int8(2), np.uint64(2), np.float64(2)])
def test_a_number_gives_a_numpy_scalar(function, number):
    result = function(number)
    expected = np.asarray(number).dtype
    if expected.kind == "b" or (expected.kind in "iu" and function is not activations.relu):
        expected = np.float64
    assert isinstance(result, np.generic)
    assert result.dtype == expected


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"])
def test_relu_keeps_an_integer_dtype(dtype):
    ends = np.array([np.iinfo(dtype).min, 0, 1, np.iinfo(dtype).max], dtype)
    result = activations.relu(ends)
    assert result.dtype == np.dtype(dtype)
    np.testing.assert_array_equal(result, [max(int(v), 0) for v in ends])
    assert activations.relu([True, False]).dtype == np.float64
    np.testing.assert_array_equal(activations.relu([True, False]), [1.0, 0.0])


@every_function
def test_long_arrays_are_the_same_block_by_block(function):
    x = np.random.default_rng(5).normal(scale=4, size=20001)
    np.testing.assert_array_equal(function(x), np.concatenate([function(part) for part in np.array_split(x, 7)]))
    np.testing.assert_array_equal(function(x[::-3]), function(x)[::-3])


@every_function
@pytest.mark.parametrize(
    "wrong",
    [1j, "1", b"1", None, object(), [1j], ["a"], {}, {1.0}, [None], np.array([1.0], object), 10**400, [10**30],
     np.longdouble(1), np.datetime64("2015-02-06"), np.timedelta64(1, "s"), np.zeros(2, "f8,f8"), np.complex64(1)],
    ids=lambda wrong: type(wrong).__name__,
)  # fmt: skip
def test_what_is_no_real_number_is_a_type_error(function, wrong):
    with pytest.raises(TypeError, match=f"^{function.__name__}: x must hold real numbers .* not dtype "):
        function(wrong)


@every_function
def test_ragged_lists_and_masks_are_refused(function):
    with pytest.raises(ValueError, match=f"^{function.__name__}: x must be a number or an array of one shape"):
        function([[1.0, 2.0], [3.0]])
    for masked in (np.ma.array([1.0, 2.0], mask=[0, 1]), np.ma.masked, [1.0, np.ma.masked], ([np.ma.zeros(2)],)):
        with pytest.raises(TypeError, match=f"^{function.__name__}: masked arrays are not allowed"):
            function(masked)


class Unwilling:
    """An object that says it is an array and then is none."""

    def __array__(self, *args, **kwargs):
        raise RuntimeError("not today")


def test_an_object_that_refuses_to_be_an_array():
    with pytest.raises(TypeError, match=r"relu: x of type Unwilling is no array of numbers \(not today\)"):
        activations.relu(Unwilling())


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (activations.leaky_relu, "negative_slope"),
        (activations.leaky_relu_derivative, "negative_slope"),
        (activations.prelu, "negative_slope"),
        (activations.prelu_derivative, "negative_slope"),
        (activations.elu, "alpha"),
        (activations.elu_derivative, "alpha"),
    ],
)
def test_numbers_for_parameters(function, name):
    prefix = f"^{function.__name__}: {name} must be a "
    for wrong in ("1", None, 1j, [1.0], True, np.True_, object()):
        with pytest.raises(TypeError, match=prefix + f"real number, not {type(wrong).__name__}"):
            function(1.0, wrong)
    for wrong in (math.nan, math.inf, -math.inf, 10**400, np.float32(np.inf), np.array(np.nan)):
        with pytest.raises(ValueError, match=prefix + "finite number, not "):
            function(1.0, **{name: wrong})
    for right in (2, np.float16(2), np.array(2.0), np.int8(2)):
        assert function(-1.0, right) == function(-1.0, 2.0)


@pytest.mark.parametrize("function", [activations.gelu, activations.gelu_derivative])
def test_words_for_approximate(function):
    with pytest.raises(ValueError, match=f"^{function.__name__}: approximate must be 'none' or 'tanh', not 'erf'"):
        function(1.0, "erf")
    for wrong in (True, None, 1, ["tanh"]):
        with pytest.raises(TypeError, match=f"^{function.__name__}: approximate must be 'none' or 'tanh', not of type"):
            function(1.0, approximate=wrong)


# ------------------------------------------------------------------------------------------ learned slopes


@pytest.mark.parametrize("dtype", FLOATS)
def test_prelu_takes_one_slope_a_network(dtype):
    z = np.random.default_rng(1).normal(size=(3, 5, 4)).astype(dtype)
    z[0, 0, 0] = 0
    slopes = np.array([0.25, 0.0, 2.0], dtype).reshape(3, 1, 1)
    for function in (activations.prelu, activations.prelu_derivative):
        expected = [function(network, float(slope)) for network, slope in zip(z, slopes.ravel(), strict=True)]
        result = function(z, slopes)
        assert result.dtype == dtype
        np.testing.assert_array_equal(result, expected)
        assert np.isnan(function(np.array([np.nan]), np.array([0.5]))).all()
    assert activations.prelu_derivative(z, slopes, at_zero=0.75)[0, 0, 0] == 0.75
    assert activations.prelu(np.array([-2.0]), np.array([np.nan])) != 0, "a diverged slope must not look like a value"


def test_learned_slopes_that_do_not_fit():
    for function in (activations.prelu, activations.prelu_derivative):
        with pytest.raises(ValueError, match=r"broadcast to x's shape \(2, 3\), not have shape \(2,\)"):
            function(np.zeros((2, 3)), np.zeros(2))
        with pytest.raises(ValueError, match=r"broadcast to x's shape \(3,\)"):
            function(np.zeros(3), np.zeros((2, 3)))
        with pytest.raises(TypeError, match="negative_slope array must have a float dtype, not int64"):
            function(np.zeros(2), np.zeros(2, np.int64))
        with pytest.raises(TypeError, match="masked"):
            function(np.zeros(2), np.ma.zeros(2))
    with pytest.raises(TypeError, match="at_zero must be a real number"):
        activations.prelu_derivative(np.zeros(2), np.zeros(2), at_zero="0")


# ---------------------------------------------------------------------------------------------- catalogue


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_entry_agrees_with_its_functions(name):
    activation = entry(name)
    assert activation.function is getattr(activations, name)
    assert activation.derivative is getattr(activations, f"{name}_derivative")
    signature = list(inspect.signature(activation.function).parameters.values())
    assert [p.name for p in signature] == ["x", *activation.parameters]
    assert {p.name: p.default for p in signature[1:]} == {k: p.default for k, p in activation.parameters.items()}
    slope_signature = inspect.signature(activation.derivative).parameters
    assert [p for p in slope_signature if p != "at_zero"] == [p.name for p in signature]
    for key, parameter in activation.parameters.items():
        if parameter.slider is None:
            assert parameter.choices == parameter.allowed and parameter.default in parameter.choices
        else:
            low, high, step = parameter.slider
            for probe in (-1e9, -1.0, 0.0, 1e9):
                if parameter.allowed[0] <= probe <= parameter.allowed[1]:
                    assert np.isfinite(activation.function(-1.0, **{key: probe}))
                else:
                    with pytest.raises(ValueError, match=key):
                        activation.function(-1.0, **{key: probe})
            assert parameter.allowed[0] <= low <= parameter.default <= high <= parameter.allowed[1]
            assert 0 < step <= high - low and parameter.choices == ()
            assert (parameter.default - low) / step == pytest.approx(round((parameter.default - low) / step))
        assert parameter.symbol
    for text in (activation.title, activation.formula, activation.derivative_formula, activation.source):
        assert text == text.strip() and text
    assert any(year in activation.source for year in map(str, range(1980, 2030)))
    assert activation.formula.startswith("f(x) = ") and activation.derivative_formula.startswith("f'(x) = ")
    assert activation.formula.count("{") == activation.formula.count("}")


def test_an_entry_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ACTIVATIONS["relu"].title = "other"
    with pytest.raises(TypeError):
        ACTIVATIONS["elu"].parameters["alpha"] = None
    with pytest.raises(dataclasses.FrozenInstanceError):
        ACTIVATIONS["elu"].parameters["alpha"].default = 2


def test_titles_are_unique_and_the_order_is_the_menus():
    titles = [activation.title for activation in ACTIVATIONS.values()]
    assert len(set(titles)) == len(titles)
    assert list(ACTIVATIONS)[:3] == ["relu", "leaky_relu", "prelu"]


def test_unknown_names_are_answered_with_the_known_ones():
    for wrong in ("rel", "", None, 3, ["relu"]):
        with pytest.raises(ValueError, match=r"unknown activation .*; allowed are relu, leaky_relu, prelu"):
            entry(wrong)


@pytest.mark.parametrize(
    ("name", "x", "parameters", "expected"),
    [
        ("relu", "x", {}, "max(0, x)"),
        ("relu", " 1", {}, "max(0,  1)"),
        ("leaky_relu", "-2", {}, "max(0, -2) + 0.01·min(0, -2)"),
        ("leaky_relu", "x", {"negative_slope": 0.5}, "max(0, x) + 0.5·min(0, x)"),
        ("leaky_relu", "x", {"negative_slope": "a"}, "max(0, x) + a·min(0, x)"),
        ("elu", "x", {"alpha": 2.0}, "max(0, x) + 2·(exp(min(0, x)) - 1)"),
        ("sigmoid", "-2", {}, "1/(1 + exp(-(-2)))"),
        ("sigmoid", " 2", {}, "1/(1 + exp(-2))"),
        ("gelu", "x", {"approximate": "tanh"}, "x·Φ(x)"),
    ],
)
def test_written_formulas(name, x, parameters, expected):
    assert entry(name).written(x, **parameters) == expected


WRITTEN_IN_PYTHON = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "max": max, "min": min}
WRITTEN_IN_PYTHON |= {"Φ": lambda x: float(mpmath.ncdf(x)), "elu": lambda x, alpha: float(true_elu(x, alpha))}


# GELU's written formula is that of the definition, not of the tanh form
@pytest.mark.parametrize(("name", "setting"), [case for case in EVERY_SETTING if "tanh" not in case[1].values()])
def test_a_written_formula_gives_the_value(name, setting):
    for x in ("-2", "-0.5", "0", "1.5"):
        written = ACTIVATIONS[name].written(x, **setting).replace("·", "*")
        value = eval(written, {"__builtins__": {}}, WRITTEN_IN_PYTHON)
        assert value == pytest.approx(float(ACTIVATIONS[name].function(float(x), **setting)), rel=1e-4, abs=1e-12)


def test_a_new_activation_is_one_entry(monkeypatch):
    """Register a throw-away activation; tests/plots and tests/live find the same in a picture and in a menu."""
    throw_away = Activation(
        title="Square",
        expression="{power_of}·{x}²",
        formula="f(x) = p x^2",
        derivative_formula="f'(x) = 2 p x",
        function=lambda x, power_of=1.0: power_of * np.square(x),
        derivative=lambda x, power_of=1.0: 2 * power_of * np.asarray(x),
        parameters={"power_of": Parameter(1.0, (0, 9), (0, 2, 0.5), "p")},
        source="nobody 2026",
    )
    monkeypatch.setitem(ACTIVATIONS, "square", throw_away)
    assert entry("square") is throw_away
    assert tables.example_table([3], "square", power_of=2).lines == ("f(3) = 2·3² = 18, f'(3) = 12",)
    with pytest.raises(ValueError, match=r"allowed are .*, square"):
        entry("cube")
