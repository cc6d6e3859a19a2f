"""What a concept of the inventory is: two questions on one idea, and the misconception behind each wrong option."""

from collections.abc import Callable

from relu_notes.plots.style import Picture


class Item:
    """One question of a form; its text explains every term that a lesson introduces.

    `options` are (text, misconception) in the order on screen, the right one with None. `picture` draws the small
    picture that belongs to it, if there is one.
    """

    def __init__(self, text: str, *options: tuple[str, str | None], picture: Callable[[], Picture] | None = None):
        self.text, self.options, self.picture = text, options, picture
        #: Letter by letter, the misconception behind the option, None where it is right.
        self.behind = dict(zip("abcde", (misconception for _, misconception in options), strict=False))

    @property
    def right(self) -> str:
        """The letter of the right option."""
        return next(letter for letter, misconception in self.behind.items() if misconception is None)


class Concept:
    """One idea, asked in form A and in form B.

    `title` names it in the reports, `section` is the lesson's file and heading whose figure settles it, and `says` is
    why the right option is right, in both forms.
    """

    def __init__(self, title: str, section: str, says: str, **forms: Item):
        self.title, self.section, self.says, self.forms = title, section, says, forms
        self.lesson = int(section[:2])
