"""Which way of a product is timed against which, with a clock of the test's own."""

import numpy as np
import pytest

from relu_notes.experiments import cost, products


@pytest.fixture
def clock(monkeypatch):
    """A run takes a millisecond per number that is not 0 in its result, so that ratios are known."""
    monkeypatch.setattr(cost, "_time", lambda call, number: 1e6 * (1 + np.count_nonzero(call())))


def test_dense_speedup_is_the_time_without_zeros_over_the_time_with_them(clock):
    assert products.dense_speedup(1.0, size=4, repeats=2, rng=np.random.default_rng(0)) == pytest.approx(17)
    assert products.dense_speedup(0.0, size=4, repeats=2, rng=np.random.default_rng(0)) == pytest.approx(1)


def test_both_ways_of_skipping_compute_the_same(monkeypatch):
    results = []

    def keep(calls, repeats):
        results.extend(call() for call in calls)
        return np.array([6.0, 2.0])

    monkeypatch.setattr(products, "shortest_times", keep)
    assert products.skipping_speedup(0.7, inputs=40, outputs=5, rng=np.random.default_rng(1)) == 3.0
    whole, skipped = results
    np.testing.assert_allclose(skipped, whole, atol=1e-5)
    assert np.count_nonzero(whole) == 5


@pytest.mark.parametrize("timed", [products.dense_speedup, products.skipping_speedup])
def test_a_share_outside_0_to_1_is_refused(timed):
    with pytest.raises(ValueError, match="zeros must be a share from 0 to 1"):
        timed(1.5, rng=np.random.default_rng(0))
