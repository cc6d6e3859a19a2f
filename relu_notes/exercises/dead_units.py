"""Check of the count of dead units (lesson 04).

>>> check_dead_units(lambda z: (z <= 0).sum()).mistake
'inactive'
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from relu_notes.exercises.answers import call, given_function, numbers
from relu_notes.exercises.feedback import Mistake, exercise

#: Inputs are rows, units are columns; every usual mistake gives another count in each of the two tables.
_TABLES = (
    np.array(
        [
            [-1.0, 2.0, 0.0, -3.0, 1.0, -1.0, -2.0],
            [-2.0, -1.0, -1.0, 0.5, -4.0, -0.5, -1.5],
            [-0.5, 3.0, 0.0, -1.0, 2.0, -2.0, -0.5],
            [-3.0, -2.0, -2.0, -1.0, 1.0, -1.0, 4.0],
            [-1.0, -1.0, -1.0, -2.0, -3.0, -1.0, -1.0],
        ]
    ),
    np.array(
        [
            [-1.0, 0.0, 2.0, -1.0, 0.5],
            [-2.0, -1.0, -3.0, 1.0, -1.0],
            [-1.0, -1.0, -2.0, -2.0, -1.0],
            [-2.0, -0.5, -1.0, -1.0, -0.5],
        ]
    ),
)

_DEAD_HINT = "the map of lesson 04 marks dead units with an arrow. What is true of them for all inputs?"

_WRONG_COUNTS: tuple[tuple[str, Callable[[np.ndarray], Any], str, str], ...] = (
    ("inactive", lambda z: np.sum(z <= 0), "You count every zero of the layer.",
     "a zero for one input is only inactive. When is a unit dead?"),
    ("strict", lambda z: np.sum((z < 0).all(axis=0)), "A unit that gets exactly 0 is missed.", "what is ReLU of 0?"),
    ("any", lambda z: np.sum((z <= 0).any(axis=0)), "You count units that are off for at least one input.",
     "a unit that is off for one input may be on for another."),
    ("axis", lambda z: np.sum((z <= 0).all(axis=1)), "You count inputs for which every unit is off.",
     "rows are inputs and columns are units: along which one must you look?"),
    ("alive", lambda z: np.sum((z > 0).any(axis=0)), "You count the units that are alive.",
     "which ones are asked for?"),
    ("active", lambda z: np.sum(z > 0), "You count every output above 0.", _DEAD_HINT),
    ("share", lambda z: np.mean((z <= 0).all(axis=0)), "You return a share, between 0 and 1.",
     "how many, not how large a part?"),
    ("sum", lambda z: np.sum(z.sum(axis=0) <= 0), "You add up or average the pre-activations of a unit.",
     "one large negative number may hide a positive one. Look at each input."),
)  # fmt: skip


@exercise(points=2)
def check_dead_units(answer: Any) -> str:
    """Check `count_dead_units(pre_activation)` for an array of shape (inputs, units) before a ReLU.

    A unit is dead if its pre-activation is at most 0 for every input.
    """
    function = given_function(answer, "count_dead_units")
    counts = [_count(function, z) for z in _TABLES]
    expected = [np.sum((z <= 0).all(axis=0)) for z in _TABLES]
    if counts == expected and _count(function, np.ones((2, 3))) == 0:
        return (
            "Tested: layers of 7, of 5 and of 3 units, some dead, one that gets exactly 0, some off for a part of "
            "their inputs only, and a layer where none is dead."
        )
    for name, wrong_count, wrong, hint in _WRONG_COUNTS:
        if counts == [wrong_count(z) for z in _TABLES]:
            raise Mistake(name, wrong, hint)
    if counts[0] == counts[1]:
        wrong = f"Your function gives {counts[0]:g} for every layer: it is a constant."
        raise Mistake("constant", wrong, "does the value that you return depend on pre_activation?")
    raise Mistake("value", "The number of dead units is not right.", _DEAD_HINT)


def _count(function: Callable, z: np.ndarray) -> float:
    given = z.copy()
    shown = "count_dead_units(pre_activation)"
    returned = call(function, given, shown=shown)
    if not np.array_equal(given, z):
        wrong = "Your function writes into its argument: after the call, pre_activation holds other numbers."
        raise Mistake("overwritten", wrong, "`z[…] = …` changes the caller's array. Make a new one.")
    if isinstance(returned, np.ndarray) and returned.shape == (z.shape[1],):
        wrong = f"{shown} gives one value for each unit back."
        raise Mistake("which", wrong, "that tells which units are dead; how many are they?")
    return float(numbers(returned, (), shown))
