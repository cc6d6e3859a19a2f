"""What the catalogue knows of an activation function, and what it knows of a parameter."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from types import MappingProxyType
from typing import Any

#: `allowed` of a parameter that takes every finite number.
ANY_NUMBER = (-math.inf, math.inf)


@dataclass(frozen=True)
class Parameter:
    """One keyword parameter of an activation, as a menu or a slider needs to know it.

    `allowed` is a pair of bounds for a number (both ends included, infinities excluded) or a tuple of words for
    a choice. `slider` is (lowest, highest, step) for a number and None for a choice. `symbol` is plain text.
    """

    default: float | str
    allowed: tuple[float, float] | tuple[str, ...]
    slider: tuple[float, float, float] | None
    symbol: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from; empty for a number."""
        return () if self.slider else tuple(map(str, self.allowed))


@dataclass(frozen=True)
class Activation:
    """What the package knows of one activation function.

    `expression` is the formula in plain characters with `{x}` where the argument stands and the parameters by
    name; `written` fills it in, for legends and the example table. `kinks` are the places where the two one-sided
    slopes may differ; `derivative` takes `at_zero` exactly where 0 is among them.
    """

    title: str
    expression: str
    formula: str
    derivative_formula: str
    function: Callable[..., Any]
    derivative: Callable[..., Any]
    source: str
    kinks: tuple[float, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the mapping of the parameters as unchangeable as the rest."""
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def written(self, x: str = "x", **parameters: float | str) -> str:
        """Fill `x` and the parameters (defaults where not given) into the expression: "max(0, -2)"."""
        values = {name: parameter.default for name, parameter in self.parameters.items()} | parameters
        numbers = {name: f"{float(value):g}" if isinstance(value, Real) else value for name, value in values.items()}
        bare = x.strip()
        expression = self.expression.replace("-{x}", f"-({bare})" if bare.startswith("-") else f"-{bare}")
        return expression.format(x=x, **numbers)
