"""Networks that stand on kinks by construction: their gradients against one-sided differences, their training."""

import numpy as np
import pytest

from relu_notes.experiments import at_zero
from relu_notes.networks import backward, forward, squared_error

CHOICES = (0.0, 0.5, 1.0)


def test_xor_network_computes_xor_and_stands_on_three_kinks():
    passed = forward(at_zero.xor_network(), at_zero.TRUTH_TABLE_INPUTS)
    assert passed.output.ravel().tolist() == list(at_zero.TRUTH_TABLES["XOR"])
    assert passed.pre_activations[0].size == 8
    assert np.count_nonzero(passed.pre_activations[0] == 0) == 3


@pytest.mark.parametrize("choice", CHOICES)
def test_gradient_at_the_kinks_mixes_the_one_sided_gradients(choice):
    """An independent oracle: with f'(0) = t the first gradient is (1 - t) times the left one plus t the right one.

    Finite differences of the loss with one pre-activation pushed off its kink give the one-sided gradients.
    """
    targets = np.array(at_zero.TRUTH_TABLES["NOR"], dtype=float)[:, None]

    def hidden_bias_gradient(slope):
        nets = at_zero.xor_network(slope)
        passed = forward(nets, at_zero.TRUTH_TABLE_INPUTS)
        _, upstream = squared_error(passed.output, targets)
        return backward(nets, passed, upstream).biases[0].ravel()

    def one_sided(step):
        differences = []
        for unit in range(2):
            losses = []
            for size in (0.0, step):
                nets = at_zero.xor_network()
                nets.biases[0][0, 0, unit] += size
                losses.append(squared_error(forward(nets, at_zero.TRUTH_TABLE_INPUTS).output, targets)[0][0])
            differences.append((losses[1] - losses[0]) / step)
        return np.array(differences)

    expected = (1 - choice) * one_sided(-1e-7) + choice * one_sided(1e-7)
    np.testing.assert_allclose(hidden_bias_gradient(choice), expected, atol=1e-5)


def test_retraining_xor_depends_on_the_choice_and_neither_choice_always_wins():
    last = {
        (table, choice): at_zero.xor_retrained(choice, table=table)[-1]
        for table in ("NOR", "XNOR")
        for choice in CHOICES
    }
    assert last["NOR", 0.0] == pytest.approx(1 / 6, abs=1e-3)
    assert max(last["NOR", 0.5], last["NOR", 1.0]) < 1e-3
    assert last["XNOR", 0.0] < last["XNOR", 1.0] - 0.05


def test_zero_output_layer_never_moves_with_zero_and_trains_with_more():
    losses = {
        choice: at_zero.zero_output_losses(choice, rng=np.random.default_rng(0)) for choice in (0.0, 0.1, 0.5, 1.0)
    }
    assert (losses[0.0] == losses[0.0][0]).all()
    assert np.allclose(losses[0.0], losses[1.0][0]), "an output of 0 costs the mean square of the targets"
    for choice in (0.1, 0.5, 1.0):
        assert (losses[choice][-1] < 0.05 * losses[choice][0]).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: at_zero.xor_retrained(0, table="AND"), "'XOR' or 'NOR' or 'XNOR', not 'AND'"),
        (lambda: at_zero.zero_output_losses(-0.5, rng=np.random.default_rng(0)), "at_zero"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
