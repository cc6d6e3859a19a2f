"""The slope at 0: how often exact zeros occur against closed forms, and which trainings depend on the choice."""

import mpmath
import numpy as np
import pytest

from relu_notes.experiments import at_zero
from relu_notes.networks import DenseNetworks, backward, forward, squared_error

CHOICES = (0.0, 0.5, 1.0)


# ---------------------------------------------------------------------------------------------- exact zeros


@pytest.mark.parametrize(("sigma", "spacing"), [(0.19, 2.0**-24), (3.0, 0.25), (1e-3, 2.0**-24)])
def test_exact_zero_probability_is_the_normal_mass_that_rounds_to_zero(sigma, spacing):
    half = mpmath.mpf(spacing) / 2
    expected = mpmath.quad(lambda z: mpmath.npdf(z, 0, sigma), [-half, 0, half])
    assert float(at_zero.exact_zero_probability(sigma, spacing=spacing)) == pytest.approx(float(expected), rel=1e-9)


def test_exact_zero_probability_is_spacing_times_density_for_fine_spacing():
    sigma = np.array([0.1, 1.0, 10.0])
    density = 1 / (sigma * np.sqrt(2 * np.pi))
    np.testing.assert_allclose(at_zero.exact_zero_probability(sigma), 2.0**-24 * density, rtol=1e-12)


def test_half_spacing_is_the_smallest_half_precision_number():
    assert np.nextafter(np.float16(0), np.float16(1)) == at_zero.HALF_SPACING


@pytest.mark.parametrize("exponent", [-15, -13, -11])
def test_measured_exact_zeros_agree_with_the_closed_form(exponent):
    """Counts of rare, nearly independent events scatter like Poisson's: standard error √expected."""
    sigma, rng = 2.0**exponent, np.random.default_rng(0)
    counted = sum(at_zero.measured_exact_zeros(sigma, rng=rng) for _ in range(4))
    expected = 4 * 256 * 1024 * at_zero.exact_zero_probability(sigma)
    assert abs(counted - expected) < 5 * np.sqrt(expected)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_wider_formats_have_no_accidental_zeros(dtype):
    assert at_zero.measured_exact_zeros(2.0**-14, dtype=dtype, rng=np.random.default_rng(0)) == 0


def test_some_exact_zero_keeps_tiny_probabilities():
    with mpmath.workdps(60):
        expected = 1 - (1 - mpmath.mpf("1e-25")) ** 1000
    assert float(at_zero.some_exact_zero(1e-25, 1000)) == pytest.approx(float(expected), rel=1e-12)
    assert at_zero.some_exact_zero([0.0, 0.5, 1.0], 2).tolist() == [0.0, 0.75, 1.0]


@pytest.mark.parametrize("bits", ["16 bit", "32 bit", "64 bit"])
def test_closed_form_is_near_the_published_counts(bits):
    """Their σ is only estimated here, so the formula may be off by a tenth beside the scatter of 1000 networks."""
    probability = at_zero.exact_zero_probability(at_zero.PUBLISHED_SIGMA, spacing=at_zero.SPACINGS[bits])
    predicted = at_zero.some_exact_zero(probability, at_zero.PUBLISHED_COUNT)
    published = at_zero.PUBLISHED_SHARES[bits]
    error = np.sqrt(max(published * (1 - published), 1e-3) / 1000)
    assert abs(predicted - published) < 3 * error + 0.1 * published


# ------------------------------------------------------------------------------------------------- training


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
    assert at_zero.same_weights(networks(1.0), networks(np.nextafter(np.float32(1), 2))).tolist() == [False]
    assert at_zero.same_weights(networks(0.0), networks(-0.0)).tolist() == [False]


# ---------------------------------------------------------------------------------------- zeros by construction


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
        (lambda: at_zero.exact_zero_probability(0.0), "positive"),
        (lambda: at_zero.exact_zero_probability(1.0, spacing=-1), "positive"),
        (lambda: at_zero.some_exact_zero(1.5, 3), "between 0 and 1"),
        (lambda: at_zero.train_with(0, dtype=np.float64, data="images"), "continuous, signs"),
        (lambda: at_zero.train_with(2.0, dtype=np.float64, seeds=[0], steps=1), "at_zero"),
        (lambda: at_zero.xor_retrained(0, table="AND"), "XOR, NOR, XNOR"),
        (lambda: at_zero.zero_output_losses(-0.5, rng=np.random.default_rng(0)), "at_zero"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
