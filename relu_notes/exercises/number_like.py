"""A number-like object that supports what a layer of a network can do, and names anything else.

>>> x = Hinged(np.array([-1.0, 2.0]))
>>> (2 * hinge(x) - x + 1).values
array([2., 3.])
>>> np.clip(x, 0, 1)
Traceback (most recent call last):
relu_notes.exercises.feedback.Mistake: ('no hinge', 'Your function uses np.clip.', 'only relu, numbers and + - * ...
"""

from collections.abc import Callable
from numbers import Real
from typing import Any, NoReturn

import numpy as np

from relu_notes.exercises.feedback import Mistake

COMPARES = "a comparison or a condition"
#: What Python calls the sums and products of NumPy.
_SIGNS: dict[Any, str] = {np.add: "add", np.subtract: "sub", np.multiply: "mul", np.divide: "truediv"}


class Hinged:
    """Values at many inputs at once, with + and − among themselves and with numbers, and products with numbers.

    Anything else raises `Mistake`. NumPy puts them in object arrays, which it adds and multiplies element by element:
    `np.sum([relu(x), relu(-x)], axis=0)` is their sum.
    """

    __slots__ = ("values",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, values: np.ndarray):
        self.values = values

    def __add__(self, other: Any) -> "Hinged":
        return Hinged(self.values + _part(other, "+"))

    __radd__ = __add__

    def __neg__(self) -> "Hinged":
        return Hinged(-self.values)

    def __pos__(self) -> "Hinged":
        return self

    def __sub__(self, other: Any) -> "Hinged":
        return Hinged(self.values - _part(other, "-"))

    def __rsub__(self, other: Any) -> "Hinged":
        return Hinged(_part(other, "-") - self.values)

    def __mul__(self, other: Any) -> "Hinged":
        if isinstance(other, Hinged):
            raise no_hinge("a product of two parts that both depend on x")
        return Hinged(self.values * _part(other, "*"))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Hinged":
        if isinstance(other, Hinged):
            raise no_hinge("a quotient of two parts that both depend on x")
        return Hinged(self.values / _part(other, "/"))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **keywords: Any) -> Any:
        if method == "__call__" and not keywords:
            if ufunc in (np.negative, np.positive):
                return -self if ufunc is np.negative else self
            if sign := _SIGNS.get(ufunc):  # a NumPy number on the left, or np.add and the like
                left, right = inputs
                return getattr(self, f"__{sign}__")(right) if left is self else getattr(self, f"__r{sign}__")(left)
        raise no_hinge(f"{'np.' if hasattr(np, ufunc.__name__) else ''}{ufunc.__name__}")

    def __array_function__(self, function: Callable, types: Any, arguments: Any, keywords: Any) -> Any:
        if function in (np.zeros_like, np.ones_like):
            return float(function is np.ones_like)
        raise no_hinge(f"np.{function.__name__}")

    def __repr__(self) -> str:
        return f"<a curve at {self.values.size} places>"

    def __format__(self, form: str) -> str:
        return repr(self)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") or name == "dtype":  # asked by Python or np.mean, to see what the object can do
            raise AttributeError(name)
        raise no_hinge(f".{name}, which belongs to arrays")


def _refuses(what: str) -> Callable[..., NoReturn]:
    def method(self: Hinged, *arguments: Any) -> NoReturn:
        raise no_hinge(what)

    return method


for _names, _what in (
    ("lt le gt ge eq ne bool", COMPARES),
    ("abs", "abs"),
    ("pow rpow", "a power, **"),
    ("rtruediv", "a division by what depends on x"),
    ("floordiv rfloordiv", "//"),
    ("mod rmod divmod rdivmod", "%"),
    ("matmul rmatmul", "@"),
    ("and or xor rand ror rxor invert", "a logical operation"),
    ("getitem setitem iter contains len", "an index or a loop over x"),
    ("float int index complex", "a conversion of x, as by float or a function of math"),
    ("round trunc floor ceil", "rounding"),
):
    for _name in _names.split():
        setattr(Hinged, f"__{_name}__", _refuses(_what))


def no_hinge(what: str) -> Mistake:
    """The `Mistake` of an answer that uses `what`."""
    hint = "only relu, numbers and + - * are allowed, as in a network. Which hinges bend where your curve bends?"
    return Mistake("no hinge", f"Your function uses {what}.", hint)


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
        raise no_hinge(f"text beside {sign}: write numbers without quotes")
    raise no_hinge(f"something of type {type(other).__name__} beside {sign}")


def hinge(x: Any) -> Any:
    """The relu that an answer is given: of a `Hinged` or of a number."""
    values = np.maximum(_part(x, "relu"), 0.0)
    return Hinged(values) if np.ndim(values) else float(values)


hinge.__qualname__ = "relu"  # so that Python's errors name it as the answer does
