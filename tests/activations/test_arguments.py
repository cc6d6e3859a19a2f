"""Shapes, dtypes and manners: what goes into an activation function, what comes out, and what is refused."""

import math

import numpy as np
import pytest

from relu_notes import activations
from relu_notes.activations import ACTIVATIONS

FLOATS = [np.float16, np.float32, np.float64]

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
    with pytest.raises(TypeError, match=r"^x must hold real numbers .* not dtype "):
        function(wrong)


@every_function
def test_ragged_lists_and_masks_are_refused(function):
    with pytest.raises(ValueError, match=r"^x must be a number or an array of one shape"):
        function([[1.0, 2.0], [3.0]])
    for masked in (np.ma.array([1.0, 2.0], mask=[0, 1]), np.ma.masked, [1.0, np.ma.masked], ([np.ma.zeros(2)],)):
        with pytest.raises(TypeError, match=r"^masked arrays are not allowed"):
            function(masked)


class Unwilling:
    """An object that says it is an array and then is none."""

    def __array__(self, *args, **kwargs):
        raise RuntimeError("not today")


def test_an_object_that_refuses_to_be_an_array():
    with pytest.raises(TypeError, match=r"x of type Unwilling is no array of numbers \(not today\)"):
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
    prefix = f"^{name} must be a "
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
    with pytest.raises(ValueError, match=r"^approximate must be 'none' or 'tanh', not 'erf'"):
        function(1.0, "erf")
    for wrong in (True, None, 1, ["tanh"]):
        with pytest.raises(TypeError, match=r"^approximate must be 'none' or 'tanh', not of type"):
            function(1.0, approximate=wrong)


# ------------------------------------------------------------------------------------------ learned slopes


@pytest.mark.parametrize("dtype", FLOATS)
def test_prelu_takes_one_slope_per_network(dtype):
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
        with pytest.raises(
            ValueError, match=r"negative_slope array must broadcast to x's shape \(2, 3\), not have shape \(2,\)"
        ):
            function(np.zeros((2, 3)), np.zeros(2))
        with pytest.raises(ValueError, match=r"negative_slope array must broadcast to x's shape \(3,\)"):
            function(np.zeros(3), np.zeros((2, 3)))
        with pytest.raises(TypeError, match="negative_slope array must have a float dtype, not int64"):
            function(np.zeros(2), np.zeros(2, np.int64))
        with pytest.raises(TypeError, match="negative_slope must not be a masked"):
            function(np.zeros(2), np.ma.zeros(2))
    with pytest.raises(TypeError, match=r"^at_zero must be a real number"):
        activations.prelu_derivative(np.zeros(2), np.zeros(2), at_zero="0")
