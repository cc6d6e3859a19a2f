"""What became of the networks: outcomes counted in a table that is read from the back row."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from relu_notes._arguments import plain_text, whole_number
from relu_notes.activations import entry
from relu_notes.plots.style import COLOURS, Picture, classroom, classroom_figure, panels

_SHADES = LinearSegmentedColormap.from_list("white to blue", ["#FFFFFF", COLOURS["blue"]])


def plot_outcomes(counts: Mapping[str, Mapping[str, int]], *, title: str) -> Picture:
    """A table of how often each activation met each outcome.

    Parameters
    ----------
    counts : activation's name → outcome → number of seeds; all with the same outcomes
    title : the run, in words

    Returns
    -------
    Picture
        Rows are activations; the darker, the more seeds. Its description names each activation's most frequent
        outcome in words, so that it reads the same on machines that round differently.

    Examples
    --------
    >>> picture = plot_outcomes({"relu": {"solved": 0, "stuck": 9}, "elu": {"solved": 6, "stuck": 3}}, title="A run")
    >>> print(picture.description)
    A run
    ReLU: nearly always stuck. ELU: mostly solved.
    """
    _check(counts)
    plain_text(title, "title")
    names, kinds = list(counts), list(next(iter(counts.values())))
    table = np.array([[counts[name][kind] for kind in kinds] for name in names])
    figure = classroom_figure((1000, 90 + 55 * len(names)))
    (axes,) = panels(figure, 1)
    with classroom():
        axes.imshow(table, cmap=_SHADES, vmin=0, vmax=table.sum(axis=1).max(), aspect="auto")
        for row, column in np.ndindex(table.shape):
            number = table[row, column]
            dark = number > table[row].sum() / 2
            axes.text(
                column,
                row,
                str(number) if number else "–",
                ha="center",
                va="center",
                fontsize=24,
                color="white" if dark else COLOURS["black"],
            )
        axes.set_title(title)
        axes.set_xticks(range(len(kinds)), kinds, fontsize=20)
        axes.set_yticks(range(len(names)), [entry(name).title for name in names], fontsize=20)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.grid(False)
        axes.set_xticks(np.arange(1, len(kinds)) - 0.5, minor=True)
        axes.set_yticks(np.arange(1, len(names)) - 0.5, minor=True)
        axes.grid(which="minor", alpha=0.3)
        axes.tick_params(which="minor", length=0)
        axes.spines[:].set_visible(False)
    sentences = " ".join(f"{entry(name).title}: {_in_words(counts[name])}." for name in names)
    figure.description = f"{title}\n{sentences}"
    return figure


def _check(counts: Mapping[str, Mapping[str, int]]) -> None:
    rows = list(counts.values()) if isinstance(counts, Mapping) else []
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        raise TypeError("counts must map at least one activation to its outcomes, each with a number")
    for name, row in counts.items():
        entry(name)
        if list(row) != list(rows[0]):
            raise ValueError("counts must have the same outcomes for every activation")
        if not sum(whole_number(number, "each of counts", least=0) for number in row.values()):
            raise ValueError(f"counts of {name} must hold at least one seed")


def _in_words(row: Mapping[str, int]) -> str:
    kind = max(row, key=lambda name: row[name])
    share = row[kind] / sum(row.values())
    return f"{'nearly always' if share > 0.9 else 'mostly' if share > 0.6 else 'most often'} {kind}"
