"""Breakpoints against an oracle in exact rational arithmetic, closed forms and published figures."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_notes.experiments.pieces import (
    breakpoints,
    end_slopes,
    kinks_within,
    pieces_between,
    random_network,
)
from relu_notes.experiments.tents import one_layer_square_error, square_by_tents, tent, tent_network


def output(weights, biases, x, number=float):
    h = [number(x)]
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        fan_out = range(len(bias))
        h = [sum(h[i] * number(weight[i][j]) for i in range(len(h))) + number(bias[j]) for j in fan_out]
        if layer < len(weights) - 1:
            h = [max(z, number(0)) for z in h]
    return h


def rational_breakpoints(weights, biases):
    """Split the line at every neuron's roots layer by layer, then keep the points where the output truly bends."""
    cuts = []
    for depth in range(1, len(weights)):
        roots = set(cuts)
        for low, high in intervals(cuts):
            inner = inside(low, high)
            before, after = (output(weights[:depth], biases[:depth], x, Fraction) for x in inner)
            for left, right in zip(before, after, strict=True):
                slope = (right - left) / (inner[1] - inner[0])
                if slope:
                    root = inner[0] - left / slope
                    if (low is None or low < root) and (high is None or root < high):
                        roots.add(root)
        cuts = sorted(roots)
    slopes = []
    for low, high in intervals(cuts):
        a, b = inside(low, high)
        ends = zip(output(weights, biases, a, Fraction), output(weights, biases, b, Fraction), strict=True)
        slopes.append([(right - left) / (b - a) for left, right in ends])
    return [x for x, before, after in zip(cuts, slopes, slopes[1:], strict=False) if before != after]


def intervals(cuts):
    return list(zip([None, *cuts], [*cuts, None], strict=True))


def inside(low, high):
    low, high = (low, high) if low is not None else ((high if high is not None else Fraction(0)) - 3, high)
    high = high if high is not None else low + 3
    return low + (high - low) / 3, low + 2 * (high - low) / 3


@st.composite
def small_networks(draw):
    """Small whole numbers: parallel neurons, dead neurons, cancelling kinks and roots on vertices abound."""
    sizes = [1, *draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)), draw(st.integers(1, 2))]
    entry = st.integers(-3, 3)
    weights = [
        [[draw(entry) for _ in range(fan_out)] for _ in range(fan_in)] for fan_in, fan_out in itertools.pairwise(sizes)
    ]
    return weights, [[draw(entry) for _ in range(fan_out)] for fan_out in sizes[1:]]


@given(small_networks())
@settings(max_examples=300, deadline=None)
def test_breakpoints_are_those_of_exact_arithmetic(network):
    expected = [float(x) for x in rational_breakpoints(*network)]
    found = breakpoints(*network)
    assert len(found) == len(expected)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("widths", [[5], [6, 6], [4, 5, 4], [3, 3, 3, 3]])
def test_random_real_weights_agree_with_exact_arithmetic(widths, seed):
    network = random_network(widths, rng=np.random.default_rng(seed))
    np.testing.assert_allclose(breakpoints(*network), [float(x) for x in rational_breakpoints(*network)], rtol=1e-9)


def test_one_hidden_layer_bends_at_minus_bias_over_weight_however_far_out():
    weight, bias = np.array([[1.0, -2.0, 1e-6, 3.0]]), np.array([0.0, 1.0, -5.0, 1e9])
    found = breakpoints([weight, np.ones((4, 1))], [bias, [0.0]])
    np.testing.assert_allclose(found, np.sort(-bias / weight[0]), rtol=1e-14)


@pytest.mark.parametrize(
    ("why", "weights", "biases", "expected"),
    [
        ("no hidden layer", [[[2]]], [[1]], []),
        ("parallel neurons bend together", [[[1, 2, -3]], [[1], [1], [1]]], [[-1, -2, 3], [0]], [1]),
        ("relu(x) - relu(-x) = x", [[[1, -1]], [[1], [-1]]], [[0, 0], [0]], []),
        ("a constant neuron", [[[0, 1]], [[1], [1]]], [[5, 0], [0]], [0]),
        ("a kink below the next threshold vanishes", [[[1]], [[1]], [[1]]], [[0], [-1], [0]], [1]),
        ("everything dead", [[[1]], [[-1]], [[1]]], [[0], [-1], [4]], []),
        ("no outgoing weight", [[[1, 1]], [[0], [1]]], [[0, -1], [0]], [1]),
        ("two outputs", [[[1, 1]], [[1, 0], [0, 1]]], [[0, -1], [0, 0]], [0, 1]),
    ],
)
def test_degenerate_networks(why, weights, biases, expected):
    assert breakpoints(weights, biases).tolist() == expected, why


@pytest.mark.parametrize("depth", [*range(1, 13), 20])
def test_the_tent_network_has_exactly_two_to_the_depth_pieces_on_the_unit_interval(depth):
    found = breakpoints(*tent_network(depth))
    assert pieces_between(found, 0, 1) == 2**depth
    grid = np.arange(2**depth + 1) / 2**depth
    np.testing.assert_array_equal(found, grid if depth > 1 else grid[:-1])  # one tent alone runs straight on at x = 1


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_the_tent_network_computes_the_tent(depth):
    x = np.linspace(0, 1, 129)
    triangle_wave = 1 - np.abs((x * 2**depth) % 2 - 1)
    np.testing.assert_array_equal(tent(x, depth), triangle_wave)
    around = np.linspace(-1, 2, 97)
    weights, biases = tent_network(depth)
    np.testing.assert_array_equal([output(weights, biases, point)[0] for point in around], tent(around, depth))


def kinks(widths, networks=50, window=np.inf):
    rng = np.random.default_rng(1)
    bends = [breakpoints(*random_network(widths, rng=rng)) for _ in range(networks)]
    return np.array([np.count_nonzero(np.abs(bend) < window) for bend in bends]) / sum(widths)


@pytest.mark.parametrize("width", [1, 7, 64, 256])
def test_one_hidden_layer_has_exactly_one_breakpoint_per_neuron(width):
    assert (kinks([width], networks=20) == 1).all()


@pytest.mark.parametrize("widths", [[64, 64], [128, 128], [32] * 4, [64] * 4, [32] * 8])
def test_random_networks_have_about_one_breakpoint_per_neuron(widths):
    assert abs(kinks(widths).mean() - 1) < 0.1


@pytest.mark.parametrize("window", [0.3, 1, 3])
def test_one_layer_s_kinks_near_the_data_follow_the_arctangent(window):
    share = float(kinks_within(window))
    measured = kinks([128], window=window)
    assert abs(measured.mean() - share) < 4.5 * np.sqrt(share * (1 - share) / (50 * 128))


def test_near_the_data_kinks_fall_with_depth():
    by_depth = [kinks([128 // layers] * layers, networks=30, window=1) for layers in (1, 4, 16)]
    means, errors = zip(*[(k.mean(), k.std() / np.sqrt(30)) for k in by_depth], strict=True)
    for before, after in ((0, 1), (1, 2)):
        assert means[before] - means[after] > 3 * np.hypot(errors[before], errors[after])


@pytest.mark.parametrize("seed", range(3))
def test_the_slopes_at_the_ends_are_those_far_out(seed):
    weights, biases = random_network([6, 5, 4], rng=np.random.default_rng(seed))
    far = 2 * np.abs(breakpoints(weights, biases)).max()
    for side, slope in zip((-1, 1), end_slopes(weights, biases), strict=True):
        near, farther = (output(weights, biases, side * point)[0] for point in (far, 2 * far))
        np.testing.assert_allclose(slope, side * (farther - near) / far, rtol=1e-8)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 10])
def test_tents_draw_the_square_to_four_to_the_minus_count_and_one(count):
    x = np.linspace(0, 1, 2 ** (count + 1) + 1)  # holds the middle of every piece, where the error is largest
    assert np.abs(square_by_tents(x, count) - x**2).max() == 0.25 ** (count + 1)


def test_one_layer_s_least_error_on_the_square_is_that_of_equal_pieces():
    neurons, x = 6, np.linspace(0, 1, 70_001)
    corners = np.linspace(0, 1, neurons + 2)
    chords = np.interp(x, corners, corners**2)
    middle = (chords - x**2).max() / 2
    error = np.abs(chords - middle - x**2).max()
    assert error == pytest.approx(float(one_layer_square_error(neurons)), rel=1e-6)
    moved = np.interp(x, np.r_[0, corners[1:-1] + 0.01, 1], np.r_[0, corners[1:-1] + 0.01, 1] ** 2) - x**2
    assert moved.max() / 2 > error


@pytest.mark.parametrize("widths", [[16], [16, 16], [8, 8, 8]])
def test_without_biases_there_are_exactly_two_pieces(widths):
    weights, biases = random_network(widths, rng=np.random.default_rng(2))
    assert breakpoints(weights, [0 * bias for bias in biases]).tolist() == [0.0]


def test_scaling_and_shifting_the_input_moves_the_breakpoints_with_it():
    weights, biases = random_network([12, 12, 12], rng=np.random.default_rng(3))
    moved = breakpoints([weights[0] / 7, *weights[1:]], [biases[0] - weights[0][0] * 2 / 7, *biases[1:]])
    np.testing.assert_allclose(moved, 7 * breakpoints(weights, biases) + 2, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(
    ("weights", "biases", "words"),
    [
        ([], [], "at least one"),
        ([[[1]]], [], "weights and biases must hold one array per layer, at least one, not 1 and 0"),
        ([[1]], [[0]], r"weights\[0\] must have shape \(1, fan_out\)"),
        ([[[1, 1]], [[1]]], [[0, 0], [0]], r"weights\[1\] must have shape \(2, fan_out\)"),
        ([[[1]]], [[0, 0]], r"biases\[0\] must have shape \(1,\)"),
        ([[[np.nan]]], [[0]], "finite"),
        ([[[1e200]], [[1e200]], [[1]]], [[1], [1], [1]], "overflow"),
    ],
)
def test_networks_that_fit_nothing_are_refused(weights, biases, words):
    with pytest.raises(ValueError, match=words):
        breakpoints(weights, biases)


@pytest.mark.parametrize(
    ("depth", "error", "words"),
    [(-1, ValueError, "at least 0, not -1"), (1.5, TypeError, "whole number"), (True, TypeError, "whole number")],
)
def test_depth_must_be_a_whole_number(depth, error, words):
    with pytest.raises(error, match=f"depth must be (a )?{words}"):
        tent(0.5, depth)
