"""Markdown cells as HTML, with their formulas as MathML: the page needs no script to show them."""

import html
import re
from typing import Any

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


def prose(markdown: str, attachments: dict[str, Any] | None = None) -> str:
    r"""Return Markdown, as in a notebook's cell with its `attachments`, as HTML; ValueError for a formula that is none.

    Examples
    --------
    >>> print(prose("Read *this*: $x$.").strip())  # doctest: +ELLIPSIS
    <p>Read <em>this</em>: <math ... display="inline"><mrow><mi>x</mi></mrow></math>.</p>
    """
    text = MarkdownWithMath(renderer=_Renderer(attachments)).render(markdown)
    return _EMPTY_HEAD.sub("", text)


#: Markdown has no table without a head; one without words is a hindrance to a screen reader.
_EMPTY_HEAD = re.compile(r"<thead>(\s|</?t[rh][^>]*>)*</thead>\s*")

_SPACING = {
    # A prime is raised already; as a superscript it is raised twice, and too small to be seen.
    r"<msup>(<mi>[^<]*</mi>)<m[io]>(&#x02032;)</m[io]></msup>": r'<mrow>\1<mo lspace="0" rspace="0">\2</mo></mrow>',
    r"<mo>([a-z]{2,})</mo>": r"<mi>\1</mi>",  # max, lim: names, not signs with space around them
    r"<mo>(/|&#x0002F;)</mo>": r'<mo lspace="0" rspace="0">\1</mo>',
}


_LABEL = re.compile(r"\\label\{[^}]*\}")
_NUMBERED = re.compile(r"\\(begin|end)\{(align|equation|gather)\}")  # notebooks number no formulas


def anchor(heading: str) -> str:
    """The id of a heading, given as HTML, as JupyterLab makes it."""
    return re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", heading).strip().replace(" ", "-")


class _Renderer(IPythonRenderer):
    def __init__(self, attachments: dict[str, Any] | None):
        super().__init__(escape=False, exclude_anchor_links=True, attachments=attachments)

    def heading(self, text: str, level: int, **attributes: Any) -> str:
        return super().heading(text, level, **{**attributes, "id": anchor(text)})

    def inline_math(self, body: str) -> str:
        return mathml(body, "inline")

    def block_math(self, body: str) -> str:
        return mathml(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


def mathml(latex: str, display: str) -> str:
    """Return a formula as MathML, with the spaces that print gives it."""
    try:
        plain = _NUMBERED.sub(r"\\\1{\2*}", _LABEL.sub("", html.unescape(latex)))
        formula = convert(plain.strip(), display=display)
    except Exception as error:  # latex2mathml's errors share no class of their own
        raise ValueError(f"not a formula: {latex.strip()!r} ({type(error).__name__} {error})".strip()) from error
    if unknown := re.search(r"\\([A-Za-z]+|[$%&#_])", formula):
        raise ValueError(f"{unknown[0]} is not known in formulas of a page: {latex.strip()!r}")
    for pattern, better in _SPACING.items():
        formula = re.sub(pattern, better, formula)
    return formula
