"""The notes' two-panel figure with a slider x, drawn by each way there is to move a figure from a Jupyter kernel.

Every function displays ReLU and its derivative side by side on 1000 by 500 CSS pixels: a curve of 401 points per panel,
axes dashed at 0, a legend, a marker at x on both curves, the tangent on the left, and f(x) and f'(x) in words below.
Each uses the fast way that the project's own documentation shows, and returns a `Way`: the slider that a reader would
move, and the values that the slider takes from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets
import numpy as np
from IPython.display import display

WIDTH, HEIGHT, DPI = 1000, 500, 72
POSITIONS = [round(float(x), 1) for x in np.linspace(-5, 5, 101)]
CURVE = np.linspace(-5, 5, 401)
OUTPUT, SLOPE = np.maximum(CURVE, 0), (CURVE > 0).astype(float)


@dataclass(frozen=True)
class Way:
    """A displayed figure: the model of its `slider`, and the `positions` that the model's value takes.

    `used` is the model that is told when somebody comes to the figure.
    """

    slider: ipywidgets.Widget
    positions: Sequence[float]
    used: ipywidgets.Widget | None = None


def slope(x: float) -> float:
    """Derivative of ReLU, 0 at 0."""
    return 1.0 if x > 0 else 0.0


def tangent(x: float) -> tuple[list[float], list[float]]:
    """Two ends of the tangent of ReLU at x."""
    ends = [x - 1.5, x + 1.5]
    return ends, [max(0.0, x) + slope(x) * (end - x) for end in ends]


def words(x: float) -> str:
    """What every readout says."""
    return f"f({x:.1f}) = {max(0.0, x):.1f}, f'({x:.1f}) = {slope(x):.0f}"


def new_slider() -> ipywidgets.FloatSlider:
    """The slider of ipywidgets, as `interact` makes it."""
    return ipywidgets.FloatSlider(value=2.0, min=-5.0, max=5.0, step=0.1, description="x")


def draw_panels(left: Any, right: Any) -> None:
    """The part of the figure that does not move, on two matplotlib axes."""
    for axes, title, height, label, style in (
        (left, "ReLU Activation Function", OUTPUT, "ReLU: f(x) = max(0, x)", "b-"),
        (right, "ReLU Derivative", SLOPE, "ReLU': f'(x)", "r-"),
    ):
        axes.plot(CURVE, height, style, linewidth=2, label=label)
        axes.axhline(0, color="k", linestyle="--", alpha=0.3)
        axes.axvline(0, color="k", linestyle="--", alpha=0.3)
        axes.grid(True, alpha=0.3)
        axes.set(title=title, xlabel="Input (x)", xlim=(-5, 5))
        axes.legend(loc="upper left")
    left.set(ylabel="Output f(x)", ylim=(-1.5, 5.2))
    right.set(ylabel="Derivative f'(x)", ylim=(-0.1, 1.1))


def echo_only() -> Way:
    """A slider whose number the kernel sends back as text: the round trip, below which no way can go."""
    slider = new_slider()
    readout = ipywidgets.HTML(words(slider.value))
    slider.observe(lambda change: setattr(readout, "value", words(change["new"])), "value")
    display(ipywidgets.VBox([slider, readout]))
    return Way(slider, POSITIONS)


def interact_new_figure() -> Way:
    """`ipywidgets.interact` and pyplot: a new figure and a new PNG each tick, as most notebooks do it."""
    import matplotlib.pyplot as plt

    plt.switch_backend("module://matplotlib_inline.backend_inline")

    def draw(x):
        figure, (left, right) = plt.subplots(1, 2, figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
        draw_panels(left, right)
        left.plot(*tangent(x), "g-", linewidth=2)
        left.plot([x], [max(0.0, x)], "ko", markersize=9)
        right.plot([x], [slope(x)], "ko", markersize=9)
        figure.tight_layout()
        plt.show()
        print(words(x))

    slider = new_slider()
    ipywidgets.interact(draw, x=slider)
    return Way(slider, POSITIONS)


def _ipympl_panels() -> tuple[Any, Any, Any]:
    import matplotlib.pyplot as plt

    plt.switch_backend("module://ipympl.backend_nbagg")
    with plt.ioff():
        figure, (left, right) = plt.subplots(1, 2, figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
    figure.canvas.header_visible = figure.canvas.footer_visible = figure.canvas.toolbar_visible = False
    draw_panels(left, right)
    figure.tight_layout()
    return figure, left, right


def ipympl() -> Way:
    """`%matplotlib widget`: the artists are moved with `set_data`, `draw_idle` sends the difference of two pictures."""
    figure, left, right = _ipympl_panels()
    slider, readout = new_slider(), ipywidgets.HTML()
    (line,) = left.plot([], [], "g-", linewidth=2)
    (dot,) = left.plot([], [], "ko", markersize=9)
    (slope_dot,) = right.plot([], [], "ko", markersize=9)

    def move(change):
        x = change["new"]
        line.set_data(*tangent(x))
        dot.set_data([x], [max(0.0, x)])
        slope_dot.set_data([x], [slope(x)])
        readout.value = words(x)
        figure.canvas.draw_idle()

    slider.observe(move, "value")
    move({"new": slider.value})
    display(ipywidgets.VBox([slider, figure.canvas, readout]))
    return Way(slider, POSITIONS)


def mpl_interactions() -> Way:
    """`mpl_interactions.ipyplot` on ipympl: functions of the slider's value, axes limits fixed (its fast case)."""
    import mpl_interactions.ipyplot as iplt

    figure, left, right = _ipympl_panels()
    slider, readout = new_slider(), ipywidgets.HTML()
    fixed = {"xlim": (-5, 5)}
    controls = iplt.plot(
        lambda at: np.array(tangent(at)[0]),
        lambda points, at: np.array(tangent(at)[1]),
        "g-",
        at=slider,
        ax=left,
        ylim=(-1.5, 5.2),
        display_controls=False,
        **fixed,
    )
    iplt.plot(
        lambda at: np.array([at]),
        lambda points, at: np.maximum(points, 0),
        "ko",
        ax=left,
        controls=controls,
        ylim=(-1.5, 5.2),
        **fixed,
    )
    iplt.plot(
        lambda at: np.array([at]),
        lambda points, at: np.array([slope(at)]),
        "ko",
        ax=right,
        controls=controls,
        ylim=(-0.1, 1.1),
        **fixed,
    )
    slider.observe(lambda change: setattr(readout, "value", words(change["new"])), "value")
    display(ipywidgets.VBox([slider, figure.canvas, readout]))
    return Way(slider, POSITIONS)


def plotly() -> Way:
    """plotly's FigureWidget: three small traces changed in one `batch_update`, so one message per tick."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    titles = ("ReLU Activation Function", "ReLU Derivative")
    figure = go.FigureWidget(make_subplots(1, 2, subplot_titles=titles))
    figure.add_scatter(x=CURVE, y=OUTPUT, name="ReLU: f(x) = max(0, x)", line_color="blue", row=1, col=1)
    figure.add_scatter(x=CURVE, y=SLOPE, name="ReLU': f'(x)", line_color="red", row=1, col=2)
    for column in (1, 2):
        figure.add_hline(0, line_dash="dash", opacity=0.3, row=1, col=column)
        figure.add_vline(0, line_dash="dash", opacity=0.3, row=1, col=column)
    figure.add_scatter(mode="lines", line_color="green", showlegend=False, row=1, col=1)
    figure.add_scatter(mode="markers", marker={"color": "black", "size": 10}, showlegend=False, row=1, col=1)
    figure.add_scatter(mode="markers", marker={"color": "black", "size": 10}, showlegend=False, row=1, col=2)
    figure.update_xaxes(title_text="Input (x)", range=[-5, 5])
    figure.update_yaxes(title_text="Output f(x)", range=[-1.5, 5.2], col=1)
    figure.update_yaxes(title_text="Derivative f'(x)", range=[-0.1, 1.1], col=2)
    figure.update_layout(width=WIDTH, height=HEIGHT, template="plotly_white")
    line, dot, slope_dot = figure.data[2:]
    slider, readout = new_slider(), ipywidgets.HTML()

    def move(change):
        x = change["new"]
        with figure.batch_update():
            line.x, line.y = tangent(x)
            dot.x, dot.y = [x], [max(0.0, x)]
            slope_dot.x, slope_dot.y = [x], [slope(x)]
        readout.value = words(x)

    slider.observe(move, "value")
    move({"new": slider.value})
    display(ipywidgets.VBox([slider, figure, readout]))
    return Way(slider, POSITIONS)


def bqplot() -> Way:
    """bqplot's object interface: marks that share scales with the curves, x and y sent together by `hold_sync`."""
    import bqplot as bq

    slider, readout = new_slider(), ipywidgets.HTML()
    panels = []
    for title, height, label, y_label, limits, colour in (
        ("ReLU Activation Function", OUTPUT, "ReLU: f(x) = max(0, x)", "Output f(x)", (-1.5, 5.2), "blue"),
        ("ReLU Derivative", SLOPE, "ReLU': f'(x)", "Derivative f'(x)", (-0.1, 1.1), "red"),
    ):
        scales = {"x": bq.LinearScale(min=-5, max=5), "y": bq.LinearScale(min=limits[0], max=limits[1])}
        curve = bq.Lines(x=CURVE, y=height, scales=scales, colors=[colour], labels=[label], display_legend=True)
        zeros = [
            bq.Lines(x=x, y=y, scales=scales, colors=["black"], opacities=[0.3], line_style="dashed", stroke_width=1)
            for x, y in (([-5, 5], [0, 0]), ([0, 0], list(limits)))
        ]
        dot = bq.Scatter(x=[0.0], y=[0.0], scales=scales, colors=["black"], default_size=100)
        axes = [
            bq.Axis(scale=scales["x"], label="Input (x)"),
            bq.Axis(scale=scales["y"], label=y_label, orientation="vertical"),
        ]
        layout = ipywidgets.Layout(width=f"{WIDTH // 2}px", height=f"{HEIGHT}px")
        panels.append((bq.Figure(marks=[*zeros, curve, dot], axes=axes, title=title, layout=layout), dot, scales))
    (left, dot, scales), (right, slope_dot, _) = panels
    line = bq.Lines(x=[0.0, 1.0], y=[0.0, 1.0], scales=scales, colors=["green"])
    left.marks = [*left.marks[:-1], line, dot]

    def move(change):
        x = change["new"]
        ends, heights = tangent(x)
        with line.hold_sync():
            line.x, line.y = np.array(ends), np.array(heights)
        with dot.hold_sync():
            dot.x, dot.y = np.array([x]), np.array([max(0.0, x)])
        with slope_dot.hold_sync():
            slope_dot.x, slope_dot.y = np.array([x]), np.array([slope(x)])
        readout.value = words(x)

    slider.observe(move, "value")
    move({"new": slider.value})
    display(ipywidgets.VBox([slider, ipywidgets.HBox([left, right]), readout]))
    return Way(slider, POSITIONS)


def ours() -> Way:
    """The live figure of the first lesson, `function_and_derivative` of the gallery.

    Its page keeps frames and gets those one step away while the kernel has nothing to do, so a key finds its picture.
    """
    return _ours(asked=False)


def ours_asked() -> Way:
    """The same, but its page keeps no frame: each picture is the kernel's answer, as after a jump to a new place."""
    return _ours(asked=True)


def _ours(asked: bool) -> Way:
    from relu_notes.live.gallery.key_notes import function_and_derivative

    figure = function_and_derivative()
    if asked:
        figure.picture.controls = []
    display(figure)
    return Way(first_slider(figure), POSITIONS, None if asked else figure.picture)


def first_slider(widget: ipywidgets.Widget) -> ipywidgets.Widget:
    """The first widget in the order of `children` that has a value between a min and a max."""
    if all(hasattr(widget, name) for name in ("value", "min", "max")):
        return widget
    for child in getattr(widget, "children", ()):
        found = first_slider(child)
        if found is not None:
            return found
    return None


WAYS = {
    "echo only": echo_only,
    "interact": interact_new_figure,
    "ipympl": ipympl,
    "mpl-interactions": mpl_interactions,
    "plotly": plotly,
    "bqplot": bqplot,
    "ours, asked": ours_asked,
    "ours": ours,
}
