"""What the live figure on zeros in a product says, against a measurement that the test makes up."""

import pytest

from relu_notes.experiments import sparsity
from relu_notes.live.gallery import zeros_in_a_product
from relu_notes.live.gallery.sparsity import _speedup


@pytest.fixture
def speedups(monkeypatch):
    """Measurements in the order in which they are asked for."""
    calls = []

    def fake(share, **_settings):
        calls.append(share)
        return 0.9 + 0.1 * len(calls)

    monkeypatch.setattr(sparsity, "matmul_speedup", fake)
    _speedup.cache_clear()
    yield calls
    _speedup.cache_clear()


def test_nothing_is_timed_before_the_slider_is_moved(speedups):
    figure = zeros_in_a_product()
    figure.set(share=0.5)
    assert "Nothing is measured yet" in figure.reading.readout
    assert speedups == []


def test_the_words_and_bars_are_the_measurement_and_what_skipping_would_gain(speedups):
    figure = zeros_in_a_product()
    for number, share, skipped in ((1, 0.5, "2"), (2, 0.9, "10"), (3, 0.99, "100")):
        figure.set(share=share, measurement=1)
        assert f"{0.9 + 0.1 * number:.2f} times as fast as without zeros" in figure.reading.readout
        assert f"skipping them would make it {skipped} times as fast" in figure.reading.readout
    assert speedups == [0.5, 0.9, 0.99]
    axes = figure.static_figure().axes[0]
    assert [text.get_text() for text in axes.texts] == ["1.2", "100"]


def test_a_measurement_is_kept_and_another_number_measures_anew(speedups):
    figure = zeros_in_a_product()
    for measurement in (1, 2, 1):
        figure.set(share=0.5, measurement=measurement)
    assert len(speedups) == 2
