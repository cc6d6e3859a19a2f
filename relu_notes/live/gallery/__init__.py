"""The notebooks' live figures by name, one module a lesson."""

from collections.abc import Callable

from relu_notes.live.figure import LiveFigure
from relu_notes.live.gallery.backpropagation import gate, neuron
from relu_notes.live.gallery.dying import born_dead, dead_units, dying_run, one_unit
from relu_notes.live.gallery.fixes import compare_fixes, learned_slope
from relu_notes.live.gallery.hinges import hinge_fit, one_hinge, sum_of_hinges
from relu_notes.live.gallery.key_notes import additivity, example_table, function_and_derivative
from relu_notes.live.gallery.pieces import properties, random_kinks, tent
from relu_notes.live.gallery.popularity import (
    cost_of_activations,
    gradients_by_layer,
    stacked_layers,
    training_deep_networks,
)
from relu_notes.live.gallery.slope import choice_at_zero, exact_zeros, secants, subgradients, tangent
from relu_notes.live.gallery.sparsity import units_off, zeros_and_bias, zeros_in_a_product

__all__ = [
    "GALLERY",
    "additivity",
    "born_dead",
    "choice_at_zero",
    "compare_fixes",
    "cost_of_activations",
    "dead_units",
    "dying_run",
    "exact_zeros",
    "example_table",
    "function_and_derivative",
    "gate",
    "gradients_by_layer",
    "hinge_fit",
    "learned_slope",
    "neuron",
    "one_hinge",
    "one_unit",
    "properties",
    "random_kinks",
    "secants",
    "stacked_layers",
    "subgradients",
    "sum_of_hinges",
    "tangent",
    "tent",
    "training_deep_networks",
    "units_off",
    "zeros_and_bias",
    "zeros_in_a_product",
]

GALLERY: dict[str, Callable[[], LiveFigure]] = {
    "function_and_derivative": function_and_derivative,
    "example_table": example_table,
    "additivity": additivity,
    "tangent": tangent,
    "secants": secants,
    "subgradients": subgradients,
    "neuron": neuron,
    "gate": gate,
    "exact_zeros": exact_zeros,
    "choice_at_zero": choice_at_zero,
    "cost_of_activations": cost_of_activations,
    "gradients_by_layer": gradients_by_layer,
    "training_deep_networks": training_deep_networks,
    "zeros_and_bias": zeros_and_bias,
    "units_off": units_off,
    "zeros_in_a_product": zeros_in_a_product,
    "stacked_layers": stacked_layers,
    "one_unit": one_unit,
    "dead_units": dead_units,
    "born_dead": born_dead,
    "dying_run": dying_run,
    "compare_fixes": compare_fixes,
    "learned_slope": learned_slope,
    "one_hinge": one_hinge,
    "sum_of_hinges": sum_of_hinges,
    "hinge_fit": hinge_fit,
    "tent": tent,
    "random_kinks": random_kinks,
    "properties": properties,
}
