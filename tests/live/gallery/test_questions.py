"""What the figures ask: one thing at a time, with an answer of its own for every option and none before it is asked."""

import re

import pytest

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
    assert questions(figure)
    assert_each_option_says_something_of_its_own(questions(figure))


def test_the_questions_under_check_yourself_answer_every_option():
    assert_each_option_says_something_of_its_own(CHECKS)


def test_the_first_state_does_not_hold_the_answer(figure):
    words = f"{figure.reading.readout}\n{figure.reading.alt}"
    for question in questions(figure):
        for given_away in question.not_before:
            assert given_away not in words


def test_the_answer_appears_only_after_a_move(figure):
    for asked in figure.questions.questions[:1]:
        here = [
            places["from"] <= asked["start"][places["control"]] <= places["to"]
            if "from" in places
            else asked["start"][places["control"]] in places["among"]
            for places in asked["until"]
        ]
        assert not here or not all(here)
