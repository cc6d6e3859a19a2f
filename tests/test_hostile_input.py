"""Any array, any object, any parameter: a right result or a clear TypeError or ValueError, and nothing else.

Every call here runs with warnings as errors and with NumPy's floating-point flags raised to errors.
"""

import decimal
import fractions
import importlib.util
import inspect
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from relu_notes import activations
from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments import at_zero, dying, hinges, pieces, sparsity, tents
from relu_notes.tables import example_table

FUNCTIONS = [f for activation in ACTIVATIONS.values() for f in (activation.function, activation.derivative)]
FUNCTIONS += [activations.prelu_slope_derivative]
every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
hostile = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(autouse=True)
def flags_are_errors():
    with np.errstate(all="raise"):
        yield


def answer(function, *arguments, **keywords):
    """The result and None, or None and the words of a TypeError or ValueError; any other exception goes on."""
    try:
        return function(*arguments, **keywords), None
    except (TypeError, ValueError) as error:
        return None, str(error)


# ------------------------------------------------------------------------------------ arrays of every kind

real_dtypes = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)),
)
real_arrays = real_dtypes.flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5))
)


class Subclass(np.ndarray):
    """A subclass with manners of its own, none of which must come through."""

    def __array_ufunc__(self, *args, **kwargs):
        raise AssertionError("computed with the subclass")


def unaligned(x):
    """The same numbers at an odd address."""
    room = np.zeros(x.nbytes + 1, np.uint8)
    odd = room[1:].view(x.dtype).reshape(x.shape) if x.nbytes else x
    odd[...] = x
    return odd


def spread(x):
    """The same numbers with gaps between them."""
    wide = np.zeros((*x.shape, 3), x.dtype)
    wide[..., 1] = x
    return wide[..., 1]


def read_only(x):
    x = x.copy()
    x.flags.writeable = False
    return x


LAYOUTS = {
    "as it is": lambda x: x,
    "Fortran order": np.asfortranarray,
    "transposed": lambda x: x.T,
    "backwards": lambda x: x[(..., *[slice(None, None, -1)] * x.ndim)] if x.ndim else x,
    "with gaps": spread,
    "unaligned": unaligned,
    "read-only": read_only,
    "broadcast": lambda x: np.broadcast_to(x, (2, *x.shape)),
    "other byte order": lambda x: x.astype(x.dtype.newbyteorder()),
    "subclass": lambda x: x.view(Subclass),
    "record array": lambda x: x.view(np.recarray),
    "matrix": lambda x: x.view(np.matrix) if x.ndim == 2 else x,
    "memory view": lambda x: memoryview(x) if x.dtype.isnative and x.ndim and x.size else x,
    "nested lists": lambda x: x.astype(x.dtype.newbyteorder("=")).tolist() if x.ndim else x,
}


@every_function
@hostile
@given(x=real_arrays, layout=st.sampled_from(sorted(LAYOUTS)))
def test_arrays_of_every_kind(function, x, layout):
    with np.errstate(all="ignore"):
        strange = LAYOUTS[layout](x)
        plain = np.array(strange, order="C", subok=False)
    plain = np.array(plain, dtype=plain.dtype.newbyteorder("="))
    before = plain.tobytes()
    result, expected = function(strange), function(plain)
    assert type(result) is type(expected)
    assert result.dtype == expected.dtype and result.dtype.isnative
    assert np.shape(result) == plain.shape
    np.testing.assert_array_equal(result, expected)
    assert np.array(np.array(strange), dtype=plain.dtype).tobytes() == before, "the input was written to"
    if isinstance(strange, np.ndarray):
        assert not np.shares_memory(np.asarray(strange), result)
    assert not np.isnan(np.asarray(expected)[~np.isnan(plain)]).any(), "NaN out of a number"
    assert np.isnan(np.asarray(expected)[np.isnan(plain)]).all(), "NaN swallowed"


@every_function
@hostile
@given(x=st.floats() | st.integers(-(2**63), 2**64 - 1) | st.booleans())
def test_python_numbers(function, x):
    result = function(x)
    assert isinstance(result, np.generic)
    assert np.isnan(result) == (isinstance(x, float) and math.isnan(x))


# -------------------------------------------------------------------------------------- what is no numbers

not_real = st.one_of(
    hnp.arrays(
        st.one_of(
            hnp.complex_number_dtypes(endianness="?"),
            hnp.datetime64_dtypes(),
            hnp.timedelta64_dtypes(),
            hnp.byte_string_dtypes(max_len=4),
            hnp.unicode_string_dtypes(max_len=4),
            hnp.array_dtypes(hnp.floating_dtypes(sizes=(32,)), max_size=3),
        ),
        hnp.array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3),
    ),
    st.lists(st.floats() | st.text() | st.none() | st.complex_numbers(), min_size=1).filter(
        lambda items: not all(isinstance(item, float) for item in items)
    ),
    st.text() | st.binary() | st.none() | st.complex_numbers() | st.decimals() | st.fractions(),
    st.dictionaries(st.text(), st.floats()) | st.sets(st.integers()) | st.frozensets(st.integers()),
    st.integers(min_value=2**64) | st.integers(max_value=-(2**63) - 1),
    st.dates() | st.timedeltas() | st.uuids() | st.functions() | st.just(...) | st.just(NotImplemented),
    st.just(np.longdouble(1)).filter(lambda number: number.dtype.itemsize > 8),
    st.just([[1.0], [1.0, 2.0]]) | st.just([1.0, [2.0]]) | st.just(np.ma.masked) | st.just([np.ma.masked]),
    hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=3)).map(np.ma.array),
    hnp.arrays(np.float64, 3).map(lambda x: np.array(x.tolist(), object)),
    hnp.arrays(np.float64, 3).map(lambda x: (value for value in x)),
)


@every_function
@hostile
@given(x=not_real)
def test_what_is_no_array_of_real_numbers(function, x):
    with pytest.raises((TypeError, ValueError), match=r"\bx\b|masked arrays") as caught:
        function(x)
    assert len(str(caught.value)) > 20


PARAMETERS = [
    (function, name)
    for function in FUNCTIONS
    for name in inspect.signature(function).parameters
    if name not in ("x", "negative_slope") or (name == "negative_slope" and "leaky" in function.__name__)
]
anything = st.one_of(
    not_real, st.booleans(), real_arrays, st.floats(), st.integers(), st.sampled_from(["none", "tanh"])
)


@pytest.mark.parametrize(("function", "name"), PARAMETERS, ids=lambda part: getattr(part, "__name__", part))
@hostile
@given(x=st.floats(allow_nan=False), value=anything)
def test_parameters_of_every_kind(function, name, x, value):
    result, refusal = answer(function, x, **{name: value})
    if refusal is None:
        assert isinstance(result, np.float64) and not np.isnan(result)
    else:
        assert refusal.startswith(f"{name} must ")


@pytest.mark.parametrize("function", [activations.prelu, activations.prelu_derivative])
@hostile
@given(
    x=hnp.arrays(np.float32, hnp.array_shapes(max_dims=3, max_side=3), elements=st.floats(width=32, allow_nan=False)),
    slope=anything,
)
def test_learned_slopes_of_every_kind(function, x, slope):
    before = x.copy()
    result, refusal = answer(function, x, slope)
    if refusal is None:
        assert result.shape == x.shape and result.dtype == x.dtype
    else:
        assert refusal.startswith(("negative_slope", "a negative_slope"))
    np.testing.assert_array_equal(x, before)


# --------------------------------------------------------------------------------------------------- tables


@hostile
@given(values=anything, name=st.sampled_from(sorted(ACTIVATIONS)) | not_real, marked=st.integers(-1, 3) | st.none())
def test_tables_of_anything(values, name, marked):
    table, refusal = answer(example_table, values, name)
    for show in (table.text, table.html) if table else ():
        shown, refusal = answer(show, marked)
        assert shown is None or shown.count("\n" if show == table.text else "<tr") == len(table.rows) + (
            show == table.html
        )
    assert refusal != "", "an error without words"


# ------------------------------------------------------------------------- arrays into the experiments

EXPERIMENTS = {
    "zero_fraction": sparsity.zero_fraction,
    "exact_zero_probability": at_zero.exact_zero_probability,
    "some_exact_zero": lambda x: at_zero.some_exact_zero(x, 3),
    "hinges of x": lambda x: hinges.hinges(x, [0.0, 1.0]),
    "hinges at knots": lambda x: hinges.hinges([0.0, 1.0], x),
    "hinge_fit": lambda x: hinges.hinge_fit(x, x, [0.0]),
    "tent": lambda x: tents.tent(x, 3),
    "breakpoints": lambda x: pieces.breakpoints([x, [[1.0]]], [[0.0], [0.0]]),
    "pieces_between": lambda x: pieces.pieces_between(x, 0, 1),
    "unit_dead_probability": dying.unit_dead_probability,
    "outcomes": lambda x: dying.outcomes(x, np.zeros(64)),
}


@pytest.mark.parametrize("name", EXPERIMENTS)
@hostile
@given(x=anything, read_only=st.booleans())
def test_experiments_take_any_array_or_say_why_not(name, x, read_only):
    if type(x) is np.ndarray:
        before, x.flags.writeable = x.tobytes(), not read_only
    with np.errstate(under="ignore"):  # results that vanish are 0, as NumPy has it
        result, refusal = answer(EXPERIMENTS[name], x)
    if refusal is None:
        assert not isinstance(result, np.ma.MaskedArray) and np.asarray(result).dtype.kind in "biufU"
        assert not isinstance(x, np.ma.MaskedArray), "the mask was lost"
    else:
        assert len(refusal) > 15
    if type(x) is np.ndarray:
        assert x.tobytes() == before, "the input was written to"


# ------------------------------------------------------------------------------------------- pandas objects


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not a requirement")
def test_pandas_objects():
    import pandas as pd

    numbers = np.array([-2.0, 0.0, 1.5, np.nan])
    frame = pd.DataFrame({"a": numbers, "b": -numbers})
    no_numbers = [
        pd.Series(["a", "b"]),
        pd.DataFrame({"a": [1.0], "b": ["x"]}),
        pd.Series(pd.to_datetime(["2015-02-06"])),
        pd.NA,
        pd.Series(["u", "v"], dtype="category"),
    ]
    for function in FUNCTIONS:
        expected = function(numbers)
        for series in (pd.Series(numbers), pd.Series(numbers, index=list("abcd")), pd.Index(numbers)):
            result = function(series)
            assert type(result) is np.ndarray
            np.testing.assert_array_equal(result, expected)
        np.testing.assert_array_equal(function(frame), function(frame.to_numpy()))
        np.testing.assert_array_equal(frame["a"], numbers)
        # a missing integer is NaN from pandas 3 on, and an object before
        result, refusal = answer(function, pd.Series([1, None], dtype="Int64"))
        assert np.isnan(result[1]) if refusal is None else "dtype object" in refusal
        for wrong in no_numbers:
            with pytest.raises(TypeError, match=r"^x "):
                function(wrong)


def test_numbers_from_elsewhere():
    assert activations.relu(np.array(decimal.Decimal("1.5"), float)) == 1.5
    with pytest.raises(TypeError, match="dtype object"):
        activations.relu(fractions.Fraction(1, 2))
