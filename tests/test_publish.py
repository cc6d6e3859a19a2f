"""Refreshing notebooks: what is stored, that a second time changes nothing, and what happens when it goes wrong."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from relu_notes import publish
from relu_notes.plots.style import classroom_figure
from relu_notes.publish import NotebookError, refresh, write_atomically

LIVE_CELL = """\
from relu_notes.live import gallery
gallery.additivity()"""


def store(path, *sources, **metadata):
    cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Title", id="title"), *cells], metadata=metadata), path)
    return path


def outputs(path):
    return [cell.outputs for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_outputs_are_stored_and_a_second_refresh_changes_no_byte(tmp_path):
    path = store(tmp_path / "lesson.ipynb", "print('one')\nprint('two')\n1 + 1", LIVE_CELL, LIVE_CELL)
    assert refresh(path)
    first = path.read_bytes()
    (printed, two), shown, _ = outputs(path)
    assert (printed.text, two.data) == ("one\ntwo\n", {"text/plain": "2"})
    assert all(output.data for output in shown)
    (figure,) = (output.data for output in shown if "image/png" in output.data)
    assert base64.b64decode(figure["image/png"]).startswith(b"\x89PNG")
    assert "relu(" in figure["text/plain"]
    assert not refresh(path)
    assert path.read_bytes() == first
    assert sorted(os.listdir(tmp_path)) == ["lesson.ipynb"]


def test_noise_is_taken_out(tmp_path):
    path = store(tmp_path / "noisy.ipynb", "1", widgets={"state": {}}, language_info={"name": "x", "version": "3.0"})
    notebook = nbformat.read(path, as_version=4)
    noise = {"execution": {"iopub.execute_input": "2026-01-01T00:00:00Z"}, "collapsed": True, "tags": ["kept"]}
    notebook.cells[1].update(execution_count=1, metadata=nbformat.from_dict(noise))
    after = publish.stored(notebook, path)
    assert after.cells[1].metadata == {"tags": ["kept"]}
    assert after.metadata == {"kernelspec": publish.KERNELSPEC, "language_info": publish.LANGUAGE}


def test_check_writes_nothing_and_sees_a_changed_text_but_not_a_changed_pixel(tmp_path):
    picture = "from IPython.display import Image\nImage(b'\\x89PNG')"
    path = store(tmp_path / "lesson.ipynb", "1 + 1", picture)
    assert refresh(path, check=True)
    assert outputs(path) == [[], []]
    refresh(path)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[2].outputs[0].data["image/png"] = "AAAA"
    nbformat.write(notebook, path)
    assert not refresh(path, check=True)
    notebook.cells[1].outputs[0].data["text/plain"] = "3"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    assert refresh(path, check=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1 / 0", r"cell 2 \(1 / 0\) raised ZeroDivisionError: division by zero"),
        ("import os; os._exit(3)", r"kernel failed at cell 2"),
        ("import sys; print('x', file=sys.stderr)", "cell 2 stores a line on stderr"),
        ("object()", "cell 2 shows a memory address"),
    ],
)
def test_a_notebook_that_fails_stays_as_it_was(tmp_path, source, words):
    path = store(tmp_path / "bad.ipynb", source)
    before = path.read_bytes()
    with pytest.raises(NotebookError, match=words) as caught:
        refresh(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["bad.ipynb"]


def test_a_cell_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "CELL_SECONDS", 1)
    with pytest.raises(NotebookError, match=r"cell 2 \(while True: pass\) took longer than 1 s"):
        refresh(store(tmp_path / "endless.ipynb", "while True: pass"))


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "No such file"), (b"[build", "not a Jupyter notebook"), (b"\xff\xfe", "not UTF-8"), (b"[]", "not a Jup")],
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content, words):
    path = tmp_path / "no.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotebookError, match=words) as caught:
        refresh(path)
    assert str(path) in str(caught.value)


def test_a_kernel_of_the_same_name_elsewhere_is_not_used(tmp_path, monkeypatch):
    folder = tmp_path / "data" / "kernels" / "python3"
    folder.mkdir(parents=True)
    folder.joinpath("kernel.json").write_text('{"argv": ["no-such-python"], "display_name": "x", "language": "python"}')
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    path = store(tmp_path / "lesson.ipynb", "import sys\nsys.executable == __import__('os').environ['EXPECTED']")
    monkeypatch.setenv("EXPECTED", sys.executable)
    refresh(path)
    assert outputs(path)[0][0].data["text/plain"] == "True"


def test_a_file_changed_meanwhile_is_not_written_over(tmp_path, monkeypatch):
    path = store(tmp_path / "lesson.ipynb", "1")
    run = publish.run

    def run_while_someone_edits(notebook, where):
        store(path, "2")
        return run(notebook, where)

    monkeypatch.setattr(publish, "run", run_while_someone_edits)
    with pytest.raises(NotebookError, match="was changed while it ran"):
        refresh(path)
    assert nbformat.read(path, as_version=4).cells[1].source == "2"


def refresh_process(path, **options):
    return subprocess.Popen([sys.executable, "-m", "relu_notes", "refresh", str(path)], text=True, **options)


def test_two_refreshes_at_once_leave_one_whole_notebook(tmp_path, thorough):
    if not thorough:
        pytest.skip("two processes and two kernels: only with --thorough")
    path = store(tmp_path / "lesson.ipynb", "import time; time.sleep(1)\n1 + 1")
    both = [refresh_process(path, stderr=subprocess.PIPE) for _ in range(2)]
    errors = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert outputs(path)[0][0].data["text/plain"] == "2"
    assert sorted(os.listdir(tmp_path)) == ["lesson.ipynb"]


#: What ends the process, and what it does with Ctrl+C: in the background of a shell's script nothing.
STOPS = [
    (signal.SIGINT, signal.SIG_DFL),
    (signal.SIGTERM, signal.SIG_IGN),
    (signal.SIGTERM, signal.SIG_DFL),
    (getattr(signal, "SIGKILL", None), signal.SIG_DFL),  # read on Windows too, which has none
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize(("kill", "interrupts"), STOPS)
def test_a_refresh_that_is_stopped_leaves_the_old_notebook(tmp_path, kill, interrupts, thorough):
    if not thorough and (kill, interrupts) not in STOPS[:2]:
        pytest.skip("only with --thorough")
    path = store(
        tmp_path / "slow.ipynb", f"open({str(tmp_path / 'running')!r}, 'w').close()\nimport time; time.sleep(60)"
    )
    before = path.read_bytes()
    ours = signal.signal(signal.SIGINT, interrupts)  # a new process inherits it
    try:
        process = refresh_process(path, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, ours)
    for _ in range(600):
        if (tmp_path / "running").exists():
            break
        time.sleep(0.1)
    process.send_signal(kill)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    if kill is not signal.SIGKILL:
        assert process.returncode == 130
        assert errors == "relu_notes: interrupted; no file was left half written\n"
    assert path.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["running", "slow.ipynb"]


def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path, thorough):
    path = tmp_path / "file.txt"
    texts = ["a" * 3_000_000, "b" * 3_000_000]
    script = (
        "import sys, pathlib; from relu_notes.publish import write_atomically\n"
        "while True:\n"
        "    for letter in 'ab': write_atomically(pathlib.Path(sys.argv[1]), letter * 3_000_000)"
    )
    for _ in range(3 if thorough else 1):
        process = subprocess.Popen([sys.executable, "-c", script, str(path)])
        for _ in range(600):
            if path.exists():
                break
            time.sleep(0.1)
        for _ in range(50):
            assert path.read_text() in texts
        process.kill()
        process.wait()
        assert path.read_text() in texts


def test_writing_keeps_the_rights_and_ends_of_lines(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "one\ntwo\n")
    assert path.read_bytes() == b"one\ntwo\n"
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o640


def test_writing_where_nothing_can_be_written_says_so(tmp_path):
    with pytest.raises(NotebookError, match="cannot be written: No such file"):
        write_atomically(tmp_path / "nowhere" / "file.txt", "text")
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotebookError, match="cannot be written"):
        write_atomically(tmp_path / "folder", "text")
    assert os.listdir(tmp_path) == ["folder"]


def test_a_link_stays_a_link(tmp_path):
    path = store(tmp_path / "lesson.ipynb", "1 + 1")
    link = Path(tmp_path, "link.ipynb")
    try:
        link.symlink_to(path)
    except OSError:  # Windows, unless in developer mode
        pytest.skip("this user may not make links")
    refresh(link)
    assert link.is_symlink()
    assert outputs(path)[0][0].data["text/plain"] == "2"


def test_a_notebook_of_colab_gets_ids(tmp_path):
    path = tmp_path / "colab.ipynb"
    cells = [
        {"cell_type": "markdown", "metadata": {"id": "x1"}, "source": ["# Title"]},
        {"cell_type": "code", "execution_count": None, "metadata": {"id": "x2"}, "outputs": [], "source": ["1 + 1"]},
    ]
    metadata = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": cells}))
    assert refresh(path)
    assert [cell.id for cell in nbformat.read(path, as_version=4).cells] == ["cell-1", "cell-2"]
    assert not refresh(path, check=True)


def test_a_picture_of_ours_holds_no_version():
    png = classroom_figure((300, 200), description="x").png()
    assert png.startswith(b"\x89PNG")
    assert b"tEXt" not in png
    assert b"Software" not in png
