"""What the ReLU lessons call. `from relu_notes import relu, relu_derivative` needs NumPy and SciPy only."""

import logging

from relu_notes.activations import relu, relu_derivative

__all__ = ["relu", "relu_derivative"]

#: What matplotlib says about its own start, on stderr: in a lesson it would stand as one of its results.
_OF_ITS_START = (
    "Matplotlib is building the font cache",
    "Matplotlib created a temporary cache directory",
    "mkdir -p failed for path",
    "%s is not a writable directory",
    "Could not save font_manager cache",
    "Matplotlib needs fontconfig",
)
for _name in ("matplotlib", "matplotlib.font_manager"):
    logging.getLogger(_name).addFilter(lambda record: not str(record.msg).startswith(_OF_ITS_START))
