"""The check of a function that works on every number of an array by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from relu_notes.exercises.answers import call, compares_with, given_function, numbers, same
from relu_notes.exercises.feedback import Mistake

#: Where functions are compared: both signs, 0, whole numbers and others, above and below 1.
POINTS = np.array([-3.0, -2.5, -1.0, -0.5, 0.0, 0.25, 1.0, 2.5, 4.0])

_CUT = "Your function cuts the decimals off."


class Variant(NamedTuple):
    """A usual wrong answer: its short name, the values that it gives, what is wrong with them, and a hint.

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
    settings: tuple[tuple[float, ...], ...] = ((),)
    keeps_nan: bool = False
    tested: str = ""

    def check(self, answer: Any) -> str:
        """What was tested, if `answer` is right; a `Mistake` if not."""
        function = given_function(answer, self.signature.partition("(")[0])
        for parameters in self.settings:
            self._floats(function, parameters)
        parameters = self.settings[0]
        self._shapes(function, parameters)
        self._integers(function, parameters)
        remarks = [*self._nan(function, parameters), *self._infinities(function, parameters)]
        tested = (
            f"Tested: {len(POINTS)} numbers from {POINTS[0]:g} to {POINTS[-1]:g} (0 among them){self.tested}, "
            "a single number, a table of 2 rows, whole numbers, NaN; your function left its argument as it was."
        )
        return "\n".join([tested, *remarks])

    def _floats(self, function, parameters):
        x = POINTS
        got, expected = self._values(function, x, parameters), self.expected(x, *parameters)
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
        first = next(i for i in range(len(x)) if not same(got[i], expected[i]))
        names = self.signature.rstrip(")").split(", ")[1:]
        given = "".join(f", {name} = {value:g}" for name, value in zip(names, parameters, strict=True))
        raise Mistake("value", f"At x = {x[first]:g}{given} your function gives {got[first]:g}.", self.hint)

    def _shapes(self, function, parameters):
        hint = "does your function work on all numbers of x alike, however they are arranged?"
        self._compare(function, POINTS[:8].reshape(2, 4), parameters, "with a table of 2 rows", "shape", hint)
        hint = "a single number has no places to index. Can you do without x[…]?"
        for number in (float(POINTS[0]), float(POINTS[-1])):
            self._compare(function, number, parameters, f"with the single number {number:g}", "arrays only", hint)

    def _integers(self, function, parameters):
        x = np.array([-3, -1, 0, 2])
        got = self._values(function, x, parameters, "with whole numbers")
        expected = self.expected(x.astype(float), *parameters)
        if same(got, expected):
            return
        hint = "an array made like x (`zeros_like`, `copy`) has the dtype of x, and whole numbers have no decimals."
        if np.issubdtype(got.dtype, np.integer) and same(got, np.trunc(expected)):
            raise Mistake("truncation", f"{_CUT} It does so when x holds whole numbers.", hint)
        first = next(i for i in range(len(x)) if not same(got[i], expected[i]))
        raise Mistake("value", f"For the whole number x = {x[first]} your function gives {got[first]:g}.", self.hint)

    def _nan(self, function, parameters) -> list[str]:
        got = self._values(function, np.array([1.0, np.nan]), parameters, "with NaN")
        if np.isnan(got[1]):
            return []
        swallowed = f"your function turns NaN (not a number) into {got[1]:g}"
        if self.keeps_nan:
            hint = "each comparison with NaN is False, and some functions leave NaN out. What does yours do?"
            raise Mistake("nan", f"A NaN must stay NaN, or faulty data go unseen: {swallowed}.", hint)
        return [f"Good to know: {swallowed}; code in use should let NaN through."]

    def _infinities(self, function, parameters) -> list[str]:
        x = np.array([-np.inf, np.inf])
        got = self._values(function, x, parameters, "at infinity")
        return [
            f"Good to know: for x = {_word(at)} your function gives {_word(value)}, not {_word(true)}."
            for at, value, true in zip(x, got, self.expected(x, *parameters), strict=True)
            if not (same(value, true) or np.isnan(true))
        ]

    def _compare(self, function, x, parameters, described, mistake, hint):
        if not same(self._values(function, x, parameters, described), self.expected(np.asarray(x), *parameters)):
            wrong = f"{self.signature} is right for a row of numbers, but not {described}."
            raise Mistake(mistake, wrong, hint)

    def _values(self, function, x, parameters, described="") -> np.ndarray:
        """The numbers that `function` returns for `x`, of the shape of `x`; a `Mistake` for anything else."""
        shown = f"{self.signature} {described}".strip()
        given = np.array(x) if isinstance(x, np.ndarray) else x
        returned = call(function, given, *parameters, shown=shown)
        if isinstance(x, np.ndarray) and not np.array_equal(given, x, equal_nan=True):
            wrong = "Your function writes into its argument: after the call, x holds other numbers than before."
            hint = "`x[…] = …`, `x *= …` and `out=x` change the caller's array. Make a new one."
            raise Mistake("overwritten", wrong, hint)
        return numbers(returned, np.shape(x), shown, function)


def _word(value: float) -> str:
    return f"{value:g}".replace("inf", "infinity").replace("nan", "NaN")
