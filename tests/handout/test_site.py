"""The site, and one figure as a page: what is in the folder, and what leads where."""

import os
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from relu_notes.__main__ import main
from relu_notes.handout.site import write_site

ASK = """from relu_notes.live import Question, Right, Wrong, check_yourself
check_yourself(Question("Is 2 positive?", Wrong("no", "Look."), Right("yes", "It is.")))"""


@pytest.fixture
def lessons(tmp_path):
    paths = [tmp_path / "01_one.ipynb", tmp_path / "02_two.ipynb"]
    for path in paths:
        title = new_markdown_cell(f"# {path.stem} & more\n\nWhat it is *for*.\n\n[two](02_two.ipynb)", id="title")
        nbformat.write(new_notebook(cells=[title, new_code_cell(ASK, id="ask")]), path)
    return paths


def test_a_site_has_an_index_pages_slides_and_notebooks(lessons, tmp_path):
    folder = tmp_path / "site"
    pages = write_site(lessons, folder)
    assert sorted(os.listdir(folder)) == ["01_one.html", "02_two.html", "index.html", "notebooks", "slides"]
    assert sorted(os.listdir(folder / "slides")) == ["01_one.html", "02_two.html"]
    assert (folder / "notebooks" / "01_one.ipynb").read_bytes() == lessons[0].read_bytes()
    assert len(pages) == 5
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert '<a href="01_one.html">01_one &amp; more</a></h2>\n<p>What it is <em>for</em>.</p>' in index
    assert len(re.findall(r"data-questions='\[\"\w{8}\"\]'", index)) == 2
    one, two = ((folder / path.with_suffix(".html").name).read_text(encoding="utf-8") for path in lessons)
    assert 'rel="next" href="02_two.html"' in one
    assert 'rel="prev"' not in one
    assert 'rel="prev" href="01_one.html"' in two


def test_one_figure_is_a_small_page(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("relu_notes.handout.single.SECONDS", 1)
    target = tmp_path / "tangent.html"
    assert main(["figure", "tangent", "-o", str(target), "--x", "-2", "--activation", "GELU"]) == 0
    text = target.read_text(encoding="utf-8")
    assert target.stat().st_size < 500_000
    assert "<title>A slope is a tangent</title>" in text
    assert '<meta property="og:description" content="' in text
    assert '"start":' in text
    assert "Predict" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense", "-o", "x"], "nonsense: no figure has that name"),
        ([], "no name: no figure has that name"),
        (["tangent"], "add -o FILE.html"),
        (["tangent", "-o", "x", "--y", "2"], "no control is named y; there are activation, x"),
        (["tangent", "-o", "x", "--x", "nine"], "x must be one of"),
        (["tangent", "-o", "x", "--x", "9"], "from -4 to 4, not 9"),
        (["tangent", "-o", "x", "y"], "--name value"),
    ],
)
def test_wrong_figures_and_controls_are_one_line(arguments, words, capsys):
    assert main(["figure", *arguments]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line


def test_the_list_names_every_figure(capsys):
    assert main(["figure", "--list"]) == 0
    assert "tangent                  A tangent" in capsys.readouterr().out


def test_a_page_of_markdown_has_contents_and_leads_to_the_lessons(lessons, tmp_path):
    """It has no slides, so no slide links to it; and the index leads nowhere but to pages."""
    questions = tmp_path / "questions.md"
    questions.write_text(
        "# Questions\n\nSee [one](01_one.ipynb).\n\n## At 0\n\n### Why?\n\nSee [one](01_one.ipynb#A-b)."
    )
    told = new_markdown_cell("# One\n\nAlso [one](01_one.ipynb), [why](questions.md#Why?).")
    nbformat.write(new_notebook(cells=[told]), lessons[0])
    folder = tmp_path / "site"
    write_site([lessons[0], questions], folder)
    assert os.listdir(folder / "slides") == ["01_one.html"]
    text = (folder / "questions.html").read_text(encoding="utf-8")
    assert '<a href="#At-0">At 0</a>' in text and '<h2 id="At-0">' in text and '<h3 id="Why?">' in text
    assert '<a href="01_one.html#A-b">one</a>' in text
    assert '<a href="questions.html#Why?">why</a>' in (folder / "01_one.html").read_text(encoding="utf-8")
    assert '<a href="01_one.html">one</a>, why.' in (folder / "slides" / "01_one.html").read_text(encoding="utf-8")
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert '<a href="questions.html">Questions</a></h2>\n<p>See <a href="01_one.html">one</a>.</p>\n</li>' in index
    for link in re.findall(r'href="([^"#]+)', index):
        assert link.startswith("data:") or (folder / link).exists(), link
