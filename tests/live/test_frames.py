"""States drawn ahead: which ones are chosen, and that they are those of the live figure."""

import base64
import itertools
import json
import zlib

import pytest

from relu_notes.live import LiveFigure, Menu, Reading, Slider, Toggle, frames
from relu_notes.plots.style import panels


def point_figure(*, shown=None, **controls):
    """A figure whose text says all values; a menu changes what rests."""

    def scene(figure, **values):
        (axes,) = panels(figure, 1)
        axes.set_title(str(values.get("menu", "")))
        (dot,) = axes.plot([], [], "o", animated=True)

        def update(**values):
            dot.set_data([0], [0])
            return Reading(readout=repr(sorted(values.items())), alt="a dot")

        return update

    redraw = [name for name in controls if name == "menu"]
    return LiveFigure(scene, controls, title="A point", redraw=redraw, shown=shown)


def slider(value, last, step=1):
    return Slider("s", value=value, min=0, max=last, step=step)


def unpacked(group):
    return json.loads(zlib.decompress(base64.b64decode(group)))


def test_few_states_are_all_drawn():
    figure = point_figure(a=slider(1, 4), b=slider(0, 2), on=Toggle("on", True))
    chosen = frames.plan(figure, 100)
    assert chosen.joint
    assert {name: len(positions) for name, positions in chosen.positions.items()} == {"a": 5, "b": 3, "on": 2}


@pytest.mark.parametrize("most", [50, 200, 500, 2000, 10_000, 20_000])
def test_there_are_no_more_than_asked_for_and_ends_and_start_are_kept(most):
    figure = point_figure(a=slider(40, 100), b=slider(70, 100))
    chosen = frames.plan(figure, most)
    total = sum(1 for group in frames.groups(figure, chosen) for _ in group.states)
    assert total <= most
    assert chosen.joint == (most >= 200)
    for name, positions in chosen.positions.items():
        assert {0, 100, figure.values[name]} <= set(positions)
        steps = {after - before for before, after in itertools.pairwise(positions)}
        assert len(steps) == 1


def test_a_start_that_no_coarser_grid_holds_keeps_the_fine_one():
    figure = point_figure(a=slider(37, 100), b=slider(41, 100))
    chosen = frames.plan(figure, 500)
    assert not chosen.joint
    assert [len(positions) for positions in chosen.positions.values()] == [101, 101]


def test_no_choice_is_left_out_however_few_states_are_asked_for():
    figure = point_figure(menu=Menu("m", {"one": 1, "two": 2, "three": 3}), a=slider(8, 64), on=Toggle("on", True))
    chosen = frames.plan(figure, 2)
    assert not chosen.joint
    assert chosen.positions == {"menu": (1, 2, 3), "a": tuple(range(0, 65, 8)), "on": (False, True)}


def test_one_at_a_time_means_that():
    figure = point_figure(a=slider(37, 100), b=slider(41, 100))
    here = figure.values
    (group,) = frames.groups(figure, frames.plan(figure, 500))
    away = [[name for name in here if values[name] != here[name]] for _, values in group.states]
    assert sorted(map(tuple, away)) == sorted([()] + [("a",)] * 100 + [("b",)] * 100)


def test_a_hidden_slider_is_not_moved_and_every_choice_of_a_menu_is_there():
    figure = point_figure(
        menu=Menu("m", {"one": 1, "two": 2}),
        a=slider(0, 3),
        b=slider(1, 2),
        shown=lambda values: ["menu", "a", "b"] if values["menu"] == 2 else ["menu", "a"],
    )
    one, two = frames.groups(figure, frames.plan(figure, 100))
    assert (one.key, one.sliders, len(list(one.states))) == ((0,), ("a",), 4)
    assert (two.key, two.sliders, len(list(two.states))) == ((1,), ("a", "b"), 12)


def test_the_packed_states_are_those_of_the_figure():
    figure = point_figure(menu=Menu("m", {"one": 1, "two": 2}), a=slider(1, 3))
    counts = []
    packed = frames.drawn_ahead(figure, 100, lambda *count: counts.append(count))
    assert counts == [(number, 8) for number in range(1, 9)]
    json.dumps(packed)
    assert figure.values == {"menu": 1, "a": 1}
    for choice, (key, group) in enumerate(packed["groups"].items()):
        assert key == str(choice)
        content = unpacked(group)
        assert content["sliders"] == ["a"]
        for place in range(4):
            background, wide, narrow, readout, alt, shown = content["frames"][str(place)]
            figure.set(menu=choice + 1, a=place)
            assert (readout, alt) == figure.reading
            assert shown == ["menu", "a"]
            assert content["backgrounds"][background][0] == figure.picture.backgrounds["wide"]
            assert wide == figure.picture.frame["moving"]["wide"]
            assert narrow.startswith("<svg")


def test_controls_are_described_for_the_page():
    figure = point_figure(menu=Menu("m", {"one": 1, "two": 2}, value=2), a=slider(0.5, 1, 0.25), on=Toggle("on", True))
    states = frames.drawn_ahead(figure, 100)["controls"]
    assert states["menu"] == {"kind": "Menu", "label": "m", "texts": ["one", "two"], "shown": True, "start": 1}
    assert {key: states["a"][key] for key in ("kind", "min", "max", "step", "start")} == {
        "kind": "Slider",
        "min": 0,
        "max": 1,
        "step": 0.25,
        "start": 2,
    }
    assert (states["on"]["kind"], states["on"]["start"]) == ("Toggle", 1)


def test_an_error_of_the_scene_is_said_in_its_state():
    def scene(figure, **values):
        panels(figure, 1)

        def update(a):
            if a == 2:
                raise ValueError("2 is too much")
            return Reading(f"a is {a}", "nothing")

        return update

    figure = LiveFigure(scene, {"a": slider(0, 3)}, title="A picky figure")
    (group,) = frames.drawn_ahead(figure, 10)["groups"].values()
    states = unpacked(group)["frames"]
    assert "2 is too much" in states["2"][3]
    assert states["3"][3] == "a is 3"


def test_store_finds_the_figure_by_its_id(tmp_path, capsys):
    figure = point_figure(a=slider(1, 3))
    frames.store(figure.model_id, str(tmp_path / "figure.json"), 100)
    assert json.loads((tmp_path / "figure.json").read_text())["title"] == "A point"
    assert capsys.readouterr().out.splitlines()[-1] == "4 4"
