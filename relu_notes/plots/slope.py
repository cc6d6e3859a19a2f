"""Slopes at a point and at a kink: lines, fans of subgradients, and what libraries answer at 0."""

from collections.abc import Callable, Iterable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from relu_notes._arguments import finite, plain_text, several
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, minus_signs, panels


def line_through(x: float, y: float, slope: float, limits: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """The two ends over `limits` of the straight line through (x, y)."""
    ends = np.array(limits, dtype=float)
    return ends, y + slope * (ends - x)


class SlopeTriangle:
    """One step to the right and the slope up: what a slope is, whatever the scales of the axes.

    Near the right end of `axes` it goes one step to the left and the slope down.
    """

    def __init__(self, axes: Axes):
        self._last = axes.get_xlim()[1] - 1.6  # with room for the number
        style = {"color": COLOURS["black"], "animated": True}
        (self._legs,) = axes.plot([], [], linewidth=2, **style)
        self._run, self._rise = (
            axes.annotate("1", (0, 0), (0, 0), textcoords="offset points", ha="center", fontsize=17, **style)
            for _ in range(2)
        )

    def show(self, x: float, y: float, slope: float) -> None:
        """Put it at (x, y); a slope of 0 has none."""
        step = 1 if x <= self._last else -1
        for part in (self._legs, self._run, self._rise):
            part.set_visible(slope != 0)
        self._legs.set_data([x, x + step, x + step], [y, y, y + step * slope])
        va, gap = ("top", -6) if step * slope > 0 else ("bottom", 6)  # where the line is not
        steep = abs(slope) >= 0.5
        self._run.xy = x + step / 2, y
        self._run.set(position=(0, gap), va=va)
        self._rise.xy = x + step, y + step * slope / 2 if steep else y
        self._rise.set(text=minus_signs(f"{slope:.2g}"), ha="left" if step > 0 else "right")
        self._rise.set(position=(6 * step, 0 if steep else gap), va="center" if steep else va)


class SwitchableCurves:
    """Curves of which `show` leaves one visible: changing it costs one tick, not a new figure.

    `draw` is called with every name and returns the artists of that name; they become animated.
    """

    def __init__(self, names: Iterable[str], draw: Callable[[str], Iterable[Artist]]):
        self._drawn = {name: list(draw(name)) for name in names}
        for artists in self._drawn.values():
            for artist in artists:
                artist.set_animated(True)

    def show(self, name: str) -> None:
        """Leave the artists of `name` visible and no others."""
        for other, artists in self._drawn.items():
            for artist in artists:
                artist.set_visible(other == name)


class SubgradientFan:
    """Lines through (0, 0) against ReLU's graph: those that never rise above it are its subgradients.

    `axes` gets ReLU as the points `x`, `y`; `show` turns one line, marks where it lies above the graph, and draws of
    the fan, the lines with slopes from 0 to 1, those that are less steep.
    """

    def __init__(self, axes: Axes, x: np.ndarray, y: np.ndarray):
        self._x, self._y = x, y
        self._fan = axes.plot([], [], color=COLOURS["blue"], linewidth=1, alpha=0.5, animated=True)[0]
        axes.plot(x, y, color=COLOURS["black"], label="ReLU")
        (self._line,) = axes.plot([], [], "--", color=COLOURS["vermillion"], label="your line", animated=True)
        mark = {"linestyle": "none", "marker": "X", "color": COLOURS["vermillion"], "label": "above ReLU"}
        (self._above,) = axes.plot([], [], animated=True, **mark)
        axes.legend(loc="upper left")

    def show(self, slope: float) -> bool:
        """Turn the line to `slope`; whether it stays on or below the graph everywhere."""
        line = slope * self._x
        above = line > self._y + 1e-12
        self._line.set_data(self._x[[0, -1]], line[[0, -1]])
        slopes = [fan for fan in np.linspace(0, 1, 11) if fan <= slope]
        ends = np.array([self._x[0], self._x[-1], np.nan])
        self._fan.set_data(np.tile(ends, len(slopes)), np.concatenate([[], *(fan * ends for fan in slopes)]))
        step = max(1, above.sum() // 8)
        marked = np.flatnonzero(above)[step // 2 :: step]
        self._above.set_data(self._x[marked], line[marked])
        return not above.any()


def plot_recorded_slopes(recorded: Iterable[tuple[str, str, float]], *, title: str) -> Picture:
    """Expressions on a number line by the slope that a library gives them at 0.

    `recorded` holds tuples (library with version, expression, slope at 0). The description lists the same facts.

    Examples
    --------
    >>> print(plot_recorded_slopes([("Lib 1", "relu(x)", 0.0), ("Lib 1", "max(x, 0)", 0.5)], title="f'(0)").description)
    f'(0)
    0: Lib 1 relu(x)
    0.5: Lib 1 max(x, 0)
    """
    columns: dict[float, dict[str, list[str]]] = {}
    plain_text(title, "title")
    for row in several(recorded, "recorded"):
        if not isinstance(row, tuple) or len(row) != 3 or not all(isinstance(text, str) for text in row[:2]):
            raise TypeError(f"recorded must hold (library, expression, slope), not {type(row).__name__}")
        library, expression, slope = row
        slope = finite(slope, "each slope in recorded")
        columns.setdefault(slope, {}).setdefault(library, []).append(expression)
    columns = dict(sorted(columns.items()))
    figure = classroom_figure()
    (axes,) = panels(figure, 1)
    with classroom():
        axes.set(title=title, xlim=(-0.3, 1.3), ylim=(0, 1), yticks=[], xticks=list(columns))
        axes.set_xticklabels([f"{slope:g}" for slope in columns], fontsize=26)
        axes.tick_params(axis="x", pad=12)
        axes.spines["left"].set_visible(False)
        axes.grid(False)
        for slope, libraries in columns.items():
            axes.plot([slope], [0.0], "o", markersize=18, color=COLOURS["blue"], clip_on=False)
            height = 0.98
            for library, expressions in libraries.items():
                for text in (library, *expressions):
                    looks = {"weight": "bold"} if text is library else {"family": "DejaVu Sans Mono"}
                    axes.text(slope, height, text, ha="center", va="top", fontsize=20, **looks)
                    height -= 0.095
                height -= 0.03
    lines = [title]
    for slope, libraries in columns.items():
        answers = (f"{library} {', '.join(expressions)}" for library, expressions in libraries.items())
        lines.append(f"{slope:g}: {'; '.join(answers)}")
    figure.description = "\n".join(lines)
    return figure
