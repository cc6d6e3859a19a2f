"""Lesson 6: a boundary that is learned, and what a network is sure of far from its data."""

from __future__ import annotations

import dataclasses
import functools
from itertools import pairwise
from typing import Any

import numpy as np
from contourpy import FillType, contour_generator
from matplotlib.colors import to_rgb

from relu_notes.activations import sigmoid
from relu_notes.experiments import regions
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Wrong
from relu_notes.live.gallery.marks import QUARTERS, handle, moving
from relu_notes.networks import DenseNetworks, forward
from relu_notes.plots.plane import CLASSES, area, plane_panel, show_segments
from relu_notes.plots.style import COLOURS, line_style, panels

_WINDOW = 1.5
#: A network that is still unsure between the moons has learned for so many steps.
_UNSURE = 80
_DATA = {"two rings": "rings", "XOR": "XOR", "two moons": "moons", "spiral": "spiral"}


@functools.cache
def _trained(data: str, activation: str, steps: int) -> regions.PlaneTraining:
    rng = np.random.default_rng(3)
    return regions.train_plane(data, activation=activation, steps=steps, record_every=20, rng=rng)


def side_of_class_1(network: DenseNetworks, window: float) -> tuple[list[np.ndarray], np.ndarray, str]:
    """Outlines of where the output is positive, the creases, and what the boundary is made of."""
    if network.activation == "tanh":
        return _outlines_above(network, window, 0), np.zeros((0, 2, 2)), "a smooth boundary"
    plane = regions.cut(network, window=window)
    outlines = regions.outlines([part for region in plane.regions if len(part := regions.positive_part(region))])
    if network.activation == "leaky_relu" and network.parameters.get("negative_slope") == 1:
        return outlines, np.zeros((0, 2, 2)), "the boundary is one straight line"
    pieces = len(regions.boundary(plane.regions))
    words = f"a boundary of {pieces} straight pieces, {len(plane.regions)} regions"
    return outlines, np.concatenate(plane.creases), words


@functools.cache
def _side(data: str, activation: str, steps: int, frame: int) -> tuple[list[np.ndarray], np.ndarray, str]:
    """`side_of_class_1` while that network learns; its edge lies outside the picture."""
    return side_of_class_1(_trained(data, activation, steps).networks[frame], 1.03 * _WINDOW)


def _outlines_above(network: DenseNetworks, window: float, level: float) -> list[np.ndarray]:
    """Outlines of where a tanh network's output lies above `level`, from its values on a grid."""
    at = np.linspace(-window, window, 33)
    points = np.stack(np.meshgrid(at, at), axis=-1)
    z = forward(network, points.reshape(-1, 2)).output.reshape(points.shape[:2])
    loops = []
    filled = contour_generator(at, at, z, fill_type=FillType.OuterOffset).filled(level, np.inf)
    for corners, offsets in zip(*filled, strict=True):
        loops += [regions.without_straight_corners(corners[start : end - 1], 0.04) for start, end in pairwise(offsets)]
    return loops


def _sure_areas(network: DenseNetworks, window: float) -> list[list[np.ndarray]]:
    """Outlines of where class 1 has more than 90 and 99%, then class 0; in a window of half width 1."""
    areas = []
    biases: Any = network.biases
    for sign in (1, -1):
        signed = dataclasses.replace(network, weights=[*network.weights[:-1], sign * network.weights[-1]])
        for odds in (9, 99):
            signed.biases = [*biases[:-1], sign * biases[-1] - np.log(odds)]
            areas.append([loop / window for loop in side_of_class_1(signed, window)[0]])
    return areas


def learned_boundary() -> LiveFigure:
    """A network learns two classes: its boundary and creases by step, beside loss and accuracy."""

    def scene(figure, data, **_values):
        plane, curves = panels(figure, 2)
        plane.set_facecolor("#EAF4FB")
        shade = (*to_rgb(COLOURS["vermillion"]), 0.22)  # points at rest show through
        before = area(plane, facecolor="none", edgecolor="#606060", linewidth=4, linestyle="--", zorder=0.9)
        side = area(plane, facecolor=shade, edgecolor=COLOURS["black"], linewidth=3.5, zorder=1)
        creases = moving(plane, color=COLOURS["black"], linewidth=0.9, alpha=0.45, zorder=2)
        run = _trained(data, "none (linear)", 1)
        for number, look in enumerate(CLASSES):
            plane.plot(*run.points[run.classes[:, 0] == number].T, linestyle="none", markersize=6.5, zorder=3, **look)
        plane_panel(plane, -_WINDOW, _WINDOW, title="Data and boundary", ylabel="x₂")
        plane.set(xlabel="x₁; dashed: 20 steps before", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        loss = moving(curves, label="loss", **line_style(0))
        accuracy = moving(curves, label="accuracy on new points", **line_style(1))
        curves.set(title="Learning", xlabel="step", xlim=(0, 500), ylim=(0, 1.55), yticks=QUARTERS)
        curves.legend(loc="upper right")

        def update(step, data, activation):
            trained_for = 500 if step else 1
            run = _trained(data, activation, trained_for)
            frame = int(np.searchsorted(run.recorded_steps, step))
            outlines, segments, words = _side(data, activation, trained_for, frame)
            side.show(outlines)
            before.show(_side(data, activation, trained_for, max(frame - 1, 0))[0])
            show_segments(creases, segments)
            loss.set_data(np.arange(step + 1), run.losses[: step + 1, 0])
            accuracy.set_data(run.recorded_steps[: frame + 1], run.accuracy[: frame + 1, 0])
            text = f"step {step}, {activation}: {words}; loss {run.losses[step, 0]:.3f}"
            text += f", accuracy {run.accuracy[frame, 0]:.1%}"
            if activation == "none (linear)":
                text += _BEST_LINE.get(data, "")
            return Reading(text, f"Points of two classes with the network's boundary, and its learning curves. {text}.")

        return update

    controls = {
        "step": Slider("Step", value=0, min=0, max=500, step=20, play=True),
        "data": Menu("Data", _DATA, value="moons"),
        "activation": Menu("Activation", {name: name for name in regions.ACTIVATIONS_COMPARED}, value="none (linear)"),
    }
    question = Question(
        "Without an activation the boundary is one line. What is it like when a ReLU network learns the same data?",
        Wrong("A smooth curve", "It looks so from afar. Its corners lie where it crosses a crease; tanh's has none."),
        Right("Straight pieces",
              "On every region the network is affine, so the boundary is straight there and bends only at creases."),
        Wrong("One line, in another place", "Then the creases would do nothing. Choose ReLU and train it to the end."),
        Wrong("The creases themselves",
              "Creases are where a neuron is 0, the boundary is where the output is. It crosses them."),
        move=("activation", "step"), until={"activation": ("ReLU",), "step": (200, 500)},
        not_before=("straight pieces",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="A boundary that is learned", redraw=("data",), question=question)


_BEST_LINE = {
    "rings": f"; no line gets more than {regions.best_line_on_rings():.1%} of two such rings",
    "XOR": "; no line gets more than 75% of XOR",
}


def far_from_data() -> LiveFigure:
    """A network that learns two moons, zoomed out: how sure it is where it has seen nothing."""
    looks = (("vermillion", 0.3), ("vermillion", 0.6), ("blue", 0.3), ("blue", 0.6))
    distances = 10 ** np.linspace(-1, 2, 121)

    def scene(figure, **_values):
        plane, ray = panels(figure, 2)
        bands = [area(plane, facecolor=COLOURS[colour], alpha=alpha, zorder=1) for colour, alpha in looks]
        white = {"linestyle": "none", "markersize": 7, "markeredgecolor": "white", "zorder": 3}
        dots = [moving(plane, **white, **look) for look in CLASSES]
        way = moving(plane, color=COLOURS["black"], linewidth=2.5, linestyle=":", zorder=2)
        plane_panel(plane, -1, 1, title="Dark: over 99% sure", xticks=[], yticks=[])
        sure = moving(ray, **line_style(0))
        here = handle(ray, "zoom", markersize=13)
        ray.axvspan(0.1, 1.2, color=COLOURS["bluish green"], alpha=0.15)
        ray.text(0.12, 0.42, "data", fontsize=18)
        ray.set(title="Along the dotted ray", xlabel="distance", ylabel="how sure", xlim=(0.1, 125), ylim=(0.38, 1.03))
        ray.set_xscale("log")
        ray.set_xticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
        ray.minorticks_off()

        def update(zoom, angle, activation):
            run = _trained("moons", activation, _UNSURE)
            network, window = run.networks[-1], float(10**zoom)
            for band, outlines in zip(bands, _sure_areas(network, window), strict=True):
                band.show(outlines)
            for number, dot in enumerate(dots):
                points = run.points[run.classes[:, 0] == number][:10] / window
                dot.set_data(*points[np.abs(points).max(axis=1) < 0.97].T)  # none is cut at the edge
            turn = np.radians(angle)
            direction = np.array([np.cos(turn), np.sin(turn)])
            way.set_data(*np.array([[0, 0], 1.5 * direction]).T)
            seen = distances[distances <= 1.0001 * window]
            outputs = forward(network, np.append(seen, window)[:, None] * direction).output[0, :, 0]
            certainty = sigmoid(np.abs(outputs))
            sure.set_data(seen, certainty[:-1])
            here.set_data([window], certainty[-1:])
            share = regions.sure_share(network, window)[0]
            text = (
                f"{activation}, {window:.3g} from the middle: {certainty[-1]:.2%} sure along the ray, "
                f"over 99% in {share:.0%} of all directions"
            )
            return Reading(text, f"A map of how sure the network is, and the same along one ray. {text}.")

        return update

    controls = {
        "zoom": Slider(
            "Distance to the edge", play=True, value=0, min=0, max=2, step=0.1, format=lambda power: f"{10**power:.3g}"
        ),
        "angle": Slider("Angle of the ray", value=0, min=0, max=355, step=5, format=lambda degrees: f"{degrees}°"),
        "activation": Menu("Activation", {name: name for name in ("ReLU", "tanh")}),
    }
    question = Question(
        "You walk away from all data. How sure is the network of its answer out there?",
        Wrong("It falls back to 50%", "Nothing in the network knows where the data were. Look for light colours: they "
              "mark the boundary alone."),
        Wrong("It stays as it was at the edge",
              "That is tanh's way in the end. With ReLU the output goes on as a straight line."),
        Right("Ever surer, up to 100%",
              "Every ray ends in one region, where the output is affine: it grows without end."),
        move=("zoom",), until={"zoom": (1.3, 2)}, not_before=("100.00%", "100% of all"),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Far from the data", question=question)
