"""Look at what a student wrote: is it a blank, is it a function, what does it raise, what does it give back."""

import builtins
import dis
import traceback
from collections.abc import Callable
from decimal import Decimal
from numbers import Real
from types import CodeType
from typing import Any, NoReturn

import numpy as np

from relu_notes.exercises.feedback import Mistake, NotAnswered, message_of, named
from relu_notes.exercises.guard import Refused
from relu_notes.exercises.time_limit import Stop


def call(function: Callable, *arguments: Any, shown: str) -> Any:
    """Return `function(*arguments)`; what it raises becomes a `Mistake`.

    `shown` is how the feedback writes the call, like "relu(x) with an array x".
    """
    try:
        return function(*arguments)
    except (Stop, Mistake):
        raise
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: the notebook goes on
        _raised(function, error, shown)


def _raised(function: Callable, error: BaseException, shown: str) -> NoReturn:
    if isinstance(error, Refused):
        hint = "your function gets all that it needs when it is called, and hands its result over with return."
        raise Mistake("not in an answer", f"{error}.", hint) from None
    line = _line_of(function, error)
    where = f" in line {line} of your function" if line else ""
    wrong = f"{shown} stops with {named(error)}{where}."
    name, hint = "exception", "read the last line of the error: it names what Python could not do."
    message = message_of(error)
    if reduction := _reduction(error):
        name, hint = "reduces", _numpys(reduction)
    elif isinstance(error, ValueError) and "truth value of an array" in message:
        name = "scalars only"
        which = [f"`{each}`" for each in ("max", "min") if used(function, each) is getattr(builtins, each)]
        looks = f"Python's {which[0]} looks" if which else "`if`, `max`, `and` and `or` look"
        hint = f"{looks} at one number. Which NumPy function does it for a whole array?"
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
    lines = [n - code.co_firstlineno + 1 for frame, n in traceback.walk_tb(error.__traceback__) if frame.f_code is code]
    return lines[-1] if lines else None


def used(function: Callable, name: str) -> Any:
    """What the global `name` is for `function`, None where it does not use it."""
    if not any(step.argval == name for step in _steps(function) if step.opname == "LOAD_GLOBAL"):
        return None
    return getattr(function, "__globals__", {}).get(name, getattr(builtins, name, None))


def _numpys(name: str) -> str:
    """A hint for students who call NumPy's `max` or `min`, as after `from numpy import *`, to compare with 0."""
    looks = f"your `{name}` is NumPy's: {name}(x, 0) looks for one number along axis 0."
    return f"{looks} Which NumPy function compares number by number?"


def _reduction(error: BaseException) -> str:
    """`max` or `min` if `error` arose in NumPy's."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    called = {each.f_code.co_name for each in frames if each.f_globals.get("__name__", "").startswith("numpy.")}
    return next((name for name in ("max", "min") if {name, f"a{name}"} & called), "")


def _reduces(function: Callable) -> str:
    """The hint for a result that lost its shape, where `function` calls NumPy's `max` or `min`; else nothing."""
    attributes = {step.argval for step in _steps(function) if step.opname in ("LOAD_ATTR", "LOAD_METHOD")}
    for name in ("max", "min"):
        if used(function, name) is getattr(np, name) or name in attributes:
            return _numpys(name)
    return ""


def compares_with(function: Callable, operator: str) -> bool:
    """Whether the code of `function` itself compares by `operator`, like ">="."""
    return any(step.opname == "COMPARE_OP" and operator in step.argrepr for step in _steps(function))


def _steps(function: Any) -> list[dis.Instruction]:
    code = getattr(function, "__code__", None)
    return list(dis.get_instructions(code)) if isinstance(code, CodeType) else []


def _dots(): ...


def is_blank(answer: Any) -> bool:
    """Whether `answer` is what stands in the blank notebook: dots, None, or a function with dots for a body."""
    steps, blank = ([(s.opname, s.argval) for s in _steps(f) if s.opname != "NOP"] for f in (answer, _dots))
    return answer is ... or answer is None or steps == blank


def given_function(answer: Any, name: str) -> Callable:
    """`answer` if it is a function; a `Mistake` for a value in its place."""
    if is_blank(answer):
        raise NotAnswered
    if not callable(answer):
        kind = "text" if isinstance(answer, str) else f"a value of type {type(answer).__name__}"
        wrong = f"The check got {kind} instead of a function: a value is right for one input at most."
        hint = f"write a function and hand over the function itself, without calling it: its name is {name}."
        raise Mistake("constant", wrong, hint)
    return answer


_NUMBERS = (Real, Decimal)
_NO_TEXT = "text only looks like a number: write it without quotes."


def given_numbers(answer: Any, count: int) -> np.ndarray:
    """`answer`, a list of `count` numbers, as an array; a `Mistake` for anything else."""
    if is_blank(answer):
        raise NotAnswered
    if not isinstance(answer, (list, tuple, np.ndarray)):
        wrong = f"The check got a value of type {type(answer).__name__}, not a list of numbers."
        raise Mistake("type", wrong, f"{count} numbers between square brackets, with commas between them.")
    if any(value is ... or value is None for value in answer):
        raise NotAnswered
    values = [each.item() if getattr(each, "shape", None) in ((), (1,)) else each for each in answer]
    for place, value in enumerate(values, 1):
        if not isinstance(value, _NUMBERS) or isinstance(value, bool):
            kind = {str: "text", bool: f"{value}"}.get(type(value), type(value).__name__)
            how = "without quotes" if kind == "text" else "and all of them in one row"
            hint = f"write each as a number, like 1.5, {how}."
            raise Mistake("type", f"Value {place} is not a number, but {kind}.", hint)
    if len(values) != count:
        wrong = f"You give {len(values)} values; the question asks for {count}."
        raise Mistake("shape", wrong, "one number for each line of the question, in its order.")
    return np.array([float(value) for value in values])


def numbers(returned: Any, shape: tuple[int, ...], shown: str, function: Callable | None = None) -> np.ndarray:
    """`returned` as an array of `shape`; a `Mistake` that says what it is if it is not one."""
    if returned is ...:
        raise NotAnswered
    if returned is None:
        wrong = f"{shown} gives nothing back (None)."
        raise Mistake("nothing returned", wrong, "print only shows a value. Which word hands it to the caller?")
    if np.ma.isMaskedArray(returned) or not isinstance(returned, (np.ndarray, np.generic, *_NUMBERS)):
        kind = type(returned).__name__
        back = "numbers in a NumPy array" if shape else "a number"
        hint = "an array of numbers in, an array of numbers out." if shape else "return one number."
        if kind == "list":
            hint = "2 times a list repeats it, 2 times an array doubles its numbers. Which is meant?"
        raise Mistake("type", f"{shown} gives a {kind} back, not {back}.", _NO_TEXT if kind == "str" else hint)
    array = np.asarray(returned if isinstance(returned, (np.ndarray, np.generic, int)) else float(returned))
    if array.dtype.kind == "b":
        wrong = f"{shown} gives True and False back, not numbers."
        hint = "a comparison tells which; the exercise asks how much. NumPy cannot negate a bool."
        raise Mistake("booleans", wrong, hint)
    if array.dtype.kind not in "iuf":
        hint = _NO_TEXT if array.dtype.kind in "US" else "which step makes it so?"
        raise Mistake("dtype", f"{shown} gives an array of dtype {array.dtype} back.", hint)
    if array.shape != shape:
        wrong = f"{shown} has shape {shape}, its result has shape {array.shape}."
        if not shape:
            wrong = f"{shown} gives an array of shape {array.shape} back, not a number."
        whole = _reduces(function) if function else ""
        hint = whole or "one number out for each number in: is there a sum, a mean or an index too many?"
        raise Mistake("reduces" if whole else "shape", wrong, hint)
    return array


def same(got: Any, expected: Any) -> bool:
    """Whether two arrays of one shape agree to about six digits, so that float32 passes too."""
    return bool(np.allclose(got.astype(float), expected, rtol=1e-6, atol=1e-9, equal_nan=True))
