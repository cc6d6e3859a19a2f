"""A notebook that has run, and its figures drawn ahead, as one HTML page."""

import base64
import hashlib
import html
import json
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from relu_notes.handout.embedded import embedded
from relu_notes.handout.outputs import outputs_html
from relu_notes.handout.prose import prose
from relu_notes.publish import NotebookError

#: The tag of a cell whose words mean something in a notebook only, as "choose Run All Cells" does.
NOTEBOOK_ONLY = "notebook-only"

#: A screen with fewer words, and no picture, takes in what comes next.
FEW_WORDS = 40
WORDS_BEFORE_A_FIGURE = 30

_HERE = Path(__file__).parent
_LIVE = _HERE.parent / "live"

#: A ReLU for the browser's tab; without one, browsers ask the site for a file.
ICON = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
    "<path d='M1 12h7l6-9' fill='none' stroke='%230072b2' stroke-width='2.5'/></svg>"
)

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; media-src data:; \
font-src data:; style-src 'unsafe-inline'; script-src '{script_hash}'">
<title>{title}</title>{meta}
<link rel="icon" href="{icon}">
<style>
{style}
</style>
</head>
<body class="{kind}">
{before}<main>
{body}
</main>
{after}{data}
<script type="module">{script}</script>
</body>
</html>
"""


def page(
    notebook: NotebookNode,
    figures: Mapping[str, Any],
    pages: Collection[str] = (),
    *,
    folder: Path = Path(),
    slides: bool = False,
    around: tuple[str, str] = ("", ""),
) -> str:
    """Return a lesson's page as text.

    The `notebook` holds the outputs of a run, and `figures` its live figures by the model ids in these outputs, as
    `relu_notes.live.frames.drawn_ahead` gives them. `pages` are the names of the notebooks that pages are made of:
    links to others are left out. Pictures that the notebook names are read from its `folder`. With `slides` the slide
    tags of the cells cut the page into screens. `around` is HTML that stands before and after the lesson.

    Raises
    ------
    NotebookError
        A cell holds something that cannot be shown, such as a formula that is none.
    """
    cells = []
    for number, cell in enumerate(notebook.cells, 1):

        def complete(text: str, number: int = number) -> str:
            return embedded(text, folder, pages, lambda what: print(f"cell {number} {what}", file=sys.stderr))

        kind = cell.metadata.get("slideshow", {}).get("slide_type", "-")
        try:
            cells.append((kind, cell_html(cell, figures, complete)))
        except ValueError as error:
            raise NotebookError(f"cell {number}: {error}") from error
    body = "\n".join(screens(cells) if slides else (text for _, text in cells))
    return whole_page(title(notebook), "slides" if slides else "handout", body, figures, around=around)


def whole_page(
    title: str,
    kind: str,
    body: str,
    figures: Mapping[str, Any],
    *,
    meta: str = "",
    around: tuple[str, str] = ("", ""),
    script: str | None = None,
) -> str:
    """Return a page: its head with `meta`, its body of one `kind`, the states of its figures, and what moves them."""
    script = page_script(kind == "slides") if script is None else script
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return PAGE.format(
        script_hash=f"sha256-{digest}",
        title=html.escape(title),
        meta=meta,
        icon=ICON,
        style=page_style(kind == "slides"),
        kind=kind,
        before=around[0],
        body=body,
        after=around[1],
        data="\n".join(data_blocks(figures)),
        script=script,
    )


def title(notebook: NotebookNode) -> str:
    """The first heading, without Markdown's signs."""
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    return re.sub(r"[*`$#]", "", first.strip().splitlines()[0]).strip() if first.strip() else "Lesson"


def screens(cells: Collection[tuple[str, str]]) -> Iterator[str]:
    """Gather the cells between slide tags into one section per screen; leave out what is tagged skip or notes.

    A figure fills a screen with its explanation: it begins one, unless there is little more than a heading before it.
    A screen of a sentence or two takes in the next subslide, and the last one the reader's predictions.
    """
    found: list[list[str]] = [[]]
    for kind, text in cells:
        if kind in ("skip", "notes") or not text:
            continue
        screen = "\n".join(found[-1])
        words = len(re.sub(r"<(math|style).*?</\1>|<[^>]*>", " ", screen, flags=re.DOTALL).split())
        asks = 'class="figure"' in text or 'class="questions"' in text
        figure = 'class="figure"' in screen
        shows = figure or any(sign in screen for sign in ("data-model", "<img", "<table"))
        if screen and (
            kind == "slide"
            or (kind == "subslide" and (shows or words > FEW_WORDS))
            or (asks and (shows or words > WORDS_BEFORE_A_FIGURE))
            or (figure and "<details" not in text)
        ):
            found.append([])
        found[-1].append(f'<div class="fragment">{text}</div>' if kind == "fragment" else text)
    for parts in filter(None, found):
        yield "\n".join(['<section class="slide" tabindex="-1">', *parts, "</section>"])


def cell_html(cell: NotebookNode, figures: Mapping[str, Any], complete: Callable[[str], str]) -> str:
    """Return one cell as HTML; `complete` puts in what HTML of the notebook's author asks for."""
    if NOTEBOOK_ONLY in cell.metadata.get("tags", []):
        return ""
    if cell.cell_type == "markdown":
        return f'<div class="prose">{complete(prose(cell.source, cell.get("attachments")))}</div>'
    if cell.cell_type != "code":
        return ""
    shown = [complete(part) for part in outputs_html(cell.outputs, figures, prose)]
    # On a slide the code of a picture, or of nothing at all, would only take the room.
    kind = "cell quiet" if not shown or not shown[0].startswith("<pre") else "cell"
    if any('class="questions"' in part for part in shown):  # the code of questions says which option is right
        return "\n".join(shown)
    code = f'<pre class="code"><code>{html.escape(cell.source)}</code></pre>'
    return "\n".join([f'<div class="{kind}">{code}', *shown, "</div>"])


def data_blocks(figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures' states as blocks of JSON that no browser takes for a script or for HTML."""
    for model, figure in figures.items():
        text = json.dumps(figure, separators=(",", ":")).replace("<", "\\u003c")
        yield f'<script type="application/json" id="states-{model}">{text}</script>'


def page_script(slides: bool) -> str:
    """The notebooks' own controls and picture, each a function that makes a fresh copy, then what moves them here."""
    views = ("Slider", "Menu", "Button", "Toggle", "Picture", "Question", "Questionnaire")
    copies = []
    for name in views:
        body = (_LIVE / f"{name.lower()}.js").read_text(encoding="utf-8")
        copies.append(f"{name}: () => {{\n{body.replace('export default { render };', 'return render;')}\n}},")
    shared = [(_LIVE / name).read_text(encoding="utf-8") for name in ("places.js", "drag.js")]
    players = ("player.js", "slides.js") if slides else ("player.js",)
    page = [(_HERE / name).read_text(encoding="utf-8") for name in players]
    return "\n".join(["", *shared, "const VIEWS = {", *copies, "};", *page])


def page_style(slides: bool) -> str:
    """The style of the page, of the notebooks' controls and picture, and the font of the formulas."""
    font = base64.b64encode((_HERE / "lesson_math.woff2").read_bytes()).decode("ascii")
    files = [_LIVE / "controls.css", _LIVE / "picture.css", _LIVE / "question.css", _HERE / "page.css"]
    files += [_HERE / "slides.css"] if slides else []
    face = f'@font-face {{ font-family: "Lesson Math"; src: url(data:font/woff2;base64,{font}) format("woff2"); }}'
    return "\n".join([face, *(file.read_text(encoding="utf-8") for file in files)])
