"""Lesson 8's figures say what their experiments found."""

import re

from relu_notes.experiments import after_2015, leaky_slopes
from relu_notes.live.gallery import leaky_slope, penalty_not_zeros, since_2015


def test_both_errors_fall_with_the_penalty_and_only_relu_has_zeros():
    figure = penalty_not_zeros()
    before = wrong(figure)
    figure.set(penalty=3, cut=True)
    after = wrong(figure)
    assert all(new < old - 2 for new, old in zip(after, before, strict=True))
    zeros = [int(share) for share in re.findall(r"(\d+)% zeros", figure.reading.readout)]
    assert zeros[0] > 85
    assert zeros[1] == 0
    assert "training outputs move by 0)" in figure.reading.readout


def wrong(figure):
    return [float(number) for number in re.findall(r"([\d.]+) ± [\d.]+% wrong", figure.reading.readout)]


def test_recorded_figures_read_what_was_recorded():
    figure = leaky_slope()
    for place, _ in enumerate(leaky_slopes.SLOPES):
        figure.set(slope=place)
        first, again, zero = (row[place] for row in leaky_slopes.SOLVED.values())
        assert f"of 50 solved {first} and {again} from −2, {zero} from 0" in figure.reading.readout
    figure = since_2015()
    for place, (name, learned) in enumerate(after_2015.LEARNED.items(), start=1):
        figure.set(shown=place)
        assert figure.reading.readout == f"{name}: {learned} of 24 networks learn"
