"""Less work for tests that ask what a figure does with its numbers, not which numbers they are."""


def work_less(set_attribute):
    """Train two seeds per fix, and few steps with a penalty; `set_attribute` as the built-in `setattr`.

    Imports stand inside, so that its source is a cell that a kernel can run.
    """
    from relu_notes.live.gallery import fixes, going_further

    set_attribute(fixes, "_SEEDS", 2)
    train = going_further.train_penalised
    set_attribute(going_further, "train_penalised", lambda *given, **settings: train(*given, **settings | {"steps": 5}))
