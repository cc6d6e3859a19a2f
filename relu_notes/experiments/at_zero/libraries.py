"""What automatic differentiation of libraries answers at 0, recorded."""

from typing import NamedTuple


class RecordedSlope(NamedTuple):
    """What automatic differentiation of one expression gave at x = 0."""

    library: str
    expression: str
    slope: float


#: Recorded on a CPU in November 2026; `python tests/benchmarks/slopes_at_zero.py` asks the libraries at hand again.
RECORDED_SLOPES = tuple(
    RecordedSlope(library, expression, slope)
    for library, answers in {
        "PyTorch 2.13": {"relu(x)": 0.0, "maximum(x, 0)": 0.5, "clamp(x, min=0)": 1.0},
        "JAX 0.10": {"nn.relu(x)": 0.0, "maximum(x, 0)": 0.5, "clip(x, 0)": 0.5},
        "TensorFlow 2.21": {"nn.relu(x)": 0.0, "maximum(0, x)": 0.0, "maximum(x, 0)": 1.0},
    }.items()
    for expression, slope in answers.items()
)
