"""The exercises as a student meets them: Run All gets to the end, a wrong answer gets its hint, a loop is ended."""

import pytest
from notebook_pages import NOTEBOOKS, skip_second_view
from playwright.sync_api import expect

# Puts an answer in the cell with that id and runs it and the check below, as Shift + Enter would.
ANSWER = """async ([id, source]) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const place = notebook.widgets.findIndex(cell => cell.model.id === id);
  notebook.activeCellIndex = place;
  notebook.widgets[place].model.sharedModel.setSource(source);
  await window.jupyterapp.commands.execute('notebook:run-cell-and-select-next');
  await window.jupyterapp.commands.execute('notebook:run-cell-and-select-next');
  await notebook.scrollToItem(place);
}"""

WRONG = "def relu_derivative(x):\n    return np.where(x >= 0, 1.0, 0.0)"
RIGHT = "def relu_derivative(x):\n    return np.where(x > 0, 1.0, 0.0)"
ENDLESS = "def relu(x):\n    while True:\n        try:\n            x = x + 1\n        except:\n            pass"


@pytest.fixture(scope="module", params=["lab", "notebook"])
def exercises(request, open_notebook, thorough):
    skip_second_view(request.param, thorough)
    page = open_notebook(request.param, NOTEBOOKS / "07_exercises.ipynb", "exercises")
    page.run_all()
    yield page
    page.page.close()


def told(exercises, exercise, source):
    """Answer an exercise; the output of its check."""
    exercises.page.evaluate(ANSWER, [f"{exercise}-answer", source])
    check = exercises.page.locator(".jp-CodeCell", has_text=f"check_{exercise.replace('-', '_')}(").last
    return check.locator(".jp-OutputArea-output")


def test_a_wrong_answer_a_right_one_and_a_loop(exercises):
    expect(told(exercises, "relu-derivative", WRONG)).to_contain_text("with >= instead of >")
    expect(told(exercises, "relu-derivative", RIGHT)).to_contain_text("✓ Right")
    expect(told(exercises, "relu", ENDLESS)).to_contain_text("was stopped", timeout=60_000)
    expect(told(exercises, "tent", "def tent(x, relu):\n    return 2 * relu(x)")).to_contain_text(
        "Hint: how many kinks"
    )
