"""Frames along the slider in use, sent while the kernel has nothing else to do: the page then shows them at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence

#: For each control the index of its value among its positions.
Place = tuple[int, ...]

#: Between two frames: messages that have come in the meantime are answered first.
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
    send
        Called with one place at a time; draws the frame there and sends it to the page.
    """

    def __init__(self, send: Callable[[Place], None]):
        self._send = send
        self._wanted: list[Place] = []
        self._waits = False
        try:  # the kernel's; messages may come in another thread, with a loop of its own
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:  # no kernel, so no page
            self._loop = None

    def want(self, places: Sequence[Place]) -> None:
        """Send the frames at these places, in this order, in the place of what was wanted before."""
        self._wanted = list(places)
        if places and self._loop and not self._waits and not self._loop.is_closed():
            self._waits = True
            self._loop.call_soon_threadsafe(self._step)

    def _step(self) -> None:
        try:
            place = self._wanted.pop(0)
        except IndexError:
            self._waits = False
            return
        self._send(place)
        asyncio.get_running_loop().call_later(_PAUSE_SECONDS, self._step)
