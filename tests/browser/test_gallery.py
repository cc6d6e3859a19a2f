"""Every figure of the gallery on one page of JupyterLab, its first control moved by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from relu_notes.live.controls import Slider, Toggle
from relu_notes.live.gallery import GALLERY


@pytest.fixture(scope="module")
def gallery(open_notebook):
    """A notebook that shows the whole gallery, with figures repeated until there are twenty."""
    names = [*GALLERY, *[list(GALLERY)[number % len(GALLERY)] for number in range(20 - len(GALLERY))]]
    cells = ["from relu_notes.live.gallery import GALLERY", *[f"GALLERY[{name!r}]()" for name in names]]
    page = open_notebook("lab", cells, "gallery")
    page.run_all()
    yield page
    page.page.close()


def test_twenty_figures_are_on_one_page(gallery):
    expect(gallery.figures).to_have_count(max(20, len(GALLERY)))
    for number in range(max(20, len(GALLERY))):
        expect(gallery.figure(number).picture).to_have_attribute("aria-label", re.compile("."))


@pytest.mark.parametrize("name", GALLERY)
def test_the_first_control_moves_the_picture(gallery, name):
    twin = GALLERY[name]()
    figure = gallery.figure(list(GALLERY).index(name))
    expect_the_same(figure, twin)
    before = twin.reading

    first = next(iter(twin.controls))
    control = twin.controls[first]
    on_page = figure.control(control.label)
    on_page.focus()
    if isinstance(control, Slider):
        on_page.press("End" if control.value != control.positions[-1] else "Home")
        value = control.positions[-1] if control.value != control.positions[-1] else control.positions[0]
    elif isinstance(control, Toggle):
        on_page.press("Space")
        value = not control.value
    else:
        on_page.press("ArrowDown")
        value = list(control.options.values())[control.index + 1]
    twin.set(**{first: value})
    assert twin.reading != before
    expect_the_same(figure, twin)

    figure.reset.focus()
    figure.reset.press("Enter")
    twin.reset()
    expect_the_same(figure, twin)


def expect_the_same(figure, twin):
    expect(figure.readout).to_have_text(twin.reading.readout)
    expect(figure.picture).to_have_attribute("aria-label", twin.reading.alt)
    assert figure.shows_layer(twin.picture.frame["layers"]["wide"])
