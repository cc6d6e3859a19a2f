"""What a notebook file must not contain if others are to read, test and review it."""

import io
import re
import tokenize
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_PATH = r"""(?:/(?:home|root|tmp|private|Users|work|usr|opt|var|mnt)/|[A-Z]:\\+[\w .-]+(?:\\|["']))[^\s"'()]*"""
#: In outputs: where a repr or a traceback would put them.
_IN_TEXTS = {
    "an absolute path": re.compile(rf"""(?:^|[\s"'(=:]|file://)({_PATH})"""),
    "a memory address": re.compile(r"\b(at 0x[0-9a-fA-F]{6,})"),
}
#: In code without comments, its tokens joined by blanks.
_IN_CODE = {
    "a shell escape or a magic": re.compile(r"\bget_ipython \("),
    "a change of sys.path": re.compile(r"\bsys \. path\b|\bfrom sys import (?:.* )?path\b"),
    "a global seed": re.compile(r"\brandom \. seed \("),
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
    yield from code_flaws(cell.source)
    for output in cell.outputs:
        if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
            yield f"stores an error: {output.ename}"
        if output.get("name") == "stderr":
            yield f"stores a line on stderr: {output.text.strip().splitlines()[0]}"
        data = output.get("data", {})
        if WIDGET_VIEW in data:
            yield "stores a widget's id"
        if "image/png" in data and "text/plain" not in data:
            yield "stores a picture without text"
    for what, pattern in _IN_TEXTS.items():
        for line in (line for text in output_texts(cell) for line in text.splitlines()):
            if found := pattern.search(line):
                yield f"shows {what}, {found[1]}, in the line: {line.strip()[:80]}"
                break


def code_flaws(source: str) -> Iterator[str]:
    """Yield what is wrong with the code, as IPython and Python read it: comments and strings are not code."""
    found = list(tokens(TransformerManager().transform_cell(source)))
    code = " ".join('""' if kind == tokenize.STRING else text for kind, text in found)
    for what, pattern in _IN_CODE.items():
        if pattern.search(code):
            yield f"holds {what}"
    for kind, text in found:
        if kind == tokenize.STRING and (path := re.search(rf"""["']({_PATH})""", text)):
            yield f"holds an absolute path, {path[1]}"


def tokens(code: str) -> Iterator[tuple[int, str]]:
    """Kind and text of each token up to the first error, without comments and line ends."""
    layout = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type not in layout:
                yield token.type, token.string
    except (tokenize.TokenError, SyntaxError):
        return


def output_texts(cell: NotebookNode) -> Iterator[str]:
    """Yield every text that the outputs of a code cell show."""
    for output in cell.outputs:
        yield output.get("text", "")
        pictures = ("image/png", "image/jpeg", "image/gif", "image/webp")
        yield from (str(value) for mime, value in output.get("data", {}).items() if mime not in pictures)
