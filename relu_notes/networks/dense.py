"""Dense networks, many at once: initialise, forward, backward.

Every array has a leading `networks` axis, so one batched product moves all networks a layer on: a seed costs
little more than its arithmetic. Layer l computes

    z_l = a_(l-1) W_l + b_l,    a_l = f(z_l),

with `a_0` the inputs, `z` the pre-activations and `f` any entry of the catalogue. The last layer is affine
(`a = z`) unless `activate_output` is set. Everything keeps the dtype of the weights.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from relu_notes.activations import ACTIVATIONS, prelu_slope_derivative

#: Variance of a weight from (fan_in, fan_out): He et al. 2015 (eq. 10), Glorot & Bengio 2010 (eq. 12).
INITIALISATIONS: dict[str, Callable[[int, int], float]] = {
    "he": lambda fan_in, fan_out: 2 / fan_in,
    "xavier": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
}

# ------------------------------------------------------------------------------------------------ networks


@dataclass
class DenseNetworks:
    """Weights and biases of several networks of one shape, and what they compute with.

    Change an array in place to change the networks: ``networks.biases[-1][...] = 0``.

    Attributes
    ----------
    weights : list of arrays, one a layer, shape (networks, fan_in, fan_out)
    biases : list of arrays of shape (networks, 1, fan_out), or None
    slopes : list of arrays of shape (networks, 1, 1), one a layer with an activation: the slopes that PReLU
        learns (He et al. 2015); None for every other activation
    activation : name in the catalogue
    parameters : its parameters, for example ``{"alpha": 1.0}``
    at_zero : slope used where a pre-activation is exactly at a kink; None is the catalogue's convention
    activate_output : whether the last layer, too, passes through the activation
    """

    weights: list[np.ndarray]
    biases: list[np.ndarray] | None = None
    slopes: list[np.ndarray] | None = None
    activation: str = "relu"
    parameters: dict[str, Any] = field(default_factory=dict)
    at_zero: float | None = None
    activate_output: bool = False

    @property
    def depth(self) -> int:
        """Number of layers with weights."""
        return len(self.weights)

    @property
    def dtype(self) -> np.dtype:
        """Data type of the weights, and of all that is computed with them."""
        return self.weights[0].dtype

    @property
    def trainable(self) -> list[np.ndarray]:
        """Everything that a step changes: weights, then biases, then PReLU's slopes."""
        return [*self.weights, *(self.biases or ()), *(self.slopes or ())]

    def is_activated(self, layer: int) -> bool:
        """Whether layer number `layer`, counted from 0, passes through the activation."""
        return self.activate_output or layer < self.depth - 1

    def activate(self, layer: int, z: np.ndarray) -> np.ndarray:
        """Output of layer number `layer` at pre-activations `z`."""
        if not self.is_activated(layer):
            return z
        return ACTIVATIONS[self.activation].function(z, **self._parameters_of(layer))

    def derivative(self, layer: int, z: np.ndarray) -> np.ndarray:
        """Slope of the activation of layer number `layer` at pre-activations `z`."""
        convention = {} if self.at_zero is None else {"at_zero": self.at_zero}
        return ACTIVATIONS[self.activation].derivative(z, **self._parameters_of(layer), **convention)

    def _parameters_of(self, layer: int) -> dict[str, Any]:
        return self.parameters if self.slopes is None else {"negative_slope": self.slopes[layer]}


def initialise(
    widths: Sequence[int],
    *,
    rng: np.random.Generator,
    networks: int = 1,
    activation: str = "relu",
    weight_variance: str | float = "he",
    bias: float | None = None,
    bias_std: float = 0.0,
    dtype: Any = np.float64,
    at_zero: float | None = None,
    activate_output: bool = False,
    **parameters: float | str,
) -> DenseNetworks:
    """Networks with normally distributed weights.

    Parameters
    ----------
    widths : sizes from input to output; ``[1, 32, 32, 1]`` has three layers of weights
    rng : source of the weights; the same state gives the same weights in every dtype, up to rounding
    networks : how many at once
    activation : name in the catalogue
    weight_variance : "he" (variance 2/fan_in), "xavier" (2/(fan_in + fan_out)), or a number s² for s²/fan_in
    bias : every bias starts here; None means a network without biases
    bias_std : standard deviation of normal noise around `bias`
    dtype : float16, float32 or float64
    at_zero : slope at a kink, for activations that have one
    activate_output : pass the last layer through the activation, too
    **parameters : parameters of the activation; PReLU's `negative_slope` is where learning starts

    Returns
    -------
    DenseNetworks

    Raises
    ------
    TypeError
        If a parameter is not one of the activation's, or `rng` is no Generator.
    ValueError
        If a name is unknown, a size is not positive, or `at_zero` is given for an activation without a kink.

    References
    ----------
    He et al. 2015, Delving deep into rectifiers. Glorot & Bengio 2010, Understanding the difficulty of training
    deep feedforward neural networks.

    Examples
    --------
    >>> nets = initialise([1, 32, 1], networks=5, bias=0.0, rng=np.random.default_rng(0))
    >>> [w.shape for w in nets.weights], [b.shape for b in nets.biases]
    ([(5, 1, 32), (5, 32, 1)], [(5, 1, 32), (5, 1, 1)])
    """
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a numpy.random.Generator, not {type(rng).__name__}")
    if len(widths) < 2:
        raise ValueError(f"widths needs an input and an output size, got {list(widths)}")
    widths = [_positive(width, "each of widths") for width in widths]
    networks = _positive(networks, "networks")
    dtype = np.dtype(dtype)
    if dtype not in (np.float16, np.float32, np.float64):
        raise ValueError(f"dtype must be float16, float32 or float64, not {dtype}")
    parameters = checked_parameters(activation, parameters, at_zero)

    fans = list(itertools.pairwise(widths))
    weights = []
    for fan_in, fan_out in fans:
        deviation = np.sqrt(variance_of_weights(weight_variance, fan_in, fan_out))
        drawn = rng.standard_normal((networks, fan_in, fan_out))
        drawn *= deviation
        weights.append(drawn.astype(dtype, copy=False))
    biases = None
    if bias is not None:
        noise = [bias_std * rng.standard_normal((networks, 1, fan_out)) if bias_std else 0.0 for _, fan_out in fans]
        biases = [
            (bias + np.broadcast_to(e, (networks, 1, out))).astype(dtype)
            for e, (_, out) in zip(noise, fans, strict=True)
        ]
    slopes = None
    if activation == "prelu":
        start = parameters.pop("negative_slope", ACTIVATIONS["prelu"].parameters["negative_slope"].default)
        slopes = [np.full((networks, 1, 1), start, dtype) for _ in range(len(fans) - (not activate_output))]
    return DenseNetworks(weights, biases, slopes, activation, parameters, at_zero, activate_output)


def variance_of_weights(weight_variance: str | float, fan_in: int, fan_out: int) -> float:
    """Variance of one weight: "he", "xavier", or a number s² that stands for s²/fan_in.

    Examples
    --------
    >>> variance_of_weights("he", 50, 50), variance_of_weights("xavier", 50, 50), variance_of_weights(1.5, 50, 50)
    (0.04, 0.02, 0.03)
    """
    if isinstance(weight_variance, str):
        if weight_variance not in INITIALISATIONS:
            raise ValueError(
                f"weight_variance must be a number or one of {', '.join(INITIALISATIONS)}, not {weight_variance!r}"
            )
        return INITIALISATIONS[weight_variance](fan_in, fan_out)
    if not (np.isfinite(weight_variance) and weight_variance >= 0):
        raise ValueError(f"weight_variance must be finite and not negative, not {weight_variance}")
    return weight_variance / fan_in


def _positive(size: int, name: str) -> int:
    number = operator.index(size)
    if number < 1:
        raise ValueError(f"{name} must be at least 1, not {number}")
    return number


def checked_parameters(activation: str, parameters: Mapping[str, Any], at_zero: float | None = None) -> dict[str, Any]:
    """A copy of `parameters`; a TypeError or ValueError where `activation` would not take them."""
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, not {activation!r}")
    entry = ACTIVATIONS[activation]
    for name in parameters:
        if name not in entry.parameters:
            raise TypeError(f"{activation} has no parameter {name!r}; it has: {', '.join(entry.parameters) or 'none'}")
    if at_zero is not None and not entry.kinks:
        raise ValueError(f"{activation} has no kink, so at_zero has nothing to choose")
    zero = np.zeros(1)
    entry.function(zero, **parameters)  # the activation itself refuses bad values, before any work is done
    entry.derivative(zero, **parameters, **({} if at_zero is None else {"at_zero": at_zero}))
    return dict(parameters)


# -------------------------------------------------------------------------------------- forward and backward


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

    Parameters
    ----------
    inputs : shape (batch_size, fan_in), the same for all networks, or (networks, batch_size, fan_in)

    Raises
    ------
    ValueError
        If the inputs have another shape.

    Examples
    --------
    >>> nets = DenseNetworks([np.array([[[1.0, -1.0]]]), np.array([[[1.0], [1.0]]])])  # |x| from two ReLUs
    >>> forward(nets, [[-3.0], [2.0]]).output.ravel()
    array([3., 2.])
    """
    activation = np.asarray(inputs, networks.dtype)
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
    for layer, weights in enumerate(networks.weights):
        z = _affine(activation, weights, None if networks.biases is None else networks.biases[layer])
        activation = networks.activate(layer, z)
        pre_activations.append(z)
        activations.append(activation)
    return ForwardPass(pre_activations, activations)


def pre_activation_gradients(networks: DenseNetworks, passed: ForwardPass, upstream: np.ndarray) -> list[np.ndarray]:
    """Gradients with respect to the pre-activations alone: the cheaper half of `backward`.

    The chain rule, layer by layer from the output: ``dL/dz_l = (dL/dz_(l+1) W_(l+1)ᵀ) · f'(z_l)``.

    Parameters
    ----------
    upstream : dL/d(output), shape (networks, batch_size, fan_out)

    Returns
    -------
    list of arrays shaped like ``passed.pre_activations``
    """
    return [delta for _, _, delta in _backpropagate(networks, passed, upstream)][::-1]


def backward(networks: DenseNetworks, passed: ForwardPass, upstream: np.ndarray) -> Gradients:
    """Gradients with respect to every weight, bias, pre-activation and PReLU slope.

    With ``d_l = dL/dz_l`` summed over the batch: ``dL/dW_l = a_(l-1)ᵀ d_l``, ``dL/db_l = Σ d_l`` and for PReLU
    ``dL/d(slope) = Σ dL/da_l · min(z_l, 0)``.

    Parameters
    ----------
    upstream : dL/d(output), shape (networks, batch_size, fan_out); divide by batch_size here for a mean loss

    References
    ----------
    Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors; He et al. 2015, eq. 8.

    Examples
    --------
    >>> nets = DenseNetworks([np.array([[[1.0, -1.0]]]), np.array([[[1.0], [1.0]]])])
    >>> gradients = backward(nets, forward(nets, [[-3.0]]), np.ones((1, 1, 1)))
    >>> gradients.weights[0].ravel()  # the first unit is off for this input, so nothing reaches its weight
    array([ 0., -3.])
    """
    weights, biases, slopes, deltas = [], [], [], []
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
    received = np.asarray(upstream, networks.dtype)
    if received.shape != passed.output.shape:
        raise ValueError(f"upstream must have the shape of the output, {passed.output.shape}, not {received.shape}")
    for layer in reversed(range(networks.depth)):
        delta = received
        if networks.is_activated(layer):
            delta = received * networks.derivative(layer, passed.pre_activations[layer])
        yield layer, received, delta
        if layer:
            received = _product(delta, np.swapaxes(networks.weights[layer], -1, -2))


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
