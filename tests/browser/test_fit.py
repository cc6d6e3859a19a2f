"""Picture, controls and sentence stand on one screen, legible, and nothing below them jumps."""

import pytest
from playwright.sync_api import expect
from test_display import OVERFLOW, TOGGLE_FILES, screen

NAMES = ("tangent", "function_and_derivative", "sum_of_hinges", "dying_run")
SCREENS = [(1280, 720), (1366, 768), (1280, 800), (1920, 1080)]
SIZES = [(1280, 720, 1), (1366, 768, 1.25), (390, 844, 3)]
MORE = [(width, height, zoom) for width, height in SCREENS for zoom in (1, 1.25, 1.5)]

# From the first control's upper edge to the sentence's lower one, and the height of the part of the page that scrolls.
TOGETHER = """box => {
  const parts = [...box.querySelectorAll('.relu-notes-control, .relu-notes-picture')].filter(part => !part.hidden);
  const edges = parts.map(part => part.getBoundingClientRect());
  let room = innerHeight;
  for (let at = box; at !== document.body; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) room = at.clientHeight;
  return [Math.max(...edges.map(edge => edge.bottom)) - Math.min(...edges.map(edge => edge.top)), room];
}"""

# CSS pixels of the smallest letters, which are 18 in a picture of its own size.
LETTER = """picture => {
  const svg = picture.querySelector('svg');
  return 18 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
}"""

# The heights of the figure while its first slider goes from end to end.
HEIGHTS = """async box => {
  const input = box.querySelector('input[type=range]');
  const heights = new Set();
  for (let value = Number(input.min); value <= Number(input.max) + 1e-9; value += Number(input.step)) {
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(resolve => setTimeout(resolve, 60));
    heights.add(box.offsetHeight);
  }
  return [...heights];
}"""


@pytest.fixture(scope="module")
def notebook(open_notebook):
    cells = ["from relu_notes.live.gallery import GALLERY", *[f"GALLERY[{name!r}]()" for name in NAMES]]
    notebook = open_notebook("lab", cells, "fit")
    notebook.run_all()
    notebook.page.evaluate(TOGGLE_FILES)
    yield notebook
    notebook.page.close()


def zoomed(page, width, height, zoom):
    """The window of a screen of that many pixels at that zoom; a phone's pixels are finer than CSS's."""
    scale = 1 if width < 500 else zoom
    return screen(page, int(width / scale), int(height / scale), zoom)


def test_picture_controls_and_sentence_are_on_one_screen_and_letters_legible(notebook, thorough):
    for width, height, zoom in SIZES + (MORE if thorough else []):
        with zoomed(notebook.page, width, height, zoom):
            for number, name in enumerate(NAMES):
                figure = notebook.figure(number)
                notebook.page.wait_for_timeout(100)  # observers of sizes come with the next frames
                where = f"{name} at {width} × {height}, {100 * zoom:.0f}%"
                together, room = figure.box.evaluate(TOGETHER)
                assert together <= room, where
                assert figure.picture.evaluate(LETTER) >= 11, where


@pytest.mark.parametrize("zoom", [2, 4])
def test_magnified_pages_need_no_sideways_scrolling(notebook, zoom):
    with zoomed(notebook.page, 1280, 720, zoom):
        for number in range(len(NAMES)):
            figure = notebook.figure(number)
            notebook.page.wait_for_timeout(100)
            assert figure.box.evaluate(OVERFLOW) == []
            assert zoom * figure.picture.evaluate(LETTER) >= 18  # device pixels


def test_tab_brings_the_whole_figure_into_view(notebook):
    with zoomed(notebook.page, 1280, 720, 1):
        notebook.figure(0)
        figure = notebook.figure(1)
        figure.control("Activation").evaluate("control => control.scrollIntoView({ block: 'end' })")
        figure.control("Activation").evaluate("control => control.focus({ preventScroll: true })")
        notebook.page.keyboard.press("Tab")
        expect(figure.control("x")).to_be_focused()
        expect(figure.picture).to_be_in_viewport(ratio=0.99)
        expect(figure.readout).to_be_in_viewport(ratio=0.99)


def test_nothing_below_jumps_while_a_slider_moves(notebook, thorough):
    for width, height, zoom in SIZES[: None if thorough else 1]:
        with zoomed(notebook.page, width, height, zoom):
            for number, name in enumerate(NAMES):
                figure = notebook.figure(number)
                notebook.page.wait_for_timeout(100)
                assert len(figure.box.evaluate(HEIGHTS)) == 1, f"{name} at {width} × {height}"
                figure.reset.click()
