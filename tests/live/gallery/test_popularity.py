"""What the live figures of lesson 3 say, against the experiments behind them."""

import re

import numpy as np
import pytest

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments import cost, ring_training
from relu_notes.live.gallery import popularity
from relu_notes.live.gallery.popularity import cost_of_activations, gradients_by_layer, stacked_layers
from relu_notes.live.gallery.training import training_deep_networks


def costs(**ratios):
    ratios = {**dict.fromkeys(ACTIVATIONS, 50.0), **ratios}
    return cost.ElementwiseCost(
        tuple(ratios), ("float32",), 3.0 * np.array(list(ratios.values()))[:, None], np.array([3.0])
    )


# -------------------------------------------------------------------------------------------------- 1 cheap


def test_nothing_is_timed_before_a_format_is_chosen(monkeypatch):
    def refuse(*_arguments, **_settings):
        raise AssertionError("timed")

    monkeypatch.setattr(cost, "elementwise_cost", refuse)
    figure = cost_of_activations()
    figure.set(dtype="float64")
    assert "Nothing is measured yet" in figure.reading.readout
    assert not re.search(r"\d", figure.reading.readout)


@pytest.mark.parametrize(
    ("ratios", "words"),
    [
        ({"relu": 2.0}, "ReLU takes 2.0 copies: the least of all."),
        ({"relu": 2.0, "tanh": 2.2}, "the least, together with tanh."),
        ({"relu": 9.0, "tanh": 3.0}, "ReLU takes 9.0 copies: more than tanh."),
        (
            {"relu": 20.0, "tanh": 3.0, "elu": 5.0, "selu": 4.0},
            "ReLU takes 20 copies: 3 others take less, tanh the least.",
        ),
        ({"relu": 2.0, "gelu": 321.4}, "GELU takes the most, 321 copies."),
    ],
)
def test_words_follow_the_ratios_whatever_they_are(ratios, words):
    assert words in popularity._cost_in_words(costs(**ratios))


def test_a_measurement_is_kept_and_another_number_measures_anew(monkeypatch):
    measured = []

    def fake(names, *, dtypes, repeats):
        measured.append(dtypes[0])
        return costs(relu=float(len(measured)))

    monkeypatch.setattr(cost, "elementwise_cost", fake)
    popularity._cost.cache_clear()
    figure = cost_of_activations()
    for number in (1, 2, 1):
        figure.set(dtype="float16", measurement=number)
        assert f"ReLU takes {number}.0 copies" in figure.reading.readout
        assert "the time includes the conversions" in figure.reading.readout
    assert measured == ["float16", "float16"]
    popularity._cost.cache_clear()


# ---------------------------------------------------------------------------------------------- 2 gradients


def heights(axes):
    """Where the bars end: the second corner of each."""
    (patch,) = axes.patches
    return patch.get_path().vertices.reshape(-1, 5, 2)[:, 1, 1]


def test_bars_and_words_are_the_measurement_and_the_prediction():
    figure = gradients_by_layer()
    assert "(predicted 0.0014): it vanishes, ×\u00a00.707 per layer" in figure.reading.readout  # (1/√2)^19
    figure.set(scale=2.0, depth=30)
    assert "(predicted 1): it survives, ×\u00a01.000 per layer" in figure.reading.readout
    figure.set(scale=4.0, depth=11)
    assert "(predicted 32): it grows, ×\u00a01.414 per layer" in figure.reading.readout  # √2^10
    figure.set(activation="sigmoid", scale=1.0, depth=30)
    assert "(predicted 5.9 × 10⁻¹⁹): it vanishes, ×\u00a00.235 per layer" in figure.reading.readout


def test_a_gradient_beyond_every_scale_is_still_said():
    figure = gradients_by_layer()
    for scale in (0.3, 4.0):
        figure.set(activation="squared_relu", depth=30, scale=scale)
        assert figure.reading.readout.startswith("Layer 1 gets ")


# the squared ReLU leaves the scale
@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name != "squared_relu"])
def test_measured_first_layers_are_near_the_prediction_at_every_end_of_the_sliders(activation, thorough):
    if not thorough and activation not in ("relu", "gelu", "tanh"):
        pytest.skip("every other activation only with --thorough")
    figure = gradients_by_layer()
    for depth in (2, 30):
        for scale in (0.3, 4.0):
            figure.set(activation=activation, depth=depth, scale=scale)
            axes = figure.static_figure().axes[0]
            bars = heights(axes)
            predicted = axes.lines[-1].get_ydata()
            low, high = axes.get_ylim()
            assert len(bars) == len(predicted) == depth
            assert (bars > low).all() and (bars < high).all()
            # Two networks of 80 units scatter; (1 + 5/80)^30 says by how much squares may.
            assert np.abs(np.log(bars / predicted)).max() < 1.2


def test_the_weight_scale_moves_relus_bars_by_its_own_power_and_nothing_else():
    """The draws are held while a slider moves: layer l changes by √(s²)^(depth - l) exactly."""
    figure = gradients_by_layer()

    def bars(scale):
        figure.set(scale=scale)
        return heights(figure.static_figure().axes[0])

    np.testing.assert_allclose(bars(3.0) / bars(1.5), np.sqrt(2.0) ** np.arange(19, -1, -1), rtol=1e-9)


# ----------------------------------------------------------------------------------------------- 3 training


def test_the_counts_are_those_of_the_record_at_the_step():
    figure = training_deep_networks()
    for step in (0, 100, 200):
        figure.set(step=step)
        for setting in ring_training.SETTINGS:
            learned = ring_training.recorded(setting, 30).learned[step // 5]
            words = f"{setting.title} {learned.mean():.2g} ({learned.min()} to {learned.max()})"
            assert words in figure.reading.readout


# ---------------------------------------------------------------------------------------------- 4 linearity


def test_only_slope_one_and_a_single_layer_are_straight():
    figure = stacked_layers()
    for layers in (1, 2, 8):
        for slope in (-1.0, 0.0, 0.5, 0.95, 1.0):
            for network in range(1, 10):
                figure.set(layers=layers, slope=slope, network=network)
                straight = slope == 1 or layers == 1
                assert ("one layer does the same" in figure.reading.readout) == straight


def test_the_stack_stays_in_the_picture():
    x = np.linspace(-3, 3, 241)
    for layers in range(1, 9):
        for slope in (-1.0, 0.0, 0.3, 0.7, 1.0):
            for network in range(1, 10):
                assert np.abs(popularity.stacked(x, layers, slope, network)).max() < 3.5
