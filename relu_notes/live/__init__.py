"""Live figures: controls, pictures that follow them, questions that come first, and the gallery of the lessons."""

from relu_notes.live.button import Button
from relu_notes.live.controls import Menu, Slider, Toggle
from relu_notes.live.drawing import draggable
from relu_notes.live.figure import LiveFigure, Reading
from relu_notes.live.question import Question, Right, Wrong, check_yourself, predictions

__all__ = [
    "Button",
    "LiveFigure",
    "Menu",
    "Question",
    "Reading",
    "Right",
    "Slider",
    "Toggle",
    "Wrong",
    "check_yourself",
    "draggable",
    "predictions",
]
