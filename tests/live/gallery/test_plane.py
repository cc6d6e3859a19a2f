"""The figures of the lesson on the plane: what they say against counts, formulas and geometry."""

import re

import pytest

from relu_notes.live.gallery import (
    bent_creases,
    far_from_data,
    fold_and_cut,
    learned_boundary,
    many_creases,
    one_crease,
    pressed_xor,
    trained_xor,
)


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
    counted, whole = re.search(r"(\d+) regions counted.* whole plane (\d+)", figure.reading.readout).groups()
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


@pytest.mark.parametrize(("layers", "mean"), [(1, 113), (2, 83), (3, 65), (4, 53)])
def test_depth_loses_regions_near_the_data(layers, mean):
    figure = bent_creases()
    figure.set(layers=layers)
    assert abs(float(re.search(r"networks (\d+) on average", figure.reading.readout)[1]) - mean) <= 1
    figure.set(where="the whole plane", layers=1)
    assert "this network has 301 regions on the whole plane" in figure.reading.readout


def test_boundaries_are_a_line_straight_pieces_or_smooth():
    figure = learned_boundary()
    figure.set(step=500)
    assert "one straight line" in figure.reading.readout
    figure.set(activation="ReLU")
    assert int(re.search(r"boundary of (\d+) straight pieces", figure.reading.readout)[1]) > 3
    figure.set(activation="tanh", data="rings")
    assert "smooth boundary" in figure.reading.readout
    figure.set(activation="none (linear)")
    assert "no line gets more than 66.7%" in figure.reading.readout
    assert float(re.search(r"accuracy ([\d.]+)%", figure.reading.readout)[1]) < 70


def test_relu_grows_sure_without_data():
    figure = far_from_data()
    shares = []
    for zoom in (0, 1, 2):
        figure.set(zoom=zoom)
        shares.append(int(re.search(r"over 99% in (\d+)%", figure.reading.readout)[1]))
    assert shares == sorted(shares)
    assert shares[-1] >= 99


def test_one_in_six_networks_of_two_relus_solves_xor():
    figure = trained_xor()
    figure.set(size=4)
    assert "15.1% of 1,000 solve XOR" in figure.reading.readout
    assert "2 of the 4 points right" in figure.reading.readout or "3 of the 4" in figure.reading.readout
