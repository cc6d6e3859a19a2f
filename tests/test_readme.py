"""README says what is so: its links lead somewhere, its commands are those of CI, its lists are complete."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from relu_notes.__main__ import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted(ROOT.glob(".github/*.md")), *sorted(ROOT.glob("notebooks/**/*.md"))]


def links(text):
    return re.findall(r"\]\(([^)\s]+)\)", text)


def commands(language):
    return [block.strip() for block in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for link in links(page.read_text(encoding="utf-8")):
        if not link.startswith(("https://", "#")):
            assert (page.parent / link.split("#")[0]).exists(), f"{page.name} links to {link}"


def test_every_lesson_has_its_row_and_every_row_its_lesson():
    listed = re.findall(r"^\| \[\d\d [^]]+\]\((notebooks/[^)]+)\)", README, re.MULTILINE)
    there = [f"notebooks/{path.name}" for path in sorted(ROOT.glob("notebooks/*.ipynb"))]
    assert listed == there, f"README.md, 'The lessons': rows missing or without a file: {sorted({*listed} ^ {*there})}"


def test_every_module_is_in_the_layout():
    layout = README[README.index("```\nnotebooks/") :]
    for path in sorted((ROOT / "relu_notes").iterdir()):
        if path.name.startswith("_") and path.name != "__main__.py":
            continue
        if path.suffix == ".py":
            assert f"  {path.name} " in layout, f"{path.name} is missing in README's layout"
        elif (path / "__init__.py").exists():
            assert f"  {path.name}/ " in layout, f"{path.name}/ is missing in README's layout"
    for name in re.findall(r"^  (\w+(?:\.py|/))", layout, re.MULTILINE):
        assert (ROOT / "relu_notes" / name).exists(), f"README's layout names {name}"


def test_every_folder_and_file_at_the_top_is_in_the_layout():
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: what belongs to the repository is not known")
    layout = README[README.index("```\nnotebooks/") :]
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {name.partition("/")[0] + ("/" if "/" in name else "") for name in tracked.splitlines()}
    known_by_name = {"README.md", "LICENSE", ".gitignore", ".pre-commit-config.yaml"}
    for name in top - known_by_name:
        assert re.search(rf"^{re.escape(name)}", layout, re.MULTILINE), f"{name} is missing in README's layout"


@pytest.fixture
def offered(capsys):
    """The commands that `python -m relu_notes --help` names."""
    with pytest.raises(SystemExit):
        main(["--help"])
    return re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)


def test_the_command_line_is_in_the_layout(offered):
    words = re.search(r"python -m relu_notes ([a-z |]+)$", README, re.MULTILINE)[1].split(" | ")
    assert offered == words


def test_the_two_commands_are_one_line_each_and_do_the_same_everywhere():
    lesson, tests = (line for line in commands("sh") if line.startswith("python3 -m venv"))
    windows_lesson, windows_tests = commands("bat")
    install = "python3 -m venv .venv && .venv/bin/python -m pip install -q -r {}requirements.txt -e . && .venv/bin/"
    assert lesson == f"{install.format('')}jupyter lab notebooks/01_relu_key_notes.ipynb"
    assert tests == f"{install.format('tests/')}python -m pytest"
    for line, windows in ((lesson, windows_lesson), (tests, windows_tests)):
        assert line.replace("python3 ", "py ").replace(".venv/bin", ".venv/Scripts").replace("/", "\\") == windows


def test_ci_runs_the_test_command_of_this_page():
    """.ci/run takes the line from this page with a pattern of its own: it finds one line, the right one."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -m 1 '([^']+)' README.md", script).group(1)
    found = [line for line in README.splitlines() if re.search(pattern, line)]
    assert found == [line for line in commands("sh") if line.endswith("pytest")]


def test_contributing_begins_with_that_script():
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert re.search(r"```sh\n(.*?)\n```", text).group(1) == ".ci/run"


def test_the_picture_is_there():
    (picture,) = re.findall(r"!\[[^]]{40,}\]\(([^)]+)\)", README)
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_the_commands_that_the_page_names_exist(offered):
    named = set(re.findall(r"-m relu_notes (\w+)", README))
    assert {"refresh", "handout", "slides"} <= named <= set(offered)


def test_requirements_hold_every_dependency_of_the_package():
    required = {line.strip() for line in (ROOT / "requirements.txt").read_text().splitlines()}
    names = {re.match(r"[\w-]+", line).group() for line in required if line and not line.startswith("#")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {re.match(r"[\w-]+", line).group() for line in project["dependencies"]} <= names
