"""Questions in JupyterLab: asked before the figure is moved, kept, and answered by what the picture then shows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

CELLS = [
    "from relu_notes.live import Question, Right, Wrong, check_yourself, gallery, predictions",
    "gallery.one_hinge()",
    "gallery.hinge_fit()",
    """check_yourself(
    Question("Is 0 positive?", Wrong("yes", "Positive means above 0."), Right("no", "It is not above 0.")),
    Question("Is 3 even?", Wrong("yes", "Halve it."), Right("no", "Half of it is no whole number.")),
)""",
    "predictions()",
]


@pytest.fixture(scope="module")
def page(notebook):
    """One page for all tests, in their order: the first ends with everything cleared, the last loads it again."""
    yield notebook
    notebook.page.evaluate("localStorage.clear()")


def box(figure):
    return figure.box.locator(".relu-notes-questions")


def answers(figure):
    return figure.box.locator(".relu-notes-answers")


def predict(keyboard, figure, arrows):
    """Choose by keyboard: the first option is `arrows` steps above the chosen one."""
    figure.box.get_by_role("radio").first.focus()
    keyboard.press("Space")
    for _ in range(arrows):
        keyboard.press("ArrowDown")
    for key in ("Tab", "Space", "Tab", "Enter"):  # I am sure; this is my prediction
        keyboard.press(key)


def move_until_it_shows(figure):
    weight, bias = figure.control("Weight w"), figure.control("Bias b")
    for _ in range(10):
        weight.press("ArrowRight")
    expect(box(figure)).to_contain_text("Now move “Bias b” to −1.0.")
    for _ in range(10):
        bias.press("ArrowLeft")


def axe(page):
    include = {"include": [[".relu-notes-questions"], [".relu-notes-answers"], [".relu-notes-question"]]}
    return [rule["id"] for rule in Axe().run(page, context=include).response["violations"]]


def test_the_end_of_a_lesson_counts_links_copies_and_clears(page):
    last = page.page.locator(".relu-notes-question").last
    end = last.locator("..").locator(".relu-notes-question:has(textarea)")
    expect(end).to_contain_text("none of the 5 questions")
    check = page.page.locator(".relu-notes-questions[aria-label='Check yourself']")
    check.get_by_role("radio", name="yes").last.check()
    check.get_by_role("radio", name="yes").first.check()
    check.get_by_role("button", name="This is my answer").first.click()
    expect(check).to_contain_text("✗ You answered: yes. Positive means above 0.")
    expect(check.get_by_role("radio", name="yes")).to_be_checked()  # the other question is not asked anew
    predict(page.page.keyboard, page.figure(0), 0)
    end.scroll_into_view_if_needed()
    expect(end).to_contain_text("2 of 5 predicted, 0 of them right. Those you missed:")
    end.get_by_role("button", name="One neuron is a hinge").click()
    expect(page.page.locator(".relu-notes-figure").first).to_be_in_viewport()
    end.get_by_role("button", name="Copy").click()
    copied = end.get_by_label("My predictions").input_value().splitlines()
    assert len(copied) == 5
    assert copied[0].endswith("At which x does the hinge bend? x = −1 (sure): not right.")
    assert copied[1].endswith("No prediction.")
    end.get_by_role("button", name="Clear").click()
    expect(end).to_contain_text("none of the 5 questions")
    expect(check.get_by_role("radio", name="yes")).to_have_count(2)


def test_nothing_is_locked_and_questions_come_in_turn(page):
    figure = page.figure(1)
    figure.box.get_by_role("button", name="Skip").press("Enter")
    expect(figure.box.get_by_role("group")).to_have_count(1)  # the second question
    expect(figure.box.get_by_role("button", name="Predict after all")).to_be_visible()
    figure.sliders.first.press("ArrowRight")
    expect(figure.readout).not_to_have_text("")


def test_a_wrong_prediction_is_kept_and_answered_by_the_picture(page):
    figure = page.figure(0)
    expect(figure.box.get_by_role("group", name="Predict: Set w = 2 and b = −1.")).to_be_visible()
    assert axe(page.page) == []
    predict(page.page.keyboard, figure, 1)
    expect(box(figure)).to_contain_text(
        "You predicted and were sure: x = 1. Now move “Weight w” to 2.0 and move “Bias b” to −1.0."
    )
    expect(answers(figure)).to_have_text("")
    move_until_it_shows(figure)
    expect(answers(figure)).to_contain_text("✗ You predicted: x = 1. The picture showed: bends at −b/w = 0.50")
    expect(answers(figure)).to_contain_text("the weight is forgotten")  # the misconception
    expect(answers(figure)).to_contain_text("You were sure of this one")
    figure.control("Weight v after it").press("Home")
    figure.reset.click()
    expect(figure.readout).to_contain_text("bends at −b/w = 0.00")
    expect(answers(figure)).to_contain_text("The picture showed: bends at −b/w = 0.50")
    assert axe(page.page) == []

    page.page.reload()
    page.open()
    page.run_all()
    figure = page.figure(0)
    expect(box(figure)).to_contain_text("✗ You predicted and were sure: x = 1.")
    figure.box.get_by_role("button", name="Predict again").press("Enter")
    expect(figure.box.get_by_role("radio").first).to_be_focused()
    expect(answers(figure)).to_have_text("")
