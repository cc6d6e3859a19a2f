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
