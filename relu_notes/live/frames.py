"""A live figure drawn ahead, for a page without a kernel: which of its states, and how they are packed."""

from __future__ import annotations

import base64
import itertools
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ipywidgets.widgets.widget import _instances  # the only list of the widgets that live, by id

from relu_notes.live.controls import Control, Slider
from relu_notes.live.figure import LiveFigure
from relu_notes.live.picture import LAYOUTS

__all__ = ["Plan", "drawn_ahead", "plan", "store"]

_FEWEST_POSITIONS = 9


class Plan(NamedTuple):
    """Which positions of each control are drawn, and whether in every combination.

    Attributes
    ----------
    positions
        The positions by the control's name; the one where it stands is always among them.
    joint
        True: every combination. False: one slider is away from where it stands; menus and switches combine freely.
    """

    positions: dict[str, tuple[Any, ...]]
    joint: bool


def plan(figure: LiveFigure, most: int) -> Plan:
    """Choose the states of `figure` to be drawn: every combination of coarser steps, or finer steps one at a time.

    Sliders that belong together are worth more on a coarse grid than each alone, so combinations come first. The
    slider with the most positions is thinned until there are no more than `most` states, while its ends and the place
    where it stands can be kept and nine positions are left; when that does not suffice, one slider moves at a time.
    (Even these may be more than `most`: no choice of a menu is ever left out.)

    Examples
    --------
    >>> from relu_notes.live.gallery import additivity
    >>> chosen = plan(additivity(), 500)
    >>> chosen.joint, {name: len(positions) for name, positions in chosen.positions.items()}
    (True, {'a': 21, 'b': 21})
    """
    for joint in (True, False):
        choices = {name: list(grids(control)) for name, control in figure.controls.items()}
        while True:
            chosen = Plan({name: grid[0] for name, grid in choices.items()}, joint)
            coarser = [name for name, grid in choices.items() if len(grid) > 1]
            if not more_than(figure, chosen, most):
                return chosen
            if not coarser:
                break
            # Of equally fine sliders the last one is thinned: the first one matters most.
            choices[max(reversed(coarser), key=lambda name: len(choices[name][0]))].pop(0)
    return chosen


def grids(control: Control) -> Iterator[tuple[Any, ...]]:
    """The positions of a control, then ever fewer of a slider: both ends and where it stands are always among them."""
    yield control.positions
    if isinstance(control, Slider):
        last, here = len(control.positions) - 1, control.place
        for stride in range(2, last // (_FEWEST_POSITIONS - 1) + 1):
            if here % stride == 0 == last % stride:
                yield control.positions[::stride]


def more_than(figure: LiveFigure, chosen: Plan, most: int) -> bool:
    """Whether the plan has more than `most` states."""
    drawn = itertools.chain.from_iterable(group.states for group in groups(figure, chosen))
    return next(itertools.islice(drawn, most, None), None) is not None


class Group(NamedTuple):
    """The states that share the choices of all menus and switches.

    Attributes
    ----------
    key
        The index of the choice of each menu and switch.
    sliders
        The names of the sliders that move here; the others are hidden.
    states
        For each state the index of each of these sliders, and the values of all controls.
    """

    key: tuple[int, ...]
    sliders: tuple[str, ...]
    states: Iterator[tuple[tuple[int, ...], dict[str, Any]]]


def groups(figure: LiveFigure, chosen: Plan) -> Iterator[Group]:
    """The states of a plan, one group after the other."""
    sliders = [name for name, control in figure.controls.items() if isinstance(control, Slider)]
    menus = [name for name in figure.controls if name not in sliders]
    for key in itertools.product(*(range(len(chosen.positions[name])) for name in menus)):
        choice = {name: chosen.positions[name][index] for name, index in zip(menus, key, strict=True)}
        values = {**figure.values, **choice}
        moving = tuple(name for name in sliders if name in figure.shown(values))
        yield Group(key, moving, states(values, moving, chosen))


def states(
    values: Mapping[str, Any], moving: tuple[str, ...], chosen: Plan
) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
    """The indices of the sliders `moving`, and `values` with these sliders there."""
    here = tuple(chosen.positions[name].index(values[name]) for name in moving)
    lengths = [len(chosen.positions[name]) for name in moving]
    for place in itertools.product(*map(range, lengths)) if chosen.joint else cross(here, lengths):
        yield place, {**values, **{name: chosen.positions[name][at] for name, at in zip(moving, place, strict=True)}}


def cross(here: tuple[int, ...], lengths: list[int]) -> Iterator[tuple[int, ...]]:
    """`here`, then every place that differs from it in one index."""
    yield here
    for axis, length in enumerate(lengths):
        for at in range(length):
            if at != here[axis]:
                yield (*here[:axis], at, *here[axis + 1 :])


def drawn_ahead(
    figure: LiveFigure, most: int, drawn: Callable[[int, int], Any] = lambda count, total: None
) -> dict[str, Any]:
    """Return `figure` drawn ahead, as the JSON object that the page's script reads.

    Parameters
    ----------
    figure
        Stays as it is.
    most
        How many states to draw, see `plan`.
    drawn
        Called with the number of states so far, and of all, after each.
    """
    chosen = plan(figure, most)
    total = sum(1 for group in groups(figure, chosen) for _ in group.states)
    count, packed = itertools.count(1), {}
    for group in groups(figure, chosen):
        backgrounds: dict[tuple[str, ...], int] = {}
        frames = {}
        for place, values in group.states:
            wide, narrow = (figure.frame(layout, **values) for layout in LAYOUTS)
            background = backgrounds.setdefault((wide.background, narrow.background), len(backgrounds))
            frames[key_text(place)] = [background, wide.moving, narrow.moving, *wide.reading, list(wide.shown)]
            drawn(next(count), total)
        packed[key_text(group.key)] = squeezed(
            {"sliders": group.sliders, "backgrounds": list(backgrounds), "frames": frames}
        )
    return {
        "title": figure.title,
        "joint": chosen.joint,
        "sizes": figure.picture.sizes,
        "controls": {name: control_state(figure.controls[name], at) for name, at in chosen.positions.items()},
        "groups": packed,
    }


def key_text(indices: tuple[int, ...]) -> str:
    """The indices as a key of a JSON object."""
    return ",".join(map(str, indices))


def squeezed(content: Any) -> str:
    """The JSON of `content`, deflated, in letters: frames are so alike that a tenth or less is left."""
    return base64.b64encode(zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 9)).decode("ascii")


def control_state(control: Control, positions: tuple[Any, ...]) -> dict[str, Any]:
    """What the page needs to know of a control: its kind, its texts, and where it stands."""
    texts = [control.texts[control.positions.index(position)] for position in positions]
    state = {"kind": type(control).__name__, "label": control.label, "texts": texts, "shown": control.shown}
    here = positions.index(control.value)
    if isinstance(control, Slider):
        step = (positions[-1] - positions[0]) / (len(positions) - 1)
        return {**state, "min": positions[0], "max": positions[-1], "step": step, "start": here}
    return {**state, "start": here}


def store(model_id: str, path: str, most: int) -> None:
    """Draw the figure with this id ahead into the file `path`; print how many states are drawn, and of how many."""
    figure = _instances[model_id]
    if not isinstance(figure, LiveFigure):
        raise TypeError(f"only a LiveFigure can be drawn ahead, not {type(figure).__name__}")
    Path(path).write_text(json.dumps(drawn_ahead(figure, most, print)), encoding="utf-8")
