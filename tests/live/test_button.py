"""The button as a control."""

import pytest

from relu_notes.live import Button


def test_a_press_counts_and_the_value_follows():
    measure = Button("Measure", most=2)
    assert (measure.value, measure.text) == (0, "not yet")
    measure.set_state({"index": 2})
    assert (measure.value, measure.text) == (2, "2 of 2")
    measure.set_state({"index": 3})
    assert measure.value == 2
    measure.reset()
    assert measure.value == 0


def test_a_button_is_good_for_at_least_one_press():
    with pytest.raises(ValueError, match="at least 1 press, not 0"):
        Button("Measure", most=0)
