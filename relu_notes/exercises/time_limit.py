"""End code that does not end by itself, from any thread and on any system.

The work runs in a thread of its own while the caller waits. When its time is up, an exception is set in that thread
again and again: a loop that catches everything swallows some of them, and ends at the first that meets it outside
its `try`. One long call of C code ends at its first step of Python afterwards; threads that the work starts go on.
"""

import ctypes
import threading
import time
from collections.abc import Callable
from typing import Any

PATIENCE = 2.0  # seconds given to work that is told to end, before it is left behind
WAITING = 5  # seconds by the clock per second of processor time: for work that sleeps, and for busy machines


class Overrun(Exception):  # noqa: N818
    """The work was still running after `seconds`; `ended` says whether it could be ended then."""

    def __init__(self, seconds: float, ended: bool):
        super().__init__(f"still running after {seconds:.3g} seconds")
        self.seconds, self.ended = seconds, ended


class Stop(BaseException):
    """What is raised in the work. No SystemExit: C code that prints its exceptions ends the process at one."""


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """Return `work()` or raise what it raises; raise `Overrun` once `seconds` of processor time have passed.

    Work that takes no processor time has `WAITING` times as long by the clock. An interrupt from outside (the kernel's
    stop button) ends the work too. Without threads (Python in a browser) there is no limit.

    Examples
    --------
    >>> within(1.0, lambda: 6 * 7)
    42
    """
    value: Any = None
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
            held.acquire()  # the caller may still set a Stop
        except Stop:
            pass

    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
    except RuntimeError:
        return work()
    begun, computed, ended, in_time = time.monotonic(), time.process_time(), False, False
    try:
        while not ended and time.process_time() - computed < seconds and time.monotonic() - begun < WAITING * seconds:
            ended = busy.acquire(timeout=0.02)
        in_time = ended
    finally:
        took = time.monotonic() - begun
        while not ended and time.monotonic() - begun < took + PATIENCE:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(Stop))
            ended = busy.acquire(timeout=0.001)
        held.release()
        if ended:
            thread.join()
    if not in_time:
        raise Overrun(took, ended)
    if error:
        raise error
    return value
