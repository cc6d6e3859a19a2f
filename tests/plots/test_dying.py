"""The table of outcomes: its numbers stand where they belong, and its colours follow them."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from relu_notes.plots.dying import OutcomesTable
from relu_notes.plots.style import COLOURS, classroom_figure, panels

KINDS = ("solved", "stuck", "diverged")
COUNTS = {"relu": {"solved": 1, "stuck": 19, "diverged": 0}, "gelu": {"solved": 20, "stuck": 0, "diverged": 0}}


@pytest.fixture
def axes():
    (axes,) = panels(classroom_figure(), 1)
    OutcomesTable(axes, list(COUNTS), KINDS).show(COUNTS)
    return axes


def test_every_number_stands_in_its_row_and_column(axes):
    numbers = {tuple(map(int, text.get_position())): text.get_text() for text in axes.texts}
    expected = {
        (column, row): n for row, kinds in enumerate(COUNTS.values()) for column, n in enumerate(kinds.values())
    }
    assert numbers == {place: str(n) if n else "–" for place, n in expected.items()}
    assert [label.get_text() for label in axes.get_yticklabels()] == ["ReLU", "GELU"]
    assert [label.get_text() for label in axes.get_xticklabels()] == list(KINDS)


def test_good_and_bad_have_colours_of_their_own_and_none_is_white(axes):
    cells = axes.images[0].get_array()
    np.testing.assert_allclose(cells[1, 0], to_rgb(COLOURS["blue"]))
    np.testing.assert_allclose(cells[0, 1], 1 - 0.95 * (1 - np.array(to_rgb(COLOURS["vermillion"]))))
    np.testing.assert_allclose(cells[:, 2], 1)


def test_numbers_on_dark_cells_are_white(axes):
    colours = {text.get_text(): text.get_color() for text in axes.texts}
    assert colours["20"] == "white"
    assert colours["1"] != "white"
