"""A scene of matplotlib artists as two SVG layers: one that rests, and one that is drawn anew at every tick."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from relu_notes.plots.style import classroom, classroom_figure


class Reading(NamedTuple):
    """What a tick says: the numbers for everyone, and the picture in words for those who do not see it."""

    readout: str
    alt: str


Update = Callable[..., Reading]
Scene = Callable[..., Update]

_MORE_THAN_TWO_DECIMALS = re.compile(r"(\.\d\d)\d+")
_HEAD = re.compile(r"^.*?(?=<svg)", re.DOTALL)


class _LayerRenderer(RendererSVG):
    """Matplotlib's SVG renderer with short ids that are the same each time and differ between the layers."""

    def __init__(self, width: float, height: float, buffer: io.StringIO, prefix: str):
        self._prefix = prefix
        self._ids: dict[tuple[str, str], str] = {}
        super().__init__(width, height, buffer, image_dpi=72, metadata={"Date": None, "Creator": None})

    def _make_id(self, type: str, content: object) -> str:
        return self._ids.setdefault((type, str(content)), f"{self._prefix}{len(self._ids)}")


class Drawing:
    """One scene on one figure of `size` = (width, height) CSS pixels."""

    def __init__(self, scene: Scene, size: tuple[int, int]):
        self.scene = scene
        self.size = size
        self.figure: Figure = classroom_figure(size)
        self.moving: list[Artist] = []
        self._update: Update | None = None

    def redraw(self, values: Mapping[str, Any]) -> str:
        """Call the scene and return the layer that rests."""
        self._update = None
        self.figure.clear()
        self.figure.set_layout_engine("constrained")
        with classroom():
            update = self.scene(self.figure, **values)
            self.moving = sorted(self.figure.findobj(Artist.get_animated), key=Artist.get_zorder)
            for artist in self.moving:
                artist.set_in_layout(False)
            background = self._svg("b", [self.figure])
            self.figure.set_layout_engine("none")
        self._update = update
        return background

    def tick(self, values: Mapping[str, Any]) -> tuple[str, Reading]:
        """Move the artists; return the layer that moves and what it says."""
        if self._update is None:
            raise RuntimeError("the scene has not been drawn")
        reading = self._update(**values)
        return self._svg("m", self.moving), Reading(*reading)

    def _svg(self, prefix: str, artists: list[Artist]) -> str:
        buffer = io.StringIO()
        width, height = self.size
        renderer = _LayerRenderer(width, height, buffer, prefix)
        for artist in artists:
            artist.draw(renderer)
        renderer.finalize()
        return _MORE_THAN_TWO_DECIMALS.sub(r"\1", _HEAD.sub("", buffer.getvalue(), count=1))
