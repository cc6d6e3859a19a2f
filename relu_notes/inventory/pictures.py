"""The small pictures of the questions, each with its text."""

from functools import partial

import numpy as np
from matplotlib.axes import Axes

from relu_notes.activations import elu, relu, tanh
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, panels

_SIZE = (480, 260)


def _axes(description: str, x: tuple[float, float], y: tuple[float, float]) -> tuple[Picture, Axes]:
    figure = classroom_figure(_SIZE, description=description)
    (axes,) = panels(figure, 1)
    axes.set(xlim=x, ylim=y)
    return figure, axes


def _graph(description: str, x: list[float], y: list[float], top: float) -> Picture:
    figure, axes = _axes(description, (x[0], x[-1]), (-0.2, top))
    axes.plot(x, y, color=COLOURS["blue"], linewidth=4)
    axes.set_xticks(range(int(x[0]), int(x[-1]) + 1))
    return figure


def _curve(function, places: dict[str, float], description: str, height: tuple[float, float]) -> Picture:
    figure, axes = _axes(description, (-3, 3), height)
    x = np.linspace(-3, 3, 200)
    axes.plot(x, function(x), color=COLOURS["blue"], linewidth=4)
    for letter, place in places.items():
        axes.plot([place], [function(place)], "o", color=COLOURS["vermillion"], markersize=10)
        above = {"textcoords": "offset points", "ha": "center", "fontsize": 18, "fontweight": "bold"}
        axes.annotate(letter, (place, function(place)), (0, 12), **above)
    axes.set_xticks(range(-3, 4))
    return figure


def _messages(sums: list[float], messages: list[float]) -> Picture:
    pairs = "; ".join(f"sum {s}, message {m}".replace("-", "−") for s, m in zip(sums, messages, strict=True))
    figure, axes = _axes(f"Four neurons. {pairs}.", (-1.35, 3.95), (-0.75, 1.25))
    axes.axis("off")
    with classroom():
        for row, words in ((0.85, "sum"), (-0.25, "message")):
            axes.text(-1.3, row, words, va="center")
        for place, (total, message) in enumerate(zip(sums, messages, strict=True)):
            for row, number, colour in ((0.85, total, "blue"), (-0.25, message, "vermillion")):
                axes.text(
                    place + 0.35, row, f"{number:g}".replace("-", "−"), ha="center", va="center", fontsize=22,
                    bbox={"boxstyle": "round", "facecolor": "white", "edgecolor": COLOURS[colour], "linewidth": 2},
                )  # fmt: skip
            arrow = {"arrowstyle": "-|>", "linewidth": 2}
            axes.annotate("", (place + 0.35, 0.55), (place + 0.35, 0.05), arrowprops=arrow)
    return figure


def _map(rows: list[str]) -> Picture:
    on = np.array([[field == "#" for field in row] for row in rows])
    counts = ", ".join(str(int(count)) for count in (~on).sum(axis=1))
    text = f"A map of six neurons and eight examples. White fields per neuron, from the top: {counts}."
    figure, axes = _axes(text, (0, 8), (6, 0))
    axes.pcolormesh(on, cmap="Blues", vmin=0, vmax=1.3, edgecolors="#888888", linewidth=1)
    axes.set(xlim=(0, 8), ylim=(6, 0), xticks=[], yticks=[], xlabel="examples", ylabel="neurons")
    axes.grid(False)
    return figure


def _hinge(description: str, bend: float, side: int, data: tuple[float, float]) -> Picture:
    figure, axes = _axes(description, (-2, 3), (-0.35, 1.6))
    x = np.linspace(-2, 3, 501)
    axes.plot(x, relu(side * (x - bend)), color=COLOURS["blue"], linewidth=4)
    tick = {"color": COLOURS["vermillion"], "markersize": 14, "markeredgewidth": 3}
    axes.plot(np.linspace(*data, 12), np.full(12, -0.18), "|", **tick)
    axes.set_xticks(range(-2, 4))
    return figure


def three_groups_on_a_line() -> Picture:
    """Circles, squares, circles."""
    figure, axes = _axes("On a line: circles around −2, squares around 0, circles around 2.", (-3, 3), (-1, 1))
    for middle, marker, colour in ((-2, "o", "blue"), (0, "s", "vermillion"), (2, "o", "blue")):
        axes.plot(middle + np.linspace(-0.45, 0.45, 4), np.zeros(4), marker, color=COLOURS[colour], markersize=12)
    axes.set(yticks=[], xlabel="input")
    return figure


def points_in_a_v() -> Picture:
    """The points of |x|."""
    text = "Points in the shape of a V: falling from 2 to 0 at x = 0, then rising to 2."
    figure, axes = _axes(text, (-2.2, 2.2), (-0.3, 2.4))
    x = np.linspace(-2, 2, 13)
    axes.plot(x, relu(x) + relu(-x), "o", color=COLOURS["blue"], markersize=9)
    return figure


def two_years() -> Picture:
    """Two periods of a sine."""
    text = "Temperatures that rise and fall twice in two years, between −5 and 25 degrees."
    figure, axes = _axes(text, (0, 2), (-9, 29))
    x = np.linspace(0, 2, 49)
    axes.plot(x, 10 - 15 * np.cos(2 * np.pi * x), ".", color=COLOURS["blue"], markersize=9)
    axes.set(xticks=[0, 1, 2], xlabel="years", ylabel="°C")
    return figure


def half_a_parabola() -> Picture:
    """Points of x² from 0 to 10."""
    figure, axes = _axes("Points that follow a parabola from 0 at x = 0 to 100 at x = 10.", (0, 11), (-5, 110))
    x = np.linspace(0, 10, 31)
    axes.plot(x, x * x, ".", color=COLOURS["blue"], markersize=9)
    return figure


level_then_down = partial(
    _graph, "A graph, level at height 2 up to x = 1, then falling to 0 at x = 3.", [-1, 1, 3], [2, 2, 0], 2.6
)
up_then_steeper = partial(
    _graph, "A graph that rises from 0 at x = 0 to 2 at x = 2 and to 5 at x = 3.", [0, 2, 3], [0, 2, 5], 5.4
)
curve_bent_on_the_left = partial(
    _curve,
    elu,
    {"P": 2, "Q": -0.632, "R": -1},
    "A curve: a straight line right of 0, bending down to −1 on the left. Points P at 2, Q at −0.6, R at −1.",
    (-1.4, 3.4),
)
curve_flat_on_both_sides = partial(
    _curve,
    tanh,
    {"P": -2, "Q": 1.5, "R": 0.905},
    "An S-shaped curve from −1 to 1, steep in the middle. Points P at −2, Q at 1.5, R at 0.9.",
    (-1.3, 1.6),
)
four_messages_a = partial(_messages, [2, -1, 3, -2], [0.3, 0.4, -0.5, -0.2])
four_messages_b = partial(_messages, [-1, 2, -2, 3], [-0.2, -0.6, 0.5, 0.1])
map_with_one_white_row = partial(_map, ["##..##.#", ".#......", "########", "........", "#.##.#.#", "....#..."])
map_with_two_white_rows = partial(_map, ["........", "#.##.##.", ".....#..", "########", "........", "..#....."])
hinge_right_of_the_data = partial(
    _hinge, "A line at 0 that rises from x = 1.5 on. The ticks, the examples, lie between −1 and 1.", 1.5, 1, (-1, 1)
)
hinge_left_of_the_data = partial(
    _hinge,
    "A line that falls to 0 at x = −0.5 and stays there. The ticks, the examples, lie between 0 and 2.",
    -0.5,
    -1,
    (0, 2),
)
