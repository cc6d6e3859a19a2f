"""Controls keep to their positions, say what is allowed, and take from the page only what they offered."""

import math
import threading
from fractions import Fraction

import ipywidgets
import numpy as np
import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from relu_notes.live.controls import Menu, Slider, Toggle


@pytest.fixture
def slider():
    return Slider("slope", value=0.01, min=0, max=0.3, step=0.01, format=".2f")


@pytest.fixture
def menu():
    return Menu("activation", {"ReLU": "relu", "GELU": "gelu", "one": 1})


@pytest.fixture
def toggle():
    return Toggle("tangent", True)


@given(
    low=st.integers(-50, 50),
    count=st.integers(1, 200),
    step=st.sampled_from(["0.01", "0.05", "0.1", "0.25", "0.3", "0.5", "1", "2.5"]),
)
def test_positions_are_the_nearest_floats_to_the_decimal_ones(low, count, step):
    start, stride = Fraction(low, 10), Fraction(step)
    slider = Slider(
        "x", value=low / 10, min=low / 10, max=float(start + count * stride), step=float(step), format=".3f"
    )
    assert slider.positions == tuple(float(start + index * stride) for index in range(count + 1))
    assert (slider.min, slider.max) == (slider.positions[0], slider.positions[-1])
    assert slider.texts == [f"{position:.3f}".replace("-", "−") for position in slider.positions]


@given(st.floats(0, 0.3))
def test_a_value_goes_to_the_nearest_position(value):
    slider = Slider("slope", value=0, min=0, max=0.3, step=0.01)
    slider.value = value
    assert abs(slider.value - value) <= min(abs(position - value) for position in slider.positions) + 1e-12


def test_whole_numbers_stay_whole():
    slider = Slider("depth", value=3, min=1, max=9, step=2, format="d")
    slider.value = 6.8
    assert slider.value == 7
    assert all(type(position) is int for position in slider.positions)
    assert Slider("x", value=3, min=1, max=9.0, step=2).positions == (1.0, 3.0, 5.0, 7.0, 9.0)


def test_a_maximum_between_two_steps_is_left_out():
    assert Slider("x", value=0, min=0, max=1, step=0.3).positions == (0.0, 0.3, 0.6, 0.9)


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (math.nan, ValueError, "from 0 to 0.3, not nan"),
        (math.inf, ValueError, "from 0 to 0.3, not inf"),
        (0.31, ValueError, "from 0 to 0.3, not 0.31"),
        (-1, ValueError, "from 0 to 0.3, not -1"),
        ("0.1", TypeError, "from 0 to 0.3, not '0.1'"),
        (None, TypeError, "from 0 to 0.3, not None"),
        (True, TypeError, "from 0 to 0.3, not True"),
        ([0.1], TypeError, r"from 0 to 0.3, not \[0.1\]"),
    ],
)
def test_a_slider_refuses_what_is_not_on_it(slider, value, error, words):
    with pytest.raises(error, match=f"slope must be a finite number {words}"):
        slider.value = value
    assert slider.value == 0.01


def test_numpy_numbers_are_numbers(slider):
    slider.value = np.float32(0.25)
    assert slider.value == 0.25


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"min": 1, "max": 0}, ValueError, "min must be less than max"),
        ({"step": 0}, ValueError, "step positive"),
        ({"step": math.nan}, ValueError, "step of the slider x must be a finite number"),
        ({"max": "5"}, TypeError, "max of the slider x must be a finite number"),
        ({"step": 1e-6}, ValueError, "5000001 positions are too many"),
        ({"value": 6}, ValueError, "x must be a finite number from 0 to 5, not 6"),
    ],
)
def test_a_slider_cannot_be_made_wrong(settings, error, words):
    with pytest.raises(error, match=words):
        Slider("x", **{"value": 0, "min": 0, "max": 5, "step": 1, **settings})


@pytest.mark.parametrize("label", ["", "  ", None])
def test_every_control_needs_a_name(label):
    for make in (
        lambda: Slider(label, value=0, min=0, max=1, step=1),
        lambda: Menu(label, {"a": 1}),
        lambda: Toggle(label),
    ):
        with pytest.raises(ValueError, match="needs a label in words"):
            make()


def test_a_menu_knows_titles_and_values(menu):
    assert (menu.value, menu.text, menu.index) == ("relu", "ReLU", 0)
    menu.value = "gelu"
    assert (menu.text, menu.index) == ("GELU", 1)
    menu.index = 2
    assert menu.value == 1
    for value in ("tanh", None, True, 1.0):
        with pytest.raises(ValueError, match=r"activation must be one of 'relu', 'gelu', 1, not"):
            menu.value = value
    assert menu.value == 1
    with pytest.raises(ValueError, match="needs at least one option"):
        Menu("activation", {})


def test_a_toggle_is_true_or_false(toggle):
    toggle.value = False
    assert toggle.text == "off"
    for value in (0, 1, "on", None):
        with pytest.raises(TypeError, match="tangent must be True or False"):
            toggle.value = value
    assert toggle.value is False


def test_reset_goes_back_to_the_first_value(slider, menu, toggle):
    slider.value, menu.value, toggle.value = 0.2, "gelu", False
    for control in (slider, menu, toggle):
        control.reset()
    assert (slider.value, menu.value, toggle.value) == (0.01, "relu", True)


def test_names_in_notebooks_are_the_same_each_run(slider, menu, toggle):
    assert repr(slider) == "Slider('slope', value=0.01)"
    assert repr(menu) == "Menu('activation', value='relu')"
    assert repr(toggle) == "Toggle('tangent', value=True)"


# ------------------------------------------------------------------------------------- as ipywidgets' own


def test_observe_link_and_interactive_work(slider):
    seen = []
    slider.observe(lambda change: seen.append((change["old"], change["new"])), "value")
    other = ipywidgets.FloatSlider(min=0, max=1)
    link = ipywidgets.link((slider, "value"), (other, "value"))
    other.value = 0.2
    assert slider.value == 0.2
    assert seen[-1][1] == 0.2
    link.unlink()
    called = []
    widget = ipywidgets.interactive(lambda x: called.append(x), x=slider)
    slider.value = 0.1
    assert called[-1] == 0.1
    widget.close()


# --------------------------------------------------------------------------------- messages from the page


@pytest.fixture
def sent(monkeypatch):
    """What controls send to the page."""
    messages = []
    monkeypatch.setattr(
        ipywidgets.Widget, "_send", lambda self, message, buffers=None: messages.append((type(self).__name__, message))
    )
    return messages


def test_the_page_moves_a_control_and_is_told_nothing_back(slider, menu, toggle, sent):
    slider.set_state({"value": 0.07})
    menu.set_state({"index": 1})
    toggle.set_state({"value": False})
    assert (slider.value, menu.value, toggle.value) == (0.07, "gelu", False)
    assert sent == []


@pytest.mark.parametrize("bad", [None, "NaN", 7, [], math.nan])
def test_the_page_is_told_the_true_value_when_it_sends_a_wrong_one(slider, sent, bad):
    slider.set_state({"value": bad})
    assert slider.value == 0.01
    assert [message["state"] for _, message in sent] == [{"value": 0.01}]


@pytest.mark.parametrize("bad", [-1, 3, None, "1", 1.5])
def test_a_menu_keeps_its_title_when_the_page_sends_a_wrong_one(menu, sent, bad):
    menu.set_state({"index": bad})
    assert (menu.index, menu.value) == (0, "relu")
    assert [message["state"] for _, message in sent] == [{"index": 0}]


def test_the_page_is_told_the_position_when_it_sends_what_lies_beside_it(slider, sent):
    slider.set_state({"value": 0.0751})
    assert slider.value == 0.08
    assert [message["state"] for _, message in sent] == [{"value": 0.08}]


def test_the_page_can_set_nothing_else(slider, sent):
    slider.set_state({"label": "other", "min": -9, "texts": [], "_esm": "alert(1)"})
    assert (slider.label, slider.min, len(slider.texts)) == ("slope", 0, 31)
    with pytest.raises(traitlets.TraitError, match="read-only"):
        slider.min = -1


def test_python_moves_the_page(slider, menu, sent):
    slider.value = 0.2
    menu.value = "gelu"
    assert [message["state"] for _, message in sent] == [{"value": 0.2}, {"index": 1}]


def test_values_from_many_threads_are_always_positions(slider):
    wrong = []

    def move(offset):
        for index in range(300):
            if index % 2:
                slider.value = slider.positions[(index + offset) % 31]
            else:
                slider.set_state({"value": slider.positions[(index * 7 + offset) % 31]})
            if slider.value not in slider.positions:
                wrong.append(slider.value)

    threads = [threading.Thread(target=move, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_the_page_sent_is_noted_for_each_thread(slider):
    seen = []

    def elsewhere():
        seen.append(slider._property_lock)
        with slider._lock_property(value=0.2):
            seen.append(slider._property_lock)

    with slider._lock_property(value=0.1):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        seen.append(slider._property_lock)
    assert seen == [{}, {"value": 0.2}, {"value": 0.1}]
    assert slider._property_lock == {}
