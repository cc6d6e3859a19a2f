"""A form of questions without feedback, whose answers become one line of text that the reader hands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from relu_notes.live.controls import PAGE_FILES
from relu_notes.live.question import AskedInWords


class Questionnaire(AskedInWords):
    """The page of a form: pictures, options, two words as a code, and the line.

    Attributes
    ----------
    when
        "before" or "after": after, each answer is shown beside that of the line from before, which is pasted or kept.
    form
        The letter of the form that is shown first; the reader can change it.
    forms
        By letter, the questions in order: text, options as (text, right), picture as a data address, its alt text, and
        for afterwards what is right and a link (address and title).
    version
        Of the line.
    words
        From which the page proposes two as a code.
    """

    _esm = PAGE_FILES / "questionnaire.js"
    _css = PAGE_FILES / "question.css"
    when = traitlets.Enum(("before", "after")).tag(sync=True)
    form = traitlets.Unicode().tag(sync=True)
    forms = traitlets.Dict().tag(sync=True)
    version = traitlets.Int().tag(sync=True)
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, when: str, form: str, forms: Mapping[str, Sequence[Mapping[str, Any]]], **traits: Any):
        super().__init__(when=when, form=form, forms={letter: list(items) for letter, items in forms.items()}, **traits)

    def __repr__(self) -> str:
        parts = [f"Questions {self.when} the lessons, form {self.form}"]
        for number, item in enumerate(self.forms[self.form], 1):
            options = "\n".join(
                f"   {letter}  {text}" for letter, (text, _) in zip("abcde", item["options"], strict=False)
            )
            picture = f"\n   [{item['alt']}]" if item["alt"] else ""
            parts.append(f"{number}. {item['text']}{picture}\n{options}")
        return "\n\n".join(parts)
