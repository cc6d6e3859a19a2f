"""The command `gain`: ten exports as platforms make them, the report as text and as a page."""

import csv
import datetime
import io
import re
from pathlib import Path

import numpy as np
import pytest

from relu_notes.__main__ import main
from relu_notes.inventory.answers import Answers, written
from relu_notes.inventory.questions import CONCEPTS
from relu_notes.inventory.report import read_class

EXAMPLE = Path(__file__).parents[1] / "gain" / "example.csv"


def lines(students=12, seed=0):
    """Before and after of a class that answers this package's questions, as lines."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(students):
        for when, form, knows, day in (("before", "AB"[number % 2], 0.2, 1), ("after", "BA"[number % 2], 0.7, 8)):
            letters = "".join(
                c.forms[form].right if rng.random() < knows else "abcd"[rng.integers(4)] for c in CONCEPTS
            )
            code = f"amber:{'abcdefghijklmnopqrstuvwxyz'[number]}tter"
            made.append(written(Answers(when, form, datetime.date(2026, 12, day), code, letters)))
    return made


def as_csv(rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def moodle(made):
    head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Online text"]
    return as_csv(
        [head, *([f"Participant {i}", "Zoë", "z@x", "Submitted", "", f"<p>{one}</p>"] for i, one in enumerate(made))]
    )


EXPORTS = {
    "moodle.csv": (moodle, "utf-8-sig"),
    "moodle.tsv": (lambda made: as_csv([["x", one] for one in made], "\t"), "utf-16"),
    "canvas.csv": (lambda made: as_csv([["name", "1234: Paste your line"], *(["Zoë", one] for one in made)]), "utf-8"),
    "google.csv": (lambda made: as_csv([["27/11/2026 9:00:00", one, "ok"] for one in made]), "utf-8"),
    "semicolon.csv": (lambda made: as_csv([["ü", one] for one in made], ";"), "cp1252"),
    "notes.txt": (lambda made: "\r\n".join(f"- {one}." for one in made), "ascii"),
    "quoted.txt": (lambda made: "\n".join(f"> > {one}" for one in made), "latin-1"),
    "page.html": (lambda made: "".join(f"<td>{one.upper()}</td>" for one in made), "utf-8"),
    "inbox.mbox": (
        lambda made: "".join(
            "From a@b Fri\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
            f"{one[:30]}=\n{one[30:]}\n"
            for one in made
        ),
        "ascii",
    ),
    "json.txt": (lambda made: "[" + ", ".join(f'"{one}"' for one in made) + "]", "utf-8"),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_gives_the_same_class(tmp_path, name):
    write, encoding = EXPORTS[name]
    path = tmp_path / name
    path.write_bytes(write(lines()).encode(encoding))
    found, table, damaged = read_class([path])
    assert len(found.pairs) == 12 and damaged == []
    assert table["the class"][0].students == 12


def test_the_example_of_the_guide(capsys, tmp_path):
    page = tmp_path / "report.html"
    assert main(["gain", str(EXAMPLE), "-o", str(page)]) == 0
    text = capsys.readouterr().out
    assert "30 students answered before and after." in text
    assert "Left out: 1 with before only, 1 with after only." in text
    assert "one letter apart, perhaps one student" in text and "contradicting lines" in text and "damaged: " in text
    html = page.read_text(encoding="utf-8")
    codes = set(re.findall(r"relu1:[ba]:[ab]:\d{8}:(\w+:\w+)", EXAMPLE.read_text(encoding="utf-8")))
    assert len(codes) > 30
    assert not any(code in html for code in codes), "the page must hold no code"
    assert '<img alt="Right answers. ' in html and "http" not in html.replace("http-equiv", "")


def test_without_a_lesson_its_concepts_are_left_out(capsys):
    assert main(["gain", str(EXAMPLE), "--without", "5"]) == 0
    text = capsys.readouterr().out
    assert "lesson 4" in text and "lesson 5" not in text
    assert not any(concept.title in text for concept in CONCEPTS if concept.lesson == 5)


@pytest.mark.parametrize(
    ("content", "words"), [("name\nnobody\n", "no line of answers in"), ("PK\x03\x04", "export it as CSV")]
)
def test_nothing_to_read_is_said_in_one_line(capsys, tmp_path, content, words):
    path = tmp_path / "export.csv"
    path.write_text(content)
    assert main(["gain", str(path)]) == 1
    assert words in capsys.readouterr().err
    assert main(["gain", str(tmp_path / "missing.csv")]) == 1


def test_a_folder_is_read_whole(tmp_path):
    for number, line in enumerate(lines(4)):
        folder = tmp_path / f"student {number}"
        folder.mkdir()
        (folder / "onlinetext.html").write_text(f"<p>{line}</p>")
    assert len(read_class([tmp_path])[0].pairs) == 4
