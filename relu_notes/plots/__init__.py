"""Pictures of arrays on matplotlib axes: no formulas, no randomness, no widgets, never pyplot's state."""

from relu_notes.plots.curves import draw_derivative, draw_function, plot_function_and_derivative
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, line_style, panels, place_legend

__all__ = [
    "COLOURS",
    "Picture",
    "classroom",
    "classroom_figure",
    "draw_derivative",
    "draw_function",
    "line_style",
    "panels",
    "place_legend",
    "plot_function_and_derivative",
]
