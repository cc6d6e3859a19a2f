"""The check of a function that works on every number of an array by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np

from relu_notes.exercises.feedback import Mistake, NotAnswered, call, given_function

#: Where functions are compared: both signs, 0, whole numbers and others, above and below 1.
POINTS = (-3.0, -2.5, -1.0, -0.5, 0.0, 0.25, 1.0, 2.5, 4.0)


@dataclass(frozen=True)
class Variant:
    """A usual wrong answer: the values that it gives, what is wrong with them, and a hint."""

    name: str
    function: Callable
    wrong: str
    hint: str


@dataclass(frozen=True)
class Elementwise:
    """What an exercise asks of a function of one array, and perhaps of parameters after it.

    `settings` are the parameters that are tried; the most telling first. `keeps_nan` makes a lost NaN a mistake
    where the exercise asks for it, else it is a remark to a right answer.
    """

    signature: str
    expected: Callable
    variants: tuple[Variant, ...]
    hint: str
    settings: tuple[tuple[Any, ...], ...] = ((),)
    points: tuple[float, ...] = POINTS
    integers: tuple[int, ...] = (-3, -1, 0, 2)
    keeps_nan: bool = False
    tested: str = ""

    @property
    def name(self) -> str:
        """The function's name in the notebook."""
        return self.signature.partition("(")[0]

    def check(self, answer: Any) -> str:
        """What was tested, if `answer` is right; a `Mistake` if not."""
        function = given_function(answer, self.name)
        for parameters in self.settings:
            self._floats(function, parameters)
        parameters = self.settings[0]
        self._shapes(function, parameters)
        self._integers(function, parameters)
        remarks = [*self._nan(function, parameters), *self._infinities(function, parameters)]
        low, high = min(self.points), max(self.points)
        tested = (
            f"Tested: {len(self.points)} numbers from {low:g} to {high:g}{self.tested}, a single number, a table of "
            "2 rows, whole numbers, NaN; your function left its argument as it was."
        )
        return "\n".join([tested, *remarks])

    def _floats(self, function, parameters):
        x = np.array(self.points)
        got = elementwise_values(function, x, parameters, self.signature)
        expected = self.expected(x, *parameters)
        if same(got, expected):
            return
        for variant in self.variants:
            if same(got, variant.function(x, *parameters)):
                raise Mistake(variant.name, variant.wrong, variant.hint)
        if same(got, np.full_like(x, got[0])):
            wrong = f"Your function gives {got[0]:g} for every x: it is a constant."
            raise Mistake("constant", wrong, "does the value that you return depend on x?")
        if same(got, np.trunc(expected)):
            raise Mistake("truncation", _CUT, "look for `int`, `//`, or an array that holds whole numbers only.")
        first = int(np.flatnonzero(~np.isclose(got, expected, equal_nan=True))[0])
        given = self._with(parameters)
        raise Mistake("value", f"At x = {x[first]:g}{given} your function gives {got[first]:g}.", self.hint)

    def _with(self, parameters) -> str:
        names = [part.partition("=")[0].strip() for part in self.signature.rstrip(")").split(",")[1:]]
        return "".join(
            f", {name} = {value:g}" for name, value in zip(names, parameters, strict=False) if _number(value)
        )

    def _shapes(self, function, parameters):
        table = np.array(self.points[:8]).reshape(2, 4)
        self._compare(function, table, parameters, "with a table of 2 rows", "shape", _SHAPE_HINT)
        for number in (self.points[0], self.points[-1]):
            self._compare(function, number, parameters, f"with the single number {number:g}", "arrays only", _ONE_HINT)

    def _integers(self, function, parameters):
        x = np.array(self.integers)
        got = elementwise_values(function, x, parameters, f"{self.signature} with whole numbers")
        expected = self.expected(x.astype(float), *parameters)
        if same(got, expected):
            return
        hint = "an array made like x (`zeros_like`, `copy`) has the dtype of x, and whole numbers have no decimals."
        if np.issubdtype(got.dtype, np.integer) and same(got, np.trunc(expected)):
            raise Mistake("truncation", f"{_CUT} It does so when x holds whole numbers.", hint)
        first = int(np.flatnonzero(~np.isclose(got, expected))[0])
        raise Mistake("value", f"For the whole number x = {x[first]} your function gives {got[first]:g}.", self.hint)

    def _nan(self, function, parameters) -> list[str]:
        got = elementwise_values(function, np.array([1.0, np.nan]), parameters, f"{self.signature} with NaN")
        if np.isnan(got[1]):
            return []
        swallowed = f"your function turns NaN (not a number) into {got[1]:g}"
        if self.keeps_nan:
            hint = "every comparison with NaN is False. Which branch does it take? Does NumPy have a function for it?"
            raise Mistake("nan", f"A NaN must stay NaN, or faulty data go unseen: {swallowed}.", hint)
        return [f"Good to know: {swallowed}; code in use should let NaN through."]

    def _infinities(self, function, parameters) -> list[str]:
        got = elementwise_values(function, np.array([-np.inf, np.inf]), parameters, f"{self.signature} at infinity")
        if not np.isnan(got).any() or np.isnan(self.expected(np.array([-np.inf, np.inf]), *parameters)).any():
            return []
        return ["Good to know: at plus or minus infinity your function gives NaN, because infinity · 0 is NaN."]

    def _compare(self, function, x, parameters, described, mistake, hint):
        got = elementwise_values(function, x, parameters, f"{self.signature} {described}")
        if not same(got, self.expected(np.asarray(x), *parameters)):
            wrong = f"{self.signature} is right for a row of numbers, but not {described}."
            raise Mistake(mistake, wrong, hint)


_CUT = "Your function cuts the decimals off."
_SHAPE_HINT = "does your function work on all numbers of x alike, however they are arranged?"
_ONE_HINT = "a single number has no places to index. Can you do without x[…]?"


def _number(value: Any) -> bool:
    return isinstance(value, (int, float))


def same(got: np.ndarray, expected: np.ndarray) -> bool:
    """Whether two arrays of one shape agree to about six digits, so that float32 passes too."""
    return bool(np.allclose(got.astype(float), expected, rtol=1e-6, atol=1e-9, equal_nan=True))


def elementwise_values(function: Callable, x: Any, parameters: tuple[Any, ...], shown: str) -> np.ndarray:
    """The numbers that `function` returns for `x`, of the shape of `x`; a `Mistake` for anything else."""
    given = np.array(x) if isinstance(x, np.ndarray) else x
    returned = call(function, given, *parameters, shown=shown)
    if isinstance(x, np.ndarray) and not np.array_equal(given, x, equal_nan=x.dtype.kind == "f"):
        wrong = "Your function writes into its argument: after the call, x holds other numbers than before."
        raise Mistake(
            "overwritten", wrong, "`x[…] = …`, `x *= …` and `out=x` change the caller's array. Make a new one."
        )
    return numbers(returned, np.shape(x), shown)


def numbers(returned: Any, shape: tuple[int, ...], shown: str) -> np.ndarray:
    """`returned` as an array of `shape`; a `Mistake` that says what it is if it is not one."""
    if returned is ...:
        raise NotAnswered
    if returned is None:
        wrong = f"{shown} gives nothing back (None)."
        raise Mistake("nothing returned", wrong, "print only shows a value. Which word hands it to the caller?")
    if np.ma.isMaskedArray(returned) or not isinstance(returned, (np.ndarray, np.generic, Real)):
        kind = type(returned).__name__
        hints = {
            "str": "text only looks like a number.",
            "list": "a list cannot be multiplied by a number; an array can.",
        }
        hint = hints.get(kind, "an array of numbers in, an array of numbers out.")
        raise Mistake("type", f"{shown} gives a {kind} back, not numbers in a NumPy array.", hint)
    array = np.asarray(returned)
    if array.dtype.kind == "b":
        wrong = f"{shown} gives True and False back, not numbers."
        raise Mistake(
            "booleans", wrong, "a comparison tells which; the exercise asks how much. NumPy cannot negate a bool."
        )
    if array.dtype.kind not in "iuf":
        raise Mistake("dtype", f"{shown} gives an array of dtype {array.dtype} back.", "which step makes it so?")
    if array.shape != shape:
        wrong = (
            f"{shown} has shape {shape}, its result has shape {array.shape}."
            if shape
            else (f"{shown} gives an array of shape {array.shape} back, not a number.")
        )
        raise Mistake("shape", wrong, "one number out for each number in: is there a sum, a mean or an index too many?")
    return array
