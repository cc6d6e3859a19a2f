"""The table of outcomes: its numbers stand where they belong, and its words follow them."""

import pytest

from relu_notes.plots.dying import plot_outcomes

COUNTS = {"relu": {"solved": 1, "stuck": 19, "diverged": 0}, "gelu": {"solved": 13, "stuck": 2, "diverged": 5}}


def numbers(picture):
    (axes,) = picture.axes
    return {tuple(map(int, text.get_position())): text.get_text() for text in axes.texts}


def test_every_number_stands_in_its_row_and_column():
    picture = plot_outcomes(COUNTS, title="A run")
    table = {(column, row): n for row, kinds in enumerate(COUNTS.values()) for column, n in enumerate(kinds.values())}
    assert numbers(picture) == {place: str(n) if n else "–" for place, n in table.items()}
    (axes,) = picture.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["ReLU", "GELU"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["solved", "stuck", "diverged"]


@pytest.mark.parametrize(
    ("most", "words"), [(20, "nearly always solved"), (13, "mostly solved"), (9, "most often solved")]
)
def test_the_description_names_the_most_frequent_outcome(most, words):
    rest = (20 - most) // 2
    row = {"solved": most, "stuck": rest, "diverged": 20 - most - rest}
    assert plot_outcomes({"elu": row}, title="A run").description == f"A run\nELU: {words}."


def test_numbers_on_dark_cells_are_white():
    (axes,) = plot_outcomes(COUNTS, title="A run").axes
    colours = {text.get_text(): text.get_color() for text in axes.texts}
    assert colours["19"] == "white"
    assert colours["1"] != "white"


@pytest.mark.parametrize(
    ("counts", "error", "words"),
    [
        ({}, TypeError, "counts must map at least one activation to its outcomes"),
        ({"relu": 20}, TypeError, "counts must map at least one activation to its outcomes"),
        ({**COUNTS, "elu": {"solved": 20}}, ValueError, "counts must have the same outcomes for every activation"),
        ({"relu": {"solved": 0, "stuck": 0}}, ValueError, "counts of relu must hold at least one seed"),
        ({"relu": {"solved": -1}}, ValueError, "each of counts must be at least 0, not -1"),
        ({"rleu": {"solved": 1}}, ValueError, "unknown activation 'rleu'"),
    ],
)
def test_counts_that_are_no_table_are_named(counts, error, words):
    with pytest.raises(error, match=words):
        plot_outcomes(counts, title="A run")
