"""Ask the libraries that are installed for their slopes at kinks, and compare with what the package says.

    python tests/benchmarks/slopes_at_zero.py

Compared are the slopes recorded in relu_notes.experiments.at_zero, and for PyTorch the catalogue's default slope at
every kink. Exit code 1 where an installed library answers otherwise, or where none is installed.
"""

from __future__ import annotations

import importlib
import math
import sys

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments.at_zero import RECORDED_SLOPES

#: How torch.nn.functional is called where it takes more than x.
TORCH_CALLS = {"prelu": lambda functional, x: functional.prelu(x, x.new_tensor([0.25]))}


def torch_slope(expression: str) -> float:
    torch = importlib.import_module("torch")
    x = torch.tensor(0.0, requires_grad=True)
    call = {
        "relu(x)": lambda: torch.relu(x),
        "maximum(x, 0)": lambda: torch.maximum(x, torch.tensor(0.0)),
        "clamp(x, min=0)": lambda: torch.clamp(x, min=0),
    }[expression]
    call().backward()
    return x.grad.item()


def jax_slope(expression: str) -> float:
    jax = importlib.import_module("jax")
    call = {
        "nn.relu(x)": jax.nn.relu,
        "maximum(x, 0)": lambda x: jax.numpy.maximum(x, 0.0),
        "clip(x, 0)": lambda x: jax.numpy.clip(x, 0.0),
    }[expression]
    return float(jax.grad(call)(0.0))


def tensorflow_slope(expression: str) -> float:
    tensorflow = importlib.import_module("tensorflow")
    call = {
        "nn.relu(x)": tensorflow.nn.relu,
        "maximum(0, x)": lambda x: tensorflow.maximum(0.0, x),
        "maximum(x, 0)": lambda x: tensorflow.maximum(x, 0.0),
    }[expression]
    x = tensorflow.Variable(0.0)
    with tensorflow.GradientTape() as tape:
        y = call(x)
    return float(tape.gradient(y, x))


def torch_slope_at_kink(name: str, kink: float) -> float:
    torch = importlib.import_module("torch")
    x = torch.tensor([kink], requires_grad=True, dtype=torch.float64)
    functional = torch.nn.functional
    call = TORCH_CALLS.get(name, lambda functional, x: getattr(functional, name)(x))
    call(functional, x).backward()
    return x.grad.item()


def compare_kinks() -> int:
    """Print PyTorch's slope at every kink of the catalogue; how many differ from the catalogue's."""
    wrong = 0
    for name, activation in ACTIVATIONS.items():
        for kink in activation.kinks:
            slope, here = torch_slope_at_kink(name, kink), float(activation.derivative(kink))
            same = math.isclose(slope, here, rel_tol=1e-15)
            wrong += not same
            print(f"{name} at {kink:g}: {slope:g}  {'as here' if same else f'HERE {here:g}'}")
    return wrong


def main() -> int:
    answers = {
        "PyTorch": ("torch", torch_slope),
        "JAX": ("jax", jax_slope),
        "TensorFlow": ("tensorflow", tensorflow_slope),
    }
    asked = wrong = 0
    for recorded in RECORDED_SLOPES:
        module, slope_of = answers[recorded.library.split()[0]]
        try:
            version = importlib.import_module(module).__version__
        except ImportError:
            continue
        slope = slope_of(recorded.expression)
        asked += 1
        wrong += slope != recorded.slope
        verdict = "as recorded" if slope == recorded.slope else f"RECORDED AS {recorded.slope:g} for {recorded.library}"
        print(f"{module} {version:14} {recorded.expression:16} {slope:g}  {verdict}")
    if "torch" in sys.modules:
        wrong += compare_kinks()
    if not asked:
        print("none of the libraries is installed")
    return int(wrong > 0 or asked == 0)


if __name__ == "__main__":
    sys.exit(main())
