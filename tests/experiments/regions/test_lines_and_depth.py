"""Random lines near the data against the closed form, and random deep networks against lines."""

import numpy as np
import pytest

from relu_notes.experiments.regions import (
    COUNTS,
    SHAPES,
    WINDOWS,
    expected_near_data,
    lines_in_general_position,
    one_of_many,
    random_lines,
    random_networks,
    regions,
    regions_in_disc,
)


@pytest.mark.parametrize("radius", [0.3, 1, 3])
@pytest.mark.parametrize("n", [1, 8, 16, 24])
def test_the_closed_form_near_the_data(n, radius):
    weights, biases = random_lines(n, networks=2000, rng=np.random.default_rng([n, int(10 * radius)]))
    counts = regions_in_disc(weights, biases, radius=radius)
    error = counts.std() / np.sqrt(2000)
    assert abs(counts.mean() - expected_near_data(n, radius=radius)) < 4.5 * error


def test_a_large_disc_holds_the_whole_plane():
    assert expected_near_data(24, radius=1e9) == pytest.approx(lines_in_general_position(24), rel=1e-6)
    weights, biases = random_lines(12, networks=20, rng=np.random.default_rng(0))
    assert (regions_in_disc(weights, biases, radius=1e6) == lines_in_general_position(12)).all()


def counts(networks, window, every=1):
    return [len(regions(one_of_many(networks, number), window=window)) for number in range(0, 50, every)]


@pytest.mark.parametrize("where", WINDOWS)
@pytest.mark.parametrize("layers", SHAPES)
def test_the_stored_counts_are_counted_again(where, layers):
    networks = random_networks(SHAPES[layers], networks=50, rng=np.random.default_rng(layers))
    again = counts(networks, window=WINDOWS[where], every=7)
    np.testing.assert_allclose(again, COUNTS[where][layers][::7], atol=1)


@pytest.mark.parametrize("layers", [2, 3])
def test_on_the_whole_plane_layers_of_some_width_have_as_many_as_one(layers):
    assert abs(np.mean(COUNTS["the whole plane"][layers]) / lines_in_general_position(24) - 1) < 0.15


def test_narrow_deep_networks_have_fewer_on_the_whole_plane():
    networks = random_networks((4, 4, 4, 4), networks=50, rng=np.random.default_rng(12))
    narrow = counts(networks, window=1e6)
    for found, neurons in ((narrow, 16), (COUNTS["the whole plane"][4], 24)):
        assert np.mean(found) + 2 * np.std(found) / np.sqrt(50) < lines_in_general_position(neurons)


def test_near_the_data_depth_loses_regions():
    means = [np.mean(COUNTS["near the data"][layers]) for layers in SHAPES]
    assert means == sorted(means, reverse=True)
    assert means[0] > 2 * means[3]
