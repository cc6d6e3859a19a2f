"""LiveFigure: controls, a picture that follows them, and a spoken readout. It knows nothing of ReLU."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import ipywidgets
from IPython.display import display

from relu_notes.live.ahead import Ahead, Place, neighbours
from relu_notes.live.controls import Control
from relu_notes.live.drawing import Reading, Scene, Size, drawn
from relu_notes.live.drawings import Drawings
from relu_notes.live.picture import LAYOUTS, PictureView, frame_of
from relu_notes.live.stored import WIDGET_VIEW, stored_outputs
from relu_notes.plots.style import Picture

__all__ = ["Frame", "LiveFigure", "Reading"]


class Frame(NamedTuple):
    """One state of a live figure, drawn ahead.

    The layers use each other's ids: put `moving` on top of `background` in one shadow root a figure.
    """

    background: str
    moving: str
    reading: Reading
    shown: tuple[str, ...]


class LiveFigure(ipywidgets.VBox):
    """Controls over a picture that is drawn anew whenever one of them moves.

    Parameters
    ----------
    scene
        Called as ``scene(figure, **values)`` with an empty figure and the values of all controls. It draws what rests,
        creates what moves with ``animated=True`` (children of the figure or of an axes), and returns ``update``, which
        is called as ``update(**values)`` at every tick: it moves those artists and returns a `Reading`. What rests must
        depend on the controls in `redraw` only, and what moves on the values only: the page keeps frames, and some are
        drawn before anybody has asked. Keep what a scene needs inside it: several drawings of it live side by side, and
        each is called from one thread at a time.
    controls
        `Slider`, `Menu` and `Toggle` by name, in the order on screen.
    title
        The figure's name, for the stored text and screen readers.
    redraw
        Names of controls that change what rests. The scene is called again for them, about 100 ms; drawings are kept,
        and once the figure is used those of a menu are made ahead, so that choosing costs little more than a slider.
    shown
        From the values to the names of the controls that matter now; the others are hidden. All, unless told.
    size, narrow
        Width and height in CSS pixels, with room, and on a phone (where `plots.panels` stacks).

    Raises
    ------
    TypeError, ValueError
        For names in `redraw` that are no controls, and for no controls at all. An exception of the scene is not raised:
        the readout says it, and the picture comes back at the next value that can be drawn.

    Examples
    --------
    >>> from relu_notes.live import Slider
    >>> from relu_notes.plots.style import panels
    >>> def scene(figure, **values):
    ...     (axes,) = panels(figure, 1)
    ...     axes.plot([-2, 0, 2], [0, 0, 2])
    ...     (dot,) = axes.plot([], [], "o", animated=True)
    ...     def update(x):
    ...         dot.set_data([x], [max(0, x)])
    ...         return Reading(f"relu({x}) = {max(0, x)}", f"The point is at ({x}, {max(0, x)}).")
    ...     return update
    >>> figure = LiveFigure(scene, {"x": Slider("x", value=1, min=-2, max=2, step=1)}, title="A hinge")
    >>> figure.set(x=-2)
    >>> print(figure)
    A hinge
    relu(-2) = 0
    The point is at (-2, 0).
    """

    def __init__(
        self,
        scene: Scene,
        controls: Mapping[str, Control],
        *,
        title: str,
        redraw: Collection[str] = (),
        shown: Callable[[Mapping[str, Any]], Collection[str]] | None = None,
        size: Size = (1000, 500),
        narrow: Size = (420, 640),
    ):
        if not controls or not all(isinstance(control, Control) for control in controls.values()):
            raise TypeError("controls must be a mapping from names to Slider, Menu or Toggle, at least one")
        if isinstance(redraw, str) or not set(redraw) <= set(controls):
            raise ValueError(f"redraw must be a collection of names among {', '.join(controls)}, not {redraw!r}")
        self.controls = dict(controls)
        self.title = title
        self.reading = Reading("", "")
        self._scene = scene
        self._redraw = tuple(name for name in controls if name in redraw)
        self._shown = shown
        self._sizes = dict(zip(LAYOUTS, (size, narrow), strict=True))
        self._drawings = Drawings(scene, self._sizes, self._redraw)
        self._lock = threading.RLock()  # JupyterLab runs messages in a second thread while a cell runs
        self._held = False
        self._ahead = Ahead(self._send_ahead, self._draw_ahead)
        self._drawn_at: Place = self._place
        self.picture = PictureView(
            title=title,
            sizes={layout: list(size) for layout, size in self._sizes.items()},
            controls=[control.model_id for control in self.controls.values()],
        )
        super().__init__([*self.controls.values(), self.picture], _dom_classes=("relu-notes-figure",))
        self._draw()
        for control in self.controls.values():
            control.observe(self._draw, "value")
        self.picture.observe(self._draw, "layouts")
        self.picture.on_msg(self._answer)

    @property
    def values(self) -> dict[str, Any]:
        """The value of every control by its name."""
        return {name: control.value for name, control in self.controls.items()}

    def shown(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The names of the controls that matter at these values of all controls; the page hides the others."""
        names = self.controls if self._shown is None else self._shown(values)
        return tuple(name for name in self.controls if name in names)

    def set(self, **values: Any) -> None:
        """Move several controls and draw once; nothing moves if one of the values is not allowed."""
        checked = self._checked(values)
        with self._lock, self._hold():
            for name, value in checked.items():
                self.controls[name].value = value

    def reset(self) -> None:
        """Every control back to its first value."""
        with self._lock, self._hold():
            for control in self.controls.values():
                control.reset()

    def static_figure(self, **values: Any) -> Picture:
        """A new figure in one piece at the current values, with `values` in the place of theirs."""
        values = {**self.values, **self._checked(values)}
        figure, _, update = drawn(self._scene, self._sizes["wide"], values)
        figure.description = self._description(Reading(*update(**values)))
        return figure

    def frame(self, layout: str = "wide", **values: Any) -> Frame:
        """The figure drawn with `values` in the place of the controls' own, which stay: for a page without a kernel.

        `layout` is "wide" or "narrow". An error of the scene is said in the reading, as on screen.
        """
        values = {**self.values, **self._checked(values)}
        shown = self.shown(values)
        with self._lock:
            try:
                drawing = self._drawings.at(layout, values)
                return Frame(drawing.background, *drawing.tick(values), shown)
            except Exception as error:
                return Frame("", "", self._apology(values, error), shown)

    def close(self) -> None:
        """Take the figure and its controls off every page and let its drawings go; a second time does nothing."""
        if self.comm is None:
            return
        self._ahead.end()
        with self._lock:
            for control in self.controls.values():
                control.unobserve(self._draw, "value")
            self.picture.unobserve(self._draw, "layouts")
            self._drawings.clear()
        for widget in (*self.controls.values(), self.picture):
            widget.layout.close()
            widget.close()
        self.layout.close()
        super().close()

    def _checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        unknown = sorted(set(values) - set(self.controls))
        if unknown:
            raise TypeError(f"no control is named {', '.join(unknown)}; there are {', '.join(self.controls)}")
        return {name: self.controls[name].check(value) for name, value in values.items()}

    @contextmanager
    def _hold(self) -> Iterator[None]:
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self._draw()

    @property
    def _place(self) -> Place:
        return tuple(control.place for control in self.controls.values())

    def _answer(self, _picture: PictureView, content: Any, _buffers: Any) -> None:
        if content == "reset":
            self.reset()
        elif content == "used":
            self._ahead.used(self._place, self._near(range(len(self.controls)), self._place))

    def _near(self, axes: Iterable[int], before: Place) -> Iterator[Place]:
        """The places whose frames the page may want next: one step of the controls `axes` away."""
        if self.picture.backgrounds:
            free = [control.shown and name not in self._redraw for name, control in self.controls.items()]
            sizes = [len(control.positions) for control in self.controls.values()]
            yield from neighbours(self._place, sizes, [axis for axis in axes if free[axis]], before)

    def _send_ahead(self, place: Place) -> None:
        """Send the frame at `place` to the page, unless that is an error or another thread draws."""
        values = {name: control.positions[at] for (name, control), at in zip(self.controls.items(), place, strict=True)}
        if self._lock.acquire(blocking=False):
            try:
                backgrounds, frame, _ = self._drawn(values)
                if backgrounds == self.picture.backgrounds:
                    self.picture.send(frame)
            except Exception:  # the readout says it if somebody goes there
                return
            finally:
                self._lock.release()

    def _draw_ahead(self) -> bool:
        """Make one of the drawings that a menu may ask for; False if there is none left."""
        if not self._lock.acquire(blocking=False):
            return True
        try:
            positions = {name: self.controls[name].positions for name in self._redraw}
            return self._drawings.make_one_ahead(self.picture.layouts, positions, self.values)
        finally:
            self._lock.release()

    def _draw(self, _change: Any = None) -> None:
        with self._lock:
            if self._held:
                return
            before, self._drawn_at = self._drawn_at, self._place
            values = self.values
            try:
                self._show_controls(values)
                backgrounds, frame, self.reading = self._drawn(values)
            except Exception as error:  # an observer has no output cell: the readout says it
                self.reading = self._apology(values, error)
                backgrounds, frame = {}, frame_of({}, *self.reading)
            anew = self.picture.show(backgrounds, frame)
            moved = [axis for axis, places in enumerate(zip(before, self._drawn_at, strict=True)) if len({*places}) > 1]
            self._ahead.moved(self._drawn_at, self._near(moved, before), anew)

    def _drawn(self, values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any], Reading]:
        """The layers at rest by layout, the frame, and its reading, at these values of all controls."""
        drawings = {layout: self._drawings.at(layout, values) for layout in self.picture.layouts}
        ticks = {layout: drawing.tick(values) for layout, drawing in drawings.items()}
        backgrounds = {layout: drawing.background for layout, drawing in drawings.items()}
        moving = {layout: svg for layout, (svg, _) in ticks.items()}
        reading = ticks[self.picture.layouts[0]][1]
        place = [control.positions.index(values[name]) for name, control in self.controls.items()]
        return backgrounds, frame_of(moving, *reading, place), reading

    def _show_controls(self, values: Mapping[str, Any]) -> None:
        names = self.shown(values)
        for name, control in self.controls.items():
            control.shown = name in names

    def _apology(self, values: Mapping[str, Any], error: Exception) -> Reading:
        where = ", ".join(f"{self.controls[name].label} = {self.controls[name].text}" for name in values)
        reason = str(error).strip() or type(error).__name__
        return Reading(f"No picture at {where}: {reason}. Another value brings it back.", f"No picture: {reason}.")

    def _description(self, reading: Reading) -> str:
        return f"{self.title}\n{reading.readout}\n{reading.alt}"

    def __repr__(self) -> str:
        return self._description(self.reading)

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        return {WIDGET_VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.model_id}}

    def _ipython_display_(self) -> None:
        for data, metadata in stored_outputs(self):
            display(data, metadata=metadata, raw=True)
