"""The reader's matplotlib settings change the reader's figures, and no picture of the package."""

import base64
import subprocess
import sys

import matplotlib as mpl
import matplotlib.style
import pytest
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_notebook

from relu_notes.live.gallery import tangent
from relu_notes.plots import plot_function_and_derivative
from relu_notes.publish import run

SETTINGS = {
    "path.simplify": False,
    "svg.fonttype": "none",
    "axes.unicode_minus": False,
    "axes.formatter.use_mathtext": True,
    "axes.xmargin": 0.4,
    "font.family": "serif",
    "text.hinting": "none",
    "text.antialiased": False,
    "lines.antialiased": False,
    "savefig.bbox": "tight",
    "savefig.dpi": 30,
    "savefig.transparent": True,
    "figure.autolayout": True,
    "legend.loc": "center",
    "text.usetex": True,
    "text.parse_math": False,
    "mathtext.fontset": "cm",
    "figure.dpi": 50,
    "figure.constrained_layout.use": True,
    "savefig.format": "pdf",
    "axes.formatter.limits": (-1, 1),
    "axes.prop_cycle": mpl.cycler(color=["red"]),
    "path.sketch": (1, 100, 2),
}


def everything():
    """A live figure's layers, and static pictures, made and drawn now."""
    figure = tangent()
    wide, narrow = figure.frame(), figure.frame("narrow", x=-1)
    return [*wide[:2], *narrow[:2], figure.static_figure().png(), plot_function_and_derivative().png()]


@pytest.fixture(scope="module")
def expected():
    return everything()


def test_no_style_and_no_setting_changes_a_picture(expected, thorough):
    for setting in [*mpl.style.available, SETTINGS] if thorough else ["dark_background", SETTINGS]:
        with mpl.style.context(setting):
            assert everything() == expected, setting


def test_a_setting_between_making_and_drawing_changes_nothing(expected):
    picture, figure = plot_function_and_derivative(), tangent()
    with mpl.rc_context(SETTINGS):
        assert picture.png() == expected[-1]
        assert list(figure.frame("narrow", x=-1)[:2]) == expected[2:4]


def test_the_readers_settings_are_there_afterwards():
    with mpl.rc_context({"lines.linewidth": 7, "figure.facecolor": "black"}):
        before = dict(mpl.rcParams)
        everything()
        assert dict(mpl.rcParams) == before
        axes = Figure().add_subplot()
        assert axes.plot([0, 1])[0].get_linewidth() == 7


def test_a_notebooks_own_way_to_draw_figures_draws_none_of_ours(expected, tmp_path):
    sources = (
        "%config InlineBackend.figure_formats = ['svg', 'retina']\n"
        "import matplotlib.pyplot as plt\nplt.style.use('dark_background')\nplt.plot([1, 2])",
        "from relu_notes.plots import plot_function_and_derivative\nplot_function_and_derivative()",
    )
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    run(notebook, tmp_path / "one.ipynb")
    shown, _words = notebook.cells[1].outputs
    assert sorted(shown.data) == ["image/png", "text/plain"]
    assert base64.b64decode(shown.data["image/png"]) == expected[-1]


def test_what_matplotlib_says_of_its_own_start_is_not_printed(tmp_path):
    (tmp_path / "file").write_text("")
    code = "import relu_notes.plots.style, logging; logging.getLogger('matplotlib').warning('a real one')"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"MPLCONFIGDIR": str(tmp_path / "file"), "PATH": "", "HOME": str(tmp_path / "file")},
        check=True,
    )
    assert run.stderr == "a real one\n"
