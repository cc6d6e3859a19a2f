"""Trainings that differ in f'(0) alone: the same bit for bit where no exact zero occurs, and not where some do."""

import numpy as np
import pytest

from relu_notes.experiments import at_zero
from relu_notes.networks import DenseNetworks, forward, squared_error

CHOICES = (0.0, 0.5, 1.0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_are_the_same_bit_for_bit_whatever_the_choice(dtype):
    trained = [at_zero.train_with(choice, dtype=dtype, seeds=range(20)) for choice in CHOICES]
    assert trained[0].dtype == dtype
    for other in trained[1:]:
        assert at_zero.same_weights(trained[0], other).tolist() == [True] * 20
    x = np.stack([np.random.default_rng(seed).standard_normal((32, 8)) for seed in range(20)])
    losses, _ = squared_error(forward(trained[0], x).output, x[..., :1] * x[..., 1:2])
    assert (losses < 0.9).all(), "a training that does not move would be the same for any choice"


def test_half_precision_on_yes_no_data_depends_on_the_choice():
    assert at_zero.choice_changes_weights(dtype=np.float16, data="signs").sum() > 10


def test_every_choice_is_compared():
    """Seed by seed, and with all choices: 0 and 0 agree where 0, 0 and 1 do not."""
    settings = {"dtype": np.float16, "data": "signs", "seeds": range(4)}
    assert not at_zero.choice_changes_weights(**settings, choices=(0, 0)).any()
    assert at_zero.choice_changes_weights(**settings, choices=(0, 0, 1)).any()


def test_seeds_are_independent_of_their_company():
    together = at_zero.train_with(0.0, dtype=np.float64, seeds=[5, 6])
    alone = at_zero.train_with(0.0, dtype=np.float64, seeds=[6])
    np.testing.assert_allclose(together.weights[0][1], alone.weights[0][0], rtol=1e-9)


def test_same_weights_sees_a_single_bit_and_the_sign_of_zero():
    def networks(value):
        return DenseNetworks([np.array([[[0.5, value]]], dtype=np.float32)])

    assert at_zero.same_weights(networks(1.0), networks(1.0)).tolist() == [True]
    assert at_zero.same_weights(networks(1.0), networks(np.nextafter(np.float32(1), np.float32(2)))).tolist() == [False]
    assert at_zero.same_weights(networks(0.0), networks(-0.0)).tolist() == [False]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: at_zero.train_with(0, dtype=np.float64, data="images"), "'continuous' or 'signs', not 'images'"),
        (lambda: at_zero.train_with(2.0, dtype=np.float64, seeds=[0]), "at_zero"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
