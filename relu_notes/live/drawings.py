"""The drawings of a live figure that were made lately, and those that are made while the kernel has nothing to do."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from relu_notes.live.drawing import Drawing, Scene, Size

#: Ten menu entries in both layouts and some more; a drawing is about 1 MB.
_KEPT = 24
#: A drawing that takes more of the processor is not made ahead: a slider that is moved meanwhile would wait for it.
_SECONDS_AT_MOST = 0.5

Key = tuple[str, tuple[Any, ...]]


class Drawings:
    """Drawings of one scene by layout and by the values of the controls in `redraw`."""

    def __init__(self, scene: Scene, sizes: Mapping[str, Size], redraw: Sequence[str]):
        self._scene = scene
        self._sizes = sizes
        self._redraw = tuple(redraw)
        self._made: OrderedDict[Key, Drawing] = OrderedDict()
        self._tried: set[Key] = set()
        self._seconds = math.inf

    def at(self, layout: str, values: Mapping[str, Any]) -> Drawing:
        """The drawing for these values, made now unless it is kept."""
        key = self._key(layout, values)
        if key not in self._made:
            start = time.thread_time()
            self._made[key] = Drawing(self._scene, self._sizes[layout], values)
            self._seconds = min(self._seconds, time.thread_time() - start)  # the first one loads fonts as well
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]

    def make_one_ahead(
        self, layouts: Sequence[str], positions: Mapping[str, Sequence[Any]], values: Mapping[str, Any]
    ) -> bool:
        """Make one drawing that is one move of a control away from `values`; False if there is none worth making."""
        if self._made and self._seconds > _SECONDS_AT_MOST:
            return False
        for layout, near in self._near(layouts, positions, values):
            key = self._key(layout, near)
            if key not in self._made and key not in self._tried:
                self._tried.add(key)  # once: what cannot be drawn is not tried again, what was dropped is not wanted
                with suppress(Exception):  # the readout says it if somebody goes there
                    self.at(layout, near)
                return True
        return False

    def clear(self) -> None:
        """Let all drawings go."""
        self._made.clear()

    def __len__(self) -> int:
        return len(self._made)

    def _near(
        self, layouts: Sequence[str], positions: Mapping[str, Sequence[Any]], values: Mapping[str, Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        for layout in layouts:
            for name in self._redraw:
                if len(positions[name]) * len(layouts) < _KEPT:
                    for position in positions[name]:
                        yield layout, {**values, name: position}

    def _key(self, layout: str, values: Mapping[str, Any]) -> Key:
        return layout, tuple(values[name] for name in self._redraw)
