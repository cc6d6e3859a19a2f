"""Questions that a reader answers before a figure does, and what the page needs to ask them."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import traitlets

from relu_notes.live.button import Button
from relu_notes.live.controls import PAGE_FILES, Control, PageWidget, Slider, Toggle

LETTERS = "ABCDE"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen; `says` is what the reader is told once the figure has shown what is true."""

    text: str
    says: str
    right: ClassVar[bool]


class Right(Option):
    """The right answer; `says` why."""

    right = True


class Wrong(Option):
    """A misconception; `says` its name and what to look at in the figure."""

    right = False


class Question:
    """A question about what a figure will show.

    Parameters
    ----------
    text
        Asks one thing.
    *options
        Two to five `Right` and `Wrong`, one of them right.
    move
        The names of the controls that the reader is told to move.
    until
        By name of a control what it must reach before the answer appears: a pair (low, high) for a slider, a tuple of
        values for a menu or a switch; menus and switches not named must stand where they did at first. Without it the
        answer appears once a control of `move` has moved.
    not_before
        Words that give the answer away: the figure's first readout and text alternative must not contain them.

    Raises
    ------
    ValueError
        For fewer than two or more than five options, and if not exactly one is right.

    Examples
    --------
    >>> question = Question("Is 2 positive?", Wrong("no", "It lies right of 0."), Right("yes", "It lies right of 0."))
    >>> print(question)
    Predict: Is 2 positive?
    A  no
    B  yes
    """

    def __init__(
        self,
        text: str,
        *options: Option,
        move: Sequence[str] = (),
        until: Mapping[str, Sequence[Any]] | None = None,
        not_before: Collection[str] = (),
    ):
        if not 2 <= len(options) <= len(LETTERS) or sum(option.right for option in options) != 1:
            raise ValueError(f"a question has two to five options, one of them Right: {text}")
        self.text = text
        self.options = options
        self.move = tuple(move)
        self.until = dict(until or {})
        self.not_before = tuple(not_before)

    def __str__(self) -> str:
        lines = [f"{letter}  {option.text}" for letter, option in zip(LETTERS, self.options, strict=False)]
        return "\n".join([f"Predict: {self.text}", *lines])

    def for_page(self, controls: Mapping[str, Control]) -> dict[str, Any]:
        """The question as JSON: controls by their place, and a key under which the page keeps the prediction.

        Raises
        ------
        ValueError
            If `move` or `until` name a control that is not there, or nothing that it can have.
        """
        unknown = {*self.move, *self.until} - set(controls)
        if unknown:
            raise ValueError(f"{self.text}: no control is named {', '.join(sorted(unknown))}")
        if controls and not self.move:
            raise ValueError(f"{self.text}: move must name the controls that bring the answer")
        places = {name: place for place, name in enumerate(controls)}
        choices = {name: one for name, one in controls.items() if not isinstance(one, (Slider, Button))}
        stay = {name: (one.value,) for name, one in choices.items() if name not in self.until}
        until = {**self.until, **stay} if self.until else {}
        return {
            "key": f"{zlib.crc32(str(self).encode()):08x}",
            "text": self.text,
            "options": [{"text": one.text, "says": one.says, "right": one.right} for one in self.options],
            "start": [control.place for control in controls.values()],
            "move": [places[name] for name in self.move],
            "told": " or ".join(_moved(controls[name]) for name in self.move),
            "until": [{"control": places[name], **_places(controls[name], wanted)} for name, wanted in until.items()],
        }


def _places(control: Control, wanted: Sequence[Any]) -> dict[str, Any]:
    """The places of a control that are `wanted`, and what the reader is told to do: "move “Bias b” to −3.5"."""
    if not isinstance(control, Slider):
        among = [control.positions.index(control.check(value)) for value in wanted]
        return {"among": among, "told": _chosen(control, [control.texts[place] for place in among])}
    low, high = wanted
    inside = [place for place, position in enumerate(control.positions) if low <= position <= high]
    if not inside:
        raise ValueError(f"{control.label} has no position from {low} to {high}")
    first, last = inside[0], inside[-1]
    nearest = min(inside, key=lambda place: abs(place - control.place))
    beyond = " or beyond" if first < last and (first == 0 or last == len(control.positions) - 1) else ""
    return {"from": first, "to": last, "told": f"move “{control.label}” to {control.texts[nearest]}{beyond}"}


def _chosen(control: Control, texts: Sequence[str]) -> str:
    if isinstance(control, Button):
        return _moved(control)
    if isinstance(control, Toggle):
        return f"{'tick' if texts == ['on'] else 'untick'} “{control.label}”"
    *more, last = (f"“{text}”" for text in texts)
    return f"choose {', '.join(more)}{' or ' * bool(more)}{last} in “{control.label}”"


def _moved(control: Control) -> str:
    verb = "press" if isinstance(control, Button) else "tick" if isinstance(control, Toggle) else "move"
    return f"{verb} “{control.label}”"


class AskedInWords(PageWidget):
    """A widget whose text, where it cannot be shown, is its whole `repr`."""

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle: Any = super()._repr_mimebundle_(**options)
        return {**bundle[0], "text/plain": repr(self)}, bundle[1]  # ipywidgets would cut it short


class QuestionView(AskedInWords):
    """The questions of one figure in the page, asked one after the other; the page does it all, without the kernel.

    Attributes
    ----------
    title
        Of the figure, or of the group of questions.
    questions
        As `Question.for_page` writes them.
    immediate
        Whether the answer follows the prediction at once, for questions without a figure.
    """

    _esm = PAGE_FILES / "question.js"
    _css = PAGE_FILES / "question.css"
    title = traitlets.Unicode().tag(sync=True)
    questions: Any = traitlets.List().tag(sync=True)
    immediate = traitlets.Bool().tag(sync=True)
    #: Every question that this kernel's figures ask, by title, for the end of the lesson.
    asked: ClassVar[dict[str, list[dict[str, Any]]]] = {}

    def __init__(self, title: str, questions: Sequence[Question], controls: Mapping[str, Control], **traits: Any):
        pages = [question.for_page(controls) for question in questions]
        self.asked[title] = pages
        self.texts = tuple(map(str, questions))
        super().__init__(title=title, questions=pages, **traits)

    def __repr__(self) -> str:
        return "\n\n".join([self.title, *self.texts])


class Predictions(PageWidget):
    """The end of a lesson: how many predictions were right, which were not, and all of them as text to copy.

    Attributes
    ----------
    asked
        The questions of the lesson by the title of their figure: those of the figures made so far.
    """

    _esm = PAGE_FILES / "question.js"
    _css = PAGE_FILES / "question.css"
    asked = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(asked=dict(QuestionView.asked))

    def __repr__(self) -> str:
        count = sum(map(len, self.asked.values()))
        return f"Your predictions in this lesson: {count} questions"


def check_yourself(*questions: Question, title: str = "Check yourself") -> QuestionView:
    """Questions without a figure, each answered as soon as it is chosen."""
    return QuestionView(title, questions, {}, immediate=True)


def predictions() -> Predictions:
    """What the reader predicted in this lesson, for its last cell."""
    return Predictions()
