"""Checks of curves and surfaces built from hinges, that is from ReLU, sums and numbers alone: lessons 05 and 06.

>>> check_ramp(lambda x, relu: relu(x))
Not yet right.
Your curve never stops rising. At x = 4 it should be 1; yours is 4.
Hint: the first hinge starts the slope. What must a second one do to the slope, and
where?
>>> bool(check_ramp(lambda x, relu: relu(x) - relu(x - 1)))
True
>>> check_ramp(lambda x, relu: np.clip(relu(x), 0, 1)).mistake
'no hinge'
"""

import builtins
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from relu_notes.activations import relu
from relu_notes.exercises.answers import call, given_function, numbers, same, used
from relu_notes.exercises.curve_drawing import curve_drawing
from relu_notes.exercises.elementwise import Variant
from relu_notes.exercises.feedback import Mistake, NotAnswered, exercise
from relu_notes.exercises.number_like import COMPARES, Hinged, hinge, mistake_of, notice, unboxed


@dataclass(frozen=True)
class _Built:
    """What an exercise asks to build of hinges, as a function of one or two coordinates in `window`."""

    signature: str
    asked: Callable
    variants: tuple[Variant, ...]
    hint: str
    window: tuple[float, float] = (-4.0, 4.0)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the coordinates: all arguments but the last, relu."""
        return tuple(self.signature.partition("(")[2].rstrip(")").split(", ")[:-1])

    def check(self, answer: Any) -> str:
        """What was tested, if `answer` is right; a `Mistake` if not."""
        function = given_function(answer, self.signature.partition("(")[0])
        at = self._places()
        values = self._values(function, at)
        asked = self.asked(*at)
        if same(values, asked):
            low, high = self.window
            where = " and ".join(self.inputs)
            return f"Tested: {len(asked)} places, {where} from {low:g} to {high:g}.\nBuilt of relu alone."
        drawing = curve_drawing(at[0], asked, values) if len(at) == 1 else ""
        what = "curve" if len(at) == 1 else "surface"
        first = int(np.argmax(np.abs(np.nan_to_num(values, nan=1e9) - asked)))
        place = ", ".join(f"{name} = {each[first]:g}" for name, each in zip(self.inputs, at, strict=True))
        there = f"At {place} it should be {asked[first]:g}; yours is {values[first]:g}."
        for variant in self.variants:
            if same(values, variant.function(*at)):
                raise Mistake(variant.name, f"{variant.wrong} {there}", variant.hint, drawing)
        if np.ptp(values) == 0:
            wrong = f"Your {what} is {values[0]:g} everywhere. {there}"
            raise Mistake("constant", wrong, f"does what you return depend on {self.inputs[0]}?", drawing)
        raise Mistake("value", f"Your {what} is another one. {there}", self.hint, drawing)

    def _places(self) -> list[np.ndarray]:
        """Multiples of 1/64 in the window (1/8 on the plane), among them the kinks that are asked for."""
        low, high = self.window
        line = np.linspace(low, high, round((high - low) * (64 if len(self.inputs) == 1 else 8)) + 1)
        return [line] if len(self.inputs) == 1 else [each.ravel() for each in np.meshgrid(line, line)]

    def _values(self, function: Callable, at: list[np.ndarray]) -> np.ndarray:
        Hinged.noticed.clear()
        try:
            returned = call(function, *(Hinged(each) for each in at), hinge, shown=self.signature)
        except Mistake as mistake:
            if "dtype object" in mistake.wrong:  # functions of this package, which take arrays of numbers only
                notice("a conversion of x to an array")
            raise
        finally:
            if Hinged.noticed:  # the answer, or what it called, may have caught it
                first = Hinged.noticed[0]
                compares = [
                    name for name in ("max", "min", "sorted") if used(function, name) is getattr(builtins, name)
                ]
                raise mistake_of(f"{compares[0]}, which compares") if compares and COMPARES in first.wrong else first
        if returned is ...:
            raise NotAnswered
        returned = unboxed(returned)
        if isinstance(returned, Hinged):
            return returned.values
        return np.full_like(at[0], float(numbers(returned, (), self.signature)))


_SLOPES = "go from left to right: each hinge adds its own slope to that of all hinges before it."
_TWO = "how many kinks has a tent?"

_TENT = _Built(
    "tent(x, relu)",
    lambda x: 1 - np.abs(2 * x - 1),
    (
        Variant("flat top", lambda x: 2 * relu(x) - 2 * relu(x - 0.5), "Right of 1/2 your curve stays level.", _SLOPES),
        Variant("one hinge", lambda x: 2 * relu(x), "Your curve does not come down again before x = 1.", _TWO),
        Variant("one hinge", lambda x: relu(x), "Your curve does not come down again before x = 1.", _TWO),
        Variant("height", lambda x: relu(x) - 2 * relu(x - 0.5), "Your tent is only 1/2 high.", _SLOPES),
        Variant("sign", lambda x: 2 * relu(x) + 4 * relu(x - 0.5), "Right of 1/2 your curve gets steeper.", _SLOPES),
        Variant("upside down", lambda x: 4 * relu(x - 0.5) - 2 * relu(x), "Your tent hangs upside down.", _SLOPES),
    ),
    _SLOPES,
    window=(0.0, 1.0),
)


@exercise(points=2)
def check_tent(answer: Any) -> str:
    """Check `tent(x, relu)`: from 0 up to 1 at x = 1/2 and down to 0 at x = 1, asked for on [0, 1].

    2·relu(x) - 4·relu(x - 1/2) (Telgarsky 2016, arXiv:1602.04485), or any other sum of hinges with these values.
    """
    return _TENT.check(answer)


_FOLD = "one hinge opens to the right. How do you get one that opens to the left?"

_ABSOLUTE = _Built(
    "absolute(x, relu)",
    np.abs,
    (
        Variant("one hinge", lambda x: relu(x), "Left of 0 your curve is flat.", _FOLD),
        Variant("one hinge", lambda x: relu(-x), "Right of 0 your curve is flat.", _FOLD),
        Variant("sign", lambda x: x, "Your curve is the straight line x.", "should the two hinges be added?"),
        Variant("sign", lambda x: -x, "Your curve is the straight line -x.", "should the two hinges be added?"),
        Variant("upside down", lambda x: -np.abs(x), "Your curve points down.", "which sign has |x|?"),
        Variant("same side", lambda x: 2 * relu(x), "Your curve rises to the right only, twice as steep.", _FOLD),
    ),
    _FOLD,
)


@exercise(points=1)
def check_absolute(answer: Any) -> str:
    """Check `absolute(x, relu)`: |x| for all x, such as relu(x) + relu(-x)."""
    return _ABSOLUTE.check(answer)


_STOP = "the first hinge starts the slope. What must a second one do to the slope, and where?"

_RAMP = _Built(
    "ramp(x, relu)",
    lambda x: np.clip(x, 0, 1),
    (
        Variant("one hinge", lambda x: relu(x), "Your curve never stops rising.", _STOP),
        Variant("kink", lambda x: relu(x - 1), "Your curve starts at x = 1.", "where should it start, and where stop?"),
        Variant("sign", lambda x: relu(x) + relu(x - 1), "Above 1 your curve gets steeper.", _STOP),
        Variant("comes down", lambda x: relu(x) - 2 * relu(x - 1), "Above 1 your curve comes down again.", _STOP),
        Variant("upside down", lambda x: relu(x - 1) - relu(x), "Your ramp goes down.", _STOP),
        Variant("offset", lambda x: relu(x) - 1, "Subtracting a number moves the whole curve down.", _STOP),
    ),
    _STOP,
)


@exercise(points=1)
def check_ramp(answer: Any) -> str:
    """Check `ramp(x, relu)`: 0 below 0, x between 0 and 1, 1 above, such as relu(x) - relu(x - 1)."""
    return _RAMP.check(answer)


_FOUR = "|x| is made of two hinges, and |y| too. Where does the height start, and what lowers it?"

_DIAMOND = _Built(
    "diamond(x, y, relu)",
    lambda x, y: 1 - np.abs(x) - np.abs(y),
    (
        Variant("no height", lambda x, y: -np.abs(x) - np.abs(y), "Your surface has its top at 0.", _FOUR),
        Variant("upside down", lambda x, y: np.abs(x) + np.abs(y) - 1, "Your surface is below 0 inside.", _FOUR),
        Variant("sign", lambda x, y: 1 + np.abs(x) + np.abs(y), "Your surface rises on all sides.", _FOUR),
        Variant("one side", lambda x, y: 1 - relu(x) - relu(y), "Your surface falls on one side only.", _FOUR),
        Variant("no fold", lambda x, y: 1 - x - y, "Your surface is a plane without a crease.", _FOUR),
        Variant("one direction", lambda x, y: 1 - np.abs(x), "Your surface does not depend on y.", _FOUR),
        Variant("one direction", lambda x, y: 1 - np.abs(y), "Your surface does not depend on x.", _FOUR),
        Variant("other axes", lambda x, y: 1 - np.abs(x + y), "Your surface is folded along one line, x + y = 0.",
                "along which two lines does |x| + |y| bend?"),
        Variant("cut off", lambda x, y: relu(1 - np.abs(x) - np.abs(y)), "Outside the diamond your surface is 0.",
                "the values outside are below 0. Is the last relu needed?"),
    ),
    _FOUR,
    window=(-2.0, 2.0),
)  # fmt: skip


@exercise(points=0)
def check_diamond(answer: Any) -> str:
    """Check `diamond(x, y, relu)`: 1 - |x| - |y|, at least 0 exactly on the square |x| + |y| ≤ 1 (lesson 06)."""
    return _DIAMOND.check(answer)
