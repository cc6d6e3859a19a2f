"""Lesson 6: one neuron creases the plane, many cut it into regions, and what depth does to creases."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from matplotlib.patches import Circle

from relu_notes.activations import relu
from relu_notes.experiments import regions
from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Toggle, Wrong, draggable
from relu_notes.live.gallery.marks import handle, if_within, moving
from relu_notes.plots.plane import area, bare_panel, crease_lines, half_plane, plane_panel, show_segments
from relu_notes.plots.style import COLOURS, line_style, panels

_WINDOW = 3.0
_TINTS = ("blue", "orange", "bluish green", "reddish purple", "yellow", "vermillion")


def one_crease() -> LiveFigure:
    """One neuron over the plane, relu(w·x + b): flat up to a crease, then a slope as steep as w is long."""
    heights = np.arange(0, 13)

    def scene(figure, **_values):
        plane, profile = panels(figure, 2)
        bands = [area(plane, facecolor=COLOURS["blue"], alpha=0.1, zorder=1) for _ in heights]
        levels = moving(plane, color="white", linewidth=1.5, zorder=2)
        crease = moving(plane, color=COLOURS["vermillion"], linewidth=5, zorder=3)
        arrow = moving(plane, color=COLOURS["black"], linewidth=3, zorder=4)
        foot = handle(plane, "bias", "o", along="xy", color=COLOURS["vermillion"], markersize=16, zorder=5)
        draggable(arrow, "angle", along="xy", point=1)
        plane.plot(0, 0, "o", color=COLOURS["black"], markersize=9, zorder=5, animated=True)  # over the white levels
        plane_panel(plane, -_WINDOW, _WINDOW, title="Seen from above", xlabel="x₁", ylabel="x₂")
        plane.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])
        cut = moving(profile, **line_style(0))
        bend = moving(profile, "o", color=COLOURS["vermillion"], markersize=14, clip_on=False)
        profile.set(title="Cut along w", xlabel="way from 0 in the direction of w", ylabel="relu(w·x + b)")
        profile.set(xlim=(-_WINDOW, _WINDOW), ylim=(-0.5, 9))

        def update(angle, bias, length):
            turn = np.radians(angle)
            direction = np.array([np.cos(turn), np.sin(turn)])
            weight = length * direction
            for band, height in zip(bands, heights, strict=True):
                band.show([half_plane(weight, bias - height, reach=12)])  # 6 to the crease, 4.3 to the corner
            edges = crease_lines(np.tile(weight, (len(heights), 1)), bias - heights, reach=9)
            show_segments(levels, edges[1:])
            crease.set_data(*edges[0].T)
            where = -bias / length
            foot.set_data(*(where * direction)[:, None])
            tip = where + 0.6
            head = np.array([[where, 0], [tip, 0], [tip - 0.18, 0.1], [tip, 0], [tip - 0.18, -0.1]])
            arrow.set_data(*(head @ [direction, [-direction[1], direction[0]]]).T)
            way = np.array([-_WINDOW, np.clip(where, -_WINDOW, _WINDOW), _WINDOW])
            cut.set_data(way, relu(length * way + bias))
            bend.set_data([if_within(where, _WINDOW)], [0])
            side = "through 0" if bias == 0 else f"{abs(where):.2f} from 0"
            text = f"The crease runs {side}; flat on one side, slope |w| = {length:.1f} on the other"
            return Reading(text, f"A plane shaded beyond a crease, w at {angle}°, and a cut through it. {text}.")

        return update

    controls = {
        "angle": Slider("Angle of w", value=30, min=0, max=355, step=5, format=lambda degrees: f"{degrees}°"),
        "bias": Slider("Bias b", value=-1, min=-3, max=3, step=0.1, format=".1f"),
        "length": Slider("Length |w|", value=1, min=0.5, max=3, step=0.1, format=".1f"),
    }
    question = Question(
        "The weights get twice as large and the bias stays. What happens to the crease and the slope?",
        Wrong("Only the slope doubles",
              "The crease is where w·x = −b: with a larger w a smaller x does it. Watch the line."),
        Wrong("Only the crease moves", "The slope on the open side is |w|. Look at the cut on the right."),
        Right("The slope doubles, and the crease moves half-way to 0",
              "Its distance from 0 is |b|/|w|, and the slope is |w|. Doubling w and b together leaves it in place."),
        move=("length",), until={"length": (2, 3)}, not_before=("0.50 from 0",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="One neuron creases the plane", question=question)


def many_creases() -> LiveFigure:
    """Up to 24 random neurons on a disc, its regions counted beside two formulas: whole plane, and near the data."""
    most = 24
    (weights,), (biases,) = regions.random_lines(most, networks=1, rng=np.random.default_rng(1))
    farthest = np.max(np.abs(biases) / np.hypot(*weights))
    numbers = np.arange(1, most + 1)
    whole = [regions.lines_in_general_position(int(n)) for n in numbers]

    def counted(radius, with_biases):
        if not with_biases:
            return 2 * numbers
        parts = [regions.regions_in_disc(weights[None, :, :n], biases[None, :n], radius=radius)[0] for n in numbers]
        return np.array(parts)

    def scene(figure, **_values):
        disc, growth = panels(figure, 2, ratios=(1, 1.15))
        bare_panel(disc, -1.03, 1.03, title="Disc around the data")
        rim = disc.add_patch(Circle((0, 0), 1, facecolor="none", edgecolor=COLOURS["black"], linewidth=2, zorder=5))
        sides = [area(disc, facecolor=COLOURS[_TINTS[number % len(_TINTS)]], zorder=1) for number in range(most)]
        creases = moving(disc, color=COLOURS["black"], linewidth=1.8, zorder=3)
        for inside in (*sides, creases):
            inside.set_clip_path(rim)
        plane = moving(growth, label="whole plane", **line_style(0))
        near = moving(growth, label="expected in the disc", **line_style(1))
        dots = moving(growth, "o", color=COLOURS["black"], label="counted", markersize=8)
        growth.set(title="Regions", xlabel="neurons N", xlim=(0, 25), ylim=(-8, 310), xticks=[1, 8, 16, 24])
        growth.legend(loc="upper left")

        def update(number, zoom, with_biases):
            radius = float(f"{10**zoom:.2g}")
            offsets = biases if with_biases else 0 * biases
            reach = 2 + farthest / radius  # from the farthest crease over the whole disc
            for index, side in enumerate(sides):
                on = index < number
                side.set_alpha(0.6 / np.sqrt(number + 1))
                side.show([half_plane(weights[:, index], offsets[index] / radius, reach=reach)] if on else [])
            show_segments(creases, crease_lines(weights.T[:number], offsets[:number] / radius, reach=reach))
            counts, seen = counted(radius, with_biases), numbers[:number]
            dots.set_data(seen, counts[:number])
            expected = regions.expected_near_data(seen, radius=radius) if with_biases else 2 * seen
            near.set_data(seen, expected)
            plane.set_data(seen, whole[:number] if with_biases else 2 * seen)
            text = f"N = {number}, disc of radius {radius:g}: {counts[number - 1]} regions counted"
            if with_biases:
                text += f", {expected[-1]:.1f} expected; on the whole plane {whole[number - 1]}"
            else:
                text += "; without biases all creases meet in 0: as many on the disc as on the plane"
            return Reading(text, f"A disc cut by creases into tinted regions, and regions against neurons. {text}.")

        return update

    controls = {
        "number": Slider("Neurons N", value=3, min=1, max=most, step=1, play=True),
        "zoom": Slider(
            "Radius of the disc", value=0, min=-0.5, max=2, step=0.1, format=lambda power: f"{10**power:.2g}"
        ),
        "with_biases": Toggle("biases", True),
    }
    questions = (
        Question(
            "16 neurons crease the plane. How many regions has the whole plane?",
            Wrong("16, one for each neuron",
                  "Each new line cuts several regions in two: one more than the lines it crosses."),
            Wrong("32, two for each neuron",
                  "That is so if all creases meet in one point. Untick the biases to see it."),
            Right("137", "Line number k crosses k − 1 others and splits k regions: 1 + 16 + 16·15/2 = 137."),
            Wrong("65 536, one for each pattern",
                  "Most of the 2¹⁶ patterns of on and off occur nowhere: lines are straight."),
            move=("number",), until={"number": (16, 24)}, not_before=("137",),
        ),
        Question(
            "The disc of radius 1 holds the data and a third of these regions. How large must it be for nearly all?",
            Wrong("Radius 2: the rest lies just outside",
                  "At 2 some 40% are still missing: compare counted with the whole plane."),
            Wrong("Radius 4",
                  "At 4 one in six is still missing, at least. Creases that are nearly parallel cross farther out."),
            Right("Radius 10 or far more", "Two creases that are nearly parallel cross far out. Near the data random "
                  "networks have few regions."),
            move=("zoom",), until={"zoom": (1.3, 2), "number": (16, 24)}, not_before=("radius 20", "radius 100"),
        ),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Creases cut the plane into regions", question=questions)


_LAYER_COLOURS = ("blue", "vermillion", "bluish green", "reddish purple")


def bent_creases() -> LiveFigure:
    """24 random neurons in 1 to 4 layers: their creases in a window, and how many regions 50 networks have."""
    drawn = {
        layers: regions.random_networks(widths, networks=50, rng=np.random.default_rng(layers))
        for layers, widths in regions.SHAPES.items()
    }
    windows = {"near the data": 1.0, "the whole plane": 2.0}

    @functools.cache
    def plane_of(layers, number, window):
        return regions.cut(regions.one_of_many(drawn[layers], number - 1), window=window)

    def scene(figure, where, **_values):
        creases, counts = panels(figure, 2)
        window = windows[where]
        shade = area(creases, facecolor=COLOURS["sky blue"], alpha=0.3, zorder=1)
        lines = [
            moving(creases, color=COLOURS[colour], linewidth=2.2, zorder=6 - index)
            for index, colour in enumerate(_LAYER_COLOURS)
        ]
        plane_panel(creases, -window, window, title="Creases, one colour per layer", xlabel="x₁", ylabel="x₂")
        creases.set(xticks=[-window, 0, window], yticks=[-window, 0, window])
        spread = moving(counts, color=COLOURS["black"], linewidth=2)
        means = moving(counts, "_", color=COLOURS["black"], markersize=44, markeredgewidth=4)
        here = handle(counts, "layers", markersize=12)
        high = 190 if where == "near the data" else 430
        counts.set(title=f"Regions, {where}", xlabel="layers (24 neurons in all)", xlim=(0.4, 4.6), ylim=(0, high))
        counts.set_xticks([1, 2, 3, 4])

        def update(layers, number, where):
            plane = plane_of(layers, number, window)
            even = [r.polygon for r in plane.regions if sum(int(on.sum()) for on in r.pattern) % 2 == 0]
            shade.show(even if where == "near the data" else [])
            network: Any = drawn[layers]
            weights, biases = network.weights[0][number - 1].T, network.biases[0][number - 1, 0]
            show_segments(lines[0], crease_lines(weights, biases, reach=4 * window))
            for index, line in enumerate(lines[1:], start=1):
                show_segments(line, plane.creases[index] if index < layers else np.zeros((0, 2, 2)))
            table = regions.COUNTS[where]
            average = [np.mean(table[place]) for place in range(1, layers + 1)]
            means.set_data(range(1, layers + 1), average)
            quarters = [np.percentile(table[place], (10, 90)) for place in range(1, layers + 1)]
            show_segments(spread, np.array([[(n, q[0]), (n, q[1])] for n, q in enumerate(quarters, start=1)]))
            here.set_data([layers], [table[layers][number - 1]])
            shape = " + ".join(map(str, regions.SHAPES[layers]))
            text = (
                f"{shape} neurons: this network has {table[layers][number - 1]} regions {_PLACES[where]}, "
                f"50 networks {average[-1]:.0f} on average"
            )
            return Reading(text, f"Creases that bend where they cross those of earlier layers. {text}.")

        return update

    controls = {
        "layers": Slider("Layers", value=1, min=1, max=4, step=1, play=True),
        "number": Slider("Network", value=1, min=1, max=50, step=1),
        "where": Menu("Count", {name: name for name in windows}),
    }
    question = Question(
        "The same 24 neurons in 4 layers instead of 1, drawn at random. How many regions near the data?",
        Wrong("More: depth multiplies",
              "It can, when the weights are chosen for it. Random ones are not: move the layers."),
        Wrong("As many", "On the whole plane it is nearly so. Count near the data."),
        Right("Fewer, not even half",
              "113, 83, 65 and 53 on average: deeper creases miss the square, or end where earlier neurons are off."),
        move=("layers",), until={"layers": (4, 4)}, not_before=("53 on average",),
    )  # fmt: skip
    return LiveFigure(scene, controls, title="Depth bends creases", redraw=("where",), question=question)


_PLACES = {"near the data": "in the square |x| < 1", "the whole plane": "on the whole plane"}
