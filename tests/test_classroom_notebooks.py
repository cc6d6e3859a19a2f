"""The exercises in nbgrader: the stored blank is what nbgrader makes, gives nothing away, and is graded rightly.

What runs nbgrader needs the extra `classroom`. One course in a temporary folder serves all tests.
"""

import csv
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from relu_notes import exercises

TEACHER = Path(__file__).parents[1] / "notebooks" / "teacher"
SOURCE = nbformat.read(TEACHER / "07_exercises.ipynb", as_version=4)
BLANK = nbformat.read(TEACHER.parent / "07_exercises.ipynb", as_version=4)
SOLUTION = re.compile(r"^ *### BEGIN SOLUTION\n(.*?)^ *### END SOLUTION", re.DOTALL | re.MULTILINE)

ENDLESS = "def relu(x):\n    while True:\n        try:\n            x = x + 1\n        except:\n            pass\n"
QUITS = "def relu_derivative(x):\n    quit()\n"
LEAVES = "import os\ndef leaky_relu_derivative(x, negative_slope):\n    os._exit(1)\n"
OVERWRITTEN_CHECKS = "\n".join(
    ["predicted = 0", "relu_notes = feedback = None", "class AssertionError(Warning): pass", "def print(*words): pass"]
    + [f"def {name}(answer): return True" for name in exercises.POINTS]
)
OVERWRITES = "def leaky_relu(x, negative_slope):\n    x *= negative_slope\n    return x\n"


def student_copy():
    spec = importlib.util.spec_from_file_location("student_copy", TEACHER / "student_copy.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers():
    """The answer cells of the source, by their id."""
    return {
        cell.id: cell.source for cell in SOURCE.cells if cell.get("metadata", {}).get("nbgrader", {}).get("solution")
    }


def points(*exercises):
    """The points of the checks of these exercises; without an argument of all."""
    return sum(
        cell.metadata.nbgrader.get("points", 0)
        for cell in SOURCE.cells
        if cell.id.endswith("-check") and (not exercises or cell.id.removesuffix("-check") in exercises)
    )


def filled(blank, solutions):
    """A copy of the notebook `blank` with the sources of cells replaced, or the cell taken out for None."""
    notebook = nbformat.from_dict(blank)
    notebook.cells = [cell for cell in notebook.cells if solutions.get(cell.id, "") is not None]
    for cell in notebook.cells:
        cell.source = solutions.get(cell.id, cell.source)
    return notebook


def submissions():
    """What students hand in, and the points that each must get before the teacher reads the open question."""
    right = {name: source.replace("### BEGIN SOLUTION", "# mine") for name, source in answers().items()}
    half = ("prediction", "relu", "layer-backward", "dead-units", "tent")
    mixed = {f"{name}-answer": right[f"{name}-answer"] for name in half}
    mixed["absolute-answer"] = "def absolute(x, relu):\n    return relu(x)\n"
    cheat = {cell.id: "print('Right.')" for cell in SOURCE.cells if cell.id.endswith("-check")}
    overwrite = {"prediction-answer": OVERWRITTEN_CHECKS}
    hostile = {
        "ramp-answer": right["ramp-answer"],
        "relu-answer": ENDLESS,
        "relu-derivative-answer": QUITS,
        "leaky-relu-derivative-answer": LEAVES,
        "passed-on-answer": "def passed_on(z, upstream):\n    return upstream * float(input())\n",
        "leaky-relu-answer": OVERWRITES,
        "tent-answer": "tent = = 1",
    }
    return {
        "right": (right, points()),
        "half": (mixed, points(*half)),
        "blank": ({}, 0),
        "cheat": (cheat, 0),
        "overwrite": (overwrite, 0),
        "cells lost": (right | {"imports": None, "relu-check": None}, points()),
        "hostile": (hostile, points("ramp")),
    }


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    if importlib.util.find_spec("nbgrader") is None:  # .ci/run installs it after the first run of all tests
        pytest.skip('no nbgrader: pip install -e ".[classroom]"')
    folder = tmp_path_factory.mktemp("course")
    module = student_copy()
    released = nbformat.read(module.blank(folder), as_version=4)
    for student, (solutions, _) in submissions().items():
        place = folder / "submitted" / student / module.ASSIGNMENT
        place.mkdir(parents=True)
        nbformat.write(filled(released, solutions), place / module.SOURCE.name)
    return folder


@pytest.fixture(scope="module")
def released(course):
    return nbformat.read(next((course / "release").rglob("*.ipynb")), as_version=4)


@pytest.fixture(scope="module")
def grades(course):
    module = student_copy()
    module.nbgrader(course, "autograde", module.ASSIGNMENT)
    module.nbgrader(course, "export", "--to", "grades.csv")
    with (course / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_the_stored_blank_is_what_nbgrader_makes_of_the_source(released):
    def shown(notebook):
        return [(cell.cell_type, cell.id, cell.source, dict(cell.metadata)) for cell in notebook.cells]

    assert shown(released) == shown(BLANK), "run: python notebooks/teacher/student_copy.py"
    assert not any(cell.get("outputs") for cell in released.cells)


def test_the_source_has_a_solution_for_every_answer_and_the_blank_has_none():
    codes = {name: SOLUTION.search(source) for name, source in answers().items()}
    assert [name for name, found in codes.items() if not found] == ["open-answer"]
    text = "\n".join(cell.source for cell in BLANK.cells) + str([cell.get("outputs") for cell in BLANK.cells])
    lines = [line.strip() for found in codes.values() if found for line in found[1].splitlines()]
    lines += [line for line in answers()["open-answer"].splitlines() if line]
    assert len(lines) >= 16
    assert [line for line in lines if line in text] == []
    assert "SOLUTION" not in text and "HIDDEN" not in text and "demand" not in text


def test_every_check_of_the_stored_blank_says_not_yet_answered():
    checks = [cell for cell in BLANK.cells if cell.id.endswith("-check")]
    assert len(checks) == len(exercises.POINTS)
    for cell in checks:
        assert [output.data["text/plain"].startswith("Not yet answered") for output in cell.outputs] == [True]


def test_every_check_of_the_stored_source_says_right():
    for cell in SOURCE.cells:
        if cell.id.endswith("-check"):
            assert [output.data["text/plain"].startswith("Right.\n") for output in cell.outputs] == [True]


def test_the_title_of_each_exercise_tells_its_points():
    for name, stated in re.findall(
        r"## Exercise (\d+):.*?(\d+) point", "\n".join(c.source for c in SOURCE.cells), re.DOTALL
    ):
        graded = [cell for cell in SOURCE.cells if "points" in cell.metadata.get("nbgrader", {})]
        headings = [cell.source for cell in SOURCE.cells if cell.cell_type == "markdown"]
        heading = next(text for text in headings if text.startswith(f"## Exercise {name}:"))
        position = next(n for n, cell in enumerate(SOURCE.cells) if cell.source == heading)
        first = next(cell for cell in SOURCE.cells[position:] if cell in graded)
        assert first.metadata.nbgrader.points == int(stated), heading


@pytest.mark.parametrize("student", submissions())
def test_a_submission_gets_its_points(grades, student):
    assert float(grades[student]["score"]) == submissions()[student][1]


def test_the_points_add_up_with_the_open_question(grades):
    assert float(grades["right"]["max_score"]) == points() + 3
    assert 0 < points(*("prediction", "relu")) < points()


def test_the_open_question_alone_waits_for_the_teacher(course, grades):
    graded = nbformat.read(next((course / "autograded" / "right").rglob("*.ipynb")), as_version=4)
    assert not any(output.output_type == "error" for cell in graded.cells for output in cell.get("outputs", []))
    api = importlib.import_module("nbgrader.api")
    with api.Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(student_copy().ASSIGNMENT, "right")
        waiting = [
            grade.name for notebook in submission.notebooks for grade in notebook.grades if grade.needs_manual_grade
        ]
    assert waiting == ["open-answer"]


def test_an_endless_loop_is_reported_in_the_graded_notebook(course, grades):
    graded = nbformat.read(next((course / "autograded" / "hostile").rglob("*.ipynb")), as_version=4)
    told = {cell.id: str(cell.outputs) for cell in graded.cells if cell.id.endswith("-check")}
    assert "was stopped" in told["relu-check"]
    assert "quit() would end the kernel" in told["relu-derivative-check"]
    assert "os._exit() would end the kernel" in told["leaky-relu-derivative-check"]
    assert "input() waits for a person; take the argument" in told["passed-on-check"]
    assert "Right." in told["ramp-check"]


def test_the_points_that_a_student_is_told_are_those_of_nbgrader():
    graded = {cell.id: cell.metadata.nbgrader.get("points", 0) for cell in SOURCE.cells if cell.id.endswith("-check")}
    called = {
        cell.id: re.search(r"^(check_\w+)\(", cell.source, re.MULTILINE)[1]
        for cell in SOURCE.cells
        if cell.id in graded
    }
    assert {called[name]: worth for name, worth in graded.items()} == exercises.POINTS


def test_every_check_brings_what_it_needs_and_demands_it_where_there_are_points():
    for cell in SOURCE.cells:
        if cell.id.endswith("-check"):
            first, _, *rest = cell.source.splitlines()
            check = first.removeprefix("from relu_notes.exercises import ")
            call = rest[-1]
            assert call.startswith(f"{check}(") and cell.metadata.nbgrader.locked
            assert (f"{call}.demand()" in rest) == bool(exercises.POINTS[check])


def validated(course, name, solutions):
    """The ids of the cells that nbgrader's Validate finds wrong in a student's notebook."""
    released = nbformat.read(next((course / "release").rglob("*.ipynb")), as_version=4)
    path = course / f"{name}.ipynb"
    nbformat.write(filled(released, solutions), path)
    validator = importlib.import_module("nbgrader.validator").Validator()
    found = validator.validate(str(path))
    return {
        line for cell in found.get("failed", []) for line in cell["source"].splitlines() if line.startswith("check")
    }


def test_validate_fails_for_blanks_and_wrong_answers_and_succeeds_for_right_ones(course):
    words = {"open-answer": "Any words."}
    right, _ = submissions()["right"]
    graded = {check for check, worth in exercises.POINTS.items() if worth}
    blanks = validated(course, "blank", words)
    assert {line.partition("(")[0] for line in blanks} == graded
    assert validated(course, "right", right | words) == set()
    assert validated(course, "wrong", right | words | {"relu-answer": "def relu(x):\n    return x"}) == {
        "check_relu(relu)"
    }


def test_the_guide_s_command_finds_submissions_with_copied_answer_cells(tmp_path):
    guide = (TEACHER / "guide.md").read_text(encoding="utf-8")
    program = re.search(r"python - <<'END'\n(.*?)END\n", guide, re.DOTALL)[1]
    for student, copied in (("ada", True), ("bob", False)):
        notebook = nbformat.from_dict(BLANK)
        cells = list(BLANK.cells)
        notebook.cells = cells + [cell for cell in cells if copied and cell.id == "relu-answer"]
        place = tmp_path / "submitted" / student / "relu"
        place.mkdir(parents=True)
        (place / "07_exercises.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    found = str(Path("submitted", "ada", "relu", "07_exercises.ipynb"))
    assert run.stdout == f"{found} relu-answer\n"


def test_a_course_that_fails_is_told(tmp_path):
    with pytest.raises(RuntimeError, match="generate_assignment"):
        student_copy().nbgrader(tmp_path, "generate_assignment", "nothing")
