"""Networks in which exact zeros are no accident: whole-number weights, and an output layer that starts at 0."""

import numpy as np

from relu_notes._arguments import one_of
from relu_notes.networks import DenseNetworks, GradientDescent, initialise, train

#: The four inputs of the truth tables, in the order of the rows of Goodfellow et al.
TRUTH_TABLE_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TRUTH_TABLES = {"XOR": (0, 1, 1, 0), "NOR": (1, 0, 0, 0), "XNOR": (1, 0, 0, 1)}


def xor_network(at_zero: float | None = None) -> DenseNetworks:
    """The textbook's network 2-2-1 that computes XOR exactly: relu(x₁ + x₂) - 2·relu(x₁ + x₂ - 1).

    Goodfellow, Bengio & Courville 2016, Deep learning, section 6.1. All weights are whole numbers, and both neurons
    look in one direction, so the whole plane comes to lie on one bent line. `at_zero` is f'(0) to train on with.

    >>> from relu_notes.networks import forward
    >>> passed = forward(xor_network(), TRUTH_TABLE_INPUTS)
    >>> passed.output.ravel().tolist()
    [0.0, 1.0, 1.0, 0.0]
    >>> passed.pre_activations[0][0].tolist()  # 3 of these 8 are exactly 0
    [[0.0, -1.0], [1.0, 0.0], [1.0, 0.0], [2.0, 1.0]]
    """
    return DenseNetworks(
        weights=[np.ones((1, 2, 2)), np.array([[[1.0], [-2.0]]])],
        biases=[np.array([[[0.0, -1.0]]]), np.zeros((1, 1, 1))],
        at_zero=at_zero,
    )


def xor_retrained(at_zero: float, *, table: str, steps: int = 300, learning_rate: float = 0.1) -> np.ndarray:
    """Mean squared errors (steps + 1,) while the XOR network learns another of `TRUTH_TABLES`, by plain gradient steps.

    >>> [float(xor_retrained(at_zero, table="NOR")[-1].round(3)) for at_zero in (0, 0.5, 1)]
    [0.167, 0.0, 0.0]
    >>> [float(xor_retrained(at_zero, table="XNOR")[-1].round(3)) for at_zero in (0, 0.5, 1)]
    [0.167, 0.167, 0.25]
    """
    one_of(table, "table", tuple(TRUTH_TABLES))
    targets = np.array(TRUTH_TABLES[table], dtype=np.float64)[:, None]
    optimizer = GradientDescent(learning_rate)
    return train(xor_network(at_zero), TRUTH_TABLE_INPUTS, targets, optimizer=optimizer, steps=steps)[:, 0]


def zero_output_losses(
    at_zero: float, *, networks: int = 20, learning_rate: float = 0.1, rng: np.random.Generator
) -> np.ndarray:
    """Mean squared errors (101, networks) of networks whose output layer starts at 0 and passes through a ReLU.

    Every output pre-activation is exactly 0 at the start, so f'(0) = 0 lets no gradient into the network. 16 hidden
    units learn 64 samples of |x|, x in [-1, 1], by 100 plain gradient steps.

    >>> losses = {at_zero: zero_output_losses(at_zero, rng=np.random.default_rng(0)) for at_zero in (0, 0.5, 1)}
    >>> [bool((losses[at_zero][-1] == losses[at_zero][0]).all()) for at_zero in losses]
    [True, False, False]
    """
    nets = initialise([1, 16, 1], networks=networks, bias=0.0, at_zero=at_zero, activate_output=True, rng=rng)
    nets.weights[-1][...] = 0
    x = rng.uniform(-1, 1, (64, 1))
    return train(nets, x, np.abs(x), optimizer=GradientDescent(learning_rate), steps=100)
