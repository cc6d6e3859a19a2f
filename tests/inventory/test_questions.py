"""The ten concepts: both forms alike, right options spread and not the longest, links that lead somewhere."""

from collections import Counter
from pathlib import Path

import nbformat
import pytest

from relu_notes.inventory import after, before
from relu_notes.inventory.questions import CONCEPTS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def headings(file):
    cells = nbformat.read(NOTEBOOKS / file, 4).cells
    lines = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    return {line.lstrip("# ").replace(" ", "-") for line in lines if line.startswith("#")}


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.title)
def test_the_two_forms_of_a_concept_are_alike(concept):
    a, b = (concept.forms[form].options for form in "AB")
    assert len(a) == len(b) and 2 <= len(a) <= 5
    assert {name for _, name in a} == {name for _, name in b}, "the same misconceptions in both"
    assert [name for _, name in a].count(None) == [name for _, name in b].count(None) == 1
    assert bool(concept.forms["A"].picture) == bool(concept.forms["B"].picture)
    file, _, heading = concept.section.partition("#")
    assert heading in headings(file), f"{concept.section} is no heading"


@pytest.mark.parametrize("form", "AB")
def test_right_options_are_spread_and_do_not_stand_out(form):
    items = [concept.forms[form] for concept in CONCEPTS]
    assert len(items) == 10 and sum(item.picture is not None for item in items) >= 5
    assert max(Counter(item.right for item in items).values()) <= 3
    for item in items:
        lengths = sorted((len(text), misconception is None) for text, misconception in item.options)
        assert (
            lengths[-1][0] > max(len(text) for text, wrong in item.options if wrong is None)
            or lengths[-2][0] == (lengths[-1][0])
        ), f"the right option is the longest: {item.text}"


def test_every_picture_says_what_it_shows():
    pictures = [item.picture() for concept in CONCEPTS for item in concept.forms.values() if item.picture]
    texts = [picture.description for picture in pictures]
    assert len(set(texts)) == len(texts) and all(text.endswith(".") for text in texts)


def test_no_question_repeats_a_figures():
    from relu_notes.live.gallery import questions

    groups = [group if isinstance(group, tuple) else (group,) for group in vars(questions).values()]
    asked = {one.text for group in groups for one in group if hasattr(one, "options")}
    assert len(asked) > 20
    assert not asked & {item.text for concept in CONCEPTS for item in concept.forms.values()}


def test_the_notebooks_store_all_ten_questions_as_text():
    for view, form in ((before(), "A"), (after(), "B")):
        text = view._repr_mimebundle_()[0]["text/plain"]
        assert all(concept.forms[form].text in text for concept in CONCEPTS)
    assert before("B").form == "B"
    with pytest.raises(ValueError, match="form must be 'A' or 'B', not 'C'"):
        before("C")
