"""Sweep the learning rates of the ring trainings, print what each gives, and store the best (about ten minutes).

python tests/benchmarks/ring_training.py [--store]
"""

import sys

import numpy as np

from relu_notes.experiments import ring_training as rings

RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)


def main() -> None:
    records = {}
    for depth in rings.DEPTHS:
        for setting in rings.SETTINGS:
            swept = {rate: rings.record(setting, depth, rate, draws=4, seed=1).learned[-1].mean() for rate in RATES}
            tied = [rate for rate in swept if swept[rate] == max(swept.values())]
            best = tied[len(tied) // 2]
            shown = ", ".join(f"{rate:g}: {mean:.1f}" for rate, mean in swept.items())
            final = records[rings.key_of(setting, depth)] = rings.record(setting, depth, best)
            last = final.learned[-1]
            print(f"{depth} layers, {setting.title}: of 12 by rate {shown}", flush=True)
            print(f"    {best:g} over 8 draws: mean {np.mean(last):.2f}, {last.min()} to {last.max()}", flush=True)
    if "--store" in sys.argv:
        rings.store(records)


if __name__ == "__main__":
    main()
