"""The last pictures of lessons 1 to 3: what they draw is what their text says."""

import numpy as np
import pytest

from relu_notes.live.gallery import summaries


@pytest.mark.parametrize("name", ["relu_in_one_picture", "gate_in_one_picture", "reasons_in_one_picture"])
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
