"""HTML of the notebook's author: what is put in, what becomes a link, and what is said of the rest."""

import base64

import pytest

from relu_notes.handout.embedded import embedded

DOT = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def shown(text, folder, said=None):
    return embedded(text, folder, {"01.ipynb", "02.ipynb"}, ([] if said is None else said).append)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="02.ipynb">two</a>', '<a href="02.html">two</a>'),
        ('<a href="02.ipynb#part">two</a>', '<a href="02.html#part">two</a>'),
        ('<a href="03.ipynb">three</a>', "three"),
        ('<a href="teacher/guide.md">the <b>guide</b></a>', "the <b>guide</b>"),
        ('<a href="https://example.org/a?b=1&amp;c">paper</a>', '<a href="https://example.org/a?b=1&amp;c">paper</a>'),
        ('<a href="http://example.org">old</a>', '<a href="http://example.org">old</a>'),
        ('<a href="mailto:me@example.org">me</a>', '<a href="mailto:me@example.org">me</a>'),
        ('<a href="#part">below</a>', '<a href="#part">below</a>'),
        ('<a id="here"></a>', '<a id="here"></a>'),
        ('<a href="javascript:alert(1)">x</a>', "x"),
    ],
)
def test_links_lead_to_pages_that_there_are(link, expected, tmp_path):
    said = []
    assert shown(link, tmp_path, said) == expected
    assert said == []


def test_everything_else_stays_as_it_is(tmp_path):
    text = '<p class=a>x &lt; &#946; <details open><summary>More</summary>\n<br/><img src="data:image/png,AA=="></p>'
    assert shown(text, tmp_path) == text


def test_a_picture_beside_the_notebook_is_put_in(tmp_path):
    (tmp_path / "a dot.svg").write_bytes(DOT)
    letters = base64.b64encode(DOT).decode()
    found = shown('<img src="a%20dot.svg" width="3">', tmp_path)
    assert found == f'<img alt="" src="data:image/svg+xml;base64,{letters}" width="3">'


@pytest.mark.parametrize(("name", "words"), [("none.png", "No such file"), ("data.csv", "is no picture")])
def test_a_picture_that_is_not_there_is_named(name, words, tmp_path):
    with pytest.raises(ValueError, match=rf"{name}.*{words}"):
        shown(f"<img src={name}>", tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        '<iframe src="https://example.org/v"><p>old</p></iframe>',
        '<video controls src="https://example.org/v"></video>',
        '<embed src="https://example.org/v">',
    ],
)
def test_what_a_page_would_have_to_load_is_a_link_and_is_said(text, tmp_path):
    said = []
    assert shown(f"a{text}b", tmp_path, said) == ('a<p><a href="https://example.org/v">https://example.org/v</a></p>b')
    (line,) = said
    assert "as a link" in line


def test_a_picture_of_the_web_is_a_link_too(tmp_path):
    said = []
    found = shown('<img src="https://example.org/a.png" alt="a cat">', tmp_path, said)
    assert (found, len(said)) == ('<a href="https://example.org/a.png">a cat</a>', 1)


def test_scripts_are_left_out_and_said(tmp_path):
    said = []
    assert shown("a<script>if (1 < 2) f()</script>b<p onclick='f()'>c</p>", tmp_path, said) == "ab<p>c</p>"
    assert len(said) == 2


def test_a_video_in_the_page_itself_stays(tmp_path):
    text = '<video src="data:video/mp4;base64,AA=="></video>'
    assert shown(text, tmp_path) == text
