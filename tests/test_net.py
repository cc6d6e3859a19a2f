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
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=600)


def edit_cells(project, change):
    """Apply `change` to the code cells of the lesson that have stored text, until it returns true."""
    notebook = nbformat.read(project / LESSON, as_version=4)
    assert any(change(cell) for cell in notebook.cells if cell.cell_type == "code" and cell.outputs)
    nbformat.write(notebook, project / LESSON)


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


def test_a_tampered_output_is_caught(copy_of_the_project):
    def change(cell):
        for output in cell.outputs:
            if "text" in output and "1" in output.text:
                output.text = output.text.replace("1", "2", 1)
                return True
        return False

    edit_cells(copy_of_the_project, change)
    result = suite(copy_of_the_project, LESSON)
    assert result.returncode == 1, result.stdout
    assert f"FAILED {LESSON.as_posix()}" in result.stdout


def test_a_tampered_figure_text_is_caught(copy_of_the_project):
    def change(cell):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                output.data["text/plain"] += "."
                return True
        return False

    edit_cells(copy_of_the_project, change)
    result = suite(copy_of_the_project, LESSON)
    assert result.returncode == 1, result.stdout


@pytest.mark.parametrize("count", [None, 99])
def test_a_tampered_execution_count_is_caught(copy_of_the_project, count):
    def change(cell):
        cell.execution_count = count
        return True

    edit_cells(copy_of_the_project, change)
    result = suite(copy_of_the_project, "tests/test_notebooks.py")
    assert result.returncode == 1, result.stdout
    assert "execution counts are" in result.stdout


def test_a_stripped_notebook_is_caught(copy_of_the_project):
    def change(cell):
        cell.execution_count, cell.outputs = None, []
        return False

    with pytest.raises(AssertionError):
        edit_cells(copy_of_the_project, change)
    notebook = nbformat.read(copy_of_the_project / LESSON, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            change(cell)
    nbformat.write(notebook, copy_of_the_project / LESSON)
    assert suite(copy_of_the_project, "tests/test_notebooks.py").returncode == 1
