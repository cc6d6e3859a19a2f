"""LiveFigure with scenes of its own: what it sends, what it says when something goes wrong, and how it closes."""

import gc
import json
import math
import threading
import weakref

import ipywidgets
import pytest

from relu_notes.hygiene import WIDGET_VIEW
from relu_notes.live import LiveFigure, Menu, Reading, Slider, Toggle
from relu_notes.live.stored import stored_outputs
from relu_notes.plots.style import panels


def scene(figure, kind="line", **_values):
    (axes,) = panels(figure, 1)
    axes.set(xlim=(-5, 5), ylim=(-5, 5), title=kind)
    (dot,) = axes.plot([], [], "s" if kind == "curve" else "o", animated=True)
    if kind == "broken":
        raise ValueError("this kind cannot be drawn")

    def update(x, **_values):
        if x == 0:
            raise ZeroDivisionError("division by zero")
        dot.set_data([x], [1 / x])
        return Reading(f"1/x = {1 / x:.4g}", f"A dot at ({x}, {1 / x:.4g}).")

    return update


def slider(value=2):
    return Slider("x", value=value, min=-5, max=5, step=1)


@pytest.fixture
def figure():
    made = LiveFigure(
        scene,
        {"x": slider(), "kind": Menu("kind", {"Line": "line", "Broken": "broken", "Curve": "curve"})},
        title="One over x",
        redraw=("kind",),
    )
    yield made
    made.close()


@pytest.fixture
def sent(monkeypatch, figure):
    """Messages to the page, as the names of what they update."""
    messages = []

    def send(widget, message, buffers=None):
        json.dumps(message, allow_nan=False)
        messages.append((type(widget).__name__, sorted(message["state"] if "state" in message else message["content"])))

    monkeypatch.setattr(ipywidgets.Widget, "_send", send)
    return messages


# ------------------------------------------------------------------------------------------ messages


def test_a_tick_is_one_message(figure, sent):
    figure.controls["x"].set_state({"value": 4})
    assert sent == [("PictureView", ["frame"])]


def test_a_menu_is_one_message_with_both_layers(figure, sent):
    figure.controls["kind"].set_state({"index": 2})
    assert sent == [("PictureView", ["backgrounds", "frame"])]


def test_several_controls_draw_once(figure, sent):
    figure.set(x=4, kind="curve")
    assert [name for name, _ in sent] == ["Slider", "Menu", "PictureView"]


def test_a_value_that_stays_sends_nothing(figure, sent):
    figure.controls["x"].value = 2
    figure.set(x=2, kind="line")
    assert sent == []


def test_the_reset_button_goes_back_to_the_first_values_in_one_picture(figure, sent):
    figure.set(x=4, kind="curve")
    sent.clear()
    assert figure.picture.first == [7, 0]
    figure.picture._handle_custom_msg({"to": [{"value": 2}, {"index": 0}]}, [])
    assert figure.values == {"x": 2, "kind": "line"}
    assert figure.reading.readout == "1/x = 0.5"
    assert [name for name, _ in sent] == ["PictureView"]  # an answer to the page would undo what it does meanwhile


@pytest.mark.parametrize("state", [{"layouts": ["huge"]}, {"layouts": []}, {"layouts": None}, {"frame": {}}, {}])
def test_the_page_cannot_ask_for_what_is_not_there(figure, sent, state):
    figure.picture.set_state(state)
    assert figure.picture.layouts == ["wide"]
    assert sent == []


def test_both_layouts_for_two_views_of_different_width(figure):
    figure.picture.set_state({"layouts": ["wide", "narrow"]})
    figure.set(x=4)
    assert set(figure.picture.frame["moving"]) == {"wide", "narrow"}
    assert 'viewBox="0 0 1000 500"' in figure.picture.backgrounds["wide"]
    assert 'viewBox="0 0 420 640"' in figure.picture.backgrounds["narrow"]


# ------------------------------------------------------------------------------------------ what goes wrong


def test_an_error_in_a_tick_is_said_in_words_and_passes(figure):
    figure.set(x=0)
    assert figure.reading == Reading(
        "No picture at x = 0, kind = Line: division by zero. Another value brings it back.",
        "No picture: division by zero.",
    )
    assert figure.picture.frame["moving"] == figure.picture.backgrounds == {}
    figure.set(x=4)
    assert figure.reading.readout == "1/x = 0.25"
    assert figure.picture.frame["moving"]["wide"]
    assert figure.picture.backgrounds["wide"]


def test_an_error_in_the_scene_is_said_in_words_and_passes(figure):
    figure.set(kind="broken")
    assert "this kind cannot be drawn" in figure.reading.readout
    assert "Traceback" not in figure.reading.readout
    figure.set(kind="curve")
    assert figure.reading.readout == "1/x = 0.5"


def test_a_figure_may_begin_at_a_value_that_cannot_be_drawn():
    figure = LiveFigure(scene, {"x": slider(0)}, title="One over x")
    assert "division by zero" in figure.reading.readout
    figure.set(x=1)
    assert figure.reading.readout == "1/x = 1"
    figure.close()


@pytest.mark.parametrize("returned", [None, 3, "text"])
def test_a_scene_without_an_update_is_said(returned):
    figure = LiveFigure(lambda figure, **values: returned, {"x": slider()}, title="Nothing")
    assert "a scene returns the function that moves its artists" in figure.reading.readout
    figure.close()


def test_an_update_without_a_reading_is_said():
    figure = LiveFigure(lambda figure, **values: lambda **values: None, {"x": slider()}, title="Nothing")
    assert figure.reading.readout.startswith("No picture at x = 2")
    figure.close()


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"x": math.nan}, ValueError, "x must be a finite number from -5 to 5, not nan"),
        ({"x": 6}, ValueError, "from -5 to 5, not 6"),
        ({"x": "1"}, TypeError, "from -5 to 5, not '1'"),
        ({"kind": "dots"}, ValueError, "kind must be one of 'line', 'broken', 'curve'"),
        ({"y": 1}, TypeError, "no control is named y; there are x, kind"),
    ],
)
def test_a_value_that_is_not_allowed_leaves_the_figure_whole(figure, values, error, words):
    before = figure.picture.frame
    for call in (figure.set, figure.static_figure, figure.frame):
        with pytest.raises(error, match=words):
            call(**{"x": 3, **values})
    assert figure.values == {"x": 2, "kind": "line"}
    assert figure.picture.frame is before


@pytest.mark.parametrize(
    ("controls", "settings", "error"),
    [
        ({}, {}, TypeError),
        ({"x": 3}, {}, TypeError),
        ({"x": ipywidgets.FloatSlider()}, {}, TypeError),
        ({"x": None}, {"redraw": ("y",)}, TypeError),
    ],
)
def test_a_figure_needs_controls(controls, settings, error):
    with pytest.raises(error, match="Slider, Menu or Toggle"):
        LiveFigure(scene, controls, title="", **settings)


@pytest.mark.parametrize("redraw", [("y",), "x", ("x", "y")])
def test_redraw_names_controls(redraw):
    with pytest.raises(ValueError, match="redraw must be a collection of names among x"):
        LiveFigure(scene, {"x": slider()}, title="", redraw=redraw)


# ------------------------------------------------------------------------------------------ other behaviour


def test_controls_that_do_not_matter_are_hidden():
    figure = LiveFigure(
        scene,
        {"x": slider(), "more": Toggle("more"), "a": Slider("a", value=0, min=0, max=1, step=1)},
        title="Some",
        shown=lambda values: {"x", "more", *(["a"] if values["more"] else [])},
    )
    assert [control.shown for control in figure.controls.values()] == [True, True, False]
    figure.set(more=True)
    assert all(control.shown for control in figure.controls.values())
    figure.close()


def test_x_is_the_first_slider_of_the_notes_figure():
    from relu_notes.live.gallery import function_and_derivative

    figure = function_and_derivative()
    first = next(child for child in figure.children if all(hasattr(child, name) for name in ("value", "min", "max")))
    assert first is figure.controls["x"]
    assert (first.min, first.max) == (-5, 5)
    figure.close()


def test_what_was_drawn_is_kept_and_the_oldest_goes_first(monkeypatch):
    calls = []

    def counted(*arguments, **values):
        calls.append(values["kind"])
        return scene(*arguments, **values)

    monkeypatch.setattr("relu_notes.live.figure._KEPT", 2)
    menu = Menu("kind", {kind: kind for kind in ("line", "curve", "third")})
    figure = LiveFigure(counted, {"x": slider(), "kind": menu}, title="One over x", redraw=("kind",))
    for kind in ("curve", "line", "curve", "third", "line"):
        figure.set(kind=kind)
    assert calls == ["line", "curve", "third", "line"]
    figure.close()


def test_threads_end_in_the_last_values(figure, thorough):
    def move(start):
        for index in range(100 if thorough else 40):
            figure.controls["x"].set_state({"value": (start + index) % 11 - 5})
            if index % 10 == 0:
                figure.set(kind=("line", "broken", "curve")[index // 10 % 3])

    threads = [threading.Thread(target=move, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    readout = figure.picture.frame["readout"]
    figure.set(x=1, kind="line")
    figure.set(x=3)
    assert readout
    assert figure.picture.frame["readout"] == "1/x = 0.3333"


def test_closing_lets_go_of_everything():
    figure = LiveFigure(scene, {"x": slider(), "more": Toggle("more")}, title="One over x")
    before = len(ipywidgets.widget._instances) if hasattr(ipywidgets.widget, "_instances") else None
    widgets = [figure, figure.picture, *figure.controls.values()]
    drawing = weakref.ref(figure._drawing("wide", figure.values))
    figure.close()
    figure.close()
    assert all(widget.comm is None for widget in widgets)
    widgets.clear()
    del figure
    gc.collect()
    assert drawing() is None
    assert before is None or len(ipywidgets.widget._instances) < before


def test_twenty_figures_live_side_by_side():
    figures = [LiveFigure(scene, {"x": slider()}, title=f"Figure {number}") for number in range(20)]
    for number, figure in enumerate(figures):
        figure.set(x=number % 5 + 1)
    readouts = [figure.picture.frame["readout"] for figure in figures]
    assert readouts == [f"1/x = {1 / (number % 5 + 1):.4g}" for number in range(20)]
    for figure in figures:
        figure.close()


# ------------------------------------------------------------------------------- readers without the kernel


def test_text_and_names_are_the_same_each_run(figure):
    assert repr(figure) == "One over x\n1/x = 0.5\nA dot at (2, 0.5)."
    assert repr(figure.picture) == "PictureView('One over x')"


def test_a_cell_gets_the_figure_its_picture_and_the_rule_that_shows_one_of_them(figure):
    (live, _), (picture, metadata), (rule, _) = stored_outputs(figure)
    assert live[WIDGET_VIEW]["model_id"] == figure.model_id
    assert set(live) == {WIDGET_VIEW}
    assert set(picture) == {"image/png", "text/plain"}
    assert picture["text/plain"] == repr(figure)
    assert metadata["image/png"]["width"] == 1000
    assert set(rule) == {"text/html"}
    assert figure.model_id not in str(picture) + str(rule)
    assert figure._repr_mimebundle_() == live


def test_the_static_figure_does_not_move_the_live_one(figure):
    before = figure.picture.frame
    static = figure.static_figure(x=4)
    assert static.description == "One over x\n1/x = 0.25\nA dot at (4, 0.25)."
    assert figure.picture.frame is before
    (dot,) = static.axes[0].lines
    assert dot.get_xydata().tolist() == [[4, 0.25]]


def test_frames_do_not_move_the_live_figure(figure):
    before, values = figure.picture.frame, figure.values
    frame = figure.frame("narrow", x=-4)
    assert frame.reading.readout == "1/x = −0.25"
    assert 'viewBox="0 0 420 640"' in frame.background
    assert "division by zero" in figure.frame(x=0).reading.readout
    assert (figure.picture.frame, figure.values) == (before, values)
    figure.set(x=3)
    assert figure.picture.frame["moving"]["wide"] == figure.frame().moving
