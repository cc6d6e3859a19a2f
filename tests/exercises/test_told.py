"""What students are told, word for word: the sentences hold numbers, names and lines that are easily wrong."""

import dataclasses
import inspect

import numpy as np
import pytest
from student_answers import RIGHT, check

from relu_notes import exercises
from relu_notes.exercises import activation_functions, elementwise, feedback, weight_scale

ONE_RULE = "Hint: compare with the formula in lesson 01: one rule for positive x, another for the rest."
NO_PLACES = "Hint: a single number has no places to index. Can you do without x[…]?"
ONE_FOR_EACH = "Hint: one number out for each number in: is there a sum, a mean or an index too many?"
WHICH_SHARE = "Hint: what share of a negative x does Leaky ReLU let pass, and who chooses it?"

TOLD = [
    ("check_relu", "lambda x: 'a'", "type", "relu(x) gives a str back, not numbers in a NumPy array."),
    ("check_relu", "lambda x: 'a'", "type", "Hint: text only looks like a number: write it without quotes."),
    ("check_relu", "lambda x: [0.0]", "type", "Hint: 2 times a list repeats it, 2 times an array doubles its numbers."),
    ("check_relu", "lambda x: {}", "type", "Hint: an array of numbers in, an array of numbers out."),
    ("check_weight_scale", "lambda n: 1j", "type", "gives a complex back, not a number. Hint: return one number."),
    ("check_relu", "lambda x: np.maximum(x, 0) + 5e-6", "value", "At x = -3 your function gives 5e-06."),
    ("check_relu", "def f(x):\n    x.max()\n    raise ValueError('odd')", "exception", "ValueError: odd in line 3"),
    ("check_relu", "def f(x):\n    x.max()\n    return unknown", "exception", "is the name spelled right"),
    ("check_relu", "lambda x: np.max(0, x)", "reduces", "your `max` is NumPy's: max(x, 0) looks for one number"),
    (
        "check_relu",
        "lambda x: np.maximum(x, 0) * (x.max() < 9)",
        "arrays only",
        "'float' object has no attribute 'max'",
    ),
    ("check_prediction", "['0', 0, 0, 3, 1, 3]", "type", "Value 1 is not a number, but text."),
    ("check_prediction", "[0, 0, 0, '3', 1, 3]", "type", "like 1.5, without quotes."),
    ("check_prediction", "np.array(['0', '0', '0', '3', '1', '3'])", "type", "Value 1 is not a number, but text."),
    ("check_prediction", "[0, False, 0, 3, 1, 3]", "type", "Value 2 is not a number, but False."),
    ("check_prediction", "[[0, 0, 0, 3, 1, 3]]", "type", "Value 1 is not a number, but list."),
    ("check_prediction", "[0j, 0, 0, 3, 1, 3]", "type", "Value 1 is not a number, but complex."),
    ("check_prediction", "[np.complex64(0), 0, 0, 3, 1, 3]", "type", "Value 1 is not a number, but complex."),
    ("check_prediction", "'0, 0, 0, 3, 1, 3'", "type", "The check got a value of type str, not a list of numbers."),
    ("check_relu", "3", "constant", "The check got a value of type int instead of a function:"),
    ("check_relu", "3", "constant", "without calling it: its name is relu."),
    ("check_relu", "'relu'", "constant", "The check got text instead of a function:"),
    ("check_relu_derivative", "3", "constant", "its name is relu_derivative."),
    ("check_layer_backward", "3", "constant", "its name is layer_backward."),
    ("check_dead_units", "3", "constant", "its name is count_dead_units."),
    (
        "check_relu",
        "lambda x: np.maximum(x, 0) if np.ndim(x) < 2 else np.maximum(x, 0)[::-1]",
        "shape",
        "relu(x) is right for a row of numbers, but not with a table of 2 rows. "
        "Hint: does your function work on all numbers of x alike, however they are arranged?",
    ),
    (
        "check_relu",
        "lambda x: np.maximum(x, 0) if np.ndim(x) else float(x)",
        "arrays only",
        f"relu(x) is right for a row of numbers, but not with the single number -3. {NO_PLACES}",
    ),
    (
        "check_relu",
        "lambda x: np.maximum(x, 0) if np.ndim(x) else 0.0",
        "arrays only",
        f"relu(x) is right for a row of numbers, but not with the single number 4. {NO_PLACES}",
    ),
    (
        "check_relu",
        "lambda x: np.maximum(x, 0).sum()",
        "shape",
        f"relu(x) has shape (9,), its result has shape (). {ONE_FOR_EACH}",
    ),
    (
        "check_relu",
        "lambda x: np.maximum(x, 0) if np.ndim(x) else np.maximum(x, 0)[None]",
        "shape",
        f"relu(x) with the single number -3 gives an array of shape (1,) back, not a number. {ONE_FOR_EACH}",
    ),
    ("check_relu", "lambda x: x.clip(0)", "arrays only", "Hint: x may also be a single number, and a number has no"),
    ("check_relu", "lambda x: x.nothing", "exception", "Hint: read the last line of the error:"),
    (
        "check_relu",
        "def f(x):\n  y = x + 0.0\n  if np.ndim(x):\n    y[x < 0] = 0\n  else:\n    y[0] = 0\n  return y",
        "arrays only",
        "in line 6 of your function.",
    ),
    ("check_relu", "lambda x: unknown(x)", "exception", "Hint: is the name spelled right, and was the cell"),
    ("check_relu", "lambda x, y: x", "signature", "Hint: compare the arguments of your function with those"),
    ("check_relu", "def f(x):\n    return np.ones(2, shape=3)", "exception", "in line 2 of your function. Hint: read"),
    ("check_relu", "def f(x):\n    raise ValueError", "exception", "relu(x) stops with ValueError in line 2 of your"),
    ("check_relu", "def f(x):\n    raise KeyError('a' * 300)", "exception", f"KeyError: '{199 * 'a'} in line 2"),
    (
        "check_relu",
        "lambda x: np.where(x == 2.5, 7, np.maximum(x, 0))",
        "value",
        f"At x = 2.5 your function gives 7. {ONE_RULE}",
    ),
    (
        "check_relu",
        "lambda x: np.where(np.asarray(x) == 2, 7, np.maximum(x, 0))",
        "value",
        f"For the whole number x = 2 your function gives 7. {ONE_RULE}",
    ),
    (
        "check_relu",
        "lambda x: np.where(np.isnan(x), 0, np.maximum(x, 0))",
        "nan",
        "your function turns NaN (not a number) into 0.",
    ),
    (
        "check_leaky_relu",
        "lambda x, s: np.where(x == -0.5, 7, np.where(x > 0, x, s * x))",
        "value",
        f"At x = -0.5, negative_slope = 0.3 your function gives 7. {WHICH_SHARE}",
    ),
    (
        "check_leaky_relu",
        "lambda x, s: np.where(x > 0, x, s * x + 1e-5)",
        "value",
        f"At x = -3, negative_slope = 0.3 your function gives -0.89999. {WHICH_SHARE}",
    ),
    (
        "check_derivative_at_zero",
        "lambda x, at_zero: np.where(x == 4, 5, np.heaviside(x, at_zero))",
        "value",
        "At x = 4, at_zero = 0.5 your function gives 5.",
    ),
    ("check_prediction", "[0, 0, 0, 4, 2, 3]", "value", "To look at again: f(3), f(-2 + 3)."),
    ("check_prediction", "[1, 0.5, 0, 3, 1, 3]", "value", "To look at again: f(-2), f(-0.5)."),
    ("check_prediction", "[1, 2, 0, 3, 4, 4]", "value", "To look at again: f(-2), f(-0.5), f(-2 + 3), f(-2) + f(3)."),
    ("check_prediction", "[5, 0, 0, 1, 1, 1]", "value", "To look at again: f(-2), f(3), f(-2) + f(3)."),
    ("check_prediction", "[1, 1, 0, 2, 1, 1]", "value", "To look at again: f(-2), f(-0.5), f(3), f(-2) + f(3)."),
    ("check_relu", "lambda x: np.maximum(x, 0) if np.ndim(x) else x[0]", "arrays only", "Hint: x may also be a single"),
    ("check_relu", "lambda x: np.maximum(x, 0) if np.ndim(x) else range(x)", "exception", "Hint: read the last line"),
    ("check_relu", "str.upper", "exception", "Hint: read the last line of the error:"),
    (
        "check_leaky_relu",
        "lambda x, s: (np.trunc if np.asarray(x).dtype.kind == 'i' else np.copy)(np.where(x > 0, x, s * x))",
        "value",
        "For the whole number x = -3 your function gives -0.",
    ),
    (
        "check_derivative_at_zero",
        "lambda x, at_zero: np.heaviside(x, at_zero or 0.5)",
        "value",
        "At x = 0, at_zero = 0 your function gives 0.5.",
    ),
    (
        "check_dead_units",
        "lambda z: z",
        "shape",
        "count_dead_units(pre_activation) gives an array of shape (5, 7) back",
    ),
    ("check_dead_units", "lambda z: max(1, (z <= 0).all(axis=0).sum())", "value", "The number of dead units is not"),
    (
        "check_layer_backward",
        "lambda x, w, b, u: x.T @ u",
        "type",
        "Your function returns one ndarray, not three arrays.",
    ),
    ("check_prediction", "[0, 0, 0, 0, 1, 1]", "value", "To look at again: f(3), f(-2) + f(3)."),
    ("check_weight_scale", "lambda n: 0 * n", "value", "weight_scale(50) gives 0; a scale is above 0 and finite."),
    ("check_weight_scale", "lambda n: -1.0", "value", "weight_scale(50) gives -1; a scale is above 0 and finite."),
    ("check_weight_scale", "lambda n: np.inf", "value", "weight_scale(50) gives inf; a scale is above 0 and finite."),
    ("check_weight_scale", "lambda n: 0.3", "constant", "Your scale is 0.3 for every fan_in: it is a constant. With"),
    ("check_layer_backward", "lambda x, w, b, u: (x, w)", "type", "Your function returns 2 things, not three arrays."),
    ("check_layer_backward", "lambda x, w, b, u: [x] * 4", "type", "Your function returns 4 things, not three arrays."),
    ("check_layer_backward", "lambda x, w, b, u: 3", "type", "Your function returns one int, not three arrays."),
    ("check_dead_units", "lambda z: 3", "constant", "Your function gives 3 for every layer: it is a constant."),
]


def words(name, source):
    told = check(name, source)
    return told.mistake, " ".join(str(told).split())


@pytest.mark.parametrize(("name", "source", "mistake", "expected"), TOLD)
def test_told(name, source, mistake, expected):
    named, text = words(name, source)
    assert named == mistake, text
    assert expected in text


@pytest.mark.parametrize(("law", "fan_in"), [("1 / n", 800), ("2 / n**0.5", 50), ("0.3", 800)])
def test_what_a_scale_does_to_the_signal(law, fan_in):
    """Its size changes by √(fan_in · scale² / 2) a layer, and it is told where that is most."""
    _, text = words("check_weight_scale", f"lambda n: {law}")
    layers, scale = weight_scale._LAYERS, eval(law, {"n": fan_in})
    power = layers * np.log10(np.sqrt(fan_in * scale**2 / 2))
    assert f"With fan_in = {fan_in}, {layers} layers would multiply the size of the signal by 10 to the power" in text
    assert f"10 to the power {power:.1f}" in text


def test_right_answers_are_told_what_was_tried():
    _, text = words("check_relu", "lambda x: np.maximum(x, 0)")
    assert text == (
        "Right. Tested: 9 numbers from -3 to 4 (0 among them), a single number, a table of 2 rows, whole numbers, NaN; "
        "your function left its argument as it was."
    )
    told = check("check_relu", "lambda x: np.where(np.isposinf(x), np.nan, np.maximum(x, 0))")
    assert (
        str(told).splitlines()[3].startswith("Good to know: for x = infinity your function gives NaN, not infinity.")
    ), "a line of its own"
    assert "Good to know" not in str(check("check_leaky_relu", "lambda x, s: np.where(x > 0, x, s * x)"))


@pytest.mark.parametrize(
    ("right", "given", "mistake", "expected"),
    [
        ("x.T @ passed", "x.T @ passed + 1", "value", "Not the right numbers yet: gradient of weights. Hint:"),
        ("x.T @ passed", "passed", "shape", "The gradient of weights has shape (4, 2); it must be that of the array"),
        (
            "passed.sum(axis=0)",
            "passed.sum(axis=1)",
            "shape",
            "The gradient of bias has shape (4,); it must be that of",
        ),
        ("passed.sum(axis=0)", "3.0", "shape", "The gradient of bias has shape (); it must be that of the array"),
    ],
)
def test_the_gradient_that_is_wrong_is_named(right, given, mistake, expected):
    (source,) = [answer for answer in RIGHT["check_layer_backward"] if right in answer]
    named, text = words("check_layer_backward", source.replace(right, given))
    assert named == mistake and expected in text


def test_no_line_is_told_where_none_is_known():
    assert " in line" not in words("check_relu", "math.fabs")[1]


@pytest.mark.parametrize("blank", ["...", "None"])
def test_a_prediction_with_a_place_left_open_is_a_blank(blank):
    assert check("check_prediction", f"[0, 0, {blank}, 3, 1, 3]").verdict == "blank"


def test_the_questions_are_those_whose_answers_are_checked():
    answers = [eval(question, {"f": lambda x: max(x, 0)}) for question in activation_functions.PREDICTION]
    assert check("check_prediction", str(answers))


def test_float32_is_close_enough_and_what_is_not_is_told():
    x = np.array([1.0, np.nan])
    assert elementwise.same(np.float32([0.1, np.nan]), np.array([0.1, np.nan]))
    assert not elementwise.same(x * (1 + 1e-5), x)
    assert not elementwise.same(np.array([1e-8]), np.array([0.0]))
    assert elementwise.same(np.array([1e-10]), np.array([0.0]))


def test_truncation_is_towards_zero():
    assert words("check_leaky_relu", "lambda x, s: np.trunc(np.where(x > 0, x, s * x))")[0] == "truncation"
    assert words("check_leaky_relu", "lambda x, s: np.rint(np.where(x > 0, x, s * x))")[0] == "value"


def test_long_words_are_not_broken_and_lines_fit():
    told = str(check("check_relu", "def f(x):\n    raise KeyError('a' * 300)")).splitlines()
    assert [line for line in told if len(line) > 84] == [f"'{199 * 'a'}"]


def test_printed_words_come_with_the_answer(capsys):
    check("check_relu", "def f(x):\n    print('  a  \\n\\n')\n    return ...")
    assert capsys.readouterr().out == "  a  \n"
    check("check_relu", f"def f(x):\n    print('a' * {feedback._PRINTED - 1})\n    return ...")
    assert capsys.readouterr().out == "a" * (feedback._PRINTED - 1) + "\n", "room for the last letter"
    check("check_relu", f"def f(x):\n    print('a' * {feedback._PRINTED}, end='')\n    print('b')\n    return ...")
    assert capsys.readouterr().out == "a" * feedback._PRINTED + " … (and more)\n", "what is dropped is said"


def test_answers_and_exercises_are_not_changed_by_hand():
    told = check("check_relu", "lambda x: x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        told.verdict = "right"
    with pytest.raises(dataclasses.FrozenInstanceError):
        activation_functions._RELU.settings = ()


def test_help_shows_the_check_and_not_what_is_around_it():
    assert (
        str(inspect.signature(exercises.check_relu))
        == "(answer: Any = Ellipsis) -> relu_notes.exercises.feedback.Feedback"
    )
    assert not hasattr(exercises.check_relu, "__wrapped__")


def test_arguments_of_a_layer_that_are_written_to_are_named():
    for name in ("x", "weights", "bias", "upstream"):
        source = f"def f(x, weights, bias, upstream):\n    {name} *= 2\n    return x, weights, bias"
        assert f"writes into its argument {name}:" in words("check_layer_backward", source)[1]
