"""The net holds: the suite fails when relu, a stored output or an execution count is tampered with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
LESSON = Path("notebooks", "01_relu_key_notes.ipynb")
TAMPERED_RELU = """
def _tampered(function):
    return lambda x: function(x) * 1.001


@_tampered
def relu(x"""


@pytest.fixture
def copy_of_the_project(tmp_path):
    for name in ("relu_notes", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / LESSON, tmp_path / LESSON)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def suite(project, *arguments):
    """Run the part of the suite that `arguments` name in `project`; return the process and what it printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=600)


def edited(project, change, name=LESSON.name):
    """Apply `change` to the code cells of the lesson and store it under `name`; return the numbers of changed cells."""
    notebook = nbformat.read(project / LESSON, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    changed = [number for number, cell in enumerate(code) if change(cell)]
    assert changed
    nbformat.write(notebook, project / LESSON.parent / name)
    return changed


def test_untampered_the_suite_passes(copy_of_the_project):
    result = suite(copy_of_the_project, LESSON, "tests/test_notebooks.py")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("part", [LESSON, "tests/activations/test_values.py"])
def test_a_tampered_relu_is_caught(copy_of_the_project, part):
    module = copy_of_the_project / "relu_notes" / "activations" / "piecewise.py"
    source = module.read_text(encoding="utf-8")
    assert source.count("\ndef relu(x") == 1
    module.write_text(source.replace("\ndef relu(x", TAMPERED_RELU), encoding="utf-8")
    result = suite(copy_of_the_project, part, "--maxfail=1")
    assert result.returncode == 1, result.stdout
    assert f"FAILED {Path(part).as_posix()}" in result.stdout


def test_a_tampered_output_is_caught_and_a_figure_s_text_too(copy_of_the_project):
    kinds = []  # a number that is printed, then the words of a picture

    def change(cell):
        for output in cell.outputs:
            kind = (
                "text" if "1" in output.get("text", "") else "picture" if "image/png" in output.get("data", {}) else ""
            )
            if kind and kind not in kinds:
                kinds.append(kind)
                if kind == "text":
                    output.text = output.text.replace("1", "2", 1)
                else:
                    output.data["text/plain"] += "."
                return True
        return False

    changed = edited(copy_of_the_project, change)
    assert sorted(kinds) == ["picture", "text"]
    result = suite(copy_of_the_project, LESSON)
    assert result.returncode == 1, result.stdout
    failed = [line for line in result.stdout.splitlines() if line.startswith("FAILED")]
    cells = [" ".join(line.split()[1:3]) for line in failed]
    assert cells == [f"{LESSON.as_posix()}::Cell {number}" for number in changed], result.stdout


def test_a_tampered_execution_count_is_caught_and_a_stripped_notebook_too(copy_of_the_project):
    def counted(count):
        def change(cell):
            cell.execution_count = count
            return True

        return change

    def strip(cell):
        cell.execution_count, cell.outputs = None, []
        return True

    for name, change in (("none", counted(None)), ("high", counted(99)), ("stripped", strip)):
        edited(copy_of_the_project, change, f"{name}.ipynb")
    result = suite(copy_of_the_project, "tests/test_notebooks.py")
    assert result.returncode == 1, result.stdout
    assert result.stdout.count("FAILED") == 3, result.stdout
    for name in ("none", "high", "stripped"):
        assert f"FAILED tests/test_notebooks.py::test_a_stored_notebook_has_no_flaw[{name}]" in result.stdout
    assert result.stdout.count("execution counts are") >= 3, result.stdout
