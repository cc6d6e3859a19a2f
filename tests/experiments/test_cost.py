"""Times by a clock that the test moves: the arithmetic is exact, and no test depends on the machine's speed."""

import dataclasses

import numpy as np
import pytest

from relu_notes.activations import ACTIVATIONS
from relu_notes.experiments import cost
from relu_notes.experiments.cost import elementwise_cost, layer_cost

NANOSECONDS = {"relu": 2_000, "tanh": 6_000}


@pytest.fixture
def clock(monkeypatch):
    """A clock that relu and tanh move by a fixed time a call, and that interruptions move further."""

    class Clock:
        now, calls, interruption = 0, 0, 0

    def timed(entry, cost_of_a_call):
        def function(x, **parameters):
            Clock.calls += 1
            Clock.now += cost_of_a_call + (Clock.interruption if Clock.calls % 3 == 0 else 0)
            return entry.function(x, **parameters)

        return dataclasses.replace(entry, function=function)

    for name, nanoseconds in NANOSECONDS.items():
        monkeypatch.setitem(ACTIVATIONS, name, timed(ACTIVATIONS[name], nanoseconds))

    def now():
        Clock.now += 500  # the clock itself, and what a copy or a product may take
        return Clock.now

    monkeypatch.setattr(cost, "perf_counter_ns", now)
    return Clock


def test_time_an_element_is_the_time_of_a_call_over_the_size(clock):
    measured = elementwise_cost(["tanh", "relu"], size=1000, dtypes=["float32", "float64"], repeats=3)
    assert measured.names == ("tanh", "relu") and measured.dtypes == ("float32", "float64")
    # One reading of the clock adds 500 ns to a loop of 1 + 100000 // (call + 500) calls.
    for row, name in enumerate(measured.names):
        call = NANOSECONDS[name]
        expected = (call + 500 / (1 + 100_000 // (call + 500))) / 1000
        assert measured.nanoseconds[row] == pytest.approx([expected, expected])
    assert measured.ratio == pytest.approx(measured.nanoseconds / measured.copy_nanoseconds)


def test_interruptions_do_not_count_while_one_round_is_clean(clock, monkeypatch):
    quiet = elementwise_cost(["relu"], size=100, dtypes=["float32"], repeats=1).nanoseconds
    monkeypatch.setattr(cost, "_NANOSECONDS", 0)  # one call a round: every third is interrupted
    clock.interruption, clock.calls = 1_000_000, 0
    noisy = elementwise_cost(["relu"], size=100, dtypes=["float32"], repeats=6).nanoseconds
    assert noisy == pytest.approx(quiet, rel=0.3)


def test_the_share_of_a_layer_is_activation_over_both(clock):
    measured = layer_cost("relu", width=8, batch_size=4, repeats=2)
    assert measured.share == pytest.approx(measured.activation / (measured.activation + measured.matmul))
    assert measured.activation == pytest.approx(2_000 + 500 / 41)


def test_the_functions_of_the_catalogue_are_what_is_timed(monkeypatch):
    seen = []

    def spy(x):
        seen.append((x.dtype.name, x.shape))
        return x

    monkeypatch.setitem(ACTIVATIONS, "relu", dataclasses.replace(ACTIVATIONS["relu"], function=spy))
    elementwise_cost(["relu"], size=7, dtypes=[np.float16, "float64"], repeats=1)
    assert set(seen) == {("float16", (7,)), ("float64", (7,))}


def test_real_times_are_positive_for_every_activation():
    measured = elementwise_cost(list(ACTIVATIONS), size=64, repeats=1)
    assert measured.nanoseconds.shape == (len(ACTIVATIONS), 3)
    assert (measured.nanoseconds > 0).all() and np.isfinite(measured.ratio).all()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: elementwise_cost(["rleu"]), ValueError, "rleu"),
        (lambda: elementwise_cost(["relu"], size=0), ValueError, "size"),
        (lambda: elementwise_cost(["relu"], repeats=0), ValueError, "repeats"),
        (lambda: elementwise_cost(["relu"], dtypes=["float33"]), TypeError, "float33"),
        (lambda: layer_cost("relu", dtype="float16"), ValueError, "float16"),
        (lambda: layer_cost("relu", width=0), ValueError, "width"),
        (lambda: layer_cost("rleu"), ValueError, "rleu"),
    ],
)
def test_wrong_arguments_are_named(call, error, words):
    with pytest.raises(error, match=words):
        call()
