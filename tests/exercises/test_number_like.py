"""Hinges: right answers in every usual writing are right, and whatever is no sum of hinges is noticed and named."""

import numpy as np
import pytest
from student_answers import check

from relu_notes import exercises

ALSO_RIGHT = [
    "lambda x, relu: np.float64(1) * relu(x) + relu(-x)",
    "lambda x, relu: relu(x) + np.int64(1) * relu(np.negative(x))",
    "lambda x, relu: np.add(relu(x), relu(-1 * x))",
    "lambda x, relu: sum([relu(x), relu(-x)])",
    "lambda x, relu: -(-relu(x) - relu(0 - x))",
    "lambda x, relu: +relu(x) + (relu(x) - x) + 0 * relu(3)",
    "lambda x, relu: relu(2 * x) / 2 + relu(relu(-x))",
    "lambda x, relu: Fraction(1, 2) * relu(2 * x) + True * relu(-x) * np.True_",
    "lambda x, relu: np.positive(relu(x)) + operator.add(relu(-x), 0)",
    "lambda x, relu: np.array(relu(x)) + relu(-np.asarray(x))",
    "lambda x, relu: np.sum([relu(x), relu(-x)], axis=0)",
    "lambda x, relu: np.add.reduce([relu(x), relu(-x)])",
    "lambda x, relu: np.mean([2 * relu(x), 2 * relu(-x)], axis=0)",
    "lambda x, relu: np.array([relu(x), relu(-x)]).sum(axis=0)",
    "lambda x, relu: np.stack([relu(x), relu(-x)]).sum(axis=0)",
    "lambda x, relu: np.vstack([relu(x), relu(-x)]).sum(axis=0)",
    "lambda x, relu: np.dot([1, 1], [relu(x), relu(-x)])",
    "lambda x, relu: np.array([1.0, 1.0]) @ np.array([relu(x), relu(-x)])",
    "lambda x, relu: np.dot(1.0, relu(x)) + np.multiply(relu(-x), 1)",
    "lambda x, relu: np.zeros_like(x) + relu(x) + relu(-x) + np.ones_like(x) - np.full_like(x, 1)",
    "def f(x, relu):\n    y = np.zeros_like(x)\n    y += relu(x)\n    return y + relu(-x)",
    "def f(x, relu):\n    y = 0\n    for side in (1, -1):\n        y += relu(side * x)\n    return y",
    "def f(x, relu):\n    y = relu(x)\n    y += relu(-x)\n    y *= 2.0\n    y -= relu(x) + relu(-x)\n    return y",
]

NOTICED = {
    "np.abs(x)": "np.absolute",
    "np.where(True, relu(x), 0) + relu(-x)": "np.where",
    "np.clip(relu(x), 0, 9) + relu(-x)": "np.clip",
    "np.maximum(x, -x)": "np.maximum",
    "np.sqrt(x * 1.0)": "np.sqrt",
    "np.linalg.norm(x)": "np.",
    "scipy.special.expit(x)": "expit",
    "relu_notes.activations.relu(x) + relu(-x)": "a conversion of x",
    "np.vectorize(abs)(x)": "abs",
    "relu(np.asarray(x, dtype=float)) + relu(-x)": "a conversion of x",
    "float(x)": "a conversion of x",
    "np.abs(np.array(x))": "abs",
    "np.maximum([x], [-x])[0]": "a comparison or a condition",
    "np.sum(relu(x)) + relu(-x)": "np.sum",
    "np.dot(relu(x), relu(x))": "a product of two parts",
    "np.linalg.norm([x])": "a product of two parts",
    "pow(x, 2)": "a power",
    "operator.abs(x)": "abs",
    "x.__abs__()": "abs",
    "(x > 0) * x": "a comparison or a condition",
    "min(x, -x)": "min, which compares",
    "sorted([x, -x])[1]": "sorted, which compares",
    "Decimal('1') * relu(x) + relu(-x)": "something of type Decimal beside *",
    "abs(x)": "abs",
    "relu(x) + relu(-x) if x > 0 else relu(-x)": "a comparison or a condition",
    "max(x, -x)": "max, which compares",
    "relu(x) + relu(-x) if x else 0": "a comparison or a condition",
    "(x ** 2) ** 0.5": "a power",
    "x * x": "a product of two parts",
    "x / relu(x)": "a quotient of two parts",
    "1 / x": "a division by what depends on x",
    "x // 1": "//",
    "x % 1": "%",
    "x[0]": "an index or a loop over x",
    "[each for each in x]": "an index or a loop over x",
    "len(x)": "an index or a loop over x",
    "math.fabs(x)": "a conversion of x",
    "round(x)": "rounding",
    "x.clip(0)": ".clip, which belongs to arrays",
    "x @ x": "@",
    "x * np.ones(3)": "something of type ndarray beside *",
    "'2' * x": "text beside *",
    "x + [1]": "something of type list beside +",
    "relu(np.ones(3))": "something of type ndarray beside relu",
}


@pytest.mark.parametrize("source", ALSO_RIGHT)
def test_every_usual_writing_is_right(source):
    told = check("check_absolute", source)
    assert told and "Built of relu alone." in str(told), told


@pytest.mark.parametrize("source", NOTICED)
def test_what_is_no_sum_of_hinges_is_named(source):
    told = check("check_absolute", f"lambda x, relu: {source}")
    assert told.mistake == "no hinge"
    assert f"Your function uses {NOTICED[source]}" in " ".join(str(told).split())


def test_printing_x_or_calling_relu_wrongly_shows_nothing_of_the_check(capsys):
    assert check("check_absolute", "lambda x, relu: print(x, f'{x:.2f}') or relu(x) + relu(-x)")
    assert capsys.readouterr().out == "<a curve at 513 places> <a curve at 513 places>\n"
    told = check("check_absolute", "lambda x, relu: relu(x, 0)")
    assert "relu() takes 1 positional argument" in " ".join(str(told).split())


def test_an_answer_that_catches_what_it_is_told_is_noticed_all_the_same():
    def absolute(x, relu):
        try:
            return np.abs(x)
        except Exception:
            return relu(x) + relu(-x)

    assert exercises.check_absolute(absolute).mistake == "no hinge"
    assert exercises.check_absolute(lambda x, relu: relu(x) + relu(-x)), "the next answer is judged by itself"


def test_a_wrong_curve_is_drawn_over_the_one_asked_for_and_told_in_words():
    told = exercises.check_tent(lambda x, relu: 2 * relu(x))
    assert "At x = 1 it should be 0; yours is 2." in " ".join(str(told).split())
    page = told._repr_html_()
    assert page.count("<polyline") == 3 and "they differ most at x = 1: 0 asked for, yours 2." in page
    assert "<svg" not in exercises.check_tent(lambda x, relu: 2 * relu(x) - 4 * relu(x - 0.5))._repr_html_()
    strange = exercises.check_tent(lambda x, relu: relu(x) * float("inf"))
    assert "nan" not in strange._repr_html_()
