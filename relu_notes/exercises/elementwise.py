"""The check of a function that works on every number of an array by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from relu_notes.exercises.answers import call, compares_with, given_function, numbers, same
from relu_notes.exercises.feedback import Mistake

#: Where functions are compared: both signs, 0, whole numbers and others, above and below 1.
POINTS = (-3.0, -2.5, -1.0, -0.5, 0.0, 0.25, 1.0, 2.5, 4.0)


@dataclass(frozen=True)
class Variant:
    """A usual wrong answer: the values that it gives, what is wrong with them, and a hint.

    `because_of` is the comparison, like ">=", that is named as the reason where the answer has it in its code.
    """

    name: str
    function: Callable
    wrong: str
    hint: str
    because_of: str = ""


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
                wrong = variant.wrong
                if variant.because_of and compares_with(function, variant.because_of):
                    wrong += f" That happens with `{variant.because_of}` instead of `{variant.because_of[0]}`."
                raise Mistake(variant.name, wrong, variant.hint)
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
            hint = "each comparison with NaN is False, and some functions leave NaN out. What does yours do?"
            raise Mistake("nan", f"A NaN must stay NaN, or faulty data go unseen: {swallowed}.", hint)
        return [f"Good to know: {swallowed}; code in use should let NaN through."]

    def _infinities(self, function, parameters) -> list[str]:
        x = np.array([-np.inf, np.inf])
        got = elementwise_values(function, x, parameters, f"{self.signature} at infinity")
        return [
            f"Good to know: for x = {_word(at)} your function gives {_word(value)}, not {_word(true)}."
            for at, value, true in zip(x, got, self.expected(x, *parameters), strict=True)
            if not (same(value, true) or np.isnan(true))
        ]

    def _compare(self, function, x, parameters, described, mistake, hint):
        got = elementwise_values(function, x, parameters, f"{self.signature} {described}")
        if not same(got, self.expected(np.asarray(x), *parameters)):
            wrong = f"{self.signature} is right for a row of numbers, but not {described}."
            raise Mistake(mistake, wrong, hint)


_CUT = "Your function cuts the decimals off."
_SHAPE_HINT = "does your function work on all numbers of x alike, however they are arranged?"
_ONE_HINT = "a single number has no places to index. Can you do without x[…]?"


def _word(value: float) -> str:
    return f"{value:g}".replace("inf", "infinity").replace("nan", "NaN")


def _number(value: Any) -> bool:
    return isinstance(value, (int, float))


def elementwise_values(function: Callable, x: Any, parameters: tuple[Any, ...], shown: str) -> np.ndarray:
    """The numbers that `function` returns for `x`, of the shape of `x`; a `Mistake` for anything else."""
    given = np.array(x) if isinstance(x, np.ndarray) else x
    returned = call(function, given, *parameters, shown=shown)
    if isinstance(x, np.ndarray) and not np.array_equal(given, x, equal_nan=x.dtype.kind == "f"):
        wrong = "Your function writes into its argument: after the call, x holds other numbers than before."
        raise Mistake(
            "overwritten", wrong, "`x[…] = …`, `x *= …` and `out=x` change the caller's array. Make a new one."
        )
    return numbers(returned, np.shape(x), shown, function)
