"""End code that does not end by itself, from any thread and on any system.

The work runs in a thread of its own while the caller waits. When its time is up, an exception is set in that thread
again and again: a loop that catches everything swallows some of them, and ends at the first that meets it outside
its `try`.

Not promised: to end one long call of C code (it ends at its first step of Python afterwards), code that starts threads
or processes of its own, or code that defends itself on purpose; to keep silent when a finaliser meets the exception;
to wait while a debugger stands at a breakpoint of the work.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")

PATIENCE = 2.0  # seconds given to work that is told to end, before it is left behind
WAITING = 5  # seconds by the clock per second of processor time: for work that sleeps, and for busy machines

_set_in = ctypes.pythonapi.PyThreadState_SetAsyncExc  # raises an exception in a thread at its next step


class Overrun(Exception):  # noqa: N818
    """The work was still running after `seconds`; `ended` says whether it could be ended then."""

    def __init__(self, seconds: float, ended: bool):
        super().__init__(f"still running after {seconds:.3g} seconds")
        self.seconds, self.ended = seconds, ended


class Stop(BaseException):
    """What is raised in the work. No SystemExit: C code that prints its exceptions ends the process at one."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return `work()`, or raise `Overrun` once it has taken `seconds` of its own thread's processor time.

    Where the system has no clock per thread (macOS, Windows), that of the process counts. Work that takes no
    processor time has `WAITING` times as long by the clock. What `work` raises is raised here. An interrupt from
    outside (the kernel's stop button) ends the work too. Without threads (Python in a browser) there is no limit.

    Examples
    --------
    >>> within(1.0, lambda: 6 * 7)
    42
    """
    value: T | None = None
    error: BaseException | None = None
    busy, held = threading.Lock(), threading.Lock()
    busy.acquire()
    held.acquire()

    def run() -> None:
        nonlocal value, error
        try:
            try:
                value = work()
            except BaseException as raised:
                error = raised
            # Python raises Stop after a call or a jump back, and there is none between the end of the work and here.
            busy.release()
            held.acquire()  # the caller may still set a Stop, or read this thread's clock
        except Stop:
            pass

    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
    except RuntimeError:
        return work()
    begun, ended, stopped = time.monotonic(), False, True
    try:
        processor = _clock(thread)
        while not ended and processor() < seconds and time.monotonic() - begun < WAITING * seconds:
            ended = busy.acquire(timeout=0.02)
        stopped = not ended
    finally:
        took = time.monotonic() - begun
        while not ended and time.monotonic() - begun < took + PATIENCE:
            _set_in(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(Stop))
            ended = busy.acquire(timeout=0.001)
        held.release()
        if ended:
            thread.join()
    if stopped:
        raise Overrun(took, ended)
    if error:
        raise error
    return cast(T, value)


def _clock(thread: threading.Thread) -> Callable[[], float]:
    """Read the processor time that `thread` has used."""
    if not hasattr(time, "pthread_getcpuclockid"):
        start = time.process_time()
        return lambda: time.process_time() - start
    clock = time.pthread_getcpuclockid(thread.ident or 0)
    return lambda: time.clock_gettime(clock)
