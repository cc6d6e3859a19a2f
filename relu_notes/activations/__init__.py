"""Activation functions and their derivatives: the one place where their facts stand.

Each function works element by element on anything that `numpy.asarray` turns into real numbers, and returns the
same shape: a NumPy scalar for a number, else a new array. float16, float32 and float64 stay what they are; booleans
and integers become float64 (only `relu` keeps an integer dtype). NaN gives NaN, infinities give the limits, there
are no warnings, and the input is never written to. pandas objects and subclasses of arrays come back as plain arrays,
a number that pandas marks as missing as NaN or, where NumPy would hold it as an object, as a TypeError.

`relu` is exact; `leaky_relu` and `prelu` round once, for the slope in x's dtype (float32 for float16). All others,
derivatives too, are within 4 units in the last place of the true value, in float32 and float64, wherever that is a
normal number, and within 1 in float16: the formulas are in `_kernels` and `_gelu`, the measurement in the tests.

The catalogue `ACTIVATIONS` maps each function's name to its title, formulas, derivative, parameters, kinks and source.
Menus, plots, tables and tests read it, so a new activation is one block in one of the modules `piecewise`,
`exponential`, `gated` and `sigmoidal`: function, derivative and entry, with the two names in that module's `__all__`.
"""

from __future__ import annotations

from relu_notes.activations import exponential, gated, piecewise, sigmoidal
from relu_notes.activations.catalogue import ACTIVATIONS, entry
from relu_notes.activations.entries import Activation, Parameter
from relu_notes.activations.exponential import *  # noqa: F403  each module lists its functions itself
from relu_notes.activations.gated import *  # noqa: F403
from relu_notes.activations.piecewise import *  # noqa: F403
from relu_notes.activations.sigmoidal import *  # noqa: F403

__all__ = ["ACTIVATIONS", "Activation", "Parameter", "entry"]
__all__ += piecewise.__all__
__all__ += exponential.__all__
__all__ += gated.__all__
__all__ += sigmoidal.__all__
