"""Pictures of lesson 3: costs beside a copy, gradients layer by layer, training curves, stacked layers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from relu_notes.plots.curves import Sheet
from relu_notes.plots.style import COLOURS, GUIDE, line_style, write_powers_of_ten

#: Half the width of a bar, in steps of its axis.
_HALF = 0.36


class _Bars:
    """Several bars as one patch: one path in the page, whatever their number."""

    def __init__(self, axes: Axes, *, lying: bool = False, label: str = ""):
        self._lying = lying
        looks = {"facecolor": COLOURS["sky blue"], "edgecolor": COLOURS["blue"], "linewidth": 1.5, "label": label}
        self._patch = axes.add_artist(PathPatch(Path(np.empty((0, 2))), animated=True, **looks))

    def show(self, positions: np.ndarray, start: float, ends: np.ndarray) -> None:
        """Bars at `positions` from `start` to `ends`."""
        left, right, base = positions - _HALF, positions + _HALF, np.full(len(positions), start)
        corners = [(left, base), (left, ends), (right, ends), (right, base), (left, base)]
        vertices = np.stack([np.stack(corner, axis=-1) for corner in corners], axis=1)
        codes = np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(positions))
        self._patch.set_path(Path(vertices.reshape(-1, 2)[:, :: -1 if self._lying else 1], codes))


def named_rows(axes: Axes, titles: Sequence[str]) -> np.ndarray:
    """Make a row for every title, from the top down; return where the rows stand on the y axis."""
    positions = np.arange(len(titles), dtype=float)
    axes.set_ylim(len(titles) - 0.4, -0.6)
    axes.set_yticks(positions, titles)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    return positions


class CostBars:
    """One lying bar a name, from 1 (what it is compared with, as a copy) to its ratio, on a logarithmic scale.

    `show` takes one ratio per name, or None before anything was measured.
    """

    def __init__(
        self,
        axes: Axes,
        titles: Sequence[str],
        *,
        limits: tuple[float, float] = (0.5, 2000),
        xlabel: str = "multiple of a copy's time",
    ):
        self._positions = named_rows(axes, titles)
        self._limits = limits
        axes.set(xscale="log", xlim=limits, xlabel=xlabel)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.axvline(1, color=COLOURS["black"], linewidth=2, gid=GUIDE)
        self._bars = _Bars(axes, lying=True)
        self._texts = [axes.text(1, y, "", va="center", fontsize=18, animated=True) for y in self._positions]

    def show(self, ratios: np.ndarray | None) -> None:
        """Draw the bars, or a question mark a name."""
        ends = np.ones(len(self._positions)) if ratios is None else np.clip(ratios, *self._limits)
        self._bars.show(self._positions, 1.0, ends)
        for index, (text, end) in enumerate(zip(self._texts, ends, strict=True)):
            text.set_x(max(end, 1.0) * 1.12)
            text.set_text("?" if ratios is None else f"{ratios[index]:.{1 if ratios[index] < 10 else 0}f}")


def _decades(low: float, high: float) -> np.ndarray:
    """At most ten powers of ten between the limits, with 1 among them."""
    first, last = np.ceil(np.log10(low)), np.floor(np.log10(high))
    step = max(1, int(np.ceil((last - first) / 9)))
    exponents = np.arange(-100 * step, 101 * step, step)
    return 10.0 ** exponents[(exponents >= first) & (exponents <= last)]


class LayerBars:
    """One bar per layer from 1 to its relative gradient, with the predicted values as linked markers.

    The scale is logarithmic: a bar down means a smaller gradient than in the last layer, a bar up a larger one.
    """

    def __init__(self, axes: Axes, depth: int, *, limits: tuple[float, float]):
        self._limits = limits
        axes.set(yscale="log", ylim=limits, xlim=(0.3, depth + 0.7))
        axes.set(xlabel="layer (1 is nearest to the input)", ylabel="gradient ÷ last layer's")
        axes.set_yticks(_decades(*limits))
        write_powers_of_ten(axes.yaxis)
        axes.minorticks_off()
        axes.grid(visible=False, axis="x")
        axes.axhline(1, color=COLOURS["black"], linewidth=2, gid=GUIDE)
        self._bars = _Bars(axes, label="measured")
        looks = {"color": COLOURS["vermillion"], "linewidth": 2.5, "markersize": 7, "label": "predicted"}
        (self._prediction,) = axes.plot([], [], "o--", animated=True, **looks)

    def show(self, measured: np.ndarray, predicted: np.ndarray) -> None:
        """Draw `measured` as bars and `predicted` over them, both of shape (depth,)."""
        layers = np.arange(1, len(measured) + 1, dtype=float)
        self._bars.show(layers, 1.0, np.clip(measured, *self._limits))
        self._prediction.set_data(layers, np.clip(predicted, *self._limits))


class TrainingCurves:
    """Loss by step of many networks per setting, and how many of each draw's networks have learned by a step.

    On the axes `curves` and `counts`, for each of the settings `titles`: `steps` are those at which losses are known,
    (steps,); `losses` one array per setting, (steps, 3), the 10th, 50th and 90th percentile. A line marks the loss of
    `guessing`. There are `most` networks per draw. `points` are what is learned, (points, 2), in turn of two classes.
    """

    def __init__(
        self,
        curves: Axes,
        counts: Axes,
        titles: Sequence[str],
        steps: np.ndarray,
        losses: Sequence[np.ndarray],
        *,
        guessing: float,
        most: int,
        points: np.ndarray,
    ):
        top, self._last = 1.25 * guessing, steps[-1]
        for index, quantiles in enumerate(losses):
            low, middle, high = quantiles.clip(max=top).T
            curves.fill_between(steps, low, high, color=line_style(index)["color"], alpha=0.15, linewidth=0)
            curves.plot(steps, middle, label=titles[index], zorder=2, **line_style(index))
        curves.axhline(guessing, color=COLOURS["black"], linewidth=1.5, gid=GUIDE)
        curves.text(0.02 * self._last, guessing * 1.02, "guessing", va="bottom", fontsize=16, zorder=5)
        curves.set(xlim=(0, self._last), ylim=(0, top), xlabel="training step", ylabel="loss: median, 10 to 90%")
        curves.locator_params(axis="x", nbins=4)
        self._unseen = Sheet(curves, zorder=4)
        (self.now,) = curves.plot([], [], color=COLOURS["black"], linewidth=3, zorder=5, animated=True)
        rings = curves.inset_axes((0.02, 0.04, 0.2, 0.36), zorder=6)
        rings.set(xticks=[], yticks=[], aspect="equal", xlim=(-1.2, 1.2), ylim=(-1.2, 1.2))
        for which, marker, colour in ((0, "o", "blue"), (1, "s", "vermillion")):
            rings.plot(*points[which::2].T, marker, color=COLOURS[colour], markersize=4)

        self._positions = named_rows(counts, titles)
        counts.set(xlim=(0, most * 1.25), xlabel=f"learned, of {most}", xticks=range(0, most + 1, 3))
        self._bars = _Bars(counts, lying=True)
        for index, position in enumerate(self._positions):  # a gauge in the pattern of the setting's curve
            counts.plot([0, most], [position] * 2, **line_style(index))
        black = {"color": COLOURS["black"], "linewidth": 2.5, "animated": True}
        self._ranges = [counts.plot([], [], "|-", **black)[0] for _ in titles]
        words = {"va": "center", "fontsize": 20, "animated": True}
        self._texts = [counts.text(most * 1.04, y, "", **words) for y in self._positions]

    def show(self, step: int, learned: np.ndarray) -> None:
        """Show the curves up to `step`, and how many networks of each setting and draw have learned by then."""
        self._unseen.cover(step, self._last)
        self.now.set_data([step, step], [0, 10])
        means = learned.mean(axis=1)
        self._bars.show(self._positions, 0.0, means)
        for place, row, line, text in zip(self._positions, learned, self._ranges, self._texts, strict=True):
            line.set_data([row.min(), row.max()], [place, place])
            text.set_text(f"{row.mean():.2g}")


class StackAndLine:
    """What a stack of layers computes, and the straight line of the best single layer."""

    def __init__(self, axes: Axes, x: np.ndarray, *, height: float):
        axes.set(xlim=(x[0], x[-1]), ylim=(-height, height), xlabel="Input (x)", ylabel="Output of the stack")
        (self._stack,) = axes.plot(x, np.zeros_like(x), color=COLOURS["blue"], label="the stack", animated=True)
        looks = {"color": COLOURS["vermillion"], "label": "best single layer", "animated": True}
        (self._line,) = axes.plot(x, np.zeros_like(x), "--", **looks)

    def show(self, stack: np.ndarray, line: np.ndarray) -> None:
        """Draw the two curves at the points `x`."""
        self._stack.set_ydata(stack)
        self._line.set_ydata(line)
