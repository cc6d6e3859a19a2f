"""Do gradients survive depth? Their size layer by layer, and the mean-field prediction.

Going back through one layer multiplies a gradient by Wᵀ and by f'(z). In a wide random network the squares average
out, so each layer multiplies the root mean square of dL/dz by one number that an integral gives. For ReLU it is
√(s²/2), with s² the weight variance times fan_in: He's s² = 2 keeps gradients alive, and a smaller scale makes
ReLU vanish like any other activation.
"""

from typing import Any

import numpy as np

from relu_notes._arguments import generator, not_too_many, one_of, whole_number
from relu_notes.activations import entry
from relu_notes.networks import (
    backward,
    checked_parameters,
    forward,
    initialise,
    pre_activation_gradients,
    variance_of_weights,
)

#: Numbers in one layer's weights of all networks that are computed together. More of them leave the processor's
#: cache: small networks gain from sharing a product, from about 256 units on one network at a time is faster.
_TOGETHER = 1 << 14


def layer_gradient_norms(
    activation: str,
    *,
    depth: int,
    width: int,
    weight_variance: str | float,
    batch_size: int = 32,
    networks: int = 1,
    of: str = "pre_activations",
    rng: np.random.Generator,
    **parameters: Any,
) -> np.ndarray:
    """Size of the gradient in each layer of random networks: the root mean square of dL/dz over batch and units.

    Layers without biases, inputs of squared norm `width` in random directions, and a standard normal dL/dh at the
    output h of the last layer. `of` "weights" is the size of dL/dW, whose mean runs over the weights of the layer. What
    comes back has the shape (networks, depth), layer 1, the nearest to the input, first; the ratio of neighbours in the
    limit of wide layers is `predicted_factor`. One state of `rng` gives the same directions and, up to their scale, the
    same weights, whatever the variance and (for the layers in common) the depth.

    With Xavier's scale ReLU's gradient shrinks to 1/√2 per layer, (1/√2)⁹ = 0.044 in all; twenty networks measure:

    >>> sizes = layer_gradient_norms("relu", depth=10, width=100, weight_variance=1, networks=20,
    ...                              rng=np.random.default_rng(0))
    >>> ratio = sizes[:, 0] / sizes[:, -1]
    >>> sizes.shape, round(float(np.sqrt(np.mean(ratio**2))), 3)
    ((20, 10), 0.044)
    """
    depth, width = whole_number(depth, "depth"), whole_number(width, "width")
    batch_size, networks = whole_number(batch_size, "batch_size"), whole_number(networks, "networks")
    of = one_of(of, "of", ("pre_activations", "weights"))
    not_too_many(depth * max(networks, width * batch_size), "depth, width, batch_size and networks")
    generator(rng)
    settings = dict(activation=activation, weight_variance=weight_variance, activate_output=True, **parameters)
    together = max(1, _TOGETHER // (width * max(width, batch_size)))
    norms = np.empty((networks, depth))
    starts = range(0, networks, together)
    # A generator of its own keeps the draws of a group where they are when the groups before it grow deeper.
    for first, own in zip(starts, rng.spawn(len(starts)), strict=True):
        rows = slice(first, min(first + together, networks))
        count = rows.stop - rows.start
        inputs = _directions(own, (count, batch_size, width))
        upstream = own.standard_normal((count, batch_size, width))
        stack = initialise([width] * (depth + 1), networks=count, rng=own, **settings)
        passed = forward(stack, inputs)
        if of == "weights":
            sizes = backward(stack, passed, upstream).weights
        else:
            sizes = pre_activation_gradients(stack, passed, upstream)
        for layer, gradient in enumerate(sizes):
            norms[rows, layer] = _root_mean_square(gradient)
    return norms


def _directions(rng: np.random.Generator, shape: tuple[int, int, int]) -> np.ndarray:
    """Inputs in random directions whose squared norm is their number of entries."""
    inputs = rng.standard_normal(shape)
    inputs *= np.sqrt(shape[-1]) / np.linalg.norm(inputs, axis=-1, keepdims=True)
    return inputs


def _root_mean_square(arrays: np.ndarray) -> np.ndarray:
    """RMS of each of several arrays, also where squares would round to 0."""
    largest = np.abs(arrays).max(axis=(1, 2))
    scale = np.where(largest > 0, largest, 1)
    with np.errstate(all="ignore"):  # a gradient that overflowed shows as infinity or NaN
        return scale * np.sqrt(np.mean((arrays / scale[:, None, None]) ** 2, axis=(1, 2)))


def predicted_factor(activation: str, *, weight_variance: str | float, depth: int, **parameters: Any) -> np.ndarray:
    """Mean-field prediction of the factor of `layer_gradient_norms` from each layer to the one before, (depth - 1,).

    With g standard normal, the variance of pre-activations runs ``q_1 = s²``, ``q_(l+1) = s² E[f(√q_l g)²]``, and going
    back from layer l+1 to layer l (entry l - 1) multiplies the root mean square of dL/dz by ``√(s² E[f'(√q_l g)²])``.
    Exact for infinite width. For ReLU it is √(s²/2) at every layer (He et al. 2015, eq. 14). Poole et al. 2016,
    Exponential expressivity in deep neural networks through transient chaos; Schoenholz et al. 2017, Deep information
    propagation.

    >>> predicted_factor("relu", weight_variance=1, depth=4).round(4).tolist()
    [0.7071, 0.7071, 0.7071]
    >>> float(predicted_factor("sigmoid", weight_variance=1, depth=30)[-1].round(3))  # and not 1/4
    0.236
    """
    return mean_field(activation, weight_variance, depth, parameters)[0]


def mean_field(
    activation: str, weight_variance: str | float, depth: int, parameters: dict[str, Any]
) -> tuple[np.ndarray, np.ndarray]:
    """The recursion of `predicted_factor`: its factors, and the mean square of z per layer, q_l / q_1."""
    depth = whole_number(depth, "depth")
    not_too_many(depth, "depth")
    s2 = variance_of_weights(weight_variance, 1, 1)
    parameters = checked_parameters(activation, parameters)
    known = entry(activation)
    factors, sizes = np.empty(depth - 1), np.ones(depth)
    q = s2
    with np.errstate(all="ignore"):  # a variance that overflows is infinite
        for layer in range(depth - 1):
            g, weights = _normal_quadrature(np.array(known.kinks) / np.sqrt(q) if q > 0 else np.empty(0))
            z = np.sqrt(q) * g
            factors[layer] = np.sqrt(s2 * (weights @ known.derivative(z, **parameters) ** 2))
            q = s2 * (weights @ known.function(z, **parameters) ** 2)
            sizes[layer + 1] = q / s2
    return factors, sizes


#: Activation and weight scale s²: those whose gradient keeps its size best over 30 layers, then two of fame.
SCALES = (
    ("relu", 2.0),
    ("leaky_relu", 2.0),
    ("gelu", 2.2),
    ("silu", 2.4),
    ("elu", 1.5),
    ("tanh", 1.5),
    ("selu", 0.8),
    ("selu", 1.0),
    ("tanh", 1.0),
)


def scale_table(depth: int = 30) -> str:
    """What each activation does to gradient and signal at the scales of `SCALES`, as lines of text."""
    lines = [f"{'activation':12}{'s²':>5}{'gradient, per layer':>22}{f'signal after {depth} layers':>26}"]
    for name, scale in SCALES:
        factors, sizes = mean_field(name, scale, depth, {})
        factor = np.exp(np.mean(np.log(factors)))
        lines.append(f"{entry(name).title:12}{scale:5.1f}{factor:>22.3f}{sizes[-1]:>26.3f}")
    return "\n".join(lines)


_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(80)
_TAIL = 9.0  # beyond 9 standard deviations lies 2e-19 of the normal distribution


def _normal_quadrature(kinks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights for E[h(g)], g standard normal, where h is smooth between the kinks.

    Gauss–Legendre on each smooth piece. One Gauss–Hermite rule across a jump misses ReLU's ½ by 9%.
    """
    edges = np.unique(np.concatenate(([-_TAIL, 0.0, _TAIL], np.clip(kinks, -_TAIL, _TAIL))))
    half = np.diff(edges)[:, None] / 2
    nodes = (edges[:-1, None] + half + half * _NODES).ravel()
    weights = (half * _NODE_WEIGHTS).ravel() * np.exp(-nodes * nodes / 2) / np.sqrt(2 * np.pi)
    return nodes, weights


def squared_norm_growth(
    activation: str,
    *,
    depth: int,
    width: int,
    weight_variance: str | float = "he",
    networks: int,
    rng: np.random.Generator,
    **parameters: Any,
) -> np.ndarray:
    """How much random layers change the squared norm of one input: |h|²/|x|² of each network, h the last output.

    For ReLU with He's scale the mean over networks is 1 at every depth, and the mean square is ``(1 + 5/width)^depth``:
    ever fewer, ever larger networks hold the mean up, and the typical one shrinks. Hanin & Rolnick 2018, How to start
    training: the effect of initialization and architecture.

    >>> growth = squared_norm_growth("relu", depth=10, width=10, networks=20_000, rng=np.random.default_rng(0))
    >>> float(np.median(growth).round(2))  # while the mean over all networks is 1
    0.06
    """
    depth, width = whole_number(depth, "depth"), whole_number(width, "width")
    networks = whole_number(networks, "networks")
    not_too_many(max(networks, depth * width**2), "networks, depth and width")
    generator(rng)
    settings = dict(activation=activation, weight_variance=weight_variance, activate_output=True, **parameters)
    together = max(1, _TOGETHER // width**2)
    growth = np.empty(networks)
    for first in range(0, networks, together):
        count = min(together, networks - first)
        inputs = _directions(rng, (count, 1, width))
        stack = initialise([width] * (depth + 1), networks=count, rng=rng, **settings)
        with np.errstate(over="ignore"):
            growth[first : first + count] = np.sum(forward(stack, inputs).output ** 2, axis=(1, 2)) / width
    return growth
