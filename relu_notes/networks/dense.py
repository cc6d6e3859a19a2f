"""The arrays of dense networks, many at once, and how they start."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from relu_notes._arguments import finite, float_dtype, generator, not_too_many, several, whole_number
from relu_notes.activations import ACTIVATIONS, entry

#: Variance of a weight from (fan_in, fan_out): He et al. 2015 (eq. 10), Glorot & Bengio 2010 (eq. 12).
INITIALISATIONS: dict[str, Callable[[int, int], float]] = {
    "he": lambda fan_in, fan_out: 2 / fan_in,
    "xavier": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
}


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

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together, and an activation or parameters that do not exist."""
        self.weights = several(self.weights, "weights")
        if not self.weights:
            raise ValueError("DenseNetworks: weights must hold at least one layer")
        count, fan_in, dtype = None, None, None
        for layer, weight in enumerate(self.weights):
            name = f"weights[{layer}]"
            _check_array(weight, name, (count, fan_in, None), dtype)
            (count, _, fan_in), dtype = weight.shape, weight.dtype
        if self.biases is not None:
            self.biases = several(self.biases, "biases")
            _check_length(self.biases, "biases", self.depth)
            for layer, bias in enumerate(self.biases):
                _check_array(bias, f"biases[{layer}]", (count, 1, self.weights[layer].shape[2]), dtype)
        if self.slopes is None:
            self.parameters = checked_parameters(self.activation, self.parameters, self.at_zero)
            return
        if not isinstance(self.activation, str) or self.activation != "prelu":
            raise ValueError(f"DenseNetworks: slopes are what prelu learns, and activation is {self.activation!r}")
        self.slopes = several(self.slopes, "slopes")
        _check_length(self.slopes, "slopes", sum(map(self.is_activated, range(self.depth))))
        for layer, slope in enumerate(self.slopes):
            _check_array(slope, f"slopes[{layer}]", (count, 1, 1), dtype)
        if self.at_zero is not None:  # against slopes that move it is not checked
            finite(self.at_zero, "at_zero")

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
        If a parameter is not one of the activation's, `rng` is no Generator, or an argument is of a wrong type.
    ValueError
        If a name is unknown, a size is not positive, there are more than 2**28 weights, a number is not finite, or
        `at_zero` is given for an activation without a kink.

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
        noise = [bias_std * rng.standard_normal((networks, 1, fan_out)) if bias_std else 0.0 for _, fan_out in fans]
        biases = [
            (bias + np.broadcast_to(e, (networks, 1, out))).astype(dtype)
            for e, (_, out) in zip(noise, fans, strict=True)
        ]
    slopes = None
    if activation == "prelu":
        start = parameters.pop("negative_slope", ACTIVATIONS["prelu"].parameters["negative_slope"].default)
        _check_room(abs(float(start)), "negative_slope", dtype)
        slopes = [np.full((networks, 1, 1), start, dtype) for _ in range(len(fans) - (not activate_output))]
    return DenseNetworks(weights, biases, slopes, activation, parameters, at_zero, activate_output)


def variance_of_weights(weight_variance: str | float, fan_in: int, fan_out: int) -> float:
    """Variance of one weight: "he", "xavier", or a number s² that stands for s²/fan_in.

    Examples
    --------
    >>> variance_of_weights("he", 50, 50), variance_of_weights("xavier", 50, 50), variance_of_weights(1.5, 50, 50)
    (0.04, 0.02, 0.03)
    """
    fan_in = whole_number(fan_in, "fan_in")
    fan_out = whole_number(fan_out, "fan_out")
    if isinstance(weight_variance, str):
        if weight_variance not in INITIALISATIONS:
            raise ValueError(
                f"weight_variance must be a number or one of {', '.join(INITIALISATIONS)}, not {weight_variance!r}"
            )
        return INITIALISATIONS[weight_variance](fan_in, fan_out)
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
    """Refuse what is no DenseNetworks."""
    if not isinstance(networks, DenseNetworks):
        raise TypeError(f"{name} must be DenseNetworks, not {type(networks).__name__}")


def _check_room(size: float, name: str, dtype: np.dtype) -> None:
    """Refuse a start whose numbers, of some ten times `size`, would be infinite in `dtype`."""
    if 10 * float(size) > float(np.finfo(dtype).max):
        raise ValueError(f"{name} is too large for {dtype}")


def _check_array(array: Any, name: str, shape: tuple[int | None, ...], dtype: np.dtype | None) -> None:
    """Refuse what is no float array of `dtype` and of `shape`, where None stands for any."""
    if not isinstance(array, np.ndarray) or isinstance(array, np.ma.MaskedArray):
        raise TypeError(f"DenseNetworks: {name} must be a NumPy array, not {type(array).__name__}")
    if array.dtype not in ((np.float16, np.float32, np.float64) if dtype is None else (dtype,)):
        wanted = "float16, float32 or float64" if dtype is None else f"{dtype}, as those before it"
        raise TypeError(f"DenseNetworks: {name} must have dtype {wanted}, not {array.dtype}")
    if len(array.shape) != len(shape) or any(
        want not in (None, have) for want, have in zip(shape, array.shape, strict=False)
    ):
        words = ", ".join("any" if want is None else str(want) for want in shape)
        raise ValueError(f"DenseNetworks: {name} must have shape ({words}), not {array.shape}")
    if not array.size:
        raise ValueError(f"DenseNetworks: {name} must not be empty, its shape is {array.shape}")


def _check_length(arrays: list[Any], name: str, layers: int) -> None:
    if len(arrays) != layers:
        raise ValueError(f"DenseNetworks: {name} must hold one array for each of {layers} layers, not {len(arrays)}")
