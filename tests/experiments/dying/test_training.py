"""Training on the sine: what stays stuck, what is solved, and what is frozen bit for bit."""

import numpy as np
import pytest

from relu_notes.experiments.dying import BEST_CONSTANT, BEST_LINE, outcomes, sine_data, train_sine


def trained(activation, **settings):
    return train_sine(activation, rng=np.random.default_rng(0), **settings)


@pytest.fixture(scope="module")
def far_below_zero():
    names = ("relu", "leaky_relu", "prelu", "elu", "gelu")
    return {name: trained(name, initial_bias=-2.0, record_every=100) for name in names}


@pytest.fixture(scope="module")
def descended():
    """Biases at -1, plain gradient descent: some units die, some live."""
    return trained("relu", initial_bias=-1.0, learning_rate=0.05, optimizer="gradient_descent")


def count(run, outcome):
    return int(np.count_nonzero(outcomes(run.losses[-1], run.outputs[-1]) == outcome))


def test_relu_is_stuck_at_the_best_constant(far_below_zero):
    run = far_below_zero["relu"]
    assert count(run, "stuck") >= 45
    _, y = sine_data()
    assert np.mean(y.astype(float) ** 2) == pytest.approx(63 / 128, rel=1e-6)
    assert np.median(run.losses[-1]) == pytest.approx(BEST_CONSTANT, abs=1e-5)


@pytest.mark.parametrize("activation", ["elu", "gelu"])
def test_elu_and_gelu_solve_it(far_below_zero, activation):
    assert np.count_nonzero(far_below_zero[activation].losses[-1] < 0.01) >= 48


def test_every_activation_begins_with_the_same_weights(far_below_zero):
    for run in far_below_zero.values():
        np.testing.assert_array_equal(run.weights_start, far_below_zero["relu"].weights_start)


def test_leaky_is_never_stuck_and_seldom_done(far_below_zero):
    run = far_below_zero["leaky_relu"]
    assert count(run, "stuck") == 0
    assert count(run, "solved") <= 15


def test_prelu_learns_its_slopes(far_below_zero):
    slopes = far_below_zero["prelu"].slopes
    assert slopes.shape == (5, 50, 2)
    assert (slopes[0] == 0.25).all()
    assert (np.abs(slopes[-1] - 0.25) > 0.01).mean() > 0.75
    assert far_below_zero["relu"].slopes is None


def test_all_negative_leaky_networks_begin_with_a_straight_line():
    x, _ = sine_data()
    run = trained("leaky_relu", initial_bias=-20.0, steps=1)
    assert all(mask.all() for mask in run.dead_start)
    bends = np.diff(run.outputs[0].astype(float), 2, axis=1)
    assert np.abs(bends).max() < 1e-5 * np.abs(run.outputs[0]).max()
    line = np.linalg.lstsq(np.hstack([np.ones_like(x), x]), np.sin(np.pi * x), rcond=None)
    assert line[1].item() / 64 == pytest.approx(BEST_LINE, rel=1e-5)


def test_dead_first_layer_units_are_frozen_bit_for_bit(descended):
    dead = descended.dead_start[0]
    assert dead.sum() > 500
    np.testing.assert_array_equal(descended.weights_end[dead], descended.weights_start[dead])
    assert descended.dead_end[0][dead].all()
    assert (descended.weights_end[~dead] != descended.weights_start[~dead]).mean() > 0.5


def test_dead_second_layer_units_may_revive(descended):
    dead = descended.dead_start[1]
    revived = dead & ~descended.dead_end[1]
    assert 0 < revived.sum() < dead.sum() / 2


def test_adam_freezes_dead_units_too():
    run = trained("relu", initial_bias=-1.0)
    dead = run.dead_start[0]
    np.testing.assert_array_equal(run.weights_end[dead], run.weights_start[dead])


def test_the_masks_are_those_of_the_closed_form():
    run = trained("relu", initial_bias=-1.0, steps=1)
    np.testing.assert_array_equal(run.dead_start[0], np.abs(run.weights_start) <= 1)


def test_a_rate_that_is_too_large_kills_relu_and_sends_leaky_away():
    settings = {"initial_bias": 0.0, "learning_rate": 0.5, "optimizer": "gradient_descent"}
    relu = trained("relu", **settings)
    finite = np.isfinite(relu.losses[-1])
    assert np.mean([mask[finite].mean() for mask in relu.dead_end]) > 0.5
    leaky = trained("leaky_relu", **settings)
    assert count(leaky, "diverged") >= 30
    assert count(leaky, "solved") <= 5


def test_a_prelu_that_diverges_does_so_without_an_error():
    run = trained("prelu", initial_bias=0.0, learning_rate=0.5, optimizer="sgd", seeds=10)
    assert count(run, "diverged") >= 8


def test_seeds_do_not_touch_each_other():
    one = train_sine("relu", initial_bias=[-1.0, 0.0], learning_rate=[0.005, 0.01], seeds=2, steps=30, rng=rng(7))
    other = train_sine("relu", initial_bias=[-1.0, -2.0], learning_rate=[0.005, 1e9], seeds=2, steps=30, rng=rng(7))
    np.testing.assert_array_equal(one.losses[:, 0], other.losses[:, 0])
    assert (one.losses[1:, 1] != other.losses[1:, 1]).any()


def test_recording_changes_nothing_but_what_is_recorded():
    plain = trained("relu", initial_bias=-0.5, steps=25, seeds=3)
    recorded = trained("relu", initial_bias=-0.5, steps=25, seeds=3, record_every=10)
    np.testing.assert_array_equal(plain.losses, recorded.losses)
    assert recorded.recorded_steps.tolist() == [0, 10, 20, 25]
    assert recorded.outputs.shape == (4, 3, 64)
    assert recorded.inactive.shape == (4, 3, 2, 64, 32)
    assert recorded.dead.shape == (4, 3, 2, 32)
    _, y = sine_data()
    for step, output in zip(recorded.recorded_steps, recorded.outputs, strict=True):
        np.testing.assert_allclose(np.mean((output - y[:, 0]) ** 2, axis=1), recorded.losses[step], rtol=1e-5)


def test_the_same_start_leaves_only_biases_and_rates_to_differ():
    run = trained(
        "relu", initial_bias=[-1.0, -1.0, 0.5], learning_rate=[0.01, 0.01, 0.01], seeds=3, steps=5, same_start=True
    )
    np.testing.assert_array_equal(run.weights_start[1:], run.weights_start[:2])
    np.testing.assert_array_equal(run.losses[:, 0], run.losses[:, 1])
    assert (run.losses[:, 2] != run.losses[:, 0]).all()


def test_outcomes_at_their_borders():
    losses = [0.00999, 0.0101, BEST_LINE * 1.009, BEST_LINE * 1.02, BEST_CONSTANT * 0.992, BEST_CONSTANT * 1.02, np.inf]
    straight, bent = np.linspace(-1, 1, 64), np.abs(np.linspace(-1, 1, 64))
    assert outcomes(losses, [straight] * 7).tolist() == [
        "solved",
        "part of the way",
        "linear",
        "part of the way",
        "stuck",
        "diverged",
        "diverged",
    ]
    assert outcomes([BEST_LINE, BEST_CONSTANT], [bent, bent]).tolist() == ["part of the way", "stuck"]


def rng(seed):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"optimizer": "newton"}, "optimizer must be 'adam' or 'gradient_descent' or 'sgd', not 'newton'"),
        ({"learning_rate": 0.0}, "learning_rate must be a positive finite number"),
        ({"learning_rate": np.nan}, "learning_rate must be a positive finite number"),
        ({"steps": 0}, "steps must be at least 1, not 0"),
        ({"record_every": 0}, "record_every must be at least 1, not 0"),
        ({"initial_bias": [0.0, 1.0]}, "a number finite in float32 or 3 of them"),
        ({"initial_bias": np.inf}, "a number finite in float32 or 3 of them"),
        ({"seeds": 0}, "seeds must be at least 1"),
    ],
)
def test_settings_that_make_no_sense_are_named(settings, words):
    with pytest.raises(ValueError, match=words):
        trained("relu", **{"seeds": 3, **settings})


def test_unknown_activations_and_parameters_are_named():
    with pytest.raises(ValueError, match="rectifier"):
        trained("rectifier", seeds=1)
    with pytest.raises(TypeError, match="no parameter 'alpha'"):
        trained("relu", seeds=1, alpha=1.0)
