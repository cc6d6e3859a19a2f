"""A lesson as one HTML file that anyone can open: no kernel, no network, and the sliders still move the figures."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode

from relu_notes.handout.page import page
from relu_notes.hygiene import WIDGET_VIEW
from relu_notes.publish import NotebookError, first_line, parse, read_text, run, write_atomically

__all__ = ["write_pages"]

MOST_STATES = 1500
MOST_BYTES = 2_700_000  # of a lesson's figures and pictures; with the text, the script and the font less than 3 MB
FIGURE_SECONDS = 600


def write_pages(paths: Sequence[Path], folder: Path, *, slides: bool = False) -> list[Path]:
    """Write one page for each notebook into `folder` and return the pages' paths.

    Parameters
    ----------
    paths
        The notebooks; each is run in a fresh kernel, and its live figures are drawn ahead.
    folder
        Made where it does not exist. A page that is there is replaced, in one step, only when the new one is whole.
    slides
        One screen at a time, cut by the notebooks' slide tags.

    Raises
    ------
    NotebookError
        A notebook cannot be read or does not run, two have the same name, or `folder` cannot be written.
    """
    names = [path.stem for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise NotebookError(f"two notebooks are named {name}.ipynb: their pages would be one file")
    notebooks = [parse(read_text(path), path) for path in paths]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotebookError(f"{folder}: cannot be made: {error.strerror}") from error
    if not os.access(folder, os.W_OK):
        raise NotebookError(f"{folder}: cannot be written")
    pages = []
    for path, notebook in zip(paths, notebooks, strict=True):
        figures = draw_figures(notebook, path)
        target = folder / f"{path.stem}.html"
        write_atomically(target, page(notebook, figures, {f"{name}.ipynb" for name in names}, slides=slides))
        pages.append(target)
    return pages


def draw_figures(notebook: NotebookNode, path: Path) -> dict[str, Any]:
    """Run `notebook` in place; return its live figures, drawn ahead, by the ids in its outputs."""
    with tempfile.TemporaryDirectory(prefix="relu_notes-", ignore_cleanup_errors=True) as folder:

        async def draw(client: NotebookClient) -> dict[str, Any]:
            models = list(figure_models(notebook))
            most, room = MOST_STATES, MOST_BYTES - picture_bytes(notebook)
            while True:
                files = [Path(folder, f"{model}.json") for model in models]
                for number, (model, file) in enumerate(zip(models, files, strict=True), 1):
                    await draw_figure(client, model, file, most, f"{path.name}: figure {number} of {len(models)}")
                if sum(file.stat().st_size for file in files) <= room or most < 100:
                    return {model: json.loads(file.read_text()) for model, file in zip(models, files, strict=True)}
                most //= 2

        return run(notebook, path, draw)


def figure_models(notebook: NotebookNode) -> Iterable[str]:
    """The ids of the widgets that the outputs show, in order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get(WIDGET_VIEW)
            if view is not None:
                yield view["model_id"]


def picture_bytes(notebook: NotebookNode) -> int:
    """What the stored pictures weigh in a page."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    return sum(len(output.get("data", {}).get("image/png", "")) for output in outputs)


async def draw_figure(client: NotebookClient, model: str, file: Path, most: int, label: str) -> None:
    """Let the kernel draw the live figure `model` ahead into `file`, with a progress bar on stderr."""
    error = {}
    progress = Progress(label)

    def on_message(message: dict[str, Any]) -> None:
        content = message["content"]
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            progress.read(content["text"])
        elif message["msg_type"] == "error":
            error.update(content)

    code = f"from relu_notes.live.frames import store; store({model!r}, {str(file)!r}, {most})"
    kernel: Any = client.kc  # there is one: the cells have just run
    await kernel.execute_interactive(
        code, store_history=False, allow_stdin=False, output_hook=on_message, timeout=FIGURE_SECONDS
    )
    if error:
        raise NotebookError(f"{label} cannot be drawn: {error['ename']}: {first_line(error['evalue'])}")


class Progress:
    """A bar on stderr for the last line "drawn total" that the kernel printed; on a terminal it grows in its place.

    Lines come in pieces, cut anywhere, and among whatever else the kernel prints.
    """

    def __init__(self, label: str):
        self._label = label
        self._begun = ""

    def read(self, printed: str) -> None:
        """Take the next piece of what the kernel prints."""
        *lines, self._begun = (self._begun + printed).split("\n")
        counts = [line for line in lines if re.fullmatch(r"\d+ \d+", line)]
        if counts:
            self._show(*map(int, counts[-1].split()))

    def _show(self, drawn: int, total: int) -> None:
        if sys.stderr.isatty():
            bar = "#" * (30 * drawn // total)
            end = "\n" if drawn == total else ""
            print(f"\r{self._label} [{bar:<30}] {drawn} of {total} states", end=end, file=sys.stderr, flush=True)
        elif drawn == total:
            print(f"{self._label}: {total} states", file=sys.stderr)
