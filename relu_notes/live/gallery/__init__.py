"""The notebooks' live figures by name, one module a lesson."""

from collections.abc import Callable

from relu_notes.live.figure import LiveFigure
from relu_notes.live.gallery.key_notes import additivity

__all__ = ["GALLERY", "additivity"]

GALLERY: dict[str, Callable[[], LiveFigure]] = {
    "additivity": additivity,
}
