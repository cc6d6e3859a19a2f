"""The look of every picture: contrast, panels, and pictures that stay out of pyplot."""

import base64
import itertools
import struct

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from relu_notes.plots.style import (
    COLOURS,
    LINE_COLOURS,
    classroom,
    classroom_figure,
    line_style,
    panels,
    place_legend,
    write_powers_of_ten,
)


def contrast_with_white(colour):
    """WCAG 2.2's contrast ratio of a colour with white."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return 1.05 / (luminance + 0.05)


@pytest.mark.parametrize("name", LINE_COLOURS)
def test_line_colours_stand_out_from_white(name):
    assert contrast_with_white(COLOURS[name]) >= 3


def test_thirty_lines_differ_and_neighbours_differ_in_colour_and_pattern():
    styles = [line_style(index) for index in range(30)]
    assert len({str(style) for style in styles}) == 30
    for one, next_one in itertools.pairwise(styles):
        assert one["color"] != next_one["color"]
        assert one["linestyle"] != next_one["linestyle"]


@pytest.mark.parametrize(("size", "stacked"), [((1000, 500), False), ((390, 700), True)])
def test_panels_follow_the_shape_of_the_figure(size, stacked):
    figure = classroom_figure(size)
    first, second = panels(figure, 2, ratios=(2, 1))
    figure.draw_without_rendering()
    one, two = first.get_position(), second.get_position()
    if stacked:
        assert one.y0 > two.y1
        assert one.height > 1.5 * two.height
    else:
        assert one.x1 < two.x0
        assert one.width > 1.5 * two.width


def test_letters_are_legible_from_the_back_row():
    (axes,) = panels(classroom_figure(), 1)
    with classroom():
        axes.set(title="t", xlabel="x")
    assert axes.title.get_fontsize() >= 20
    assert axes.xaxis.label.get_fontsize() >= 18
    assert axes.xaxis.get_ticklabels()[0].get_fontsize() >= 16


def test_a_picture_shows_itself_with_its_size_and_alternative_text():
    figure = classroom_figure((600, 300), description="nothing yet")
    panels(figure, 1)
    data, metadata = figure._repr_mimebundle_()
    png = base64.b64decode(data["image/png"])
    assert struct.unpack(">II", png[16:24]) == (1200, 600)
    assert metadata["image/png"] == {"alt": "nothing yet", "width": 600, "height": 300}
    assert data["text/plain"] == "nothing yet"
    assert not plt.get_fignums()


def test_the_same_picture_is_the_same_bytes():
    def picture():
        figure = classroom_figure()
        panels(figure, 1)[0].plot([0, 1], [1, 0])
        return figure.png()

    assert picture() == picture()


@pytest.mark.parametrize(("y", "corner"), [([0, 1], "upper left"), ([1, 0], "upper right"), ([1, 1], "lower right")])
def test_a_legend_covers_no_line(y, corner):
    (axes,) = panels(classroom_figure((400, 300)), 1)
    axes.plot(np.linspace(0, 1, 50), np.linspace(*y, 50), label="a line")
    axes.set_ylim(-0.05, 1.05)
    legend = place_legend(axes)
    assert legend._loc == legend.codes[corner]


def test_a_legend_does_not_follow_moving_artists():
    def place(x):
        (axes,) = panels(classroom_figure((400, 300)), 1)
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.plot([x], [0.95], "o", label="marker", animated=True)
        return place_legend(axes)._loc

    assert place(0.05) == place(0.95)


def test_powers_of_ten_are_plain_text_beside_their_ticks():
    figure = classroom_figure()
    (axes,) = panels(figure, 1)
    axes.set(yscale="log", ylim=(2e-3, 300))
    write_powers_of_ten(axes.yaxis)
    figure.draw_without_rendering()
    written = {value: label.get_text() for value, label in zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)}
    shown = {float(f"{value:.3g}"): text for value, text in written.items() if 2e-3 <= value <= 300}
    assert shown == {0.01: "10⁻²", 0.1: "10⁻¹", 1.0: "1", 10.0: "10", 100.0: "10²"}
    assert not axes.get_yticklabels(minor=True)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "count must be at least 1, not 0"), (101, "count must be at most 100, not 101")]
)
def test_a_count_of_panels_that_fits_no_figure_is_named(count, words):
    with pytest.raises(ValueError, match=f"{words}"):
        panels(classroom_figure(), count)
