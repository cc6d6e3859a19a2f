"""Lessons reach no network, start no process, write no file, and say the same in whatever order they are read."""

import copy
import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from relu_notes.publish import NotebookError, run

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = sorted(path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)

# Python tells an audit hook of all this before it does it; an exception keeps it from being done.
GUARD = """\
import os, sys, tempfile
def _guard(event, arguments, writing=os.O_WRONLY | os.O_RDWR | os.O_CREAT, temporary=tempfile.gettempdir()):
    if event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        if arguments[1][0] not in ("127.0.0.1", "::1"):
            raise PermissionError(f"network: {arguments[1]}")
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.spawn"):
        raise PermissionError(f"process: {event}")
    if event in ("os.remove", "os.rename", "os.rmdir", "os.mkdir") or event == "open" and arguments[2] & writing:
        path = os.path.abspath(os.fspath(arguments[0])) if not isinstance(arguments[0], int) else os.devnull
        if not path.startswith((temporary, os.devnull)) and "__pycache__" not in path and "matplotlib" not in path:
            raise PermissionError(f"writing: {path}")
sys.addaudithook(_guard)"""
# What a cell tells of those before it: the points so far, and the questions for the list at the lesson's end.
SO_FAR = re.compile(r"(?<=Points so far: )\d+|(?<=in this lesson: )\d+")
FORGET = """\
for name in [name for name in globals() if name not in _known and not name.startswith("_")]:
    del globals()[name]"""


def sections(notebook):
    """The code cells of each section; the first one holds the imports."""
    parts = [[]]
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            parts.append([])
        elif cell.cell_type == "code":
            parts[-1].append(cell)
    return [part for part in parts if part]


def texts(cell):
    """All that a cell shows, but the pixels, the widgets' ids, and what it counts of the cells before it."""
    shown = []
    for output in cell.outputs:
        shown.append(output.get("text", ""))
        data = output.get("data", {})
        shown += [data[mime] for mime in ("text/plain", "text/html") if mime in data]
    return [SO_FAR.sub("…", text) for text in shown if text]


def run_guarded(cells, path):
    """Run copies of `cells` behind the guard and return them."""
    copies = [copy.deepcopy(cell) for cell in cells]
    for number, cell in enumerate(copies):
        cell.id = f"cell-{number}"
    run(new_notebook(cells=[new_code_cell(GUARD, id="guard"), *copies]), path)
    return copies


def expect_the_same_in_any_order(path):
    first, *others = sections(nbformat.read(path, as_version=4))
    remember, forget = new_code_cell("_known = set(globals())"), new_code_cell(FORGET)
    # From the last section back to the first, each with nothing but the imports; then the lesson once more in order.
    backwards = [cell for section in reversed(others) for cell in (forget, *section)]
    forwards = [cell for section in others for cell in section]
    order = [*first, remember, *backwards, forget, *first, *forwards]
    for stored, again in zip(order, run_guarded(order, path), strict=True):
        if stored.execution_count is not None:
            assert texts(again) == texts(stored), stored.source


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: "-".join(path.relative_to(NOTEBOOKS).with_suffix("").parts))
def test_a_lesson_is_harmless_and_its_sections_stand_alone(path, thorough):
    if not thorough:
        pytest.skip("runs each lesson twice more: only with --thorough")
    expect_the_same_in_any_order(path)


REFUSED = {
    "import socket; socket.create_connection(('192.0.2.1', 80), 1)": "network: ",
    "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)": "network: ",
    "import subprocess; subprocess.run(['true'])": "process: subprocess.Popen",
    "import os; os.system('true')": "process: os.system",
    "open('left_behind.txt', 'w')": "writing: ",
    "from pathlib import Path; Path('left_behind').mkdir()": "writing: ",
}


def test_the_guard_holds(tmp_path):
    (tmp_path / "work").mkdir()
    raises = {"tags": ["raises-exception"]}
    tried = [new_code_cell(source, id=f"cell-{number}", metadata=raises) for number, source in enumerate(REFUSED)]
    guard = new_code_cell(GUARD.replace("tempfile.gettempdir()", "'/nowhere'"), id="guard")
    run(new_notebook(cells=[guard, *tried]), tmp_path / "work" / "bad.ipynb")
    for cell, words in zip(tried, REFUSED.values(), strict=True):
        assert words in cell.outputs[-1].evalue, cell.source
    assert list((tmp_path / "work").iterdir()) == []


def test_a_section_that_needs_another_one_is_found(tmp_path):
    cells = [
        new_code_cell("import math", execution_count=1),
        new_markdown_cell("## One"),
        new_code_cell("x = 1", execution_count=2),
        new_markdown_cell("## Two"),
        new_code_cell("x + 1", execution_count=3),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "bad.ipynb")
    with pytest.raises(NotebookError, match="raised NameError"):
        expect_the_same_in_any_order(tmp_path / "bad.ipynb")
