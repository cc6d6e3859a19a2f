"""What a concept of the inventory is: two questions on one idea, and the misconception behind each wrong option."""

from collections.abc import Callable
from dataclasses import dataclass

from relu_notes.inventory.gain import Key
from relu_notes.plots.style import Picture

_LETTERS = "abcde"


@dataclass(frozen=True)
class Item:
    """One question of a form.

    Attributes
    ----------
    text
        The question; it explains every term that a lesson introduces.
    options
        (text, misconception) in the order on screen; the right one has None.
    picture
        Draws the small picture that belongs to it, if there is one.
    """

    text: str
    options: tuple[tuple[str, str | None], ...]
    picture: Callable[[], Picture] | None = None

    @property
    def right(self) -> str:
        """The letter of the right option."""
        return _LETTERS[[misconception for _, misconception in self.options].index(None)]


@dataclass(frozen=True)
class Concept:
    """One idea, asked in form A and in form B.

    Attributes
    ----------
    title
        In the reports.
    section
        The lesson's file and heading whose figure settles it.
    says
        Why the right option is right, for both forms.
    forms
        The question by form.
    """

    title: str
    section: str
    says: str
    forms: dict[str, Item]

    @property
    def key(self) -> Key:
        """What the report needs."""
        misconceptions = {
            form: {_LETTERS[i]: name for i, (_, name) in enumerate(item.options) if name is not None}
            for form, item in self.forms.items()
        }
        right = {form: item.right for form, item in self.forms.items()}
        return Key(self.title, int(self.section[:2]), right, misconceptions)
