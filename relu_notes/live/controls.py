"""Native, labelled controls: a slider, a menu and a switch that answer the keyboard and screen readers everywhere."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from relu_notes.plots.style import minus_signs

_MOST_POSITIONS = 10_001

#: Where the widgets' scripts and style sheets stand.
PAGE_FILES = Path(__file__).parent


class PageWidget(anywidget.AnyWidget):
    """A widget that several threads may move: JupyterLab runs messages in a second one while a cell runs.

    ipywidgets notes what the page has sent, and so knows already, for all threads at once: one would take the note away
    while another reads it. Here each thread has its own.
    """

    @property
    def _property_lock(self) -> dict[str, Any]:
        return getattr(self._notes, "properties", {})

    @_property_lock.setter
    def _property_lock(self, properties: dict[str, Any]) -> None:
        self._notes.properties = properties

    @property
    def _notes(self) -> threading.local:
        return self.__dict__.setdefault("_notes_by_thread", threading.local())


class _Value(traitlets.TraitType[Any, Any]):
    """Any value that `check` lets through; `traitlets.Any` would let None through unasked."""

    default_value = None


class Control(ipywidgets.ValueWidget, PageWidget):
    """What the controls share.

    Attributes
    ----------
    label
        The visible name, which is also the accessible one.
    value
        `observe`, `ipywidgets.link` and `interactive` work as with any ipywidgets control. A value that is not allowed
        raises TypeError or ValueError and leaves the control where it was.
    positions
        Every value the control can have, in order.
    texts
        The same in words, as the page shows and speaks them.
    first_value
        The value that `reset` goes back to.
    shown
        Whether the page shows the control.
    more
        Whether the page keeps it behind the button *More*.
    """

    _css = PAGE_FILES / "controls.css"
    label = traitlets.Unicode().tag(sync=True)
    texts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    shown = traitlets.Bool(True).tag(sync=True)
    more = traitlets.Bool(False).tag(sync=True)
    value: Any  # a trait of each kind of control
    #: The synchronised trait by which the page moves the control.
    _moved_by = "value"

    def __init__(self, label: str, positions: Sequence[Any], texts: Sequence[str], value: Any, **traits: Any):
        if not isinstance(label, str) or not label.strip():
            raise ValueError(f"a control needs a label in words, not {label!r}")
        self.positions = tuple(positions)
        super().__init__(label=minus_signs(label), texts=list(map(minus_signs, texts)), value=value, **traits)
        self.first_value = self.value

    @property
    def place(self) -> int:
        """The index of the value among the positions."""
        return self.positions.index(self.value)

    @property
    def text(self) -> str:
        """The value in words."""
        return self.texts[self.place]

    def reset(self) -> None:
        """Go back to the first value."""
        self.value = self.first_value

    def check(self, value: Any) -> Any:
        """`value` as the control would hold it; TypeError or ValueError with what is allowed if it cannot."""
        raise NotImplementedError

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what the page sent.

        Without ipywidgets' echo, which would be a message before every picture, and without its holding of
        notifications, which two threads at once would break. What is not allowed is answered with the true value.
        """
        name = self._moved_by
        if name in sync_data:
            with self._lock_property(**{name: sync_data[name]}):
                try:
                    self.set_trait(name, sync_data[name])
                except (TypeError, ValueError, traitlets.TraitError):
                    self.send_state(name)

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> Any:
        return self.check(proposal["value"])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.label!r}, value={self.value!r})"


class Slider(Control):
    """A native range input with its value beside it; it answers the arrow keys, Page Up and Down, Home and End.

    Parameters
    ----------
    label
        The visible and spoken name.
    value, min, max, step
        Numbers. The positions are min, min + step, … up to max, without rounding noise; they are int if all of min, max
        and step are, float otherwise. A value between two positions goes to the nearer one.
    format
        How a position is written: a format specification such as ``".2f"``, or a function from number to text.
    play
        Whether a Play button with a choice of speed stands beside it: for training steps, depths and the like. It moves
        the slider to its end and stops there; nothing moves before somebody presses it.

    Raises
    ------
    TypeError
        For what is not a number.
    ValueError
        For NaN, infinity, a value outside [min, max], a range that does not increase, or more than 10,001 positions.

    Examples
    --------
    >>> slope = Slider("negative slope", value=0.01, min=0, max=0.3, step=0.01, format=".2f")
    >>> slope.value = 0.251
    >>> slope.value, slope.text
    (0.25, '0.25')
    >>> slope.value = float("nan")
    Traceback (most recent call last):
    ...
    ValueError: negative slope must be a finite number from 0 to 0.3, not nan
    """

    _esm = PAGE_FILES / "slider.js"
    min = traitlets.Any(read_only=True).tag(sync=True)
    max = traitlets.Any(read_only=True).tag(sync=True)
    step = traitlets.Any(read_only=True).tag(sync=True)
    play = traitlets.Bool(False, read_only=True).tag(sync=True)
    value = _Value().tag(sync=True)

    def __init__(
        self,
        label: str,
        *,
        value: float,
        min: float,
        max: float,
        step: float,
        format: str | Callable[[Any], str] = "g",
        play: bool = False,
    ):
        for name, number in (("min", min), ("max", max), ("step", step)):
            _finite(number, f"{name} of the slider {label} must be a finite number")
        if not (min < max and step > 0):
            raise ValueError(f"{label}: min must be less than max and step positive, not {min}, {max} and {step}")
        positions = _positions(label, min, max, step)
        for name, setting in (("min", positions[0]), ("max", positions[-1]), ("step", step), ("play", play)):
            self.set_trait(name, setting)
        write = format if callable(format) else lambda position: f"{position:{format}}"
        super().__init__(label, positions, [write(position) for position in positions], value)

    def check(self, value: Any) -> Any:
        """The position nearest to `value`; TypeError or ValueError with the allowed range if there is none."""
        wanted = f"{self.label} must be a finite number from {self.min:g} to {self.max:g}"
        number = _finite(value, wanted)
        if not self.min <= number <= self.max:
            raise ValueError(f"{wanted}, not {value}")
        index = round((number - self.min) / self.step)
        return self.positions[index if index < len(self.positions) else -1]


def _finite(value: Any, wanted: str) -> float:
    if isinstance(value, (bool, str)) or not hasattr(value, "__float__"):
        raise TypeError(f"{wanted}, not {value!r}")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{wanted}, not {value}")
    return number


def _positions(label: str, low: float, high: float, step: float) -> tuple[Any, ...]:
    # Decimals, because 3 * 0.1 is not 0.3 in binary.
    start, end, stride = (Decimal(str(number)) for number in (low, high, step))
    count = int((end - start) / stride) + 1
    if count > _MOST_POSITIONS:
        raise ValueError(f"{label}: {count} positions are too many for a slider; at most {_MOST_POSITIONS}")
    number = int if all(isinstance(part, int) for part in (low, high, step)) else float
    return tuple(number(start + index * stride) for index in range(count))


class Menu(Control):
    """A native drop-down list of titles; its value is what belongs to the title that is chosen.

    Parameters
    ----------
    label
        The visible and spoken name.
    options
        Value by title, in the order of the list.
    value
        The first value; that of the first title unless told.

    Raises
    ------
    ValueError
        For no options, and for a value that is none of them.

    Examples
    --------
    >>> menu = Menu("activation", {"ReLU": "relu", "GELU": "gelu"})
    >>> menu.value = "gelu"
    >>> menu.text
    'GELU'
    """

    _esm = PAGE_FILES / "menu.js"
    index = traitlets.Int().tag(sync=True)
    value = _Value()
    _moved_by = "index"

    def __init__(self, label: str, options: Mapping[str, Any], *, value: Any = None):
        if not options:
            raise ValueError(f"the menu {label} needs at least one option")
        positions = list(options.values())
        super().__init__(label, positions, list(options), positions[0] if value is None else value)

    def check(self, value: Any) -> Any:
        """The option equal to `value`; a ValueError that lists the options if there is none."""
        for position in self.positions:
            if position is value or (type(position) is type(value) and position == value):
                return position
        raise ValueError(f"{self.label} must be one of {', '.join(map(repr, self.positions))}, not {value!r}")

    @traitlets.validate("index")
    def _check_index(self, proposal: Any) -> int:
        if not 0 <= proposal["value"] < len(self.positions):
            raise ValueError(f"{self.label} has {len(self.positions)} titles, so no title {proposal['value']}")
        return proposal["value"]

    @traitlets.observe("value")
    def _show_value(self, change: Any) -> None:
        self.index = self.positions.index(change["new"])

    @traitlets.observe("index")
    def _take_choice(self, change: Any) -> None:
        self.value = self.positions[change["new"]]


class Toggle(Control):
    """A native check box; its value is True or False.

    Examples
    --------
    >>> toggle = Toggle("tangent", True)
    >>> toggle.value = False
    >>> toggle.text
    'off'
    """

    _esm = PAGE_FILES / "toggle.js"
    value = _Value().tag(sync=True)

    def __init__(self, label: str, value: bool = False):
        super().__init__(label, (False, True), ("off", "on"), value)

    def check(self, value: Any) -> bool:
        """`value` if it is True or False, a TypeError otherwise."""
        if not isinstance(value, bool):
            raise TypeError(f"{self.label} must be True or False, not {value!r}")
        return value
