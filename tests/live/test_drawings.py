"""Drawings that are kept: how many, which go first, and which are worth making ahead."""

import time

from relu_notes.live import Reading, drawings
from relu_notes.live.drawings import Drawings
from relu_notes.plots.style import panels


def kept(redraw=("kind",), seconds=0.0):
    """Drawings whose scene takes this much of the processor's time, and the kinds drawn so far."""
    calls = []

    def scene(figure, kind, **_values):
        calls.append(kind)
        (axes,) = panels(figure, 1)
        (dot,) = axes.plot([0], [0], "o", animated=True)
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass

        def update(**_values):
            dot.set_data([1], [1])
            return Reading("one", "A dot.")

        return update

    return Drawings(scene, {"wide": (600, 300)}, redraw), calls


def test_the_drawing_not_asked_for_the_longest_is_let_go(monkeypatch):
    monkeypatch.setattr(drawings, "_KEPT", 2)
    made, calls = kept()
    for kind in "abac":  # a is asked for after b, so c displaces b
        made.at("wide", {"kind": kind})
    assert len(made) == 2
    made.at("wide", {"kind": "a"})
    assert calls == ["a", "b", "c"]
    made.at("wide", {"kind": "b"})
    assert calls == ["a", "b", "c", "b"]


def test_what_takes_long_is_not_drawn_ahead(monkeypatch):
    positions, values = {"kind": ("a", "b")}, {"kind": "a"}
    for most, ahead in ((10.0, True), (0.05, False)):
        monkeypatch.setattr(drawings, "_SECONDS_AT_MOST", most)
        made, calls = kept(seconds=0.1)
        made.at("wide", values)
        assert made.make_one_ahead(["wide"], positions, values) is ahead
        assert calls == ["a", "b"][: 1 + ahead]


def test_more_positions_than_are_kept_are_not_drawn_ahead(monkeypatch):
    monkeypatch.setattr(drawings, "_KEPT", 3)
    made, calls = kept()
    made.at("wide", {"kind": "a"})
    assert made.make_one_ahead(["wide"], {"kind": ("a", "b", "c")}, {"kind": "a"}) is False
    assert made.make_one_ahead(["wide"], {"kind": ("a", "b")}, {"kind": "a"}) is True
    assert calls == ["a", "b"]
