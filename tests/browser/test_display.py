"""How live figures look: contrast in light and dark, phones, magnification, fine screens."""

from contextlib import contextmanager

import pytest
from contrast import faint
from playwright.sync_api import expect

FIGURE = "A function and its derivative"

# What reaches past the right edge of the window, and which boxes of the figure can be scrolled sideways.
OVERFLOW = """box => {
  const parts = [box, ...box.querySelectorAll('*')];
  const past = parts.filter(part => part.getBoundingClientRect().right > innerWidth + 0.5);
  const page = document.documentElement;
  const scrolled = [page, ...parts].filter(part => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
    && getComputedStyle(part).overflowX !== 'visible');
  return [...past, ...scrolled].map(part => part.outerHTML.slice(0, 120));
}"""

TOGGLE_FILES = "() => window.jupyterapp.commands.execute('application:toggle-left-area')"
THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"


@contextmanager
def screen(page, width, height, scale):
    """The page on a screen of that many CSS pixels, each `scale` device pixels wide, as a browser's zoom makes it."""
    session = page.context.new_cdp_session(page)
    metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", metrics)
    try:
        page.wait_for_function(
            "([width, scale]) => innerWidth === width && devicePixelRatio === scale", arg=[width, scale]
        )
        yield
    finally:
        session.send("Emulation.clearDeviceMetricsOverride")
        session.detach()


@contextmanager
def without_file_list(lesson):
    """Lab with its list of files closed, as everyone closes it on a small screen."""
    if lesson.view == "lab":
        lesson.page.evaluate(TOGGLE_FILES)
    try:
        yield
    finally:
        if lesson.view == "lab":
            lesson.page.evaluate(TOGGLE_FILES)


def figures(lesson):
    return [lesson.figure(number) for number in range(lesson.figures.count())]


def assert_layers_lie_on_each_other(figure):
    # Lab lays out what is far away only when it comes near.
    figure.picture.scroll_into_view_if_needed()
    handle = figure.picture.element_handle()
    figure.box.page.wait_for_function("picture => picture.querySelector('.moving svg')?.clientWidth > 0", arg=handle)
    resting, moving = figure.picture.locator("svg").evaluate_all(
        "layers => layers.map(layer => layer.getBoundingClientRect()).map(box => [box.x, box.y, box.width, box.height])"
    )
    assert moving == pytest.approx(resting, abs=0.5)


def test_words_letters_and_lines_contrast_with_what_is_behind_them(lesson):
    for figure in figures(lesson):
        assert faint(figure) == []


def test_a_dark_theme_leaves_words_legible(lesson):
    if lesson.view != "lab":
        return  # the theme is one of Lab's
    lesson.page.evaluate(THEME, "JupyterLab Dark")
    try:
        lesson.page.wait_for_selector("body[data-jp-theme-light=false]", state="attached")
        for figure in figures(lesson):
            assert faint(figure) == []
            expect(figure.picture).to_have_css("background-color", "rgb(255, 255, 255)")  # a card, as paper
        lesson.page.screenshot(path=shot(lesson, "dark"))
    finally:
        lesson.page.evaluate(THEME, "JupyterLab Light")
        lesson.page.wait_for_selector("body[data-jp-theme-light=true]", state="attached")


def test_a_phone_shows_everything_without_sideways_scrolling(lesson):
    with screen(lesson.page, 390, 844, 3), without_file_list(lesson):
        for figure in figures(lesson):
            expect(figure.picture).to_have_css("aspect-ratio", "420 / 640")  # the tall picture
            assert figure.box.evaluate(OVERFLOW) == []
            assert_layers_lie_on_each_other(figure)
            letter = figure.picture.evaluate(
                "picture => picture.getBoundingClientRect().width / picture.querySelector('svg').viewBox.baseVal.width"
            )
            assert 18 * letter >= 11  # pixels, of the smallest letters; Lab keeps 116 of the 390 for itself
        lesson.figure_named(FIGURE)
        lesson.page.screenshot(path=shot(lesson, "phone"))
    for figure in figures(lesson):
        expect(figure.picture).to_have_css("aspect-ratio", "1000 / 500")


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 800, 2), (640, 400, 2), (1920, 1080, 1)])
def test_fine_screens_and_magnified_pages(lesson, width, height, scale):
    with screen(lesson.page, width, height, scale), without_file_list(lesson):
        for figure in figures(lesson):
            assert figure.box.evaluate(OVERFLOW) == []
            assert_layers_lie_on_each_other(figure)
            assert figure.picture.locator("svg image").count() == 0  # shapes alone are sharp at any size
        figure = lesson.figure_named(FIGURE)
        figure.control("x").press("End")
        expect(figure.readout).to_contain_text("x = 5")
        figure.reset.click()
        expect(figure.readout).to_contain_text("x = 1")


def shot(lesson, name):
    """Where a screenshot for the eye is left, in the server's own temporary folder."""
    return lesson.server.root.parent / f"{lesson.view}-{name}.png"
