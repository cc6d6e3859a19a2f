"""The command line: what it says and how it ends, for right and wrong arguments."""

import os
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from relu_notes.__main__ import main


def store(path, source="1 + 1"):
    cells = [new_markdown_cell("# Title", id="title"), new_code_cell(source, id="one")]
    nbformat.write(new_notebook(cells=cells), path)
    return str(path)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["refresh", "--wrong"],
        ["handout"],
        ["handout", "a.ipynb"],
        ["handout", "-o", "out"],
        ["slides", "a.ipynb"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_end_with_2_and_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m relu_notes")


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(f"    {name} " in out for name in ("refresh", "hygiene", "handout", "slides"))


@pytest.mark.parametrize(
    "arguments",
    [["refresh", "none.ipynb"], ["hygiene", "none.ipynb"], ["handout", "none.ipynb", "-o", "out"]],
    ids=" ".join,
)
def test_a_missing_notebook_is_one_line_and_1(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    assert capsys.readouterr().err == "relu_notes: none.ipynb: No such file or directory\n"
    assert os.listdir(tmp_path) == []
    monkeypatch.undo()


def test_no_notebook_at_all_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["refresh"]) == 1
    assert "none in the folder notebooks/" in capsys.readouterr().err
    monkeypatch.undo()


def test_refresh_and_check_end_as_they_should(tmp_path, capsys):
    path = store(tmp_path / "lesson.ipynb")
    assert main(["refresh", "--check", path]) == 1
    assert main(["refresh", path]) == 0
    assert main(["refresh", "--check", path]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["would change", "refreshed", "unchanged"]


def test_hygiene_prints_each_flaw(tmp_path, capsys):
    path = store(tmp_path / "lesson.ipynb")
    assert main(["hygiene", path]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 2
    main(["refresh", path])
    capsys.readouterr()
    assert main(["hygiene", path]) == 0
    assert capsys.readouterr().out == ""


def test_without_names_all_notebooks_below_notebooks_are_taken(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "notebooks"
    for sub in (folder / "teacher", folder / ".ipynb_checkpoints"):
        sub.mkdir(parents=True)
    for path in (folder / "b.ipynb", folder / "teacher" / "a.ipynb", folder / ".ipynb_checkpoints" / "b.ipynb"):
        store(path)
    monkeypatch.chdir(tmp_path)
    assert main(["hygiene"]) == 1
    named = {line.split(": ")[0] for line in capsys.readouterr().out.splitlines()}
    assert named == {os.path.join("notebooks", "b.ipynb"), os.path.join("notebooks", "teacher", "a.ipynb")}
    monkeypatch.undo()


@pytest.mark.parametrize("command", ["handout", "slides"])
def test_pages_are_written_and_named(command, tmp_path, capsys):
    path = store(tmp_path / "lesson.ipynb")
    assert main([command, path, "-o", str(tmp_path / "out")]) == 0
    page = tmp_path / "out" / "lesson.html"
    assert capsys.readouterr().out == f"{page}: 0.1 MB\n"
    assert f'<body class="{command}">' in page.read_text(encoding="utf-8")


def test_a_notebook_that_fails_is_one_line_in_a_process_of_its_own(tmp_path):
    path = store(tmp_path / "bad.ipynb", "1 / 0")
    run = subprocess.run(
        [sys.executable, "-m", "relu_notes", "handout", path, "-o", str(tmp_path)], capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"relu_notes: {path}: cell 2 (1 / 0) raised ZeroDivisionError: division by zero\n"


def test_patterns_are_expanded_where_the_shell_does_not(tmp_path, capsys):
    paths = [store(tmp_path / name) for name in ("b.ipynb", "a.ipynb", "[c].ipynb")]
    assert main(["hygiene", str(tmp_path / "?.ipynb"), paths[2]]) == 1
    named = [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()]
    assert list(dict.fromkeys(named)) == [paths[1], paths[0], paths[2]]


def test_a_pattern_that_nothing_matches_is_named(tmp_path, capsys):
    assert main(["hygiene", str(tmp_path / "0*.ipynb")]) == 1
    assert capsys.readouterr().err.endswith("0*.ipynb: no file matches\n")


def test_a_console_that_lacks_a_letter_shows_another(tmp_path):
    folder = tmp_path / "урок →"
    folder.mkdir()
    path = store(folder / "one.ipynb")
    run = subprocess.run(
        [sys.executable, "-m", "relu_notes", "hygiene", path, str(folder / "none.ipynb")],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )
    assert run.returncode == 1
    assert b"????" in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sockets in files are not used there")
def test_a_temporary_folder_of_a_long_name_will_do(tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    command = [sys.executable, "-m", "relu_notes", "refresh", store(tmp_path / "one.ipynb")]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "TMPDIR": str(folder)})
    assert run.returncode == 0, run.stderr


def test_what_goes_wrong_outside_is_one_line(monkeypatch, capsys):
    def no_room(*_):
        raise OSError(28, "No space left on device", "/x")

    monkeypatch.setattr("relu_notes.__main__.refresh", lambda *_, **__: no_room())
    assert main(["refresh", "one.ipynb"]) == 1
    assert capsys.readouterr().err == "relu_notes: /x: No space left on device\n"
