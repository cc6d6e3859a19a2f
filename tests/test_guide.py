"""The teacher's guide names figures, exercises and files that are there, and gives the minutes that lessons give."""

import re
from pathlib import Path

import nbformat
import pytest

from relu_notes.live import gallery

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
GUIDE = (NOTEBOOKS / "teacher" / "guide.md").read_text(encoding="utf-8")
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))


def test_every_figure_that_the_guide_asks_about_is_in_the_gallery():
    named = set(re.findall(r"^\| \*([^*]+)\*", GUIDE, re.MULTILINE))
    assert len(named) > 15
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(gallery.__file__).parent.glob("*.py"))
    assert named <= set(re.findall(r'LiveFigure\([^"]*\btitle="([^"]+)"', sources))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_the_minutes_are_those_of_the_lesson(lesson):
    number = int(lesson.name[:2])
    text = nbformat.read(lesson, as_version=4).cells[0].source
    stated = re.search(r"Lesson \d+\D*(\d+(?: to \d+)?) minutes", text)
    assert stated, f"the first cell of {lesson.name} needs its minutes: **Lesson {number}, 15 minutes.**"
    assert re.search(rf"^## Lesson {number}: .*\({stated[1]} minutes", GUIDE, re.MULTILINE), (
        f"notebooks/teacher/guide.md needs a section: ## Lesson {number}: … ({stated[1]} minutes)"
    )


def test_every_exercise_is_in_the_guide_with_its_points():
    cells = nbformat.read(NOTEBOOKS / "teacher" / "07_exercises.ipynb", as_version=4).cells
    points, number = {}, 0
    for cell in cells:
        if heading := re.match(r"## Exercise (\d+)", cell.source):
            number = int(heading[1])
            points[number] = 0
        points[number] = points.get(number, 0) + cell.metadata.get("nbgrader", {}).get("points", 0)
    rows = re.findall(
        r"^\| (\d+) [^|\\]+(?:\\\|x\\\|[^|]*)?\| ([\d +]+) \|", GUIDE.split(": exercises (")[1], re.MULTILINE
    )
    rows += re.findall(r"^\| (14) .*? \| (1 \+ 1) \|", GUIDE, re.MULTILINE)
    told = {int(number): sum(map(int, stated.split("+"))) for number, stated in rows}
    assert points.pop(0) == 0
    assert told == points


def test_links_inside_the_guide_lead_somewhere():
    headings = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= anchors


def test_files_that_the_guide_names_are_there():
    root = NOTEBOOKS.parent
    for name in re.findall(r"notebooks/[\w/.]+\.(?:ipynb|py|json)", GUIDE):
        assert (root / name).exists(), name
