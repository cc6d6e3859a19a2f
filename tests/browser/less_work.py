"""Less work for tests that ask what a figure does with its numbers, not which numbers they are."""


def work_less(set_attribute):
    """Train two seeds per fix; `set_attribute` as the built-in `setattr`.

    Imports stand inside, so that its source is a cell that a kernel can run.
    """
    from relu_notes.live.gallery import fixes

    set_attribute(fixes, "_SEEDS", 2)
