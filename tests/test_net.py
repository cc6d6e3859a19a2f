"""The net holds: the suite fails when relu, a stored output or an execution count is tampered with, and only there."""

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
def copy_of_the_project(tmp_path, thorough):
    if not thorough:
        pytest.skip("runs parts of the suite again: only with --thorough")
    for name in ("relu_notes", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / LESSON, tmp_path / LESSON)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def failures(project, *arguments):
    """Run the part of the suite that `arguments` name in `project`; return what fails, and all that is printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    run = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=600)
    failed = [line.split(" - ")[0] for line in run.stdout.splitlines() if line.startswith("FAILED ")]
    return [line.removeprefix("FAILED ") for line in failed], run.stdout


def edited(project, change, name):
    """Apply `change` to the code cells of the lesson and store it under `name`; return the numbers of changed cells."""
    notebook = nbformat.read(project / LESSON, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    changed = [number for number, cell in enumerate(code) if change(cell)]
    assert changed
    nbformat.write(notebook, project / "notebooks" / f"{name}.ipynb")
    return changed


def test_a_tampered_relu_is_caught_by_the_lesson_and_by_the_tests_of_values(copy_of_the_project):
    module = copy_of_the_project / "relu_notes" / "activations" / "piecewise.py"
    source = module.read_text(encoding="utf-8")
    assert source.count("\ndef relu(x") == 1
    module.write_text(source.replace("\ndef relu(x", TAMPERED_RELU), encoding="utf-8")
    values = "tests/activations/test_values.py"
    failed, printed = failures(copy_of_the_project, LESSON, values, "-k", "Cell or relu")
    assert {line.partition("::")[0] for line in failed} == {LESSON.as_posix(), values}, printed


def test_a_tampered_output_or_count_is_caught_and_nothing_else_is(copy_of_the_project):
    kinds = []  # a number that is printed, then the words of a picture

    def output(cell):
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

    def counted(count):
        def change(cell):
            cell.execution_count = count
            return True

        return change

    def strip(cell):
        cell.execution_count, cell.outputs = None, []
        return True

    changed = edited(copy_of_the_project, output, "output")
    assert sorted(kinds) == ["picture", "text"]
    for name, change in (("none", counted(None)), ("high", counted(99)), ("stripped", strip)):
        edited(copy_of_the_project, change, name)
    failed, printed = failures(copy_of_the_project, "notebooks/output.ipynb", "tests/test_notebooks.py")
    flaw = "tests/test_notebooks.py::test_a_stored_notebook_has_no_flaw"
    expected = [f"notebooks/output.ipynb::Cell {number}" for number in changed]
    expected += [f"{flaw}[{name}]" for name in ("none", "high", "stripped")]
    assert sorted(failed) == sorted(expected), printed
    assert printed.count("execution counts are") >= 3, printed
