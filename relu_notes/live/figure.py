"""LiveFigure: controls, a picture that follows them, and a spoken readout. It knows nothing of ReLU."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from relu_notes.live.controls import Control
from relu_notes.live.drawing import Drawing, Reading, Scene
from relu_notes.plots.style import Picture, classroom, classroom_figure

__all__ = ["LiveFigure", "Reading"]

_HERE = Path(__file__).parent


class PictureView(anywidget.AnyWidget):
    """The picture and the readout in the page; every tick is one message that sets `frame`."""

    _esm = (_HERE / "picture.js").read_text(encoding="utf-8")
    _css = (_HERE / "picture.css").read_text(encoding="utf-8")
    backgrounds = traitlets.Any().tag(sync=True)
    frame = traitlets.Any().tag(sync=True)

    def __repr__(self) -> str:
        return "PictureView()"


class LiveFigure(ipywidgets.VBox):
    """Controls over a picture that is drawn anew whenever one of them moves."""

    def __init__(
        self,
        scene: Scene,
        controls: Mapping[str, Control],
        *,
        title: str,
        redraw: Collection[str] = (),
        shown: Callable[[Mapping[str, Any]], Collection[str]] | None = None,
        size: tuple[int, int] = (1000, 500),
    ):
        unknown = set(redraw) - set(controls)
        if unknown:
            raise ValueError(f"redraw names {sorted(unknown)}, but the controls are {list(controls)}")
        self.controls = dict(controls)
        self.title = title
        self._scene = scene
        self._redraw = frozenset(redraw)
        self._shown = shown
        self._size = size
        self._lock = threading.RLock()
        self._holding = False
        self._drawing = Drawing(scene, size)
        self._drawn_for: tuple[Any, ...] | None = None
        self.reading = Reading("", "")
        self.picture = PictureView(backgrounds={}, frame={"layers": {"wide": ""}, "alt": "", "readout": ""})
        super().__init__(
            [*self.controls.values(), self.picture],
            layout=ipywidgets.Layout(flex_flow="row wrap", width="100%", max_width="1000px", overflow="hidden"),
        )
        self._tick()
        for control in self.controls.values():
            control.observe(self._tick, "value")
        self.picture.on_msg(lambda _widget, content, _buffers: self.reset() if content.get("do") == "reset" else None)

    @property
    def values(self) -> dict[str, Any]:
        """The value of every control by its name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **values: Any) -> None:
        """Move several controls and draw once; nothing moves when one of the values is not allowed."""
        unknown = set(values) - set(self.controls)
        if unknown:
            raise TypeError(f"no control is named {', '.join(sorted(unknown))}; there are {', '.join(self.controls)}")
        values = {name: self.controls[name].check(value) for name, value in values.items()}
        with self._lock:
            self._holding = True
            try:
                for name, value in values.items():
                    self.controls[name].value = value
            finally:
                self._holding = False
            self._tick()

    def reset(self) -> None:
        """Every control back to its first value."""
        self.set(**{name: control._first_value for name, control in self.controls.items()})

    def _tick(self, _change: Any = None) -> None:
        with self._lock:
            if self._holding:
                return
            values = self.values
            try:
                self._draw(values)
            except Exception as error:  # no output cell would show it: an observer's exception is said in the readout
                self._drawn_for = None
                self._show(
                    "", Reading(f"The picture cannot be drawn here: {error}", "No picture: an error, see below.")
                )

    def _draw(self, values: Mapping[str, Any]) -> None:
        redraw_values = tuple(values[name] for name in sorted(self._redraw))
        if self._drawn_for != redraw_values:
            if self._shown is not None:
                names = self._shown(values)
                for name, control in self.controls.items():
                    control.layout.display = None if name in names else "none"
            svg = self._drawing.redraw(values)
            self.picture.backgrounds = {"wide": {"svg": svg, "width": self._size[0]}}
            self._drawn_for = redraw_values
        self._show(*self._drawing.tick(values))

    def _show(self, svg: str, reading: Reading) -> None:
        self.reading = reading
        self.picture.frame = {"layers": {"wide": svg}, "alt": reading.alt, "readout": reading.readout}

    def static_figure(self, **values: Any) -> Picture:
        """A fresh figure drawn by the same scene at the current values, with `values` in their place."""
        values = {**self.values, **{name: self.controls[name].check(value) for name, value in values.items()}}
        figure = classroom_figure(self._size)
        with classroom():
            update = self._scene(figure, **values)
            reading = update(**values)
        for artist in figure.findobj(lambda artist: artist.get_animated()):
            artist.set_in_layout(False)
        figure.description = f"{self.title}\n{reading.readout}\n{reading.alt}"
        return figure

    def __repr__(self) -> str:
        return f"{self.title}\n{self.reading.readout}\n{self.reading.alt}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.model_id,
            },
            "image/png": base64.b64encode(self.static_figure().png()).decode(),
            "text/plain": repr(self),
        }
