"""Forward and backward through dense networks, many at once; the package says in which shapes."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from relu_notes._arguments import real_array
from relu_notes.activations import prelu_slope_derivative
from relu_notes.networks.dense import DenseNetworks, check_networks


class ForwardPass(NamedTuple):
    """What a forward pass leaves for the backward pass.

    `pre_activations[l]` is z of layer l, counted from 0; `activations[l]` is what layer l receives, so
    `activations[0]` are the inputs. Shapes are (networks, batch_size, width).
    """

    pre_activations: list[np.ndarray]
    activations: list[np.ndarray]

    @property
    def output(self) -> np.ndarray:
        """What the last layer gives, shape (networks, batch_size, fan_out)."""
        return self.activations[-1]


class Gradients(NamedTuple):
    """Gradients of the loss, shaped like what they belong to in `DenseNetworks` and `ForwardPass`."""

    weights: list[np.ndarray]
    biases: list[np.ndarray] | None
    slopes: list[np.ndarray] | None
    pre_activations: list[np.ndarray]

    @property
    def trainable(self) -> list[np.ndarray]:
        """In the order of `DenseNetworks.trainable`."""
        return [*self.weights, *(self.biases or ()), *(self.slopes or ())]


def forward(networks: DenseNetworks, inputs: np.ndarray) -> ForwardPass:
    """Send inputs through every network and keep all pre-activations.

    `inputs` have the shape (batch_size, fan_in), the same for all networks, or (networks, batch_size, fan_in).

    >>> nets = DenseNetworks([np.array([[[1.0, -1.0]]]), np.array([[[1.0], [1.0]]])])  # |x| from two ReLUs
    >>> forward(nets, [[-3.0], [2.0]]).output.ravel()
    array([3., 2.])
    """
    check_networks(networks)
    activation = in_dtype_of(networks, inputs, "inputs")
    count, fan_in, _ = networks.weights[0].shape
    if (
        activation.ndim not in (2, 3)
        or activation.shape[-1] != fan_in
        or activation.shape[:-2] not in ((), (1,), (count,))
    ):
        raise ValueError(
            f"inputs must have shape (batch_size, {fan_in}) or ({count}, batch_size, {fan_in}), not {activation.shape}"
        )
    pre_activations, activations = [], [activation]
    with np.errstate(all="ignore"):
        for layer, weights in enumerate(networks.weights):
            z = _affine(activation, weights, None if networks.biases is None else networks.biases[layer])
            activation = networks.activate(layer, z)
            pre_activations.append(z)
            activations.append(activation)
    return ForwardPass(pre_activations, activations)


def pre_activation_gradients(networks: DenseNetworks, passed: ForwardPass, upstream: np.ndarray) -> list[np.ndarray]:
    """Gradients by the pre-activations alone, shaped like ``passed.pre_activations``: the cheaper half of `backward`.

    The chain rule, layer by layer from the output: ``dL/dz_l = (dL/dz_(l+1) W_(l+1)ᵀ) · f'(z_l)``.
    """
    with np.errstate(all="ignore"):
        steps = _backpropagate(networks, passed, upstream)
        return [delta for _, _, delta in steps][::-1]


def backward(networks: DenseNetworks, passed: ForwardPass, upstream: np.ndarray) -> Gradients:
    """Gradients with respect to every weight, bias, pre-activation and PReLU slope, from `upstream`, dL/d(output).

    With ``d_l = dL/dz_l`` summed over the batch: ``dL/dW_l = a_(l-1)ᵀ d_l``, ``dL/db_l = Σ d_l`` and for PReLU
    ``dL/d(slope) = Σ dL/da_l · min(z_l, 0)``. For a mean loss divide `upstream` by batch_size. Rumelhart, Hinton &
    Williams 1986, Learning representations by back-propagating errors; He et al. 2015, section 2.1 (PReLU).

    >>> nets = DenseNetworks([np.array([[[1.0, -1.0]]]), np.array([[[1.0], [1.0]]])])
    >>> gradients = backward(nets, forward(nets, [[-3.0]]), np.ones((1, 1, 1)))
    >>> gradients.weights[0].ravel()  # the first unit is off for this input, so nothing reaches its weight
    array([ 0., -3.])
    """
    weights, biases, slopes, deltas = [], [], [], []
    with np.errstate(all="ignore"):
        for layer, received, delta in _backpropagate(networks, passed, upstream):
            weights.append(_product(np.swapaxes(passed.activations[layer], -1, -2), delta))
            biases.append(_product(np.ones((1, delta.shape[1]), delta.dtype), delta))  # a sum, at a product's speed
            if networks.slopes is not None and networks.is_activated(layer):
                by_slope = received * prelu_slope_derivative(passed.pre_activations[layer])
                slopes.append(by_slope.sum(axis=(1, 2), keepdims=True))
            deltas.append(delta)
    return Gradients(
        weights[::-1],
        None if networks.biases is None else biases[::-1],
        None if networks.slopes is None else slopes[::-1],
        deltas[::-1],
    )


def _backpropagate(
    networks: DenseNetworks, passed: ForwardPass, upstream: np.ndarray
) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """From the last layer to the first: its number, the gradient at its output, the gradient at its z."""
    received = in_dtype_of(networks, upstream, "upstream")
    if received.shape != passed.output.shape:
        raise ValueError(f"upstream must have the shape of the output, {passed.output.shape}, not {received.shape}")
    for layer in reversed(range(networks.depth)):
        delta = received
        if networks.is_activated(layer):
            delta = received * networks.derivative(layer, passed.pre_activations[layer])
        yield layer, received, delta
        if layer:
            received = _product(delta, np.swapaxes(networks.weights[layer], -1, -2))


def in_dtype_of(networks: DenseNetworks, values: Any, name: str) -> np.ndarray:
    """The argument `name` as an array of the networks' dtype; numbers too large for it become infinite.

    In C order: products are fastest, and their last digits don't depend on the layout of `values`.
    """
    with np.errstate(all="ignore"):
        return real_array(values, name).astype(networks.dtype, order="C", copy=False)


def _affine(a: np.ndarray, weights: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    """Affine map a W + b.

    Half precision is summed in float32 and rounded once, as GPUs do; NumPy's own half products take 100 times longer.
    """
    if weights.dtype == np.float16:
        z = a.astype(np.float32) @ weights.astype(np.float32)
        return (z if bias is None else z + bias).astype(np.float16)
    z = a @ weights
    if bias is not None:
        z += bias
    return z


def _product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return _affine(a, b, None)
