"""Picture, controls and sentence stand on one screen, legible, and nothing below them jumps."""

import pytest
from playwright.sync_api import expect
from test_display import OVERFLOW, TOGGLE_FILES, screen, without_file_list

NAMES = ("tangent", "function_and_derivative", "sum_of_hinges", "dying_run")
CELLS = ["from relu_notes.live.gallery import GALLERY", *[f"GALLERY[{name!r}]()" for name in NAMES]]
SCREENS = [(1280, 720), (1366, 768), (1280, 800), (1920, 1080)]
SIZES = [(1280, 720, 1), (1366, 768, 1.25), (1280, 720, 1.5)]
ALL_SIZES = [(width, height, zoom) for width, height in SCREENS for zoom in (1, 1.25, 1.5)]
# Beside JupyterLab's list of files; magnified on a small screen it leaves some 450 pixels of width, too few.
BESIDE_FILES = [*((width, height, 1) for width, height in SCREENS), (1366, 768, 1.25), (1920, 1080, 1.5)]

# From the first control's upper edge to the sentence's lower one, and the height of the part of the page that scrolls.
TOGETHER = """box => {
  const parts = [...box.querySelectorAll('.relu-notes-control, .relu-notes-picture')].filter(part => part.offsetHeight);
  const edges = parts.map(part => part.getBoundingClientRect());
  let room = innerHeight;
  for (let at = box; at !== document.body; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) room = at.clientHeight;
  return [Math.max(...edges.map(edge => edge.bottom)) - Math.min(...edges.map(edge => edge.top)), room];
}"""

# CSS pixels of the smallest letters, which are 18 in a picture of its own size.
LETTER = """box => {
  const svg = box.querySelector('.relu-notes-picture > div').shadowRoot.querySelector('svg');
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
def notebook(notebook):
    """Its list of files is closed."""
    notebook.page.evaluate(TOGGLE_FILES)
    return notebook


def zoomed(page, width, height, zoom):
    """The window of a screen of that many pixels at that zoom."""
    return screen(page, int(width / zoom), int(height / zoom), zoom)


def settled(figure, script, kept):
    """What `script` says of the figure once `kept` holds, or after some seconds: observers of sizes take their time."""
    for _ in range(40):
        said = figure.box.evaluate(script)
        if kept(said):
            break
        figure.box.page.wait_for_timeout(100)
    return said


def test_picture_controls_and_sentence_are_on_one_screen_and_letters_legible(notebook, thorough):
    assert_fits(notebook, ALL_SIZES if thorough else SIZES)


def test_they_are_also_beside_the_list_of_files(notebook, thorough):
    with without_file_list(notebook):  # closed by the fixture: open now
        assert_fits(notebook, BESIDE_FILES if thorough else BESIDE_FILES[:1])


def assert_fits(notebook, sizes):
    for width, height, zoom in sizes:
        with zoomed(notebook.page, width, height, zoom):
            for number, name in enumerate(NAMES):
                figure = notebook.figure(number)
                where = f"{name} at {width} × {height}, {100 * zoom:.0f}%"
                together, room = settled(figure, TOGETHER, lambda said: said[0] <= said[1])
                assert together <= room, where
                assert zoom * settled(figure, LETTER, lambda size, zoom=zoom: zoom * size >= 12) >= 12, where


@pytest.mark.parametrize("zoom", [2, 4])
def test_magnified_pages_need_no_sideways_scrolling(notebook, zoom):
    with zoomed(notebook.page, 1280, 720, 1.5):
        beside = notebook.figure(NAMES.index("dying_run"))
        assert settled(beside, "box => box.classList.contains('relu-notes-beside')", bool)
        with zoomed(notebook.page, 1280, 720, zoom):
            for number in range(len(NAMES)):
                figure = notebook.figure(number)
                assert zoom * settled(figure, LETTER, lambda size: zoom * size >= 18) >= 18  # device pixels
                assert settled(figure, OVERFLOW, lambda parts: parts == []) == []


def test_tab_brings_picture_and_sentence_into_view(notebook):
    with zoomed(notebook.page, 1280, 720, 1):
        figure = notebook.figure(1)
        settled(figure, TOGETHER, lambda said: said[0] <= said[1])
        figure.control("Activation").evaluate("control => control.scrollIntoView({ block: 'end' })")
        figure.control("Activation").evaluate("control => control.focus({ preventScroll: true })")
        notebook.page.keyboard.press("Tab")
        expect(figure.control("x")).to_be_focused()
        for part in (figure.control("x"), figure.picture, figure.readout):
            expect(part).to_be_in_viewport(ratio=0.99)


def test_nothing_below_jumps_while_a_slider_moves(notebook, thorough):
    for width, height, zoom in ((1280, 720, 1), (1280, 720, 1.5), (390, 844, 1)):
        with zoomed(notebook.page, width, height, zoom):
            for number, name in enumerate(NAMES if thorough else NAMES[:1]):
                figure = notebook.figure(number)
                settled(figure, TOGETHER, lambda said: said[0] <= said[1])
                assert len(figure.box.evaluate(HEIGHTS)) == 1, (name, width, zoom)
                figure.reset.click()
