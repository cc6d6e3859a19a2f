"""Lesson 2, second half: what one neuron sends forward and backward, and where its slope is taken."""

from __future__ import annotations

from relu_notes.activations import ACTIVATIONS
from relu_notes.live import LiveFigure, Menu, Reading, Slider, draggable
from relu_notes.live.gallery import questions
from relu_notes.live.gallery.key_notes import activation_menu
from relu_notes.live.gallery.marks import handle, moving
from relu_notes.plots.curves import draw_derivative, draw_function, mark_zero
from relu_notes.plots.neuron import NeuronDiagram
from relu_notes.plots.slope import SwitchableCurves
from relu_notes.plots.style import COLOURS, panels
from relu_notes.tables import format_number


def neuron() -> LiveFigure:
    """One neuron a = f(w·x + b): forward numbers above the wires, backward numbers below."""

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        diagram = NeuronDiagram(axes)
        draggable(diagram.point, "b")

        def update(activation, x, w, b, upstream):
            entry = ACTIVATIONS[activation]
            z = w * x + b
            a, slope = float(entry.function(z)), float(entry.derivative(z))
            passed = upstream * slope
            values = {"x": x, "w": w, "b": b, "z": z, "a": a}
            gradients = {"x": passed * w, "w": passed * x, "b": passed, "z": passed, "a": upstream}
            diagram.show(activation, values, gradients, slope)
            numbers = {"upstream": upstream, "slope": slope, "passed": passed, **values}
            shown = {name: format_number(number) for name, number in numbers.items()}
            text = "z = {z}, a = {a}; backward: {upstream} · f'(z) = {upstream} · {slope} = {passed}".format(**shown)
            sent = ", ".join(f"dL/d{letter} = {format_number(gradients[letter])}" for letter in "wbx")
            gate = " The gate is closed." if slope == 0 else ""
            return Reading(
                text, f"One {entry.title} neuron with w = {w:g}, x = {x:g}, b = {b:g}: {text}; {sent}.{gate}"
            )

        return update

    controls = {
        "activation": activation_menu(),
        "x": Slider("x", value=2, min=-3, max=3, step=0.1, format=".1f"),
        "w": Slider("w", value=1.5, min=-3, max=3, step=0.1, format=".1f"),
        "b": Slider("b", value=-1, min=-6, max=6, step=0.1, format=".1f"),
        "upstream": Slider("Upstream dL/da", value=0.5, min=-2, max=2, step=0.1, format=".1f"),
    }
    return LiveFigure(scene, controls, title="One neuron, forward and backward", question=questions.NEURON)


#: Menu of the gate: the catalogue, and ReLU once more with the convention that shows the mistake.
_GATES: dict[str, tuple[str, dict[str, float]]] = {entry.title: (name, {}) for name, entry in ACTIVATIONS.items()} | {
    "ReLU with f'(0) = ½": ("relu", {"at_zero": 0.5})
}


def gate() -> LiveFigure:
    """The gate multiplies by f'(z); who takes f' at the output f(z) is right for ReLU only by luck."""

    def scene(figure, **_values):
        function, derivative, passed = panels(figure, 3, ratios=(1, 1, 0.7))
        right, wrong = COLOURS["blue"], COLOURS["vermillion"]
        curve = {"color": COLOURS["black"], "linewidth": 3}
        curves = SwitchableCurves(
            _GATES,
            lambda gate: [
                draw_function(function, _GATES[gate][0], limits=(-3, 3), label="_f", style=curve),
                *draw_derivative(
                    derivative, _GATES[gate][0], limits=(-3, 3), label="_f'", style=curve, **_GATES[gate][1]
                ),
            ],
        )
        function.set(title="f(z)", ylim=(-2, 3.2), xlabel="z", yticks=range(-2, 4))
        derivative.set(title="f' at z and at f(z)", xlabel="where f' is taken", ylim=(-0.4, 2), yticks=[0, 0.5, 1, 1.5])
        passed.set(title="sent back", xlim=(-0.6, 2.6), ylim=(-2.0, 2.0), yticks=range(-2, 3))
        passed.set_xticks([0, 1, 2], ["f'(z)", "f'(f(z))", "relu"], fontsize=15)
        for axes in (function, derivative):
            axes.set(xlim=(-3.2, 3.2), xticks=range(-3, 4))
            mark_zero(axes)
        passed.axhline(0, color=COLOURS["black"], linewidth=1.2)
        dot = handle(function, "z", "o", color=right)
        good = handle(derivative, "z", "o", color=right, label="at z", zorder=4)
        bad = moving(derivative, "X", color=wrong, label="at f(z)", zorder=4)
        derivative.legend(loc="upper left")
        bars = [
            moving(passed, marker, ls="-", lw=26, solid_capstyle="butt", color=colour)
            for marker, colour in (("o", right), ("X", wrong), ("D", COLOURS["reddish purple"]))
        ]

        def update(gate, z, upstream):
            name, convention = _GATES[gate]
            entry = ACTIVATIONS[name]
            curves.show(gate)
            a = float(entry.function(z))
            slope, mistaken = (float(entry.derivative(at, **convention)) for at in (z, a))
            dot.set_data([z], [a])
            good.set_data([z], [slope])
            bad.set_data([a], [mistaken])
            sent = (upstream * slope, upstream * mistaken, max(upstream, 0))
            for place, (bar, height) in enumerate(zip(bars, sent, strict=True)):
                bar.set_data([place, place], [0, height])
            output, agree = format_number(a), abs(slope - mistaken) < 1e-9
            text = (
                f"z = {z:g}, f(z) = {output}. Right: {upstream:g} · f'({z:g}) = {format_number(upstream * slope)}. "
                f"Mistake: {upstream:g} · f'({output}) = {format_number(upstream * mistaken)}. "
                + ("Here both agree" if agree else "They differ")
                + f". The gradient through a relu: {max(upstream, 0):g}"
            )
            return Reading(text, f"{gate}. {text}.")

        return update

    controls = {
        "gate": Menu("Activation", {title: title for title in _GATES}),
        "z": Slider("z", value=-1, min=-3, max=3, step=0.1, format=".1f"),
        "upstream": Slider("Upstream dL/da", value=1, min=-1, max=1, step=0.1, format=".1f"),
    }
    return LiveFigure(scene, controls, title="The gate: f' is taken at z", question=questions.GATE)
