"""Lesson 1 in JupyterLab, Notebook 7 and Voilà, moved by keyboard as a reader would, checked against the functions."""

import re

import pytest
from playwright.sync_api import expect

from relu_notes import activations
from relu_notes.live.gallery import GALLERY
from relu_notes.plots.style import minus_signs

FIGURE = "A function and its derivative"


@pytest.fixture
def figure(lesson):
    """The side-by-side figure, back at its first values."""
    figure = lesson.figure_named(FIGURE)
    # From elsewhere, so that the reset is seen done: Lab may hand the first messages to two threads of the kernel.
    figure.control("x").press("Home")
    expect(figure.readout).to_contain_text("x = −5,")
    figure.reset.click()
    expect(figure.readout).to_contain_text("x = 1,")
    return figure


def numbers(text):
    """The numbers behind the equal signs of a readout."""
    return [float(number) for number in re.findall(r"= (-?[\d.]+(?:e-?\d+)?)", text.replace("−", "-"))]


def wait_for_x(figure, x):
    """Wait until the readout speaks of x; the words must then be there."""
    expect(figure.readout).to_have_text(re.compile(rf"x = {re.escape(minus_signs(f'{x:g}'))}(,|$)"))
    return numbers(figure.readout.inner_text())


@pytest.mark.parametrize("keys", [["Home"], ["End"], ["ArrowLeft"] * 3, ["ArrowUp"], ["PageDown"], ["Home", "PageUp"]])
def test_keys_move_picture_and_words_to_the_right_values(figure, keys):
    slider = figure.control("x")
    slider.focus()
    for key in keys:
        slider.press(key)
    x = float(slider.get_attribute("aria-valuetext").replace("\N{MINUS SIGN}", "-"))
    assert x != 1
    shown = wait_for_x(figure, x)
    assert shown == pytest.approx([x, activations.relu(x), activations.relu_derivative(x)], rel=1e-3, abs=1e-12)
    expect(figure.picture).to_have_attribute("aria-label", re.compile(re.escape(figure.readout.inner_text())))
    assert_markers(figure, x, "relu")


def test_a_menu_by_keys_brings_another_activation(figure):
    menu = figure.control("Activation")
    menu.focus()
    menu.press("G")  # the first title that begins so
    expect(menu).to_have_value(str(list(activations.ACTIVATIONS).index("gelu")))
    figure.control("x").focus()
    figure.control("x").press("Home")
    _, value, slope = wait_for_x(figure, -5)
    assert value == pytest.approx(float(activations.gelu(-5.0)), rel=1e-3)
    assert slope == pytest.approx(float(activations.gelu_derivative(-5.0)), rel=1e-3)
    expect(figure.picture).to_have_attribute("aria-label", re.compile("GELU"))
    assert_markers(figure, -5, "gelu")


def test_more_brings_what_a_beginner_needs_not(figure):
    value_at_zero = figure.control(GALLERY["function_and_derivative"]().controls["at_zero"].label)
    expect(figure.more).to_have_attribute("aria-expanded", "false")
    expect(value_at_zero).to_be_hidden()
    figure.more.press("Enter")
    expect(value_at_zero).to_be_visible()
    less = figure.box.get_by_role("button", name="Less")
    expect(less).to_have_attribute("aria-expanded", "true")
    less.press("Enter")
    expect(value_at_zero).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_reset_by_key_puts_everything_back(figure, key):
    figure.control("x").press("End")
    wait_for_x(figure, 5)
    figure.reset.focus()
    figure.reset.press(key)
    wait_for_x(figure, 1)
    assert figure.control("x").input_value() == "1"
    assert_markers(figure, 1, "relu")


def test_mouse_drags_the_slider(lesson, figure):
    slider = figure.control("x")
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    mouse = lesson.page.mouse
    mouse.move(box["x"] + 8 + 0.6 * (box["width"] - 16), y)
    mouse.down()
    for step in range(20):
        mouse.move(box["x"] + box["width"] * (0.6 - 0.03 * step), y)
    mouse.up()
    x = float(slider.input_value())
    assert x < -4
    wait_for_x(figure, x)
    assert_markers(figure, x, "relu")


def assert_markers(figure, x, name):
    """On the screen stand markers where matplotlib's axes put (x, f(x)) on the left and (x, f'(x)) on the right."""
    twin = GALLERY["function_and_derivative"]()
    twin.set(activation=name, x=x)
    picture = twin.static_figure()
    picture.draw_without_rendering()
    left, right = picture.axes
    entry = activations.ACTIVATIONS[name]
    frame = figure.picture.bounding_box()
    scale = frame["width"] / picture.bbox.width
    boxes = figure.picture.locator(".moving use").evaluate_all(
        """marks => marks.map(mark => mark.getBoundingClientRect())
          .map(box => [box.x + box.width / 2, box.y + box.height / 2])"""
    )
    for axes, y in ((left, entry.function(x)), (right, entry.derivative(x))):
        across, up = axes.transData.transform((x, y))
        wanted = frame["x"] + across * scale, frame["y"] + (picture.bbox.height - up) * scale
        assert any(mark == pytest.approx(wanted, abs=1.0) for mark in boxes), (wanted, boxes)
