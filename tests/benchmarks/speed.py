"""Sweep the learning rates of relu_notes.experiments.speed and print, for each setting, when 90% and 50% arrive."""

import numpy as np

from relu_notes.experiments import speed

SETTINGS = [("relu", 2.0), ("gelu", 2.0), ("tanh", 1.0), ("tanh", 2.78), ("sigmoid", 1.0), ("sigmoid", 16.0)]


def arrival(wrong: np.ndarray, share: float) -> float:
    """The step by which this share of the networks has 95% of its points right."""
    reached = np.flatnonzero(np.mean(wrong <= 0.05, axis=1) >= share)
    return reached[0] if len(reached) else np.inf


for data in speed.DATA:
    for activation, scale in SETTINGS:
        rates = 0.01 * 2.0 ** np.arange(0, 10)
        nine, half, last = [], [], []
        for rate in rates:
            runs = np.concatenate(
                [speed.shares_wrong(data, activation, scale, learning_rate=rate, seed=seed) for seed in (1, 2, 3)],
                axis=1,
            )
            nine.append(arrival(runs, 0.9))
            half.append(arrival(runs, 0.5))
            last.append(runs[-1].mean())
        best = min(range(len(rates)), key=lambda i: (nine[i], half[i], last[i]))
        print(
            f'    ("{data}", "{activation}", {scale}): {rates[best]:g},  # 90% by {nine[best]}, half by {half[best]}',
            flush=True,
        )
