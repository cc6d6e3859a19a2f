"""What the figures on zeros against the bias and on units off say, against their experiments counted anew."""

import numpy as np
import pytest
from scipy.special import ndtr

from relu_notes.experiments import sparsity
from relu_notes.live.gallery import units_off, zeros_and_bias
from relu_notes.live.gallery.sparsity import _DEPTH, _INPUTS, _NETWORKS, _WIDTH


@pytest.mark.parametrize("bias", [-3.0, -0.5, 0.0, 1.2, 3.0])
def test_zeros_against_the_bias_are_the_normal_mass_and_the_counted_ones(bias):
    figure = zeros_and_bias()
    figure.set(bias=bias)
    said = figure.reading.readout
    share, counted = (float(said.split(word)[1].split("%")[0]) / 100 for word in ("Φ(−b/σ) = ", "counted "))
    assert share == pytest.approx(ndtr(-bias), abs=6e-4)
    assert abs(counted - share) < 5 * np.sqrt(max(share * (1 - share), 1e-3) / 2000)
    assert ("Half of a symmetric bell" in said) == (bias == 0)


def test_units_off_are_counted_over_the_inputs_shown():
    layers = sparsity.layer_activations(
        depth=_DEPTH, width=_WIDTH, inputs=_INPUTS, networks=_NETWORKS, rng=np.random.default_rng(1)
    )
    figure = units_off()
    for layer, inputs in ((1, 48), (12, 1), (12, 5), (12, 48), (30, 48)):
        figure.set(layer=layer, inputs=inputs)
        outputs = layers[layer - 1][:, :inputs]
        off = (outputs == 0).all(axis=1)
        assert f"{off[0].sum()} of {_WIDTH} units off" in figure.reading.readout
        assert figure.reading.readout.endswith(f"over {_NETWORKS} networks {off.mean():.1%}")
        drawn = figure.static_figure().axes[0].images[0].get_array()
        assert drawn.shape == (_WIDTH, inputs)
        assert drawn.sum() == np.count_nonzero(outputs[0])


def test_more_inputs_leave_fewer_units_off():
    figure = units_off()
    shares = []
    for inputs in (1, 2, 8, 48):
        figure.set(layer=20, inputs=inputs)
        shares.append(float(figure.reading.readout.split("networks ")[1].rstrip("%")))
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1] + 10
