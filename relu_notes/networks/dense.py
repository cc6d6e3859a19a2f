"""The arrays of dense networks, many at once, and how they start."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from relu_notes._arguments import finite, float_dtype, generator, not_too_many, several, whole_number
from relu_notes.activations import ACTIVATIONS, entry


@dataclass
class DenseNetworks:
    """Weights and biases of several networks of one shape, and their activation.

    The arrays share one float dtype. Change them in place to change the networks: ``networks.biases[-1][...] = 0``.

    Attributes
    ----------
    weights : one array per layer, of shape (networks, fan_in, fan_out)
    biases : one array per layer, of shape (networks, 1, fan_out); or None
    slopes : the slopes that PReLU learns (He et al. 2015), one array of shape (networks, 1, 1) per layer with an
        activation; None for every other activation
    activation : name in the catalogue
    parameters : its parameters, for example ``{"alpha": 1.0}``
    at_zero : slope used where a pre-activation is exactly 0 and that is a kink; None is the catalogue's convention
    activate_output : whether the last layer, too, passes through the activation
    """

    weights: list[np.ndarray]
    biases: list[np.ndarray] | None = None
    slopes: list[np.ndarray] | None = None
    activation: str = "relu"
    parameters: dict[str, Any] = field(default_factory=dict)
    at_zero: float | None = None
    activate_output: bool = False

    def __post_init__(self) -> None:
        """Refuse an activation, parameters or an `at_zero` that do not exist."""
        if self.slopes is None:  # slopes that are learned move, so at_zero is not held against them
            self.parameters = checked_parameters(self.activation, self.parameters, self.at_zero)

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
    """Networks with normally distributed weights, of the sizes `widths` from input to output.

    `weight_variance` is "he", 2/fan_in (He et al. 2015, Delving deep into rectifiers, eq. 10), "xavier",
    2/(fan_in + fan_out) (Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural
    networks, eq. 12), or a number s² for s²/fan_in. Every bias starts at `bias`, with normal noise of deviation
    `bias_std`; None means no biases. `at_zero` is the slope at 0, for activations with a kink there. More keywords are
    parameters of the activation; PReLU's `negative_slope` is where learning starts. One state of `rng` gives the same
    weights in every dtype (float16, float32 or float64), up to rounding. More than 2**28 weights are refused.

    >>> nets = initialise([1, 32, 1], networks=5, bias=0.0, rng=np.random.default_rng(0))
    >>> [w.shape for w in nets.weights], [b.shape for b in nets.biases]
    ([(5, 1, 32), (5, 32, 1)], [(5, 1, 32), (5, 1, 1)])
    """
    generator(rng)
    sizes = [whole_number(width, "each of widths") for width in several(widths, "widths")]
    if len(sizes) < 2:
        raise ValueError(f"widths needs an input and an output size, got {sizes}")
    networks = whole_number(networks, "networks")
    fans = list(itertools.pairwise(sizes))
    not_too_many(networks * sum(fan_in * fan_out for fan_in, fan_out in fans), "widths and networks")
    dtype = float_dtype(dtype)
    bias = None if bias is None else finite(bias, "bias")
    bias_std = finite(bias_std, "bias_std")
    if bias_std < 0:
        raise ValueError(f"bias_std must not be negative, not {bias_std}")
    parameters = checked_parameters(activation, parameters, at_zero)

    weights = []
    for fan_in, fan_out in fans:
        deviation = np.sqrt(variance_of_weights(weight_variance, fan_in, fan_out))
        _check_room(deviation, "weight_variance", dtype)
        drawn = rng.standard_normal((networks, fan_in, fan_out))
        drawn *= deviation
        weights.append(drawn.astype(dtype, copy=False))
    biases = None
    if bias is not None:
        _check_room(max(abs(bias), bias_std), "bias or bias_std", dtype)
        biases = [np.full((networks, 1, fan_out), bias) for _, fan_out in fans]
        if bias_std:
            biases = [start + bias_std * rng.standard_normal(start.shape) for start in biases]
        biases = [start.astype(dtype) for start in biases]
    slopes = None
    if activation == "prelu":
        start = parameters.pop("negative_slope", ACTIVATIONS["prelu"].parameters["negative_slope"].default)
        _check_room(abs(float(start)), "negative_slope", dtype)
        slopes = [np.full((networks, 1, 1), start, dtype) for _ in range(len(fans) - (not activate_output))]
    return DenseNetworks(weights, biases, slopes, activation, parameters, at_zero, activate_output)


def variance_of_weights(weight_variance: str | float, fan_in: int, fan_out: int) -> float:
    """Variance of one weight: "he", "xavier", or a number s² that stands for s²/fan_in.

    >>> variance_of_weights("he", 50, 50), variance_of_weights("xavier", 50, 50), variance_of_weights(1.5, 50, 50)
    (0.04, 0.02, 0.03)
    """
    if isinstance(weight_variance, str):
        named = {"he": 2 / fan_in, "xavier": 2 / (fan_in + fan_out)}
        if weight_variance not in named:
            raise ValueError(f"weight_variance must be a number or one of {', '.join(named)}, not {weight_variance!r}")
        return named[weight_variance]
    number = finite(weight_variance, "weight_variance")
    if number < 0:
        raise ValueError(f"weight_variance must not be negative, not {number}")
    return number / fan_in


def checked_parameters(activation: str, parameters: Mapping[str, Any], at_zero: float | None = None) -> dict[str, Any]:
    """A copy of `parameters`; a TypeError or ValueError where `activation` would not take them."""
    known = entry(activation)
    if not isinstance(parameters, Mapping):
        raise TypeError(
            f"{activation}: parameters must map names to numbers, not be of type {type(parameters).__name__}"
        )
    for name, value in parameters.items():
        if name not in known.parameters:
            raise TypeError(f"{activation} has no parameter {name!r}; it has: {', '.join(known.parameters) or 'none'}")
        if not known.parameters[name].choices:
            finite(value, name)  # prelu itself would take an array of slopes
    if at_zero is not None and 0 not in known.kinks:
        raise ValueError(f"{activation} has no kink at 0, so at_zero has nothing to choose")
    if parameters or at_zero is not None:
        zero = np.zeros(1)
        known.function(zero, **parameters)  # the activation itself refuses bad values, before any work is done
        known.derivative(zero, **parameters, **({} if at_zero is None else {"at_zero": at_zero}))
    return dict(parameters)


def check_networks(networks: Any, name: str = "networks") -> None:
    """Refuse anything but a DenseNetworks."""
    if not isinstance(networks, DenseNetworks):
        raise TypeError(f"{name} must be DenseNetworks, not {type(networks).__name__}")


def _check_room(size: float, name: str, dtype: np.dtype) -> None:
    """Refuse a start whose numbers, of some ten times `size`, would be infinite in `dtype`."""
    if 10 * float(size) > float(np.finfo(dtype).max):
        raise ValueError(f"{name} is too large for {dtype}")
