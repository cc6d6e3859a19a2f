"""What most scenes draw: lines and markers that move, and the marker that readers take hold of."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from relu_notes.live import draggable
from relu_notes.plots.style import COLOURS

#: How what was before looks, under what is now.
GHOST = {"color": "#8C8C8C", "linewidth": 2.5, "zorder": 1.5}
#: Ticks of a share.
QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def moving(axes: Axes, *marker: str, **style: Any) -> Line2D:
    """A line or markers without points: `update` gives them."""
    (line,) = axes.plot([], [], *marker, animated=True, **style)
    return line


def if_within(place: float, limit: float) -> float:
    """`place`, or NaN beyond `limit` either way: a marker that is drawn over the edge must not leave the axes."""
    return place if abs(place) <= limit else np.nan


def handle(axes: Axes, control: str, marker: str = "D", *, along: str = "x", **style: Any) -> Line2D:
    """A marker that moves with the slider `control`, and moves it when it is dragged; black unless told."""
    mark = moving(axes, marker, **{"color": COLOURS["black"]} | style)
    draggable(mark, control, along)
    return mark
