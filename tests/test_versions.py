"""The lower bounds that the project allows are the versions that its oldest environment pins and tests."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")


def versions(lines, sign):
    """The versions by name in lines such as "numpy>=1.26"; zeros at the end do not count."""
    found = (re.match(rf"([\w-]+){sign}([\d.]+)", line) for line in lines)
    return {match[1]: re.sub(r"(\.0)+$", "", match[2]) for match in found if match}


def test_every_dependency_has_a_lower_bound():
    assert len(versions(PROJECT["dependencies"], ">=")) == len(PROJECT["dependencies"])


def test_the_bounds_are_the_oldest_that_are_tested():
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    bounds = versions(PROJECT["dependencies"], ">=") | versions(requirements, ">=")
    pins = versions((ROOT / ".github" / "oldest.txt").read_text(encoding="utf-8").splitlines(), "==")
    assert {"numpy", "scipy", "matplotlib", "ipywidgets"} <= set(bounds)
    assert bounds.items() <= pins.items()


def test_the_workflow_tests_them_on_the_oldest_python():
    oldest = re.search(r'python: "([\d.]+)"\n +pins: -c \.github/oldest\.txt\n', WORKFLOW)[1]
    assert PROJECT["requires-python"] == f">={oldest}"
    assert re.search(r"pip install .*\$\{\{ matrix\.pins\b.*\}\}\n", WORKFLOW)
