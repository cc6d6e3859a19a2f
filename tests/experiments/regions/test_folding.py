"""Folds against the polygon that a compass draws."""

import numpy as np
import pytest

from relu_notes.experiments.regions import (
    area,
    boundary,
    cut_line,
    fold,
    folding_network,
    polygon,
    regions,
    regular_polygon_area,
    unfolded,
)
from relu_notes.networks import forward


@pytest.mark.parametrize("folds", range(2, 9))
def test_the_polygon_is_regular_on_the_unit_circle(folds):
    corners, sides = polygon(folds), 2**folds
    angle = 2 * np.pi * np.arange(sides) / sides
    np.testing.assert_allclose(corners, np.column_stack([np.cos(angle), np.sin(angle)]), atol=1e-12)
    assert area(corners) == pytest.approx(regular_polygon_area(sides), abs=1e-9)


@pytest.mark.parametrize("folds", [2, 3, 4, 5])
def test_the_networks_boundary_has_exactly_two_to_the_folds_sides(folds):
    sides = boundary(regions(folding_network(folds), window=1.5))
    assert len(sides) == 2**folds
    corners = np.unique(sides.reshape(-1, 2).round(9), axis=0)
    assert len(corners) == 2**folds
    np.testing.assert_allclose(np.hypot(*corners.T), 1, atol=1e-8)


@pytest.mark.parametrize(("folds", "ends"), [(3, (1.0, 0.4)), (4, (0.5, 0.9))])
def test_unequal_ends_make_a_star_with_as_many_sides(folds, ends):
    corners = polygon(folds, ends=ends)
    assert len(corners) == len(np.unique(corners.round(9), axis=0)) == 2**folds
    assert np.abs(forward(folding_network(folds, ends=ends), corners).output).max() < 1e-12
    assert len(boundary(regions(folding_network(folds, ends=ends), window=1.5))) == 2**folds
    radii = np.hypot(*corners.T)
    np.testing.assert_allclose(radii[::2], ends[0])
    np.testing.assert_allclose(radii[1::2], ends[1])


@pytest.mark.parametrize("folds", [2, 3, 5])
def test_folding_keeps_distances_from_the_middle_and_ends_in_the_wedge(folds):
    points = np.random.default_rng(0).standard_normal((500, 2))
    folded = fold(points, folds)
    np.testing.assert_allclose(np.hypot(*folded.T), np.hypot(*points.T))
    angle = np.arctan2(folded[:, 1], folded[:, 0])
    assert (angle >= -1e-9).all()
    assert (angle <= np.pi / 2 ** (folds - 1) + 1e-9).all()
    direction, distance = cut_line(folds)
    output = forward(folding_network(folds), points).output[0, :, 0]
    np.testing.assert_allclose(output, distance - folded @ direction, atol=1e-12)
    np.testing.assert_allclose(fold(unfolded(folded[:1], folds), folds), np.tile(folded[:1], (2**folds, 1)), atol=1e-12)


@pytest.mark.parametrize("ends", [(0, 1), (1, -1), (1, 1, 1)])
def test_a_cut_that_misses_a_side_of_the_wedge_is_refused(ends):
    with pytest.raises(ValueError, match="two positive distances"):
        polygon(2, ends=ends)
