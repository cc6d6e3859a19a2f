"""Markdown cells of the handout: links, formulas, attachments."""

import re

import pytest

from relu_notes.handout.prose import prose


def test_formulas_become_mathml():
    page = prose("Inline $x_1$.\n\n$$\\sum_i w_i x_i$$\n\n\\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}", ())
    assert [re.search(r'display="(\w+)"', tag).group(1) for tag in re.findall("<math[^>]*>", page)] == [
        "inline",
        "block",
        "block",
    ]
    assert "$" not in page
    assert "\\" not in page
    assert "<mtable>" in page


def test_less_than_survives_the_way_through_html():
    assert "&#x0003C;" in prose("$x < 0$", ())


def test_a_prime_is_not_raised_twice():
    page = prose("$f'(x)$", ())
    assert "msup" not in page
    assert "&#x02032;" in page


def test_names_of_functions_have_no_space_around_them():
    assert "<mi>max</mi>" in prose(r"$\max(0, x)$", ())


def test_what_is_no_formula_is_named():
    with pytest.raises(ValueError, match="not a formula: 'x_'"):
        prose("$x_$", ())


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[two](02.ipynb)", '<a href="02.html">two</a>'),
        ("[two](02.ipynb#part)", '<a href="02.html#part">two</a>'),
        ("[three](03.ipynb)", "three"),
        ("[guide](teacher/guide.md)", "guide"),
        ("[paper](https://example.org/a)", '<a href="https://example.org/a">paper</a>'),
        ("[below](#part)", '<a href="#part">below</a>'),
    ],
)
def test_links_lead_to_pages_that_there_are(link, expected):
    assert prose(link, {"01.ipynb", "02.ipynb"}).strip() == f"<p>{expected}</p>"


def test_html_of_the_cell_and_tables_stay():
    assert "<details>" in prose("<details><summary>More</summary>x</details>", ())
    assert "<table>" in prose("| a | b |\n|---|---|\n| 1 | 2 |", ())


def test_a_head_without_words_is_left_out():
    assert "thead" not in prose("| | |\n|---|---|\n| 1 | 2 |", ())
    assert "thead" in prose("| a | |\n|---|---|\n| 1 | 2 |", ())
