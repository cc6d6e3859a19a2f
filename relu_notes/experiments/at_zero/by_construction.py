"""Networks in which exact zeros are no accident: whole-number weights, and an output layer that starts at 0."""

from __future__ import annotations

import numpy as np

from relu_notes._arguments import generator, one_of, whole_number
from relu_notes.networks import DenseNetworks, GradientDescent, initialise, train

#: The four inputs of the truth tables, in the order of the rows of Goodfellow et al.
TRUTH_TABLE_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TRUTH_TABLES = {"XOR": (0, 1, 1, 0), "NOR": (1, 0, 0, 0), "XNOR": (1, 0, 0, 1)}


def xor_network(at_zero: float | None = None) -> DenseNetworks:
    """The textbook's network that computes XOR exactly, all of its weights whole numbers.

    Parameters
    ----------
    at_zero : float or None
        f'(0) to train on with; None is the catalogue's convention.

    Returns
    -------
    DenseNetworks
        One network 2-2-1 with W = [[1, 1], [1, 1]], c = [0, -1], w = [1, -2] and b = 0: Goodfellow, Bengio &
        Courville 2016, Deep learning, section 6.1.

    Examples
    --------
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
    """Losses while the XOR network learns another truth table.

    Parameters
    ----------
    at_zero : float
        f'(0), from 0 to 1.
    table : str
        A name in `TRUTH_TABLES`.
    steps, learning_rate
        Plain gradient steps on all four rows, and their rate.

    Returns
    -------
    ndarray of shape (steps + 1,)
        Mean squared errors before the first step and after each.

    Raises
    ------
    ValueError
        For an unknown table or an `at_zero` outside [0, 1].

    Examples
    --------
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
    at_zero: float,
    *,
    networks: int = 20,
    width: int = 16,
    steps: int = 100,
    learning_rate: float = 0.1,
    rng: np.random.Generator,
) -> np.ndarray:
    """Losses of networks whose output layer starts at 0 and passes through a ReLU.

    Every output pre-activation is exactly 0 at the start, so f'(0) = 0 lets no gradient into the network.

    Parameters
    ----------
    at_zero : float
        f'(0), from 0 to 1.
    networks, width, steps, learning_rate
        Networks at once, hidden units, and plain gradient steps on 64 samples of |x|, x in [-1, 1].
    rng : numpy.random.Generator
        Draws samples and hidden weights.

    Returns
    -------
    ndarray of shape (steps + 1, networks)
        Mean squared errors before the first step and after each.

    Raises
    ------
    ValueError
        For an `at_zero` outside [0, 1].

    Examples
    --------
    >>> losses = {at_zero: zero_output_losses(at_zero, rng=np.random.default_rng(0)) for at_zero in (0, 0.5, 1)}
    >>> [bool((losses[at_zero][-1] == losses[at_zero][0]).all()) for at_zero in losses]
    [True, False, False]
    """
    generator(rng)
    width = whole_number(width, "width")
    nets = initialise([1, width, 1], networks=networks, bias=0.0, at_zero=at_zero, activate_output=True, rng=rng)
    nets.weights[-1][...] = 0
    x = rng.uniform(-1, 1, (64, 1))
    return train(nets, x, np.abs(x), optimizer=GradientDescent(learning_rate), steps=steps)
