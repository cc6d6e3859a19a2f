"""The question that a figure asks before it is moved: options, what each says, and where the answer shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    """One answer to choose: `text` on the button, `says` once the figure has shown the answer."""

    text: str
    says: str
    right: bool = False


class Right(Option):
    """The right option; `says` is why."""

    def __init__(self, text: str, says: str):
        super().__init__(text, says, right=True)


class Wrong(Option):
    """A misconception; `says` names it and where to look in this figure."""


class Question:
    """A prediction to make.

    Parameters
    ----------
    text : what is asked, one thing
    *options : 2 to 5 `Right` or `Wrong`, one or more of them right
    move : names of the controls that the reader is told to move
    until : the answer shows once each named slider is within (low, high) and each named menu or toggle has one of a
        tuple of values; None means once one of `move` has moved
    not_before : words that the figure's first readout and alternative text must not contain

    Examples
    --------
    >>> question = Question("2 + 2?", Right("4", "Counted."), Wrong("22", "Side by side."), move=("x",))
    >>> [option.text for option in question.options if option.right]
    ['4']
    """

    def __init__(
        self,
        text: str,
        *options: Option,
        move: Collection[str],
        until: Mapping[str, tuple[Any, ...]] | None = None,
        not_before: Collection[str] = (),
    ):
        self.text = text
        self.options = options
        self.move = tuple(move)
        self.until = dict(until or {})
        self.not_before = tuple(not_before)
