"""The page: whole in itself, safe, and cut into screens by the slide tags."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from relu_notes.handout.page import module_body, page, page_script, screens
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
        assert tag not in {"link", "iframe", "object", "embed"}
        assert attributes.get("src", "data:").startswith("data:"), (tag, attributes)
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
            new_output("display_data", data={"text/html": '<style class="relu-notes-stored"></style>'}),
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
    assert "relu-notes-stored" not in body


def test_the_title_is_the_first_heading():
    text = page_of(new_markdown_cell("# ReLU: *the* `key` notes & more"))
    assert "<title>ReLU: the key notes &amp; more</title>" in text


def test_a_bad_formula_names_its_cell():
    with pytest.raises(NotebookError, match="cell 2: not a formula"):
        page_of(new_markdown_cell("# T"), new_markdown_cell("$x_$"))


def test_slide_tags_cut_screens():
    cells = [
        ("-", "a"),
        ("slide", "b"),
        ("fragment", "c"),
        ("notes", "d"),
        ("subslide", "e"),
        ("skip", "f"),
        ("-", "g"),
    ]
    found = list(screens(cells))
    assert [re.findall(r"\b[a-g]\b(?=\n|<)", screen) for screen in found] == [["a"], ["b", "c"], ["e", "g"]]
    assert '<div class="fragment">c</div>' in found[1]


def test_slides_have_sections_and_the_handout_has_none():
    cells = [new_markdown_cell(f"# {n}", metadata={"slideshow": {"slide_type": "slide"}}) for n in range(3)]
    assert page_of(*cells, slides=True).count("<section") == 3
    assert page_of(*cells).count("<section") == 0


def test_the_notebooks_views_are_used_as_they_are():
    script = page_script(False)
    assert "export default" not in script
    assert script.count("return render;") == 4


def test_a_view_that_ends_otherwise_is_noticed(tmp_path):
    (tmp_path / "view.js").write_text("export default render;\n")
    with pytest.raises(ValueError, match=r"view\.js does not end"):
        module_body(tmp_path / "view.js")
