"""The small pictures of the questions, each with its text."""

import numpy as np
from matplotlib.axes import Axes

from relu_notes.activations import elu, relu, tanh
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, panels

_SIZE = (480, 260)


def _axes(description: str, x: tuple[float, float], y: tuple[float, float]) -> tuple[Picture, Axes]:
    figure = classroom_figure(_SIZE, description=description)
    (axes,) = panels(figure, 1)
    axes.set_xlim(*x)
    axes.set_ylim(*y)
    return figure, axes


def _graph(description: str, x: list[float], y: list[float], top: float) -> Picture:
    figure, axes = _axes(description, (x[0], x[-1]), (-0.2, top))
    axes.plot(x, y, color=COLOURS["blue"], linewidth=4)
    axes.set_xticks(range(int(x[0]), int(x[-1]) + 1))
    return figure


def level_then_down() -> Picture:
    """A level line that falls from x = 1 on."""
    return _graph("A graph, level at height 2 up to x = 1, then falling to 0 at x = 3.", [-1, 1, 3], [2, 2, 0], 2.6)


def up_then_steeper() -> Picture:
    """A line that rises, and more steeply from x = 2 on."""
    return _graph("A graph that rises from 0 at x = 0 to 2 at x = 2 and to 5 at x = 3.", [0, 2, 3], [0, 2, 5], 5.4)


def _curve(function, places: dict[str, float], description: str, height: tuple[float, float]) -> Picture:
    figure, axes = _axes(description, (-3, 3), height)
    x = np.linspace(-3, 3, 200)
    axes.plot(x, function(x), color=COLOURS["blue"], linewidth=4)
    for letter, place in places.items():
        axes.plot([place], [function(place)], "o", color=COLOURS["vermillion"], markersize=10)
        axes.annotate(
            letter,
            (place, function(place)),
            (0, 12),
            textcoords="offset points",
            ha="center",
            fontsize=18,
            fontweight="bold",
        )
    axes.set_xticks(range(-3, 4))
    return figure


def curve_bent_on_the_left() -> Picture:
    """ELU with three points."""
    text = "A curve: a straight line right of 0, bending down to −1 on the left. Points P at 2, Q at −0.6, R at −1."
    return _curve(elu, {"P": 2, "Q": -0.632, "R": -1}, text, (-1.4, 3.4))


def curve_flat_on_both_sides() -> Picture:
    """Tanh with three points."""
    text = "An S-shaped curve from −1 to 1, steep in the middle. Points P at −2, Q at 1.5, R at 0.9."
    return _curve(tanh, {"P": -2, "Q": 1.5, "R": 0.905}, text, (-1.3, 1.6))


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
            axes.annotate(
                "", (place + 0.35, 0.55), (place + 0.35, 0.05), arrowprops={"arrowstyle": "-|>", "linewidth": 2}
            )
    return figure


def four_messages_a() -> Picture:
    """Sums and messages of form A."""
    return _messages([2, -1, 3, -2], [0.3, 0.4, -0.5, -0.2])


def four_messages_b() -> Picture:
    """Sums and messages of form B."""
    return _messages([-1, 2, -2, 3], [-0.2, -0.6, 0.5, 0.1])


def _map(rows: list[str]) -> Picture:
    on = np.array([[field == "#" for field in row] for row in rows])
    counts = ", ".join(str(int(count)) for count in (~on).sum(axis=1))
    figure, axes = _axes(
        f"A map of six neurons and eight examples. White fields per neuron, from the top: {counts}.",
        (-0.5, 7.5),
        (5.5, -0.5),
    )
    axes.pcolormesh(on, cmap="Blues", vmin=0, vmax=1.3, edgecolors="#888888", linewidth=1)
    axes.set_xlim(0, 8)
    axes.set_ylim(6, 0)
    axes.grid(False)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlabel("examples")
    axes.set_ylabel("neurons")
    return figure


def map_with_one_white_row() -> Picture:
    """One neuron is off for all examples, one for none."""
    return _map(["##..##.#", ".#......", "########", "........", "#.##.#.#", "....#..."])


def map_with_two_white_rows() -> Picture:
    """Two neurons are off for all examples, one for none."""
    return _map(["........", "#.##.##.", ".....#..", "########", "........", "..#....."])


def _hinge(description: str, bend: float, side: int, data: tuple[float, float]) -> Picture:
    figure, axes = _axes(description, (-2, 3), (-0.35, 1.6))
    x = np.linspace(-2, 3, 501)
    axes.plot(x, relu(side * (x - bend)), color=COLOURS["blue"], linewidth=4)
    axes.plot(
        np.linspace(*data, 12), np.full(12, -0.18), "|", color=COLOURS["vermillion"], markersize=14, markeredgewidth=3
    )
    axes.set_xticks(range(-2, 4))
    return figure


def hinge_right_of_the_data() -> Picture:
    """A hinge that rises right of all data."""
    text = "A line at 0 that rises from x = 1.5 on. The ticks, the examples, lie between −1 and 1."
    return _hinge(text, 1.5, 1, (-1, 1))


def hinge_left_of_the_data() -> Picture:
    """A hinge that rises left of all data."""
    text = "A line that falls to 0 at x = −0.5 and stays there. The ticks, the examples, lie between 0 and 2."
    return _hinge(text, -0.5, -1, (0, 2))


def three_groups_on_a_line() -> Picture:
    """Circles, squares, circles."""
    figure, axes = _axes("On a line: circles around −2, squares around 0, circles around 2.", (-3, 3), (-1, 1))
    for middle, marker, colour in ((-2, "o", "blue"), (0, "s", "vermillion"), (2, "o", "blue")):
        axes.plot(middle + np.linspace(-0.45, 0.45, 4), np.zeros(4), marker, color=COLOURS[colour], markersize=12)
    axes.set_yticks([])
    axes.set_xlabel("input")
    return figure


def points_in_a_v() -> Picture:
    """The points of |x|."""
    figure, axes = _axes(
        "Points in the shape of a V: falling from 2 to 0 at x = 0, then rising to 2.", (-2.2, 2.2), (-0.3, 2.4)
    )
    x = np.linspace(-2, 2, 13)
    axes.plot(x, relu(x) + relu(-x), "o", color=COLOURS["blue"], markersize=9)
    return figure


def two_years() -> Picture:
    """Two periods of a sine."""
    figure, axes = _axes(
        "Temperatures that rise and fall twice in two years, between −5 and 25 degrees.", (0, 2), (-9, 29)
    )
    x = np.linspace(0, 2, 49)
    axes.plot(x, 10 - 15 * np.cos(2 * np.pi * x), ".", color=COLOURS["blue"], markersize=9)
    axes.set_xticks([0, 1, 2])
    axes.set_xlabel("years")
    axes.set_ylabel("°C")
    return figure


def half_a_parabola() -> Picture:
    """Points of x² from 0 to 10."""
    figure, axes = _axes("Points that follow a parabola from 0 at x = 0 to 100 at x = 10.", (0, 11), (-5, 110))
    x = np.linspace(0, 10, 31)
    axes.plot(x, x * x, ".", color=COLOURS["blue"], markersize=9)
    return figure
