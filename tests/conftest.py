"""Settings for every test: no user's settings, no window, nothing left over; and the option --thorough."""

import os
import sys
import tempfile
from pathlib import Path

# Before NumPy: processes that share the cores gain nothing by threads of their own. Kernels inherit it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Containers often keep Python from storing what it has compiled: each kernel would compile its imports again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import hypothesis
import matplotlib
import numpy as np
import pytest
from xdist.scheduler import LoadFileScheduling

matplotlib.use("agg")
sys.dont_write_bytecode = False  # nor would this process, which read the variable at its start


def pytest_addoption(parser):
    parser.addoption("--thorough", action="store_true", help="run the long forms of the tests too")


def pytest_configure(config):
    # A kernel, a profile or a setting in the home of whoever runs the tests must change nothing.
    folder = tempfile.TemporaryDirectory(prefix="relu_notes-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        path = Path(folder.name, variable.lower())
        path.mkdir()
        os.environ[variable] = str(path)
    hypothesis.settings.register_profile(
        "relu_notes", deadline=None, max_examples=200 if config.getoption("--thorough") else 20
    )
    hypothesis.settings.load_profile("relu_notes")
    if os.environ.get("COVERAGE_PROCESS_START"):
        # Kernels are killed, which leaves no time to write: theirs is written after each cell.
        startup = Path(os.environ["IPYTHONDIR"], "profile_default", "startup")
        startup.mkdir(parents=True)
        save = 'get_ipython().events.register("post_execute", __import__("coverage").Coverage.current().save)'
        (startup / "save_coverage.py").write_text(save, encoding="utf-8")


def pytest_xdist_auto_num_workers(config) -> int:
    """One more than cores, since browser tests wait a lot; four at most, which no part needs; none for one file."""
    if len(config.args) == 1 and not os.path.isdir(config.args[0]):
        return 0
    return min((os.cpu_count() or 1) + 1, 4)


def pytest_collection_modifyitems(items):
    """What takes longest begins first."""
    long = ("tests/browser/", "tests/live/test_gallery.py", "notebooks/")
    items.sort(key=lambda item: not item.nodeid.startswith(long))


def pytest_xdist_make_scheduler(config, log):
    return FilesAndBrowser(config, log)


class FilesAndBrowser(LoadFileScheduling):
    """Hand out whole files, for their fixtures, and all of tests/browser at once, for its servers."""

    def _split_scope(self, nodeid):
        file = super()._split_scope(nodeid)
        return "tests/browser" if file.startswith("tests/browser/") else file


@pytest.fixture(scope="session")
def thorough(request) -> bool:
    """Whether the long form of a test is asked for."""
    return request.config.getoption("--thorough")


def global_random_state():
    name, key, *rest = np.random.get_state()
    return name, key.tobytes(), *rest


@pytest.fixture(autouse=True)
def nothing_left_over():
    """Fail a test that leaves a pyplot figure, a moved global random state, or another working folder behind."""
    folder, state = os.getcwd(), global_random_state()
    yield
    assert os.getcwd() == folder
    assert global_random_state() == state, "the global random state was used"
    pyplot = sys.modules.get("matplotlib.pyplot")
    assert pyplot is None or not pyplot.get_fignums(), "a pyplot figure is left open"
