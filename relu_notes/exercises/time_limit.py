"""End code that does not end by itself, in any kernel, on any system, from any thread.

A signal (SIGALRM) works on the main thread of Linux and macOS alone; JupyterLab may run a cell in a subshell's
thread. So the work runs in a thread of its own and the caller waits with a deadline. Past it, an exception is set
in the worker again and again: a loop that catches everything swallows the first ones, and ends at the first that
meets it outside its `try`. Work that cannot be ended at all (a long call of C code) is left behind.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Seconds given to a worker that is told to end, before it is left behind.
PATIENCE = 1.0


class Overrun(Exception):  # noqa: N818
    """The work had not ended when its time was up; `ended` says whether it could be ended then."""

    def __init__(self, seconds: float, ended: bool):
        super().__init__(f"not done after {seconds:g} seconds")
        self.ended = ended


class Stop(SystemExit):
    """What is raised in a worker. A thread that dies of a SystemExit says nothing on stderr."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """
    Return `work()`, or raise `Overrun` when it takes more than `seconds`.

    What `work` raises is raised here, BaseException included. An interrupt from outside (the kernel's stop button)
    ends the work too.

    Examples
    --------
    >>> within(1.0, lambda: 6 * 7)
    42
    """
    values: list[T] = []
    errors: list[BaseException] = []

    def run():
        try:
            values.append(work())
        except BaseException as error:
            errors.append(error)

    worker = threading.Thread(target=run, daemon=True)
    try:
        worker.start()
    except RuntimeError:  # Python in a browser has no threads, and so no way to limit anything
        return work()
    ended = True
    try:
        worker.join(seconds)
    finally:
        if worker.is_alive():
            ended = _end(worker)
    if values:
        return values[0]
    if errors and not isinstance(errors[0], Stop):
        raise errors[0]
    raise Overrun(seconds, ended)


def _end(worker: threading.Thread) -> bool:
    """Whether `worker` could be ended."""
    interval = sys.getswitchinterval()
    deadline = time.monotonic() + PATIENCE
    sys.setswitchinterval(1e-6)  # threads take turns at nearly each step, so that the exception lands anywhere
    try:
        while worker.is_alive() and time.monotonic() < deadline:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker.ident or 0), ctypes.py_object(Stop))
    finally:
        sys.setswitchinterval(interval)
    return not worker.is_alive()
