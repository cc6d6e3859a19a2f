"""What the ReLU lessons call. `from relu_notes import relu, relu_derivative` needs NumPy and SciPy only."""

from relu_notes.activations import relu, relu_derivative

__all__ = ["relu", "relu_derivative"]
