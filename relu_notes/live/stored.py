"""What a notebook keeps of a live figure, so that a reader without its kernel sees a picture and never an error."""

from __future__ import annotations

import html
from typing import Any

from relu_notes.live.question import LETTERS, Question
from relu_notes.plots.style import in_words

# A notebook that was saved while a figure was live names a model that the next kernel does not have. Jupyter then shows
# "Error displaying widget" in the first output; the rule hides that line. It looks only at the outputs of its own cell,
# and is a link, since converters to Markdown print a style as text. While the figure lives its own style sheet hides
# what is stored (picture.css).
_NO_ERROR = (
    '<link class="relu-notes-stored" rel="stylesheet" href="data:text/css,'
    ".jp-OutputArea:has(.relu-notes-stored):not(:has(.relu-notes-picture)) "
    '.jp-OutputArea-child:has(.jupyter-widgets){display:none}">'
)


def stored_outputs(figure: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Data and metadata of the outputs that a cell gets for `figure`: itself, its picture, its questions as text.

    Only the second and the third are worth storing in a repository: they hold no model id.
    """
    picture, metadata = figure.static_figure()._repr_mimebundle_()
    questions = (figure.question,) if isinstance(figure.question, Question) else figure.question
    asked = "\n".join([in_words(picture["text/plain"]) + _NO_ERROR, *map(as_html, questions)])
    return [(figure._repr_mimebundle_(), {}), (picture, metadata), ({"text/html": asked}, {})]


def as_html(question: Question) -> str:
    """The question and its options, for readers without a kernel."""
    options = "".join(
        f"<br>{letter}&ensp;{html.escape(option.text)}"
        for letter, option in zip(LETTERS, question.options, strict=False)
    )
    return f"<p><b>Predict:</b> {html.escape(question.text)}{options}</p>"
