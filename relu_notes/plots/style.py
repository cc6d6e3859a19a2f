"""How every picture of the package looks: colours, line styles, letter sizes and panels for a classroom."""

import base64
import html
import io
import math
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import matplotlib as mpl
import matplotlib.style
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.ticker import NullLocator

from relu_notes._arguments import finite, plain_text, several, whole_number

#: Okabe and Ito's colours, which colour-blind readers tell apart (Okabe & Ito 2008, Color Universal Design).
COLOURS = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky blue": "#56B4E9",
    "bluish green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "reddish purple": "#CC79A7",
}

#: Colours dark enough for a line on white (contrast 3:1 and more); the others fill areas.
LINE_COLOURS = ("blue", "vermillion", "bluish green", "reddish purple", "black")

#: One pattern per line, so that nothing is distinguished by colour alone.
LINE_STYLES: tuple[Any, ...] = ("-", "--", "-.", (0, (1, 1.2)), (0, (6, 1.5, 1, 1.5, 1, 1.5)), (0, (9, 2)))

#: Matplotlib settings of a classroom figure; sizes are CSS pixels because figures have 72 dots per inch.
CLASSROOM: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 18,
    "axes.titlesize": 22,
    "axes.labelsize": 20,
    "axes.linewidth": 1.2,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": "#000000",
    "grid.alpha": 0.15,
    "grid.linewidth": 1.0,
    "xtick.labelsize": 18,
    "ytick.labelsize": 18,
    "legend.fontsize": 17,
    "legend.framealpha": 0.9,
    "lines.linewidth": 4.0,
    "lines.markersize": 12.0,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.hashsalt": "relu_notes",
}

#: Group id of lines that only guide the eye, as the axes through 0 do; a legend may cover them.
GUIDE = "guide"

#: Dots per inch at which one point is one CSS pixel.
DOTS_PER_INCH = 72

#: A hyphen that is a minus: before a number or a name, in an exponent, between two blanks.
_MINUS = re.compile(r"(?<![\w)])-(?=[\w.(])|(?<=\de)-(?=\d)|(?<= )-(?= )")

#: Matplotlib's settings are those of the whole process: one thread at a time has the classroom's.
_ONE_AT_A_TIME = threading.RLock()

#: These belong to the process, and some cannot be changed in it.
_NOT_OF_A_PICTURE = ("backend", "backend_fallback", "interactive", "date.epoch", "toolbar", "timezone")


def minus_signs(text: str) -> str:
    """`text` with a real minus sign wherever a hyphen stands for one, as matplotlib's ticks have it: to be read.

    Examples
    --------
    >>> minus_signs("f(-0.5) = -1e-05, well-known")
    'f(−0.5) = −1e−05, well-known'
    """
    return _MINUS.sub("\N{MINUS SIGN}", text)


@cache
def _settings() -> dict[str, Any]:
    """Matplotlib's own settings, and the classroom's over them; nothing of the reader's style or matplotlibrc."""
    with mpl.style.context(["default", CLASSROOM]):
        return {name: value for name, value in dict.items(mpl.rcParams) if name not in _NOT_OF_A_PICTURE}


@contextmanager
def classroom() -> Iterator[None]:
    """Context in which pictures are made, laid out and drawn by the classroom's settings, whatever the reader's are."""
    with _ONE_AT_A_TIME:
        before = dict(dict.items(mpl.rcParams))
        # Checked once, in `_settings`: checking 300 settings takes as long as drawing what moves.
        dict.update(mpl.rcParams, _settings())
        try:
            yield
        finally:
            dict.update(mpl.rcParams, before)


def line_style(index: int) -> dict[str, Any]:
    """Colour and pattern of the line number `index`, counted from 0; the pairs repeat after 30 lines."""
    index = whole_number(index, "index", least=0)
    return {
        "color": COLOURS[LINE_COLOURS[index % len(LINE_COLOURS)]],
        "linestyle": LINE_STYLES[index % len(LINE_STYLES)],
    }


_DOT = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


class Picture(Figure):
    """A figure that shows itself in a notebook with a text alternative, and never enters pyplot.

    `description` says in words and numbers what the picture shows. Readers without a kernel see the stored PNG,
    screen readers hear the description, and nbval compares it. `handles` can be dragged where the figure is live.
    """

    description: str = ""

    def __init__(self, *arguments: Any, **settings: Any):
        super().__init__(*arguments, **settings)
        self.handles: list[Any] = []

    def png(self) -> bytes:
        """The picture at two device pixels per CSS pixel, the same bytes every time."""
        buffer, sharp, layout = io.BytesIO(), 2 * DOTS_PER_INCH, self.get_layout_engine()
        with classroom():
            if layout and self.axes:  # savefig would lay out by drawing everything once more
                self.set_dpi(sharp)
                layout.execute(self)
                self.set_dpi(DOTS_PER_INCH)
                self.set_layout_engine("none")
            self.savefig(buffer, format="png", dpi=sharp, metadata={"Software": None})
            self.set_layout_engine(layout)
        return buffer.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": self.description or repr(self)}
        width, height = (round(inches * DOTS_PER_INCH) for inches in self.get_size_inches())
        return data, {"image/png": {"alt": self.description, "width": width, "height": height}}

    def _ipython_display_(self) -> None:
        # IPython's formatters of matplotlib figures, which a profile or `%matplotlib` puts in, would draw it otherwise.
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        if self.description:
            display({"text/html": in_words(self.description)}, raw=True)


def in_words(description: str) -> str:
    """A transparent dot with the text alternative `description`, since Jupyter shows the picture without its own."""
    alt = html.escape(" ".join(description.splitlines()))
    return f'<img class="relu-notes-words" alt="{alt}" width="1" height="1" src="data:image/gif;base64,{_DOT}">'


def classroom_figure(size: tuple[int, int] = (1000, 500), *, description: str = "") -> Picture:
    """An empty figure of `size` = (width, height) CSS pixels, from 1 to 10000, whose layout keeps labels apart."""
    pixels = [finite(side, "each of size") for side in several(size, "size")]
    if len(pixels) != 2 or not all(1 <= side <= 10_000 for side in pixels):
        raise ValueError(f"size must be a width and a height from 1 to 10000 pixels, not {pixels}")
    plain_text(description, "description")
    with classroom():
        inches = [side / DOTS_PER_INCH for side in pixels]
        figure = Picture(figsize=inches, dpi=DOTS_PER_INCH, layout="constrained")
    figure.description = description
    return figure


def is_tall(figure: Figure) -> bool:
    """Whether `figure` is taller than wide: a phone's."""
    width, height = figure.get_size_inches()
    return bool(height > width)


def panels(figure: Figure, count: int, *, ratios: Sequence[float] | None = None, **subplot_settings: Any) -> list[Axes]:
    """`count` axes: side by side in a wide figure, one above the other in a tall one (a phone's).

    `ratios` are their relative widths, or heights where they are stacked.
    """
    if not isinstance(figure, Figure):
        raise TypeError(f"figure must be a matplotlib figure, not {type(figure).__name__}")
    count = whole_number(count, "count")
    if count > 100:
        raise ValueError(f"count must be at most 100, not {count}")
    with classroom():
        shape = (
            {"nrows": count, "height_ratios": ratios} if is_tall(figure) else {"ncols": count, "width_ratios": ratios}
        )
        return list(figure.subplots(squeeze=False, **shape, **subplot_settings).flat)


_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """A whole number as an exponent.

    Examples
    --------
    >>> f"2{superscript(10)}", f"2{superscript(-1)}"
    ('2¹⁰', '2⁻¹')
    """
    return str(number).translate(_SUPERSCRIPTS)


def power_of_ten(exponent: int) -> str:
    """A power of ten as text.

    Examples
    --------
    >>> power_of_ten(-12), power_of_ten(0), power_of_ten(1)
    ('10⁻¹²', '1', '10')
    """
    return {0: "1", 1: "10"}.get(exponent, f"10{superscript(exponent)}")


def write_powers_of_ten(axis: Axis) -> None:
    """Write the ticks of a logarithmic `axis`, all of them powers of ten, as plain text.

    Matplotlib's own labels are formulas, which take a third of the time in which such a picture is drawn, and the
    ticks between the powers take another third: nobody reads them from the last row.
    """
    axis.set_major_formatter(lambda value, _place: power_of_ten(round(math.log10(value))))
    axis.set_minor_locator(NullLocator())


#: Corners of a panel in the order a legend tries them.
_CORNERS = ("upper left", "lower right", "upper right", "lower left", "center left", "center right")


def place_legend(axes: Axes, **settings: Any) -> Legend:
    """A legend in the corner where it covers least of the lines that stand still.

    Matplotlib's "best" would consider animated artists too, and move the legend with every value of a slider.
    """
    with classroom():
        axes.figure.draw_without_rendering()  # places the axes; a legend needs no drawing to know its own box
        covered: dict[str, int] = {}
        for corner in _CORNERS:
            covered[corner] = _points_covered(axes.legend(loc=corner, **settings), axes)
            if not covered[corner]:
                break
        return axes.legend(loc=min(covered, key=lambda corner: covered[corner]), **settings)


def _points_covered(legend: Legend, axes: Axes) -> int:
    """How many points of lines that stand still lie behind the legend, or so near that a marker would touch it."""
    box = legend.get_window_extent().padded(10)
    count = 0
    for line in axes.lines:
        if line.get_animated() or not line.get_visible() or line.get_gid() == GUIDE:
            continue
        points = line.get_transform().transform(line.get_xydata())
        inside = (points > [box.x0, box.y0]) & (points < [box.x1, box.y1])
        count += int(inside.all(axis=1).sum())
    return count
