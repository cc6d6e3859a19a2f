"""Any value for any argument of networks, training, experiments, tables and plots: a result, or words that name it.

Each argument of each function is replaced in turn while the others stay right. A refusal is a TypeError or ValueError
that names the argument; warnings are errors, and arrays that come in are not written to.
"""

import decimal
import fractions
import math
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from relu_notes import networks, plots, tables
from relu_notes.experiments import (
    at_zero,
    cost,
    dying,
    gradients,
    hinges,
    linearity,
    pieces,
    products,
    ring_training,
    sparsity,
    tents,
)
from relu_notes.networks import Adam, GradientDescent, backward, forward, initialise, train
from relu_notes.plots.slope import plot_recorded_slopes

usual = settings.default.max_examples
hostile = settings(deadline=None, max_examples=usual * 2 // 5, suppress_health_check=list(HealthCheck))


def rng():
    return np.random.default_rng(0)


def nets(**settings):
    return initialise([3, 4, 2], networks=2, bias=0.1, bias_std=0.1, rng=rng(), **settings)


INPUTS = np.linspace(-1, 1, 15).reshape(5, 3)
TARGETS = np.linspace(0, 1, 10).reshape(5, 2)
UPSTREAM = np.linspace(-1, 1, 20).reshape(2, 5, 2)

#: A function, and right arguments for it, small enough to be called often.
CALLS = {
    "initialise": (
        initialise,
        lambda: {
            "widths": [2, 3, 1],
            "rng": rng(),
            "networks": 2,
            "activation": "leaky_relu",
            "weight_variance": "he",
            "bias": 0.5,
            "bias_std": 0.1,
            "dtype": "float32",
            "at_zero": 0.5,
            "negative_slope": 0.1,
        },
    ),
    "checked_parameters": (
        networks.checked_parameters,
        lambda: {"activation": "elu", "parameters": {"alpha": 2.0}, "at_zero": 1.5},
    ),
    "forward": (forward, lambda: {"networks": nets(), "inputs": INPUTS}),
    "GradientDescent": (GradientDescent, lambda: {"learning_rate": 0.1, "momentum": 0.9}),
    "train": (
        lambda **given: train(nets(), optimizer=Adam(0.1), **given),
        lambda: {
            "inputs": INPUTS,
            "targets": TARGETS,
            "steps": 2,
        },
    ),
    "train with a rate": (
        lambda learning_rate, momentum: train(
            nets(), INPUTS, TARGETS, optimizer=GradientDescent(learning_rate, momentum), steps=2
        ),
        lambda: {"learning_rate": 0.1, "momentum": 0.9},
    ),
    "collapsed": (linearity.collapsed, lambda: {"networks": nets()}),
    "layer_gradient_norms": (
        gradients.layer_gradient_norms,
        lambda: {
            "activation": "elu",
            "depth": 3,
            "width": 4,
            "weight_variance": 1.0,
            "batch_size": 2,
            "networks": 2,
            "of": "weights",
            "rng": rng(),
            "alpha": 1.0,
        },
    ),
    "predicted_factor": (
        gradients.predicted_factor,
        lambda: {"activation": "elu", "weight_variance": 1.0, "depth": 4, "alpha": 1.0},
    ),
    "squared_norm_growth": (
        gradients.squared_norm_growth,
        lambda: {"activation": "relu", "depth": 3, "width": 4, "weight_variance": 1.0, "networks": 3, "rng": rng()},
    ),
    "rings": (ring_training.rings, lambda: {"points": 4, "rng": rng()}),
    "elementwise_cost": (
        cost.elementwise_cost,
        lambda: {"names": ["relu"], "size": 4, "dtypes": ["float32"], "repeats": 1},
    ),
    "layer_cost": (
        cost.layer_cost,
        lambda: {"name": "relu", "width": 2, "batch_size": 2, "dtype": "float32", "repeats": 1},
    ),
    "predicted_off": (sparsity.predicted_off, lambda: {"depth": 3, "inputs": 4}),
    "measured_zero_fraction": (
        sparsity.measured_zero_fraction,
        lambda: {"bias_over_sigma": [0.0, 1.0], "units": 5, "fan_in": 3, "rng": rng()},
    ),
    "layer_activations": (
        sparsity.layer_activations,
        lambda: {"depth": 2, "width": 3, "inputs": 4, "networks": 2, "bias": 0.5, "rng": rng()},
    ),
    "dense_speedup": (products.dense_speedup, lambda: {"zeros": 0.5, "size": 4, "repeats": 2, "rng": rng()}),
    "skipping_speedup": (
        products.skipping_speedup,
        lambda: {"zeros": 0.5, "inputs": 4, "outputs": 2, "repeats": 2, "rng": rng()},
    ),
    "born_dead": (dying.born_dead, lambda: {"depth": 2, "width": 2, "networks": 3, "rng": rng()}),
    "born_dead_bounds": (dying.born_dead_bounds, lambda: {"depth": 2, "width": 2}),
    "train_sine": (
        dying.train_sine,
        lambda: {
            "activation": "prelu",
            "initial_bias": -1.0,
            "learning_rate": 0.01,
            "optimizer": "adam",
            "steps": 2,
            "seeds": 2,
            "rng": rng(),
            "record_every": 1,
            "negative_slope": 0.2,
        },
    ),
    "exact_zero_probability": (at_zero.exact_zero_probability, lambda: {"sigma": 1.0, "spacing": 0.1}),
    "some_exact_zero": (at_zero.some_exact_zero, lambda: {"probability": 0.1, "count": 3}),
    "train_with": (
        at_zero.train_with,
        lambda: {"at_zero": 0.5, "dtype": "float16", "seeds": [3, 4], "data": "signs"},
    ),
    "choice_changes_weights": (
        at_zero.choice_changes_weights,
        lambda: {"dtype": "float32", "data": "signs", "seeds": [1], "choices": [0, 1]},
    ),
    "xor_network": (at_zero.xor_network, lambda: {"at_zero": 0.5}),
    "xor_retrained": (
        at_zero.xor_retrained,
        lambda: {"at_zero": 0.5, "table": "NOR", "steps": 2, "learning_rate": 0.1},
    ),
    "zero_output_losses": (
        at_zero.zero_output_losses,
        lambda: {"at_zero": 0.5, "networks": 2, "rng": rng()},
    ),
    "even_knots": (hinges.even_knots, lambda: {"count": 3, "low": 0.0, "high": 1.0}),
    "hinge_fit": (hinges.hinge_fit, lambda: {"x": [0.0, 1.0, 2.0], "y": [0.0, 1.0, 1.0], "knots": [0.5]}),
    "breakpoints": (
        pieces.breakpoints,
        lambda: {"weights": [[[1.0, 2.0]], [[1.0], [1.0]]], "biases": [[0.0, 1.0], [0.0]]},
    ),
    "tent": (tents.tent, lambda: {"x": [0.0, 0.3], "depth": 2}),
    "tent_network": (tents.tent_network, lambda: {"depth": 2}),
    "pieces_between": (pieces.pieces_between, lambda: {"bends": [0.0, 1.0], "low": -1, "high": 2}),
    "random_network": (pieces.random_network, lambda: {"widths": [2, 3], "rng": rng()}),
    "example_table": (
        tables.example_table,
        lambda: {"values": [-1, 0], "name": "leaky_relu", "at_zero": 0.5, "negative_slope": 0.1},
    ),
}

#: Pictures take longer.
PICTURES = {
    "plot_function_and_derivative": (
        plots.plot_function_and_derivative,
        lambda: {"names": ["relu", "elu"], "at_zero": 0.75, "limits": (-2.0, 3.0)},
    ),
    "plot_recorded_slopes": (
        plot_recorded_slopes,
        lambda: {"recorded": [("Lib", "relu(x)", 0.0)], "title": "At 0"},
    ),
    "classroom_figure": (plots.classroom_figure, lambda: {"size": (300, 200), "description": "empty"}),
    "panels": (plots.panels, lambda: {"figure": plots.classroom_figure(), "count": 2}),
    "line_style": (plots.line_style, lambda: {"index": 3}),
}

#: What a refusal says where it does not say the argument's name.
ALSO_NAMED = {
    "activation": "parameter",
    "names": "activation",
    "name": "activation",
    "parameters": "parameter",
    "dtypes": "dtype",
    "choices": "at_zero",
    "values": "x",
}


class Unwilling:
    """Refuses whatever Python or NumPy ask of it."""

    def __array__(self, *args, **kwargs):
        raise RuntimeError("no array")

    def __index__(self):
        raise RuntimeError("no index")

    def __iter__(self):
        raise RuntimeError("no items")

    def __float__(self):
        raise RuntimeError("no float")


def read_only(x):
    x.flags.writeable = False
    return x


numbers = [0, 1, 2, -1, 2**31, -(2**70), 10**400, 0.0, -0.0, 0.5, 2.5, -1.5, 1e-320, 1e300, -1e300, math.nan, math.inf]
numbers += [-math.inf, True, 1j, np.float16(0.5), np.int8(2), np.float64(2), np.bool_(True), np.array(2), np.array(0.5)]
numbers += [np.longdouble(1), decimal.Decimal(1), fractions.Fraction(1, 2), np.datetime64("2015-02-06")]
numbers += [np.timedelta64(1, "s"), np.complex64(1), np.array(1.0, ">f8"), np.array(True)]
others = [None, ..., "", "3", "relu", "tanh", "rleu", "he", "float32", "(2,", b"he", object(), Unwilling(), int, np.sin]
others += [[], {}, (), ["relu"], ["relu", 3], [2, 3], [2.5, 3], [[1.0], [1.0, 2.0]], {"alpha": 1.0}, {"relu": 3}, {3}]
others += [np.ma.masked, np.ma.array([1.0, 2.0], mask=[0, 1]), np.ma.array(2), [np.ma.masked], np.random.RandomState(0)]
others += [
    np.random,
    np.random.default_rng,
    np.random.SeedSequence(1),
    np.zeros((2, 0)),
    np.zeros((0, 3)),
    "relu " * 99,
]
others += [
    np.array([1, None]),
    np.array(["a"]),
    np.zeros(2, "f8,f8"),
    read_only(np.ones((5, 3))),
    np.ones((2, 5, 3), ">f4"),
]
others += [np.full((5, 3), math.nan), np.full((5, 3), 1e300), np.full((2, 5, 2), math.inf), np.ones((5, 6))[:, ::2]]


def entries(dtype):
    """What an array holds: small numbers, and of whole ones the ends of the dtype. Those between can be sizes, too."""
    if dtype.kind not in "iu":
        return hnp.from_dtype(dtype)
    ends = np.iinfo(dtype)
    return st.integers(max(-9, ends.min), 9) | st.sampled_from([ends.min, ends.max])


arrays = st.one_of(
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.boolean_dtypes(),
    hnp.complex_number_dtypes(),
).flatmap(
    lambda dtype: hnp.arrays(
        dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3), elements=entries(dtype)
    )
)
arrays = arrays.filter(  # one number can be a number of steps
    lambda x: x.ndim or x.dtype.kind not in "iu" or abs(int(x)) < 10 or int(x) >= 2**31
)
anything = st.sampled_from(numbers) | st.sampled_from(others) | arrays | st.floats() | st.text(max_size=3)


def check(calls, name, argument, value):
    """Call with `value` for one argument: a result, or a refusal that names it, or another that it does not fit."""
    function, arguments = calls[name]
    chosen = {**arguments(), argument: value}
    before = value.tobytes() if type(value) is np.ndarray else None
    try:
        function(**chosen)
    except (TypeError, ValueError) as error:
        words = str(error)
        names = "|".join(map(re.escape, (*chosen, ALSO_NAMED.get(argument, argument))))
        assert re.search(rf"\b(?:{names})s?\b", words), words
        assert len(words) > 20
    if before is not None:
        assert value.tobytes() == before, "the input was written to"


def each(calls):
    pairs = [(name, argument) for name, (_, arguments) in calls.items() for argument in arguments()]
    return pytest.mark.parametrize(("name", "argument"), pairs, ids=lambda word: word)


#: Arguments that set how many numbers are held at once, where one alone can ask for more than any machine has.
SIZES = {"networks", "depth", "width", "batch_size", "inputs", "units", "fan_in", "points", "size", "seeds"}
#: These ask for time, a part after the other, or for neither.
NO_MEMORY = {
    ("born_dead", "networks"),
    ("born_dead_bounds", "width"),
    ("predicted_off", "inputs"),
    ("tent", "depth"),
    ("tent_network", "depth"),
}
GIANTS = [
    (name, argument)
    for name, (_, arguments) in CALLS.items()
    for argument, value in arguments().items()
    if argument in SIZES and isinstance(value, int) and (name, argument) not in NO_MEMORY
]


@pytest.mark.parametrize(("name", "argument"), GIANTS, ids=lambda word: word)
def test_more_than_a_machine_holds_is_refused_before_memory_is_asked_for(name, argument):
    function, arguments = CALLS[name]
    with pytest.raises(ValueError, match=r"ask for [\d,]+ numbers at once") as caught:
        function(**{**arguments(), argument: 2**31 - 1})
    asked = str(caught.value)
    assert argument in asked or "widths" in asked or (argument == "seeds" and "networks" in asked)


#: Other ways to hold the same numbers.
LAYOUTS = {
    "Fortran order": np.asfortranarray,
    "with gaps": lambda x: np.repeat(x, 2, axis=-1)[..., ::2],
    "backwards": lambda x: x[..., ::-1].copy()[..., ::-1],
    "read-only": lambda x: read_only(x.copy()),
    "other byte order": lambda x: x.astype(x.dtype.newbyteorder()),
    "record array": lambda x: x.view(np.recarray),
    "nested lists": lambda x: x.tolist(),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_make_no_difference_to_networks(layout):
    inputs, targets, upstream = map(LAYOUTS[layout], (INPUTS, TARGETS, UPSTREAM))
    for activation in ("relu", "prelu", "gelu"):
        made = nets(activation=activation)
        passed, expected = forward(made, inputs), forward(made, INPUTS)
        np.testing.assert_array_equal(passed.output, expected.output)
        gradients_ = zip(
            backward(made, passed, upstream).trainable, backward(made, expected, UPSTREAM).trainable, strict=True
        )
        for one, other in gradients_:
            np.testing.assert_allclose(one, other, rtol=1e-13)
        trained = [
            train(nets(activation=activation), x, y, optimizer=Adam(0.1), steps=3)
            for x, y in ((inputs, targets), (INPUTS, TARGETS))
        ]
        np.testing.assert_allclose(*trained, rtol=1e-12)
    np.testing.assert_array_equal(INPUTS, np.linspace(-1, 1, 15).reshape(5, 3))


@pytest.mark.parametrize("masked", [np.ma.array(INPUTS), np.ma.array(INPUTS, mask=INPUTS > 0)])
def test_masked_arrays_are_refused_by_name(masked):
    with pytest.raises(TypeError, match=r"masked arrays are not allowed.*inputs\.filled"):
        forward(nets(), masked)
    with pytest.raises(TypeError, match=r"masked arrays are not allowed.*targets\.filled"):
        train(nets(), INPUTS, np.ma.array(TARGETS), optimizer=Adam(0.1), steps=1)


def test_values_that_overflow_run_on_without_a_warning():
    made = nets(dtype=np.float16)
    passed = forward(made, 1e30 * INPUTS)
    assert not np.isfinite(passed.output).all()
    backward(made, passed, UPSTREAM)
    losses = train(made, INPUTS, TARGETS, optimizer=GradientDescent(1e30, momentum=0.9), steps=3)
    assert np.isfinite(losses[0]).all() and not np.isfinite(losses[-1]).all()


def test_the_arguments_are_right_as_they_stand():
    for function, arguments in [*CALLS.values(), *PICTURES.values()]:
        function(**arguments())


def test_pandas_objects_are_their_numbers():
    pd = pytest.importorskip("pandas", reason="pandas is not a requirement")
    made, frame = nets(), pd.DataFrame(INPUTS)
    for table in (frame, frame.astype(pd.SparseDtype(float))):
        np.testing.assert_array_equal(forward(made, table).output, forward(made, INPUTS).output)
    losses = [
        train(nets(), x, y, optimizer=Adam(0.1), steps=2)
        for x, y in ((frame, pd.DataFrame(TARGETS)), (INPUTS, TARGETS))
    ]
    np.testing.assert_array_equal(*losses)
    for column in (pd.Series([0.0, -1.0]), pd.Index([0.0, -1.0]), pd.Series([0, -1], dtype="Int64")):
        np.testing.assert_array_equal(dying.unit_dead_probability(column), dying.unit_dead_probability([0.0, -1.0]))
        assert tables.example_table(column).rows == tables.example_table(column.to_numpy()).rows
    missing = pd.Series([True, None], dtype="boolean")
    with pytest.raises(TypeError, match=r"initial_bias must hold real numbers .* not dtype object"):
        dying.unit_dead_probability(missing)
    for no_numbers in (frame.astype("Float64"), frame.astype(str)):  # objects
        with pytest.raises(TypeError, match="inputs must hold real numbers"):
            forward(made, no_numbers)
    with pytest.raises(TypeError, match="inputs must hold real numbers"):
        forward(made, pd.DataFrame({"a": ["x"], "b": [1.0], "c": [2.0]}))
    for wrong in (
        pd.NA,
        pd.NaT,
        pd.Series([1.0]),
        pd.Series([1.5], dtype="float16"),
        frame,
        pd.Timestamp("2015-02-06"),
    ):
        for call, name in (
            (lambda x: ring_training.rings(x, rng=rng()), "points must be a whole number"),
            (lambda x: initialise([2, 1], bias=x, rng=rng()), "bias must be a real number"),
        ):
            with pytest.raises(TypeError, match=name):
                call(wrong)
        with pytest.raises(ValueError, match="unknown activation of type"):
            tables.example_table([1.0], wrong)


@each(CALLS)
@hostile
@given(value=anything)
def test_any_value_for_an_argument(name, argument, value):
    check(CALLS, name, argument, value)


@each(PICTURES)
@settings(hostile, max_examples=usual * 3 // 20)
@given(value=anything)
def test_any_value_for_an_argument_of_a_picture(name, argument, value):
    check(PICTURES, name, argument, value)
