"""Dense networks, many at once: how they start (`dense`), forward and backward (`passes`), and their `training`."""

from relu_notes.networks.dense import (
    INITIALISATIONS,
    DenseNetworks,
    checked_parameters,
    initialise,
    variance_of_weights,
)
from relu_notes.networks.passes import ForwardPass, Gradients, backward, forward, pre_activation_gradients
from relu_notes.networks.training import Adam, GradientDescent, Loss, Optimizer, logistic_loss, squared_error, train

__all__ = [
    "INITIALISATIONS",
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
