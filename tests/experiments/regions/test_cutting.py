"""Regions and creases against counts on paper, a dense sample's patterns, and forward passes."""

import numpy as np
import pytest

from relu_notes.experiments.regions import (
    area,
    boundary,
    count_regions,
    cut,
    lines_in_general_position,
    one_of_many,
    outlines,
    positive_part,
    random_networks,
    regions,
)
from relu_notes.networks import DenseNetworks, forward, initialise

READ_OUT = {n: [np.ones((n, 1)), np.zeros(1)] for n in range(1, 25)}


def count(weight, bias, window):
    weight = np.asarray(weight, dtype=float)
    out, zero = READ_OUT[weight.shape[1]]
    return count_regions([weight, out], [np.asarray(bias, dtype=float), zero], window=window)


@pytest.mark.parametrize("n", range(1, 17))
def test_random_lines_make_the_regions_of_general_position(n):
    for seed in range(50):
        rng = np.random.default_rng([seed, n])
        assert count(rng.standard_normal((2, n)), rng.standard_normal(n), 1e6) == lines_in_general_position(n)


@pytest.mark.parametrize("window", [1e-3, 1, 1e6])
@pytest.mark.parametrize("n", [1, 2, 7, 24])
def test_lines_through_one_point_make_twice_as_many_regions_as_lines(n, window):
    weight = np.random.default_rng(n).standard_normal((2, n))
    assert count(weight, np.zeros(n), window) == 2 * n


def test_lines_through_one_point_off_the_origin():
    weight = np.random.default_rng(0).standard_normal((2, 9))
    assert count(weight, -np.array([0.3, -0.7]) @ weight, 2) == 18


@pytest.mark.parametrize(
    ("weight", "bias", "regions"),
    [
        ([[1, 1, 1], [0, 0, 0]], [0, 0.5, -0.5], 4),  # parallel
        ([[1, 2, -3], [0, 0, 0]], [0.5, 1, -1.5], 2),  # the same line three times
        ([[1, 0], [0, 0]], [0, 1], 2),  # a neuron without weights
        ([[1, 0], [0, 0]], [0, -1], 2),  # and a dead one
        ([[1], [0]], [5], 1),  # misses the window
        ([[1], [0]], [1], 1),  # touches its side
        ([[1], [1]], [2], 1),  # touches its corner
    ],
)
def test_special_positions(weight, bias, regions):
    assert count(weight, bias, 1) == regions


def patterns_of_a_sample(network, window, points):
    x = np.random.default_rng(0).uniform(-window, window, (points, 2))
    return x, np.concatenate([z[0] > 0 for z in forward(network, x).pre_activations[:-1]], axis=1)


@pytest.mark.parametrize("widths", [[5], [12], [4, 4], [6, 5, 4]])
@pytest.mark.parametrize("seed", range(4))
def test_a_dense_sample_lies_in_the_regions_with_its_patterns(widths, seed):
    network = random_networks(widths, networks=1, rng=np.random.default_rng(seed))
    cells = regions(network, window=2)
    x, seen = patterns_of_a_sample(network, 2, 40_000)
    by_pattern = {}
    for cell in cells:
        by_pattern.setdefault(np.concatenate(cell.pattern).tobytes(), []).append(cell)
    found = {row.tobytes() for row in seen}
    assert found <= set(by_pattern)
    large = {key for key, several in by_pattern.items() if max(area(cell.polygon) for cell in several) > 1e-2}
    assert large <= found
    for point, row in zip(x[:300], seen[:300], strict=True):
        assert any(inside(cell.polygon, point) for cell in by_pattern[row.tobytes()])
    assert sum(area(cell.polygon) for cell in cells) == pytest.approx(16)


def inside(polygon, point):
    (a, b), (c, d) = (np.roll(polygon, -1, axis=0) - polygon).T, (point - polygon).T
    return (a * d - b * c > -1e-9).all()


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "prelu"])
def test_the_affine_map_is_what_the_network_computes(activation):
    network = initialise([2, 7, 5, 2], activation=activation, bias=0.1, bias_std=1, rng=np.random.default_rng(1))
    for cell in regions(network, window=3):
        middle = cell.polygon.mean(axis=0)
        expected = forward(network, middle[None]).output[0, 0]
        np.testing.assert_allclose(middle @ cell.weight + cell.bias, expected, rtol=0, atol=1e-12)


def test_regions_behind_a_dead_layer_are_not_merged():
    weights = [np.eye(2), -np.ones((2, 1)), np.ones((1, 1))]
    assert count_regions(weights, [np.zeros(2), -np.ones(1), np.zeros(1)], window=1) == 4


def test_creases_are_where_a_neuron_is_zero_and_boundaries_where_the_output_is():
    network = random_networks([6, 6], networks=1, rng=np.random.default_rng(2))
    plane = cut(network, window=2)
    first, second = forward(network, np.concatenate([part.mean(axis=1) for part in plane.creases])).pre_activations[:2]
    nearest = np.minimum(np.abs(first[0]).min(axis=1), np.abs(second[0]).min(axis=1))
    assert nearest.max() < 1e-12
    assert len(plane.regions) == 1 + sum(map(len, plane.creases))
    edges = boundary(plane.regions)
    assert len(edges) > 0
    assert np.abs(forward(network, edges.reshape(-1, 2)).output).max() < 1e-9


def test_an_outline_keeps_the_area_and_drops_the_edges_between():
    network = random_networks([12, 12], networks=1, rng=np.random.default_rng(3))
    parts = [part for cell in regions(network, window=2) if len(part := positive_part(cell))]
    loops = outlines(parts)
    assert sum(map(len, loops)) < sum(map(len, parts)) / 4
    assert sum(map(area, loops)) == pytest.approx(sum(map(area, parts)), abs=1e-4)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"weights": []}, ValueError, "at least one"),
        ({"weights": [np.ones((3, 1))]}, ValueError, r"weights\[0\] must have shape \(2, fan_out\)"),
        ({"biases": [[0, 0]]}, ValueError, r"biases\[0\] must have shape \(1,\)"),
        ({"weights": [[[np.nan], [0]]]}, ValueError, "finite"),
        ({"window": 0}, ValueError, "window must be positive"),
        ({"window": "1"}, TypeError, "window"),
    ],
)
def test_what_is_no_network_of_the_plane_is_refused(change, error, words):
    arguments = {"weights": [np.ones((2, 1))], "biases": [[0]], "window": 1} | change
    with pytest.raises(error, match=words):
        count_regions(**arguments)


def test_regions_want_one_network_with_straight_pieces():
    many = initialise([2, 3, 1], networks=2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="one network"):
        regions(many, window=1)
    assert len(regions(one_of_many(many, 1), window=1)) == 6
    with pytest.raises(ValueError, match="not with tanh"):
        regions(initialise([2, 3, 1], activation="tanh", rng=np.random.default_rng(0)), window=1)
    with pytest.raises(TypeError, match="DenseNetworks"):
        regions([np.ones((2, 1))], window=1)
    with pytest.raises(ValueError, match=r"weights\[0\] must have shape \(2"):
        regions(DenseNetworks([np.ones((1, 1, 1))]), window=1)
