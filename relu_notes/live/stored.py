"""What a notebook keeps of a live figure, so that a reader without its kernel sees a picture and never an error."""

from __future__ import annotations

import html
from typing import Any

from relu_notes.live.question import LETTERS, Question

# A notebook that was saved while a figure was live names a model that the next kernel does not have. Jupyter then shows
# "Error displaying widget" in the first output; the rules hide that line, or what is stored while the figure lives.
# Each rule looks only at the outputs of its own cell.
_ONE_OF_THE_TWO = """<style class="relu-notes-stored">
.jp-OutputArea:has(style.relu-notes-stored):has(.relu-notes-picture) .jp-OutputArea-child:has(.jp-RenderedImage),
.jp-OutputArea:has(style.relu-notes-stored):has(.relu-notes-picture) .jp-OutputArea-child:has(style.relu-notes-stored)
{ display: none; }
.jp-OutputArea:has(style.relu-notes-stored):not(:has(.relu-notes-picture)) .jp-OutputArea-child:has(.jupyter-widgets)
{ display: none; }
</style>"""


def stored_outputs(figure: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Data and metadata of the outputs that a cell gets for `figure`: itself, its picture, its questions as text.

    Only the second and the third are worth storing in a repository: they hold no model id.
    """
    picture, metadata = figure.static_figure()._repr_mimebundle_()
    questions = (figure.question,) if isinstance(figure.question, Question) else figure.question
    asked = "\n".join([_ONE_OF_THE_TWO, *map(as_html, questions)])
    return [(figure._repr_mimebundle_(), {}), (picture, metadata), ({"text/html": asked}, {})]


def as_html(question: Question) -> str:
    """The question and its options, for readers without a kernel."""
    options = "".join(
        f"<br>{letter}&ensp;{html.escape(option.text)}"
        for letter, option in zip(LETTERS, question.options, strict=False)
    )
    return f"<p><b>Predict:</b> {html.escape(question.text)}{options}</p>"
