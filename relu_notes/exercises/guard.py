"""What an answer must not do while it is checked: end the kernel, or wait for a person.

>>> from relu_notes.exercises import check_relu
>>> check_relu(lambda x: input("x? "))
Not yet right.
input() waits for a person; take the argument.
Hint: your function gets all that it needs when it is called, and hands its result
over with return.
"""

import builtins
import contextlib
import getpass
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

_WAITS = "waits for a person; take the argument"
_ENDS = "would end the kernel"
_DEPTH = 5000  # calls within calls: more can overflow the stack

#: Owner, name, and what the student is told. Exits that raise SystemExit need no guard: a check catches that.
_REFUSED: tuple[tuple[Any, str, str], ...] = (
    (builtins, "input", f"input() {_WAITS}"),
    (builtins, "breakpoint", f"breakpoint() {_WAITS}"),
    (getpass, "getpass", f"getpass() {_WAITS}"),
    (builtins, "quit", f"quit() {_ENDS}"),
    (builtins, "exit", f"exit() {_ENDS}"),
    *((os, name, f"os.{name}() {_ENDS}") for name in ("_exit", "abort", "kill")),
)


class Refused(Exception):  # noqa: N818
    """Raised instead of what ends the kernel or waits; says which function and why."""


class _Stdin:
    """Stands for sys.stdin."""

    def __getattr__(self, name: str) -> Any:
        raise Refused(f"sys.stdin {_WAITS}")

    def __iter__(self) -> Iterator[str]:
        raise Refused(f"sys.stdin {_WAITS}")


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Refuse what ends the kernel or waits for a person, in threads that start from now on.

    Other threads, such as those of the kernel, go on as before. C code and other programs are not affected.
    """
    old = {thread.ident for thread in threading.enumerate()}
    stdin, limit, refused, originals = sys.stdin, sys.getrecursionlimit(), list(_REFUSED), []
    if (ipython := sys.modules.get("IPython")) and (shell := ipython.get_ipython()):  # its own quit and exit
        refused.append((type(shell), "ask_exit", f"quit() {_ENDS}"))
    try:
        for owner, name, words in refused:
            if original := getattr(owner, name, None):
                originals.append((owner, name, original))
                setattr(owner, name, _refusal(original, words, old))
        sys.setrecursionlimit(min(limit, _DEPTH))
        sys.stdin = _Stdin()
        yield
    finally:
        sys.stdin = stdin
        sys.setrecursionlimit(limit)
        for owner, name, original in originals:
            setattr(owner, name, original)


def _refusal(original: Callable, words: str, old: set[int | None]) -> Callable:
    def refuse(*arguments: Any, **keywords: Any) -> Any:
        if threading.get_ident() in old:
            return original(*arguments, **keywords)
        raise Refused(words)

    return refuse
