"""Lesson 6: XOR pressed into reach of one straight line, and whether training finds such weights."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from relu_notes.experiments import regions
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong, draggable
from relu_notes.live.gallery.boundaries import side_of_class_1
from relu_notes.live.gallery.marks import moving
from relu_notes.networks import forward
from relu_notes.plots.plane import CLASSES, area, crease_lines, plane_panel, show_segments
from relu_notes.plots.style import COLOURS, LINE_COLOURS, panels

_LOW, _HIGH = -0.25, 1.25
_INPUTS: dict[str, Any] = {"xlabel": "x₁", "ylabel": "x₂", "xticks": [0, 1], "yticks": [0, 1]}
#: The sheet between the two creases x₂ = ¾x₁ and x₁ = ¾x₂: name, corners, colour.
_CORNER = 0.75 * _HIGH, 0.75 * _LOW
_FACETS = (
    ("both", [[0, 0], [_HIGH, _CORNER[0]], [_HIGH, _HIGH], [_CORNER[0], _HIGH]], COLOURS["bluish green"]),
    ("first", [[0, 0], [_CORNER[1], _LOW], [_HIGH, _LOW], [_HIGH, _CORNER[0]]], COLOURS["orange"]),
    ("second", [[0, 0], [_CORNER[0], _HIGH], [_LOW, _HIGH], [_LOW, _CORNER[1]]], COLOURS["sky blue"]),
    ("none", [[0, 0], [_LOW, _CORNER[1]], [_LOW, _LOW], [_CORNER[1], _LOW]], COLOURS["black"]),
)


def _grid(spacing: float = 0.25) -> np.ndarray:
    """Grid lines of the sheet, each with its ends and its crossings with both creases, (lines, 4, 2)."""
    at = np.arange(_LOW, _HIGH + spacing / 2, spacing)
    bends = np.clip(np.column_stack([at / 0.75, 0.75 * at]), _LOW, _HIGH)
    way = np.sort(np.column_stack([np.full(len(at), _LOW), bends, np.full(len(at), _HIGH)]), axis=1)
    upright = np.stack([np.broadcast_to(at[:, None], way.shape), way], axis=2)
    return np.concatenate([upright, upright[..., ::-1]])


def pressed_xor() -> LiveFigure:
    """Two neurons with a slope left of 0 from 1 to 0: two half-planes are pressed flat, and one line parts XOR."""
    grid = _grid()

    def scene(figure, **_values):
        inputs, hidden = panels(figure, 2)
        plane_panel(inputs, _LOW - 0.1, _HIGH + 0.1, title="Inputs", **_INPUTS)
        plane_panel(hidden, -1.3, 1.55, title="Hidden neurons", xlabel="h₁", ylabel="h₂", xticks=[0, 1], yticks=[0, 1])
        for line in (hidden.axhline, hidden.axvline):
            line(0, color=COLOURS["black"], linewidth=1)
        images = []
        for _, corners, colour in _FACETS:
            outline = np.array(corners)
            inputs.fill(*outline.T, color=colour, alpha=0.32, linewidth=0)
            image = area(hidden, facecolor=colour, alpha=0.5, edgecolor=colour, linewidth=4, joinstyle="round")
            images.append((image, outline))
        for fold in ([_LOW, _CORNER[1]], [_HIGH, _CORNER[0]]), ([_CORNER[1], _LOW], [_CORNER[0], _HIGH]):
            inputs.plot(*np.array(fold).T, color=COLOURS["black"], linewidth=2, linestyle="--")
        lines = {"color": "#404040", "linewidth": 0.8, "alpha": 0.75}
        (still,) = inputs.plot([], [], **lines)
        show_segments(still, grid[:, [0, -1]])
        net = moving(hidden, **lines)
        answers = [area(axes, facecolor=COLOURS["vermillion"], alpha=0.16, zorder=1) for axes in (inputs, hidden)]
        bent = moving(inputs, color=COLOURS["black"], linewidth=4, zorder=5)
        parting = moving(hidden, color=COLOURS["black"], linewidth=4, zorder=5)
        trail = moving(hidden, color=COLOURS["vermillion"], linewidth=2.5, linestyle=":")
        names, places = ("00", "01", "10", "11"), ((-22, 14), (-22, 14), (22, -14), (22, 14))
        marks = []
        for name, point, answer, place in zip(names, regions.POINTS, regions.ANSWERS, places, strict=True):
            look = CLASSES[int(answer)] | {"markersize": 17, "markeredgecolor": "white", "markeredgewidth": 2}
            inputs.plot(*point, zorder=8, **look)
            inputs.annotate(
                name, point, place, textcoords="offset points", ha="center", va="center", fontsize=18, zorder=9
            )
            marks.append(moving(hidden, zorder=8, **look))
        draggable(marks[1], "slope", along="x")
        draggable(marks[2], "slope", along="y")

        def update(slope):
            for image, corners in images:
                image.show([regions.press(corners, slope)])
            show_segments(net, regions.press(grid, slope))
            pressed = regions.press(regions.POINTS, slope)
            for mark, point in zip(marks, pressed, strict=True):
                mark.set_data(*point[:, None])
            show_segments(trail, np.stack([regions.press(regions.POINTS, 1), pressed], axis=1)[1:3])
            level, line = regions.parting_line(slope), regions.bent_line(slope)
            text = f"slope {slope:.2f} left of 0: 10 lies at ({pressed[2, 0]:.2f}, {pressed[2, 1]:.2f})"
            if level is None or line is None:
                for thing in answers:
                    thing.show([])
                bent.set_data([], [])
                parting.set_data([], [])
                text += ", 11 at (0.25, 0.25): no straight line parts 10 and 01 from 00 and 11"
            else:
                bent.set_data(*line.T)
                parting.set_data([level - 3, 3], [3, level - 3])
                answers[0].show([np.vstack([line, [[-9, 9], [9, 9], [9, -9]]])])
                answers[1].show([np.array([[level - 3, 3], [3, 3], [3, level - 3]])])
                text += f", 11 at (0.25, 0.25): the line h₁ + h₂ = {level:.2f} parts the classes"
                if slope == 0:
                    text += "; the orange and the blue half of the sheet lie flat on the axes"
            return Reading(text, f"The sheet of inputs with two creases, and where two neurons bring it. {text}.")

        return update

    controls = {"slope": Slider("Slope left of 0", value=1, min=0, max=1, step=0.02, format=".2f", play=True)}
    question = Question(
        "Without an activation no straight line parts XOR. Now let the slope left of 0 sink from 1 to ReLU's 0. When "
        "does a line part the classes?",
        Wrong("Only at slope 0", "ReLU is not the only way: stop the slider half-way and look where 10 and 01 lie."),
        Right("For every slope well below 1", "From ⅔ down. Pressing the two halves moves 10 and 01 beyond 11; ReLU "
              "presses them flat, a leaky slope only nearly so."),
        Wrong("Never: XOR cannot be parted",
              "Not by a line in the inputs. Look at the right panel, where the sheet is bent."),
        move=("slope",), until={"slope": (0, 0.1)}, not_before=("parts the classes",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="XOR, pressed into reach", question=question)


_TITLES = {"relu": "ReLU", "leaky_relu": "Leaky ReLU", "tanh": "tanh"}
_SHOWN = 20


@functools.cache
def _attempts(activation: str, neurons: int):
    """Networks trained on XOR, whether each solves it, and the creases of each in its first layer."""
    networks = regions.trained_networks(activation, neurons, networks=_SHOWN, rng=np.random.default_rng(neurons))
    return networks, regions.solved(networks)


def trained_xor() -> LiveFigure:
    """Two neurons can do XOR; will they? The share of trained networks that do, and twenty of them with creases."""
    sizes = (16, 8, 4, 3, 2)
    low, high = _LOW - 0.25, _HIGH + 0.25

    def scene(figure, **_values):
        plane, bars = panels(figure, 2)
        plane.set_facecolor("#DDEFFA")
        side = area(plane, facecolor="#F9DCC8", edgecolor=COLOURS["black"], linewidth=3, zorder=0)
        creases = moving(plane, color=COLOURS["black"], linewidth=2.5, linestyle="--")
        for point, answer in zip(regions.POINTS, regions.ANSWERS, strict=True):
            look = CLASSES[int(answer)] | {"markersize": 18, "markeredgecolor": "white", "markeredgewidth": 2}
            plane.plot([point[0]], [point[1]], zorder=4, animated=True, **look)
        plane_panel(plane, low, high, title="One trained network", **_INPUTS)
        shares = {}
        for index, name in enumerate(_TITLES):
            for place in range(len(sizes)):
                looks = {"color": COLOURS[LINE_COLOURS[index]], "label": _TITLES[name] if place == 0 else None}
                (shares[name, place],) = bars.bar(place + 0.27 * (index - 1), 0, 0.25, animated=True, **looks)
        bars.set(title="Share of 1,000 that solve XOR", xlabel="hidden neurons", xlim=(-0.6, 4.6), ylim=(0, 1.42))
        bars.set_xticks(range(5), [str(size) for size in sizes])
        bars.set_yticks([0, 0.5, 1], ["0", "50%", "100%"])
        bars.legend(loc="upper left", ncols=3, fontsize=15, columnspacing=0.8, handlelength=1)

        def update(size, number, activation):
            networks, solved = _attempts(activation, sizes[size])
            network: Any = regions.one_of_many(networks, number - 1)
            outlines, _, _ = side_of_class_1(network, 2 * high)
            side.show(outlines)
            weights, biases = network.weights[0][0].T, network.biases[0][0, 0]
            creased = np.hypot(*weights.T) > 1e-9
            show_segments(creases, crease_lines(weights[creased], biases[creased], reach=6))
            for (name, place), bar in shares.items():
                bar.set_height(regions.SOLVED[name][sizes[place]] if place <= size else 0)
            share = regions.SOLVED[activation][sizes[size]]
            right = int(((forward(network, regions.POINTS).output[0, :, 0] > 0) == (regions.ANSWERS > 0)).sum())
            text = (
                f"{_TITLES[activation]}, {sizes[size]} hidden neurons: this network has {right} of the 4 points right; "
                f"{share:.1%} of 1,000 solve XOR, {int(solved.sum())} of these {_SHOWN}"
            )
            return Reading(text, f"The plane as one network divides it, and bars of the share that solve XOR. {text}.")

        return update

    controls = {
        "size": Slider(
            "Hidden neurons", value=0, min=0, max=4, step=1, format=lambda place: str(sizes[place]), play=True
        ),
        "number": Slider("Network", value=1, min=1, max=_SHOWN, step=1),
        "activation": Menu("Activation", {title: name for name, title in _TITLES.items()}),
    }
    question = Question(
        "Two ReLU neurons can compute XOR. Of networks with just two that are trained on it, how many learn it?",
        Wrong("All: it can be done",
              "What weights can do and what descent finds are two things. Look at a network that failed."),
        Wrong("About half", "That is what Leaky ReLU and tanh reach with two neurons. Choose ReLU."),
        Right("One in six",
              "15%: in most starts a neuron is off for the points it is needed for, and nothing brings it back."),
        move=("size",), until={"size": (4, 4)}, not_before=("15",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Two neurons can do XOR; will they?", question=question)
