"""Every figure of the gallery on one page of JupyterLab, its first control moved by keyboard."""

import inspect
import re

import pytest
from contrast import faint
from less_work import work_less
from playwright.sync_api import expect

from relu_notes.live.gallery import GALLERY

WORK_LESS = f"{inspect.getsource(work_less)}\nwork_less(setattr)"
STATE = """control => control.type === 'checkbox' ? String(control.checked)
  : control.matches('button') ? control.parentElement.textContent : control.value"""


@pytest.fixture(scope="module")
def names(thorough):
    """The whole gallery, or nearly every second figure of it."""
    return list(GALLERY) if thorough else list(GALLERY)[:: len(GALLERY) // 20]


@pytest.fixture(scope="module")
def gallery(open_notebook, names):
    """A notebook that shows these figures."""
    cells = [WORK_LESS, "from relu_notes.live.gallery import GALLERY", *[f"GALLERY[{name!r}]()" for name in names]]
    page = open_notebook("lab", cells, "gallery")
    page.run_all()
    yield page
    page.page.close()


def test_twenty_figures_are_on_one_page(gallery, names):
    assert len(names) >= 20
    expect(gallery.figures).to_have_count(len(names))
    for number in range(len(names)):
        expect(gallery.figure(number).picture).to_have_attribute("aria-label", re.compile("."))


@pytest.mark.parametrize("name", GALLERY)
def test_the_first_control_moves_the_picture(gallery, names, name):
    if name not in names:
        pytest.skip("every figure only with --thorough")
    figure = gallery.figure(names.index(name))
    assert faint(figure) == []
    before = figure.picture.get_attribute("aria-label")
    control = figure.box.locator(".relu-notes-control").locator("input:visible, select:visible, button:visible").first
    first = control.evaluate(STATE)

    control.focus()
    for key in ("End", "Home", "Space"):  # whichever moves a slider, a menu or a switch from where it stands
        control.press(key)
        if control.evaluate(STATE) != first:
            break
    assert control.evaluate(STATE) != first
    expect(figure.picture).not_to_have_attribute("aria-label", before)
    expect(figure.picture).not_to_have_attribute("aria-label", re.compile("No picture"))
    expect(figure.readout).not_to_be_empty()
    assert faint(figure) == []

    figure.reset.focus()
    figure.reset.press("Enter")
    if control.get_attribute("type") == "checkbox":
        expect(control).to_be_checked(checked=first == "true")
    elif control.evaluate("control => control.matches('button')"):
        expect(figure.picture).to_have_attribute("aria-label", before)
    else:
        expect(control).to_have_value(first)


def test_the_page_shows_node_for_node_what_the_kernel_draws(gallery, names):
    twin = GALLERY["additivity"]()
    figure = gallery.figure(names.index("additivity"))
    for values in ({}, {"a": 5}, {"b": -5}):
        twin.set(**values)
        for name in values:
            figure.control(name).press("End" if values[name] > 0 else "Home")
        expect(figure.readout).to_have_text(twin.reading.readout)
        expect(figure.picture).to_have_attribute("aria-label", twin.reading.alt)
        assert figure.shows_layer(twin.picture.frame["moving"]["wide"])
    figure.reset.click()
