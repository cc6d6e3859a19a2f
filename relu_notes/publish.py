"""Notebook files: run them and store what they show, with nothing in the file that differs from run to run.

A stored notebook holds text and pictures for readers without a kernel. It does not hold widget ids, times, or the
version of anything: a second refresh changes no byte, so that a changed byte in a review means a changed lesson.
"""

import asyncio
import copy
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from relu_notes.hygiene import WIDGET_VIEW, flaws

CELL_SECONDS = 600
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
Afterwards = Callable[[NotebookClient], Awaitable[Any]]


class NotebookError(Exception):
    """What is wrong with a notebook, or with its file, in one line."""


def read_text(path: Path) -> str:
    """Return the text in the file `path`, line ends made one line feed."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise NotebookError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NotebookError(f"{path}: not a Jupyter notebook (not UTF-8 text)") from error


def parse(text: str, path: Path) -> NotebookNode:
    """Return the notebook that `text`, read from `path`, holds; NotebookError if it is none."""
    try:
        notebook = nbformat.reads(with_ids(text), as_version=4)
        nbformat.validate(notebook)
    except (ValueError, AttributeError, TypeError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path}: not a Jupyter notebook ({first_line(error)})") from error
    return notebook


def with_ids(text: str) -> str:
    """Give the cells of a notebook of format 4.0 to 4.4, such as Colab's, the ids that 4.5 asks for: their numbers."""
    content = json.loads(text)
    if isinstance(content, dict) and content.get("nbformat") == 4 and content.get("nbformat_minor", 5) < 5:
        content["nbformat_minor"] = 5
        for number, cell in enumerate(content.get("cells", []), 1):
            cell.setdefault("id", f"cell-{number}")
        return json.dumps(content)
    return text


def first_line(text: object) -> str:
    """Return the first line of `str(text)`, at most 160 characters of it."""
    return next(iter(str(text).strip().splitlines()), "")[:160]


@asynccontextmanager
async def started_client(notebook: NotebookNode, folder: Path) -> AsyncIterator[NotebookClient]:
    """Yield a client with a fresh kernel of this very Python in `folder`; the kernel is gone afterwards."""
    import matplotlib.font_manager  # noqa: F401 (makes its cache, and a folder for it, so that no kernel has to)

    # The debugger of ipykernel 6.29, which nobody uses here, must not warn on stderr: here and in the kernel.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    # A "python3" kernel in the user's home would win over this environment: look for none, take our own interpreter.
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    client = NotebookClient(
        notebook,
        km=manager,
        resources={"metadata": {"path": str(folder)}},
        timeout=CELL_SECONDS,
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
    )
    with (
        tempfile.TemporaryDirectory(prefix="relu_notes-", ignore_cleanup_errors=True) as place,
        open(os.path.join(place, "stderr"), "w+", encoding="utf-8", errors="replace") as said,
    ):
        # Kernels that start side by side can race for a TCP port; sockets in files cannot, but their paths are short.
        if sys.platform != "win32" and len(place) < 80:
            manager.transport, manager.ip = "ipc", os.path.join(place, "kernel")
        try:
            await client.async_start_new_kernel(stderr=said)  # what IPython says about a home is not ours to print
            await client.async_start_new_kernel_client()
            yield client
        except (DeadKernelError, RuntimeError) as error:
            said.seek(0)
            why = [line for line in said.read().splitlines() if "Error" in line][-1:]
            raise DeadKernelError(" ".join([first_line(error), *why])) from error
        finally:
            if client.kc is not None:
                client.kc.stop_channels()
            if manager.has_kernel:
                await manager.shutdown_kernel(now=True)


async def run_cells(notebook: NotebookNode, path: Path, then: Afterwards | None) -> Any:
    """Run every cell, then await `then(client)` while the kernel is there; return what that gives."""
    place = "its start"
    try:
        async with started_client(notebook, path.resolve().parent) as client:
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code":
                    place = f"cell {index + 1} ({first_line(cell.source)})"
                    cell.outputs, cell.execution_count = [], None
                    await client.async_execute_cell(cell, index)
            place = "its end"
            return None if then is None else await then(client)
    except CellExecutionError as error:
        raise NotebookError(f"{path}: {place} raised {error.ename}: {first_line(error.evalue)}") from error
    except CellTimeoutError as error:
        raise NotebookError(f"{path}: {place} took longer than {CELL_SECONDS} s") from error
    except (DeadKernelError, NoSuchKernel, RuntimeError, OSError) as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():  # nbclient takes an interrupt from the keyboard for a dead kernel
            raise asyncio.CancelledError from error
        raise NotebookError(f"{path}: the kernel failed at {place}: {first_line(error)}") from error


def run(notebook: NotebookNode, path: Path, then: Afterwards | None = None) -> Any:
    """Run every cell of `notebook` in a fresh kernel, in place; return what `then(client)` gives.

    The kernel runs in the folder of `path`, where the notebook is stored; `then` is awaited after the last cell, while
    the kernel is still there.

    Raises
    ------
    NotebookError
        A cell raised, took longer than ten minutes, or the kernel did not start or died.
    """
    # The messages need a loop that can wait for sockets; on Windows the default one cannot.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(run_cells(notebook, path, then))


def stored(notebook: NotebookNode, path: Path) -> NotebookNode:
    """Return a copy of a notebook that has just run, without all that would differ the next time.

    One with a flaw (`relu_notes.hygiene`) is refused.
    """
    notebook = copy.deepcopy(notebook)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["kernelspec"] = NotebookNode(KERNELSPEC)
    notebook.metadata["language_info"] = NotebookNode(LANGUAGE)
    for cell in notebook.cells:
        for key in ("execution", "collapsed", "scrolled", "trusted"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.get("data") != {}]
    for flaw in flaws(notebook):
        raise NotebookError(f"{path}: {flaw}")
    return notebook


def stored_text(notebook: NotebookNode) -> str:
    """Return the text of the notebook's file: sorted keys and a line feed at the end, as Jupyter writes it."""
    return nbformat.writes(notebook) + "\n"


def same_but_pictures(one: NotebookNode, other: NotebookNode) -> bool:
    """Tell whether two notebooks are the same when a PNG counts only by being there.

    Matplotlib draws text a little differently from version to version, so pixels say nothing about a lesson.
    """
    one, other = copy.deepcopy((one, other))
    for cell in [*one.cells, *other.cells]:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = "a picture"
    return stored_text(one) == stored_text(other)


def refresh(path: Path, *, check: bool = False) -> bool:
    """Run the notebook in the file `path` and store its outputs; return whether they differ from those stored before.

    The file is replaced in one step: whoever reads it, and whatever ends this process half way, finds the old file or
    the new one, whole. With `check` nothing is written, and a picture counts as unchanged where any was stored.

    Raises
    ------
    NotebookError
        The notebook does not run, what it stores has a flaw (`relu_notes.hygiene`), or somebody else changed the file
        in the meantime. The file then stays as it is.
    """
    before = read_text(path)
    old = parse(before, path)
    ran = copy.deepcopy(old)
    run(ran, path)
    fresh = stored(ran, path)
    after = stored_text(fresh)
    if check:
        return not same_but_pictures(old, fresh)
    # No lock: two refreshes at once find the same outputs, and an editor's newer file is never written over.
    if read_text(path) not in (before, after):
        raise NotebookError(f"{path}: was changed while it ran; nothing stored, refresh it again")
    if after != before:
        write_atomically(path.resolve(), after)
    return after != before


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to the file `path` in one step: a reader sees the old file or the new one, never a part.

    What cannot be written is a NotebookError, and nothing is left behind.
    """
    part = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".", suffix=".part", delete=False
        ) as stream:
            part = Path(stream.name)
            stream.write(text)
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(part, path)
    except OSError as error:
        raise NotebookError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
