"""The catalogue: every activation by its name, in the order of the menus."""

from relu_notes.activations import exponential, gated, piecewise, sigmoidal
from relu_notes.activations.entries import Activation

#: Every activation by the name of its function, in the order of the menus.
ACTIVATIONS: dict[str, Activation] = piecewise.ENTRIES | exponential.ENTRIES | gated.ENTRIES | sigmoidal.ENTRIES


def entry(name: str) -> Activation:
    """The catalogue's entry for `name`; a ValueError that lists the names otherwise."""
    try:
        return ACTIVATIONS[name]
    except (KeyError, TypeError):
        shown = repr(name) if isinstance(name, str) else f"of type {type(name).__name__}"
        raise ValueError(f"unknown activation {shown}; allowed are {', '.join(ACTIVATIONS)}") from None
