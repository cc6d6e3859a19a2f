"""Dense networks, many at once: `dense` has initialise, forward and backward, `training` has steps and losses."""

from relu_notes.networks.dense import (
    INITIALISATIONS,
    DenseNetworks,
    ForwardPass,
    Gradients,
    backward,
    checked_parameters,
    forward,
    initialise,
    pre_activation_gradients,
    variance_of_weights,
)
from relu_notes.networks.training import Adam, GradientDescent, Loss, Optimiser, logistic_loss, squared_error, train

__all__ = [
    "INITIALISATIONS",
    "Adam",
    "DenseNetworks",
    "ForwardPass",
    "GradientDescent",
    "Gradients",
    "Loss",
    "Optimiser",
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
