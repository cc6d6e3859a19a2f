"""Less work for tests that ask what a figure does with its numbers, not which numbers they are."""


def work_less(set_attribute):
    """Train one network a curve and two seeds a fix; `set_attribute` as the built-in `setattr`.

    Imports stand inside, so that its source is a cell that a kernel can run.
    """
    import functools

    from relu_notes.experiments import gradients
    from relu_notes.live.gallery import fixes, popularity

    set_attribute(gradients, "train_rings", functools.partial(gradients.train_rings, networks=1))
    set_attribute(popularity, "_losses", functools.cache(popularity._losses.__wrapped__))  # others keep theirs
    set_attribute(fixes, "_SEEDS", 2)
