"""A lesson as one HTML file that anyone can open: no kernel, no network, and the sliders still move the figures."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from relu_notes.handout.figures import states_of_figures
from relu_notes.handout.page import page
from relu_notes.handout.prose import anchor
from relu_notes.publish import NotebookError, parse, read_text, run, stored, write_atomically


def write_pages(paths: Sequence[Path], folder: Path, *, slides: bool = False) -> list[Path]:
    """Write one page for each notebook into `folder` and return the pages' paths.

    Each notebook is run in a fresh kernel, and its live figures are drawn ahead. A Markdown file, named ``.md``, is
    taken for a notebook of one cell, and its page begins with a table of contents. The folder is made where it does not
    exist; a page that is there is replaced, in one step, only when the new one is whole. With `slides` the notebooks'
    slide tags cut the pages into screens.

    Raises
    ------
    NotebookError
        A notebook cannot be read or does not run, two have the same name, or `folder` cannot be written.
    """
    notebooks = read_notebooks(paths, folder)
    pages = []
    for path, notebook in zip(paths, notebooks, strict=True):
        figures = run_and_draw(notebook, path)
        target = folder / f"{path.stem}.html"
        names = {other.name for other in paths}
        write_atomically(target, page(notebook, figures, names, folder=path.parent, slides=slides))
        pages.append(target)
    return pages


def read_notebooks(paths: Sequence[Path], folder: Path) -> list[NotebookNode]:
    """Return the notebooks, once all of them can be read and their pages can be written into `folder`."""
    names = [path.stem for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise NotebookError(f"two notebooks are named {name}.ipynb: their pages would be one file")
    texts = [(path, read_text(path)) for path in paths]
    notebooks = [of_markdown(text) if path.suffix == ".md" else parse(text, path) for path, text in texts]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotebookError(f"{folder}: cannot be made: {error.strerror}") from error
    if not os.access(folder, os.W_OK):
        raise NotebookError(f"{folder}: cannot be written")
    return notebooks


def of_markdown(text: str) -> NotebookNode:
    """A notebook of one cell, with links to the headings of the second level before the first of them."""
    first, mark, rest = text.partition("\n## ")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    contents = "".join(f"- [{part}](#{anchor(part)})\n" for part in parts)
    return new_notebook(cells=[new_markdown_cell(f"{first}\n{contents}{mark}{rest}")])


def run_and_draw(notebook: NotebookNode, path: Path) -> dict[str, Any]:
    """Run `notebook` in place; return its live figures, drawn ahead, by the ids in its outputs.

    What no lesson may store no student should read: a notebook that `relu_notes.publish.stored` refuses is refused.
    """
    if path.suffix == ".md":
        return {}
    figures = run(notebook, path, lambda client: states_of_figures(notebook, client, path.name))
    stored(notebook, path)
    return figures
