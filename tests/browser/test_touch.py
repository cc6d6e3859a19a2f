"""What moves in the picture can be taken hold of, with mouse and finger, and Play moves a slider to its end."""

import re
import time

import pytest
from playwright.sync_api import expect

from relu_notes.plots.style import minus_signs

SCENE = """
from relu_notes.live import LiveFigure, Reading, Slider, draggable
from relu_notes.plots.style import panels

def scene(figure, **values):
    left, right = panels(figure, 2)
    for axes in (left, right):
        axes.set(xlim=(-5, 5), ylim=(-5, 5))
    (dot,) = left.plot([], [], "o", animated=True)
    (bar,) = right.plot([], [], "s-", animated=True)
    draggable(dot, "x")
    draggable(bar, "h", "y")
    def update(x, h):
        dot.set_data([x], [max(0, x)])
        bar.set_data([0, 0], [0, h])
        return Reading(f"x = {x:g}, h = {h:g}", f"x = {x:g}, h = {h:g}")
    return update

controls = {
    "x": Slider("x", value=1, min=-5, max=5, step=0.1, format=".1f"),
    "h": Slider("h", value=1, min=-4, max=4, step=0.5, format=".1f", play=True),
}
LiveFigure(scene, controls, title="Drag")
"""


SLOW = """
import time
from relu_notes.live import LiveFigure, Reading, Slider

def scene(figure, **values):
    def update(x):
        time.sleep(0.3)
        return Reading(f"x = {x}", f"x = {x}")
    return update

LiveFigure(scene, {"x": Slider("x", value=1, min=0, max=9, step=1)}, title="Slow")
"""


CELLS = [SCENE, SLOW]


@pytest.fixture
def figure(notebook):
    figure = notebook.figure()
    figure.reset.click()
    expect(figure.readout).to_have_text("x = 1, h = 1")
    return figure


def middle(figure, number):
    """The middle of a handle, which is large enough for a finger."""
    handle = figure.picture.locator(f".handle[data-handle='{number}']")
    box = handle.bounding_box()
    assert min(box["width"], box["height"]) >= 24  # CSS pixels, WCAG 2.5.8
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_mouse_drags_a_point_along_its_curve(notebook, figure):
    x, y = middle(figure, 0)
    mouse = notebook.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 150, y, steps=10)
    expect(figure.readout).to_have_text(re.compile(r"x = −\d.*, h = 1$"))
    now = figure.picture.locator(".handle").first
    expect(now).to_have_css("cursor", "ew-resize")
    notebook.page.wait_for_function(
        """([node, wanted]) => {
          const box = node.getRootNode().querySelector('.handle').getBoundingClientRect();
          return Math.abs(box.x + box.width / 2 - wanted) < 4;  // the slider's step is 4 to 5 pixels
        }""",
        arg=[figure.picture.element_handle(), x - 150],
    )
    mouse.up()
    notebook.page.wait_for_timeout(1000)  # so long a frame that comes may still say where the stroke led
    value = float(figure.control("x").input_value())
    expect(figure.readout).to_contain_text(minus_signs(f"x = {value:g}"))
    mouse.move(x, y)
    expect(figure.readout).to_have_text(minus_signs(f"x = {value:g}, h = 1"))  # let go is let go


@pytest.mark.parametrize(
    ("number", "right", "down", "words"), [(1, 0, -5, "x = 1, h = [3-4]"), (0, 5, 0, "x = [2-4].*, h = 1$")]
)
def test_a_finger_drags_it_too(notebook, figure, number, right, down, words):
    x, y = middle(figure, number)
    session = notebook.page.context.new_cdp_session(notebook.page)

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", (x, y))
    for step in range(1, 16):
        touch("touchMove", (x + right * step, y + down * step))
        notebook.page.wait_for_timeout(20)
    touch("touchEnd")
    session.detach()
    expect(figure.readout).to_have_text(re.compile(words))
    elsewhere = figure.picture.evaluate("node => getComputedStyle(node).touchAction")
    assert elsewhere == "auto"  # a finger beside the handles scrolls the page


def test_play_goes_on_stops_for_a_key_and_at_the_end(notebook, figure):
    box = figure.box
    expect(figure.readout).to_have_text("x = 1, h = 1")  # nothing starts by itself
    box.get_by_label("Speed of h").select_option("fast")
    box.get_by_role("button", name="Play h").press("Enter")
    expect(figure.readout).not_to_have_text("x = 1, h = 1")
    box.get_by_role("button", name="Pause h").press("Space")
    value = figure.control("h").input_value()
    notebook.page.wait_for_timeout(400)
    assert figure.control("h").input_value() == value
    box.get_by_role("button", name="Play h").click()
    expect(figure.readout).to_have_text("x = 1, h = 4")
    expect(box.get_by_role("button", name="Play h")).to_be_visible()
    box.get_by_role("button", name="Play h").click()  # from the start again
    expect(figure.readout).to_have_text(re.compile("h = −"))


# The values that the page tells the kernel from now on.
LISTEN = """() => {
  window.told = [];
  window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.anyMessage.connect((_, { direction, msg }) => {
    const data = direction === 'send' && msg.header.msg_type === 'comm_msg' ? msg.content.data : {};
    if (data.method === 'update') window.told.push(data.state.value);
  });
}"""


def test_the_kernel_is_told_a_few_moves_on_the_way_and_the_last(notebook, figure):
    page, slider = notebook.page, figure.control("x")
    slider.hover()
    page.wait_for_timeout(1500)  # the frames come
    page.evaluate(LISTEN)
    box = slider.bounding_box()
    page.mouse.down()
    start = time.monotonic()
    for step in range(80):
        page.mouse.move(box["x"] + box["width"] * step / 100, box["y"] + box["height"] / 2)
    page.mouse.up()
    expect(figure.readout).to_contain_text(f"x = {float(slider.input_value()):g},")
    seconds = time.monotonic() - start
    page.wait_for_timeout(400)
    told = page.evaluate("window.told")
    assert len(told) <= 4 * seconds + 2
    assert told[-1] == float(slider.input_value())


def test_a_click_on_reset_comes_after_the_last_move(notebook, figure):
    figure.control("x").hover()
    notebook.page.wait_for_timeout(1500)
    figure.control("x").press("End")
    figure.reset.click()
    notebook.page.wait_for_timeout(600)
    expect(figure.readout).to_have_text("x = 1, h = 1")


def test_no_move_that_waits_for_a_busy_kernel_comes_after_reset(notebook):
    figure = notebook.figure(1)
    for _ in range(3):  # the second and the third wait until the kernel is done with the first
        figure.control("x").press("ArrowRight")
    figure.reset.click()
    expect(figure.control("x")).to_have_value("1")
    notebook.page.wait_for_timeout(2500)
    expect(figure.readout).to_have_text("x = 1")
    expect(figure.control("x")).to_have_value("1")


def test_reset_stops_play(notebook, figure):
    figure.box.get_by_role("button", name="Play h").click()
    expect(figure.readout).not_to_have_text("x = 1, h = 1")
    figure.reset.click()
    notebook.page.wait_for_timeout(600)
    expect(figure.readout).to_have_text("x = 1, h = 1")
    expect(figure.box.get_by_role("button", name="Play h")).to_be_visible()
