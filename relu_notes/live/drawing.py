"""A scene of matplotlib artists as two SVG layers: one that rests, and one that is drawn anew at every tick."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.text import Text

from relu_notes.plots.style import DOTS_PER_INCH, Picture, classroom, classroom_figure


class Reading(NamedTuple):
    """What a tick says: the numbers for everyone, and the picture in words for those who do not see it."""

    readout: str
    alt: str


Update = Callable[..., Reading]
Scene = Callable[..., Update]
Size = tuple[int, int]

#: Above every artist at rest, so that one picture in two layers and one picture in one piece look the same.
_ON_TOP = 1000
#: What moving texts are made of; the layer at rest carries these letter shapes so that ticks need not.
_DIGITS = "0123456789.,-\N{MINUS SIGN}+=()x "
# Scales are kept exact: two decimals of 0.15625 would shrink every letter.
_DECIMALS = re.compile(r"(scale\([^)]*\))|(\.\d\d)\d+")
_BEFORE_SVG = re.compile(r"\A.*?(?=<svg)", re.DOTALL)


def drawn(scene: Scene, size: Size, values: Mapping[str, Any]) -> tuple[Picture, list[Artist], Update]:
    """A new figure with the scene on it at these values, its moving artists from low to high, `update`."""
    figure = classroom_figure(size)
    with classroom():
        update = scene(figure, **values)
        if not callable(update):
            raise TypeError(f"a scene returns the function that moves its artists, not {update!r}")
        update(**values)
    parents = figure, *figure.axes
    moving = [artist for parent in parents for artist in parent.get_children() if artist.get_animated()]
    moving.sort(key=Artist.get_zorder)
    for artist in moving:
        artist.set_in_layout(False)
        artist.set_zorder(artist.get_zorder() + _ON_TOP)
    return figure, moving, update


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
        The layer that rests, as SVG. The moving layer uses its letter shapes: keep both in one document or shadow root.
    """

    def __init__(self, scene: Scene, size: Size, values: Mapping[str, Any]):
        self.size = size
        self.figure, self.moving, self._update = drawn(scene, size, values)
        renderer = _LayerRenderer("b", size, {})
        self.figure.draw(renderer)  # leaves animated artists out
        self.figure.set_layout_engine("none")
        for text in (artist for artist in self.moving if isinstance(artist, Text)):
            self.figure.text(0, 0, _DIGITS, fontproperties=text.get_fontproperties(), alpha=0).draw(renderer)
            self.figure.texts[-1].remove()
        self.background = renderer.svg()
        self._letters = renderer.letters

    def tick(self, values: Mapping[str, Any]) -> tuple[str, Reading]:
        """Move the artists to `values`; return the layer that moves, as SVG, and what it says."""
        reading = Reading(*self._update(**values))
        renderer = _LayerRenderer("m", self.size, self._letters)
        for artist in self.moving:
            artist.draw(renderer)
        return renderer.svg(), reading


class _LayerRenderer(RendererSVG):
    """Matplotlib's SVG renderer with ids that are short, the same each time, and differ between the layers."""

    def __init__(self, prefix: str, size: Size, letters: Mapping[str, Any]):
        self._prefix = prefix
        self._ids: dict[tuple[str, str], str] = {}
        self._buffer = io.StringIO()
        super().__init__(*size, self._buffer, image_dpi=DOTS_PER_INCH)
        self._glyph_map.update(letters)

    @property
    def letters(self) -> dict[str, Any]:
        """The letter shapes that were written or given."""
        return self._glyph_map

    def svg(self) -> str:
        """Close the layer and return it, with two decimals a coordinate."""
        self.finalize()
        return _DECIMALS.sub(r"\1\2", _BEFORE_SVG.sub("", self._buffer.getvalue()))

    def _make_id(self, type: str, content: Any) -> str:
        return self._ids.setdefault((type, str(content)), f"{self._prefix}{len(self._ids)}")

    def _write_metadata(self, metadata: Any) -> None:
        """No date and no program: they would weigh more than a marker."""
