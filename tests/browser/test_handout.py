"""The handout and the slides in Chromium, opened from a file with every request blocked."""

import itertools
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from contrast import faint
from notebook_pages import FigureOnPage, Listener
from playwright.sync_api import expect

from relu_notes.live.controls import Slider
from relu_notes.live.gallery import additivity, example_table, function_and_derivative, one_unit, sum_of_hinges

A4_WIDTH = 794  # CSS pixels
TOO_HIGH = """() => {
  const slide = document.querySelector('.slide.now');
  return slide.scrollHeight - slide.clientHeight;
}"""


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    """The pages of lesson 1, and what tests make of them, apart from the site."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copy(site / "01_relu_key_notes.html", folder / "handout.html")
    shutil.copy(site / "slides" / "01_relu_key_notes.html", folder / "slides.html")
    return folder


@pytest.fixture
def open_page(chromium, folder):
    """A function that opens one of the pages; afterwards no request was made and no error was heard."""
    contexts = []

    def open_it(name, width=1280, height=800, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        context.listener = Listener(context)
        context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        contexts.append(context)
        page = context.new_page()
        page.goto((folder / name).as_uri())
        return page

    yield open_it
    for context in contexts:
        strangers = [url for url in context.listener.strangers if not url.startswith("file:")]
        errors = context.listener.exceptions + context.listener.errors
        context.close()
        assert (strangers, errors) == ([], [])


def figure(page, title):
    box = page.locator(f'.figure[aria-label="{title}"] .relu-notes-figure')
    expect(box).to_be_visible()
    return FigureOnPage(box)


def expect_the_same(on_page, twin):
    expect(on_page.readout).to_have_text(twin.reading.readout)
    expect(on_page.picture).to_have_attribute("aria-label", twin.reading.alt)
    assert on_page.shows_layer(twin.picture.frame["moving"]["wide"])


def expect_slider_at(on_page, twin, name):
    control = twin.controls[name]
    expect(on_page.control(control.label)).to_have_attribute("aria-valuetext", control.text)


def put(on_page, twin, name, text):
    """Move a slider to a position by the keyboard."""
    control = twin.controls[name]
    slider = on_page.control(control.label)
    slider.focus()
    slider.press("Home")
    for _ in control.positions:
        if slider.get_attribute("aria-valuetext") == text:
            break
        slider.press("ArrowRight")
    twin.set(**{name: control.positions[control.texts.index(text)]})
    expect_slider_at(on_page, twin, name)


def test_the_page_is_small_enough_to_mail(folder):
    assert (folder / "handout.html").stat().st_size <= 3_000_000
    assert (folder / "slides.html").stat().st_size <= 3_000_000


def test_two_sliders_move_one_picture_by_keyboard(open_page):
    twin = additivity()
    on_page = figure(open_page("handout.html"), twin.title)
    expect_the_same(on_page, twin)
    for label, key in (("a", "Home"), ("b", "End"), ("a", "End")):
        slider = on_page.control(label)
        slider.focus()
        slider.press(key)
        twin.set(**{label: twin.controls[label].positions[-1 if key == "End" else 0]})
        expect_the_same(on_page, twin)
        for name in ("a", "b"):
            expect_slider_at(on_page, twin, name)
    on_page.reset.press("Enter")
    twin.reset()
    expect_the_same(on_page, twin)


@pytest.mark.parametrize("make", [function_and_derivative, example_table])
def test_every_slider_stays_where_it_is_put(open_page, make):
    twin = make()
    on_page = figure(open_page("handout.html"), twin.title)
    menu = next(name for name, control in twin.controls.items() if not isinstance(control, Slider))
    if on_page.more.is_visible():
        on_page.more.click()
    on_page.control(twin.controls[menu].label).select_option(label="ELU")
    twin.set(**{menu: "elu"})
    expect_the_same(on_page, twin)
    sliders = [name for name in twin.shown(twin.values) if isinstance(twin.controls[name], Slider)]
    for (at, name), end in itertools.product(enumerate(sliders), (0, 1)):
        key, place = (("Home", 0), ("End", -1))[(at + end) % 2]
        slider = on_page.control(twin.controls[name].label)
        slider.focus()
        slider.press(key)
        twin.set(**{name: twin.controls[name].positions[place]})
        expect_the_same(on_page, twin)
        for other in sliders:
            expect_slider_at(on_page, twin, other)
    hidden = set(twin.controls) - set(twin.shown(twin.values))
    for name in hidden:
        expect(on_page.box.get_by_label(twin.controls[name].label, exact=True)).to_be_hidden()


def test_a_unit_is_killed_by_its_bias_and_revived_by_its_inputs(open_page):
    twin = one_unit()
    on_page = figure(open_page("handout.html"), twin.title)
    put(on_page, twin, "bias", twin.controls["bias"].texts[0])
    expect_the_same(on_page, twin)
    dead = twin.reading.readout
    put(on_page, twin, "moved", twin.controls["moved"].texts[-1])
    expect_the_same(on_page, twin)
    expect_slider_at(on_page, twin, "bias")
    assert twin.reading.readout != dead


def test_five_sliders_draw_a_curve_together(open_page):
    twin = sum_of_hinges()
    on_page = figure(open_page("handout.html"), twin.title)
    sliders = [name for name, control in twin.controls.items() if isinstance(control, Slider)]
    assert len(sliders) == 5
    for name, place in zip(sliders, (-1, 0, -1, 0, -1), strict=True):
        put(on_page, twin, name, twin.controls[name].texts[place])
    expect_the_same(on_page, twin)
    for name in sliders:
        expect_slider_at(on_page, twin, name)


def tab_to(page, what):
    """Press Tab until `what` has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if what.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{what} is not reached with Tab")


@pytest.mark.parametrize("name", ["handout.html", "slides.html"])
def test_a_wrong_prediction_is_given_and_answered_by_keyboard_alone(open_page, name):
    page = open_page(name)
    box = page.locator('.figure[aria-label="Is ReLU linear?"]')
    for _ in range(60):  # slides
        if name == "handout.html" or box.is_visible():
            break
        page.keyboard.press("PageDown")
    slide = page.locator(".pager [role=status]").all_inner_texts()
    tab_to(page, box.get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box).to_contain_text(
        "You predicted and were sure: only if both are positive. Now move “a” to −0.1 or beyond."
    )
    tab_to(page, figure(page, "Is ReLU linear?").control("a"))
    answers = box.locator(".relu-notes-answers")
    expect(answers).to_have_text("")
    for _ in range(31):  # from 3 to −0.1, in fewer steps where the page has fewer pictures
        page.keyboard.press("ArrowLeft")
    expect(answers).to_contain_text(
        "✗ You predicted: only if both are positive. The picture showed: relu(a) + relu(b) = 0"
    )
    expect(answers).to_contain_text("Both negative works too: then all three are 0.")
    expect(answers).to_contain_text("such mistakes are the ones that people correct best")
    assert page.locator(".pager [role=status]").all_inner_texts() == slide, "no key turned the slide"


def test_every_control_has_a_name_and_the_page_no_serious_fault(open_page):
    page = open_page("handout.html", bypass_csp=True)  # axe puts its own script in
    figure(page, additivity().title)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_words_are_legible_on_a_dark_page_that_is_not_jupyter_s(open_page):
    page = open_page("handout.html", bypass_csp=True)
    page.add_style_tag(content="html body { background: #1e1e1e; color: #d4d4d4; }")
    twin = function_and_derivative()
    on_page = figure(page, twin.title)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(30, 30, 30)"
    assert faint(on_page) == []


def test_on_a_phone_nothing_is_wider_than_the_screen_and_panels_stack(open_page):
    page = open_page("handout.html", width=390, height=844, device_scale_factor=2)
    on_page = figure(page, additivity().title)
    on_page.box.scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = on_page.picture.bounding_box()
    assert box["height"] > box["width"]
    outside = page.evaluate(
        "[...document.querySelectorAll('.figure *')].filter(e => e.getBoundingClientRect().right > 391).length"
    )
    assert outside == 0


def test_paper_shows_every_figure_where_it_stood(open_page):
    twin = additivity()
    page = open_page("handout.html", width=A4_WIDTH, height=1123)
    on_page = figure(page, twin.title)
    on_page.control("a").focus()
    on_page.control("a").press("Home")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect_the_same(on_page, twin)
    expect(on_page.sliders).to_have_count(0)
    expect(on_page.reset).to_be_hidden()
    expect(page.locator("details:not([open])")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH


def test_formulas_are_drawn_with_the_font_of_the_page(open_page):
    page = open_page("handout.html")
    assert page.locator("math").count() > 5
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Lesson Math\"'))")
    assert page.evaluate("[...document.fonts].map(face => face.status)") == ["loaded"]


def test_the_text_is_there_without_scripts(open_page):
    page = open_page("handout.html", java_script_enabled=False)
    expect(page.locator("img.stored").first).to_be_visible()
    assert all(image.get_attribute("alt") for image in page.locator("img").all())


def test_slides_turn_by_keyboard_and_sliders_keep_their_arrows(open_page):
    page = open_page("slides.html")
    shown = page.locator(".slide:visible")
    place = page.locator(".pager [role=status]")
    total = page.locator(".slide").count()
    assert total >= 5
    expect(shown).to_have_count(1)
    expect(place).to_have_text(f"1 of {total}")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text(f"2 of {total}")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    expect(place).to_have_text(f"1 of {total}")
    twin = additivity()
    box = page.locator(f'.figure[aria-label="{twin.title}"]')
    expect(box).to_have_count(1)
    for _ in range(3 * total):  # fragments take a step of their own
        if box.is_visible():
            break
        page.keyboard.press("PageDown")
    on_page = figure(page, twin.title)
    before = place.inner_text()
    on_page.control("b").focus()
    on_page.control("b").press("End")
    twin.set(b=twin.controls["b"].positions[-1])
    expect_the_same(on_page, twin)
    on_page.control("b").press("ArrowRight")
    expect(place).to_have_text(before)
    page.keyboard.press("PageUp")
    assert place.inner_text() != before


def test_space_opens_a_summary_and_goes_back_with_shift(open_page, folder):
    text = (folder / "slides.html").read_text(encoding="utf-8")
    more = '<details><summary>More</summary><p>here</p></details><a href="#there">go</a></section>'
    text = text.replace("</section>", more, 1)
    head, _, last = text.rpartition("</section>")
    (folder / "summary.html").write_text(f'{head}<h2 id="there">There</h2></section>{last}', encoding="utf-8")
    page = open_page("summary.html")
    place = page.locator(".pager [role=status]")
    page.locator("summary", has_text="More").focus()
    page.keyboard.press(" ")
    expect(page.get_by_text("here", exact=True)).to_be_visible()
    expect(place).to_have_text(re.compile("^1 of"))
    page.get_by_role("link", name="go").click()
    total = page.locator(".slide").count()
    expect(place).to_have_text(f"{total} of {total}")
    page.keyboard.press("Shift+ ")
    expect(place).to_have_text(f"{total - 1} of {total}")


def test_in_slides_a_wrong_prediction_is_answered_by_the_picture(open_page):
    page = open_page("slides.html")
    twin = additivity()
    (asked,) = twin.questions.questions
    place = next(at for at, option in enumerate(asked["options"]) if not option["right"])
    slide = page.locator(".slide", has=page.locator(f'.figure[aria-label="{twin.title}"]'))
    number = slide.evaluate("slide => [...document.querySelectorAll('.slide')].indexOf(slide) + 1")
    page.evaluate("number => { location.hash = number; }", number)
    on_page = figure(page, twin.title)
    on_page.box.get_by_role("radio").nth(place).check()
    on_page.box.get_by_role("button", name="This is my prediction").click()
    expect(slide).not_to_contain_text(asked["options"][place]["says"])
    names = list(twin.controls)
    for until in asked["until"]:
        name = names[until["control"]]
        put(on_page, twin, name, twin.controls[name].texts[until["to"]])
    expect(slide).to_contain_text(asked["options"][place]["says"])
    expect(slide.get_by_text("You predicted:").last).to_be_in_viewport()
    page.wait_for_timeout(300)
    assert page.evaluate(TOO_HIGH) <= 1


def test_nothing_on_a_slide_is_cut(open_page, folder, site, thorough):
    """In lesson 1, and with --thorough in all but the two questionnaires, which scroll."""
    lessons = sorted((site / "slides").glob("0[1-8]*.html")) if thorough else [folder / "slides.html"]
    cut = []
    for lesson in lessons:
        page = open_page(lesson, width=1280, height=720)
        total = page.locator(".slide").count()
        for number in range(1, total + 1):
            page.evaluate("number => { location.hash = number; }", number)
            expect(page.locator(".pager [role=status]")).to_have_text(f"{number} of {total}")
            page.evaluate("document.querySelectorAll('.fragment').forEach(part => part.classList.add('seen'))")
            page.wait_for_timeout(300)
            if page.evaluate(TOO_HIGH) > 1:
                cut.append((lesson.name, number, page.evaluate(TOO_HIGH)))
    assert cut == []


def test_an_answer_waits_for_the_second_step(open_page, folder):
    text = (folder / "slides.html").read_text(encoding="utf-8")
    assert "</section>" in text
    (folder / "fragment.html").write_text(
        text.replace("</section>", '<div class="fragment">The answer</div></section>', 1), encoding="utf-8"
    )
    page = open_page("fragment.html")
    place = page.locator(".pager [role=status]")
    answer = page.get_by_text("The answer", exact=True)
    expect(place).to_have_text(re.compile("^1 of"))
    expect(answer).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(answer).to_be_visible()
    expect(place).to_have_text(re.compile("^1 of"))
    page.keyboard.press("PageDown")
    expect(place).to_have_text(re.compile("^2 of"))
