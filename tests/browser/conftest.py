"""One browser and one server of each kind for all the tests of this folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_servers import JupyterServer
from notebook_pages import NOTEBOOKS, VIEWS, Listener, NotebookPage, chromium_path, launched_chromium, skip_second_view
from playwright.sync_api import expect, sync_playwright

# A kernel that starts beside seven others on a small machine needs longer than Playwright's five seconds.
expect.set_options(timeout=20_000)


WRITE_SITE = """
import sys
from pathlib import Path
from relu_notes.handout import figures
from relu_notes.handout.site import write_site
figures.SECONDS = float(sys.argv[1])
folder, *notebooks = map(Path, sys.argv[2:])
write_site(notebooks, folder)
"""
#: What lessons 4 and 5 ask for: kill a unit and revive it; a curve by five sliders. They stand at the end of lesson 1.
TASKS = ("gallery.one_unit()", "gallery.sum_of_hinges()")
FEW = ("00_before.ipynb", "01_relu_key_notes.ipynb", "09_after.ipynb")


# Package scope, not session: Playwright keeps an event loop running in this thread, and nbclient's tests start another.
@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        if chromium_path(playwright) is None:
            reason = "no Chromium: install Debian's package chromium, or run `playwright install chromium`"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        with launched_chromium(playwright) as browser:
            yield browser


@pytest.fixture(scope="package")
def servers(tmp_path_factory, chromium):
    """The servers by view; JupyterLab's serves Notebook 7 too."""
    lab = JupyterServer("lab", tmp_path_factory.mktemp("lab"))
    try:
        voila = JupyterServer("voila", tmp_path_factory.mktemp("voila"))
        try:
            yield {"lab": lab, "notebook": lab, "voila": voila}
        finally:
            voila.close()
    finally:
        lab.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory, thorough):
    """The folder of a site of three lessons, with --thorough of all; lesson 1 has two figures more."""
    folder, sources = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("lessons")
    for path in [*NOTEBOOKS.glob("0*.ipynb"), NOTEBOOKS / "questions.md"]:
        if thorough or path.name in FEW:
            shutil.copy(path, sources)
    lesson = nbformat.read(sources / FEW[1], as_version=4)
    lesson.cells += [nbformat.v4.new_code_cell(source) for source in TASKS]
    nbformat.write(lesson, sources / FEW[1])
    # In a process of its own: Playwright's event loop runs in this one.
    seconds = "3" if thorough else "1"
    subprocess.run([sys.executable, "-c", WRITE_SITE, seconds, folder, *sorted(sources.iterdir())], check=True)
    return folder


@pytest.fixture(scope="package")
def context(chromium):
    """One browser profile for all pages; asking for anything that is not on this machine fails."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(60_000)
    listener = context.listener = Listener(context)
    yield context
    context.close()
    assert listener.strangers == []
    ours = [trace for trace in listener.exceptions if "blob:" in trace]  # others are Lab's
    assert ours == []


@pytest.fixture(scope="package")
def open_notebook(servers, context):
    """A function that opens a copy of a notebook, or a new one of some code cells, in a page of its own."""

    def open_it(view: str, notebook: Path | list[str], name: str) -> NotebookPage:
        server = servers[view]
        path = f"{view}-{name}.ipynb"
        if isinstance(notebook, Path):
            shutil.copy(notebook, server.root / path)
        else:
            nbformat.write(notebook_of(notebook), server.root / path)
        page = NotebookPage(context.new_page(), server, view, path)
        page.open()
        return page

    return open_it


@pytest.fixture(scope="module")
def notebook(request, open_notebook):
    """JupyterLab with the cells `CELLS` of the tests' file, all run."""
    notebook = open_notebook("lab", request.module.CELLS, request.path.stem)
    notebook.run_all()
    yield notebook
    notebook.page.close()


@pytest.fixture(scope="package", params=VIEWS)
def lesson(request, open_notebook, thorough):
    """Notebook 01 in each of the three views, all cells run."""
    skip_second_view(request.param, thorough)
    page = open_notebook(request.param, NOTEBOOKS / "01_relu_key_notes.ipynb", "lesson")
    if request.param != "voila":
        page.run_all()
    yield page
    page.page.close()


def notebook_of(cells: list[str]) -> nbformat.NotebookNode:
    """A notebook of code cells for the kernel python3."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    return nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel})
