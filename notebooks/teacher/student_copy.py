"""Make the students' blank notebook from the one with solutions: `python notebooks/teacher/student_copy.py`.

nbgrader (`pip install "relu_notes[classroom]"`) takes the solutions and the hidden tests out, the refresh of this
project then runs the blank, so that it is stored with what a student sees first. The outputs are no part of what
nbgrader makes: whoever compares the two leaves them out. In nbgrader_config.json the stub that stands for a solution
is a value, `...`, and not an exception: Run All must reach the end of a blank. Autograding puts back
the cells that a student has taken out.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from relu_notes.publish import refresh

TEACHER = Path(__file__).resolve().parent
SOURCE = TEACHER / "07_exercises.ipynb"
BLANK = TEACHER.parent / SOURCE.name
ASSIGNMENT = "relu"


def course(folder: Path) -> None:
    """Lay a course for nbgrader in `folder`: its settings, and the notebook with solutions as its one assignment."""
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    shutil.copy(SOURCE, source)
    shutil.copy(TEACHER / "nbgrader_config.json", folder)


def nbgrader(folder: Path, *arguments: str) -> str:
    """Run `nbgrader` in the course `folder` and return what it says; RuntimeError with the same if it fails."""
    scripts = str(Path(sys.executable).parent)  # nbgrader starts alembic by its name alone
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"nbgrader {' '.join(arguments)}:\n{run.stderr}")
    return run.stdout + run.stderr


def blank(folder: Path) -> Path:
    """Make the blank in the course `folder`, without outputs, and return where it is."""
    course(folder)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    return folder / "release" / ASSIGNMENT / SOURCE.name


def main() -> None:
    """Replace the stored blank."""
    with tempfile.TemporaryDirectory(prefix="relu_notes-") as folder:
        shutil.copyfile(blank(Path(folder)), BLANK)
    refresh(BLANK)
    print(f"{BLANK.name}: made from teacher/{SOURCE.name} and run")


if __name__ == "__main__":
    main()
