"""Joining before and after, and the gain against classes whose gain is known."""

import datetime

import numpy as np
import pytest

from relu_notes.inventory.answers import Answers
from relu_notes.inventory.concepts import Concept, Item
from relu_notes.inventory.gain import one_apart, right_answers, roll, row, rows

LETTERS = "abcd"


def item(right):
    return Item("", *(("", None if letter == right else f"idea {letter}") for letter in LETTERS))


CONCEPTS = [
    Concept(f"concept {i}", f"{i // 2 + 1:02}.ipynb", "", A=item(LETTERS[i % 4]), B=item(LETTERS[(i + 1) % 4]))
    for i in range(10)
]
RIGHT = {form: "".join(concept.forms[form].right for concept in CONCEPTS) for form in "AB"}


def line(code, when="before", form="A", letters=None, day=1):
    return Answers(when, form, datetime.date(2026, 12, day), code, RIGHT[form] if letters is None else letters)


def a_class(students, before, after, rng):
    """Students who know each concept with the two probabilities, and guess among four options if not."""
    pairs = []
    for student in range(students):
        forms = "AB" if student % 2 else "BA"
        sides = []
        for when, form, knows in (("before", forms[0], before), ("after", forms[1], after)):
            guesses = np.array(list(LETTERS))[rng.integers(4, size=10)]
            letters = np.where(rng.random(10) < knows, list(RIGHT[form]), guesses)
            sides.append(line(f"s{student}", when, form, "".join(letters)))
        pairs.append(tuple(sides))
    return pairs


@pytest.mark.parametrize("students", [30, 100])
def test_the_interval_holds_the_true_gain_of_a_simulated_class(students):
    """With p = .2, q = .7 and guesses g is (q - p) / (1 - p) = .625, for any number of options.

    91 to 99% of 200 classes is 95% within 2.6 standard errors of a proportion.
    """
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(200):
        one = row("class", *right_answers(a_class(students, 0.2, 0.7, rng), CONCEPTS), rng)
        held += one.interval[0] <= 0.625 <= one.interval[1]
    assert 182 <= held <= 198


def test_gain_of_the_class_averages_not_the_average_of_gains():
    before = np.array([[True] * 9 + [False]] + [[False] * 10] * 9)
    after = np.array([[True] * 10] + [[True] * 5 + [False] * 5] * 9)
    one = row("class", before, after, np.ones_like(before), np.random.default_rng(0))
    assert (one.before, one.after) == pytest.approx((0.09, 0.55))
    assert one.gain and one.change == pytest.approx((0.55 - 0.09) / (1 - 0.09))


@pytest.mark.parametrize(
    ("students", "before", "gain"), [(9, 0.2, False), (10, 0.2, True), (20, 0.8, True), (20, 0.85, False)]
)
def test_no_gain_for_few_students_or_a_class_that_knew(students, before, gain):
    right = np.zeros((students, 20), bool)
    right[:, : round(20 * before)] = True
    one = row("class", right, np.ones_like(right), np.ones_like(right), np.random.default_rng(0))
    assert one.gain is gain
    assert one.change == pytest.approx(1 if gain else 1 - before)


def test_skipped_questions_are_left_out_of_both():
    skipped = "x" + RIGHT["A"][1:]
    wrong_first = LETTERS[1] + RIGHT["B"][1:]
    _before, _after, counted = right_answers([(line("s", letters=skipped), line("s", "after", "B"))], CONCEPTS)
    assert counted.tolist() == [[False] + [True] * 9]
    pairs = [(line("s", letters=skipped), line("s", "after", "B", wrong_first)), (line("t"), line("t", "after", "B"))]
    first = rows(pairs, CONCEPTS)["by concept"][0]
    assert (first.students, first.answers, first.before, first.after) == (1, 1, 1.0, 1.0)
    assert first.wrong_after is None


def test_earliest_before_latest_after_and_conflicts():
    wrong = "b" + RIGHT["A"][1:]
    found = roll(
        [
            line("late:fox", day=2), line("late:fox", letters=wrong, day=1), line("late:fox", "after", "B", day=8),
            line("late:fox", "after", "B", "d" * 10, day=9), line("late:fox", day=2),
            line("two:owls", day=1), line("two:owls", letters=wrong, day=1), line("two:owls", "after", "B", day=9),
            line("one:bear", day=1), line("one:bera", "after", "B", day=9), line("one:beer", "after", "B", day=9),
        ]
    )  # fmt: skip
    (pair,) = found.pairs
    assert (pair[0].letters, pair[1].letters) == (wrong, "d" * 10)
    assert found.conflicts == ("two:owls",)
    assert found.single == {"one:bear": "before", "one:beer": "after", "one:bera": "after"}
    assert found.near == (("one:bear", "one:beer"),)


def test_one_letter_apart():
    assert one_apart("abc", "abd") and one_apart("abc", "abcd") and one_apart("bc", "abc") and one_apart("ac", "abc")
    assert not one_apart("abc", "acb") and not one_apart("abc", "abcde") and not one_apart("abc", "bcd")


def test_rows_by_lesson_form_and_without_a_lesson():
    pairs = a_class(12, 0.2, 0.7, np.random.default_rng(0))
    table = rows(pairs, CONCEPTS, without=[5])
    assert [one.title for one in table["by lesson"]] == [f"lesson {n}" for n in (1, 2, 3, 4)]
    assert len(table["by concept"]) == 8
    assert {one.title: one.students for one in table["by form"]} == {"A before, B after": 6, "B before, A after": 6}
    assert table["by concept"][0].wrong_before[0].startswith("idea ")
    assert table == rows(pairs, CONCEPTS, without=[5]), "the same files must give the same report"
