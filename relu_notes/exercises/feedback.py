"""What a check answers, and the machinery that lets it survive any answer.

A check is a function of the student's answer that returns what it tested, or raises `Mistake`. `exercise` turns it
into the function that the notebook calls: it always returns a `Feedback`, whatever the student's code does.
"""

from __future__ import annotations

import dis
import functools
import io
import sys
import textwrap
import threading
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any, NoReturn

import numpy as np

from relu_notes.exercises.time_limit import Overrun, Stop, within

#: Seconds that one check may take. A right answer takes about a millisecond.
TIME_LIMIT = 2.0

RIGHT, WRONG, BLANK = "right", "wrong", "blank"
_PRINTED = 1000  # characters of a student's own printing that are kept
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, repr=False)
class Feedback:
    """The answer of a check: true when right, and plain text when shown or printed.

    `verdict` is "right", "wrong" or "blank"; `mistake` is the short name of the mistake that was recognised.

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

    def __bool__(self) -> bool:
        return self.verdict == RIGHT

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


class Mistake(Exception):  # noqa: N818 - a student's, not the program's
    """A mistake that a check recognised: its short name, what is wrong and why, and a hint."""

    def __init__(self, name: str, wrong: str, hint: str):
        super().__init__(name, wrong, hint)
        self.name, self.wrong, self.hint = name, wrong, hint


class NotAnswered(Exception):  # noqa: N818
    """The answer is still the blank of the notebook."""


def exercise(check: Callable[[Any], str]) -> Callable[..., Feedback]:
    """Make of `check` a function that returns a `Feedback` for any answer, within `TIME_LIMIT`."""

    @functools.wraps(check)
    def checked(answer: Any = ...) -> Feedback:
        sink = _Printed()
        with _one_at_a_time:
            outcome = _outcome(check, answer, sink)
        printed = sink.getvalue()
        if printed:  # a student looks for mistakes with print
            print(printed.rstrip("\n"))
        return outcome

    checked.__annotations__ = {"answer": Any, "return": Feedback}
    del checked.__wrapped__  # help() should show the parameters of `checked`
    return checked


def _outcome(check: Callable[[Any], str], answer: Any, sink: _Printed) -> Feedback:
    def work() -> str:
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                return check(answer)
        except (Mistake, NotAnswered, Stop):
            raise
        except BaseException as error:  # an odd object may raise anything when it is looked at
            wrong = f"Your answer cannot be checked: looking at it raises {_named(error)}."
            raise Mistake("unreadable", wrong, "what type does your answer have?") from None

    out, err = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = sink
    try:
        return Feedback(RIGHT, _lines("Right.", within(TIME_LIMIT, work)))
    except NotAnswered:
        return Feedback(BLANK, "Not yet answered: write your answer in the cell above, run it, then run this check.")
    except Mistake as mistake:
        return Feedback(WRONG, _lines("Not yet right.", mistake.wrong, f"Hint: {mistake.hint}"), mistake.name)
    except Overrun as overrun:
        wrong = f"Your code was still running after {TIME_LIMIT:g} seconds and was stopped."
        if not overrun.ended:
            wrong = (
                f"Your code was still running after {TIME_LIMIT:g} seconds and could not be stopped. The notebook goes "
                "on, but slowly: restart the kernel (menu Kernel) once you have mended the code."
            )
        hint = "Is there a loop that never ends? NumPy works on a whole array without any loop."
        return Feedback(WRONG, _lines("Not yet right.", wrong, f"Hint: {hint}"), "endless")
    finally:
        sys.stdout, sys.stderr = out, err


class _Printed(io.StringIO):
    """Keeps the start of what is printed; an endless loop must not fill the memory."""

    def write(self, text: str) -> int:
        room = _PRINTED - self.tell()
        if room >= 0:
            super().write(text if len(text) <= room else text[:room] + " … (and more)")
        return len(text)


def _lines(*paragraphs: str) -> str:
    lines = "\n".join(paragraphs).splitlines()
    return "\n".join(textwrap.fill(line, 84, break_long_words=False) for line in lines)


# ------------------------------------------------------------------------------------------- the student's code


def call(function: Callable, *arguments: Any, shown: str) -> Any:
    """Return `function(*arguments)`; what it raises becomes a `Mistake`.

    `shown` is how the call is written in the feedback, like "relu(x) with an array x".
    """
    try:
        return function(*arguments)
    except Stop:
        raise
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: the notebook goes on
        _raised(function, error, shown)


def _raised(function: Callable, error: BaseException, shown: str) -> NoReturn:
    line = _line_of(function, error)
    where = f" in line {line} of your function" if line else ""
    wrong = f"{shown} stops with {_named(error)}{where}."
    name, hint = "exception", "read the last line of the error: it names what Python could not do."
    message = _message(error)
    if isinstance(error, ValueError) and "truth value of an array" in message:
        name = "scalars only"
        hint = "`if`, `max`, `and` and `or` look at one number. Which NumPy function does it for a whole array?"
    elif isinstance(error, TypeError) and ("length-1 arrays" in message or "0-dimensional arrays" in message):
        name = "scalars only"
        hint = "`float`, `int` and the functions of `math` take one number. NumPy's take a whole array."
    elif _needs_an_array(error, message):
        name = "arrays only"
        hint = "x may also be a single number, and a number has no places to index. Can you do without x[…]?"
    elif isinstance(error, TypeError) and "argument" in message and line is None:
        name, hint = "signature", "compare the arguments of your function with those in the exercise."
    elif isinstance(error, RecursionError):
        name, hint = "endless", "does your function call itself? Take another name for it, or for its helper."
    elif isinstance(error, NameError):
        hint = "is the name spelled right, and was the cell that defines it run?"
    raise Mistake(name, wrong, hint) from None


def _needs_an_array(error: BaseException, message: str) -> bool:
    if isinstance(error, AttributeError):
        return message.startswith(("'float' object", "'int' object"))
    return isinstance(error, (TypeError, IndexError)) and ("subscriptable" in message or "item assignment" in message)


def _line_of(function: Callable, error: BaseException) -> int | None:
    """The line of `function` where `error` arose, 1 being its `def`."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return None
    lines = [n for frame, n in traceback.walk_tb(error.__traceback__) if frame.f_code is code]
    return lines[-1] - code.co_firstlineno + 1 if lines else None


def _message(error: BaseException) -> str:
    try:
        return " ".join(str(error).split())[:200]
    except Exception:
        return ""


def _named(error: BaseException) -> str:
    message = _message(error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _dots(x): ...


def _documented_dots(x):
    """Stand for a blank that has a docstring."""
    ...


def _steps(code: CodeType) -> list[tuple[str, Any]]:
    return [(step.opname, step.argval) for step in dis.get_instructions(code)]


def is_blank(answer: Any) -> bool:
    """Whether `answer` is what stands in the blank notebook: dots, None, or a function with dots for a body."""
    if answer is ... or answer is None:
        return True
    code = getattr(answer, "__code__", None)
    return isinstance(code, CodeType) and _steps(code) in (_steps(_dots.__code__), _steps(_documented_dots.__code__))


def given_function(answer: Any, name: str) -> Callable:
    """`answer` if it is a function; a `Mistake` for a value in its place."""
    if is_blank(answer):
        raise NotAnswered
    if not callable(answer):
        kind = "text" if isinstance(answer, str) else f"a value of type {type(answer).__name__}"
        raise Mistake(
            "constant",
            f"The check got {kind} in the place of a function: a value is right for one input at most.",
            f"write a function and hand over the function itself, without calling it: its name is {name}.",
        )
    return answer
