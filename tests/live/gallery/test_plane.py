"""The figures of the lesson on the plane: what they say against counts, formulas and geometry."""

import re

import pytest

from relu_notes.live.gallery import GALLERY, fold_and_cut, many_creases, one_crease, pressed_xor

NAMES = ("one_crease", "many_creases", "pressed_xor", "fold_and_cut")


@pytest.mark.parametrize("name", NAMES)
def test_the_first_state_does_not_give_the_answer_away(name):
    figure = GALLERY[name]()
    questions = figure.question if isinstance(figure.question, tuple) else (figure.question,)
    for question in questions:
        for words in question.not_before:
            assert words not in figure.reading.readout + figure.reading.alt
        for key, (low, high) in question.until.items():
            if len(question.until) == 1:
                assert not low <= figure.values[key] <= high


@pytest.mark.parametrize(
    ("length", "bias", "words"), [(1, -1, "1.00 from 0"), (2, -1, "0.50 from 0"), (3, 0, "through 0")]
)
def test_the_crease_lies_at_b_over_w(length, bias, words):
    figure = one_crease()
    figure.set(length=length, bias=bias)
    assert words in figure.reading.readout
    assert f"slope |w| = {length:.1f}" in figure.reading.readout


def test_counts_meet_the_formula_of_the_whole_plane_in_a_large_disc():
    figure = many_creases()
    figure.set(number=16, zoom=2)
    counted, whole = re.search(r"(\d+) regions counted.* = (\d+)", figure.reading.readout).groups()
    assert (counted, whole) == ("137", "137")
    figure.set(with_biases=False)
    assert "32 regions counted" in figure.reading.readout


@pytest.mark.parametrize(("slope", "parts"), [(1, False), (0.68, False), (0.66, True), (0, True)])
def test_a_line_parts_xor_below_two_thirds(slope, parts):
    figure = pressed_xor()
    figure.set(slope=slope)
    assert ("parts the classes" in figure.reading.readout) == parts


@pytest.mark.parametrize("folds", [2, 4, 6])
def test_every_fold_doubles_the_sides(folds):
    figure = fold_and_cut()
    figure.set(folds=folds)
    assert "sides" not in figure.reading.readout
    figure.set(opened=1)
    assert f"{4 * folds + 1} neurons in all" in figure.reading.readout
    assert f"{2**folds} sides" in figure.reading.readout
    figure.set(second=0.5)
    assert f"star with {2**folds} sides" in figure.reading.readout
