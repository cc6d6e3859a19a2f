"""What the cells of a notebook show, as HTML: its live figures, pictures, tables, texts and errors."""

import base64
import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

from relu_notes.hygiene import WIDGET_VIEW

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_FOR_JUPYTER = re.compile('<(img class="relu-notes-words"|link class="relu-notes-stored")[^>]*>')
_PIXELS = ("image/png", "image/jpeg", "image/gif", "image/webp")
#: The first of these that an output has is shown.
_KNOWN = ("text/html", "image/svg+xml", *_PIXELS, "text/markdown", "text/latex", "text/plain")


def outputs_html(
    outputs: Sequence[NotebookNode], figures: Mapping[str, Any], prose: Callable[[str], str]
) -> Iterator[str]:
    """Yield the HTML of each thing that a cell shows.

    `figures` are the live figures and questions by the ids of their models; `prose` makes HTML of Markdown with
    formulas. An output that has no form for a page is a ValueError.
    """
    left = list(outputs)
    while left:
        output = left.pop(0)
        if output.output_type == "stream":
            yield f"<pre>{html.escape(_ANSI.sub('', output.text))}</pre>"
        elif output.output_type == "error":
            traceback = _ANSI.sub("", "\n".join(output.traceback) or f"{output.ename}: {output.evalue}")
            yield f'<pre class="error">{html.escape(traceback)}</pre>'
        elif WIDGET_VIEW in output.data:
            model = output.data[WIDGET_VIEW]["model_id"]
            count = 2 if "groups" in figures[model] else 0  # its picture, and its questions as text
            stored, left = left[:count], left[count:]
            yield widget_html(model, figures[model], output, stored)
        else:
            yield data_html(output, prose)


def data_html(output: NotebookNode, prose: Callable[[str], str]) -> str:
    """One output in the best form that it has."""
    kind = next((kind for kind in _KNOWN if kind in output.data), None)
    if kind is None:
        raise ValueError(f"shows {', '.join(output.data)}, which a page cannot")
    content = output.data[kind]
    if kind == "text/html":
        content = text_of(output)
        return f'<div class="table">{content}</div>' if content else ""
    if kind in ("text/markdown", "text/latex"):
        return f'<div class="prose">{prose(content)}</div>'
    if kind == "text/plain":
        return f"<pre>{html.escape(content)}</pre>"
    return f'<div class="picture" tabindex="0">{picture_html(output, kind)}</div>'


def text_of(output: NotebookNode) -> str:
    """HTML without what only Jupyter needs of a stored picture: here it has its own text alternative."""
    return _FOR_JUPYTER.sub("", output.data.get("text/html", "")).strip()


def picture_html(output: NotebookNode, kind: str = "image/png") -> str:
    """A picture at its own size; its text is what it says to those who do not see it."""
    alt = html.escape(output.data.get("text/plain", ""))
    width = output.metadata.get(kind, {}).get("width")
    size = "" if width is None else f' width="{width}"'
    wide = " wide" if width is not None and width >= 640 else ""
    content = output.data[kind]
    letters = base64.b64encode(content.encode()).decode() if kind == "image/svg+xml" else re.sub(r"\s", "", content)
    return f'<img class="stored{wide}" alt="{alt}"{size} src="data:{kind};base64,{letters}">'


def widget_html(model: str, figure: Mapping[str, Any], view: NotebookNode, stored: Sequence[NotebookNode]) -> str:
    """The place of a live figure or of questions: what is stored of it, until the script has put the live one there."""
    label = html.escape(figure.get("title", "Your predictions"))
    if "groups" in figure:
        kind, parts = "figure", [picture_html(out) if "image/png" in out.data else text_of(out) for out in stored]
    else:
        kind = "predictions" if figure.get("kind") == "Predictions" else "questions"
        parts = [f"<pre>{html.escape(view.data.get('text/plain', ''))}</pre>"]
    return f'<div class="{kind}" role="group" aria-label="{label}" data-model="{model}">{"".join(parts)}</div>'
