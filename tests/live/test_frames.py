"""States drawn ahead: which ones are chosen, and that they are those of the live figure."""

import base64
import itertools
import json
import zlib

import pytest

from relu_notes.live import LiveFigure, Menu, Question, Reading, Right, Slider, Toggle, Wrong, frames
from relu_notes.plots.style import panels


def point_figure(*, shown=None, question=(), **controls):
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
    return LiveFigure(scene, controls, title="A point", redraw=redraw, shown=shown, question=question)


def slider(value, last, step=1):
    return Slider("s", value=value, min=0, max=last, step=step)


def unpacked(group):
    return json.loads(zlib.decompress(base64.b64decode(group)))


def all_states(figure, chosen):
    return [values for group in frames.set_of(frames.groups(figure)) for values in group.states(chosen)]


def test_few_states_are_all_drawn():
    figure = point_figure(a=slider(1, 4), b=slider(0, 2), on=Toggle("on", True))
    chosen = frames.positions(figure, 100)
    assert {name: len(positions) for name, positions in chosen.items()} == {"a": 5, "b": 3, "on": 2}


@pytest.mark.parametrize("most", [50, 200, 500, 2000, 10_000, 20_000])
@pytest.mark.parametrize("start", [(40, 70), (37, 41)])
def test_there_are_no_more_than_asked_for_and_ends_start_and_named_positions_are_kept(most, start):
    figure = point_figure(a=slider(start[0], 100), b=Slider("b", value=start[1], min=-50, max=100, step=1))
    chosen = frames.positions(figure, most, named=[13, 1000])
    states = all_states(figure, chosen)
    assert most / 4 < len(states) <= most
    assert {0, 100, 13, start[0]} <= set(chosen["a"])
    assert {-50, 0, 100, 13, start[1]} <= set(chosen["b"])
    assert len({tuple(values.items()) for values in states}) == len(chosen["a"]) * len(chosen["b"])


def test_no_choice_and_no_kept_position_is_left_out_however_few_states_are_asked_for():
    figure = point_figure(menu=Menu("m", {"one": 1, "two": 2, "three": 3}), a=slider(8, 64), on=Toggle("on", True))
    chosen = frames.positions(figure, 2)
    assert chosen == {"menu": (1, 2, 3), "a": (0, 8, 64), "on": (False, True)}


def test_a_hidden_slider_is_not_moved_and_every_choice_of_a_menu_is_there():
    figure = point_figure(
        menu=Menu("m", {"one": 1, "two": 2}),
        a=slider(0, 3),
        b=slider(1, 2),
        shown=lambda values: ["menu", "a", "b"] if values["menu"] == 2 else ["menu", "a"],
    )
    one, two = frames.groups(figure).values()
    assert (one.key, one.sliders) == ((0,), ("a",))
    assert (two.key, two.sliders) == ((1,), ("a", "b"))
    assert len(all_states(figure, frames.positions(figure, 100))) == 4 + 12


def test_what_a_hidden_menu_would_choose_is_drawn_once():
    figure = point_figure(
        menu=Menu("m", {"one": 1, "two": 2}),
        on=Toggle("on"),
        a=slider(0, 3),
        shown=lambda values: ["menu", "a", "on"] if values["menu"] == 2 else ["menu", "a"],
    )
    packed = frames.drawn_ahead(figure)["groups"]
    assert sorted(packed) == ["0,0", "0,1", "1,0", "1,1"]
    assert packed["0,1"] == "0,0"
    assert packed["1,0"] != packed["1,1"]


def frame_of(content, index):
    background, wide, narrow, readout, alt, shown = content["frames"][index]
    layers = ["".join(content["pieces"][piece] for piece in layer) for layer in (wide, narrow)]
    return content["backgrounds"][background], *layers, readout, alt, shown


def test_the_packed_states_are_those_of_the_figure():
    figure = point_figure(menu=Menu("m", {"one": 1, "two": 2}), a=slider(1, 3), b=slider(0, 1))
    counts = []
    packed = frames.drawn_ahead(figure, drawn=lambda *count: counts.append(count))
    assert counts == [(number, 16) for number in range(1, 17)]
    json.dumps(packed)
    assert figure.values == {"menu": 1, "a": 1, "b": 0}
    for choice, (key, group) in enumerate(packed["groups"].items()):
        assert key == str(choice)
        content = unpacked(group)
        assert content["sliders"] == ["a", "b"]
        for place, (a, b) in enumerate(itertools.product(range(4), range(2))):
            (background, _), wide, narrow, readout, alt, shown = frame_of(content, place)
            figure.set(menu=choice + 1, a=a, b=b)
            assert (readout, alt) == figure.reading
            assert shown == ["menu", "a", "b"]
            assert background == figure.picture.backgrounds["wide"]
            assert wide == figure.picture.frame["moving"]["wide"]
            assert narrow.startswith("<svg")


def test_controls_are_described_for_the_page():
    figure = point_figure(menu=Menu("m", {"one": 1, "two": 2}, value=2), a=slider(0.5, 1, 0.25), on=Toggle("on", True))
    states = frames.drawn_ahead(figure)["controls"]
    assert states["menu"] == {
        "kind": "Menu",
        "label": "m",
        "texts": ["one", "two"],
        "shown": True,
        "more": False,
        "start": 1,
        "places": [0, 1],
    }
    assert {key: states["a"][key] for key in ("kind", "min", "max", "step", "start", "places")} == {
        "kind": "Slider",
        "min": 0,
        "max": 1,
        "step": 0.25,
        "start": 2,
        "places": [0, 1, 2, 3, 4],
    }
    assert (states["on"]["kind"], states["on"]["start"]) == ("Toggle", 1)


def test_a_slider_of_unequal_steps_is_a_range_of_places():
    figure = point_figure(a=slider(37, 100))
    state = frames.drawn_ahead(figure, 3)["controls"]["a"]
    assert [state[key] for key in ("min", "max", "step", "start", "places")] == [0, 2, 1, 1, [0, 37, 100]]
    assert state["texts"] == ["0", "37", "100"]


def test_numbers_of_the_text_and_the_places_where_a_question_is_answered_are_kept():
    assert frames.numbers("from −2 to 0.5, then $b=-3$, x2") == {-2, 0.5, -3}
    question = Question("To 13?", Right("yes", "It is."), Wrong("no", "It is."), move=["a"], until={"a": (20.5, 29)})
    figure = point_figure(question=question, a=slider(40, 100))
    assert frames.positions(figure, 0, named=[7])["a"] == (0, 7, 13, 21, 29, 40, 100)
    assert frames.drawn_ahead(figure, 0)["questions"][0]["until"] == [
        {"control": 0, "from": 21, "to": 29, "told": "move “s” to 29"}
    ]


def test_numbers_of_the_text_are_not_kept_where_they_would_make_too_many_states():
    figure = point_figure(**{name: slider(1, 100) for name in "abcde"})
    assert set(map(len, frames.positions(figure, 0, named=range(2, 12)).values())) == {3}


def test_costs_count_the_states_and_come_near_what_they_weigh():
    figure = point_figure(menu=Menu("m", {"one": 1, "two": 2}), a=slider(40, 100), b=slider(70, 100))
    cost = frames.cost(figure)
    assert (cost.least, cost.states) == (2 * 3 * 3, 2 * 101 * 101)
    weight = sum(map(len, frames.drawn_ahead(figure, 200)["groups"].values()))
    assert 0.5 * weight < cost.fixed + 200 * cost.each < 4 * weight


def test_a_figure_answers_a_page_that_asks(monkeypatch):
    figure = point_figure(a=slider(1, 3))
    sent = []
    monkeypatch.setattr(figure, "send", sent.append)
    frames.answer(figure, {"cost": {"text": ""}})
    frames.answer(figure, {"states": {"most": 100, "text": "at 2"}})
    frames.answer(figure, "something else")
    cost, *drawn, states = sent
    assert cost["cost"]["states"] == 4
    assert drawn[-1] == {"drawn": 4, "of": 4}
    assert states["states"]["title"] == "A point"


def test_an_error_of_the_scene_is_said_in_its_state():
    def scene(figure, **values):
        panels(figure, 1)

        def update(a):
            if a == 2:
                raise ValueError("2 is too much")
            return Reading(f"a is {a}", "nothing")

        return update

    figure = LiveFigure(scene, {"a": slider(0, 3)}, title="A picky figure")
    (group,) = frames.drawn_ahead(figure)["groups"].values()
    states = unpacked(group)["frames"]
    assert "2 is too much" in states[2][3]
    assert states[3][3] == "a is 3"
