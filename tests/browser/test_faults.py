"""What goes wrong in class: a busy kernel, a restart, a second view, an error, a notebook without its kernel."""

import re
import time

import pytest
from notebook_pages import NOTEBOOKS, NotebookPage, skip_second_view
from playwright.sync_api import expect

LESSON = NOTEBOOKS / "01_relu_key_notes.ipynb"
ADDITIVITY = "from relu_notes.live.gallery import GALLERY; GALLERY['additivity']()"
TWO_VIEWS = "twin = GALLERY['additivity'](); twin"
NARROW = "import ipywidgets; ipywidgets.Box([twin], layout={'width': '400px'})"

# Waits in small sleeps, as a long computation in Python gives other threads their turns.
BUSY = """
import pathlib, time
pathlib.Path({begun!r}).touch()
while not pathlib.Path({flag!r}).exists(): time.sleep(0.02)
"""

BROKEN = """
from relu_notes.live import LiveFigure, Reading, Slider
from relu_notes.plots.style import panels

def scene(figure, **values):
    (axes,) = panels(figure, 1)
    axes.set(xlim=(-3, 3), ylim=(-3, 3))
    (dot,) = axes.plot([], [], "o", animated=True)
    def update(x):
        if x > 1:
            raise ValueError("no such point on this curve")
        dot.set_data([x], [x])
        return Reading(f"x is {x}", f"A point at {x}.")
    return update

LiveFigure(scene, {"x": Slider("x", value=1, min=-2, max=2, step=1)}, title="Breaks on the right")
"""

RESTLESS = """
from relu_notes.live import LiveFigure, Reading, Slider
from relu_notes.plots.style import panels

shift = 0

def scene(figure, **values):
    panels(figure, 1)
    return lambda x: Reading(f"{x} + {shift}", f"{x} + {shift}")

LiveFigure(scene, {"x": Slider("x", value=1, min=-2, max=3, step=1)}, title="Looks at a global")
"""

#: Cells that all tests but the first share, since a page of JupyterLab takes long to open; the figures' places in them.
CELLS = [ADDITIVITY, RESTLESS, "shift = 10", BROKEN, TWO_VIEWS, NARROW, "0"]
RESTLESS_FIGURE, BROKEN_FIGURE, WIDE, TALL = 1, 2, 3, 4

# Waits until the kernel has said nothing for half a second.
KERNEL_IS_QUIET = """() => new Promise(resolve => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  let timer = setTimeout(resolve, 500);
  kernel.iopubMessage.connect(() => {
    clearTimeout(timer);
    timer = setTimeout(resolve, 500);
  });
})"""

# All in one turn of the page's loop, in which no message can come.
STEP_AND_LOOK = """input => {
  const figure = input.closest('.relu-notes-figure');
  const card = [...figure.querySelectorAll('*')].find(node => node.shadowRoot);
  const words = () => card.shadowRoot.querySelector('[role=img]').getAttribute('aria-label');
  const before = words();
  input.stepUp();
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return [before, words()];
}"""

RUN_LAST = """async () => {
  const { commands, shell } = window.jupyterapp;
  const content = shell.currentWidget.content;
  content.activeCellIndex = content.widgets.length - 1;
  window.lastCell = commands.execute('notebook:run-cell');
  await new Promise(resolve => setTimeout(resolve));
}"""
STATUS = "status => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === status"


@pytest.fixture
def figure(notebook):
    """The first figure, back at its first values."""
    figure = notebook.figure()
    figure.reset.click()
    expect(figure.readout).to_have_text("relu(a) + relu(b) = 3, relu(a + b) = 1: different")
    notebook.page.evaluate(KERNEL_IS_QUIET)
    return figure


def keep_busy(page, folder):
    """Run a cell that ends when the file which this returns is there."""
    flag, begun = folder / "go on", folder / "begun"
    page.evaluate(
        "source => window.jupyterapp.shell.currentWidget.content.widgets.at(-1).model.sharedModel.setSource(source)",
        BUSY.format(flag=str(flag), begun=str(begun)),
    )
    page.evaluate(RUN_LAST)
    end = time.monotonic() + 30
    while not begun.exists() and time.monotonic() < end:
        page.wait_for_timeout(20)
    page.wait_for_function(STATUS, arg="busy")
    return flag


@pytest.mark.parametrize("view", ["lab", "notebook"])
def test_three_states_of_a_stored_lesson(open_notebook, view, thorough):
    skip_second_view(view, thorough)
    notebook = open_notebook(view, LESSON, "states")
    page = notebook.page
    cells = "gallery.function_and_derivative()"
    assert_pictures_and_no_error(page, cells, stored=True)  # fresh from the repository

    notebook.run_all()
    assert notebook.figures.count() == 3
    figure = notebook.figure_named("A function and its derivative")
    figure.control("x").press("End")
    expect(figure.readout).to_contain_text("x = 5")
    assert_pictures_and_no_error(page, cells, stored=False)

    page.evaluate("window.jupyterapp.shell.currentWidget.context.save()")
    notebook.reopen_with_a_new_kernel()
    expect(notebook.figures).to_have_count(0)
    assert_pictures_and_no_error(page, cells, stored=True)
    page.close()


def assert_pictures_and_no_error(page, source, stored):
    """Below the cell stands one picture, the stored one or the live one, and nowhere an apology of Jupyter's."""
    cell = page.locator(".jp-CodeCell", has_text=source)
    cell.scroll_into_view_if_needed()
    picture = cell.locator(".jp-RenderedImage img") if stored else cell.locator(".relu-notes-picture [role=img]")
    expect(picture).to_be_visible()
    expect(cell.locator(".relu-notes-picture" if stored else ".jp-RenderedImage img")).to_be_visible(visible=False)
    if stored:
        assert picture.evaluate("image => image.naturalWidth") >= 1000
    for apology in ("Error displaying widget", "Error creating widget", "model not found", "Loading widget"):
        for found in page.get_by_text(apology).all():
            expect(found).to_be_hidden()


def test_a_figure_that_is_moved_while_a_cell_runs_shows_the_last_value(notebook, tmp_path):
    """Whether it shows it at once is the kernel's choice: ipykernel 7.4 answers when the cell is done."""
    page, figure = notebook.page, notebook.figure()
    flag = keep_busy(page, tmp_path)  # the cell has begun, and cannot end before the flag is there
    try:
        for key, words in (("End", "5.0"), ("Home", "−5.0"), ("End", "5.0")):
            figure.control("a").press(key)
            expect(figure.control("a")).to_have_attribute("aria-valuetext", words)
        figure.control("b").press("Home")
        expect(figure.control("b")).to_have_attribute("aria-valuetext", "−5.0")
    finally:
        flag.touch()
    page.evaluate("window.lastCell")
    expect(figure.readout).to_have_text("relu(a) + relu(b) = 5, relu(a + b) = 0: different")
    figure.control("b").press("End")
    expect(figure.readout).to_have_text("relu(a) + relu(b) = 10, relu(a + b) = 10: equal")


def test_the_next_step_stands_in_the_page_before_the_kernel_knows_of_it(notebook, figure):
    page = notebook.page
    for label in ("a", "b"):
        figure.control(label).focus()
        page.evaluate(KERNEL_IS_QUIET)  # a step of each slider to either side is here
        before, after = figure.control(label).evaluate(STEP_AND_LOOK)
        assert before != after
        page.evaluate(KERNEL_IS_QUIET)  # the kernel's own answer is here
        assert figure.picture.get_attribute("aria-label") == after


def test_the_kernel_s_own_answer_stays(notebook):
    """A scene that looks at more than its values breaks the rule for frames ahead; its picture comes all the same."""
    figure = notebook.figure(RESTLESS_FIGURE)
    figure.control("x").press("ArrowRight")
    expect(figure.readout).to_have_text("2 + 10")
    notebook.page.evaluate(KERNEL_IS_QUIET)  # it knows of the move
    figure.control("x").press("ArrowLeft")
    expect(figure.readout).to_have_text("1 + 10")


def test_two_views_of_one_figure_move_together(notebook):
    wide, tall = notebook.figure(WIDE), notebook.figure(TALL)
    expect(tall.picture).to_have_css("aspect-ratio", "420 / 640")
    expect(wide.picture).to_have_css("aspect-ratio", "1000 / 500")
    for moved, key, words in (
        (wide, "Home", "relu(a) + relu(b) = 0, relu(a + b) = 0: equal"),
        (tall, "End", "relu(a) + relu(b) = 5, relu(a + b) = 3: different"),
    ):
        moved.control("a").press(key)
        for figure in (wide, tall):
            expect(figure.readout).to_have_text(words)
        assert wide.control("a").input_value() == tall.control("a").input_value()


def test_an_error_is_said_in_words_and_the_next_value_brings_the_picture_back(notebook):
    figure = notebook.figure(BROKEN_FIGURE)
    expect(figure.readout).to_have_text("x is 1")
    figure.control("x").press("End")
    expect(figure.readout).to_contain_text("no such point on this curve")
    expect(figure.picture).to_have_attribute("aria-label", re.compile("No picture"))
    figure.control("x").press("Home")
    expect(figure.readout).to_have_text("x is −2")
    expect(figure.picture).to_have_attribute("aria-label", "A point at −2.")
    assert figure.picture.locator(".moving use").count() == 1


def test_two_tabs_on_one_kernel_show_the_same(notebook, figure, context):
    second = NotebookPage(context.new_page(), notebook.server, "lab", notebook.path)
    second.open()
    other = second.figure()
    low, high = ("0, relu(a + b) = 0: equal", "−5.0"), ("5, relu(a + b) = 3: different", "5.0")
    for moved, key, (words, value) in ((figure, "Home", low), (other, "End", high), (figure, "Home", low)):
        moved.control("a").press(key)
        for one in (figure, other):
            expect(one.readout).to_have_text(f"relu(a) + relu(b) = {words}")
            expect(one.control("a")).to_have_attribute("aria-valuetext", value)
    second.page.close()


def test_after_a_restart_controls_say_that_they_move_nothing_until_the_cells_run_again(notebook, figure):
    notebook.restart()
    figure.control("a").press("Home")
    expect(figure.readout).to_contain_text("No kernel: the controls move nothing")
    notebook.run_all()
    expect(notebook.figures).to_have_count(5)
    figure = notebook.figure()
    figure.control("a").press("Home")
    expect(figure.readout).to_have_text("relu(a) + relu(b) = 0, relu(a + b) = 0: equal")
