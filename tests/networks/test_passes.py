"""Forward and backward against per-neuron loops in mpmath, finite differences, and closed forms."""

import mpmath
import numpy as np
import pytest
from fifty_digits import truth

from relu_notes.activations import ACTIVATIONS
from relu_notes.networks import (
    Adam,
    DenseNetworks,
    GradientDescent,
    backward,
    forward,
    initialise,
    pre_activation_gradients,
    train,
)


def networks_of(activation, *, seed=0, widths=(3, 5, 4, 2), networks=2, **options):
    return initialise(
        widths,
        activation=activation,
        networks=networks,
        bias=0.1,
        bias_std=0.5,
        rng=np.random.default_rng(seed),
        **options,
    )


# ------------------------------------------------------------------------- an oracle without arrays: mpmath


def mp_function(name, z, **parameters):
    """The activation to 50 digits, with its default parameters where none are given."""
    known = ACTIVATIONS[name].parameters
    return truth(name)[0](z, *(parameters.get(key, parameter.default) for key, parameter in known.items()))


def mp_loss(nets, network, inputs, upstream, arrays):
    """Σ upstream · output of one network, neuron by neuron."""
    weights, biases, slopes = arrays
    total = mpmath.mpf(0)
    for sample, row in enumerate(inputs):
        a = [mpmath.mpf(float(v)) for v in row]
        for layer in range(nets.depth):
            z = [
                biases[layer][j] + mpmath.fsum(a[i] * weights[layer][i][j] for i in range(len(a)))
                for j in range(len(biases[layer]))
            ]
            if layer < nets.depth - 1:
                slope = {"negative_slope": slopes[layer]} if slopes else {"negative_slope": mpmath.mpf(0.01)}
                a = [mp_function(nets.activation, v, **slope) for v in z]
            else:
                a = z
        total += mpmath.fsum(mpmath.mpf(float(u)) * v for u, v in zip(upstream[network, sample], a, strict=True))
    return total


def mp_arrays(nets, network):
    def exact(array):
        return [[mpmath.mpf(float(v)) for v in row] for row in array[network]]

    return (
        [exact(w) for w in nets.weights],
        [exact(b)[0] for b in nets.biases],
        [exact(s)[0][0] for s in nets.slopes] if nets.slopes else None,
    )


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_forward_and_backward_agree_with_one_neuron_at_a_time_in_mpmath(name):
    nets = networks_of(name, widths=(2, 3, 3, 2))
    rng = np.random.default_rng(5)
    inputs, upstream = rng.standard_normal((2, 2)), rng.standard_normal((2, 2, 2))
    passed = forward(nets, inputs)
    gradients = backward(nets, passed, upstream)
    with mpmath.workdps(40):
        step = mpmath.mpf(10) ** -12
        for network in range(2):
            weights, biases, slopes = mp_arrays(nets, network)
            loss = mp_loss(nets, network, inputs, upstream, (weights, biases, slopes))
            assert float(loss) == pytest.approx(float((upstream[network] * passed.output[network]).sum()), rel=1e-12)

            def slope_of(row, index, arrays, network=network):
                """Central difference in 40 digits: good to about 1e-24."""
                value = row[index]
                row[index] = value + step
                above = mp_loss(nets, network, inputs, upstream, arrays)
                row[index] = value - step
                below = mp_loss(nets, network, inputs, upstream, arrays)
                row[index] = value
                return float((above - below) / (2 * step))

            arrays = (weights, biases, slopes)
            for layer in range(nets.depth):
                for i, row in enumerate(weights[layer]):
                    for j in range(len(row)):
                        assert gradients.weights[layer][network, i, j] == pytest.approx(
                            slope_of(row, j, arrays), rel=1e-10, abs=1e-12
                        )
                for j in range(len(biases[layer])):
                    assert gradients.biases[layer][network, 0, j] == pytest.approx(
                        slope_of(biases[layer], j, arrays), rel=1e-10, abs=1e-12
                    )
            for layer in range(len(slopes or ())):
                assert gradients.slopes[layer][network, 0, 0] == pytest.approx(
                    slope_of(slopes, layer, arrays), rel=1e-10, abs=1e-12
                )


# ------------------------------------------------------------------------------------- finite differences


@pytest.mark.parametrize("activate_output", [False, True])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_backward_agrees_with_finite_differences(name, activate_output):
    nets = networks_of(name, networks=3, activate_output=activate_output)
    rng = np.random.default_rng(6)
    inputs, upstream = rng.standard_normal((3, 7, 3)), rng.standard_normal((3, 7, 2))
    passed = forward(nets, inputs)
    assert min(np.abs(z).min() for z in passed.pre_activations) > 1e-4  # no kink within a step
    gradients = backward(nets, passed, upstream)

    def losses():
        return (forward(nets, inputs).output * upstream).sum(axis=(1, 2))

    step = 1e-6
    for array, gradient in zip(nets.trainable, gradients.trainable, strict=True):
        assert array.shape == gradient.shape
        for index in np.ndindex(array.shape[1:]):
            at = (slice(None), *index)
            value = array[at].copy()
            array[at] = value + step
            above = losses()
            array[at] = value - step
            below = losses()
            array[at] = value
            np.testing.assert_allclose(gradient[at], (above - below) / (2 * step), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_pre_activation_gradients_are_the_effect_of_nudging_one_pre_activation(name):
    nets = networks_of(name)
    rng = np.random.default_rng(7)
    inputs, upstream = rng.standard_normal((4, 3)), rng.standard_normal((2, 4, 2))
    passed = forward(nets, inputs)
    gradients = pre_activation_gradients(nets, passed, upstream)

    def loss_from(layer, z):
        for later in range(layer, nets.depth):
            a = nets.activate(later, z)
            if later < nets.depth - 1:
                z = a @ nets.weights[later + 1] + nets.biases[later + 1]
        return (a * upstream).sum()

    for layer, z in enumerate(passed.pre_activations):
        for index in np.ndindex(z.shape):
            nudge = np.zeros_like(z)
            nudge[index] = 1e-6
            slope = (loss_from(layer, z + nudge) - loss_from(layer, z - nudge)) / 2e-6
            assert gradients[layer][index] == pytest.approx(slope, abs=1e-6)


def test_backward_contains_the_pre_activation_gradients():
    nets = networks_of("relu")
    passed = forward(nets, np.random.default_rng(0).standard_normal((4, 3)))
    upstream = np.ones(passed.output.shape)
    for a, b in zip(
        backward(nets, passed, upstream).pre_activations, pre_activation_gradients(nets, passed, upstream), strict=True
    ):
        assert np.array_equal(a, b)


# ------------------------------------------------------------------------------------------- many at once


@pytest.mark.parametrize("name", ["relu", "prelu", "tanh"])
def test_networks_do_not_touch_each_other(name):
    nets = networks_of(name, networks=4)
    inputs = np.random.default_rng(8).standard_normal((4, 6, 3))
    upstream = np.ones((4, 6, 2))
    together = backward(nets, forward(nets, inputs), upstream)
    for k in range(4):
        alone = DenseNetworks(
            [w[k : k + 1] for w in nets.weights],
            [b[k : k + 1] for b in nets.biases],
            None if nets.slopes is None else [s[k : k + 1] for s in nets.slopes],
            name,
        )
        single = backward(alone, forward(alone, inputs[k]), upstream[:1])
        for a, b in zip(together.trainable, single.trainable, strict=True):
            np.testing.assert_allclose(a[k : k + 1], b, rtol=1e-12, atol=1e-14)


def test_shared_inputs_and_inputs_of_each_network_agree():
    nets = networks_of("relu", networks=3)
    inputs = np.random.default_rng(9).standard_normal((6, 3))
    each = np.broadcast_to(inputs, (3, 6, 3))
    np.testing.assert_allclose(forward(nets, inputs).output, forward(nets, each).output, rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_dtype_is_kept_by_all_that_comes_out(name, dtype):
    nets = networks_of(name, dtype=dtype)
    passed = forward(nets, [[1.0, -1.0, 0.5]])
    gradients = backward(nets, passed, np.ones(passed.output.shape))
    arrays = [*passed.pre_activations, *passed.activations, *gradients.trainable, *gradients.pre_activations]
    for optimizer in (Adam(0.01), GradientDescent(0.01, momentum=0.9)):
        optimizer.step(nets, gradients)
    assert {a.dtype for a in [*arrays, *nets.trainable]} == {np.dtype(dtype)} == {nets.dtype}


def test_half_precision_sums_in_float32_and_rounds_once():
    weights = np.full((1, 4096, 1), 2.0**-12, np.float16)
    output = forward(DenseNetworks([weights]), np.ones((1, 4096))).output
    assert output[0, 0, 0] == 1  # adding in float16 would stop at 0.5


def test_the_slope_at_a_kink_is_the_one_asked_for():
    for at_zero, expected in [(None, 0.0), (0.0, 0.0), (0.5, 0.5), (1.0, 1.0)]:
        nets = initialise([1, 1, 1], bias=0.0, at_zero=at_zero, rng=np.random.default_rng(0))
        gradients = pre_activation_gradients(nets, forward(nets, [[0.0]]), np.ones((1, 1, 1)))
        assert gradients[0].item() == expected * nets.weights[1].item()


def test_parameters_reach_the_activation():
    nets = initialise(
        [1, 1], activation="leaky_relu", negative_slope=0.2, activate_output=True, rng=np.random.default_rng(0)
    )
    nets.weights[0][...] = 1
    passed = forward(nets, [[-3.0]])
    assert passed.output.item() == pytest.approx(-0.6)
    assert pre_activation_gradients(nets, passed, np.ones((1, 1, 1)))[0].item() == pytest.approx(0.2)


@pytest.mark.parametrize("shape", [(3,), (5, 2), (3, 5, 3), (2, 5, 4)])
def test_inputs_of_a_wrong_shape_are_named(shape):
    with pytest.raises(ValueError, match=r"inputs must have shape \(batch_size, 3\) or \(2, batch_size, 3\)"):
        forward(networks_of("relu"), np.zeros(shape))


def test_upstream_and_targets_of_a_wrong_shape_are_named():
    nets = networks_of("relu")
    passed = forward(nets, np.zeros((5, 3)))
    with pytest.raises(ValueError, match="upstream must have the shape of the output"):
        backward(nets, passed, np.zeros((2, 5, 1)))
    with pytest.raises(ValueError, match=r"targets must have shape \(5, 2\) or \(2, 5, 2\)"):
        train(nets, np.zeros((5, 3)), np.zeros(5), optimizer=GradientDescent(0.1), steps=1)
