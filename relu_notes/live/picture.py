"""What the page shows below the controls: the picture and the readout, one message per tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from relu_notes.live.controls import PAGE_FILES, PageWidget

#: The layouts of a figure; the page asks for those that its views have room for.
LAYOUTS = ("wide", "narrow")


def frame_of(
    moving: Mapping[str, str], readout: str, alt: str, place: list[int] | None = None, by: str = ""
) -> dict[str, Any]:
    """What `PictureView.frame` holds."""
    return {"alt": alt, "readout": readout, "moving": dict(moving), "place": place, "by": by}


class PictureView(PageWidget):
    """The picture and the readout in the page.

    Attributes
    ----------
    title, sizes
        The figure's name; width and height in CSS pixels by layout.
    layouts
        The layouts that the page shows now.
    backgrounds
        The SVG layer that rests, by layout; none when nothing can be drawn.
    frame
        Of the last tick: ``alt``, ``readout``, ``moving``, the SVG layer that moves by layout, and ``place``, where the
        controls stood: for each the index of its value, or None when nothing could be drawn; ``by`` is the page that
        has the controls in hand.
    controls
        The ids of the controls' models: the page looks there for a place whose frame it has.
    first
        For each control the index of its first value, to which Reset goes back.
    """

    _esm = "\n".join((PAGE_FILES / name).read_text(encoding="utf-8") for name in ("places.js", "drag.js", "picture.js"))
    _css = PAGE_FILES / "picture.css"
    title = traitlets.Unicode().tag(sync=True)
    sizes = traitlets.Dict().tag(sync=True)
    layouts = traitlets.List(traitlets.Enum(LAYOUTS), default_value=["wide"]).tag(sync=True)
    backgrounds = traitlets.Any({}).tag(sync=True)
    frame = traitlets.Any(frame_of({}, "", "")).tag(sync=True)
    controls = traitlets.List(traitlets.Unicode()).tag(sync=True)
    first = traitlets.List(traitlets.Int()).tag(sync=True)

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take the layouts that the page shows; as in `Control.set_state`, without an echo."""
        layouts = sync_data.get("layouts")
        if layouts and set(layouts) <= set(LAYOUTS):
            with self._lock_property(layouts=layouts):
                self.layouts = layouts

    def show(self, backgrounds: Mapping[str, str], frame: Mapping[str, Any]) -> bool:
        """Show this in one message; whether it holds layers at rest, which are sent only when they are new."""
        anew = backgrounds != self.backgrounds
        if not anew:
            self.frame = frame
        else:
            with self.hold_sync():
                self.backgrounds = dict(backgrounds)
                self.frame = frame
        return anew

    def __repr__(self) -> str:
        return f"PictureView({self.title!r})"
