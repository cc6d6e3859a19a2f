"""What a notebook file must not hold if it is to be read by others, tested, and reviewed."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

__all__ = ["MEMORY_ADDRESS", "WIDGET_VIEW", "flaws"]

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
MEMORY_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
TEXT_PATTERNS = {
    "an absolute path": re.compile(r"""(?:^|[\s"'(=:])(?:/(?:home|root|tmp|Users|work|usr|opt|var|mnt)/|[A-Z]:\\)"""),
    "a memory address": MEMORY_ADDRESS,
}
SOURCE_PATTERNS = {
    "a shell escape or a magic": re.compile(r"^\s*(?:!|%|\?)|\?\s*$|get_ipython\(", re.MULTILINE),
    "a change of sys.path": re.compile(r"\bsys\.path\b"),
    "a global seed": re.compile(r"\brandom\.seed\("),
    "a `;` at its end, which hides the output": re.compile(r";\s*\Z"),
}


def flaws(notebook: NotebookNode) -> Iterator[str]:
    """Yield one line for each thing that is wrong with a stored notebook; nothing, if it is clean.

    nbval passes over a cell without an execution count, so the counts must be 1…n. A path, an address or a line on
    stderr differs from machine to machine. Widget ids mean nothing to another kernel.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> notebook = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    >>> notebook.cells = [new_markdown_cell("# Title"), new_code_cell("1 + 1", id="sum")]
    >>> list(flaws(notebook))
    ['execution counts are [None], not 1 to 1: run `python -m relu_notes refresh`']
    """
    metadata = notebook.metadata
    if metadata.get("kernelspec", {}).get("name") != "python3":
        yield "the kernelspec is not python3"
    if "version" in metadata.get("language_info", {}):
        yield "the metadata hold a language version"
    if "widgets" in metadata:
        yield "the metadata hold widget state"
    cells = notebook.cells
    if not cells or cells[0].cell_type != "markdown" or not cells[0].source.startswith("# "):
        yield "the first cell is not a title"
    ids = [cell.get("id") for cell in cells]
    if None in ids or len(set(ids)) != len(ids):
        yield "cells have no id, or share one"
    code = [(number, cell) for number, cell in enumerate(cells, 1) if cell.cell_type == "code"]
    counts = [cell.execution_count for _, cell in code]
    if counts != list(range(1, len(code) + 1)):
        yield f"execution counts are {counts}, not 1 to {len(code)}: run `python -m relu_notes refresh`"
    for number, cell in code:
        for flaw in cell_flaws(cell):
            yield f"cell {number} {flaw}"


def cell_flaws(cell: NotebookNode) -> Iterator[str]:
    """Yield what is wrong with one code cell, as the end of a sentence that begins with its number."""
    if not cell.source.strip():
        yield "is empty"
    for what, pattern in SOURCE_PATTERNS.items():
        if pattern.search(cell.source):
            yield f"holds {what}"
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"stores an error: {output.ename}"
        if output.get("name") == "stderr":
            yield "stores a line on stderr"
        data = output.get("data", {})
        if WIDGET_VIEW in data:
            yield "stores a widget's id"
        if "image/png" in data and "text/plain" not in data:
            yield "stores a picture without text"
    for what, pattern in TEXT_PATTERNS.items():
        if any(pattern.search(text) for text in [cell.source, *output_texts(cell)]):
            yield f"holds {what}"


def output_texts(cell: NotebookNode) -> Iterator[str]:
    """Yield every text that the outputs of a code cell show."""
    for output in cell.outputs:
        yield output.get("text", "")
        yield from (str(value) for mime, value in output.get("data", {}).items() if not mime.startswith("image/png"))
