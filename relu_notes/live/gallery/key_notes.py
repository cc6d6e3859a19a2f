"""Lesson 1: the live figures of the key notes."""

from __future__ import annotations

import numpy as np

from relu_notes.activations import relu
from relu_notes.live.controls import Slider
from relu_notes.live.figure import LiveFigure, Reading
from relu_notes.plots.style import COLOURS, panels
from relu_notes.tables import format_number


def additivity() -> LiveFigure:
    """relu(a) + relu(b) against relu(a + b): equal only where neither a nor b changes sign."""

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        x = np.array([-10.0, 0.0, 10.0])
        axes.plot(x, relu(x), color=COLOURS["blue"])
        axes.set(xlim=(-10, 10), ylim=(-1, 11), xlabel="Input (x)", ylabel="Output", title="Is ReLU linear?")
        (whole,) = axes.plot([], [], "o", color=COLOURS["vermillion"], animated=True)
        (parts,) = axes.plot([], [], "s", color=COLOURS["black"], animated=True)

        def update(a, b):
            together, apart = float(relu(a + b)), float(relu(a) + relu(b))
            whole.set_data([a + b], [together])
            parts.set_data([a + b], [apart])
            verdict = "equal" if np.isclose(together, apart) else "not equal"
            text = f"relu(a) + relu(b) = {format_number(apart)}, relu(a + b) = {format_number(together)}: {verdict}"
            return Reading(text, f"At a = {a:g}, b = {b:g}: {text}.")

        return update

    return LiveFigure(
        scene,
        {
            "a": Slider("a", value=3, min=-5, max=5, step=0.1, format=".1f"),
            "b": Slider("b", value=-2, min=-5, max=5, step=0.1, format=".1f"),
        },
        title="Is ReLU linear?",
    )
