"""A number-like object that supports what a layer of a network can do, and names anything else.

>>> x = Hinged(np.array([-1.0, 2.0]))
>>> (2 * hinge(x) - x + 1).values
array([2., 3.])
>>> np.clip(x, 0, 1)
Traceback (most recent call last):
relu_notes.exercises.feedback.Mistake: ('no hinge', 'Your function uses np.clip.', 'only relu, numbers and + - * ...
"""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any, NoReturn

import numpy as np

from relu_notes.exercises.feedback import Mistake

_SIGNS = {
    "add": ("__add__", "__radd__"),
    "subtract": ("__sub__", "__rsub__"),
    "multiply": ("__mul__", "__rmul__"),
    "divide": ("__truediv__", "__rtruediv__"),
}


COMPARES = "a comparison or a condition"
_INDEX = "an index or a loop over x"
#: What is the same number everywhere.
_CONSTANTS: dict[Callable, Callable] = {
    np.zeros_like: lambda: 0.0,
    np.ones_like: lambda: 1.0,
    np.full_like: lambda value: value,
}


class Hinged:
    """Values at many inputs at once, with + and − among themselves and with numbers, and products with numbers.

    Anything else raises `Mistake`, and is kept in `Hinged.noticed` in case the answer catches it. NumPy puts them in
    object arrays, which it adds and multiplies element by element: `np.dot(weights, [relu(x), relu(-x)])` is linear.
    """

    __slots__ = ("values",)
    noticed: list[Mistake] = []  # noqa: RUF012 - one check runs at a time, and empties it
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, values: np.ndarray):
        self.values = values

    def __add__(self, other: Any) -> Hinged:
        return Hinged(self.values + _part(other, "+"))

    __radd__ = __add__

    def __neg__(self) -> Hinged:
        return Hinged(-self.values)

    def __pos__(self) -> Hinged:
        return self

    def __sub__(self, other: Any) -> Hinged:
        return Hinged(self.values - _part(other, "-"))

    def __rsub__(self, other: Any) -> Hinged:
        return Hinged(_part(other, "-") - self.values)

    def __mul__(self, other: Any) -> Hinged:
        if isinstance(other, Hinged):
            notice("a product of two parts that both depend on x")
        return Hinged(self.values * _part(other, "*"))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Hinged:
        if isinstance(other, Hinged):
            notice("a quotient of two parts that both depend on x")
        return Hinged(self.values / _part(other, "/"))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **keywords: Any) -> Any:
        if method == "__call__" and not keywords and len(inputs) == 2 and ufunc.__name__ in _SIGNS:
            left, right = inputs  # a NumPy number on the left, or np.add and the like
            forward, reflected = _SIGNS[ufunc.__name__]
            return getattr(left, forward)(right) if isinstance(left, Hinged) else getattr(right, reflected)(left)
        if method == "__call__" and not keywords and ufunc in (np.negative, np.positive):
            return -inputs[0] if ufunc is np.negative else inputs[0]
        notice(f"{'np.' if hasattr(np, ufunc.__name__) else ''}{ufunc.__name__}")

    def __array_function__(self, function: Callable, types: Any, arguments: Any, keywords: Any) -> Any:
        if function in _CONSTANTS:
            return _CONSTANTS[function](*arguments[1:])
        if function in (np.dot, np.stack, np.vstack):  # of objects: sums and products, one by one
            return function(*map(_boxed, arguments), **keywords)
        notice(f"np.{function.__name__}")

    def __len__(self) -> int:
        raise mistake_of(_INDEX)  # not kept: NumPy asks, to see that this is one object, and goes on

    def __repr__(self) -> str:
        return f"<a curve at {self.values.size} places>"

    def __format__(self, form: str) -> str:
        return repr(self)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") or name == "dtype":  # asked by Python or np.mean, to see what the object can do
            raise AttributeError(name)
        notice(f".{name}, which belongs to arrays")


def _refuses(shown: str) -> Callable[..., NoReturn]:
    def method(self: Hinged, *arguments: Any, **keywords: Any) -> NoReturn:
        notice(shown)

    return method


for _names, _shown in (
    (("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__", "__bool__"), COMPARES),
    (("__abs__",), "abs"),
    (("__pow__", "__rpow__"), "a power, **"),
    (("__rtruediv__",), "a division by what depends on x"),
    (("__floordiv__", "__rfloordiv__"), "//"),
    (("__mod__", "__rmod__", "__divmod__", "__rdivmod__"), "%"),
    (("__matmul__", "__rmatmul__"), "@"),
    (("__and__", "__or__", "__xor__", "__rand__", "__ror__", "__rxor__", "__invert__"), "a logical operation"),
    (("__getitem__", "__setitem__", "__iter__", "__contains__"), _INDEX),
    (("__float__", "__int__", "__index__", "__complex__"), "a conversion of x, as by float or a function of math"),
    (("__round__", "__trunc__", "__floor__", "__ceil__"), "rounding"),
):
    for _name in _names:
        setattr(Hinged, _name, _refuses(_shown))


def notice(what: str) -> NoReturn:
    """Raise the `Mistake` of an answer that uses `what`, and keep it."""
    mistake = mistake_of(what)
    Hinged.noticed.append(mistake)
    raise mistake


def mistake_of(what: str) -> Mistake:
    """The `Mistake` of an answer that uses `what`."""
    hint = "only relu, numbers and + - * are allowed, as in a network. Which hinges bend where your curve bends?"
    return Mistake("no hinge", f"Your function uses {what}.", hint)


def _boxed(given: Any) -> Any:
    """`given`, each `Hinged` in it as an array of NumPy's that holds one object."""
    if isinstance(given, (list, tuple)):
        return [_boxed(each) for each in given]
    return np.array(given, dtype=object) if isinstance(given, Hinged) else given


def unboxed(value: Any) -> Any:
    """What an array of one object or number holds; anything else as it is."""
    one = isinstance(value, np.ndarray) and value.size == 1 and (value.shape == () or value.dtype == object)
    return value.item() if one else value


def _part(other: Any, sign: str) -> Any:
    other = unboxed(other)
    if isinstance(other, Hinged):
        return other.values
    if isinstance(other, (Real, np.bool_)):
        return float(other)
    if isinstance(other, str):
        notice(f"text beside {sign}: write numbers without quotes")
    notice(f"something of type {type(other).__name__} beside {sign}")


def hinge(x: Any) -> Any:
    """The relu that an answer is given: of a `Hinged` or of a number."""
    x = unboxed(x)
    if isinstance(x, Hinged):
        return Hinged(np.maximum(x.values, 0.0))
    return max(float(_part(x, "relu")), 0.0)


hinge.__qualname__ = "relu"  # so that Python's errors name it as the answer does
