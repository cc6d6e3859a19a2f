"""What the live figure on zeros in a product says, against measurements that the test makes up."""

import pytest

from relu_notes.experiments import products
from relu_notes.live.gallery import zeros_in_a_product
from relu_notes.live.gallery.sparsity import _speedups


@pytest.fixture
def measured(monkeypatch):
    """Measurements in the order in which they are asked for."""
    shares = []

    def dense(zeros, **_settings):
        shares.append(zeros)
        return 0.9 + 0.1 * len(shares)

    monkeypatch.setattr(products, "dense_speedup", dense)
    monkeypatch.setattr(products, "skipping_speedup", lambda zeros, **_settings: 0.4 / (1 - zeros))
    _speedups.cache_clear()
    yield shares
    _speedups.cache_clear()


def test_nothing_is_timed_before_the_slider_is_moved(measured):
    figure = zeros_in_a_product()
    figure.set(halvings=1)
    assert "Nothing is measured yet" in figure.reading.readout
    assert measured == []


def test_the_words_and_bars_are_the_measurements_and_the_best_there_could_be(measured):
    figure = zeros_in_a_product()
    for number, halvings, zeros, skipping in ((1, 1, "50%", "0.8"), (2, 3, "88%", "3.2"), (3, 7, "99.2%", "51.2")):
        figure.set(halvings=halvings, measurement=1)
        readout = figure.reading.readout
        assert readout.startswith(f"{zeros} zeros") and f"product is {0.9 + 0.1 * number:.2f} times as fast" in readout
        assert f"rows skipped {skipping} times; at best {2**halvings}" in readout
    assert measured == [0.5, 0.875, 0.9921875]
    axes = figure.static_figure().axes[0]
    assert [text.get_text() for text in axes.texts] == ["1.2", "51", "128"]


def test_a_measurement_is_kept_and_another_number_measures_anew(measured):
    figure = zeros_in_a_product()
    for measurement in (1, 2, 1):
        figure.set(halvings=2, measurement=measurement)
    assert len(measured) == 2
