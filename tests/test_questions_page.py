"""The page of questions, and the guide's table of the notes' sentences: every link leads to a section that shows it."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import nbformat
import numpy as np
import pytest
from scipy.special import bdtr

from relu_notes.activations import entry, gelu, relu
from relu_notes.experiments.dying.training import outcomes, train_sine
from relu_notes.experiments.gradients import predicted_factor
from relu_notes.experiments.speed import DATA, RATES
from relu_notes.handout import of_markdown
from relu_notes.handout.page import page
from relu_notes.networks import backward, forward, initialise

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
TEXT = (NOTEBOOKS / "questions.md").read_text(encoding="utf-8")
GUIDE = (NOTEBOOKS / "teacher" / "guide.md").read_text(encoding="utf-8")
SENTENCES = GUIDE.partition("\n## The notes, sentence by sentence\n")[2].partition("\n## ")[0]
LESSONS = {path.name: nbformat.read(path, as_version=4) for path in sorted(NOTEBOOKS.glob("0*.ipynb"))}

QUESTIONS = dict(re.findall(r"^### (.+)\n\n(.+)$", TEXT, re.MULTILINE))
LINK = re.compile(r"\[[^]]+\]\((?:\.\./)?([\w.]+)#(\S+?)\)(?=[.,; |]|$)", re.MULTILINE)
POINTER = re.compile(r"(?:See|No figure|Nearest|The two|The square is)\b[^]]*\[[^]]+\]\(\S+\)\.$")


def sections(name):
    """What stands under each heading of a lesson, by the heading's anchor in JupyterLab: the outputs as text."""
    found, at, level = {}, [], 0
    for cell in LESSONS[name].cells:
        if cell.cell_type == "markdown":
            for marks, heading in re.findall(r"^(#+) (.+)$", cell.source, re.MULTILINE):
                at = at[:-1] if at and len(marks) <= level else at
                at, level = [*at[: len(marks) - 2], heading.replace(" ", "-")], len(marks)
                found[at[-1]] = []
        for output in cell.get("outputs", []):
            for heading in at:
                found[heading].append(output.get("text") or output.data.get("text/plain", ""))
    return found


SECTIONS = {name: sections(name) for name in LESSONS}


def sentences(answer):
    plain = re.sub(r"\b(al|eq)\.", r"\1", POINTER.sub("", answer).replace("**Open.**", "").replace("**Open**", "Open"))
    return [part for part in re.split(r"(?<=[.?!])\s+(?=\S)", plain.strip()) if part.strip()]


def test_there_are_enough_questions_each_once_and_each_a_question():
    headings = re.findall(r"^### (.+)$", TEXT, re.MULTILINE)
    assert len(headings) >= 90
    assert len({heading.casefold() for heading in headings}) == len(headings)
    assert [heading for heading in headings if "?" not in heading] == []
    assert list(QUESTIONS) == headings, "an answer is one paragraph below its heading"


def test_an_answer_has_three_sentences_at_most_and_leads_somewhere():
    for question, answer in QUESTIONS.items():
        assert POINTER.search(answer), f"{question}: no See, No figure or Nearest with a link at the end"
        assert 1 <= len(sentences(answer)) <= 3, f"{question}: {sentences(answer)}"
        assert answer.startswith("**Open") == (" Nearest: [" in answer), f"{question}: open is what is only near"


def test_every_link_leads_to_a_section_with_something_to_see():
    links = LINK.findall(TEXT)
    assert len(links) == TEXT.count("](")
    for name, anchor in links:
        assert anchor in SECTIONS[name], f"{name} has no heading {anchor}"
        exercises = name.startswith("07") or anchor.endswith("Summary")
        assert exercises or SECTIONS[name][anchor], f"nothing is shown in {name}#{anchor}"


class Anchors(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" and "href" in values else []


def test_every_link_of_the_pages_that_are_made_leads_to_an_id():
    """Of the questions and of all lessons: pages of their stored outputs, as the handout and the site make them."""
    names = [*LESSONS, "questions.md"]
    notebooks = {**LESSONS, "questions.md": of_markdown(TEXT)}
    made = {
        Path(name).stem: Anchors(page(notebook, {}, names, folder=NOTEBOOKS)) for name, notebook in notebooks.items()
    }
    questions = made["questions"]
    assert len(set(questions.ids)) == len(questions.ids)
    assert len(questions.links) == TEXT.count("](") + TEXT.count("\n## "), "no link is left out; the contents are there"
    for name, anchors in made.items():
        for link in anchors.links:
            target, _, anchor = link.partition("#")
            if not link.startswith("https://"):
                ids = made[target.removesuffix(".html") or name].ids
                assert not anchor or unquote(anchor) in ids, f"{name}: {link}"


def test_each_sentence_of_the_notes_leads_to_the_section_that_has_its_figure():
    rows = [row.split(" | ") for row in re.findall(r"^\| (.+) \|$", SENTENCES, re.MULTILINE)[1:]]
    assert len(rows) >= 12
    for said, where, figure, *_ in rows:
        ((name, anchor),) = LINK.findall(where)
        assert anchor in SECTIONS[name], f"{name} has no heading {anchor}"
        titles = [text.partition("\n")[0] for text in SECTIONS[name][anchor]]
        assert figure.strip("*") in titles, f"{said}: {figure} is not in {name}#{anchor}, but {titles}"


def test_every_lesson_leads_to_the_questions():
    """Not the questionnaires, which ask themselves, nor the exercises, which are stored in two folders."""
    for path in [NOTEBOOKS.parent / "README.md", NOTEBOOKS / "teacher" / "guide.md", *NOTEBOOKS.glob("0*.ipynb")]:
        if path.name[:2] not in ("00", "07", "09"):
            assert "questions.md)" in path.read_text(encoding="utf-8"), path.name


# ---------------------------------------------------------------- numbers that no figure shows, computed again here


def says(question, *words):
    for word in words:
        assert word in QUESTIONS[question], f"{word!r} is not in the answer to {question}"


def test_units_that_must_be_on_for_nothing_to_be_lost():
    chances = [1 - bdtr(9, units, 0.5) for units in (10, 20, 30)]
    says("How wide must a random layer be to lose nothing?", *(f"{100 * chance:.1g}%" for chance in chances[:1]))
    says("How wide must a random layer be to lose nothing?", *(f"{100 * chance:.0f}%" for chance in chances[1:]))


def test_squares_of_squares():
    says("Why not x² as activation?", "0.9 becomes 10⁻⁴⁷ and 1.1 becomes 10⁴²")
    assert (round(1024 * np.log10(0.9)), round(1024 * np.log10(1.1))) == (-47, 42)


def test_the_chain_rule_and_a_central_difference_at_the_kink():
    slope = entry("relu").derivative
    assert [slope(0, at_zero=c) + slope(-0, at_zero=c) for c in (0, 0.5, 1)] == [0, 1, 2]
    says("And the chain rule, does it still hold?", "the rule gives 0, 1 or 2 at x = 0 for f′(0) = 0, ½ or 1")
    assert [(relu(h) - relu(-h)) / (2 * h) for h in (1, 1e-6)] == [0.5, 0.5]


def test_the_largest_stable_rate_on_outputs_that_are_not_centred():
    rates = {}
    for units in (32, 128, 512):
        outputs = relu(np.random.default_rng(0).standard_normal((4000, units)))
        rates[units] = 1 / np.linalg.eigvalsh(outputs.T @ outputs / len(outputs)).max()
        assert rates[units] == pytest.approx(1 / (0.5 + (units - 1) / (2 * np.pi)), rel=0.03)
    said = "ReLU's outputs are not centred, does that harm?"
    says(said, *(f"{1 / (0.5 + (units - 1) / (2 * np.pi)):.2g} at {units}" for units in rates))


def test_weights_from_a_standard_normal_multiply_the_size_by_seven():
    nets = initialise([100] * 7, weight_variance=100.0, networks=20, bias=0.0, rng=np.random.default_rng(0))
    layers = forward(nets, np.random.default_rng(1).standard_normal((50, 100))).pre_activations
    sizes = [np.sqrt(np.mean(relu(z) ** 2)) for z in layers]
    assert sizes[0] == pytest.approx(np.sqrt(50), rel=0.05)
    assert sizes[5] == pytest.approx(100_000, rel=0.5)
    says("Why do I get NaN with ReLU where tanh is fine?", "multiplies the size by 7, by some 100 000 after six")


def test_the_same_matrix_a_hundred_times():
    sizes = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        weights, h = rng.standard_normal((100, 100)) * np.sqrt(2 / 100), rng.standard_normal((50, 100))
        for _ in range(100):
            h = relu(h @ weights)
        sizes.append(np.sqrt(np.mean(h**2)))
    low, high = np.log10(np.quantile(sizes, [0.1, 0.9]))
    assert low == pytest.approx(-4, abs=0.6) and high == pytest.approx(5, abs=0.6)
    says("Can I use ReLU in a recurrent network?", "10⁻⁴ to 10⁵")


def test_dropout_and_max_pooling_change_places_with_relu():
    z = np.random.default_rng(0).standard_normal((100_000, 4))
    assert np.array_equal(relu(z.max(axis=1)), relu(z).max(axis=1))
    assert np.array_equal(relu(2 * z), 2 * relu(z)) and np.array_equal(relu(0 * z), 0 * relu(z))
    says("Max-pooling before or after the ReLU?", f"{abs(gelu(z.max(axis=1)) - gelu(z).max(axis=1)).max():.2f}")
    says("Dropout before or after the ReLU?", f"{abs(gelu(2 * z) - 2 * gelu(z)).max():.2f}")


@pytest.mark.parametrize(("inputs", "share"), [(2, 0.07), (3, 0.02)])
def test_units_of_layer_2_that_are_born_dead(inputs, share):
    """Over all directions, since a network without biases is made of rays: 60 networks, 32 units each."""
    rng = np.random.default_rng(0)
    nets = initialise([inputs, 32, 32], weight_variance="he", networks=60, bias=0.0, rng=rng)
    z = forward(nets, rng.standard_normal((3000, inputs))).pre_activations[1]
    dead = (z <= 0).all(axis=1)
    error = dead.mean(axis=1).std(ddof=1) / np.sqrt(60)
    assert abs(dead.mean() - share) < 4.5 * error + 0.005
    says("How many are born dead with more than one input?", f"{100 * share:.0f}%")


def test_two_features_from_0_to_1():
    rng = np.random.default_rng(0)
    z = rng.uniform(0, 1, (64, 2)) @ rng.standard_normal((2, 20_000))
    assert (z <= 0).all(axis=0).mean() == pytest.approx(0.25, abs=0.02)
    assert (z > 0).all(axis=0).mean() == pytest.approx(0.25, abs=0.02)
    says("From 0 to 1 or from −1 to 1: which range for ReLU?", "With two features it is a quarter each")


def test_the_moments_of_a_relus_output():
    mean, square = 1 / np.sqrt(2 * np.pi), 0.5
    outputs = relu(np.random.default_rng(0).standard_normal(400_000))
    assert outputs.mean() == pytest.approx(mean, abs=0.004)
    assert np.mean(outputs**2) == pytest.approx(square, abs=0.01)
    said = "What are the mean and variance of a ReLU's output?"
    says(said, f"mean {mean:.3f}σ", "mean square σ²/2", f"variance {square - mean**2:.3f}σ²")


def test_all_weights_at_0_move_nothing_but_the_last_bias():
    rng = np.random.default_rng(0)
    for at_zero in (0, 1):
        nets = initialise([3, 4, 4, 1], bias=0.0, at_zero=at_zero, rng=rng)
        for weights in nets.weights:
            weights[...] = 0
        passed = forward(nets, rng.standard_normal((8, 3)))
        gradients = backward(nets, passed, np.ones_like(passed.output))
        assert not any(gradient.any() for gradient in [*gradients.weights, *gradients.biases[:-1]])
        assert gradients.biases[-1].any()
    says("What if all weights start at 0?", "whatever f′(0) is", "only the last bias learns")


def test_softplus_from_a_low_bias():
    run = train_sine("softplus", initial_bias=-2, seeds=10, rng=np.random.default_rng(1))
    assert set(outcomes(run.losses[-1], run.outputs[-1])) == {"solved"}
    says("Why not softplus, it is ReLU without the corner?", "from biases of −2 it solves the sine in 50 of 50")


def test_the_best_rates_are_those_of_the_sweep():
    best = {(data, name): RATES[data, name, s2] for data in DATA for name, s2 in (("relu", 2.0), ("tanh", 1.0))}
    assert best["rings", "relu"] == best["rings", "tanh"]
    said = (
        f"{best['rings', 'relu']} for both, on blobs {best['blobs', 'relu']} for ReLU and {best['blobs', 'tanh']} for"
    )
    says("Does ReLU need a smaller learning rate than tanh?", said)


def test_leakys_factor_and_the_gain_of_1_71():
    factor = predicted_factor("leaky_relu", weight_variance="xavier", depth=5)
    assert factor == pytest.approx(np.sqrt((1 + 0.01**2) / 2))
    says("Does Leaky ReLU cure vanishing gradients?", "0.707")
    gain = 1 / np.sqrt(0.5 - 1 / (2 * np.pi))
    said = "Somebody told me the gain is 1.71, not √2. Who is right?"
    says(said, f"{gain:.2f}", f"s² = {gain**2:.1f}", f"{np.sqrt(gain**2 / 2):.2f} times")
