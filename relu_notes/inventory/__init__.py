"""Ten concepts asked before and after the lessons, and what a class gained between the two."""

from relu_notes.inventory.forms import after, before

__all__ = ["after", "before"]
