"""Train what relu_notes/experiments/dying/outcomes.csv holds, and write it anew: about six minutes on one core."""

import csv
from pathlib import Path

import numpy as np

from relu_notes.experiments import dying
from relu_notes.experiments.dying import recorded

with Path(recorded.__file__).with_name("outcomes.csv").open("w", encoding="utf-8", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["way", "bias", "activation", *dying.OUTCOMES, "layer 1 never on", "layer 2 never on"])
    for way, settings in recorded.WAYS.items():
        for bias in recorded.BIASES:
            for name in dying.FIXES:
                run = dying.train_sine(name, initial_bias=bias, rng=np.random.default_rng(0), **settings)
                ends = dying.outcomes(run.losses[-1], run.outputs[-1])
                counts = [np.count_nonzero(ends == kind) for kind in dying.OUTCOMES]
                never_on = [f"{layer.mean():.2f}" for layer in run.dead_end]
                rows.writerow([way, bias, name, *counts, *never_on])
                print(way, bias, name, counts, never_on, flush=True)
