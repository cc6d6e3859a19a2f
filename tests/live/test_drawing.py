"""A drawing shows every change of every kind of artist, though it draws again only those that changed."""

import re

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from relu_notes.live.drawing import Drawing, Reading, draggable
from relu_notes.plots.style import classroom_figure, panels

SIZE = (400, 300)


def square(side):
    return [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]


#: An artist, and how it moves.
KINDS = {
    "line": (lambda axes: axes.plot([0, 1], [0, 1])[0], lambda line, x: line.set_data([0, x], [0, x])),
    "marker": (lambda axes: axes.plot([0], [0], "o")[0], lambda line, x: line.set_data([x], [x])),
    "marker's size": (lambda axes: axes.plot([0], [0], "o")[0], lambda line, x: line.set_markersize(5 + x)),
    "colour": (lambda axes: axes.plot([0, 1], [0, 1])[0], lambda line, x: line.set_color((x / 4, 0, 0))),
    "pattern": (
        lambda axes: axes.plot([0, 1], [0, 1])[0],
        lambda line, x: line.set_linestyle(("-", "--", ":", "-.")[x]),
    ),
    "visibility": (lambda axes: axes.plot([0, 1], [0, 1])[0], lambda line, x: line.set_visible(x % 2 == 0)),
    "text": (lambda axes: axes.text(0, 0, ""), lambda text, x: text.set_text(f"é{x}")),
    "place of a text": (lambda axes: axes.text(0, 0, "here"), lambda text, x: text.set_position((x, x))),
    "annotation": (
        lambda axes: axes.annotate("", xy=(0, 0), xytext=(3, 3), arrowprops={"arrowstyle": "->"}),
        lambda text, x: setattr(text, "xy", (x / 2, 0)),
    ),
    "rectangle": (lambda axes: axes.add_patch(Rectangle((0, 0), 1, 1)), lambda patch, x: patch.set_height(x)),
    "circle": (lambda axes: axes.add_patch(Circle((0, 0), 1)), lambda patch, x: patch.set_radius(1 + x)),
    "polygon": (lambda axes: axes.add_patch(Polygon(square(1))), lambda patch, x: patch.set_xy(square(1 + x))),
    "path": (
        lambda axes: axes.add_patch(PathPatch(Path(square(1)))),
        lambda patch, x: patch.set_path(Path(square(1 + x))),
    ),
    "hatch": (lambda axes: axes.add_patch(Rectangle((0, 0), 2, 2)), lambda patch, x: patch.set_hatch("/-\\x"[x])),
    "scatter": (lambda axes: axes.scatter([0, 1], [0, 1]), lambda points, x: points.set_offsets([(x, 0), (0, x)])),
    "lines": (
        lambda axes: axes.add_collection(LineCollection([[(0, 0), (1, 1)]])),
        lambda lines, x: lines.set_segments([[(0, 0), (x, 1)]]),
    ),
    "patches": (
        lambda axes: axes.add_collection(PatchCollection([Rectangle((0, 0), 1, 1)])),
        lambda patches, x: patches.set_paths([Rectangle((0, 0), 1 + x, 1)]),
    ),
    "image": (
        lambda axes: axes.imshow(np.zeros((2, 2)), vmin=0, vmax=4, aspect="auto", extent=(0, 4, 0, 4)),
        lambda image, x: image.set_data(np.full((2, 2), x)),
    ),
    "mesh": (
        lambda axes: axes.pcolormesh(np.zeros((2, 2)), vmin=0, vmax=4),
        lambda mesh, x: mesh.set_array(np.full((2, 2), x)),
    ),
}


def scene_with(kind):
    make, move = KINDS[kind]

    def scene(figure, **_values):
        (axes,) = panels(figure, 1)
        axes.set(xlim=(0, 5), ylim=(0, 5), xticks=[], yticks=[])
        artist = make(axes)
        artist.set_animated(True)

        def update(x):
            move(artist, x)
            return Reading(str(x), str(x))

        return update

    return scene


def alone(svg):
    """The moving layer without the shapes that it would find in the layer at rest."""
    while "<defs>" in svg:
        start = svg.index("<defs>")
        svg = svg[:start] + svg[svg.index("</defs>", start) + len("</defs>") :]
    return svg


@pytest.mark.parametrize("kind", KINDS)
def test_a_moved_artist_is_drawn_as_in_a_new_drawing(kind):
    scene = scene_with(kind)
    drawing = Drawing(scene, SIZE, {"x": 0})
    fresh = {x: Drawing(scene, SIZE, {"x": x}).tick({"x": x})[0] for x in range(4)}
    seen = []
    for x in (0, 3, 1, 2, 1, 0):
        moving, _ = drawing.tick({"x": x})
        assert alone(moving) == alone(fresh[x]), x
        seen.append(moving)
    assert len(set(seen)) >= 2
    assert seen[0] == seen[-1]


def test_an_artist_that_stays_is_not_drawn_again(monkeypatch):
    drawing = Drawing(scene_with("line"), SIZE, {"x": 1})
    drawing.tick({"x": 1})
    drawing._update = lambda **values: Reading("", "")
    monkeypatch.setattr(drawing._renderer, "piece", lambda artist: pytest.fail("drawn again"))
    drawing.tick({"x": 1})


def test_numbers_are_short_but_letters_keep_their_size():
    drawing = Drawing(scene_with("text"), SIZE, {"x": 1})
    moving, _ = drawing.tick({"x": 2})
    assert "scale(0.18 -0.18)" in moving
    assert "\n" not in drawing.background + moving
    assert "<!--" not in drawing.background + moving


def draggable_scene(figure, **_values):
    (axes,) = panels(figure, 1)
    axes.set(xlim=(0, 10), ylim=(0, 10))
    (line,) = axes.plot([], [], "o-", animated=True)
    draggable(line, "height", "y")

    def update(first, height):
        line.set_data([0, 5], [first, height])
        return Reading("", "")

    return update


def test_a_handle_stands_on_the_point_that_is_taken_hold_of():
    drawing = Drawing(draggable_scene, SIZE, {"first": 0, "height": 1})
    axes = drawing.figure.axes[0]
    for height in (2, 7):
        svg, _ = drawing.tick({"first": 0, "height": height})
        found = re.search(r'data-handle="0" data-control="1" data-along="y" cx="(.*?)" cy="(.*?)"', svg)
        x, y = axes.transData.transform((5, height))
        assert [float(number) for number in found.groups()] == pytest.approx([x, SIZE[1] - y], abs=0.06)
    drawing.moving[0].set_visible(False)
    assert "handle" not in drawing.tick({"first": 0, "height": 2})[0]


@pytest.mark.parametrize("along", ["z", "", None])
def test_a_direction_is_x_or_y_or_both(along):
    (axes,) = panels(classroom_figure(SIZE), 1)
    (line,) = axes.plot([0], [0], "o", animated=True)
    with pytest.raises(ValueError, match="along must be 'x', 'y' or 'xy'"):
        draggable(line, "x", along)
    with pytest.raises(TypeError, match="artist must be a Line2D"):
        draggable(axes.text(0, 0, ""), "x")
