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
    ends the work too. While a debugger is on there is no limit: someone may be reading at a breakpoint of the work.
    One call at a time: hooks of the whole process are changed while work is told to end.

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
        while worker.thread.is_alive() and _a_debugger_is_on():
            worker.thread.join(seconds)
    finally:
        if not worker.done:  # an interrupted `join` of Python 3.11 and 3.12 takes the thread for dead
            ended = worker.end()
    if ended is not None:  # also where the work caught the exception and made something else of it
        raise Overrun(seconds, ended)
    if worker.error:
        raise worker.error
    return cast(tuple[T], worker.value)[0]


def _a_debugger_is_on() -> bool:
    """Whether pdb traces this thread, or JupyterLab's or an editor's debugger (debugpy) is connected."""
    debugpy = sys.modules.get("debugpy")
    return getattr(sys.gettrace(), "__module__", None) == "bdb" or bool(debugpy and debugpy.is_client_connected())


class _Worker(Generic[T]):
    """A thread that does one piece of work and can be told to end."""

    def __init__(self, work: Callable[[], T]):
        self.work = work
        self.value: tuple[T] | None = None
        self.error: BaseException | None = None
        self.begun = self.done = self.ending = False
        self.let_go = threading.Lock()
        self.let_go.acquire()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        # Python raises what another thread has set after a call or a jump back. There is none from the end of the
        # work to the lock, where the last Stop is caught, or one could arrive where nothing catches it.
        try:
            try:
                self.begun = True
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
        thread, stop, told = ctypes.c_ulong(self.thread.ident or 0), ctypes.py_object(Stop), False
        deadline = time.monotonic() + PATIENCE
        with _turns_at_each_step(), _nothing_said_of_what_is_not_caught():
            while not self.begun and time.monotonic() < deadline:  # on a busy machine: a Stop has to meet the `try`
                time.sleep(0.001)
            # From here to the lock's release no function written in Python is called. Python 3.11 and 3.12 have one
            # flag for all threads, up while an exception waits in any of them; while it is up, 3.11 tries the first
            # step of a function over and over if a tracer is on (a debugger, coverage).
            while self.begun and not self.done and time.monotonic() < deadline and _set_in(thread, stop):
                told = True
            if told and self.done:
                _set_in(thread, stop)  # one that is sure to arrive, at the lock
            elif told:
                # The work is in a call of C code and ends at its first step after it, when it raises the flag anew.
                # Until then it is down: an exception that has arrived takes it down.
                here, seen, none = ctypes.c_ulong(threading.get_ident()), ctypes.py_object(_Seen), ctypes.py_object()
                try:
                    _set_in(here, seen)
                except _Seen:
                    pass
                except BaseException:  # an interrupt was there first
                    _set_in(here, none)
                    raise
            self.let_go.release()
        self.thread.join(PATIENCE if self.done else 0)
        return not self.thread.is_alive()


# Sets the exception that a thread raises at its next step, and says in how many threads it did: 0 when there is none.
_set_in = ctypes.pythonapi.PyThreadState_SetAsyncExc


class _Seen(BaseException):
    """What a thread raises in itself and catches."""


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
