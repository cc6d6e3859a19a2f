"""Gradient sizes against the mean-field factor, mpmath, one backward pass written out, and training."""

import mpmath
import numpy as np
import pytest
from fifty_digits import truth

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments import gradients
from relu_notes.experiments.gradients import (
    layer_gradient_norms,
    mean_field,
    predicted_factor,
    scale_table,
    squared_norm_growth,
)
from relu_notes.networks import forward

# ---------------------------------------------------------------------------------- measured and predicted


@pytest.mark.parametrize("weight_variance", ["he", "xavier"])
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_the_factor_per_layer_is_within_two_percent_of_the_prediction_at_30_by_256(activation, weight_variance):
    norms = layer_gradient_norms(
        activation,
        depth=30,
        width=256,
        weight_variance=weight_variance,
        networks=4,
        batch_size=16,
        rng=np.random.default_rng(0),
    )
    measured = np.log(norms[:, 0] / norms[:, -1]) / 29
    predicted = np.log(predicted_factor(activation, weight_variance=weight_variance, depth=30)).mean()
    # Scatter between networks (He's E|h|⁴ = (1 + 5/N)^H bounds it) and the bias of a finite width stay below 1%.
    assert np.exp(measured.mean() - predicted) == pytest.approx(1, abs=0.02)
    assert measured.std() < 0.02


# the squared ReLU grows so fast that few networks carry its mean square
@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name != "squared_relu"])
def test_each_layer_follows_the_prediction_within_its_standard_error(activation):
    """Mean squares are what the theory predicts; 50 networks tell how far their mean scatters."""
    norms = layer_gradient_norms(
        activation, depth=5, width=100, weight_variance=1.5, networks=50, rng=np.random.default_rng(1)
    )
    ratios = norms[:, :-1] ** 2 / norms[:, 1:] ** 2
    error = ratios.std(axis=0) / np.sqrt(len(ratios))
    predicted = predicted_factor(activation, weight_variance=1.5, depth=5) ** 2
    # Corrections of order 1/width come on top of the statistical error.
    assert (np.abs(ratios.mean(axis=0) - predicted) < 5 * error + 5 / 100 * predicted).all()


def test_relus_factor_is_the_closed_form_and_he_keeps_it_at_one():
    for s2 in (0.25, 1.0, 2.0, 4.0):
        np.testing.assert_allclose(predicted_factor("relu", weight_variance=s2, depth=40), np.sqrt(s2 / 2), rtol=1e-13)
    assert predicted_factor("relu", weight_variance="he", depth=3) == pytest.approx([1, 1], abs=1e-13)


@pytest.mark.parametrize("negative_slope", [0.01, 0.5])
def test_leaky_relus_factor_is_the_closed_form_of_he_et_al(negative_slope):
    factor = predicted_factor("leaky_relu", weight_variance=1.7, depth=6, negative_slope=negative_slope)
    np.testing.assert_allclose(factor, np.sqrt(1.7 * (1 + negative_slope**2) / 2), rtol=1e-13)


@pytest.mark.parametrize("s2", [0.3, 4.0])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_prediction_agrees_with_adaptive_quadrature_in_mpmath(activation, s2, thorough):
    if s2 == 4.0 and not thorough:
        pytest.skip("takes seconds each: only with --thorough")
    defaults = [parameter.default for parameter in ACTIVATIONS[activation].parameters.values()]
    with mpmath.workdps(25):

        def f(z):
            return truth(activation)[0](z, *defaults)

        def slope(z):
            return (f(z + mpmath.mpf(10) ** -12) - f(z - mpmath.mpf(10) ** -12)) / (2 * mpmath.mpf(10) ** -12)

        def mean_square(h, q):
            kinks = [kink / mpmath.sqrt(q) for kink in ACTIVATIONS[activation].kinks]
            parts = sorted({-9, -3, 0, 3, 9, *(kink for kink in kinks if abs(kink) < 9)})
            return mpmath.quad(lambda g: h(mpmath.sqrt(q) * g) ** 2 * mpmath.npdf(g), parts)

        first = mpmath.mpf(s2)
        second = s2 * mean_square(f, first)
        expected = [float(mpmath.sqrt(s2 * mean_square(slope, q))) for q in (first, second)]
    np.testing.assert_allclose(predicted_factor(activation, weight_variance=s2, depth=3), expected, rtol=1e-9)


def test_gauss_hermite_across_the_jump_would_have_failed():
    """The trap that the quadrature avoids: one rule over ReLU's jump is 9% off."""
    g, w = np.polynomial.hermite_e.hermegauss(31)
    mean_square = w @ np.heaviside(g, 0.0) / np.sqrt(2 * np.pi)
    assert abs(mean_square - 0.5) > 0.04
    assert predicted_factor("relu", weight_variance=1, depth=2)[0] ** 2 == pytest.approx(0.5, abs=1e-13)


def test_no_weights_no_gradient():
    assert predicted_factor("relu", weight_variance=0, depth=3).tolist() == [0, 0]
    norms = layer_gradient_norms("tanh", depth=3, width=4, weight_variance=0, networks=2, rng=np.random.default_rng(0))
    assert (norms[:, :-1] == 0).all() and (norms[:, -1] > 0).all()


# --------------------------------------------------------------------------------------------- measurement


def test_sizes_are_those_of_a_backward_pass_written_out():
    """One network, plain loops over layers, from the same draws in the documented order."""
    depth, width, batch = 4, 6, 3
    norms = layer_gradient_norms(
        "relu", depth=depth, width=width, weight_variance=1.3, batch_size=batch, rng=np.random.default_rng(5)
    )
    (rng,) = np.random.default_rng(5).spawn(1)
    x = rng.standard_normal((batch, width))
    x *= np.sqrt(width) / np.sqrt((x**2).sum(axis=1))[:, None]
    upstream = rng.standard_normal((batch, width))
    weights = [np.sqrt(1.3 / width) * rng.standard_normal((width, width)) for _ in range(depth)]
    z = []
    for w in weights:
        z.append(x @ w)
        x = np.maximum(z[-1], 0)
    sizes = []
    for layer in reversed(range(depth)):
        delta = upstream * (z[layer] > 0)
        sizes.insert(0, np.sqrt(np.mean(delta**2)))
        upstream = delta @ weights[layer].T
    assert norms[0] == pytest.approx(sizes, rel=1e-12)


def test_a_wider_scale_moves_only_the_scale():
    """ReLU is homogeneous: with the same draws, s² multiplies the ratio of neighbours by √s² exactly."""

    def norms(s2, depth=6):
        return layer_gradient_norms(
            "relu", depth=depth, width=10, weight_variance=s2, networks=3, rng=np.random.default_rng(2)
        )

    np.testing.assert_allclose(norms(3.0), norms(1.0) * np.sqrt(3.0) ** np.arange(5, -1, -1), rtol=1e-12)


def test_deeper_stacks_begin_with_the_same_draws():
    seen = []

    def spy(stack, inputs):
        seen.append((inputs, stack.weights))
        return forward(stack, inputs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gradients, "forward", spy)
        for depth in (3, 5):
            layer_gradient_norms(
                "relu", depth=depth, width=100, weight_variance=1, networks=3, rng=np.random.default_rng(8)
            )
    assert len(seen) == 6  # networks of 100 units are computed one by one
    for (inputs, weights), (deeper_inputs, deeper_weights) in zip(seen[:3], seen[3:], strict=True):
        assert np.array_equal(inputs, deeper_inputs)
        assert all(np.array_equal(a, b) for a, b in zip(weights, deeper_weights[:3], strict=True))


def test_groups_of_networks_do_not_change_what_is_measured(monkeypatch):
    def mean_log_ratio(together):
        monkeypatch.setattr(gradients, "_TOGETHER", together)
        norms = layer_gradient_norms(
            "tanh", depth=6, width=20, weight_variance=1, networks=101, rng=np.random.default_rng(3)
        )
        assert (norms > 0).all()
        logs = np.log(norms[:, 0] / norms[:, -1])
        return logs.mean(), logs.std() / np.sqrt(len(logs))

    (alone, error), (grouped, _) = mean_log_ratio(1), mean_log_ratio(1 << 13)
    assert alone == pytest.approx(grouped, abs=5 * np.sqrt(2) * error)


def test_gradients_too_small_to_be_squared_still_have_a_size():
    norms = layer_gradient_norms(
        "sigmoid", depth=60, width=8, weight_variance=1e-6, networks=2, rng=np.random.default_rng(0)
    )
    assert (norms[:, 0] > 0).all() and (norms[:, 0] < 1e-160).all()


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"activation": "rleu"}, ValueError, "rleu"),
        ({"depth": 0}, ValueError, "depth"),
        ({"width": 0}, ValueError, "width"),
        ({"networks": 0}, ValueError, "networks"),
        ({"batch_size": 0}, ValueError, "batch_size"),
        ({"of": "biases"}, ValueError, "biases"),
        ({"weight_variance": "kaiming"}, ValueError, "kaiming"),
        ({"slope": 1.0}, TypeError, "slope"),
        ({"depth": 2.5}, TypeError, "depth must be a whole number, not float"),
    ],
)
def test_wrong_arguments_are_named(wrong, error, words):
    arguments = {"activation": "relu", "depth": 2, "width": 4, "weight_variance": 1, "rng": np.random.default_rng(0)}
    arguments.update(wrong)
    with pytest.raises(error, match=words):
        layer_gradient_norms(arguments.pop("activation"), **arguments)


def test_the_prediction_names_wrong_arguments_too():
    with pytest.raises(ValueError, match="unknown activation 'rleu'; allowed are relu"):
        predicted_factor("rleu", weight_variance=1, depth=3)
    with pytest.raises(ValueError, match="depth"):
        predicted_factor("relu", weight_variance=1, depth=0)
    with pytest.raises(TypeError, match="negative_slope"):
        predicted_factor("relu", weight_variance=1, depth=3, negative_slope=0.1)


def test_with_xavier_relus_weight_gradients_are_tiny_and_yet_flat():
    """a_(l-1) shrinks going up by the factor by which dL/dz_l grows, so the size of their product stays."""
    norms = layer_gradient_norms(
        "relu", depth=20, width=100, weight_variance="xavier", networks=30, of="weights", rng=np.random.default_rng(4)
    )
    logs = np.log(norms[:, 0] / norms[:, -1])
    assert logs.mean() == pytest.approx(0, abs=5 * logs.std() / np.sqrt(len(logs)) + 19 * 5 / 100)
    he = layer_gradient_norms(
        "relu", depth=20, width=100, weight_variance="he", networks=30, of="weights", rng=np.random.default_rng(4)
    )
    np.testing.assert_allclose(norms / he, np.sqrt(0.5) ** 19, rtol=1e-10)  # tiny: homogeneous of degree 19 in √s²


def test_he_keeps_the_mean_square_and_not_the_typical_network():
    for depth, width in ((3, 20), (6, 20)):
        growth = squared_norm_growth("relu", depth=depth, width=width, networks=10_000, rng=np.random.default_rng(6))
        for power, expected in ((1, 1.0), (2, (1 + 5 / width) ** depth)):
            sample = growth**power
            assert sample.mean() == pytest.approx(expected, abs=5 * sample.std() / np.sqrt(len(sample)))
        assert np.median(growth) < 0.95
    growth = squared_norm_growth("relu", depth=10, width=10, networks=10_000, rng=np.random.default_rng(7))
    assert np.median(growth) == pytest.approx(0.058, abs=0.006)


# ---------------------------------------------------------------------------------- signal, and the table


def test_the_signal_follows_the_same_recursion():
    """ReLU's mean square is multiplied by s²/2 per layer; SELU's constants keep the variance at s² = 1."""
    np.testing.assert_allclose(mean_field("relu", 1, 6, {})[1], 0.5 ** np.arange(6), rtol=1e-12)
    np.testing.assert_allclose(mean_field("selu", 1, 60, {})[1], 1, rtol=1e-9)


@pytest.mark.parametrize("activation", ["tanh", "gelu"])
def test_the_predicted_signal_is_what_wide_networks_do(activation):
    growth = squared_norm_growth(
        activation, depth=8, width=300, weight_variance=1.5, networks=20, rng=np.random.default_rng(2)
    )
    # The mean square of h is that of the next layer's z over s².
    predicted = mean_field(activation, 1.5, 9, {})[1][-1]
    error = growth.std(ddof=1) / np.sqrt(len(growth))
    assert growth.mean() == pytest.approx(predicted, abs=5 * error + 0.02 * predicted)


def test_the_scales_of_the_table_are_the_nearest_to_1_and_selu_shows_two_questions():
    def factor(name, scale):
        return abs(np.log(predicted_factor(name, weight_variance=scale, depth=30)).mean())

    for name, scale in gradients.SCALES[:-2]:
        best = min(np.arange(0.5, 4, 0.1), key=lambda s2: factor(name, s2))
        assert scale == pytest.approx(best), name
    rows = [line.split() for line in scale_table().splitlines()[1:]]
    selu = {row[1]: [float(number) for number in row[2:]] for row in rows if row[0] == "SELU"}
    assert abs(selu["0.8"][0] - 1) < 0.01 < abs(selu["1.0"][0] - 1)  # the gradient wants 0.8
    assert selu["0.8"][1] < 0.5 and selu["1.0"][1] == pytest.approx(1, abs=0.01)  # the signal wants 1
