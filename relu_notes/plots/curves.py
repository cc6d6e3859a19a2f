"""Activation functions and their derivatives as curves, with kinks and jumps drawn as what they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from relu_notes._arguments import finite, several
from relu_notes.activations import entry
from relu_notes.plots.style import (
    COLOURS,
    GUIDE,
    Picture,
    classroom,
    classroom_figure,
    line_style,
    panels,
    place_legend,
)

#: Where the notes look at a function.
LIMITS = (-5.0, 5.0)
_POINTS = 401
_FARTHEST = 1e6
#: Characters from which a legend gives the formula a line of its own.
_LONG_FORMULA = 20


def function_curve(name: str, *, limits=LIMITS, **parameters: Any) -> tuple[np.ndarray, np.ndarray]:
    """Points (x, f(x)) over `limits`, with a point on every kink."""
    activation = entry(name)
    kinks = [kink for kink in activation.kinks if limits[0] < kink < limits[1]]
    x = np.union1d(np.linspace(limits[0], limits[1], _POINTS), np.array(kinks))
    return x, activation.function(x, **parameters)


def derivative_curve(name: str, *, limits=LIMITS, **parameters: Any) -> tuple[np.ndarray, np.ndarray]:
    """Points (x, f'(x)) over `limits`; a NaN at every kink breaks the line where the slope jumps."""
    activation = entry(name)
    x = np.linspace(limits[0], limits[1], _POINTS)
    kinks = np.array([kink for kink in activation.kinks if limits[0] <= kink <= limits[1]])
    x = np.unique(np.concatenate([x, kinks, np.nextafter(kinks, -np.inf), np.nextafter(kinks, np.inf)]))
    slopes = activation.derivative(x, **parameters)
    slopes[np.isin(x, kinks)] = np.nan
    return x, slopes


def one_sided_slopes(name: str, kink: float, **parameters: Any) -> tuple[float, float]:
    """The slopes just left and just right of `kink`."""
    left, right = entry(name).derivative(np.nextafter(kink, [-np.inf, np.inf]), **parameters)
    return float(left), float(right)


def function_label(name: str, **parameters: Any) -> str:
    """Title and formula for a legend, in two lines where one would be long; parameters may be numbers or symbols."""
    activation = entry(name)
    formula = activation.written("x", **parameters)
    return f"{activation.title}: f(x) ={' ' if len(formula) < _LONG_FORMULA else chr(10)}{formula}"


def draw_function(
    axes: Axes, name: str, *, limits=LIMITS, label: str | None = None, style=None, **parameters
) -> Line2D:
    """Draw f on `axes` and return its line; `label` is the legend's text, from the catalogue unless told."""
    if label is None:
        label = function_label(name, **parameters)
    (line,) = axes.plot(*function_curve(name, limits=limits, **parameters), label=label, **(style or line_style(0)))
    return line


def draw_derivative(
    axes: Axes,
    name: str,
    *,
    limits=LIMITS,
    label: str | None = None,
    at_zero: float | None = None,
    style=None,
    **parameters,
) -> list[Line2D]:
    """Draw f' on `axes`: its branches, and at every jump an open circle a limit and a filled one on the value taken.

    Returns the line and the circles. `at_zero` is the value chosen at a kink at 0, the function's own default if None.
    """
    activation = entry(name)
    style = style or line_style(1)
    if label is None:
        label = f"{activation.title}': f'(x)"
    drawn = axes.plot(*derivative_curve(name, limits=limits, **parameters), label=label, **style)
    for kink in activation.kinks:
        slopes = set(one_sided_slopes(name, kink, **parameters))
        if len(slopes) == 1:
            continue
        value = _value_taken(name, kink, at_zero, parameters)
        circle = {"color": style["color"], "linestyle": "none", "marker": "o", "zorder": 3}
        for slope in sorted(slopes - {value}):
            drawn += axes.plot([kink], [slope], markerfacecolor="white", markeredgewidth=3, **circle)
        drawn += axes.plot([kink], [value], **circle)
    return drawn


class Sheet:
    """A white sheet over what a slider has not reached yet, so that a curve never answers before it is asked."""

    def __init__(self, axes: Axes, zorder: float = 2.5):
        sheet = Rectangle((0, 0), 1, 1, facecolor="white", edgecolor="none", zorder=zorder, animated=True)
        self._patch, self._axes = axes.add_patch(sheet), axes

    def cover(self, start: float, end: float) -> None:
        """Lie on the axes from x = `start` to `end`, over their whole height."""
        low, high = self._axes.get_ylim()
        self._patch.set_bounds(start, low, end - start, high - low)


def mark_zero(axes: Axes) -> None:
    """Dashed lines along x = 0 and y = 0."""
    for line in (axes.axhline, axes.axvline):
        line(0, color=COLOURS["black"], linestyle="--", linewidth=1.2, alpha=0.4, zorder=1, gid=GUIDE)


def show_whole_range(axes: Axes, *values: np.ndarray) -> None:
    """Vertical limits a tenth of the range beyond the smallest and the largest of `values`."""
    shown = np.concatenate([np.ravel(value) for value in values])
    shown = shown[np.isfinite(shown)]
    low, high = float(shown.min()), float(shown.max())
    margin = 0.1 * (high - low) or 0.1
    axes.set_ylim(low - margin, high + margin)


def plot_function_and_derivative(
    names: str | Sequence[str] = "relu", *, at_zero: float | None = None, limits: tuple[float, float] = LIMITS
) -> Picture:
    """The notes' picture, 1000 × 500 CSS pixels: f on the left, f' on the right, over x within `limits`.

    `names` are one name of `ACTIVATIONS` or several to lay over each other. `at_zero` is the value drawn for f'(0)
    where the slope jumps; each function's default unless told. The picture has a description for readers who do not
    see it.

    Raises
    ------
    TypeError
        For an argument of a wrong type.
    ValueError
        For a name that is not in the catalogue, limits that do not increase or lie beyond a million, or an `at_zero`
        outside the slopes.

    Examples
    --------
    >>> figure = plot_function_and_derivative()
    >>> [axes.get_title() for axes in figure.axes]
    ['ReLU Activation Function', 'ReLU Derivative']
    >>> float(figure.axes[1].get_ylim()[0]), float(figure.axes[1].get_ylim()[1])
    (-0.1, 1.1)
    """
    names = [names] if isinstance(names, str) else several(names, "names")
    if not names:
        raise ValueError("names is empty; give at least one activation")
    titles = [entry(name).title for name in names]
    alone = len(names) == 1
    if at_zero is not None:
        finite(at_zero, "at_zero")  # also where no activation has a kink
    limits = _checked_limits(limits)
    figure = classroom_figure()
    left, right = panels(figure, 2)
    with classroom():
        for index, (name, title) in enumerate(zip(names, titles, strict=True)):
            style = None if alone else line_style(index)
            draw_function(left, name, limits=limits, style=style, label=None if alone else title)
            draw_derivative(right, name, limits=limits, style=style, label=None if alone else "", at_zero=at_zero)
        show_whole_range(right, *(line.get_ydata() for line in right.lines))
        for panel, what, ylabel in (
            (left, "Activation Function", "Output f(x)"),
            (right, "Derivative", "Derivative f'(x)"),
        ):
            mark_zero(panel)
            panel.set(title=f"{titles[0]} {what}" if alone else f"{what}s", xlim=limits)
            panel.set(xlabel="Input (x)", ylabel=ylabel)
        for panel in (left, right) if alone else (left,):  # one legend serves both panels
            place_legend(panel)
    figure.description = _description(names, at_zero, limits)
    return figure


def _description(names: Sequence[str], at_zero: float | None, limits: tuple[float, float]) -> str:
    """What the picture of f and f' shows, in words and numbers."""
    low, high = limits
    sentences = [
        f"Two panels over x from {low:g} to {high:g}: the function f on the left, its derivative f' on the right."
    ]
    for name in names:
        activation = entry(name)
        ends = ", ".join(f"f({x:g}) = {float(activation.function(x)):.4g}" for x in sorted({low, 0.0, high}))
        slopes = derivative_curve(name, limits=limits)[1]
        jumps = "".join(_jump(name, kink, at_zero) for kink in activation.kinks)
        between = f"f' lies between {np.nanmin(slopes):.4g} and {np.nanmax(slopes):.4g}"
        sentences.append(f"{activation.title}: {ends}; {between}{jumps}.")
    return " ".join(sentences)


def _jump(name: str, kink: float, at_zero: float | None) -> str:
    left, right = one_sided_slopes(name, kink)
    if left == right:
        return ""
    value = _value_taken(name, kink, at_zero, {})
    return f" and jumps at {kink:g} from {left:.4g} to {right:.4g}, where the value taken is {value:.4g}"


def _checked_limits(limits: Any) -> tuple[float, float]:
    """The ends of the x axis; beyond a million either way lines and ticks lose their digits."""
    ends = [finite(end, "each of limits") for end in several(limits, "limits")]
    if len(ends) != 2 or not -_FARTHEST <= ends[0] < ends[1] <= _FARTHEST or ends[1] - ends[0] < 1 / _FARTHEST:
        raise ValueError(
            f"limits must be two finite numbers that increase, from {-_FARTHEST:g} to {_FARTHEST:g} and "
            f"at least {1 / _FARTHEST:g} apart, not {ends}"
        )
    return ends[0], ends[1]


def _value_taken(name: str, kink: float, at_zero: float | None, parameters: Mapping[str, Any]) -> float:
    """The derivative at `kink`: `at_zero` if that is 0, else the function's own default."""
    choice = {} if at_zero is None or kink else {"at_zero": at_zero}
    return float(entry(name).derivative(kink, **parameters, **choice))
