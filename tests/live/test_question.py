"""Questions: what they hold, what the page gets of them, and what a notebook keeps."""

import html
import json
import re

import pytest
from nbconvert import MarkdownExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

from relu_notes.live import (
    LiveFigure,
    Menu,
    Question,
    Reading,
    Right,
    Slider,
    Toggle,
    Wrong,
    check_yourself,
    predictions,
)
from relu_notes.live.question import QuestionView
from relu_notes.live.stored import stored_outputs
from relu_notes.plots.style import panels

OPTIONS = (Wrong("bit by bit", "That is the value."), Right("at <once>", "It jumps."))


def scene(figure, **_values):
    panels(figure, 1)
    return lambda **values: Reading(f"x = {values['x']}", "A picture.")


def figure(question):
    controls = {
        "kind": Menu("Kind", {"One": 1, "Two": 2, "Three": 3}),
        "x": Slider("x", value=2, min=-5, max=5, step=0.5),
        "more": Toggle("more"),
    }
    return LiveFigure(scene, controls, title="A figure", question=question)


@pytest.mark.parametrize("options", [(), OPTIONS[:1], OPTIONS[:1] * 2, OPTIONS * 2, OPTIONS + OPTIONS[:1] * 4])
def test_two_to_five_options_of_which_one_is_right(options):
    with pytest.raises(ValueError, match="two to five options, one of them Right: How"):
        Question("How?", *options)


def test_the_page_gets_places_not_names_or_values():
    until = {"x": (-2, -0.2), "kind": (2, 3), "more": (True,)}
    made = figure(Question("How?", *OPTIONS, move=("x", "kind"), until=until))
    (asked,) = made.questions.questions
    json.dumps(asked, allow_nan=False)
    assert asked["move"] == [1, 0] and asked["told"] == "move “x” or move “Kind”"
    assert asked["start"] == [0, 14, 0]
    assert asked["until"] == [
        {"control": 1, "from": 6, "to": 9, "told": "move “x” to −0.5"},
        {"control": 0, "among": [1, 2], "told": "choose “Two” or “Three” in “Kind”"},
        {"control": 2, "among": [1], "told": "tick “more”"},
    ]
    assert [option["right"] for option in asked["options"]] == [False, True]
    made.close()


def test_what_a_question_does_not_name_stays_as_it_was():
    made = figure(Question("How?", *OPTIONS, move=("x",), until={"x": (3, 5)}))
    (asked,) = made.questions.questions
    assert [(wanted["control"], wanted["told"]) for wanted in asked["until"]] == [
        (1, "move “x” to 3 or beyond"),
        (0, "choose “One” in “Kind”"),
        (2, "untick “more”"),
    ]
    made.close()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"move": ("y",)}, "no control is named y"),
        ({"until": {"y": (0, 1)}}, "no control is named y"),
        ({"until": {"x": (5.1, 6)}}, "x has no position from 5.1 to 6"),
        ({"until": {"kind": (4,)}}, "Kind must be one of 1, 2, 3, not 4"),
        ({"move": ()}, "move must name the controls"),
    ],
)
def test_what_the_figure_does_not_have_is_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        figure(Question("How?", *OPTIONS, **{"move": ("x",), **settings}))


def test_a_prediction_is_kept_under_what_was_asked():
    keys = {
        Question(text, *options).for_page({})["key"]
        for text in ("How?", "Why?")
        for options in (OPTIONS, OPTIONS[::-1])
    }
    assert len(keys) == 4


def test_a_notebook_keeps_the_questions_as_text_beside_the_picture():
    made = figure((Question("How <much>?", *OPTIONS, move=("x",)), Question("Why?", *OPTIONS, move=("x",))))
    stored = stored_outputs(made)[2][0]["text/html"]
    assert "<b>Predict:</b> How &lt;much&gt;?<br>A&ensp;bit by bit<br>B&ensp;at &lt;once&gt;</p>" in stored
    assert stored.count("<b>Predict:</b>") == 2
    made.close()


def test_as_markdown_a_stored_figure_is_a_picture_its_words_and_its_questions():
    made = figure(Question("How <much>?", *OPTIONS, move=("x",)))
    outputs = [new_output("display_data", data=data, metadata=about) for data, about in stored_outputs(made)[1:]]
    text, _ = MarkdownExporter().from_notebook_node(new_notebook(cells=[new_code_cell("f", outputs=outputs)]))
    assert "<style" not in text
    assert len(re.findall(r"!\[png\]", text)) == 1
    assert re.findall('<img [^>]*alt="([^"]+)"', text) == [html.escape(" ".join(str(made).splitlines()))]
    assert text.count("<b>Predict:</b>") == 1
    made.close()


def test_questions_at_the_end_of_a_lesson():
    view = check_yourself(*(Question(f"Number {n}?", *OPTIONS) for n in range(5)))
    text = view._repr_mimebundle_()[0]["text/plain"]
    assert text.startswith("Check yourself\n\nPredict: Number 0?\nA  bit by bit") and "Number 4?" in text
    assert view.immediate and set(QuestionView.asked) >= {"Check yourself"}
    end = predictions()
    assert len(end.asked["Check yourself"]) == 5
    assert "questions" in repr(end)
