"""Every live figure of the gallery, driven as a class would: the moving picture is the one a fresh drawing gives."""

import gc
import random
import re
import sys
import threading
import tracemalloc
from itertools import combinations, pairwise

import matplotlib
import numpy as np
import pytest
from less_work import work_less
from matplotlib.backends.backend_agg import FigureCanvasAgg

from relu_notes.activations import ACTIVATIONS, Activation
from relu_notes.live import Button, frames
from relu_notes.live.controls import Slider
from relu_notes.live.drawing import Drawing
from relu_notes.live.gallery import GALLERY, checks
from relu_notes.live.question import Question

ENTRIES = pytest.mark.parametrize("name", GALLERY)
#: Where the scene matters little: three that differ much.
SOME = ("function_and_derivative", "sum_of_hinges", "learned_boundary")


@pytest.fixture
def sampled(name, thorough):
    if not thorough and name not in SOME:
        pytest.skip("every other figure only with --thorough")


def ends_and_middle(control):
    positions = control.positions
    return [positions[0], positions[len(positions) // 2], positions[-1]]


class Driven:
    """The figures, each made when it is first asked for, and what each showed when its controls were moved."""

    def __init__(self, thorough):
        self._thorough = thorough
        self._figures = {}
        self._steps = {}

    def figure(self, name):
        """The figure at its first values."""
        if name not in self._figures:
            self._figures[name] = GALLERY[name]()
        self._figures[name].reset()
        return self._figures[name]

    def steps(self, name):
        """What the page would show after every move."""
        if name not in self._steps:
            figure = self.figure(name)
            self._steps[name] = []
            for moves in orders(figure, self._thorough):
                for key, value in moves.items():
                    figure.controls[key].value = value
                self._steps[name].append(Step(figure, moves))
        return self._steps[name]

    def close(self):
        for figure in self._figures.values():
            figure.close()


class Step:
    """What the page shows after one move."""

    def __init__(self, figure, moves):
        self.moves, self.values, self.frame = moves, figure.values, figure.picture.frame
        self.background = figure.picture.backgrounds.get("wide")
        self.labels = [control.label for control in figure.controls.values() if control.shown]


@pytest.fixture(scope="module")
def driven(thorough):
    """Unless thorough, with less training: notebooks 3 and 4 and the tests of their figures train the whole."""
    made = Driven(thorough)
    with pytest.MonkeyPatch.context() as patch:
        if not thorough:
            work_less(patch.setattr)
        yield made
    made.close()


def without_definitions(svg):
    """The drawing alone. Ids come from what they name, so the same references mean the same shapes."""
    return re.sub(r"<defs>.*?</defs>", "", svg, flags=re.DOTALL)


def fresh_drawing(figure, layout, values):
    """The two layers and the two texts of a drawing made from nothing."""
    fresh = Drawing(figure._scene, figure._sizes[layout], values)
    moving, reading = fresh.tick(values)
    return without_definitions(moving), without_definitions(fresh.background), *reading


def assert_same_layers(moving, background, fresh):
    assert (without_definitions(moving), without_definitions(background)) == fresh[:2]
    both = background + moving
    wanted = set(re.findall(r'(?:href="|url\()#([^")]+)', both))
    assert wanted <= set(re.findall(r' id="([^"]+)"', both)), "a layer refers to a shape that is in neither"


def assert_is_a_fresh_drawing(figure, step, drawn_before=None):
    """The layers sent to the page are those of a drawing made from nothing at the same values."""
    assert set(step.frame["moving"]) == {"wide"}, step.frame["readout"]
    drawn_before = {} if drawn_before is None else drawn_before
    values = tuple(step.values.items())
    if values not in drawn_before:
        drawn_before[values] = fresh_drawing(figure, "wide", step.values)
    assert_same_layers(step.frame["moving"]["wide"], step.background, drawn_before[values])
    assert (step.frame["readout"], step.frame["alt"]) == drawn_before[values][2:]


def orders(figure, thorough):
    """Moves of controls to both ends, one at a time (if thorough to the middle too, and back), then all together."""
    names = list(figure.controls)
    for sequence in (names, names[::-1]) if thorough else (names,):
        for name in sequence:
            positions = ends_and_middle(figure.controls[name])[:: 1 if thorough else 2]
            for value in positions if sequence is names else positions[::-1]:
                yield {name: value}
    for place in (0, 2, 1):
        yield {name: ends_and_middle(control)[place] for name, control in figure.controls.items()}


@ENTRIES
def test_both_ends_and_the_middle_of_every_control_in_several_orders(driven, name, thorough):
    figure, steps = driven.figure(name), driven.steps(name)
    for step in steps:
        if not step.values.get("best_fit"):  # least squares moves the other sliders
            assert {key: step.values[key] for key in step.moves} == step.moves
        assert set(step.frame["moving"]) == {"wide"}, step.frame["readout"]
        assert step.frame["readout"].strip()
        assert step.frame["alt"].strip()
    drawn_before = {}
    for step in steps if thorough else steps[-1:]:  # all controls together in the middle, after their last positions
        assert_is_a_fresh_drawing(figure, step, drawn_before)


@ENTRIES
def test_a_tick_weighs_at_most_8_kib(driven, name):
    for step in driven.steps(name):
        parts = step.frame["readout"], step.frame["alt"], *step.frame["moving"].values()
        assert sum(len(part.encode()) for part in parts) <= 8 * 1024, step.values


@ENTRIES
def test_controls_that_show_together_have_names_of_their_own(driven, name):
    for step in driven.steps(name):
        assert len(step.labels) == len(set(step.labels)) >= 1
    figure = driven.figure(name)
    assert all(text.strip() for control in figure.controls.values() for text in control.texts)
    assert figure.children[-1 - len(figure.controls) :] == (*figure.controls.values(), figure.picture)


def pixels(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3].astype(int)


@pytest.mark.usefixtures("sampled")
@ENTRIES
def test_the_two_layers_are_the_static_figure(driven, name):
    """Pixel by pixel in Agg: what rests, then what moves on top of it, against the figure drawn in one piece."""
    figure = driven.figure(name)
    figure.set(**{key: ends_and_middle(control)[2] for key, control in figure.controls.items()})
    drawing = figure._drawing("wide", figure.values)
    canvas = FigureCanvasAgg(drawing.figure)
    drawing.figure.draw(canvas.get_renderer())  # leaves animated artists out
    for artist in drawing.moving:
        artist.draw(canvas.get_renderer())
    layered = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
    static = figure.static_figure()
    for artist in static.findobj(lambda artist: artist.get_animated()):
        artist.set_animated(False)  # so that drawing it in one piece draws everything
    whole = pixels(static)
    assert layered.shape == whole.shape
    assert np.abs(layered - whole).max() <= 2


@ENTRIES
def test_the_first_slider_moves_the_picture(driven, name):
    """Or the button, where that comes first: nothing moves before something is measured."""
    figure = driven.figure(name)
    control = next(control for control in figure.children if isinstance(control, (Slider, Button)))
    seen = set()
    for value in (control.positions[0], control.positions[-1]):
        control.value = value
        seen.add((figure.picture.frame["moving"]["wide"], figure.picture.backgrounds["wide"]))
    assert len(seen) == 2


@ENTRIES
def test_a_handout_holds_a_state_for_both_ends_of_every_control(driven, name):
    figure = driven.figure(name)
    for control, positions in zip(figure.controls.values(), frames.positions(figure, 1500).values(), strict=True):
        assert control.value in positions
        assert {control.positions[0], control.positions[-1]} <= set(positions)


def questions(figure):
    return (figure.question,) if isinstance(figure.question, Question) else figure.question


def assert_each_option_says_something_of_its_own(asked):
    says = [option.says for question in asked for option in question.options]
    assert len({*says}) == len(says)
    for sentence in says:
        assert re.search(r"\w.*[.!?]$", sentence), sentence
        assert not re.search(r"[*`$]", sentence), sentence  # the page shows plain text


@ENTRIES
def test_every_figure_asks_and_every_option_says_something_of_its_own(driven, name):
    figure = driven.figure(name)
    assert questions(figure), f"{figure.title!r} asks nothing: give its LiveFigure in live/gallery a Question"
    assert_each_option_says_something_of_its_own(questions(figure))


def test_the_questions_under_check_yourself_answer_every_option():
    lessons = [getattr(checks, lesson) for lesson in dir(checks) if lesson.startswith("LESSON_")]
    assert_each_option_says_something_of_its_own([question for lesson in lessons for question in lesson])


def words(figure):
    return f"{figure.reading.readout}\n{figure.reading.alt}"


@ENTRIES
def test_the_first_state_does_not_hold_the_answer(driven, name):
    figure = driven.figure(name)
    for question in questions(figure):
        assert question.not_before, question.text
        for given_away in question.not_before:
            assert given_away not in words(figure)


def answering(figure, until):
    """The values to which the reader is told to move, at which the answer appears."""
    for name, wanted in until.items():
        control = figure.controls[name]
        if isinstance(control, Slider):
            wanted = [one for one in control.positions if wanted[0] <= one <= wanted[1]]
            wanted.sort(key=lambda one: abs(one - control.value))
        yield name, wanted[0]


@ENTRIES
def test_what_is_kept_back_is_what_the_figure_or_the_answer_then_says(driven, name, thorough):
    if not thorough:
        pytest.skip("moves every figure to its answers: only with --thorough")
    figure = driven.figure(name)
    for question in questions(figure):
        (right,) = (option for option in question.options if option.right)
        said = f"{right.text} {right.says}"
        if "measurement" not in figure.controls:  # which takes time, and differs from machine to machine
            figure.set(**dict(answering(figure, question.until)))
            said += words(figure)
            figure.reset()
        assert any(given_away in said for given_away in question.not_before), (question.text, said)


@ENTRIES
def test_the_answer_appears_only_after_a_move(driven, name):
    for asked in driven.figure(name).questions.questions[:1]:
        here = [
            places["from"] <= asked["start"][places["control"]] <= places["to"]
            if "from" in places
            else asked["start"][places["control"]] in places["among"]
            for places in asked["until"]
        ]
        assert not here or not all(here)


@pytest.mark.usefixtures("sampled")
@ENTRIES
def test_the_phone_gets_a_tall_picture_of_the_same_values(driven, name):
    """Also what rests is that of a fresh drawing, though it was drawn before the sliders moved."""
    figure = driven.figure(name)
    try:
        figure.picture.set_state({"layouts": ["wide", "narrow"]})
        assert set(figure.picture.backgrounds) == set(figure.picture.frame["moving"]) == {"wide", "narrow"}
        figure.picture.set_state({"layouts": ["narrow"]})
        for key, control in figure.controls.items():
            if key not in figure._redraw:
                control.value = control.positions[-1]
        assert set(figure.picture.backgrounds) == set(figure.picture.frame["moving"]) == {"narrow"}
        moving, background = figure.picture.frame["moving"]["narrow"], figure.picture.backgrounds["narrow"]
        assert_same_layers(moving, background, fresh_drawing(figure, "narrow", figure.values))
    finally:
        figure.picture.set_state({"layouts": ["wide"]})


@ENTRIES
@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_letters_stay_on_the_picture_and_off_each_other(driven, name, layout, thorough):
    if layout == "narrow" and not thorough and name not in SOME:
        pytest.skip("the tall picture of every other figure only with --thorough")
    figure = driven.figure(name)
    for choice in choices(figure) if thorough else [{}]:
        values = {**figure.values, **choice}
        drawing = figure._drawing(layout, values)  # what it draws has found its place
        drawing.tick(values)
        picture = drawing.figure
        paper = picture.bbox.padded(1)
        for axes in picture.axes:
            for part in (axes.title, axes.xaxis.label, axes.yaxis.label, axes.get_legend()):
                if part is not None and (part is axes.get_legend() or part.get_text()):
                    box = part.get_window_extent()
                    assert paper.x0 <= box.x0 <= box.x1 <= paper.x1, (choice, part)
                    assert paper.y0 <= box.y0 <= box.y1 <= paper.y1, (choice, part)
            for axis in (axes.xaxis, axes.yaxis):
                boxes = [tick.label1.get_window_extent() for tick in axis._update_ticks() if tick.label1.get_text()]
                assert not any(one.padded(-0.5).overlaps(other) for one, other in combinations(boxes, 2)), choice


def choices(figure):
    """The figure's first values, and each choice of the menus that draw it anew."""
    yield {}
    for name in figure._redraw:
        for position in figure.controls[name].positions:
            yield {name: position}


def random_moves(figure, seed, count):
    """Any control to any of its positions; one move in ten is of a control that draws the axes again."""
    choose = random.Random(seed)
    redraw = [figure.controls[name] for name in figure._redraw]
    moving = [control for control in figure.controls.values() if control not in redraw]
    for _ in range(count):
        control = choose.choice(redraw if redraw and (not moving or choose.random() < 0.1) else moving)
        yield control, choose.choice(control.positions)


@pytest.mark.usefixtures("sampled")
@ENTRIES
def test_random_moves_end_in_the_picture_of_the_last_values(driven, name, thorough):
    figure = driven.figure(name)
    for control, value in random_moves(figure, 1, 100 if thorough else 30):
        control.value = value
        assert figure.picture.backgrounds, figure.reading.readout
    assert_is_a_fresh_drawing(figure, Step(figure, {}))


@pytest.mark.parametrize("name", SOME)
def test_threads_that_move_at_once_end_in_the_picture_of_the_last_values(driven, name, thorough):
    figure = driven.figure(name)
    failures = []

    def move(seed):
        try:
            for index, (control, value) in enumerate(random_moves(figure, seed, 50 if thorough else 25)):
                if index % 2:
                    control.value = value
                else:  # as a message from the page
                    index = control.positions.index(value)
                    control.set_state({control._moved_by: index if control._moved_by == "index" else value})
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=move, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert_is_a_fresh_drawing(figure, Step(figure, {}))


def moving_slider(figure):
    """A slider that is shown and does not make the figure draw its axes again."""
    return next(control for name, control in figure.controls.items() if control.shown and name not in figure._redraw)


#: Python keeps names that were looked up on a type, up to 4,096 of them, and a name made anew counts again.
forget_names = getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache  # the second is deprecated in 3.13


def moves(move, count):
    for index in range(count):
        move(index)
    gc.collect()
    forget_names()


def more_objects(move, count):
    """How many more objects there are after `count` moves."""
    moves(move, min(count, 100))
    before = len(gc.get_objects())
    moves(move, count)
    return len(gc.get_objects()) - before


def more_bytes(move, count, allowed):
    """How many more bytes there are after `count` moves, in the best of five rounds: caches fill up, leaks go on."""
    tracemalloc.start()
    try:
        moves(move, count)  # so that what the last move left is counted before and after
        sizes = [tracemalloc.get_traced_memory()[0]]
        for _ in range(5):
            moves(move, count)
            sizes.append(tracemalloc.get_traced_memory()[0])
            if sizes[-1] - sizes[-2] < allowed:
                break
        return min(after - before for before, after in pairwise(sizes))
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module")
def the_past_is_not_counted():
    """What is there already is left out of collections: the figures of other tests make each take seconds."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("sampled", "the_past_is_not_counted")
@ENTRIES
def test_memory_is_flat_over_many_ticks(driven, name, thorough):
    """A leak of an object per tick shows after 16 ticks; if thorough, of 50 bytes too, and after 5,000 ticks of one."""
    slider = moving_slider(driven.figure(name))

    def move(index):
        slider.value = slider.positions[index % len(slider.positions)]

    count = 5000 if thorough and name == "function_and_derivative" else 50 if thorough else 16
    assert more_objects(move, count) < min(count // 2, 100)
    if thorough and name in SOME:
        assert more_bytes(move, 20, 1000) < 1000


@pytest.mark.usefixtures("the_past_is_not_counted")
def test_a_leak_would_be_seen():
    kept = []
    assert more_objects(lambda index: kept.append([index]), 200) > 150
    assert more_bytes(lambda index: kept.append(bytes(50 + index)), 10, 500) > 500


@pytest.fixture
def throw_away_activation():
    ACTIVATIONS["halved"] = Activation(
        title="Halved",
        expression="{x}/2",
        formula="f(x) = x/2",
        derivative_formula="f'(x) = 1/2",
        function=lambda x: np.asarray(x, dtype=float) / 2,
        derivative=lambda x: np.full_like(np.asarray(x, dtype=float), 0.5),
        source="this test",
    )
    yield "halved"
    del ACTIVATIONS["halved"]


def test_a_new_activation_is_in_the_menu_and_in_the_picture(throw_away_activation):
    figure = GALLERY["function_and_derivative"]()
    try:
        assert "Halved" in figure.controls["activation"].texts
        figure.set(activation=throw_away_activation, x=3)
        assert figure.reading.readout == "x = 3, f(x) = 1.5, f'(x) = 0.5"
        assert_is_a_fresh_drawing(figure, Step(figure, {}))
    finally:
        figure.close()


def test_nothing_is_left_in_pyplot():
    from matplotlib import pyplot

    assert matplotlib.get_backend().lower() == "agg"
    assert pyplot.get_fignums() == []
