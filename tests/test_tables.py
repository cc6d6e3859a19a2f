"""The example table, its text, its HTML, and how numbers are shown."""

import math
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_notes.activations import ACTIVATIONS
from relu_notes.tables import EXAMPLE_VALUES, SPELLED, example_table, format_number

#: The notes' table, to the letter.
NOTES = """\
ReLU Function Examples:
f(-2) = max(0, -2) =  0, f'(-2) = 0
f(-1) = max(0, -1) =  0, f'(-1) = 0
f( 0) = max(0,  0) =  0, f'( 0) = 0
f( 1) = max(0,  1) =  1, f'( 1) = 1
f( 2) = max(0,  2) =  2, f'( 2) = 1"""


def test_the_table_of_the_notes(capsys):
    print(example_table())
    assert capsys.readouterr().out == NOTES + "\n"
    assert repr(example_table()) == NOTES


@pytest.mark.parametrize(
    "values",
    [[-2, -1, 0, 1, 2], range(-2, 3), np.arange(-2.0, 3), np.arange(-2, 3, dtype=np.int8), (-2.0, -1, -0.0, 1, 2)],
)
def test_values_of_any_kind(values):
    assert example_table(values).text() == NOTES


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_columns_are_aligned_and_hold_the_functions_values(name):
    table, activation = example_table([-1.25, 0, 3], name), ACTIVATIONS[name]
    assert len({len(line) for line in table.lines}) == 1
    for x, row, line in zip([-1.25, 0, 3], table.rows, table.lines, strict=True):
        assert row == (
            format_number(x),
            row.written,
            format_number(activation.function(x)),
            format_number(activation.derivative(x)),
        )
        assert row.written == activation.written(f"{row.x:>5}")
        assert line.split(",")[-1].endswith(row.slope) and f" = {row.written.translate(SPELLED)}" in line
    assert table.text().splitlines()[0] == f"{activation.title} Function Examples:"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_print_shows_a_table_on_every_console(name):
    """Python on Windows prints in cp1252 where its output is redirected."""
    choices = ACTIVATIONS[name].parameters.get("approximate")
    for parameters in [{}, *({"approximate": each} for each in (choices.choices if choices else ()))]:
        text = str(example_table([-np.inf, -1.5, 0, 2, np.nan], name, **parameters))
        lacking = {letter for letter in text if not letter.encode("cp1252", "ignore")}
        assert not lacking, f"spell {lacking} in SPELLED of relu_notes/tables.py"


def test_the_text_spells_what_the_html_writes():
    table = example_table([-1], "gelu")
    assert "-1·Phi(-1)" in str(table) and "Φ" not in str(table)
    assert "-1·Φ(-1)" in table.html() and "Phi" not in table.html()


def test_parameters_and_the_value_at_a_kink():
    table = example_table([-2, 0], "leaky_relu", negative_slope=0.5, at_zero=0.75)
    assert table.lines == (
        "f(-2) = max(0, -2) + 0.5·min(0, -2) = -1, f'(-2) =  0.5",
        "f( 0) = max(0,  0) + 0.5·min(0,  0) =  0, f'( 0) = 0.75",
    )
    assert example_table(0, at_zero=1).lines == ("f(0) = max(0, 0) = 0, f'(0) = 1",)
    assert example_table([]).text() == "ReLU Function Examples:"


def test_nan_and_infinity_have_rows_too():
    assert example_table([math.nan, -math.inf]).lines == (
        "f( nan) = max(0,  nan) =  nan, f'( nan) = nan",
        "f(-inf) = max(0, -inf) =    0, f'(-inf) =   0",
    )


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"name": "rel"}, ValueError, "unknown activation 'rel'"),
        ({"values": [[1, 2]]}, ValueError, r"one row of numbers, not an array of shape \(1, 2\)"),
        ({"values": ["1"]}, TypeError, "x must hold real numbers"),
        ({"values": np.ma.array([1, 2], mask=[0, 1])}, TypeError, "masked"),
        ({"values": [1, [2]]}, ValueError, "one shape"),
        ({"at_zero": 2}, ValueError, "between the one-sided slopes"),
        ({"name": "tanh", "at_zero": 0}, ValueError, "at_zero does not apply to tanh"),
        ({"alpha": 1}, TypeError, "alpha"),
        ({"name": "elu", "alpha": math.inf}, ValueError, "alpha must be a finite number"),
    ],
)
def test_wrong_arguments(arguments, error, words):
    with pytest.raises(error, match=words):
        example_table(**arguments)


# ------------------------------------------------------------------------------------------------- marking


def test_a_marked_row_in_the_text():
    lines = example_table().text(marked=3).splitlines()
    assert lines[4] == NOTES.splitlines()[4] + "  <--"
    assert lines[:4] + lines[5:] == NOTES.splitlines()[:4] + NOTES.splitlines()[5:]


@pytest.mark.parametrize("marked", [-1, 5, "0", 1.5])
def test_a_row_that_is_not_there(marked):
    for show in (example_table().text, example_table().html):
        with pytest.raises(ValueError, match="marked must be None or a row from 0 to 4"):
            show(marked=marked)


class Cells(HTMLParser):
    """Rows of (tag, scope, text); the attributes of each row; the caption; and that every tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.states, self.caption, self.open = [], [], "", []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
            self.states.append(dict(attributes).get("aria-current"))
        if tag in ("th", "td"):
            self.rows[-1].append([tag, dict(attributes).get("scope"), ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "caption" in self.open:
            self.caption += data
        else:
            self.rows[-1][-1][2] += data


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_html_has_headings_and_the_same_texts(name):
    table = example_table(name=name)
    cells = Cells(table._repr_html_())
    assert cells.caption == f"{table.title} Function Examples"
    assert cells.rows[0] == [["th", "col", head] for head in ("x", "formula", "f(x)", "f'(x)")]
    for row, shown in zip(table.rows, cells.rows[1:], strict=True):
        assert shown == [["th", "row", row.x], *(["td", None, text] for text in row[1:])]
    assert cells.states == [None] * 6


@pytest.mark.parametrize("marked", range(5))
def test_html_marks_one_row_by_more_than_a_colour(marked):
    plain, html = example_table().html(), example_table().html(marked=marked)
    cells = Cells(html)
    assert cells.states[1:] == ["true" if row == marked else None for row in range(5)]
    assert cells.rows[marked + 1][0][2] == f"▶ {EXAMPLE_VALUES[marked]}"
    assert html.count("font-weight:bold") == plain.count("font-weight:bold") + 1


def test_html_is_escaped():
    table = example_table([1])
    odd = type(table)("<b>&", (table.rows[0]._replace(written="1 < 2"),))
    assert Cells(odd.html()).caption == "<b>& Function Examples"
    assert "1 &lt; 2" in odd.html()


# -------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (-2, "-2"),
        (2.0, "2"),
        (0.1 + 0.2, "0.3"),
        (2 / 3, "0.6667"),
        (-123.456, "-123.5"),
        (123456, "123456"),
        (999999, "999999"),
        (1e6, "1e+06"),
        (1e-9, "1e-09"),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (np.float16(0.1), "0.09998"),
        (np.int8(-7), "-7"),
        (True, "1"),
    ],
)
def test_numbers_as_they_are_shown(number, text):
    assert format_number(number) == text


def test_digits():
    assert [format_number(math.pi, digits) for digits in (1, 2, 6)] == ["3", "3.1", "3.14159"]


@given(st.floats(-1e300, 1e300, allow_subnormal=False), st.integers(1, 17))
def test_a_shown_number_is_the_number_to_its_digits(value, digits):
    text = format_number(value, digits)
    last_digit = Fraction(10) ** (Decimal(value).adjusted() + 1 - digits)  # exact: floats round at 16 digits
    assert abs(Fraction(text) - Fraction(value)) <= last_digit / 2
    assert text != "-0"
