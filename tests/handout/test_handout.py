"""Pages from notebooks: what is written, and what is not when something is wrong."""

import asyncio
import json
import os
import re
import sys
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from relu_notes.handout import figures, write_pages
from relu_notes.hygiene import WIDGET_VIEW
from relu_notes.publish import NotebookError

FIGURE = "from relu_notes.live import gallery\ngallery.additivity()"


def store(path, *sources):
    cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    title = new_markdown_cell(f"# Lesson {path.stem}\n\n[next](two.ipynb)", id="title")
    nbformat.write(new_notebook(cells=[title, *cells]), path)
    return path


def test_a_page_holds_the_figures_of_its_notebook_drawn_ahead(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(figures, "SECONDS", 1)
    one, two = store(tmp_path / "one.ipynb", FIGURE, "print(1 + 1)", FIGURE), store(tmp_path / "two.ipynb")
    before = one.read_bytes()
    pages = write_pages([one, two], tmp_path / "new" / "folder")
    assert [page.name for page in pages] == ["one.html", "two.html"]
    text = pages[0].read_text(encoding="utf-8")
    blocks = re.findall(r'<script type="application/json" id="states-(\w+)">(.*?)</script>', text)
    assert [json.loads(states)["title"] for _, states in blocks] == ["Is ReLU linear?"] * 2
    assert re.findall(r'data-model="(\w+)"', text) == [model for model, _ in blocks]
    assert '<a href="two.html">next</a>' in text
    assert "<pre>2\n</pre>" in text
    assert one.read_bytes() == before
    assert sorted(os.listdir(tmp_path / "new" / "folder")) == ["one.html", "two.html"]
    assert capfd.readouterr().err.splitlines()[0].startswith("one.ipynb: figure 1 of 2: ")


def test_a_figure_draws_fewer_states_where_there_is_less_room(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(figures, "ROOM", 120_000)  # the stored picture takes more than half of it
    write_pages([store(tmp_path / "one.ipynb", FIGURE)], tmp_path)
    (drawn,) = [int(count) for count in re.findall(r"(\d+) states", capfd.readouterr().err)]
    assert 16 <= drawn < 600
    assert (tmp_path / "one.html").stat().st_size < 250_000


def test_room_that_one_figure_leaves_goes_to_the_others(monkeypatch):
    costs = {
        "a": {"fixed": 0, "fixed_seconds": 0, "each": 10, "each_seconds": 1e-9, "least": 1, "states": 10_000},
        "dear": {"fixed": 0, "fixed_seconds": 0, "each": 100, "each_seconds": 1e-9, "least": 500, "states": 10_000},
        "z": {"fixed": 0, "fixed_seconds": 0, "each": 10, "each_seconds": 1e-9, "least": 1, "states": 10_000},
    }
    drawn = {}

    async def no_questions(*_):
        return
        yield

    async def asked(_, model, what, options, *__):
        if what == "cost":
            return {**costs[model]}
        drawn[model] = options["most"]
        return {"groups": {"": "." * options["most"] * 10}}  # the dear one weighs a tenth of what was thought

    monkeypatch.setattr(figures, "answers", no_questions)
    monkeypatch.setattr(figures, "asked", asked)
    monkeypatch.setattr(figures, "ROOM", 60_000)
    views = [new_output("display_data", data={WIDGET_VIEW: {"model_id": model}}) for model in costs]
    notebook = new_notebook(cells=[new_code_cell(outputs=[view]) for view in views])
    states = asyncio.run(figures.states_of_figures(notebook, None, "one"))
    assert list(states) == list(costs)
    assert sum(len(figure["groups"][""]) for figure in states.values()) == pytest.approx(60_000, rel=0.01)
    assert drawn["a"] == pytest.approx(drawn["z"], abs=2)


def test_the_text_around_a_figure_is_that_of_its_section():
    view = new_output("display_data", data={WIDGET_VIEW: {"model_id": "m"}})
    sources = ("## One", "## Two", "f", "between", "f", "after", "## Three")
    cells = [new_code_cell(text, outputs=[view]) if text == "f" else new_markdown_cell(text) for text in sources]
    assert list(figures.shown_widgets(new_notebook(cells=cells))) == [
        (3, "m", "## Two\nbetween"),
        (5, "m", "between\nafter"),
    ]


def test_questions_of_the_lesson_are_on_the_page(tmp_path):
    source = (
        "from relu_notes.live import Question, Right, Wrong, check_yourself, predictions\n"
        'check_yourself(Question("Is 2 positive?", Wrong("no", "Look."), Right("yes", "It is.")))'
    )
    (page,) = write_pages([store(tmp_path / "one.ipynb", source, "predictions()")], tmp_path)
    blocks = re.findall(r'<script type="application/json" id="states-\w+">(.*?)</script>', page.read_text("utf-8"))
    check, end = map(json.loads, blocks)
    assert [option["text"] for option in check["questions"][0]["options"]] == ["no", "yes"]
    assert end == {"kind": "Predictions", "asked": {"Check yourself": check["questions"]}}


def test_progress_is_one_line_where_nobody_watches(capsys):
    for drawn in (6, 12):
        figures.show_progress("one", time.monotonic(), drawn, 12)
    assert capsys.readouterr().err == "one: 12 states\n"


def test_progress_grows_in_its_place_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for drawn in (6, 12):
        figures.show_progress("one", time.monotonic(), drawn, 12)
    half, whole = "#" * 15 + " " * 15, "#" * 30
    assert capsys.readouterr().err == (
        f"\rone [{half}] 6 of 12 states, 0 s left \rone [{whole}] 12 of 12 states, 0 s left \n"
    )


def test_a_notebook_that_fails_leaves_the_page_that_was_there(tmp_path):
    (tmp_path / "bad.html").write_text("old")
    with pytest.raises(NotebookError, match=r"bad\.ipynb: cell 2 \(1 / 0\) raised ZeroDivisionError"):
        write_pages([store(tmp_path / "bad.ipynb", "1 / 0")], tmp_path)
    assert (tmp_path / "bad.html").read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["bad.html", "bad.ipynb"]


def test_a_missing_notebook_is_noticed_before_any_is_run(tmp_path):
    one = store(tmp_path / "one.ipynb", "open('ran', 'w').close()")
    with pytest.raises(NotebookError, match=r"none\.ipynb: No such file"):
        write_pages([one, tmp_path / "none.ipynb"], tmp_path / "out")
    assert sorted(os.listdir(tmp_path)) == ["one.ipynb"]


def test_two_notebooks_of_one_name_are_refused(tmp_path):
    (tmp_path / "other").mkdir()
    paths = [store(tmp_path / "one.ipynb"), store(tmp_path / "other" / "one.ipynb")]
    with pytest.raises(NotebookError, match=r"two notebooks are named one\.ipynb"):
        write_pages(paths, tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotebookError, match="file: cannot be made"):
        write_pages([store(tmp_path / "one.ipynb")], tmp_path / "file")


def test_a_page_that_cannot_be_written_is_named_and_leaves_nothing(tmp_path):
    (tmp_path / "one.html").mkdir()
    with pytest.raises(NotebookError, match=r"one\.html: cannot be written"):
        write_pages([store(tmp_path / "one.ipynb")], tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["one.html", "one.ipynb"]


def test_a_folder_that_cannot_be_written_is_refused_before_anything_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the superuser may write everywhere
    with pytest.raises(NotebookError, match="out: cannot be written"):
        write_pages([store(tmp_path / "one.ipynb", "open('ran', 'w').close()")], tmp_path / "out")
    assert sorted(os.listdir(tmp_path)) == ["one.ipynb", "out"]


def test_a_widget_that_is_no_live_figure_is_named(tmp_path):
    path = store(tmp_path / "one.ipynb", "import ipywidgets\nipywidgets.IntSlider()")
    with pytest.raises(NotebookError, match="cell 2: what it shows cannot be put on a page: it is no live figure"):
        write_pages([path], tmp_path)


def test_a_page_is_refused_what_a_stored_notebook_is(tmp_path):
    path = store(tmp_path / "one.ipynb", "import sys\nprint('oh', file=sys.stderr)")
    with pytest.raises(NotebookError, match=r"one\.ipynb: cell 2 stores a line on stderr: oh"):
        write_pages([path], tmp_path / "out")
    assert os.listdir(tmp_path / "out") == []
