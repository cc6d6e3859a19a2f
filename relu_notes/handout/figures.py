"""The live figures of a notebook that has run: each hands over its states, drawn ahead, while its kernel is there."""

import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode

from relu_notes.hygiene import WIDGET_VIEW
from relu_notes.publish import NotebookError, first_line

ROOM = 2_700_000  # bytes of a lesson's figures and pictures; with the text, the script and the font less than 3 MB
SECONDS = 100  # to draw a lesson's figures
SILENCE = 120  # seconds without a word from the kernel


async def states_of_figures(notebook: NotebookNode, client: NotebookClient, name: str) -> dict[str, Any]:
    """Ask each live figure that `notebook` shows for its states, in order; return them by the ids in its outputs.

    Questions that stand in a cell of their own need no kernel: what the page was sent is all there is to them.
    """
    found = list(shown_widgets(notebook))
    states = {}
    for _, model, _ in found:
        async for _, content in answers(client, model, {"method": "request_state"}):
            if questions := question_state(content.get("data", {}).get("state", {})):
                states[model] = questions
    figures = [widget for widget in found if widget[1] not in states]
    costs = [await asked(client, model, "cost", {"text": text}, cell) for cell, model, text in figures]
    room, seconds = ROOM - picture_bytes(notebook), SECONDS
    # The dearest first: what it turns out not to need goes to the others.
    waiting = sorted(zip(figures, costs, strict=True), key=lambda pair: -pair[1]["least"] * pair[1]["each"])
    for number, ((cell, model, text), cost) in enumerate(waiting, 1):
        most = shares([each for _, each in waiting[number - 1 :]], room, seconds)[0]
        drawn = partial(show_progress, f"{name}: figure {number} of {len(figures)}", time.monotonic())
        states[model] = await asked(client, model, "states", {"text": text, "most": most}, cell, drawn)
        room -= sum(map(len, states[model]["groups"].values()))
        seconds -= cost["fixed_seconds"] + most * cost["each_seconds"]
    return {model: states[model] for _, model, _ in found}


def question_state(widget: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the page needs of a widget that holds the questions or the predictions of a lesson; None for others."""
    kind = widget.get("_anywidget_id", "").rpartition(".")[2]
    names = {
        "QuestionView": ("title", "questions", "immediate"),
        "Predictions": ("asked",),
        "Questionnaire": ("when", "form", "forms", "version", "words"),
    }.get(kind)
    return None if names is None else {"kind": kind, **{name: widget.get(name) for name in names}}


def shares(costs: Sequence[Mapping[str, float]], room: float, seconds: float) -> list[int]:
    """How many states each figure may draw, so that all fit in `room` bytes and `seconds`.

    Each draws its fewest. What is left is shared evenly; who needs less leaves the rest to the others.

    Examples
    --------
    >>> small = {"fixed": 0, "fixed_seconds": 0, "each": 10, "each_seconds": 0.001, "least": 20, "states": 40}
    >>> shares([{**small, "states": 5000}, small, {**small, "states": 6000}], room=10_400, seconds=60)
    [500, 40, 500]
    """
    room -= sum(cost["fixed"] + cost["least"] * cost["each"] for cost in costs)
    seconds -= sum(cost["fixed_seconds"] + cost["least"] * cost["each_seconds"] for cost in costs)
    allowed = {}
    left = len(costs)
    for index, cost in sorted(
        enumerate(costs), key=lambda item: (item[1]["states"] - item[1]["least"]) * item[1]["each"]
    ):
        more = cost["states"] - cost["least"]
        if more:
            more = min(more, room / left / cost["each"], seconds / left / cost["each_seconds"])
        more = max(0, int(more))
        allowed[index] = int(cost["least"]) + more
        room, seconds, left = room - more * cost["each"], seconds - more * cost["each_seconds"], left - 1
    return [allowed[index] for index in range(len(costs))]


def shown_widgets(notebook: NotebookNode) -> Iterator[tuple[int, str, str]]:
    """For each widget that a cell shows: the cell's number, the widget's id, and the text around it.

    That text is the Markdown of its section, from the figure before to the figure after.
    """
    texts: list[str] = []
    found = []
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown":
            if cell.source.startswith("#"):
                texts = []
            texts.append(cell.source)
        for output in cell.get("outputs", []):
            if WIDGET_VIEW in output.get("data", {}):
                before, texts = texts, []
                found.append((number, output["data"][WIDGET_VIEW]["model_id"], before, texts))
    for number, model, before, after in found:
        yield number, model, "\n".join([*before, *after])


def picture_bytes(notebook: NotebookNode) -> int:
    """What the stored pictures weigh in a page."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    return sum(len(output.get("data", {}).get("image/png", "")) for output in outputs)


async def asked(
    client: NotebookClient,
    model: str,
    what: str,
    options: dict[str, Any],
    cell: int,
    drawn: Callable[[int, int], None] = lambda count, total: None,
) -> Any:
    """Ask the figure `model` in the running kernel for its "cost" or its "states"; `drawn` is told how far it is."""
    found, error = None, "it is no live figure of relu_notes"
    async for kind, content in answers(client, model, {"method": "custom", "content": {what: options}}):
        if kind == "error":
            error = f"{content['ename']}: {first_line(content['evalue'])}"
        answer = content.get("data", {}).get("content", {}) if kind == "comm_msg" else {}
        if "drawn" in answer:
            drawn(answer["drawn"], answer["of"])
        found = answer.get(what, found)
    if found is None:
        raise NotebookError(f"cell {cell}: what it shows cannot be put on a page: {error}")
    return found


async def answers(client: NotebookClient, model: str, data: dict[str, Any]) -> AsyncIterator[tuple[str, Any]]:
    """Send a message to the widget `model`; yield kind and content of all that the kernel publishes in answer."""
    kernel: Any = client.kc  # there is one: the cells have just run
    message = kernel.session.msg("comm_msg", {"comm_id": model, "data": data})
    kernel.shell_channel.send(message)
    while True:
        answer = await kernel.get_iopub_msg(timeout=SILENCE)
        if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        if answer["content"].get("execution_state") == "idle":
            return
        yield answer["msg_type"], answer["content"]


def show_progress(label: str, start: float, drawn: int, total: int) -> None:
    """So many states of all are drawn since `start`: a bar that grows in its place on a terminal, else one line."""
    if sys.stderr.isatty():
        left = (time.monotonic() - start) * (total - drawn) / drawn
        bar, end = "#" * (30 * drawn // total), "\n" if drawn == total else ""
        text = f"\r{label} [{bar:<30}] {drawn} of {total} states, {left:.0f} s left "
        print(text, end=end, file=sys.stderr, flush=True)
    elif drawn == total:
        print(f"{label}: {total} states", file=sys.stderr)
