"""Which way imports run, seen in fresh interpreters and in the source."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import relu_notes

PACKAGE = Path(relu_notes.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if path.name != "__main__.py"
)

#: What a package or module of relu_notes may import of relu_notes; nothing imports `live` but itself.
ALLOWED = {
    "_arguments": set(),
    "activations": {"_arguments", "activations"},
    "networks": {"activations", "networks", "_arguments"},
    "experiments": {"networks", "activations", "experiments", "_arguments"},
    "tables": {"activations", "_arguments"},
    "exercises": {"activations", "exercises"},
    "plots": {"activations", "tables", "plots", "_arguments"},
    "live": {"activations", "tables", "plots", "experiments", "networks", "live"},
}


def imported_parts(path):
    """The second names in "relu_notes.plots.style" for every import in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports by dots; write relu_notes in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("relu_notes."))


@pytest.mark.parametrize("part", sorted(ALLOWED))
def test_imports_run_one_way(part):
    root = PACKAGE / part
    files = list(root.rglob("*.py")) if root.is_dir() else [root.with_suffix(".py")]
    assert files
    for path in files:
        assert set(imported_parts(path)) <= ALLOWED[part], f"{path.relative_to(PACKAGE)} imports against the layout"


#: Within `activations`: the formulas know of no catalogue, and the catalogue is the only one that knows every family.
FAMILIES = ("piecewise", "exponential", "gated", "sigmoidal")


def test_imports_within_the_activations_run_one_way():
    ranks = {"_elementwise": 1, "entries": 1} | dict.fromkeys(FAMILIES, 3)
    ranks["catalogue"] = 4
    folder = PACKAGE / "activations"
    assert {path.stem for path in folder.glob("*.py")} == {*ranks, "__init__"}
    for name, rank in ranks.items():
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("relu_notes.activations"):
                own = node.module.split(".")[2:] or [alias.name for alias in node.names]
                assert all(ranks[other] < rank for other in own), f"{name} imports {own}"


def test_the_live_figure_knows_nothing_of_relu():
    for name in ("figure", "controls", "drawing"):
        assert set(imported_parts(PACKAGE / "live" / f"{name}.py")) <= {"live", "plots"}


def printed_by(code):
    """What a fresh interpreter prints; any warning is an error."""
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_numbers_need_neither_matplotlib_nor_widgets():
    heavy = {"matplotlib", "ipywidgets", "IPython", "anywidget"}
    modules = "relu_notes, relu_notes.activations, relu_notes.tables, relu_notes.networks, relu_notes.exercises"
    assert printed_by(f"import sys, {modules}; print({heavy} & set(sys.modules))") == "set()"


def test_a_refresh_needs_nothing_of_pages_and_figures():
    heavy = {"nbconvert", "latex2mathml", "ipywidgets", "matplotlib"}
    assert printed_by(f"import sys, relu_notes.__main__; print({heavy} & set(sys.modules))") == "set()"


def test_every_module_imports_without_a_warning_and_without_pyplot():
    code = f"import sys, {', '.join(MODULES)}; print('matplotlib.pyplot' in sys.modules)"
    assert printed_by(code) == "False"
