"""Trainings that differ in f'(0) alone: the same bit for bit where no exact zero occurs, and not where some do."""

import numpy as np
import pytest

from relu_notes.experiments import at_zero
from relu_notes.networks import DenseNetworks

CHOICES = (0.0, 0.5, 1.0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_are_the_same_bit_for_bit_whatever_the_choice(dtype):
    trained = [at_zero.train_with(choice, dtype=dtype, seeds=range(20)) for choice in CHOICES]
    assert trained[0].networks.dtype == dtype
    for other in trained[1:]:
        assert at_zero.same_weights(trained[0].networks, other.networks).tolist() == [True] * 20
    assert [run.exact_zeros.sum() for run in trained] == [0, 0, 0]
    assert (trained[0].losses < 0.9).all(), "a training that does not move would be the same for any choice"


def test_half_precision_on_yes_no_data_depends_on_the_choice():
    assert at_zero.choice_changes_weights(dtype=np.float16, data="signs").sum() > 10
    assert at_zero.train_with(0, dtype=np.float16, data="signs").exact_zeros.sum() > 20


def test_every_choice_is_compared():
    """Seed by seed, and with all choices: 0 and 0 agree where 0, 0 and 1 do not."""
    settings = {"dtype": np.float16, "data": "signs", "seeds": range(4)}
    assert not at_zero.choice_changes_weights(**settings, choices=(0, 0)).any()
    assert at_zero.choice_changes_weights(**settings, choices=(0, 0, 1)).any()


def test_seeds_are_independent_of_their_company():
    together = at_zero.train_with(0.0, dtype=np.float64, seeds=[5, 6], steps=10)
    alone = at_zero.train_with(0.0, dtype=np.float64, seeds=[6], steps=10)
    np.testing.assert_allclose(together.networks.weights[0][1], alone.networks.weights[0][0], rtol=1e-12)


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
        (lambda: at_zero.train_with(2.0, dtype=np.float64, seeds=[0], steps=1), "at_zero"),
        (
            lambda: at_zero.same_weights(*(DenseNetworks([np.ones((1, 2, width))]) for width in (2, 3))),
            "both sets of networks must have arrays of the same shapes",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
