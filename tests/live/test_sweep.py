"""Frames sent along the slider in use: which, in what order, and that they are the kernel's own answers."""

import asyncio

import ipywidgets
import pytest

from relu_notes.live import LiveFigure, Menu, Reading, Slider
from relu_notes.plots.style import panels


def scene(figure, kind, **_values):
    (axes,) = panels(figure, 1)
    axes.set(xlim=(-5, 5), ylim=(-5, 5), title=kind)
    (dot,) = axes.plot([], [], "o", animated=True)

    def update(x, **_values):
        dot.set_data([x], [1 / x])
        return Reading(f"1/x = {1 / x:.4g}", f"A dot at ({x}, {1 / x:.4g}).")

    return update


def in_a_kernel(monkeypatch, use):
    """Make a figure in a running loop, call `use` with it, and return the places of the frames sent ahead."""
    frames = []
    monkeypatch.setattr(ipywidgets.Widget, "send", lambda widget, content, buffers=None: frames.extend(content))

    async def kernel():
        figure = LiveFigure(
            scene,
            {
                "x": Slider("x", value=3, min=-5, max=5, step=1),
                "kind": Menu("kind", {"Line": "line", "Curve": "curve"}),
                "y": Slider("y", value=0, min=0, max=4, step=1),
            },
            title="One over x",
            redraw=("kind",),
            shown=lambda values: ["x", "kind"] + ["y"] * (values["kind"] == "curve"),
        )
        use(figure)
        await asyncio.sleep(1)
        for frame in frames:
            figure.set(
                **{n: c.positions[at] for (n, c), at in zip(figure.controls.items(), frame["place"], strict=True)}
            )
            assert figure.picture.frame == frame, "a frame sent ahead differs from the kernel's answer"
        figure.close()

    asyncio.run(kernel())
    return [tuple(frame["place"]) for frame in frames]


def page_says(content):
    return lambda figure: figure.picture._handle_custom_msg(content, [])


@pytest.mark.parametrize("index", [0, 1, 2, 3, "x", None])
def test_who_comes_to_a_figure_gets_the_frames_along_its_first_slider_nearest_first(monkeypatch, index):
    places = in_a_kernel(monkeypatch, page_says({"used": index, "by": "page"}))
    assert places == [(at, 0, 0) for at in (7, 9, 6, 10, 4, 3, 2, 1, 0)]  # 1/0 at 5 is left to the readout


def test_a_moved_slider_gets_its_frames_and_what_was_sent_is_not_sent_again(monkeypatch):
    def use(figure):
        figure.set(kind="curve")
        figure.controls["y"].set_state({"value": 4})

    assert in_a_kernel(monkeypatch, use) == [(8, 1, 3), (8, 1, 2), (8, 1, 1)]


def test_no_frame_is_sent_before_the_figure_is_used(monkeypatch):
    assert in_a_kernel(monkeypatch, lambda figure: None) == []


def test_a_closed_figure_sends_nothing(monkeypatch):
    def use(figure):
        page_says({"used": 0, "by": "page"})(figure)
        figure.close()

    assert in_a_kernel(monkeypatch, use) == []
