"""All lessons as a folder of pages: an index, handouts, slides, and the notebooks to download."""

import html
import json
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from relu_notes.handout import read_notebooks, run_and_draw
from relu_notes.handout.embedded import embedded
from relu_notes.handout.page import page, title, whole_page
from relu_notes.handout.prose import prose
from relu_notes.publish import read_text, write_atomically

#: The predictions are kept by the pages themselves, in the browser; the index counts them.
PROGRESS = """
for (const place of document.querySelectorAll("[data-questions]")) {
  const keys = JSON.parse(place.dataset.questions);
  const given = keys.filter((key) => {
    try {
      return "choice" in (JSON.parse(localStorage.getItem(`relu_notes prediction ${key}`)) ?? {});
    } catch {
      return false;
    }
  });
  if (keys.length) place.textContent = `You have predicted ${given.length} of ${keys.length}.`;
}
"""


def write_site(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Write the pages of all notebooks into `folder`, with an index; return the paths of the pages.

    The folder needs no server of its own: it works from a disk and from any host of files.

    Raises
    ------
    NotebookError
        As `write_pages` does.
    """
    notebooks = read_notebooks(paths, folder)
    names = {path.name for path in paths}
    slides = {path.name for path in paths if path.suffix != ".md"}
    titles = [title(notebook) for notebook in notebooks]
    for part in ("slides", "notebooks"):
        (folder / part).mkdir(exist_ok=True)
    pages, entries = [], []
    for at, (path, notebook) in enumerate(zip(paths, notebooks, strict=True)):
        figures = run_and_draw(notebook, path)
        text = page(notebook, figures, names, folder=path.parent, around=ways(at, paths, titles))
        pages.append(folder / f"{path.stem}.html")
        write_atomically(pages[-1], text)
        if path.name in slides:
            text = page(notebook, figures, slides, folder=path.parent, slides=True)
            pages.append(folder / "slides" / f"{path.stem}.html")
            write_atomically(pages[-1], text)
        write_atomically(folder / "notebooks" / path.name, read_text(path))
        entries.append(entry(path, notebook, figures, names))
    index = folder / "index.html"
    body = f"<h1>ReLU in live figures</h1>\n<ol class='lessons'>\n{''.join(entries)}</ol>"
    write_atomically(index, whole_page("ReLU in live figures", "index", body, {}, script=PROGRESS))
    return [index, *pages]


def ways(at: int, paths: Sequence[Path], titles: Sequence[str]) -> tuple[str, str]:
    """The links before and after a lesson: to the index, to the lesson before and the one after."""
    up = '<nav class="ways" aria-label="Site"><a href="index.html">All lessons</a></nav>\n'
    links = []
    if at > 0:
        links.append(f'<a rel="prev" href="{paths[at - 1].stem}.html">← {html.escape(titles[at - 1])}</a>')
    if at + 1 < len(paths):
        links.append(f'<a rel="next" href="{paths[at + 1].stem}.html">{html.escape(titles[at + 1])} →</a>')
    return up, f'<nav class="ways" aria-label="Lessons">{" ".join(links)}</nav>\n'


def entry(path: Path, notebook: NotebookNode, figures: Mapping[str, Any], names: Collection[str]) -> str:
    """A lesson in the index: what it is for, the ways to it, and how far the reader is."""
    first = notebook.cells[0].source.split("\n\n")
    purpose = re.sub("</?p>", "", prose(first[1]).strip()) if len(first) > 1 else ""
    purpose = embedded(purpose, path.parent, names, print)
    keys = [question["key"] for figure in figures.values() for question in figure.get("questions", [])]
    head = f'<li><h2><a href="{path.stem}.html">{html.escape(title(notebook))}</a></h2>\n<p>{purpose}</p>\n'
    if path.suffix == ".md":
        return f"{head}</li>\n"
    return (
        f'{head}<p><a href="slides/{path.stem}.html">Slides</a> · '
        f'<a href="notebooks/{path.name}" download>Notebook</a> '
        f"<span data-questions='{json.dumps(keys)}'></span></p></li>\n"
    )
