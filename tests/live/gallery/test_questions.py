"""What the figures ask: one thing at a time, with an answer of its own for every option and none before it is asked."""

import re

import pytest

from relu_notes.live.controls import Slider
from relu_notes.live.gallery import GALLERY, checks
from relu_notes.live.question import Question

CHECKS = [question for name in dir(checks) if name.startswith("LESSON_") for question in getattr(checks, name)]


@pytest.fixture(scope="module", params=GALLERY)
def figure(request):
    made = GALLERY[request.param]()
    yield made
    made.close()


def questions(figure):
    return (figure.question,) if isinstance(figure.question, Question) else figure.question


def assert_each_option_says_something_of_its_own(asked):
    says = [option.says for question in asked for option in question.options]
    assert len({*says}) == len(says)
    for sentence in says:
        assert re.search(r"\w.*[.!?]$", sentence), sentence
        assert not re.search(r"[*`$]", sentence), sentence  # the page shows plain text


def test_every_figure_asks_and_every_option_says_something_of_its_own(figure):
    assert questions(figure), f"{figure.title!r} asks nothing: give its LiveFigure in live/gallery a Question"
    assert_each_option_says_something_of_its_own(questions(figure))


def test_the_questions_under_check_yourself_answer_every_option():
    assert_each_option_says_something_of_its_own(CHECKS)


def words(figure):
    return f"{figure.reading.readout}\n{figure.reading.alt}"


def answering(figure, until):
    """The values to which the reader is told to move, at which the answer appears."""
    for name, wanted in until.items():
        control = figure.controls[name]
        if isinstance(control, Slider):
            wanted = [one for one in control.positions if wanted[0] <= one <= wanted[1]]
            wanted.sort(key=lambda one: abs(one - control.value))
        yield name, wanted[0]


def test_the_first_state_does_not_hold_the_answer(figure):
    for question in questions(figure):
        assert question.not_before, question.text
        for given_away in question.not_before:
            assert given_away not in words(figure)


def test_what_is_kept_back_is_what_the_figure_or_the_answer_then_says(figure, thorough):
    if not thorough:
        pytest.skip("moves every figure to its answers; with --thorough")
    for question in questions(figure):
        (right,) = (option for option in question.options if option.right)
        said = f"{right.text} {right.says}"
        if "measurement" not in figure.controls:  # which takes time, and differs from machine to machine
            figure.set(**dict(answering(figure, question.until)))
            said += words(figure)
            figure.reset()
        assert any(given_away in said for given_away in question.not_before), (question.text, said)


def test_the_answer_appears_only_after_a_move(figure):
    for asked in figure.questions.questions[:1] if figure.questions else ():
        here = [
            places["from"] <= asked["start"][places["control"]] <= places["to"]
            if "from" in places
            else asked["start"][places["control"]] in places["among"]
            for places in asked["until"]
        ]
        assert not here or not all(here)
