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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar, cast

T = TypeVar("T")

#: Seconds given to a worker that is told to end, before it is left behind.
PATIENCE = 2.0


class Overrun(Exception):  # noqa: N818
    """The work had not ended when its time was up; `ended` says whether it could be ended then."""

    def __init__(self, seconds: float, ended: bool):
        super().__init__(f"not done after {seconds:g} seconds")
        self.ended = ended


class Stop(BaseException):
    """What is raised in a worker.

    No SystemExit, of which C code that prints its exceptions (PyErr_Print, as Cython calls it) ends the process.
    """


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return `work()`, or raise `Overrun` when it takes more than `seconds`.

    What `work` raises is raised here, BaseException included. An interrupt from outside (the kernel's stop button)
    ends the work too. One call at a time: hooks of the whole process are changed while work is told to end.

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
    ended = None
    try:
        worker.thread.join(seconds)
    finally:
        if worker.thread.is_alive():
            ended = worker.end()
    if ended is not None:  # also where the work caught the exception and made something else of it
        raise Overrun(seconds, ended)
    if worker.error:
        raise worker.error
    return cast(tuple[T], worker.value)[0]


class _Worker(Generic[T]):
    """A thread that does one piece of work and can be told to end."""

    def __init__(self, work: Callable[[], T]):
        self.work = work
        self.value: tuple[T] | None = None
        self.error: BaseException | None = None
        self.done = self.ending = False
        self.let_go = threading.Lock()
        self.let_go.acquire()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        # Python raises what another thread has set after a call or a jump back. There is none from the end of the
        # work to the lock, where the last Stop is caught, or one could arrive where nothing catches it.
        try:
            try:
                self.value = (self.work(),)
                self.done = True
            except BaseException as error:
                self.error = error
                self.done = True
                if self.ending:
                    self.let_go.acquire(timeout=PATIENCE)
            else:
                if self.ending:
                    self.let_go.acquire(timeout=PATIENCE)
        except Stop:
            pass

    def end(self) -> bool:
        """Tell the work to end; whether it did within `PATIENCE`."""
        self.ending = True
        told = False
        deadline = time.monotonic() + PATIENCE
        with _turns_at_each_step(), _nothing_said_of_what_is_not_caught():
            # A dead thread's identifier may be a new thread's, which must not be stopped.
            while not self.done and self.thread.is_alive() and time.monotonic() < deadline:
                self._raise(Stop)
                told = True
            if not self.done and self.thread.is_alive():
                self.let_go.release()
                return False  # the exception stays set: the work ends at its first step after the call that holds it
            # One that is sure to arrive, at the lock. Were it taken back instead, Python 3.11 and 3.12 would look for
            # it at each step for ever, and never get past the first step of a function while a debugger is on.
            if told and self.thread.is_alive():
                self._raise(Stop)
        self.let_go.release()
        self.thread.join(PATIENCE)
        return not self.thread.is_alive()

    def _raise(self, exception: type[BaseException]) -> None:
        """Set the exception that the thread raises at its next step."""
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread.ident or 0), ctypes.py_object(exception))


@contextmanager
def _turns_at_each_step() -> Iterator[None]:
    """Let threads take turns at nearly each step, so that the exception lands anywhere."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


@contextmanager
def _nothing_said_of_what_is_not_caught() -> Iterator[None]:
    """Print nothing of a Stop that arrives in a finaliser, or in C code that prints what it catches.

    `slice` takes what either hook is given and does nothing; in a hook written in Python a Stop could arrive.
    """
    unraisable, uncaught = sys.unraisablehook, sys.excepthook
    sys.unraisablehook = sys.excepthook = slice
    try:
        yield
    finally:
        sys.unraisablehook, sys.excepthook = unraisable, uncaught
