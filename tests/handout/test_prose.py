"""Markdown cells of the handout: links, formulas, attachments."""

import re

import pytest

from relu_notes.handout.prose import prose


def test_formulas_become_mathml():
    page = prose("Inline $x_1$.\n\n$$\\sum_i w_i x_i$$\n\n\\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}")
    assert [re.search(r'display="(\w+)"', tag).group(1) for tag in re.findall("<math[^>]*>", page)] == [
        "inline",
        "block",
        "block",
    ]
    assert "$" not in page
    assert "\\" not in page
    assert "<mtable>" in page


def test_less_than_survives_the_way_through_html():
    assert "&#x0003C;" in prose("$x < 0$")


def test_a_prime_is_not_raised_twice():
    page = prose("$f'(x)$")
    assert "msup" not in page
    assert "&#x02032;" in page


def test_names_of_functions_have_no_space_around_them():
    assert "<mi>max</mi>" in prose(r"$\max(0, x)$")


def test_what_is_no_formula_is_named():
    with pytest.raises(ValueError, match="not a formula: 'x_'"):
        prose("$x_$")


@pytest.mark.parametrize("formula", [r"\nonsense x", r"\eqref{a}", r"\text{5\%}"])
def test_what_a_page_cannot_write_in_a_formula_is_named(formula):
    with pytest.raises(ValueError, match="is not known in formulas"):
        prose(f"Here: ${formula}$.")


def test_a_label_is_not_shown_and_formulas_have_no_numbers():
    page = prose("$$\\begin{align} a &= b \\label{one} \\\\ c &= d \\end{align}$$")
    assert "label" not in page
    assert "(1)" not in page
    assert "(3)" in prose(r"$$x \tag{3}$$")


def test_headings_have_the_ids_that_links_in_jupyterlab_use():
    assert '<h2 id="2.-The-slope">2. The <em>slope</em></h2>' in prose("## 2. The *slope*")


def test_html_of_the_cell_and_tables_stay():
    assert "<details>" in prose("<details><summary>More</summary>x</details>")
    assert "<table>" in prose("| a | b |\n|---|---|\n| 1 | 2 |")


def test_a_head_without_words_is_left_out():
    assert "thead" not in prose("| | |\n|---|---|\n| 1 | 2 |")
    assert "thead" in prose("| a | |\n|---|---|\n| 1 | 2 |")
