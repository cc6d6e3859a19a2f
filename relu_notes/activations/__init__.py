"""Activation functions and their derivatives: the one place that knows them.

What all functions share:

- x is anything that `numpy.asarray` turns into real numbers, in any shape. It is never written to.
- The result has x's shape: a NumPy scalar for a number, else a new array. float16, float32 and float64 stay what they
  are; booleans and integers become float64 (only `relu` keeps an integer dtype). float32 is computed in float32,
  float16 in float32 and rounded once.
- NaN gives NaN, infinities give the limits, there are no warnings.
- TypeError for anything but real numbers, for masked arrays, whose mask would be lost, and for a parameter of the wrong
  type; ValueError for a parameter that is not allowed, and it says what is. `at_zero`, the slope taken at a kink at
  0, must lie between the one-sided slopes.
- `relu` and its derivative are exact. All others are within 4 eps · max(1, |true value|) of the true value, with the
  eps of x's dtype; beyond the largest number of the dtype the result is inf. Relative digits are lost far left, where
  values are next to 0, and next to the zeros of the slopes of GELU (-0.7518), its tanh form (-0.7525), SiLU (-1.2785)
  and Mish (-1.1924).
- The source stands in the catalogue's entry.

The catalogue `ACTIVATIONS` maps each function's name to its title, formulas, derivative, parameters, kinks and source.
Menus, plots, tables and tests read it, so a new activation is one block in one of the modules `piecewise`,
`exponential`, `gated` and `sigmoidal`: function, derivative and entry, with the two names in that module's `__all__`.
"""

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
