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
from typing import Any, Generic, TypeVar

T = TypeVar("T")

#: Seconds given to a worker that is told to end, before it is left behind.
PATIENCE = 2.0


class Overrun(Exception):  # noqa: N818
    """The work had not ended when its time was up; `ended` says whether it could be ended then."""

    def __init__(self, seconds: float, ended: bool):
        super().__init__(f"not done after {seconds:g} seconds")
        self.ended = ended


class Stop(SystemExit):
    """What is raised in a worker. A thread that dies of a SystemExit says nothing on stderr."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return `work()`, or raise `Overrun` when it takes more than `seconds`.

    What `work` raises is raised here, BaseException included. An interrupt from outside (the kernel's stop button)
    ends the work too.

    Examples
    --------
    >>> within(1.0, lambda: 6 * 7)
    42
    """
    worker = _Worker(work)
    try:
        worker.thread.start()
    except RuntimeError:  # Python in a browser has no threads, and so no way to limit anything
        return work()
    ended = True
    try:
        worker.thread.join(seconds)
    finally:
        if worker.thread.is_alive():
            ended = worker.end()
    if worker.values:
        return worker.values[0]
    if worker.errors and not isinstance(worker.errors[0], Stop):
        raise worker.errors[0]
    raise Overrun(seconds, ended)


class _Worker(Generic[T]):
    """A thread that does one piece of work and can be told to end."""

    def __init__(self, work: Callable[[], T]):
        self.work = work
        self.values: list[T] = []
        self.errors: list[BaseException] = []
        self.done = self.ending = self.left_alone = False
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            self.values.append(self.work())
        except BaseException as error:
            self.errors.append(error)
        self.done = True
        # A last exception may be on its way; let it arrive here, and not where Python puts the thread away.
        while self.ending and not self.left_alone:
            try:
                time.sleep(0.0005)
            except Stop:
                continue

    def end(self) -> bool:
        """Tell the work to end; whether it did within `PATIENCE`."""
        self.ending = True
        interval = sys.getswitchinterval()
        deadline = time.monotonic() + PATIENCE
        say_unraisable = sys.unraisablehook

        def keep_quiet_about_stop(unraisable: Any) -> None:
            if not issubclass(unraisable.exc_type, Stop):
                say_unraisable(unraisable)

        sys.setswitchinterval(1e-6)  # threads take turns at nearly each step, so that the exception lands anywhere
        sys.unraisablehook = keep_quiet_about_stop  # in a finaliser too, which Python would report on stderr
        try:
            while not self.done and time.monotonic() < deadline:
                self._raise(ctypes.py_object(Stop))
        finally:
            sys.unraisablehook = say_unraisable
            sys.setswitchinterval(interval)
        if not self.done:
            return False  # the exception stays set: the work ends at its first step after the call that holds it
        self._raise(None)
        self.left_alone = True
        self.thread.join(PATIENCE)
        return not self.thread.is_alive()

    def _raise(self, exception: ctypes.py_object | None) -> None:
        """Set the exception that the thread raises at its next step, or clear it."""
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread.ident or 0), exception)
