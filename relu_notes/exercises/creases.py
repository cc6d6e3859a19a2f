"""Checks about creases on the plane (lesson 06): the weights of one, and the regions that three of them make.

>>> check_crease([1, 2, 2])
Not yet right.
At (2, 0) your z is 4, not 0: the crease misses that point.
Hint: z = w1*x + w2*y + b must be 0 at both points. Which sign has b?
>>> bool(check_crease([-3, -6, 6]))
True
"""

from typing import Any

import numpy as np

from relu_notes.exercises.answers import given_numbers
from relu_notes.exercises.feedback import Mistake, exercise

_POINTS = ((2.0, 0.0), (0.0, 1.0))


@exercise(points=1)
def check_crease(answer: Any) -> str:
    """Check [w1, w2, b]: the crease w1·x + w2·y + b = 0 goes through (2, 0) and (0, 1), and b > 0.

    Every positive multiple of [-1, -2, 2] is right.
    """
    w1, w2, b = given_numbers(answer, 3)
    if w1 == w2 == 0:
        wrong = "With both weights 0, z is the same everywhere."
        raise Mistake("no crease", wrong, "a crease needs a slope across it.")
    tiny = 1e-6 * max(abs(w1), abs(w2), abs(b))
    for x, y in _POINTS:
        z = w1 * x + w2 * y + b
        if not abs(z) < tiny:
            wrong = f"At ({x:g}, {y:g}) your z is {z:g}, not 0: the crease misses that point."
            if b == 0:
                raise Mistake("no bias", wrong, "without b every crease goes through (0, 0).")
            name = "sign of b" if all(abs(w1 * u + w2 * v - b) < tiny for u, v in _POINTS) else "value"
            raise Mistake(name, wrong, "z = w1*x + w2*y + b must be 0 at both points. Which sign has b?")
    if b < 0:
        wrong = f"The crease is right, but at (0, 0) your z is {b:g}: the neuron is off there."
        raise Mistake("other side", wrong, "which change turns the neuron round and leaves the crease where it is?")
    return (
        f"Tested: z = 0 at both points, z = {b:g} at the origin. Every positive multiple of your weights does the same."
    )


#: Three creases: no two parallel and not all through one point; all through one point; two parallel, one across.
_REGIONS = np.array([7.0, 6.0, 6.0])
_CASES = ("in general position", "through one point", "two of them parallel")


@exercise(points=1)
def check_regions(answer: Any) -> str:
    """Check the numbers of regions of three creases in the three cases that the exercise names: 7, 6 and 6.

    n lines in general position make 1 + n + n(n-1)/2 regions (Steiner 1826), n lines through one point 2n.
    """
    counts = given_numbers(answer, len(_REGIONS))
    if np.array_equal(counts, _REGIONS):
        return "Tested: all three. Eight patterns of on and off exist for three neurons; no case shows all of them."
    if np.any(counts == 8):
        wrong = "You count 8: every pattern of on and off of three neurons."
        raise Mistake("every pattern", wrong, "draw it: is there a place for each pattern?")
    if np.any(counts == 3):
        raise Mistake("creases for regions", "You count 3, the creases themselves.", "one crease already makes two.")
    if np.any(counts == 4):
        wrong = "You count 4, as for three creases that never cross."
        raise Mistake("no crossing", wrong, "each crossing adds one region. How many crossings are there?")
    names = ", ".join(f"creases {case}" for case, good in zip(_CASES, counts == _REGIONS, strict=True) if not good)
    hint = "draw the lines one by one: a new line adds one region more than it crosses points on other lines."
    raise Mistake("value", f"To look at again: {names}.", hint)
