"""The notebooks' live figures by name, one module per lesson."""

from collections.abc import Callable

from relu_notes.live.figure import LiveFigure
from relu_notes.live.gallery.backpropagation import gate, neuron
from relu_notes.live.gallery.boundaries import far_from_data, learned_boundary
from relu_notes.live.gallery.dying import born_dead, dead_units, one_unit
from relu_notes.live.gallery.fixes import compare_fixes, learned_slope
from relu_notes.live.gallery.folding import fold_and_cut
from relu_notes.live.gallery.going_further import leaky_slope, penalty_not_zeros, since_2015
from relu_notes.live.gallery.hinges import hinge_fit, one_hinge, sum_of_hinges
from relu_notes.live.gallery.key_notes import additivity, example_table, function_and_derivative
from relu_notes.live.gallery.learned import kinks_while_learning, outside_the_data
from relu_notes.live.gallery.pieces import random_kinks, square_by_tents, tent
from relu_notes.live.gallery.plane import bent_creases, many_creases, one_crease
from relu_notes.live.gallery.popularity import cost_of_activations, gradients_by_layer, stacked_layers
from relu_notes.live.gallery.properties import properties
from relu_notes.live.gallery.runs import dying_run, outcomes_by_start
from relu_notes.live.gallery.slope import choice_at_zero, exact_zeros, secants, subgradients, tangent
from relu_notes.live.gallery.sparsity import units_off, zeros_and_bias, zeros_in_a_product
from relu_notes.live.gallery.speed import steps_to_learn
from relu_notes.live.gallery.summaries import (
    dying_in_one_picture,
    further_in_one_picture,
    gate_in_one_picture,
    pieces_in_one_picture,
    plane_in_one_picture,
    reasons_in_one_picture,
    relu_in_one_picture,
)
from relu_notes.live.gallery.training import training_deep_networks
from relu_notes.live.gallery.xor import pressed_xor, trained_xor

#: In the order of the lessons.
GALLERY: dict[str, Callable[[], LiveFigure]] = {
    figure.__name__: figure
    for figure in (
        function_and_derivative,
        example_table,
        additivity,
        tangent,
        secants,
        subgradients,
        neuron,
        gate,
        exact_zeros,
        choice_at_zero,
        cost_of_activations,
        gradients_by_layer,
        training_deep_networks,
        zeros_and_bias,
        units_off,
        zeros_in_a_product,
        stacked_layers,
        steps_to_learn,
        one_unit,
        dead_units,
        born_dead,
        dying_run,
        compare_fixes,
        learned_slope,
        outcomes_by_start,
        one_hinge,
        sum_of_hinges,
        hinge_fit,
        tent,
        random_kinks,
        outside_the_data,
        square_by_tents,
        kinks_while_learning,
        properties,
        penalty_not_zeros,
        leaky_slope,
        since_2015,
        one_crease,
        many_creases,
        pressed_xor,
        fold_and_cut,
        bent_creases,
        learned_boundary,
        far_from_data,
        trained_xor,
    )
}

__all__ = [
    "GALLERY",
    "dying_in_one_picture",
    "further_in_one_picture",
    "gate_in_one_picture",
    "pieces_in_one_picture",
    "plane_in_one_picture",
    "reasons_in_one_picture",
    "relu_in_one_picture",
    *GALLERY,
]
