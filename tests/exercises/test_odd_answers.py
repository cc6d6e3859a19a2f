"""No answer makes a check raise or hang: odd objects, exceptions of every kind, loops without an end."""

import getpass
import os
import re
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from relu_notes import exercises
from relu_notes.exercises import feedback, time_limit

CHECKS = [getattr(exercises, name) for name in exercises.__all__ if name.startswith("check_")]


class Hostile:
    """An object that raises at every touch."""

    def _refuse(self, *arguments, **keywords):
        raise SystemError("no")

    __array__ = __len__ = __iter__ = __eq__ = __bool__ = __float__ = __repr__ = __str__ = __getattr__ = _refuse
    __hash__ = None


class Quitter:
    """An object that ends the program when it is read."""

    def __array__(self, *arguments, **keywords):
        raise SystemExit

    __float__ = __iter__ = __len__ = __array__


class Row(list):
    """A list that cannot be walked through."""

    def __iter__(self):
        raise KeyboardInterrupt


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.dates(),
    st.just(...),
    st.just(NotImplemented),
    st.builds(Hostile),
    st.builds(Quitter),
    st.just(Hostile),
    st.just(Row([0] * 6)),
    st.builds(iter, st.lists(st.integers())),
    st.just(np.float64),
    st.just(len),
    hnp.arrays(hnp.scalar_dtypes(), hnp.array_shapes(max_dims=3, max_side=7)),
    hnp.arrays(object, 6, elements=st.integers()),
)
odd = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=6),
        st.tuples(inner, inner, inner),
        st.dictionaries(st.integers(), inner, max_size=2),
        st.builds(lambda value: lambda *arguments: value, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(odd, st.sampled_from(CHECKS))
def test_any_object_is_an_answer(answer, check):
    told = check(answer)
    assert isinstance(told, exercises.Feedback)
    assert told.verdict in ("right", "wrong", "blank")
    assert str(told) and repr(told) == str(told)


def test_an_answer_that_cannot_be_looked_at_is_told_so():
    assert exercises.check_prediction(Row([0] * 6)).mistake == "unreadable"
    assert "KeyboardInterrupt" in str(exercises.check_prediction(Row([0] * 6)))


# ------------------------------------------------------------------------------------------ loops without end


def plain_loop(x):
    while True:
        pass


def loop_that_catches_all(x):
    while True:
        try:  # noqa: SIM105 - as a student writes it
            x = x + 1
        except:  # noqa: E722
            pass


def loop_that_catches_calls(x):
    while True:
        try:  # noqa: SIM105
            int("one")
        except BaseException:
            pass


def loop_that_prints(x):
    while True:
        print("still here")


def again(x):
    return again(x)


def generator_without_end(x):
    return np.fromiter((n for n in iter(int, 1)), float)


@pytest.fixture
def short_limit(monkeypatch):
    monkeypatch.setattr(feedback, "TIME_LIMIT", 0.2)
    monkeypatch.setattr(
        time_limit, "PATIENCE", 30
    )  # a loop that catches nearly all: on a busy machine luck takes longer


@pytest.mark.parametrize(
    "loop", [plain_loop, loop_that_catches_all, loop_that_catches_calls, loop_that_prints, generator_without_end]
)
@pytest.mark.usefixtures("short_limit")
def test_an_endless_loop_is_stopped_and_reported(loop, capsys):
    threads = threading.active_count()
    out = sys.stdout
    told = exercises.check_relu(loop)
    assert told.mistake == "endless"
    assert re.search(r"^Your code was still running after \d+ seconds and was stopped\.$", str(told), re.MULTILINE)
    assert threading.active_count() == threads, "the loop goes on in the background"
    assert sys.stdout is out
    assert exercises.check_relu(lambda x: np.maximum(x, 0)), "the notebook goes on"
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("short_limit")
def test_what_cannot_be_stopped_is_left_behind_and_reported(monkeypatch):
    monkeypatch.setattr(time_limit, "PATIENCE", 0.2)
    monkeypatch.setattr(time_limit, "WAITING", 1)
    done = threading.Event()

    def sleeper(x):
        time.sleep(1.5)  # one long call of C code: nothing in Python can end it
        done.set()

    told = exercises.check_relu(sleeper)
    assert told.mistake == "endless"
    assert "could not be stopped" in " ".join(str(told).split())
    assert exercises.check_relu(lambda x: np.maximum(x, 0)), "the notebook goes on"
    assert not done.wait(2), "the worker ends at its first step after the call"


def run_alone(program):
    """What `program` prints in a process of its own, what it prints to stderr, and the exit code."""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=200)
    return ended.stdout, ended.stderr, ended.returncode


LEFT_BEHIND = """
import time
from relu_notes.exercises import time_limit
time_limit.PATIENCE = 0.1
time_limit.WAITING = 1
try:
    time_limit.within(0.1, lambda: time.sleep(3600))
except time_limit.Overrun as overrun:
    print("ended:", overrun.ended)
"""


def test_a_kernel_can_be_shut_down_while_work_is_left_behind():
    assert run_alone(LEFT_BEHIND) == ("ended: False\n", "", 0)


def test_work_that_makes_an_answer_of_the_stop_has_not_answered_in_time():
    def work():
        try:
            plain_loop(0)
        except BaseException:
            return "answer"

    with pytest.raises(time_limit.Overrun) as overrun:
        time_limit.within(0.05, work)
    assert overrun.value.ended


@pytest.mark.usefixtures("short_limit")
def test_a_loop_is_stopped_from_any_thread():
    told = []
    thread = threading.Thread(target=lambda: told.append(exercises.check_relu(plain_loop)))
    thread.start()
    thread.join(10)
    assert told[0].mistake == "endless"


def test_checks_in_two_threads_do_not_mix_their_printing(capsys):
    out = sys.stdout

    def work():
        for _ in range(20):
            exercises.check_relu(lambda x: print("a") or x)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.stdout is out
    assert set(capsys.readouterr().out.split()) == {"a"}


INTERRUPTED = """
import os, signal, threading, time
from relu_notes.exercises import time_limit
steps = 0
def loop():
    global steps
    while True:
        steps += 1
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    time_limit.within(60, loop)
except KeyboardInterrupt:
    before = steps
    time.sleep(0.2)
    print("interrupted; the loop goes on:", steps > before)
"""


@pytest.mark.skipif(os.name != "posix", reason="os.kill ends the process on Windows")
def test_a_real_interrupt_ends_the_work():
    assert run_alone(INTERRUPTED) == ("interrupted; the loop goes on: False\n", "", 0)


def test_a_slow_first_call_and_a_busy_machine_are_no_endless_loop(monkeypatch):
    """The clock runs on while others work: only what the answer itself computes is counted, and up to TIME_LIMIT."""
    monkeypatch.setattr(feedback, "TIME_LIMIT", 1.0)
    first = [0.4]

    def compiles(x):
        if first:
            end = time.thread_time() + first.pop()
            while time.thread_time() < end:
                pass
            time.sleep(1.2)
        return np.maximum(x, 0)

    assert exercises.check_relu(compiles)


# ------------------------------------------------------------------------- what ends a kernel, or waits for a person


ENDS = {
    "quit()": "quit() would end the kernel",
    "exit()": "exit() would end the kernel",
    "os._exit(3)": "os._exit() would end the kernel",
    "__import__('posix')._exit(3)": "posix._exit() would end the kernel",
    "__import__('pdb').set_trace()": "input() waits for a person; take the argument",
    "__import__('code').interact()": "input() waits for a person; take the argument",
    "concurrent.futures.ThreadPoolExecutor().submit(quit).result()": "quit() would end the kernel",
    "raise GeneratorExit": "stops with GeneratorExit",
    "os.abort()": "os.abort() would end the kernel",
    "os.kill(os.getpid(), 9)": "os.kill() would end the kernel",
    "signal.raise_signal(9)": "signal.raise_signal() would end the kernel",
    "os.execv(sys.executable, [sys.executable])": "os.execv() would end the kernel",
    "_thread.interrupt_main()": "thread.interrupt_main() would end the kernel",
    "leave(3)": "os._exit() would end the kernel",
    "os.system('kill -9 $PPID')": "os.system() would end the kernel",
    "sys.setrecursionlimit(10**9)": "sys.setrecursionlimit() would end the kernel",
    "sys.exit()": "stops with SystemExit",
    "float(input())": "input() waits for a person; take the argument",
    "getpass.getpass()": "getpass() waits for a person; take the argument",
    "breakpoint()": "breakpoint() waits for a person; take the argument",
    "sys.stdin.readline()": "sys.stdin waits for a person; take the argument",
    "next(iter(sys.stdin))": "sys.stdin waits for a person; take the argument",
}


@pytest.mark.parametrize("call", [call for call in ENDS if os.name in call or "posix" not in call])
def test_an_answer_neither_ends_the_kernel_nor_waits_for_a_person(call):
    names = {}
    exec("import _thread, concurrent.futures, getpass, os, signal, sys\nfrom os import _exit as leave", names)
    exec(f"def relu(x):\n    {call}\n    return x", names)
    told = exercises.check_relu(names["relu"])
    assert told.mistake == ("exception" if "stops with" in ENDS[call] else "not in an answer")
    assert ENDS[call] in " ".join(str(told).split())
    assert names["leave"] is os._exit


def test_a_recursion_without_end_ends_whatever_limit_the_notebook_has_set():
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(10**8)
    try:
        told = exercises.check_relu(again)
        assert sys.getrecursionlimit() == 10**8
    finally:
        sys.setrecursionlimit(limit)
    assert "RecursionError" in str(told)


def test_others_may_do_what_an_answer_must_not(monkeypatch):
    """The kernel's own threads go on while a check runs, and everything is put back afterwards."""
    killed, before = [], (os.kill, os._exit, sys.stdin, getpass.getpass)
    monkeypatch.setattr(os, "kill", lambda *arguments: killed.append(arguments))
    begun = threading.Event()
    other = threading.Thread(target=lambda: begun.wait(5) and os.kill(1, 2))
    other.start()

    def answer(x):
        begun.set()
        other.join()
        return np.maximum(x, 0)

    assert exercises.check_relu(answer)
    assert killed == [(1, 2)]
    monkeypatch.undo()
    assert (os.kill, os._exit, sys.stdin, getpass.getpass) == before


def test_without_threads_the_check_runs_all_the_same(monkeypatch):
    def start(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    assert exercises.check_relu(lambda x: np.maximum(x, 0))


def test_within_hands_on_values_and_errors():
    assert time_limit.within(5, lambda: "value") == "value"
    with pytest.raises(ZeroDivisionError):
        time_limit.within(5, lambda: 1 / 0)
