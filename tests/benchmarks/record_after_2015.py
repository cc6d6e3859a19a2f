"""Print what relu_notes/experiments/after_2015.py records: about five minutes on one core."""

import numpy as np

from relu_notes.experiments.after_2015 import BLOCKS, PLACES, learn_rings, solve_sine

for name, block in PLACES.items():
    print("SOLVED", repr(name), solve_sine(block, rng=np.random.default_rng(0)), flush=True)
for name, block in BLOCKS.items():
    learned = [learn_rings(block, rate=rate, rng=np.random.default_rng(0)) for rate in (0.005, 0.02)]
    print("LEARNED", repr(name), max(learned), learned, flush=True)
