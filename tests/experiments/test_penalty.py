"""The penalty lowers the test error with and without zeros; units that are never on can be taken out exactly."""

import numpy as np
import pytest

from relu_notes.experiments.penalty import noisy_rings, train_penalised


def run(penalty, **settings):
    return train_penalised(penalty, rng=np.random.default_rng(5), **{"networks": 40, **settings})


@pytest.fixture(scope="module")
def errors():
    return {(p, slope): run(p, negative_slope=slope) for p in (0, 0.03) for slope in (0.0, 0.01)}


@pytest.mark.parametrize("slope", [0.0, 0.01])
def test_with_wrong_labels_the_penalty_helps_relu_and_leaky_alike(errors, slope):
    drop = errors[0, slope].test_errors - errors[0.03, slope].test_errors
    assert drop.mean() > 3 * drop.std(ddof=1) / np.sqrt(len(drop))


def test_what_helps_is_not_the_zeros(errors):
    relu, leaky = errors[0.03, 0.0], errors[0.03, 0.01]
    assert relu.zeros > 0.85
    assert leaky.zeros == 0
    difference = relu.test_errors - leaky.test_errors
    drop = errors[0, 0.01].test_errors.mean() - leaky.test_errors.mean()
    assert abs(difference.mean()) < drop / 2


def test_with_true_labels_it_does_not_help():
    drop = run(0, wrong_labels=0).test_errors - run(0.03, wrong_labels=0).test_errors
    assert drop.mean() < 3 * drop.std(ddof=1) / np.sqrt(len(drop))


def test_units_that_are_never_on_go_without_a_trace_for_relu_only(errors):
    relu, leaky = errors[0.03, 0.0], errors[0.03, 0.01]
    assert relu.never_on.mean() > 0.4
    assert relu.without_the_never_on()[0] == 0
    assert leaky.without_the_never_on()[0] > 0
    assert max(relu.without_the_never_on()[1], leaky.without_the_never_on()[1]) < 0.02


def test_rings_have_two_radii_and_alternate():
    x, label = noisy_rings(2000, networks=1, rng=np.random.default_rng(0))
    radius = np.hypot(*x[0].T)
    for ring in (0, 1):
        assert abs(radius[label[0, :, 0] == ring].mean() - (1 + ring)) < 4.5 * 0.25 / np.sqrt(1000)
