"""The box of a feedback, the points so far, and what nbgrader makes of it."""

import numpy as np
import pytest

from relu_notes import exercises
from relu_notes.exercises import Feedback, feedback


def right(x):
    return np.maximum(x, 0)


def wrong(x):
    return x


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(feedback, "_right", set())


def test_the_three_verdicts_differ_in_sign_word_colour_and_line():
    boxes = [exercises.check_relu(answer)._repr_html_() for answer in (right, wrong, ...)]
    for box, *looks in zip(
        boxes,
        ("✓", "✗", "…"),
        ("Right", "Not yet right", "Not yet answered"),
        ("solid", "double", "dashed"),
        strict=True,
    ):
        assert all(look in box for look in looks)
    colours = {box.partition("background: ")[2].partition(";")[0] for box in boxes}
    assert len(colours) == 3


def test_what_a_student_wrote_is_no_html():
    def relu(x):
        raise ValueError("<b>&")

    assert "&lt;b&gt;&amp;" in exercises.check_relu(relu)._repr_html_()


def test_a_sentence_begins_large_and_the_name_of_a_function_as_it_is():
    assert '">Write your answer' in exercises.check_relu()._repr_html_()
    assert '">input() waits' in exercises.check_relu(lambda x: input())._repr_html_()
    assert '">relu(x) stops' in exercises.check_relu(lambda x: 1 / 0)._repr_html_()


def test_plain_text_can_be_printed_on_every_console():
    def relu(x):
        raise ValueError("変数 ✓")

    assert "?? ?" in str(exercises.check_relu(relu)).encode("cp1252").decode("cp1252")
    assert "変数 ✓" in exercises.check_relu(relu)._repr_html_()
    for answer in (right, wrong, ...):
        str(exercises.check_relu(answer)).encode("cp1252")


def test_points_so_far_follow_the_last_answer_of_each_exercise():
    total = sum(exercises.POINTS.values())
    assert exercises.check_relu(right).points == f"Points so far: 2 of {total}."
    assert exercises.check_relu(right).points == f"Points so far: 2 of {total}."
    assert exercises.check_prediction([0, 0, 0, 3, 1, 3]).points == f"Points so far: 3 of {total}."
    assert exercises.check_relu(wrong).points == f"Points so far: 1 of {total}."


@pytest.mark.parametrize("runs", ["validate", "autograde"])
def test_while_nbgrader_runs_what_is_not_right_raises(runs, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", runs)
    assert exercises.check_relu(right)
    with pytest.raises(AssertionError, match="returns x unchanged"):
        exercises.check_relu(wrong)
    with pytest.raises(AssertionError, match="Not yet answered"):
        exercises.check_relu(...)
    assert not exercises.check_diamond(...), "an optional exercise may stay blank"


def test_what_is_demanded_depends_on_nothing_but_the_verdict():
    Feedback("right", "Right.").demand()
    with pytest.raises(AssertionError, match=r"^Not yet"):
        Feedback("wrong", "Not yet right.").demand()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("max(x, 0)", "your `max` is NumPy's"),
        ("max(0, x)", "your `max` is NumPy's"),
        ("-min(-x, 0)", "your `min` is NumPy's"),
        ("numpy.max(x, 0)", "your `max` is NumPy's"),
    ],
)
def test_numpy_s_max_instead_of_python_s_is_named(source, expected):
    names = {}
    exec(f"import numpy\nfrom numpy import *\ndef relu(x):\n    return {source}", names)
    told = exercises.check_relu(names["relu"])
    assert told.mistake == "reduces"
    assert expected in " ".join(str(told).split())


def test_python_s_max_is_named():
    assert "Python's `max` looks at one number" in str(exercises.check_relu(lambda x: max(x, 0)))


def test_a_reason_is_given_only_where_the_code_shows_it():
    told = exercises.check_relu_derivative(lambda x: np.where(x >= 0, 1, 0))
    assert "with `>=` instead of `>`" in " ".join(str(told).split())
    told = exercises.check_relu_derivative(lambda x: np.heaviside(x, 1))
    assert "At x = 0 your slope is 1." in str(told) and ">=" not in str(told)
