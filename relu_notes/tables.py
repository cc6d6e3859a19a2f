"""The example table of the notes for any values and any activation, as text and HTML, and how numbers are shown."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from relu_notes.activations import entry

#: Characters that a Windows console (cp1252) lacks, and how text spells them; the HTML keeps them.
SPELLED = str.maketrans({"Φ": "Phi"})

#: The values of the notes.
EXAMPLE_VALUES = (-2, -1, 0, 1, 2)


def format_number(value: float, digits: int = 4) -> str:
    """A number as tables and readouts show it: `digits` significant digits, whole numbers below a million in full.

    The minus is the ASCII one, so that students can paste what they read into code; zero never has a sign.

    >>> [format_number(value) for value in (-2.0, -0.0, 0.1 + 0.2, 2 / 3, 12345.0, 1e-9)]
    ['-2', '0', '0.3', '0.6667', '12345', '1e-09']
    """
    value = float(value)
    if value == 0:
        return "0"
    if value.is_integer() and abs(value) < 1e6:
        return f"{value:.0f}"
    return f"{value:.{digits}g}"


class Example(NamedTuple):
    """One row: the text of x, of the formula with x filled in, of f(x) and of f'(x)."""

    x: str
    written: str
    value: str
    slope: str


@dataclass(frozen=True)
class ExampleTable:
    """Values of one activation and of its derivative, row by row.

    `print(table)` gives the text, a notebook shows the HTML, and both can mark one row.
    """

    title: str
    rows: tuple[Example, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The rows as text, their columns aligned, in characters that every console can print."""
        rows = [row._replace(written=row.written.translate(SPELLED)) for row in self.rows]
        x_width, written_width, value_width, slope_width = (
            max((len(row[column]) for row in rows), default=0) for column in range(4)
        )
        value_width = max(value_width, x_width)  # as in the notes: f(x) is given as much room as x
        return tuple(
            f"f({row.x:>{x_width}}) = {row.written:<{written_width}} = {row.value:>{value_width}}, "
            f"f'({row.x:>{x_width}}) = {row.slope:>{slope_width}}"
            for row in rows
        )

    def text(self, marked: int | None = None) -> str:
        """The table under its heading; an arrow stands behind row `marked`."""
        self._check_row(marked)
        arrows = ("  <--" if index == marked else "" for index in range(len(self.rows)))
        return "\n".join([f"{self.title} Function Examples:", *map("".join, zip(self.lines, arrows, strict=True))])

    def html(self, marked: int | None = None) -> str:
        """The table as HTML with headings for screen readers; row `marked` is bold, framed and has an arrow."""
        self._check_row(marked)
        heads = "".join(map(_cell, ('th scope="col"',) * 4, ("x", "formula", "f(x)", "f'(x)"), _ALIGNED))
        rows = "".join(self._html_row(row, index == marked) for index, row in enumerate(self.rows))
        return (
            f'<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">'
            f'<caption style="text-align:left;font-weight:bold">{escape(self.title)} Function Examples</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    @staticmethod
    def _html_row(row: Example, marked: bool) -> str:
        # bold, a frame and an arrow, not a colour alone: seen in any theme and by the colour-blind
        state = ' aria-current="true" style="font-weight:bold;outline:2px solid currentColor"' if marked else ""
        arrow = '<span aria-hidden="true">▶ </span>' if marked else ""
        head = _cell('th scope="row"', row.x, _ALIGNED[0], before=arrow)
        return f"<tr{state}>{head}{''.join(map(_cell, ('td',) * 3, row[1:], _ALIGNED[1:]))}</tr>"

    def _check_row(self, marked: int | None) -> None:
        if marked is not None and marked not in range(len(self.rows)):
            raise ValueError(f"marked must be None or a row from 0 to {len(self.rows) - 1}, not {marked!r}")

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.html()


_ALIGNED = ("right", "left", "right", "right")


def _cell(tag: str, text: str, aligned: str, before: str = "") -> str:
    style = f"text-align:{aligned};padding:0.25em 0.75em"
    return f'<{tag} style="{style}">{before}{escape(text)}</{tag.split()[0]}>'


def example_table(
    values: ArrayLike = EXAMPLE_VALUES, name: str = "relu", *, at_zero: float | None = None, **parameters: Any
) -> ExampleTable:
    """The example table of the notes: one row for each x of `values`, a number or a row of numbers.

    `name` is one of `ACTIVATIONS`, and further keywords are its parameters where they are not the defaults. `at_zero`
    is the slope taken at a kink at 0, the derivative's default if None. What does not fit, such as `at_zero` without a
    kink at 0, is a TypeError or a ValueError that says what is allowed.

    >>> print(example_table([-2, 0, 1]))
    ReLU Function Examples:
    f(-2) = max(0, -2) =  0, f'(-2) = 0
    f( 0) = max(0,  0) =  0, f'( 0) = 0
    f( 1) = max(0,  1) =  1, f'( 1) = 1
    """
    activation = entry(name)
    if at_zero is not None and 0 not in activation.kinks:
        raise ValueError(f"at_zero does not apply to {name}: its slope has no jump at 0")
    choice = {} if at_zero is None else {"at_zero": at_zero}
    # First the functions, since they check the values.
    outputs = np.atleast_1d(activation.function(values, **parameters))
    slopes = np.atleast_1d(activation.derivative(values, **parameters, **choice))
    if outputs.ndim != 1:
        raise ValueError(f"values must be one number or one row of numbers, not an array of shape {outputs.shape}")
    x = np.atleast_1d(np.asarray(values))
    texts = [format_number(number) for number in x]
    width = max(map(len, texts), default=0)
    written = [activation.written(f"{text:>{width}}", **parameters) for text in texts]
    columns = (texts, written, map(format_number, outputs), map(format_number, slopes))
    return ExampleTable(activation.title, tuple(map(Example, *columns)))
