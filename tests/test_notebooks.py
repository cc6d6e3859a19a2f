"""The stored notebooks are clean: nbval compares what it finds, so what it would pass over must not be there."""

from pathlib import Path

import nbformat
import pytest

from relu_notes.hygiene import flaws
from relu_notes.publish import stored_text

NOTEBOOKS = sorted(Path(__file__).parents[1].joinpath("notebooks").rglob("*.ipynb"))
NOTEBOOKS = [path for path in NOTEBOOKS if ".ipynb_checkpoints" not in path.parts]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_notebook_has_no_flaw(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert list(flaws(notebook)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_notebook_is_written_as_refresh_writes_it(path):
    text = path.read_text(encoding="utf-8")
    assert text == stored_text(nbformat.read(path, as_version=4))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_cell_is_thin(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if (
            cell.cell_type == "code"
            and not cell.source.startswith(("import ", "from ", "check_yourself("))  # questions are no program
            and "nbgrader" not in cell.metadata
        ):
            assert len(cell.source.splitlines()) <= 8, cell.source
