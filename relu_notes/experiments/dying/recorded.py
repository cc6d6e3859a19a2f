"""What became of 50 networks for each activation, starting bias and way of training, recorded in `outcomes.csv`.

Training all of them takes minutes. `python tests/benchmarks/record_outcomes.py` does it again; a test
repeats a part.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from relu_notes.experiments.dying.training import OUTCOMES

#: Settings of `train_sine` by their name in words.
WAYS: dict[str, dict[str, Any]] = {
    "Adam, rate 0.005, 400 steps": {"optimizer": "adam", "learning_rate": 0.005, "steps": 400},
    "plain descent, rate 0.05, 400 steps": {"optimizer": "gradient_descent", "learning_rate": 0.05, "steps": 400},
    "plain descent, rate 0.05, 2,000 steps": {"optimizer": "gradient_descent", "learning_rate": 0.05, "steps": 2000},
    "plain descent, rate 0.5, 40 steps": {"optimizer": "gradient_descent", "learning_rate": 0.5, "steps": 40},
}

#: Where all hidden biases started.
BIASES = (-8.0, -6.0, -4.0, -2.0, -1.0, 0.0, 0.5, 1.0)


class Recorded(NamedTuple):
    """What became of 50 networks: how many met each outcome, and each layer's share never on at the end."""

    counts: dict[str, int]
    never_on: tuple[float, float]


@cache
def recorded_outcomes() -> dict[tuple[str, float, str], Recorded]:
    """All that was recorded, by the name of the way, the starting bias and the activation.

    >>> recorded_outcomes()["Adam, rate 0.005, 400 steps", -6, "gelu"].counts
    {'solved': 0, 'part of the way': 0, 'linear': 0, 'stuck': 50, 'diverged': 0}
    """
    with Path(__file__).with_name("outcomes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["way"], float(row["bias"]), row["activation"]): Recorded(
            {kind: int(row[kind]) for kind in OUTCOMES},
            (float(row["layer 1 never on"]), float(row["layer 2 never on"])),
        )
        for row in rows
    }
