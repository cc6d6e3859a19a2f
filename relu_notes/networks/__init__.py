"""Dense networks, many at once: how they start (`dense`), forward and backward (`passes`), and their `training`.

Every array has a leading `networks` axis, so one batched product takes all networks through a layer: another seed costs
little more than its arithmetic. Layer l computes

    z_l = a_(l-1) W_l + b_l,    a_l = f(z_l),

with `a_0` the inputs, `z` the pre-activations and `f` any entry of the catalogue. The last layer is affine (`a = z`)
unless `activate_output` is set. Everything keeps the dtype of the weights; what overflows runs on as infinity or NaN,
without a warning. What does not fit is a TypeError (no real numbers, a masked array) or a ValueError (a shape, a name
or a number that is not allowed) that names the argument.
"""

# ruff: noqa: F401  these names are here for whoever imports the package
from relu_notes.networks.dense import DenseNetworks, checked_parameters, initialise, variance_of_weights
from relu_notes.networks.passes import ForwardPass, Gradients, backward, forward, pre_activation_gradients
from relu_notes.networks.training import (
    Adam,
    GradientDescent,
    Loss,
    Optimizer,
    logistic_loss,
    squared_error,
    train,
    train_and_keep,
)

__all__ = [name for name in dir() if not name.startswith("_")]  # of what is imported above
