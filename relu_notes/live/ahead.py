"""What is drawn while the kernel has nothing to do, so that the next move of a control finds it drawn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

#: For each control the index of its value among its positions.
Place = tuple[int, ...]

#: Since the last move: a mouse moves every 17 ms and a held arrow key repeats every 33 ms, and no drag waits for this.
_QUIET_FOR_FRAMES, _QUIET_FOR_DRAWINGS = 0.02, 0.4
#: Between two drawings, so that messages come first.
_PAUSE_SECONDS = 0.02
#: After a frame that took more of the processor no other is made: a control that is moved meanwhile waits for it.
_FRAME_SECONDS_AT_MOST = 0.02


def neighbours(place: Place, sizes: Sequence[int], axes: Iterable[int], before: Place) -> Iterator[Place]:
    """The places one step from `place` along each of `axes`; first those that go on from `before`.

    Examples
    --------
    >>> list(neighbours((3, 0), (5, 2), (0, 1), before=(4, 0)))
    [(2, 0), (4, 0), (3, 1)]
    """
    for axis in axes:
        step = -1 if before[axis] > place[axis] else 1
        for index in (place[axis] + step, place[axis] - step):
            if 0 <= index < sizes[axis]:
                yield (*place[:axis], index, *place[axis + 1 :])


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class Ahead:
    """Frames for the page and drawings for the kernel, made between messages for the figure that is used.

    Parameters
    ----------
    send
        Called with a place; draws the frame there and sends it to the page.
    draw
        Makes one of the drawings that a menu may ask for; False when there is none left.
    """

    #: Of all figures of this kernel: when one was moved last, and the one that is drawn ahead.
    _moved_at = 0.0
    _turn: Ahead | None = None

    def __init__(self, send: Callable[[Place], None], draw: Callable[[], bool]):
        self._send, self._draw = send, draw
        self._near: list[Place] = []
        self._sent: set[Place] = set()
        self._used = False
        self._waits_in: asyncio.AbstractEventLoop | None = None
        # Of the cell that makes the figure. Messages may come in another thread, with a loop of its own.
        self._loop = _running_loop()

    def used(self, here: Place, near: Iterable[Place]) -> None:
        """Somebody has come to the figure, maybe on a new page, which has the frame of `here` alone."""
        self._used = True
        self._sent = {here}
        self._begin(near)

    def moved(self, here: Place, near: Iterable[Place], anew: bool) -> None:
        """The page has got the frame of `here`; on backgrounds drawn `anew` it keeps no frame of before."""
        Ahead._moved_at = time.monotonic()
        if anew:
            self._sent.clear()
        self._sent.add(here)
        if self._used:
            self._begin(near)

    def end(self) -> None:
        """Nothing more is drawn ahead."""
        self._used = False
        self._near = []
        if Ahead._turn is self:
            Ahead._turn = None

    def _begin(self, near: Iterable[Place]) -> None:
        wanted = [place for place in near if place not in self._sent]
        here = _running_loop()
        loop = self._loop or here
        if loop is None or loop.is_closed():  # no kernel, so no page
            self.end()
        elif loop is here:
            self._start(wanted)
        else:
            loop.call_soon_threadsafe(self._start, wanted)

    def _start(self, wanted: list[Place]) -> None:
        Ahead._turn = self
        self._near = wanted
        self._wait(_QUIET_FOR_FRAMES)

    def _wait(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        if loop is not self._waits_in:
            self._waits_in = loop
            loop.call_later(seconds, self._step)

    def _step(self) -> None:
        self._waits_in = None
        if Ahead._turn is not self:
            return
        quiet = time.monotonic() - Ahead._moved_at
        if self._near:
            if quiet > _QUIET_FOR_FRAMES:
                self._make_a_frame(self._near.pop(0))
            self._wait(max(0.001, _QUIET_FOR_FRAMES - quiet))
        elif quiet < _QUIET_FOR_DRAWINGS or self._draw():
            self._wait(_PAUSE_SECONDS)
        else:
            Ahead._turn = None

    def _make_a_frame(self, place: Place) -> None:
        start = time.thread_time()
        self._sent.add(place)
        self._send(place)
        if time.thread_time() - start > _FRAME_SECONDS_AT_MOST:
            self._near = []
