"""Linear layers collapse into one; ReLU keeps them apart. The product of the matrices is the closed form."""

import numpy as np

from relu_notes.networks import DenseNetworks
from relu_notes.networks.dense import check_networks


def collapsed(networks: DenseNetworks) -> tuple[np.ndarray, np.ndarray]:
    """Weights and biases of one layer that equals the whole stack of layers when the activation is left out.

    Without an activation ``(x W_1 + b_1) W_2 + b_2 = x (W_1 W_2) + (b_1 W_2 + b_2)``, and so on layer by layer. Shapes
    are those of `DenseNetworks`.

    >>> nets = DenseNetworks([np.array([[[2.0]]]), np.array([[[3.0]]])], [np.array([[[1.0]]]), np.array([[[-4.0]]])])
    >>> weights, biases = collapsed(nets)  # 3·(2x + 1) - 4
    >>> weights.item(), biases.item()
    (6.0, -1.0)
    """
    check_networks(networks)
    weights = networks.weights[0]
    biases = np.zeros_like(weights[:, :1]) if networks.biases is None else networks.biases[0]
    with np.errstate(all="ignore"):  # products that overflow are infinite
        for layer in range(1, networks.depth):
            weights, biases = weights @ networks.weights[layer], biases @ networks.weights[layer]
            if networks.biases is not None:
                biases = biases + networks.biases[layer]
    return weights, biases
