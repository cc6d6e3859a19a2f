"""What an answer must not do while it is checked: end the kernel, or wait for a person.

>>> import os
>>> with guarded({}, here=True):
...     os._exit(1)
Traceback (most recent call last):
relu_notes.exercises.guard.Refused: os._exit() would end the kernel
"""

import _thread
import builtins
import contextlib
import getpass
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

_WAITS = "waits for a person; take the argument"
_ENDS = "would end the kernel"

#: Exits that raise SystemExit need no guard: a check catches that.
_REFUSED: tuple[tuple[Any, tuple[str, ...], str], ...] = (
    (builtins, ("input", "breakpoint"), _WAITS),
    (getpass, ("getpass",), _WAITS),
    (builtins, ("quit", "exit"), _ENDS),
    *(
        (module, ("_exit", "abort", "kill", "killpg", "execv", "execve", "system"), _ENDS)
        for module in (os, sys.modules.get(os.name, os))  # os takes them from the module posix or nt
    ),
    (sys, ("setrecursionlimit",), _ENDS),  # the stack overflows
    (signal, ("raise_signal", "pthread_kill", "alarm", "setitimer"), _ENDS),
    (_thread, ("interrupt_main",), _ENDS),
)


_KINDS = (BuiltinFunctionType, FunctionType, MethodType)
_DEPTH = 5000  # calls within calls


class Refused(Exception):  # noqa: N818
    """Raised instead of what ends the kernel or waits; says which function and why."""


class _Stdin:
    """Stands for sys.stdin."""

    def __getattr__(self, name: str) -> Any:
        raise Refused(f"sys.stdin {_WAITS}")

    def __iter__(self) -> Iterator[str]:
        raise Refused(f"sys.stdin {_WAITS}")


@contextlib.contextmanager
def guarded(names: dict[str, Any], here: bool = False) -> Iterator[None]:
    """Refuse what ends the kernel or waits for a person, in threads that start from now on (or in all, `here`).

    `names` are the globals of the answer, which may hold such a function by another name. Other threads, such as
    those of the kernel, go on as before. C code and other programs are not affected.
    """
    old = set() if here else {thread.ident for thread in threading.enumerate()}
    stdin, limit, set_limit = sys.stdin, sys.getrecursionlimit(), sys.setrecursionlimit
    undo: list[tuple[Any, str, Any]] = []
    aliases: dict[str, Any] = {}
    shell = _shell()
    refused = [(owner, name, f"{_shown(owner, name)} {why}") for owner, names, why in _REFUSED for name in names]
    if shell is not None:  # IPython's quit and exit
        refused.append((shell, "ask_exit", f"quit() {_ENDS}"))
    try:
        for owner, name, words in refused:
            if hasattr(owner, name):
                original = getattr(owner, name)
                refusal = _refusal(original, words, old)
                same = {alias: value for alias, value in names.items() if type(value) in _KINDS and value == original}
                aliases |= same
                names |= dict.fromkeys(same, refusal)
                undo.append((owner, name, vars(owner).get(name)))
                setattr(owner, name, refusal)
        set_limit(min(limit, _DEPTH))
        sys.stdin = _Stdin()
        yield
    finally:
        sys.stdin = stdin
        set_limit(limit)
        names |= aliases
        for owner, name, original in undo:
            if original is None:
                delattr(owner, name)
            else:
                setattr(owner, name, original)


def _shown(owner: Any, name: str) -> str:
    return f"{name}()" if owner in (builtins, getpass) else f"{owner.__name__.strip('_')}.{name}()"


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _refusal(original: Callable, words: str, old: set[int | None]) -> Callable:
    def refuse(*arguments: Any, **keywords: Any) -> Any:
        if threading.get_ident() in old:
            return original(*arguments, **keywords)
        raise Refused(words)

    return refuse
