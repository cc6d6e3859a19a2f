"""A scene of matplotlib artists as two SVG layers: one that rests, and one that moves at every tick."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.text import Annotation, Text

from relu_notes.live.layers import LayerRenderer
from relu_notes.plots.style import Picture, classroom, classroom_figure, minus_signs


class Reading(NamedTuple):
    """What a tick says: the numbers for everyone, and the picture in words for those who do not see it."""

    readout: str
    alt: str


class Frame(NamedTuple):
    """One state of a live figure, drawn ahead.

    The layers use each other's ids: put `moving` on top of `background` in one shadow root a figure.
    """

    background: str
    moving: str
    reading: Reading
    shown: tuple[str, ...]


class Handle(NamedTuple):
    """What `draggable` declares."""

    artist: Line2D
    control: str
    along: str
    point: int


def draggable(artist: Line2D, control: str, along: str = "x", *, point: int = -1) -> None:
    """Let readers take hold of `artist` in the picture of a live figure and so move a slider; call it in the scene.

    The page knows where the artist stands at every value of the slider, so curves, angles and logarithms need no word.

    Parameters
    ----------
    artist
        A line or its markers. It must follow the slider, which stays the keyboard's way.
    control
        The slider's name.
    along
        "x" or "y" if the pointer counts in that direction alone, "xy" for both.
    point
        Which of the line's points is taken hold of; the last, unless told.

    Raises
    ------
    TypeError, ValueError
        For an artist that is no line, and for another `along`.

    Examples
    --------
    >>> from relu_notes.plots.style import classroom_figure, panels
    >>> (axes,) = panels(classroom_figure(), 1)
    >>> (dot,) = axes.plot([], [], "o", animated=True)
    >>> draggable(dot, "x")
    """
    if not isinstance(artist, Line2D):
        raise TypeError(f"artist must be a Line2D, as axes.plot makes it, not {type(artist).__name__}")
    if along not in ("x", "y", "xy"):
        raise ValueError(f"along must be 'x', 'y' or 'xy', not {along!r}")
    artist.get_figure().handles.append(Handle(artist, control, along, point))


Update = Callable[..., Reading]
Scene = Callable[..., Update]
Size = tuple[int, int]

#: Above every artist at rest, so that one picture in two layers and one picture in one piece look the same.
_ON_TOP = 1000
#: No scene has ticks above a panel, and matplotlib's search for them is a sixth of a drawing's time.
_TITLES_STAY = {"axes.titley": 1.0}
#: Artists that become stale with every change, and those of their kinds that do not when their `xy` or path is set.
#: Collections do not when their array is set.
_KNOWS_ITS_CHANGES = (Line2D, Patch, AxesImage, Text)
_FORGETS_ITS_CHANGES = (Annotation, PathPatch)
#: CSS pixels; in a picture of two thirds of its size a target is still 24 pixels wide.
_REACH = 19


def drawn(scene: Scene, size: Size, values: Mapping[str, Any]) -> tuple[Picture, list[Artist], Update]:
    """A new figure with the scene on it at these values, its moving artists from low to high, `update`."""
    figure = classroom_figure(size)
    with classroom(), mpl.rc_context(_TITLES_STAY):
        update = scene(figure, **values)
        if not callable(update):
            raise TypeError(f"a scene returns the function that moves its artists, not {update!r}")
        update(**values)
    parents = figure, *figure.axes, *(inset for axes in figure.axes for inset in axes.child_axes)
    moving = [artist for parent in parents for artist in parent.get_children() if artist.get_animated()]
    moving.sort(key=Artist.get_zorder)
    for artist in moving:
        artist.set_in_layout(False)
        artist.set_zorder(artist.get_zorder() + _ON_TOP)
    return figure, moving, update


def read(update: Update, values: Mapping[str, Any]) -> Reading:
    """What `update` says at these values, with minus signs as the ticks have them."""
    return Reading(*map(minus_signs, update(**values)))


class Drawing:
    """One scene on one figure, ready to be moved.

    Parameters
    ----------
    scene
        Called once; see `LiveFigure`.
    size
        Width and height of the figure in CSS pixels.
    values
        The values of all controls by name, for the layer that rests.

    Attributes
    ----------
    background
        The layer that rests, as SVG. The moving layer uses its shapes by their ids: keep both in one shadow root.
    """

    def __init__(self, scene: Scene, size: Size, values: Mapping[str, Any]):
        self.figure, self.moving, self._update = drawn(scene, size, values)
        with classroom():
            self._renderer = LayerRenderer(size)
            self.background = self._renderer.background(self.figure, self.moving)
        self.figure.set_layout_engine("none")
        names = list(values)
        self._handles = [(names.index(handle.control), handle) for handle in self.figure.handles]
        self._height = size[1]
        self._pieces = [""] * len(self.moving)
        self._head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}">'

    def tick(self, values: Mapping[str, Any]) -> tuple[str, Reading]:
        """Move the artists to `values`; return the layer that moves, as SVG, and what it says."""
        with classroom():
            reading = read(self._update, values)
            for index, artist in enumerate(self.moving):
                known = isinstance(artist, _KNOWS_ITS_CHANGES) and not isinstance(artist, _FORGETS_ITS_CHANGES)
                if not self._pieces[index] or artist.stale or not known:
                    self._pieces[index] = self._renderer.piece(artist)
        return "".join((self._head, *self._circles(), *self._pieces, "</svg>")), reading

    def _circles(self) -> Iterator[str]:
        """What the page lets readers take hold of, each at its place."""
        for number, (control, (artist, _, along, point)) in enumerate(self._handles):
            points = artist.get_xydata()
            if len(points) and artist.get_visible():
                x, y = artist.get_transform().transform(points[point])
                if math.isfinite(x + y):
                    yield (
                        f'<g><circle class="handle" data-handle="{number}" data-control="{control}" '
                        f'data-along="{along}" cx="{x:.1f}" cy="{self._height - y:.1f}" r="{_REACH}"/></g>'
                    )
