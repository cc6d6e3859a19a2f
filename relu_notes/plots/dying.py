"""What became of the networks: outcomes counted in a table that is read from the back row."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from relu_notes.activations import entry
from relu_notes.plots.style import COLOURS, is_tall

#: Good is blue, bad is red or dark; each has its own column, so nothing is told by colour alone.
_COLOURS = {
    "solved": "blue",
    "part of the way": "sky blue",
    "linear": "orange",
    "stuck": "vermillion",
    "diverged": "reddish purple",
}


class OutcomesTable:
    """Rows of activations, columns of outcomes: the more networks, the fuller the colour. `show` fills it in.

    `animated` artists are for live figures.
    """

    def __init__(self, axes: Axes, names: Sequence[str], kinds: Sequence[str], *, animated: bool = False):
        tall = is_tall(axes.figure)
        self._names, self._kinds = list(names), list(kinds)
        self._hues = np.array([to_rgb(COLOURS[_COLOURS[kind]]) for kind in kinds])
        shape = (len(self._names), len(self._kinds))
        self._cells = axes.imshow(np.ones((*shape, 3)), aspect="auto", interpolation="nearest", animated=animated)
        centred = {"ha": "center", "va": "center", "fontsize": 22, "animated": animated}
        self._numbers = [
            [axes.text(column, row, "", **centred) for column in range(shape[1])] for row in range(shape[0])
        ]
        axes.set_xticks(range(shape[1]), kinds, fontsize=13 if tall else 20, rotation=40 if tall else 0)
        axes.set_yticks(range(shape[0]), [entry(name).title for name in names], fontsize=15 if tall else 20)
        axes.tick_params(length=0, which="both")
        axes.grid(False)
        axes.set_xticks(np.arange(1, shape[1]) - 0.5, minor=True)
        axes.set_yticks(np.arange(1, shape[0]) - 0.5, minor=True)
        axes.grid(which="minor", alpha=0.3)
        axes.spines[:].set_visible(False)

    def show(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Fill in how many networks of each activation met each outcome."""
        table = np.array([[counts[name][kind] for kind in self._kinds] for name in self._names])
        share = (table / table.sum(axis=1, keepdims=True))[..., None]
        colours = 1 - share * (1 - self._hues)
        self._cells.set_data(colours)
        dark = colours @ [0.2126, 0.7152, 0.0722] < 0.45
        for texts, row, darks in zip(self._numbers, table, dark, strict=True):
            for text, number, on_dark in zip(texts, row, darks, strict=True):
                text.set_text(str(number) if number else "–")
                text.set_color("white" if on_dark else COLOURS["black"])
