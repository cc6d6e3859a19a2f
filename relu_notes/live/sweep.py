"""Frames along the slider in use, sent while the kernel has nothing else to do: the page then shows them at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

#: For each control the index of its value among its positions.
Place = tuple[int, ...]

#: As many frames as are drawn in that time go in one message: a message costs kernel, server and page about a frame.
_MESSAGE_SECONDS = 0.02
#: Between two messages: what has come in the meantime is answered first.
_PAUSE_SECONDS = 0.002


def along(place: Place, axis: int, length: int) -> Iterator[Place]:
    """The places that differ from `place` on `axis` alone, the nearest first.

    Examples
    --------
    >>> list(along((2, 7), 0, 4))
    [(1, 7), (3, 7), (0, 7)]
    """
    here = place[axis]
    for index in sorted(range(length), key=lambda index: (abs(index - here), index)):
        if index != here:
            yield (*place[:axis], index, *place[axis + 1 :])


class Sweep:
    """What is still to be sent of one figure.

    Parameters
    ----------
    draw
        Called with one place at a time; the frame there, or None where there is none to send.
    send
        Called with several frames, one message to the page.

    Attributes
    ----------
    sent
        The places whose frames the page has.
    """

    def __init__(self, draw: Callable[[Place], Any], send: Callable[[list[Any]], None]):
        self._draw = draw
        self._send = send
        self.sent: set[Place] = set()
        self._wanted: list[Place] = []
        self._waits = False
        try:  # the kernel's; messages may come in another thread, with a loop of its own
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:  # no kernel, so no page
            self._loop = None

    def want(self, places: Iterable[Place]) -> None:
        """Send the frames at these places that the page has not, in this order, instead of what was wanted."""
        self._wanted = [place for place in places if place not in self.sent]
        if self._wanted and self._loop and not self._waits and not self._loop.is_closed():
            self._waits = True
            self._loop.call_soon_threadsafe(self._step)

    def _step(self) -> None:
        wanted = self._wanted  # another thread may want others
        if not wanted:
            self._waits = False
            return
        end = time.monotonic() + _MESSAGE_SECONDS
        frames = []
        while wanted and time.monotonic() < end:
            place = wanted.pop(0)
            frame = self._draw(place)
            if frame is not None:
                self.sent.add(place)
                frames.append(frame)
        if frames:
            self._send(frames)
        asyncio.get_running_loop().call_later(_PAUSE_SECONDS, self._step)
