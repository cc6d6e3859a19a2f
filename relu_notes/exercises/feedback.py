"""What a check answers, and the wrapper that lets it survive any answer.

A check is a function of the student's answer that returns what it tested, or raises `Mistake`. `exercise` turns it
into the function that the notebook calls: it always returns a `Feedback`, whatever the student's code does. While
nbgrader validates or grades a notebook, what is not right raises AssertionError instead, since nbgrader counts errors.
"""

import functools
import html
import io
import os
import re
import textwrap
import threading
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

import numpy as np

from relu_notes.exercises.guard import guarded
from relu_notes.exercises.time_limit import Overrun, Stop, within

#: Seconds of processor time for one check. A right answer takes about a millisecond, but its first call may compile
#: something or draw a figure.
TIME_LIMIT = 5.0

_PRINTED = 1000  # characters of a student's own printing that are kept
_one_at_a_time = threading.Lock()

#: Points by exercise, and the exercises whose last answer was right, since the kernel started.
POINTS: dict[str, int] = {}
_right: set[str] = set()


@dataclass(frozen=True, repr=False)
class Feedback:
    """The answer of a check: true when right; plain text when printed; a coloured box in a notebook.

    `verdict` is "right", "wrong" or "blank"; `mistake` is the short name of the mistake that was recognised;
    `points` is a line on the points so far, and `drawing` an SVG of the answer, both shown in the box only.

    Examples
    --------
    >>> print(Feedback("wrong", "Not yet right.", "shape"))
    Not yet right.
    >>> bool(Feedback("right", "Right."))
    True
    """

    verdict: str
    text: str
    mistake: str = ""
    points: str = ""
    drawing: str = ""

    def __bool__(self) -> bool:
        return self.verdict == "right"

    def __str__(self) -> str:
        lines = [textwrap.fill(line, 84, break_long_words=False) for line in self.text.splitlines()]
        # In letters that Python on Windows can print to a file.
        return "\n".join(lines).encode("cp1252", "replace").decode("cp1252")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        sign, word, colour, edge = _LOOKS[self.verdict]
        told = self.text.removeprefix(word).lstrip(".:\n ")  # the badge says it
        told = re.sub("^[a-z]+(?= )", lambda word: word[0].capitalize(), told)  # a word, no name of a function
        lines = re.sub("`([^`]*)`", r"<code>\1</code>", html.escape(told)).replace("\n", "<br>")
        return (
            f'<div style="border-left: 6px {edge} {colour}; padding: 2px 12px; max-width: 44em">'
            f'<p style="margin: 4px 0"><b style="background: {colour}; color: #fff; padding: 2px 8px; '
            f'border-radius: 4px">{sign} {word}</b></p>'
            f'<p style="margin: 4px 0">{lines}</p>{self.drawing}'
            + (f'<p style="margin: 4px 0"><i>{self.points}</i></p>' if self.points else "")
            + "</div>"
        )

    def demand(self) -> None:
        """Raise AssertionError with the text unless the answer is right."""
        if not self:
            raise AssertionError(self.text)


#: Sign, word, colour (white on it is readable) and line of the box, so that none is distinguished by colour alone.
_LOOKS = {
    "right": ("✓", "Right", "#00664b", "solid"),
    "wrong": ("✗", "Not yet right", "#a63c00", "double"),
    "blank": ("…", "Not yet answered", "#555555", "dashed"),
}


class Mistake(Exception):  # noqa: N818 - a student's, not the program's
    """A mistake that a check recognised: its short name, what is wrong and why, a hint, and perhaps a drawing."""

    def __init__(self, name: str, wrong: str, hint: str, drawing: str = ""):
        super().__init__(name, wrong, hint)
        self.name, self.wrong, self.hint, self.drawing = name, wrong, hint, drawing


class NotAnswered(Exception):  # noqa: N818
    """The answer is still the blank of the notebook."""


def exercise(*, points: int) -> Callable[[Callable[[Any], str]], Callable[..., Feedback]]:
    """Make of a check a function that returns a `Feedback` for any answer, within `TIME_LIMIT`.

    `points` are those that nbgrader gives for it, 0 for an optional exercise.
    """

    def decorate(check: Callable[[Any], str]) -> Callable[..., Feedback]:
        name = check.__name__
        POINTS[name] = points

        @functools.wraps(check)
        def checked(answer: Any = ...) -> Feedback:
            printed = _Printed()
            with _one_at_a_time:
                feedback = _outcome(check, answer, printed)
            if printed.tell():  # a student looks for mistakes with print
                print(printed.getvalue().rstrip("\n"))
            (_right.add if feedback else _right.discard)(name)
            so_far = f"Points so far: {sum(POINTS[each] for each in _right)} of {sum(POINTS.values())}."
            feedback = replace(feedback, points=so_far)
            if points and os.environ.get("NBGRADER_EXECUTION"):
                feedback.demand()
            return feedback

        checked.__annotations__ = {"answer": Any, "return": Feedback}
        del checked.__wrapped__  # help() should show the parameters of `checked`
        return checked

    return decorate


def _outcome(check: Callable[[Any], str], answer: Any, printed: io.StringIO) -> Feedback:
    def work() -> str:
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                return check(answer)
        except (Mistake, NotAnswered, Stop):
            raise
        except BaseException as error:  # an odd object may raise anything when it is looked at
            wrong = f"Your answer cannot be checked: looking at it raises {named(error)}."
            raise Mistake("unreadable", wrong, "what type does your answer have?") from None

    names = answer.__globals__ if isinstance(answer, FunctionType) else {}
    try:
        with redirect_stdout(printed), redirect_stderr(printed), guarded(names):
            return Feedback("right", f"Right.\n{within(TIME_LIMIT, work)}")
    except NotAnswered:
        told = "Not yet answered: write your answer in the cell above, run it, then run this check."
        return Feedback("blank", told)
    except Mistake as error:
        mistake = error
    except Overrun as overrun:
        was = "was" if overrun.ended else "could not be"
        wrong = f"Your code was still running after {overrun.seconds:.0f} seconds and {was} stopped."
        if not overrun.ended:
            mended = "restart the kernel (menu Kernel) once you have mended the code."
            wrong += f" The notebook goes on, but slowly: {mended}"
        hint = "is there a loop that never ends, or one that is not needed? NumPy works on a whole array at once."
        mistake = Mistake("endless", wrong, hint)
    text = f"Not yet right.\n{mistake.wrong}\nHint: {mistake.hint}"
    return Feedback("wrong", text, mistake.name, drawing=mistake.drawing)


class _Printed(io.StringIO):
    """Keeps the start of what is printed; an endless loop must not fill the memory."""

    def write(self, text: str) -> int:
        room = _PRINTED - self.tell()
        if room >= 0:
            super().write(text if len(text) <= room else text[:room] + " … (and more)")
        return len(text)


def named(error: BaseException) -> str:
    """The type of an exception and what it says, on one line."""
    message = message_of(error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def message_of(error: BaseException) -> str:
    """What an exception says, on one line of at most 200 characters; nothing if it cannot be asked."""
    try:
        return " ".join(str(error).split())[:200]
    except Exception:
        return ""
