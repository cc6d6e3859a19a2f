"""Frames and drawings made ahead: which, when, and that they are the kernel's own answers."""

import asyncio
import threading
import time

import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_notes.live import LiveFigure, Menu, Reading, Slider, ahead
from relu_notes.live.ahead import Ahead, neighbours
from relu_notes.plots.style import panels


def scene(figure, kind, **_values):
    (axes,) = panels(figure, 1)
    axes.set(xlim=(-5, 5), ylim=(-5, 5), title=kind)
    (dot,) = axes.plot([], [], "o", animated=True)

    def update(x, **_values):
        dot.set_data([x], [1 / x])
        return Reading(f"1/x = {1 / x:.4g}", f"A dot at ({x}, {1 / x:.4g}).")

    return update


@pytest.fixture
def figure():
    controls = {
        "x": Slider("x", value=3, min=-5, max=5, step=1),
        "kind": Menu("kind", {"Line": "line", "Curve": "curve"}),
        "y": Slider("y", value=0, min=0, max=4, step=1),
    }
    made = LiveFigure(
        scene,
        controls,
        title="One over x",
        redraw=("kind",),
        shown=lambda values: ["x", "kind"] + ["y"] * (values["kind"] == "curve"),
    )
    yield made
    made.close()


@pytest.fixture
def told(monkeypatch):
    """Frames that were sent to the page before it asked."""
    frames = []
    monkeypatch.setattr(ipywidgets.Widget, "send", lambda widget, content, buffers=None: frames.append(content))
    return frames


def kernel(*messages, seconds=0.6):
    """Take the messages in a running loop, as a kernel does, with some time between them."""

    async def taken():
        for message in messages:
            message()
            await asyncio.sleep(seconds)

    asyncio.run(taken())


def a_second_figure():
    controls = {"x": Slider("x", value=2, min=1, max=4, step=1), "kind": Menu("kind", {"Line": "line"})}
    return LiveFigure(scene, controls, title="One over x again")


def use(figure):
    return lambda: figure.picture._handle_custom_msg("used", [])


def move(figure, **values):
    def message():
        for name, value in values.items():
            figure.controls[name].set_state({figure.controls[name]._moved_by: value})

    return message


@given(st.lists(st.tuples(st.integers(2, 9), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=4))
def test_neighbours_are_one_step_away_and_inside(axes):
    sizes = [size for size, _, _ in axes]
    place = tuple(at % size for size, at, _ in axes)
    before = tuple(at % size for size, _, at in axes)
    found = list(neighbours(place, sizes, range(len(axes)), before))
    inside = sum((at > 0) + (at < size - 1) for at, size in zip(place, sizes, strict=True))
    assert len(set(found)) == len(found) == inside
    for other in found:
        assert sum(abs(a - b) for a, b in zip(place, other, strict=True)) == 1
        assert all(0 <= at < size for at, size in zip(other, sizes, strict=True))


def test_who_comes_finds_one_step_of_every_slider_that_shows(figure, told):
    kernel(use(figure))
    assert [frame["place"] for frame in told] == [[9, 0, 0], [7, 0, 0]]
    told.clear()
    kernel(move(figure, kind=1))  # nothing was kept on the new background, and y shows only now
    assert told == []
    kernel(use(figure))
    assert [frame["place"] for frame in told] == [[9, 1, 0], [7, 1, 0], [8, 1, 1]]


def test_after_a_step_comes_the_next_one(figure, told):
    kernel(use(figure), move(figure, x=4), move(figure, x=5))
    assert [frame["place"][0] for frame in told] == [9, 7, 10]
    told.clear()
    kernel(move(figure, x=-3), move(figure, x=-4))  # 2 steps from 0, where nothing can be drawn
    assert [frame["place"][0] for frame in told] == [1, 3, 0]


def test_a_frame_ahead_is_the_kernels_own_answer(figure, told):
    kernel(use(figure))
    reading, shown = figure.reading, figure.picture.frame
    assert (reading.readout, shown["place"]) == ("1/x = 0.3333", [8, 0, 0])
    for frame in list(told):
        figure.set(x=frame["place"][0] - 5)
        assert figure.picture.frame == frame


def test_an_error_is_not_sent_ahead(figure, told):
    kernel(use(figure), move(figure, x=1))
    assert [6, 0, 0] not in [frame["place"] for frame in told]
    assert [frame["place"][0] for frame in told] == [9, 7]
    told.clear()
    kernel(move(figure, x=0))
    assert (figure.picture.backgrounds, told) == ({}, [])  # on no background a frame would be a picture without axes
    kernel(move(figure, x=-1))
    assert [frame["place"][0] for frame in told] == [4 - 1]


def test_nothing_is_drawn_ahead_of_nobody(figure, told):
    kernel(move(figure, x=4), seconds=0.1)
    figure.set(x=2)
    assert told == []
    figure.picture._handle_custom_msg("used", [])  # no loop runs, so there is no kernel
    move(figure, x=3)()
    assert told == []


def test_the_figure_used_last_is_the_one_drawn_ahead(figure, told):
    other = LiveFigure(
        scene, {"x": Slider("x", value=2, min=1, max=4, step=1), "kind": Menu("k", {"L": "l"})}, title="2"
    )
    kernel(lambda: (use(figure)(), use(other)()))
    assert [frame["place"] for frame in told] == [[2, 0], [0, 0]]
    assert Ahead._turn is None
    other.close()


def test_a_drag_is_not_interrupted(figure, told, monkeypatch):
    monkeypatch.setattr(ahead, "_QUIET_FOR_FRAMES", 0.5)  # a busy machine holds a move up for longer than 20 ms
    steps = [move(figure, x=x) for x in (4, 5, 4, 3, 2, 1)]
    kernel(use(figure), *steps, seconds=0.1)
    assert told == []


def test_a_frame_that_takes_long_is_the_only_one(figure, told, monkeypatch):
    drawn = figure._drawn

    def slowly(values):
        end = time.thread_time() + 0.03
        while time.thread_time() < end:
            pass
        return drawn(values)

    monkeypatch.setattr(figure, "_drawn", slowly)
    kernel(use(figure))
    assert len(told) == 1


def test_another_thread_that_draws_is_not_waited_for(figure, told):
    free, taken = threading.Event(), threading.Event()

    def hold():
        with figure._lock:
            taken.set()
            free.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait(20)
    kernel(use(figure), seconds=0.2)
    free.set()
    thread.join()
    assert told == []


def test_messages_in_another_thread_count_too(told):
    """JupyterLab has subshells: threads of the kernel, each with a loop of its own."""

    async def lesson():
        made = LiveFigure(
            scene, {"x": Slider("x", value=2, min=1, max=4, step=1), "kind": Menu("k", {"L": "l"})}, title="2"
        )
        await asyncio.to_thread(asyncio.run, subshell(made))
        await asyncio.sleep(0.3)
        made.close()

    async def subshell(made):
        made.picture._handle_custom_msg("used", [])

    asyncio.run(lesson())
    assert [frame["place"] for frame in told] == [[2, 0], [0, 0]]


def test_after_closing_nothing_is_drawn(figure, told):
    kernel(use(figure), move(figure, x=4), figure.close, seconds=0.001)
    assert told == []
    assert Ahead._turn is None
