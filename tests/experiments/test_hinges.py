"""Hinge fits against exact polygons, orthogonality of the remainder and the spline's closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from relu_notes.experiments.hinges import even_knots, fit_errors, hinge_fit, hinges, spline_error


@given(arrays(np.float64, 6, elements=st.floats(-5, 5)))
def test_a_polygon_with_the_same_knots_is_drawn_exactly(corners):
    knots = even_knots(4, 0, 1)
    x = np.linspace(0, 1, 101)
    y = np.interp(x, [0, *knots, 1], corners)
    heights = hinge_fit(x, y, knots)
    np.testing.assert_allclose(hinges(x, knots) @ heights, y, atol=1e-10)
    slopes = np.diff(corners) * 5
    np.testing.assert_allclose(heights, [corners[0], slopes[0], *np.diff(slopes)], atol=1e-8)


def test_what_is_left_is_orthogonal_to_every_hinge():
    x = np.linspace(-1, 1, 200)
    y = np.exp(x)
    columns = hinges(x, [-0.3, 0.4])
    np.testing.assert_allclose(columns.T @ (columns @ hinge_fit(x, y, [-0.3, 0.4]) - y), 0, atol=1e-10)


@pytest.mark.parametrize(
    ("target", "curvature"),
    [(lambda x: x**2, 2.0), (lambda x: np.sin(np.pi * x), np.pi**2 / np.sqrt(2)), (np.exp, np.sqrt(np.sinh(2) / 2))],
    ids=["square", "sine", "exponential"],
)
def test_errors_approach_the_spline_s_closed_form(target, curvature):
    counts = [15, 31, 63]
    ratio = fit_errors(target, counts) / spline_error(curvature, counts)
    assert (np.abs(ratio - 1) < 0.06).all()
    assert (np.diff(np.abs(ratio - 1)) < 0).all()


def test_the_error_falls_with_the_square_of_the_number_of_pieces():
    pieces = np.array([8, 16, 32, 64])
    slope = np.polyfit(np.log(pieces), np.log(fit_errors(lambda x: np.sin(np.pi * x), pieces - 1)), 1)[0]
    assert abs(slope + 2) < 0.05


def test_a_target_with_a_jump_gains_less():
    errors = fit_errors(np.sign, [8, 16, 32])
    assert (errors[1:] / errors[:-1] > 0.6).all()  # about 1/√2 where a smooth target gives ¼


def test_counts_may_come_one_by_one():
    assert fit_errors(np.sin, iter([1, 2])).tolist() == fit_errors(np.sin, [1, 2]).tolist()


def test_knots_cut_the_interval_evenly():
    assert even_knots(0, 0, 1).tolist() == []
    np.testing.assert_allclose(np.diff([-2, *even_knots(7, -2, 2), 2]), 0.5)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="count must be at least 0, not -1"):
        even_knots(-1, 0, 1)
    with pytest.raises(ValueError, match=r"y must have x's shape \(3,\)"):
        hinge_fit([0, 1, 2], [0, 1], [0.5])
    for x, y, knots in (([0, 1], [0, np.nan], [0.5]), ([0, np.inf], [0, 1], [0.5])):
        with pytest.raises(ValueError, match="x, y and knots must be finite"):
            hinge_fit(x, y, knots)
