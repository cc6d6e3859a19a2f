"""The command line: what it says and how it ends, for right and wrong arguments."""

import importlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

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


def test_a_pattern_reaches_folders_below(tmp_path, capsys):
    (tmp_path / "a" / "b").mkdir(parents=True)
    paths = [store(folder / "one.ipynb") for folder in (tmp_path, tmp_path / "a" / "b")]
    main(["hygiene", str(tmp_path / "**" / "*.ipynb")])
    named = {line.split(": ")[0] for line in capsys.readouterr().out.splitlines()}
    assert named == set(paths)


def test_a_pattern_that_nothing_matches_is_named(tmp_path, capsys):
    assert main(["hygiene", str(tmp_path / "0*.ipynb")]) == 1
    assert capsys.readouterr().err.endswith("0*.ipynb: no file matches\n")


CLASS = str(Path(__file__).parent / "gain" / "example.csv")


def commands(folder):
    """One line of each command, its files in `folder`: the slower ones last."""
    path, gain = store(folder / "один.ipynb"), ["gain", CLASS, "-o", str(folder / "отчёт.html")]
    return [
        ["hygiene", path],
        ["refresh", path],
        gain,
        ["handout", path, "-o", str(folder / "out")],
        ["slides", path, "-o", str(folder / "out")],
        ["site", path, "-o", str(folder / "site")],
        ["figure", "dead_units", "-o", str(folder / "figure.html")],
        ["figure", "--list"],
    ]


def run_all(folder, thorough, **options):
    """The command and what came of it, for each (without --thorough for the first)."""
    folder.mkdir(exist_ok=True)
    for command in commands(folder)[: None if thorough else 1]:
        yield command, subprocess.run([sys.executable, "-m", "relu_notes", *command], **options)


def test_a_console_that_lacks_a_letter_shows_another(tmp_path, thorough):
    folder = tmp_path / "урок →"
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    for command, ran in run_all(folder, thorough, capture_output=True, env=environment):
        assert ran.returncode == (command[0] == "hygiene")
        assert b"Traceback" not in ran.stderr
        assert command[-1] == "--list" or b"????" in ran.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such file")
def test_a_full_disk_behind_the_standard_output_is_one_line(tmp_path, thorough):
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}
    with open("/dev/full", "w") as full:
        for command, ran in run_all(
            tmp_path, thorough, stdout=full, stderr=subprocess.PIPE, text=True, env=environment
        ):
            assert (ran.returncode, ran.stderr) == (1, "relu_notes: standard output: No space left on device\n"), (
                command
            )


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
def test_where_no_file_finds_room_nothing_is_left_half_written(tmp_path, thorough, capsys):
    """The limit of a file's size stands for a full disk: Python meets both while it writes."""
    resource = importlib.import_module("resource")
    lesson = store(tmp_path / "long.ipynb", "print('x' * 70_000)")
    before, limits = Path(lesson).read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    made = {"handout": ["out"], "slides": ["out"], "site": ["site"]}
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        for command in [["refresh", lesson], *commands(tmp_path)[2 : None if thorough else 3]]:
            if command[-1] != "--list":
                assert main(command) == 1
                told = capsys.readouterr().err
                assert re.fullmatch(r"relu_notes: \S+: cannot be written: File too large\n", told), told
                left = [path for name in made.get(command[0], []) for path in (tmp_path / name).rglob("*.*")]
                assert left == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert Path(lesson).read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == sorted(
        {"long.ipynb", "один.ipynb"} | ({"out", "site"} if thorough else set())
    )


@pytest.mark.parametrize("variable", ["HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR", "TMPDIR"])
def test_no_folder_of_the_user_s_need_be_there(variable, tmp_path, thorough):
    if variable != "HOME" and not thorough:
        pytest.skip("only with --thorough")
    (tmp_path / "file").write_text("no folder")
    for place in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "none")[: None if thorough else 1]:
        command = [sys.executable, "-m", "relu_notes", "refresh", store(tmp_path / "one.ipynb")]
        ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, variable: str(place)})
        assert (ran.returncode, ran.stderr) == (0, "")


def test_a_kernel_that_does_not_start_says_why(tmp_path, monkeypatch, capsys):
    path = store(tmp_path / "one.ipynb")
    (tmp_path / "ipykernel_launcher.py").write_text("raise ImportError('no kernel here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert main(["refresh", path]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"relu_notes: {path}: the kernel failed at its start: ")
    assert told.endswith("ImportError: no kernel here\n") and told.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="sockets in files are not used there")
def test_a_temporary_folder_of_a_long_name_will_do(tmp_path, monkeypatch):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert main(["refresh", store(tmp_path / "one.ipynb")]) == 0


def test_what_goes_wrong_outside_is_one_line(monkeypatch, capsys):
    def no_room(*_):
        raise OSError(28, "No space left on device", "/x")

    monkeypatch.setattr("relu_notes.__main__.refresh", lambda *_, **__: no_room())
    assert main(["refresh", "one.ipynb"]) == 1
    assert capsys.readouterr().err == "relu_notes: /x: No space left on device\n"
