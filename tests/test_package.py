"""What is installed: the source package and the wheel hold every file, and the numbers need no pictures."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WANTED = {
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "relu_notes").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}


@pytest.fixture(scope="module")
def built(tmp_path_factory, thorough):
    """The folder with the source package and the wheel made from it."""
    if not thorough:
        pytest.skip("fetches the build tools: only with --thorough")
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    for name in files.stdout.splitlines():
        if name.startswith("relu_notes/") or "/" not in name:
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    run = subprocess.run(
        [sys.executable, "-m", "build", "--outdir", out, source], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return out


def test_the_source_package_holds_every_file_and_the_licence(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= WANTED | {"LICENSE", "README.md", "pyproject.toml"}


def test_the_wheel_holds_every_file(built):
    (path,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(path).namelist())
    assert names >= WANTED
    assert not any(name.startswith(("tests/", "notebooks/")) for name in names)


def test_the_wheel_gives_the_numbers_without_matplotlib_and_widgets(built, tmp_path):
    (path,) = built.glob("*.whl")
    zipfile.ZipFile(path).extractall(tmp_path)
    code = """
import sys
for name in ("matplotlib", "ipywidgets", "anywidget", "nbclient", "nbformat", "nbconvert", "IPython"):
    sys.modules[name] = None
import relu_notes
from relu_notes.activations import ACTIVATIONS, gelu
assert relu_notes.__file__.startswith(sys.argv[1]), relu_notes.__file__
print(relu_notes.relu(-1.5), gelu(0.0), len(ACTIVATIONS) >= 10)
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("0.0 0.0 True\n", "")
