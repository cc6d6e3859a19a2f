"""The page: whole in itself, safe, and cut into screens by the slide tags."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from relu_notes.handout.page import page, page_script, screens
from relu_notes.hygiene import WIDGET_VIEW
from relu_notes.publish import NotebookError

STATES = {
    "title": 'A "figure" <1>',
    "controls": {"a": {"kind": "Slider"}, "b": {"kind": "Slider"}},
    "groups": {"": "</script><b>"},
}


def picture(text="a line", **metadata):
    return new_output("display_data", data={"image/png": "iVBORw0=", "text/plain": text}, metadata=metadata)


def widget(model):
    return new_output("display_data", data={WIDGET_VIEW: {"model_id": model}})


def code(*outputs, source="f()"):
    return new_code_cell(source, outputs=list(outputs))


def page_of(*cells, figures=None, **options):
    return page(new_notebook(cells=list(cells)), figures or {}, **options)


class Attributes(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_the_page_asks_for_nothing():
    text = page_of(new_markdown_cell("# T"), code(widget("m"), picture()), figures={"m": STATES})
    for tag, attributes in Attributes(text).found:
        assert tag not in {"iframe", "object", "embed"}
        loaded = attributes.get("href" if tag == "link" else "src", "data:")
        assert loaded.startswith("data:"), (tag, attributes)
    assert not re.search(r"url\((?!data:)", text)
    assert "@import" not in text
    policy = dict(rule.split(" ", 1) for rule in re.search('Policy" content="([^"]*)"', text).group(1).split("; "))
    assert policy["default-src"] == "'none'"
    script = re.search(r'<script type="module">(.*?)</script>', text, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy["script-src"] == f"'sha256-{digest}'"


def test_states_cannot_end_their_block():
    text = page_of(code(widget("m"), picture()), figures={"m": STATES})
    block = re.search(r'<script type="application/json" id="states-m">(.*?)</script>', text).group(1)
    assert json.loads(block) == STATES
    assert "<" not in block


def test_a_live_figure_is_named_and_keeps_its_stored_picture_until_it_moves():
    text = page_of(code(widget("m"), picture("the <words>")), figures={"m": STATES})
    found = Attributes(text).found
    (figure,) = (attributes for _, attributes in found if attributes.get("data-model") == "m")
    assert figure["aria-label"] == STATES["title"]
    (image,) = (attributes for tag, attributes in found if tag == "img")
    assert image["alt"] == "the <words>"


def test_other_outputs_are_shown():
    text = page_of(
        code(
            new_output("stream", text="a < b\n"),
            new_output("execute_result", data={"text/plain": "<2>"}),
            new_output("display_data", data={"text/html": "<table></table>", "text/plain": "table"}),
            picture("a plot", **{"image/png": {"width": 700}}),
            source="1 < 2",
        )
    )
    body = text[text.index("<main>") :]
    for part in (
        "<pre>a &lt; b\n</pre>",
        "<pre>&lt;2&gt;</pre>",
        "<table></table>",
        'alt="a plot" width="700"',
        "1 &lt; 2",
    ):
        assert part in body


def test_what_is_stored_of_a_figure_stands_for_it_without_scripts():
    marks = '<img class="relu-notes-words" alt="x&gt;"><link class="relu-notes-stored" href="">'
    asked = new_output("display_data", data={"text/html": f"{marks}\n<p>Predict: <b>x</b></p>"})
    text = page_of(code(widget("m"), picture(), asked, picture("another")), figures={"m": STATES})
    (inside,) = re.findall(r'data-model="m">(.*?)</div>', text)
    assert inside.endswith('"><p>Predict: <b>x</b></p>')
    assert 'class="relu-notes-' not in text.split("<script")[0]
    assert 'alt="another"' in text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"text/markdown": "*a* $x$", "text/plain": "<object>"}, "<em>a</em> <math"),
        ({"text/latex": r"$\displaystyle x$", "text/plain": "<object>"}, "<mi>x</mi>"),
        ({"image/svg+xml": "<svg></svg>", "text/plain": "a dot"}, 'alt="a dot" src="data:image/svg+xml;base64,PHN2Zz4'),
        ({"image/jpeg": "/9j/\n4AAQ", "text/plain": "a cat"}, 'alt="a cat" src="data:image/jpeg;base64,/9j/4AAQ"'),
        ({"image/png": "iVBORw0=", "text/plain": "<Figure>"}, '<img class="stored" alt="&lt;Figure&gt;" src='),
    ],
)
def test_what_a_teacher_displays_is_shown(data, expected):
    assert expected in page_of(code(new_output("display_data", data=data)))


def test_an_error_that_is_meant_is_shown_without_colours():
    error = new_output("error", ename="E", evalue="no", traceback=["\x1b[31mE\x1b[0m: <no>"])
    assert '<pre class="error">E: &lt;no&gt;</pre>' in page_of(code(error))


def test_what_cannot_be_shown_names_its_cell():
    output = new_output("display_data", data={"application/javascript": "f()"})
    with pytest.raises(NotebookError, match="cell 2: shows application/javascript, which a page cannot"):
        page_of(new_markdown_cell("# T"), code(output))


def test_what_is_left_out_is_said_with_the_number_of_its_cell(capsys):
    page_of(new_markdown_cell("# T"), new_markdown_cell("<iframe src='https://example.org'></iframe>"))
    assert capsys.readouterr().err.startswith("cell 2 shows <iframe> as a link")


def test_words_for_the_notebook_alone_are_left_out():
    tagged = new_markdown_cell("Start the *kernel*.", metadata={"tags": ["notebook-only"]})
    text = page_of(new_markdown_cell("# T\n\nRead on."), tagged)
    assert "Read on" in text
    assert "Start the" not in text


def test_questions_in_a_cell_of_their_own_have_a_place():
    view = new_output("display_data", data={WIDGET_VIEW: {"model_id": "q"}, "text/plain": "Check <yourself>"})
    state = {"title": "Check yourself", "questions": [], "immediate": True}
    text = page_of(code(view), figures={"q": state})
    assert 'aria-label="Check yourself" data-model="q"><pre>Check &lt;yourself&gt;</pre>' in text
    assert '<pre class="code">' not in text  # it says which option is right
    assert json.loads(re.search(r'id="states-q">(.*?)</script>', text).group(1)) == state


def test_the_title_is_the_first_heading():
    text = page_of(new_markdown_cell("# ReLU: *the* `key` notes & more"))
    assert "<title>ReLU: the key notes &amp; more</title>" in text


def test_a_bad_formula_names_its_cell():
    with pytest.raises(NotebookError, match="cell 2: not a formula"):
        page_of(new_markdown_cell("# T"), new_markdown_cell("$x_$"))


LONG = "word " * 50


def test_slide_tags_cut_screens():
    cells = [("-", f"a {LONG}"), ("slide", f"b {LONG}"), ("fragment", "c"), ("notes", "d"), ("subslide", "e")]
    found = list(screens([*cells, ("skip", "f"), ("-", "g")]))
    assert [re.findall(r"\b[a-g]\b", re.sub("<[^>]*>", "", screen)) for screen in found] == [
        ["a"],
        ["b", "c"],
        ["e", "g"],
    ]
    assert '<div class="fragment">c</div>' in found[1]


def test_no_screen_holds_a_sentence_alone_and_a_figure_has_one_of_its_own():
    figure = '<div class="figure"></div>'
    cells = [("slide", "a few words"), ("subslide", "some more"), ("-", figure), ("subslide", LONG), ("-", figure)]
    found = list(screens([*cells, ("-", "<details>why</details>"), ("-", "what follows"), ("-", "and more")]))
    assert [screen.count(figure) for screen in found] == [1, 0, 1, 0]
    assert ["why" in screen for screen in found] == [False, False, True, False]
    assert "what follows" in found[-1] and "and more" in found[-1]


def test_slides_have_sections_and_the_handout_has_none():
    cells = [new_markdown_cell(f"# {n}", metadata={"slideshow": {"slide_type": "slide"}}) for n in range(3)]
    assert page_of(*cells, slides=True).count("<section") == 3
    assert page_of(*cells).count("<section") == 0


def test_the_notebooks_views_are_used_as_they_are():
    script = page_script(False)
    assert "export default" not in script
    assert script.count("return render;") == script.count(": () => {\n") > 4
