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

Parameters = Mapping[str, Any]

#: Where the notes look at a function.
LIMITS = (-5.0, 5.0)
_POINTS = 401
_FARTHEST = 1e6
#: Characters from which a legend gives the formula a line of its own.
_LONG_FORMULA = 20


def function_curve(name: str, *, limits=LIMITS, **parameters: Any) -> tuple[np.ndarray, np.ndarray]:
    """Points (x, f(x)) over `limits`, with a point on every kink."""
    activation = entry(name)
    x = np.union1d(
        np.linspace(limits[0], limits[1], _POINTS), [kink for kink in activation.kinks if limits[0] < kink < limits[1]]
    )
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
        self._patch = axes.add_patch(
            Rectangle((0, 0), 1, 1, facecolor="white", edgecolor="none", zorder=zorder, animated=True)
        )
        self._axes = axes

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
    names: str | Sequence[str] = "relu",
    *,
    parameters: Mapping[str, Parameters] | None = None,
    at_zero: float | None = None,
    limits: tuple[float, float] = LIMITS,
    axes: Sequence[Axes] | None = None,
) -> Picture:
    """The notes' picture: f on the left, f' on the right.

    Parameters
    ----------
    names
        One name of `ACTIVATIONS` or several to lay over each other.
    parameters
        Parameters by name, as in ``{"leaky_relu": {"negative_slope": 0.1}}``; defaults where none are given.
    at_zero
        The value drawn for f'(0) where the slope jumps; each function's default unless told.
    limits
        The smallest and the largest x.
    axes
        Two axes to draw on; a new figure of 1000 × 500 CSS pixels unless told.

    Returns
    -------
    Picture
        The figure that was drawn on, with a description for readers who do not see it.

    Raises
    ------
    TypeError
        For a parameter that the activation does not have, or an argument of a wrong type.
    ValueError
        For a name that is not in the catalogue, limits that do not increase or lie beyond a million, axes that are not
        two, or an `at_zero` outside the slopes.

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
    chosen = _parameters_of(names, parameters)
    if at_zero is not None:
        finite(at_zero, "at_zero")  # also where no activation has a kink
    limits = _checked_limits(limits)
    figure = None
    if axes is None:
        figure = classroom_figure()
        axes = panels(figure, 2)
    axes = several(axes, "axes")
    if len(axes) != 2 or not all(isinstance(panel, Axes) for panel in axes):
        raise ValueError("axes must be two axes of matplotlib")
    left, right = axes
    with classroom():
        for index, (name, title) in enumerate(zip(names, titles, strict=True)):
            settings = {"limits": limits, "style": None if alone else line_style(index), **chosen[name]}
            draw_function(left, name, label=None if alone else title, **settings)
            draw_derivative(right, name, label=None if alone else "", at_zero=at_zero, **settings)
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
    figure = figure or left.figure
    figure.description = describe(names, chosen, at_zero=at_zero, limits=limits)
    return figure


def describe(names: Sequence[str], parameters: Mapping[str, Parameters], *, at_zero: float | None, limits) -> str:
    """What the picture of f and f' shows, in words and numbers."""
    low, high = limits
    sentences = [
        f"Two panels over x from {low:g} to {high:g}: the function f on the left, its derivative f' on the right."
    ]
    for name in names:
        activation, chosen = entry(name), parameters[name]
        ends = ", ".join(f"f({x:g}) = {float(activation.function(x, **chosen)):.4g}" for x in sorted({low, 0.0, high}))
        slopes = derivative_curve(name, limits=limits, **chosen)[1]
        sentences.append(
            f"{activation.title}: {ends}; f' lies between {np.nanmin(slopes):.4g} and {np.nanmax(slopes):.4g}"
            + "".join(_jump(name, kink, at_zero, chosen) for kink in activation.kinks)
            + "."
        )
    return " ".join(sentences)


def _parameters_of(names: Sequence[str], parameters: Any) -> dict[str, Parameters]:
    """The parameters given for each of `names`; activations refuse what they do not know."""
    if not isinstance(parameters, (Mapping, type(None))):
        raise TypeError(f"parameters must map names to parameters, not be of type {type(parameters).__name__}")
    chosen = {}
    for name in names:
        chosen[name] = (parameters or {}).get(name, {})
        if not isinstance(chosen[name], Mapping):
            raise TypeError(
                f"parameters of {name} must map words to numbers, not be of type {type(chosen[name]).__name__}"
            )
        for word in chosen[name]:
            if word not in entry(name).parameters:
                allowed = ", ".join(entry(name).parameters) or "none"
                raise TypeError(f"parameters of {name} hold {word!r}; allowed are: {allowed}")
    return chosen


def _checked_limits(limits: Any) -> tuple[float, float]:
    """The ends of the x axis; beyond a million either way lines and ticks lose their digits."""
    ends = [finite(end, "each of limits") for end in several(limits, "limits")]
    if len(ends) != 2 or not -_FARTHEST <= ends[0] < ends[1] <= _FARTHEST or ends[1] - ends[0] < 1 / _FARTHEST:
        raise ValueError(
            f"limits must be two finite numbers that increase, from {-_FARTHEST:g} to {_FARTHEST:g} and "
            f"at least {1 / _FARTHEST:g} apart, not {ends}"
        )
    return ends[0], ends[1]


def _value_taken(name: str, kink: float, at_zero: float | None, parameters: Parameters) -> float:
    """The derivative at `kink`: `at_zero` if that is 0, else the function's own default."""
    choice = {} if at_zero is None or kink else {"at_zero": at_zero}
    return float(entry(name).derivative(kink, **parameters, **choice))


def _jump(name: str, kink: float, at_zero: float | None, parameters: Parameters) -> str:
    left, right = one_sided_slopes(name, kink, **parameters)
    if left == right:
        return ""
    value = _value_taken(name, kink, at_zero, parameters)
    return f" and jumps at {kink:g} from {left:.4g} to {right:.4g}, where the value taken is {value:.4g}"
