"""Training in the plane against what a line can do at best, and rays against the last region's affine map."""

import numpy as np
import pytest

from relu_notes.experiments.regions import (
    best_line_on_rings,
    boundary,
    directions,
    last_slope,
    one_of_many,
    random_networks,
    regions,
    rings,
    sure_share,
    train_plane,
)
from relu_notes.networks import forward


@pytest.mark.parametrize(("data", "least"), [("rings", 0.97), ("XOR", 0.97), ("moons", 0.96), ("spiral", 0.93)])
@pytest.mark.parametrize("activation", ["ReLU", "tanh"])
def test_networks_learn_the_data(data, least, activation):
    run = train_plane(data, activation=activation, seeds=3, rng=np.random.default_rng(5))
    assert np.median(run.accuracy[-1]) > least
    assert run.losses.shape == (501, 3)
    assert len(run.networks) == len(run.recorded_steps) == len(run.accuracy) == 51
    np.testing.assert_array_less(run.losses[-1], run.losses[0])


@pytest.mark.parametrize(("data", "bound"), [("rings", best_line_on_rings()), ("XOR", 0.75)])
def test_linear_networks_stay_below_what_a_line_can(data, bound):
    run = train_plane(data, activation="none (linear)", seeds=5, rng=np.random.default_rng(6))
    assert run.accuracy.max() < bound + 4.5 * np.sqrt(bound * (1 - bound) / 2000)
    edges = boundary(regions(one_of_many(run.networks[-1], 0), window=2)).reshape(-1, 2)
    if len(edges):  # one straight line, however many pieces it is found in
        assert np.linalg.svd(edges - edges.mean(axis=0))[1][1] < 1e-9


def test_the_best_line_on_rings_is_the_best_of_all_lines():
    points, classes = rings(20_000, rng=np.random.default_rng(0), noise=0)
    best = 0
    for offset in np.linspace(0, 1, 101):
        share = ((points[:, 0] < offset) == (classes[:, 0] > 0)).mean()
        best = max(best, share, 1 - share)
    assert best == pytest.approx(best_line_on_rings(), abs=4.5 * np.sqrt(0.25 / 20_000))


def test_the_loss_goes_on_where_it_was_recorded():
    often, once = (
        train_plane("XOR", steps=40, record_every=every, rng=np.random.default_rng(7)).losses for every in (1, 40)
    )
    np.testing.assert_array_equal(often, once)


@pytest.mark.parametrize("widths", [[16], [8, 8]])
def test_the_slope_of_a_ray_is_that_of_the_last_region(widths):
    network = random_networks(widths, networks=1, rng=np.random.default_rng(8))
    window = 1e4
    cells = regions(network, window=window)
    for direction in directions(7):
        far = window / np.abs(direction).max() * (1 - 1e-9) * direction
        cell = next(cell for cell in cells if _inside(cell.polygon, far))
        assert abs(direction @ cell.weight[:, 0] - last_slope(network, direction)) < 1e-9
        near, here = forward(network, np.array([far, 1.5 * far])).output[0, :, 0]
        slope = (here - near) / (0.5 * np.hypot(*far))
        assert slope == pytest.approx(last_slope(network, direction), abs=1e-9)


def _inside(polygon, point):
    (a, b), (c, d) = (np.roll(polygon, -1, axis=0) - polygon).T, (point - polygon).T
    return (a * d - b * c >= -1e-6 * np.hypot(a, b)).all()


def test_relu_grows_sure_far_from_the_data_and_tanh_does_not_go_on():
    run = {
        name: train_plane("moons", activation=name, seeds=8, rng=np.random.default_rng(9)) for name in ("ReLU", "tanh")
    }
    relu = [sure_share(run["ReLU"].networks[-1], radius).mean() for radius in (1, 5, 100)]
    assert relu == sorted(relu)
    at_100 = sure_share(run["ReLU"].networks[-1], 100)
    assert np.median(at_100) > 0.99 and np.sum(at_100 > 0.99) >= 7, "along almost every ray, in all networks but one"
    assert sure_share(run["tanh"].networks[-1], 1e6).mean() < 0.999


def test_names_and_sizes_are_checked():
    with pytest.raises(ValueError, match="data must be 'rings' or 'XOR'"):
        train_plane("circles", rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="activation must be"):
        train_plane("rings", activation="gelu", rng=np.random.default_rng(0))
    with pytest.raises(TypeError, match="rng"):
        train_plane("rings", rng=0)
