"""The last pictures of lessons 1 to 3 and 8: what they draw is what their text says."""

import numpy as np
import pytest

from relu_notes.live.gallery import summaries

NAMES = ("relu_in_one_picture", "gate_in_one_picture", "reasons_in_one_picture", "further_in_one_picture")


@pytest.mark.parametrize("name", NAMES)
def test_each_has_three_titled_panels_and_a_text(name):
    picture = getattr(summaries, name)()
    assert len([axes for axes in picture.axes if axes.get_title()]) == 3
    assert picture.description.startswith("Lesson ") and len(picture.description.splitlines()) == 2


def test_the_bars_are_what_the_texts_say():
    pair = summaries.relu_in_one_picture().axes[2]
    assert [bar.get_height() for bar in pair.patches] == [1, 0]
    gate = summaries.gate_in_one_picture().axes[1]
    assert [bar.get_height() for bar in gate.patches] == [-1, -1, 0, -1]


def test_relus_factor_passes_the_marked_point():
    scale = summaries.reasons_in_one_picture().axes[0]
    s2, factor = scale.lines[0].get_data()
    np.testing.assert_allclose(factor, np.sqrt(s2 / 2), rtol=1e-9)
    (marked,) = (line for line in scale.lines if len(line.get_xdata()) == 1)
    assert (marked.get_xdata()[0], marked.get_ydata()[0]) == (2, 1)


def test_lesson_8_the_penalty_the_slope_and_the_blocks():
    penalty, slope, blocks = summaries.further_in_one_picture().axes
    relu, relu_penalised, leaky, leaky_penalised = (bar.get_height() for bar in penalty.patches)
    assert relu_penalised < relu - 2 and leaky_penalised < leaky - 2, "both gain"
    assert abs(relu_penalised - leaky_penalised) < 1.5, "and both alike"
    zeros = [float(text.get_text().rstrip("%")) for text in penalty.texts]
    assert 40 < zeros[0] < 65 and zeros[1] > 85 and zeros[2:] == [0, 0]
    from_0, from_below = (line.get_ydata() for line in slope.lines)
    assert min(from_0[:-1]) == 50 and 0 < max(from_below) < 50
    learned = [int(text.get_text().split(": ")[1]) for text in blocks.texts]
    assert learned == [bar.get_width() for bar in blocks.patches] == [0, 0, 24, 24, 0, 24]
