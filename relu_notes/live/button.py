"""A button as a control of a live figure."""

from __future__ import annotations

from relu_notes.live.controls import PAGE_FILES, Menu

__all__ = ["Button"]


class Button(Menu):
    """A native button for what is done again and again, such as a measurement; its value is how often it was pressed.

    After `most` times it begins again at 1. Nothing is done ahead of the press.

    Raises
    ------
    ValueError
        For `most` below 1.

    Examples
    --------
    >>> measure = Button("Measure", most=3)
    >>> measure.value, measure.text
    (0, 'not yet')
    """

    _esm = PAGE_FILES / "button.js"

    def __init__(self, label: str, *, most: int):
        if most < 1:
            raise ValueError(f"the button {label} must be good for at least 1 press, not {most}")
        super().__init__(label, {"not yet": 0, **{f"{press} of {most}": press for press in range(1, most + 1)}})
