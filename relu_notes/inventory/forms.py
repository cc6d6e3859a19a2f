"""The two questionnaires of the notebooks, before and after the lessons."""

import base64
from typing import Any

from relu_notes.inventory.answers import VERSION
from relu_notes.inventory.concepts import Concept, Item
from relu_notes.inventory.questions import CONCEPTS
from relu_notes.live.questionnaire import Questionnaire

#: From which the page proposes a code: short, easy to spell, none a part of another.
# fmt: off
WORDS = (
    "amber", "apple", "badger", "basil", "beach", "birch", "bread", "brick", "camel", "candle", "cedar", "cherry",
    "cloud", "cobalt", "coral", "crane", "daisy", "dune", "ember", "falcon", "fern", "finch", "flint", "forest",
    "garnet", "ginger", "grape", "hazel", "heron", "honey", "indigo", "ivory", "jade", "kiwi", "lemon", "lilac",
    "lotus", "maple", "mango", "marble", "meadow", "mint", "moss", "nutmeg", "olive", "onyx", "opal", "orchid",
    "otter", "panda", "pearl", "pepper", "plum", "quartz", "raven", "river", "robin", "rose", "saffron", "sage",
    "salmon", "silver", "sparrow", "tiger", "topaz", "tulip", "violet", "walnut", "willow", "zebra",
)
# fmt: on


def before(form: str = "A") -> Questionnaire:
    """The ten questions before the lessons, without feedback."""
    return _questionnaire("before", form)


def after(form: str = "B") -> Questionnaire:
    """The ten questions after the lessons, each answer beside the one from before."""
    return _questionnaire("after", form)


def _questionnaire(when: str, form: str) -> Questionnaire:
    if form not in ("A", "B"):
        raise ValueError(f"form must be 'A' or 'B', not {form!r}")
    forms = {letter: [_for_page(concept, concept.forms[letter]) for concept in CONCEPTS] for letter in "AB"}
    return Questionnaire(when, form, forms, version=VERSION, words=list(WORDS))


def _for_page(concept: Concept, item: Item) -> dict[str, Any]:
    picture = item.picture() if item.picture else None
    address = f"data:image/png;base64,{base64.b64encode(picture.png()).decode()}" if picture else ""
    file, _, anchor = concept.section.partition("#")
    return {
        "text": item.text,
        "options": [[text, misconception is None] for text, misconception in item.options],
        "picture": address,
        "alt": picture.description if picture else "",
        "says": concept.says,
        "link": concept.section,
        "title": f"Lesson {int(file[:2])}: {anchor.split('.-', 1)[-1].replace('-', ' ')}",
    }
