"""All fixes on one run: the same weights, and counts that add up."""

import numpy as np

from relu_notes.experiments.dying import FIXES, OUTCOMES, outcome_counts, train_fixes, train_sine


def test_every_fix_begins_with_the_weights_that_train_sine_draws():
    runs = train_fixes(rng=np.random.default_rng(3), seeds=2, steps=2)
    assert tuple(runs) == FIXES
    alone = train_sine("gelu", rng=np.random.default_rng(3), seeds=2, steps=2)
    for run in runs.values():
        np.testing.assert_array_equal(run.weights_start, alone.weights_start)
    np.testing.assert_array_equal(runs["gelu"].losses, alone.losses)
    assert len({float(run.losses[-1, 0]) for run in runs.values()}) == len(FIXES)


def test_counts_add_up_to_the_seeds():
    counts = outcome_counts(train_fixes(["relu", "leaky_relu"], rng=np.random.default_rng(0), seeds=7, steps=5))
    assert list(counts) == ["relu", "leaky_relu"]
    for row in counts.values():
        assert tuple(row) == OUTCOMES
        assert sum(row.values()) == 7
