"""Right answers pass, each usual mistake is named, blanks stay blank, and no feedback gives the answer away."""

import ast
import re
from pathlib import Path

import pytest
from student_answers import RIGHT, WRONG, check

from relu_notes import exercises

PACKAGE = Path(exercises.__file__).parent
CHECKS = sorted(name for name in exercises.__all__ if name.startswith("check_"))


NO_CODE = ("check_prediction", "check_neuron_gradients", "check_crease", "check_regions")


def cases(table):
    return [pytest.param(name, case, id=f"{name}-{n}") for name in table for n, case in enumerate(table[name])]


def test_every_check_has_right_and_wrong_answers():
    assert list(CHECKS) == sorted(RIGHT) == sorted(WRONG)


@pytest.mark.parametrize(("name", "source"), cases(RIGHT))
def test_a_right_answer_is_right_and_told_what_was_tested(name, source):
    feedback = check(name, source)
    assert feedback, feedback
    assert feedback.verdict == "right"
    assert str(feedback).startswith(("Right.\nTested: ", "Right.\nWorked out: "))


@pytest.mark.parametrize(("name", "case"), cases(WRONG))
def test_a_usual_mistake_is_named(name, case):
    mistake, source = case
    feedback = check(name, source)
    assert (feedback.verdict, feedback.mistake) == ("wrong", mistake), feedback
    assert not feedback
    lines = str(feedback).splitlines()
    assert lines[0] == "Not yet right."
    assert "Hint: " in str(feedback)
    assert all(len(line) <= 90 for line in lines)
    assert str(check(name, source)) == str(feedback), "nbval needs the same text each time"


def named_mistakes(module):
    """The names of mistakes that a module of the package may give, read from its source."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Mistake", "Variant"):
            if isinstance(node.args[0], ast.Constant):
                yield node.args[0].value
        elif isinstance(node, ast.Tuple) and len(node.elts) == 4 and isinstance(node.elts[1], ast.Lambda):
            yield node.elts[0].value


def test_each_mistake_that_the_package_can_name_is_tried():
    tried = {mistake for answers in WRONG.values() for mistake, _ in answers}
    named = {name for module in PACKAGE.glob("*.py") for name in named_mistakes(module)}
    assert len(named) > 30
    assert named - tried == {"unreadable", "not in an answer"}  # tried with odd answers


def test_each_variant_of_an_elementwise_check_is_tried():
    """Several variants share one name: each must meet a student's answer that only it recognises."""
    from relu_notes.exercises import activation_functions, backpropagation, hinges

    seen = {str(check(name, source)) for name in WRONG for _, source in WRONG[name]}
    for module in (activation_functions, backpropagation, hinges):
        for asked in vars(module).values():
            for variant in getattr(asked, "variants", ()):
                assert any(" ".join(variant.wrong.split()) in " ".join(text.split()) for text in seen), variant


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize(
    "blank",
    [
        "...",
        "None",
        "lambda *a: ...",
        "def f(*a): ...",
        "def f(*a):\n    '''Say something.'''\n    ...  # YOUR CODE HERE",
        "def f(*a):\n    pass",
    ],
)
def test_a_blank_is_not_yet_answered(name, blank):
    if blank.startswith(("def", "lambda")) and name in NO_CODE:
        blank = "[..., ...]"
    feedback = check(name, blank)
    assert feedback.verdict == "blank"
    assert not feedback
    assert str(feedback).startswith("Not yet answered")


def test_a_check_without_an_argument_is_a_blank():
    assert exercises.check_relu().verdict == "blank"


def test_a_function_that_gives_a_constant_is_no_blank():
    for source in ("lambda x: 1", "def f(x):\n    return 0", "def f(x):\n    'Doc.'\n    return 0"):
        assert check("check_relu", source).verdict == "wrong"


def test_no_feedback_gives_the_answer_away():
    """Nothing to copy: no piece of code that solves the exercise stands in what a wrong or blank answer is told."""
    code = [
        "maximum(",
        "where(",
        "heaviside",
        "sqrt(2",
        "x > 0",
        "x>0",
        ".sum(",
        ".T",
        "all(",
        "axis=0",
        "- relu",
        "relu(-",
    ]
    for name in CHECKS:
        for _, source in [*WRONG[name], ("", "...")]:
            feedback = check(name, source)
            if feedback.mistake in ("exception", "scalars only"):
                continue  # repeats Python's words about the student's own code
            text = str(feedback)
            assert not [piece for piece in code if piece in text], text
            assert all(" ".join(right.split()) not in text for right in RIGHT[name])


def test_the_prediction_is_never_told():
    for _, source in WRONG["check_prediction"]:
        text = str(check("check_prediction", source))
        assert not re.search(r"f\([^)]*\) (?:is|=|gives) ", text)
        assert not re.search(r"\b3\b(?!\))", text.replace("-2 + 3", "").replace("asks for 6", "")), text


def test_a_remark_goes_with_a_right_answer_that_meets_infinity_badly():
    for source in ("lambda x: x * (x > 0)", "lambda x: (x + np.abs(x)) / 2"):
        told = " ".join(str(check("check_relu", source)).split())
        assert "for x = -infinity your function gives NaN, not 0." in told and "·" not in told
    assert "turns NaN" in " ".join(str(check("check_relu_derivative", "lambda x: np.where(x > 0, 1, 0)")).split())


def test_the_line_of_an_exception_is_told():
    feedback = check("check_relu", "def relu(x):\n    y = 2\n    return x @ y @ z")
    assert "line 3" in str(feedback)


def test_what_the_student_prints_is_shown_and_bounded(capsys):
    check("check_relu", "def relu(x):\n    print('x is', x[:2] if np.ndim(x) else x)\n    return x")
    assert capsys.readouterr().out.startswith("x is [-3.")
    check("check_relu", "def relu(x):\n    for n in range(10000):\n        print(n)\n    return x")
    out, err = capsys.readouterr()
    assert 900 < len(out) < 1100 and out.endswith("… (and more)\n")
    assert err == ""


def test_warnings_of_the_student_s_code_stay_silent(capsys, recwarn):
    check("check_leaky_relu", "lambda x, s: np.where(x > 0, x, s * x / np.zeros_like(x))")
    check("check_relu", "def relu(x):\n    import warnings\n    warnings.warn('old')\n    return np.maximum(x, 0)")
    assert capsys.readouterr() == ("", "")
    assert not recwarn.list
