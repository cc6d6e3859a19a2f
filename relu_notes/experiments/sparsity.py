"""How many zeros ReLU makes: closed forms beside seeded measurements.

Half of all outputs are 0 at initialisation because a pre-activation is as often negative as positive: symmetry,
not learning. A bias moves that share. Deeper, the inputs of a layer grow alike (their cosines drift to 1), so a
unit that is off for one input tends to be off for all of them.
"""

import numpy as np
from scipy import special

from relu_notes._arguments import doubles, generator, not_too_many, whole_number
from relu_notes.activations import relu
from relu_notes.networks import forward, initialise


def zero_fraction(bias_over_sigma):
    """Share of zeros of a ReLU unit with bias b whose weighted sum is normal with standard deviation σ: Φ(-b/σ).

    z = w·x + b is normal with mean b and standard deviation σ, and relu(z) = 0 exactly where z ≤ 0. At b = 0
    that is ½ whatever σ is: the half of Glorot, Bordes & Bengio 2011, Deep sparse rectifier neural networks.

    >>> zero_fraction([-1.0, 0.0, 1.0]).round(4).tolist()
    [0.8413, 0.5, 0.1587]
    """
    return special.ndtr(-doubles(bias_over_sigma, "bias_over_sigma"))


def arc_cosine_map(c: np.ndarray) -> np.ndarray:
    """Cosine of two inputs after one wide random ReLU layer without biases: (√(1 - c²) + c·(π - arccos c))/π.

    The kernel of degree 1 of Cho & Saul 2009, Kernel methods for deep learning, divided by its value at c = 1.
    The slope is at most 1 and reached at c = 1 alone, so repeated application carries every cosine to 1.

    >>> arc_cosine_map(np.array([-1.0, 0.0, 1.0])).round(4).tolist()
    [0.0, 0.3183, 1.0]
    """
    return (np.sqrt(1 - c * c) + c * (np.pi - np.arccos(c))) / np.pi


_BELL = np.linspace(-9.0, 9.0, 2001)  # beyond 9 standard deviations lies 2e-19 of the normal distribution


def all_off_fraction(c: np.ndarray, inputs: int) -> np.ndarray:
    """Share of units without bias that output 0 for all of `inputs` inputs, every two of them with cosine c ≥ 0.

    E[Φ(√(c/(1 - c))·g)^inputs] over a standard normal g: pre-activations with common correlation c are
    √c·g + √(1 - c)·e with one g for all inputs and an e for each; given g they are independent. The integral is a sum
    over a fine even grid: exact to 1e-9 up to c = 0.99, where Φ(√(c/(1 - c))·g) is still smooth beside the step, and to
    1e-3 beyond.

    >>> float(all_off_fraction(1 / 3, 2).round(4))  # of two inputs it is (π - arccos c)/2π
    0.3041
    """
    weight = np.exp(-_BELL * _BELL / 2)
    weight /= weight.sum()
    ratio = np.sqrt(c / np.where(c < 1, 1 - c, 1))
    shares = np.exp(inputs * special.log_ndtr(ratio[..., None] * _BELL)) @ weight
    return np.where(c < 1, shares, 0.5)[()]


def predicted_off(*, depth: int, inputs: int) -> np.ndarray:
    """Share of units off for all of `inputs` orthogonal inputs, layers 1 to `depth` of a wide He network.

    `all_off_fraction` of the cosines that `arc_cosine_map` makes of 0 in 0, 1, … depth - 1 steps.

    >>> predicted_off(depth=50, inputs=64)[[0, 4, 9, 19, 49]].round(3).tolist()
    [0.0, 0.062, 0.171, 0.286, 0.396]
    """
    depth, inputs = whole_number(depth, "depth"), whole_number(inputs, "inputs")
    not_too_many(depth * _BELL.size, "depth")
    cosines = np.zeros(depth)
    for layer in range(1, len(cosines)):
        cosines[layer] = arc_cosine_map(cosines[layer - 1])
    return all_off_fraction(cosines, inputs)


def measured_zero_fraction(bias_over_sigma, *, units: int = 10_000, fan_in: int = 100, rng: np.random.Generator):
    """Share of `units` random ReLU units that output 0 for one random input of `fan_in` numbers, for each bias b/σ.

    The same He weights serve all biases. The standard error is √(p(1 - p)/units) around p = `zero_fraction`.

    >>> float(measured_zero_fraction(1.0, rng=np.random.default_rng(0)))
    0.161
    """
    bias_over_sigma = doubles(bias_over_sigma, "bias_over_sigma")
    units, fan_in = whole_number(units, "units"), whole_number(fan_in, "fan_in")
    not_too_many(units * max(fan_in, bias_over_sigma.size), "units, fan_in and bias_over_sigma")
    x = generator(rng).standard_normal(fan_in)
    sigma = np.sqrt(2 / fan_in) * np.linalg.norm(x)
    z = rng.standard_normal((units, fan_in)) @ x * np.sqrt(2 / fan_in)
    with np.errstate(over="ignore"):
        shares = np.mean(relu(z + sigma * bias_over_sigma[..., None]) == 0, axis=-1)
    return np.where(np.isnan(bias_over_sigma), np.nan, shares)[()]


def layer_activations(
    *, depth: int, width: int, inputs: int, networks: int = 1, bias: float = 0.0, rng: np.random.Generator
) -> list[np.ndarray]:
    """Outputs relu(z) of every layer of random He networks for the same standard normal inputs.

    Float32 of shape (networks, inputs, width) for each of the `depth` layers. `bias` is that of every unit; in the
    first layer σ is √2.

    >>> layers = layer_activations(depth=3, width=50, inputs=10, rng=np.random.default_rng(0))
    >>> [activations.shape for activations in layers]
    [(1, 10, 50), (1, 10, 50), (1, 10, 50)]
    """
    depth, width = whole_number(depth, "depth"), whole_number(width, "width")
    inputs, networks = whole_number(inputs, "inputs"), whole_number(networks, "networks")
    not_too_many(depth * networks * inputs * width, "depth, networks, inputs and width")
    sizes = [width] * (depth + 1)
    nets = initialise(sizes, networks=networks, bias=bias, dtype=np.float32, activate_output=True, rng=rng)
    return forward(nets, rng.standard_normal((inputs, width))).activations[1:]
