"""LiveFigure: controls, a picture that follows them, and a spoken readout. It knows nothing of ReLU."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import ipywidgets
from IPython.display import display

from relu_notes.live import frames
from relu_notes.live.controls import Control, Slider
from relu_notes.live.drawing import Drawing, Frame, Reading, Scene, Size, drawn, read
from relu_notes.live.picture import LAYOUTS, PictureView, frame_of
from relu_notes.live.question import Question, QuestionView
from relu_notes.live.stored import stored_outputs
from relu_notes.live.sweep import Place, Sweep, along
from relu_notes.plots.style import Picture

__all__ = ["Frame", "LiveFigure", "Reading"]

#: Drawings that a figure keeps: ten menu entries in both layouts and some more; a drawing is about 1 MB.
_KEPT = 24


class LiveFigure(ipywidgets.VBox):
    """Controls over a picture that is drawn anew whenever one of them moves.

    Parameters
    ----------
    scene
        Called as ``scene(figure, **values)`` with an empty figure and the values of all controls. It draws what rests,
        creates what moves with ``animated=True`` (children of the figure or of an axes), and returns ``update``, which
        is called as ``update(**values)`` at every tick: it moves those artists and returns a `Reading`. What rests must
        depend on the controls in `redraw` only, and what moves on the values only: the page keeps frames, and some are
        drawn before anybody asks. Keep what a scene needs inside it: several drawings of it live side by side, and
        each is called from one thread at a time.
    controls
        `Slider`, `Menu` and `Toggle` by name, in the order on screen.
    title
        The figure's name, for the stored text and screen readers.
    redraw
        Names of controls that change what rests. The scene is called again for them, about 100 ms; drawings are kept.
    question
        What the reader predicts before moving anything: a `Question`, or several that are asked one after the other.
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
    relu(−2) = 0
    The point is at (−2, 0).
    """

    def __init__(
        self,
        scene: Scene,
        controls: Mapping[str, Control],
        *,
        title: str,
        question: Question | tuple[Question, ...] = (),
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
        self._drawings: dict[tuple[Any, ...], Drawing] = {}
        self._lock = threading.RLock()  # JupyterLab runs messages in a second thread while a cell runs
        self._held, self._by = False, ""
        self._sweep = Sweep(self._drawn_ahead, lambda frames: self.picture.send(frames))
        self._drawn_at: Place = self._place
        self.picture = PictureView(
            title=title,
            sizes={layout: list(size) for layout, size in self._sizes.items()},
            controls=[control.model_id for control in self.controls.values()],
            first=[control.positions.index(control.first_value) for control in self.controls.values()],
        )
        self.question = question
        questions = (question,) if isinstance(question, Question) else question
        self.questions = QuestionView(title, questions, self.controls) if questions else None
        asked = [self.questions] if self.questions else []
        super().__init__([*asked, *self.controls.values(), self.picture], _dom_classes=("relu-notes-figure",))
        self._draw()
        for control in self.controls.values():
            control.observe(self._draw, "value")
        self.picture.observe(self._draw, "layouts")
        self.picture.on_msg(self._answer)
        self.on_msg(frames.answer)

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
        """A new figure in one piece at the current values, with `values` instead of theirs."""
        values = {**self.values, **self._checked(values)}
        figure, _, update = drawn(self._scene, self._sizes["wide"], values)
        figure.description = self._description(read(update, values))
        return figure

    def frame(self, layout: str = "wide", **values: Any) -> Frame:
        """The figure drawn with `values` instead of the controls' own, which stay: for a page without a kernel.

        `layout` is "wide" or "narrow". An error of the scene is said in the reading, as on screen.
        """
        values = {**self.values, **self._checked(values)}
        shown = self.shown(values)
        with self._lock:
            try:
                drawing = self._drawing(layout, values)
                return Frame(drawing.background, *drawing.tick(values), shown)
            except Exception as error:
                return Frame("", "", self._apology(values, error), shown)

    def close(self) -> None:
        """Take the figure and its controls off every page and let its drawings go; a second time does nothing."""
        if self.comm is None:
            return
        self._sweep.want([])
        with self._lock:
            for control in self.controls.values():
                control.unobserve(self._draw, "value")
            self.picture.unobserve(self._draw, "layouts")
            self._drawings.clear()
        for widget in self.children:
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
        if "to" in content:  # the page has moved several controls at once
            with self._lock, self._hold():
                for control, state in zip(self.controls.values(), content["to"], strict=True):
                    control.set_state(state)
        elif "used" in content:  # maybe on a new page, which has no frame but the last
            self._by = content["by"]
            self._sweep.sent = {self._place}
            self._sweep_along(content["used"])

    def _sweep_along(self, index: Any) -> None:
        """Have the frames along the slider number `index` sent, or along the first one if that is no slider in use."""
        controls = list(self.controls.items())
        sliders = [
            axis
            for axis, (name, control) in enumerate(controls)
            if isinstance(control, Slider) and control.shown and name not in self._redraw
        ]
        if sliders and self.picture.backgrounds:
            axis = index if index in sliders else sliders[0]
            self._sweep.want(along(self._place, axis, len(controls[axis][1].positions)))

    def _drawn_ahead(self, place: Place) -> dict[str, Any] | None:
        """The frame at `place` for the page, unless that is an error or another thread draws."""
        values = {name: control.positions[at] for (name, control), at in zip(self.controls.items(), place, strict=True)}
        if not self._lock.acquire(blocking=False):
            return None
        try:
            backgrounds, frame, _ = self._drawn(values)
        except Exception:  # the readout says it if somebody goes there
            return None
        finally:
            self._lock.release()
        return frame if backgrounds == self.picture.backgrounds else None

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
            if self.picture.show(backgrounds, frame):
                self._sweep.sent.clear()
            self._sweep.sent.add(self._drawn_at)
            moved = [axis for axis, places in enumerate(zip(before, self._drawn_at, strict=True)) if len({*places}) > 1]
            if len(moved) == 1:
                self._sweep_along(moved[0])

    def _drawing(self, layout: str, values: Mapping[str, Any]) -> Drawing:
        """The drawing for these values, made now unless it is kept."""
        key = (layout, *(values[name] for name in self._redraw))
        if key not in self._drawings:
            self._drawings[key] = Drawing(self._scene, self._sizes[layout], values)
            if len(self._drawings) > _KEPT:
                del self._drawings[next(iter(self._drawings))]
        return self._drawings[key]

    def _drawn(self, values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any], Reading]:
        """The layers at rest by layout, the frame, and its reading, at these values of all controls."""
        drawings = {layout: self._drawing(layout, values) for layout in self.picture.layouts}
        ticks = {layout: drawing.tick(values) for layout, drawing in drawings.items()}
        backgrounds = {layout: drawing.background for layout, drawing in drawings.items()}
        moving = {layout: svg for layout, (svg, _) in ticks.items()}
        reading = ticks[self.picture.layouts[0]][1]
        place = [control.positions.index(values[name]) for name, control in self.controls.items()]
        return backgrounds, frame_of(moving, *reading, place, self._by), reading

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
        view = super()._repr_mimebundle_()
        return {mime: content for mime, content in view.items() if mime != "text/plain"}

    def _ipython_display_(self) -> None:
        for data, metadata in stored_outputs(self):
            display(data, metadata=metadata, raw=True)
