"""A live figure drawn ahead, for a page without a kernel: which of its states, and how they are packed."""

from __future__ import annotations

import base64
import itertools
import json
import math
import re
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from relu_notes.live.controls import Control, Slider
from relu_notes.live.picture import LAYOUTS

if TYPE_CHECKING:
    from relu_notes.live.figure import LiveFigure

__all__ = ["Cost", "answer", "cost", "drawn_ahead", "positions"]

#: How many states are drawn to see what one of them costs.
_SAMPLE = 40
#: With more states the numbers that a text names are not kept: each of them may be meant for one of five sliders.
_MOST_NAMED = 3_000
_NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?")


def answer(figure: LiveFigure, content: Any, _buffers: Any = None) -> None:
    """Answer whoever makes a page of `figure`; ``text`` are the words around it, whose numbers are kept as positions.

    To ``{"cost": {"text": …}}`` the figure sends ``{"cost": …}``, see `cost`. To ``{"states": {"text": …, "most": …}}``
    it sends ``{"states": …}``, see `drawn_ahead`, and before that now and then ``{"drawn": …, "of": …}``.
    """
    told = 0.0

    def drawn(count: int, total: int) -> None:
        nonlocal told
        if count == total or time.monotonic() > told + 0.1:
            told = time.monotonic()
            figure.send({"drawn": count, "of": total})

    if isinstance(content, Mapping) and "cost" in content:
        figure.send({"cost": cost(figure, numbers(**content["cost"]))._asdict()})
    elif isinstance(content, Mapping) and "states" in content:
        asked = content["states"]
        figure.send({"states": drawn_ahead(figure, asked["most"], numbers(asked["text"]), drawn)})


def numbers(text: str) -> set[float]:
    """The numbers that stand in `text`."""
    return {float(found.replace("−", "-")) for found in _NUMBER.findall(text)}


class Group(NamedTuple):
    """The states that share the choices of all menus and switches.

    Attributes
    ----------
    key
        The index of the choice of each menu and switch.
    values
        The values of all controls, with these choices and every slider where it stands.
    sliders
        The names of the sliders that move here; the others are hidden.
    """

    key: tuple[int, ...]
    values: dict[str, Any]
    sliders: tuple[str, ...]

    def states(self, chosen: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
        """The values of all controls, with these sliders at each combination of the positions chosen."""
        for place in itertools.product(*(chosen[name] for name in self.sliders)):
            yield {**self.values, **dict(zip(self.sliders, place, strict=True))}


def groups(figure: LiveFigure) -> dict[tuple[int, ...], Group]:
    """The group for every combination of the menus and switches; one for all if they differ in hidden ones only."""
    sliders = [name for name, control in figure.controls.items() if isinstance(control, Slider)]
    menus = [name for name in figure.controls if name not in sliders]
    found: dict[tuple[int, ...], Group] = {}
    by_key: dict[Any, Any] = {}
    for key in itertools.product(*(range(len(figure.controls[name].positions)) for name in menus)):
        choice = {name: figure.controls[name].positions[at] for name, at in zip(menus, key, strict=True)}
        shown = figure.shown({**figure.values, **choice})
        places = {
            name: at if name in shown else figure.controls[name].place for name, at in zip(menus, key, strict=True)
        }
        first = tuple(places.values())
        choice = {name: figure.controls[name].positions[at] for name, at in places.items()}
        moving = tuple(name for name in sliders if name in shown)
        found[key] = by_key.setdefault(first, Group(first, {**figure.values, **choice}, moving))
    return found


def grids(control: Control, named: Collection[float], asked: Collection[int] = ()) -> list[tuple[Any, ...]]:
    """The positions of a control, then ever fewer of a slider.

    Its ends, where it stands, 0, the positions `named` and those at the places `asked` are always among them.
    """
    places = range(len(control.positions))
    if not isinstance(control, Slider):
        return [control.positions]
    kept = {0, places[-1], control.place, *asked}
    kept |= {at for at in places if control.positions[at] == 0 or control.positions[at] in named}
    chosen: list[list[int]] = []
    for stride in (*places[1:-1], len(places)):
        grid = sorted(kept.union(places[::stride]))
        if not chosen or len(grid) < len(chosen[-1]):
            chosen.append(grid)
    return [tuple(control.positions[at] for at in grid) for grid in chosen]


def positions(figure: LiveFigure, most: float, named: Collection[float] = ()) -> dict[str, tuple[Any, ...]]:
    """The positions of each control that are drawn, in every combination: at most `most` states, if those suffice.

    Of the sliders the one with the most positions is thinned, of equals the last one, as long as there is something to
    thin: no choice of a menu is left out, nor what `grids` keeps. `named` are numbers of the text around the figure.

    Examples
    --------
    >>> from relu_notes.live.gallery import additivity
    >>> {name: len(chosen) for name, chosen in positions(additivity(), 500).items()}
    {'a': 22, 'b': 21}
    """
    found = set_of(groups(figure))
    asked = figure.questions.questions if figure.questions else []
    choices = choices_of(figure, asked, {*named}.union(*(numbers(question["text"]) for question in asked)))
    if count(found, {name: grid[-1] for name, grid in choices.items()}) > _MOST_NAMED:
        choices = choices_of(figure, asked, ())
    while True:
        chosen = {name: grid[0] for name, grid in choices.items()}
        coarser = [name for name, grid in choices.items() if len(grid) > 1]
        if count(found, chosen) <= most or not coarser:
            return chosen
        choices[max(reversed(coarser), key=lambda name: len(choices[name][0]))].pop(0)


def choices_of(
    figure: LiveFigure, asked: Collection[Mapping[str, Any]], named: Collection[float]
) -> dict[str, list[tuple[Any, ...]]]:
    """The `grids` of each control; the places at which a question is answered are kept."""
    choices = {}
    for index, (name, control) in enumerate(figure.controls.items()):
        reached = [until for question in asked for until in question["until"] if until["control"] == index]
        places = {until[end] for until in reached for end in ("from", "to") if end in until}
        choices[name] = grids(control, named, places)
    return choices


def set_of(found: Mapping[Any, Group]) -> list[Group]:
    """Each group once."""
    return list({group.key: group for group in found.values()}.values())


def count(found: Iterable[Group], chosen: Mapping[str, Sequence[Any]]) -> int:
    """How many states there are."""
    return sum(math.prod(len(chosen[name]) for name in group.sliders) for group in found)


class Cost(NamedTuple):
    """What the states of a figure weigh, and how long it takes to draw them, as measured on a sample.

    Attributes
    ----------
    fixed, fixed_seconds
        What is needed however few states there are: bytes, and seconds of the processor.
    each, each_seconds
        What a state adds. Finer states are more alike, so that a state of many adds less.
    least, states
        How many states there are at the fewest positions, and at all.
    """

    fixed: float
    fixed_seconds: float
    each: float
    each_seconds: float
    least: int
    states: int


def cost(figure: LiveFigure, named: Collection[float] = ()) -> Cost:
    """Measure what states cost on some of the coarsest ones, which are drawn in any case."""
    found = set_of(groups(figure))
    coarse = positions(figure, 0, named)
    everything = {name: control.positions for name, control in figure.controls.items()}
    here = next(group for group in found if group.values == figure.values)
    states = list(here.states(coarse))
    content = Packing(figure)
    start = time.thread_time()
    content.add(states[0])
    first, first_seconds = len(content.squeezed(here.sliders)), time.thread_time() - start
    sample = states[1 :: max(len(states) // _SAMPLE, 1)]
    for values in sample:
        content.add(values)
    more, seconds = len(content.squeezed(here.sliders)) - first, time.thread_time() - start - first_seconds
    size = max(len(sample), 1)
    fixed, fixed_seconds = len(found) * first, len(found) * first_seconds
    least, most = count(found, coarse), count(found, everything)
    return Cost(fixed, fixed_seconds, more / size, seconds / size, least, most)


def drawn_ahead(
    figure: LiveFigure,
    most: float = math.inf,
    named: Collection[float] = (),
    drawn: Callable[[int, int], Any] = lambda count, total: None,
) -> dict[str, Any]:
    """Return `figure` drawn ahead, as the JSON object that the page's script reads.

    Parameters
    ----------
    figure
        Stays as it is.
    most, named
        See `positions`.
    drawn
        Called with the number of states so far, and of all, after each.
    """
    chosen = positions(figure, most, named)
    found = groups(figure)
    total, done = count(set_of(found), chosen), itertools.count(1)
    packed: dict[str, str] = {}
    for group in set_of(found):
        content = Packing(figure)
        for values in group.states(chosen):
            content.add(values)
            drawn(next(done), total)
        packed[key_text(group.key)] = content.squeezed(group.sliders)
    for key, group in found.items():
        packed.setdefault(key_text(key), key_text(group.key))
    return {
        "title": figure.title,
        "sizes": figure.picture.sizes,
        "questions": figure.questions.questions if figure.questions else [],
        "controls": {name: control_state(figure.controls[name], at) for name, at in chosen.items()},
        "groups": packed,
    }


def key_text(places: Iterable[int]) -> str:
    """The key of a group in the page: the choice of each menu and switch."""
    return ",".join(map(str, places))


class Packing:
    """The frames of one group. They are made of the same pieces again and again: each is kept once."""

    def __init__(self, figure: LiveFigure):
        self._figure = figure
        self._backgrounds: dict[tuple[str, ...], int] = {}
        self._pieces: dict[str, int] = {}
        self._frames: list[Any] = []

    def add(self, values: Mapping[str, Any]) -> None:
        """Draw the figure with these values of its controls."""
        wide, narrow = (self._figure.frame(layout, **values) for layout in LAYOUTS)
        background = self._backgrounds.setdefault((wide.background, narrow.background), len(self._backgrounds))
        layers = [self._indices(layer.moving) for layer in (wide, narrow)]
        self._frames.append([background, *layers, *wide.reading, list(wide.shown)])

    def _indices(self, svg: str) -> list[int]:
        return [self._pieces.setdefault(piece, len(self._pieces)) for piece in re.split("(?=<g>)", svg)]

    def squeezed(self, sliders: Sequence[str]) -> str:
        """The group as JSON, deflated, in base64: the frames in order, the last of the sliders moving fastest."""
        content = {"sliders": sliders, "backgrounds": [*self._backgrounds], "pieces": [*self._pieces]}
        text = json.dumps({**content, "frames": self._frames}, separators=(",", ":"))
        return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def control_state(control: Control, chosen: Sequence[Any]) -> dict[str, Any]:
    """What the page needs to know of a control: its kind, its texts, and where it stands.

    ``places`` are the indices of the positions among all that the control has. The page's slider is a range of equal
    steps: of the values themselves if they are equally far apart, else of their order.
    """
    texts = [control.texts[control.positions.index(position)] for position in chosen]
    state = {"kind": type(control).__name__, "label": control.label, "texts": texts, "shown": control.shown}
    state["more"] = control.more
    places = [control.positions.index(position) for position in chosen]
    state |= {"start": chosen.index(control.value), "places": places}
    if not isinstance(control, Slider):
        return state
    even = len({after - before for before, after in itertools.pairwise(places)}) == 1
    low, high = (chosen[0], chosen[-1]) if even else (0, len(chosen) - 1)
    step = (high - low) / (len(chosen) - 1)
    return {**state, "min": low, "max": high, "step": step, "play": control.play}
