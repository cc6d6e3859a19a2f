"""Dense networks, many at once: how they start (`dense`), forward and backward (`passes`), and their `training`.

Every array has a leading `networks` axis, so one batched product takes all networks through a layer: another seed costs
little more than its arithmetic. Layer l computes

    z_l = a_(l-1) W_l + b_l,    a_l = f(z_l),

with `a_0` the inputs, `z` the pre-activations and `f` any entry of the catalogue. The last layer is affine (`a = z`)
unless `activate_output` is set. Everything keeps the dtype of the weights; what overflows runs on as infinity or NaN,
without a warning. `inputs` have the shape (batch_size, fan_in), the same for all networks, or (networks, batch_size,
fan_in). What does not fit is a TypeError (no real numbers, a masked array) or a ValueError (a shape, a name or a number
that is not allowed) that names the argument.
"""

from relu_notes.networks.dense import (
    DenseNetworks,
    checked_parameters,
    initialise,
    variance_of_weights,
)
from relu_notes.networks.passes import ForwardPass, Gradients, backward, forward, pre_activation_gradients
from relu_notes.networks.training import Adam, GradientDescent, Loss, Optimizer, logistic_loss, squared_error, train

__all__ = [
    "Adam",
    "DenseNetworks",
    "ForwardPass",
    "GradientDescent",
    "Gradients",
    "Loss",
    "Optimizer",
    "backward",
    "checked_parameters",
    "forward",
    "initialise",
    "logistic_loss",
    "pre_activation_gradients",
    "squared_error",
    "train",
    "variance_of_weights",
]
