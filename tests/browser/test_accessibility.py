"""What a screen reader, a keyboard and a weak eye get from the live figures, in each of the three views."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

FIGURE = "A function and its derivative"
CONTROL_ROLES = {"slider", "combobox", "checkbox", "button"}
FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  return [element.getAttribute('type') ?? element.localName, element.closest('.relu-notes-figure') !== null,
          style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
}"""


def accessible_figures(page):
    """The browser's accessibility tree below each live figure: title → its nodes."""
    session = page.context.new_cdp_session(page)
    try:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    children = {node["nodeId"]: node.get("childIds", []) for node in nodes}
    by_id = {node["nodeId"]: node for node in nodes}

    def below(node_id):
        for child in children.get(node_id, []):
            if child in by_id:
                yield by_id[child]
                yield from below(child)

    return {
        node["name"]["value"]: [below for below in below(node["nodeId"]) if not below.get("ignored")]
        for node in nodes
        if role(node) == "group" and any(role(child) == "status" for child in below(node["nodeId"]))
    }


def role(node):
    return node.get("role", {}).get("value")


def name(node):
    return node.get("name", {}).get("value", "")


def accessible_figure(lesson, number):
    """Title and nodes of one live figure; Lab takes into the tree only what is in view, one frame later."""
    title = lesson.figure(number).title
    end = time.monotonic() + 20
    while title not in (found := accessible_figures(lesson.page)):
        assert time.monotonic() < end, f"{title!r} is not in the accessibility tree, only {list(found)}"
    return title, found[title]


@pytest.fixture
def tree(lesson):
    """The accessibility tree of each live figure of the lesson."""
    tree = dict(accessible_figure(lesson, number) for number in range(lesson.figures.count()))
    assert FIGURE in tree
    assert len(tree) == lesson.figures.count()
    return tree


def test_every_control_has_a_name_of_its_own(tree):
    for title, nodes in tree.items():
        names = [name(node) for node in nodes if role(node) in CONTROL_ROLES]
        assert title.strip()
        assert names
        assert all(text.strip() for text in names), (title, names)
        assert len(set(names)) == len(names), (title, names)


def test_every_picture_says_what_it_shows_now(lesson, tree):
    for title, nodes in tree.items():
        pictures = [node for node in nodes if role(node) == "image"]
        assert len(pictures) == 1, title
        assert len(name(pictures[0])) > 20
    figure = lesson.figure_named(FIGURE)
    figure.control("x").press("End")
    expect(figure.readout).to_contain_text("x = 5")
    _, nodes = accessible_figure(lesson, 0)
    (after,) = [name(node) for node in nodes if role(node) == "image"]
    assert figure.readout.inner_text() in after
    figure.reset.click()


def test_the_readout_is_announced(lesson, tree):
    for title, nodes in tree.items():
        (status,) = [node for node in nodes if role(node) == "status"]
        properties = {each["name"]: each["value"].get("value") for each in status["properties"]}
        assert properties["live"] == "polite", title
    expect(lesson.figure_named(FIGURE).readout).not_to_be_empty()


def test_every_slider_says_its_value_in_words(lesson):
    for number in range(lesson.figures.count()):
        for slider in lesson.figure(number).sliders.all():
            words = slider.get_attribute("aria-valuetext")
            assert float(words.replace("\N{MINUS SIGN}", "-")) == pytest.approx(float(slider.input_value()))


def test_tab_goes_through_the_controls_in_the_order_on_screen(lesson):
    figure = lesson.figure_named(FIGURE)
    figure.control("Activation").focus()
    stops = [lesson.page.evaluate(FOCUSED)]
    for _ in range(3):
        lesson.page.keyboard.press("Tab")
        stops.append(lesson.page.evaluate(FOCUSED))
    assert [kind for kind, _, _ in stops] == ["select", "range", "button", "button"]  # More, Reset
    assert all(inside and outlined for _, inside, outlined in stops), stops
    lesson.page.keyboard.press("Tab")
    assert lesson.page.evaluate(FOCUSED)[:2] != ["button", True]  # no trap: Tab leads out again
    figure.control("Activation").focus()
    lesson.page.keyboard.press("Tab")
    lesson.page.keyboard.press("Shift+Tab")
    assert lesson.page.evaluate(FOCUSED)[0] == "select"


def test_axe_finds_nothing_serious_in_the_figures(lesson):
    assert lesson.figures.count() >= 3
    for number in range(lesson.figures.count()):
        lesson.figure(number)
        found = Axe().run(lesson.page, context={"include": [[".relu-notes-figure"]]}).response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
