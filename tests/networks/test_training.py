"""Losses against finite differences, steps against their papers written out in scalars."""

import numpy as np
import pytest

from relu_notes.networks import (
    Adam,
    DenseNetworks,
    GradientDescent,
    initialise,
    logistic_loss,
    squared_error,
    train,
)


@pytest.mark.parametrize("loss", [squared_error, logistic_loss])
def test_losses_agree_with_their_gradients(loss):
    rng = np.random.default_rng(10)
    output, target = rng.standard_normal((2, 5, 3)), rng.integers(0, 2, (5, 3)).astype(float)
    value, gradient = loss(output, target)
    for index in np.ndindex(output.shape):
        nudge = np.zeros_like(output)
        nudge[index] = 1e-6
        change = loss(output + nudge, target)[0] - loss(output - nudge, target)[0]
        assert gradient[index] == pytest.approx(change[index[0]] / 2e-6, abs=1e-8)
    assert value.shape == (2,)


def test_losses_have_their_textbook_values_and_survive_large_logits():
    assert logistic_loss(np.zeros((1, 4, 1)), np.array([[0.0], [1], [0], [1]]))[0] == pytest.approx(np.log(2))
    loss, gradient = logistic_loss(np.array([[[-1e4], [1e4]]]), np.array([[0.0], [0.0]]))
    assert loss == pytest.approx(5e3) and gradient.ravel() == pytest.approx([0, 0.5])
    assert squared_error(np.full((1, 4, 1), 3.0), np.ones((4, 1)))[0] == 4


def test_gradient_descent_follows_the_closed_form_on_a_line():
    """Fit y = w x at x = 1: the error falls by 1 - 2·rate per step, with momentum it obeys the two-term recurrence."""
    for rate, momentum in [(0.1, 0.0), (0.1, 0.5)]:
        nets = DenseNetworks([np.zeros((1, 1, 1))])
        losses = train(nets, [[1.0]], [[1.0]], optimizer=GradientDescent(rate, momentum=momentum), steps=6)
        errors = [1.0, 1 - 2 * rate]
        for _ in range(5):
            errors.append(errors[-1] * (1 + momentum - 2 * rate) - momentum * errors[-2])
        assert losses[:, 0] == pytest.approx([e * e for e in errors])


def test_adam_follows_the_paper_written_out():
    """Kingma & Ba 2015, algorithm 1, in scalars."""
    nets = DenseNetworks([np.full((1, 1, 1), 0.3)])
    train(nets, [[1.0]], [[1.0]], optimizer=Adam(0.05), steps=5)
    w, m, v = 0.3, 0.0, 0.0
    for t in range(1, 6):
        g = 2 * (w - 1)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    assert nets.weights[0].item() == pytest.approx(w, rel=1e-12)


@pytest.mark.parametrize("make", [lambda rate: Adam(rate), lambda rate: GradientDescent(rate, momentum=0.9)])
def test_one_rate_per_network_is_the_same_as_one_run_per_rate(make):
    x = np.linspace(-1, 1, 16)[:, None]

    def run(rate):
        nets = initialise([1, 8, 1], bias=0.0, networks=2, rng=np.random.default_rng(11))
        train(nets, x, np.abs(x), optimizer=make(rate), steps=20)
        return nets

    both = run(np.array([0.01, 0.05]))
    for k, rate in enumerate([0.01, 0.05]):
        for a, b in zip(both.trainable, run(rate).trainable, strict=True):
            np.testing.assert_allclose(a[k], b[k], rtol=1e-12)


def test_prelu_learns_its_slope():
    """y = 0.7·min(x, 0) + max(x, 0) is one PReLU of slope 0.7."""
    nets = DenseNetworks(
        [np.ones((1, 1, 1))], slopes=[np.full((1, 1, 1), 0.25)], activation="prelu", activate_output=True
    )
    x = np.linspace(-1, 1, 21)[:, None]
    losses = train(nets, x, np.where(x > 0, x, 0.7 * x), optimizer=GradientDescent(0.5), steps=400)
    assert losses[-1] < 1e-12
    assert nets.slopes[0].item() == pytest.approx(0.7, abs=1e-6)


def test_adam_moves_half_precision_networks_without_nan():
    x = np.linspace(-1, 1, 16)[:, None]
    nets = initialise([1, 8, 1], bias=0.0, networks=4, dtype=np.float16, rng=np.random.default_rng(12))
    losses = train(nets, x, np.abs(x), optimizer=Adam(0.02), steps=100)
    assert np.isfinite(losses).all() and (losses[-1] < losses[0] / 4).all()


def test_a_network_that_diverges_leaves_the_others_alone():
    x = np.linspace(-1, 1, 16)[:, None]
    nets = initialise([1, 8, 1], bias=0.0, networks=2, rng=np.random.default_rng(13))
    losses = train(nets, x, x, optimizer=GradientDescent(np.array([0.05, 50.0])), steps=200)
    assert losses[-1, 0] < losses[0, 0]
    assert not np.isfinite(losses[-1, 1])


def test_a_network_without_biases_trains():
    x = np.linspace(-1, 1, 16)[:, None]
    nets = initialise([1, 16, 1], networks=3, rng=np.random.default_rng(14))
    losses = train(nets, x, np.abs(x), optimizer=Adam(0.02), steps=300)
    assert (losses[-1] < 1e-3).all() and nets.biases is None


def test_training_on_nothing_is_named():
    nets = initialise([1, 2, 1], networks=3, rng=np.random.default_rng(15))
    with pytest.raises(ValueError, match="inputs must hold at least one sample"):
        train(nets, np.empty((0, 1)), np.empty((0, 1)), optimizer=Adam(0.1), steps=1)
