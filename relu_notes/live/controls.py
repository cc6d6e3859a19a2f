"""Native, labelled controls: a slider, a menu and a switch that answer the keyboard and screen readers everywhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

_MOST_POSITIONS = 10_001
_HERE = Path(__file__).parent


class Control(ipywidgets.ValueWidget, anywidget.AnyWidget):
    """What the controls share: a label, a first value to go back to, and a name that is the same each run."""

    label = traitlets.Unicode(read_only=True).tag(sync=True)

    def reset(self) -> None:
        """Go back to the first value."""
        self.value = self._first_value

    def check(self, value: Any) -> Any:
        """The value as the control would hold it; a TypeError or ValueError that says what is allowed otherwise."""
        raise NotImplementedError

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> Any:
        return self.check(proposal["value"])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.label!r}, value={self.value!r})"


def _number_text(format: str | Callable[[float], str], value: float) -> str:
    text = format(value) if callable(format) else f"{value:{format}}"
    return text.replace("-", "\N{MINUS SIGN}") if text.startswith("-") else text


class Slider(Control):
    """A native range input that shows its value."""

    _esm = (_HERE / "slider.js").read_text(encoding="utf-8")
    _css = (_HERE / "controls.css").read_text(encoding="utf-8")
    min = traitlets.Any(read_only=True).tag(sync=True)
    max = traitlets.Any(read_only=True).tag(sync=True)
    step = traitlets.Any(read_only=True).tag(sync=True)
    texts = traitlets.Any(read_only=True).tag(sync=True)
    value = traitlets.Any().tag(sync=True)

    def __init__(
        self,
        label: str,
        *,
        value: float,
        min: float,
        max: float,
        step: float,
        format: str | Callable[[float], str] = "",
    ):
        for name, number in (("value", value), ("min", min), ("max", max), ("step", step)):
            _finite_number(f"{name} of {label}", number)
        if not (min < max and step > 0):
            raise ValueError(f"{label}: min must be less than max and step positive, not {min}, {max} and {step}")
        # Decimals, because 0.1 + 0.2 would not be 0.3 on the scale.
        start, stride = Decimal(str(min)), Decimal(str(step))
        count = int((Decimal(str(max)) - start) / stride) + 1
        if count > _MOST_POSITIONS:
            raise ValueError(f"{label}: {count} positions are too many for a slider; at most {_MOST_POSITIONS}")
        number = int if all(isinstance(part, int) for part in (min, max, step)) else float
        self.positions = tuple(number(start + index * stride) for index in range(count))
        super().__init__()
        self.set_trait("label", label)
        self.set_trait("min", self.positions[0])
        self.set_trait("max", self.positions[-1])
        self.set_trait("step", step)
        self.set_trait("texts", [_number_text(format, position) for position in self.positions])
        self.value = value
        self._first_value = self.value

    def check(self, value: Any) -> float:
        number = _finite_number(self.label, value, f"; allowed are numbers from {self.min} to {self.max}")
        if not self.min <= number <= self.max:
            raise ValueError(f"{self.label} must be from {self.min} to {self.max}, not {value}")
        return self.positions[min(round((number - self.min) / self.step), len(self.positions) - 1)]

    @property
    def text(self) -> str:
        """The value as the slider shows it."""
        return self.texts[self.positions.index(self.value)]


def _finite_number(name: str, value: Any, allowed: str = "") -> float:
    if isinstance(value, (bool, str)) or not hasattr(value, "__float__"):
        raise TypeError(f"{name} must be a number, not {value!r}{allowed}")
    if not math.isfinite(value):
        raise ValueError(f"{name} must be finite, not {value}{allowed}")
    return float(value)


class Menu(Control):
    """A native drop-down list of titles; its value is what belongs to the title that is chosen."""

    _esm = (_HERE / "menu.js").read_text(encoding="utf-8")
    _css = (_HERE / "controls.css").read_text(encoding="utf-8")
    titles = traitlets.Any(read_only=True).tag(sync=True)
    index = traitlets.Int().tag(sync=True)
    value = traitlets.Any()

    def __init__(self, label: str, options: Mapping[str, Any], *, value: Any = None):
        if not options:
            raise ValueError(f"{label}: a menu needs at least one option")
        self.options = dict(options)
        super().__init__()
        self.set_trait("label", label)
        self.set_trait("titles", list(self.options))
        self.value = next(iter(self.options.values())) if value is None else value
        self._first_value = self.value

    def check(self, value: Any) -> Any:
        if value not in self.options.values():
            raise ValueError(
                f"{self.label} must be one of {', '.join(map(repr, self.options.values()))}, not {value!r}"
            )
        return value

    @traitlets.observe("value")
    def _show_value(self, change: Any) -> None:
        self.index = list(self.options.values()).index(change["new"])

    @traitlets.observe("index")
    def _take_choice(self, change: Any) -> None:
        self.value = list(self.options.values())[change["new"]]

    @property
    def text(self) -> str:
        """The title that is chosen."""
        return list(self.options)[self.index]


class Toggle(Control):
    """A native check box."""

    _esm = (_HERE / "toggle.js").read_text(encoding="utf-8")
    _css = (_HERE / "controls.css").read_text(encoding="utf-8")
    value = traitlets.Bool().tag(sync=True)

    def __init__(self, label: str, value: bool = False):
        super().__init__()
        self.set_trait("label", label)
        self.value = value
        self._first_value = self.value

    def check(self, value: Any) -> bool:
        return value

    @property
    def text(self) -> str:
        """`on` or `off`."""
        return "on" if self.value else "off"
