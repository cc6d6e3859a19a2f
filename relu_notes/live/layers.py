"""Matplotlib's SVG renderer for two layers: one that rests, and pieces that are drawn again when their artist moves."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.text import Text

from relu_notes.plots.style import DOTS_PER_INCH

#: What moving texts are made of; the layer at rest carries these letter shapes so that ticks need not.
_LETTERS = "0123456789.,-\N{MINUS SIGN}+=()x "
# In this order: what stays, what is made short (a letter's place), what loses digits, what goes.
# Scales stay exact: two decimals of 0.15625 would shrink every letter.
_TRIM = re.compile(
    r'(scale\([^)]*\))|(?<=")( )transform="translate\((-?\d+\.?\d{0,2})\d*(?: 0)?\)"(?=/>)'
    r"|(\.\d\d)\d+|<!--.*?-->|\n *"
)

_DEFINITIONS = re.compile(r"<defs>.*?</defs>", re.DOTALL)


def _kept(match: re.Match[str]) -> str:
    scale, letter, place, decimals = match.groups()
    return f' x="{place}"' if letter else scale or decimals or ""


def _trimmed(svg: str) -> str:
    return _TRIM.sub(_kept, svg).replace("DejaVuSans-", "g").replace("xlink:href", "href")


class LayerRenderer(RendererSVG):
    """Draws the layer at rest once, then moving artists one by one, as often as they move.

    Shapes that many pieces share (markers, letters, clips) stand in the layer at rest; a piece adds only what is new.
    Ids come from what they name, so they are the same each time.
    """

    _markers: dict[Any, Any]
    _glyph_map: dict[Any, Any]
    _clipd: dict[Any, Any]
    _hatchd: dict[Any, Any]

    def __init__(self, size: tuple[int, int]):
        self._buffer = io.StringIO()
        super().__init__(*size, self._buffer, image_dpi=DOTS_PER_INCH)

    def background(self, figure: Figure, moving: Sequence[Artist]) -> str:
        """The whole figure without its moving artists, with the shapes that those begin with as definitions."""
        images = [artist for artist in moving if isinstance(artist, AxesImage) and artist.get_visible()]
        for image in images:  # before matplotlib 3.11, figure.draw leaves out animated artists of every kind but this
            image.set_visible(False)
        figure.draw(self)
        for image in images:
            image.set_visible(True)
        rests = self._written()
        for font in dict.fromkeys(artist.get_fontproperties() for artist in moving if isinstance(artist, Text)):
            letters = figure.text(0, 0, _LETTERS, fontproperties=font)
            letters.draw(self)
            letters.remove()
        for artist in moving:
            artist.draw(self)
        shapes = "".join(_DEFINITIONS.findall(self._written()))
        self.finalize()
        self._shared = dict(self._markers), dict(self._glyph_map), dict(self._clipd), dict(self._hatchd)
        return _trimmed(rests[rests.index("<svg") :] + shapes + self._written().lstrip())

    def piece(self, artist: Artist) -> str:
        """The SVG of one artist where it stands now."""
        markers, letters, clips, hatches = self._shared
        self._markers, self._glyph_map = dict(markers), dict(letters)
        self._clipd, self._hatchd = dict(clips), dict(hatches)
        artist.draw(self)
        self._clipd = {key: clip for key, clip in self._clipd.items() if key not in clips}
        self._hatchd = {key: hatch for key, hatch in self._hatchd.items() if key not in hatches}
        self._write_clips()
        self._write_hatches()
        return _trimmed(self._written())

    def _written(self) -> str:
        """What was written since the last time."""
        svg = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return svg

    def open_group(self, s: str, gid: str | None = None) -> None:
        """A group without an id: matplotlib would count them."""
        self.writer.start("g")

    def close_group(self, s: str) -> None:
        """End the group."""
        self.writer.end("g")

    def _make_id(self, type: str, content: Any) -> str:
        return f"{type}{zlib.crc32(str(content).encode()):x}"

    def _write_metadata(self, metadata: Any) -> None:
        """No date and no program: they would weigh more than a marker."""
