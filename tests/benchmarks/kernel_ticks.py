"""Time inside the kernel: from the message of a moved slider to the kernel being idle again, with no front end."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from jupyter_client.manager import KernelManager

SETUP = """
import json, sys
sys.path.insert(0, {folder!r})
import peers
way = peers.WAYS[{way!r}]()
used = way.used and way.used.comm.comm_id
print("WAY" + json.dumps([way.slider.comm.comm_id, list(way.positions), used]))
"""


# The kernel's silence after which nothing more is expected.
LATE_MILLISECONDS = 50

# Seconds from the pointer's coming to a figure to the first move of its slowest control.
NOTICE = 3.0

GALLERY_SETUP = """
import json
from relu_notes.live.gallery import GALLERY
from relu_notes.live.controls import Menu
figure = GALLERY[{name!r}]()
display(figure)
controls = []
for control in figure.controls.values():
    menu = isinstance(control, Menu)
    positions = list(range(len(control.positions))) if menu else list(control.positions)
    first = control.index if menu else control.value
    controls.append([control.label, control.comm.comm_id, "index" if menu else "value", first, positions])
print("CONTROLS" + json.dumps([figure.picture.comm.comm_id, controls]))
"""


class Tick(NamedTuple):
    """What one move of a slider cost: seconds, messages and bytes that the kernel sent."""

    seconds: float
    messages: int
    bytes: int


class MeasuredKernel:
    """An ipykernel process of its own, spoken to over its sockets as a front end does."""

    def __init__(self, setup: str, environment: dict[str, str]):
        self.manager = KernelManager()
        self.manager.start_kernel(env=environment, stderr=subprocess.DEVNULL)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.canvases: list[str] = []
        self._printed = ""
        reply = self.client.execute_interactive(setup, output_hook=self._record, timeout=120)
        if reply["content"]["status"] != "ok":
            self.close()
            raise RuntimeError("\n".join(reply["content"]["traceback"]))
        for canvas in self.canvases:
            self._greet(canvas)

    @property
    def printed(self) -> str:
        """What the setup printed."""
        return self._printed

    def _record(self, message: dict) -> None:
        content = message["content"]
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            self._printed += content["text"]
        elif message["msg_type"] == "stream":
            print(content["text"], file=sys.stderr)
        elif message["msg_type"] == "comm_open" and content["data"]["state"].get("_model_name") == "MPLCanvasModel":
            self.canvases.append(content["comm_id"])

    def _greet(self, canvas: str) -> None:
        """Say what ipympl's script says when its canvas is shown; without it ipympl sends whole pictures."""
        for kind in ("send_image_mode", "refresh", "initialized", "draw"):
            self._exchange(canvas, {"method": "custom", "content": {"type": kind}})

    def move(self, model: str, value: object, trait: str = "value") -> Tick:
        """Set the value of the widget `model` as a front end would and wait until nothing more is to be done."""
        update = {"method": "update", "state": {trait: value}, "buffer_paths": []}
        start = time.perf_counter()
        messages, size, drawing = self._exchange(model, update)
        while drawing:  # ipympl asks its script to ask for the picture
            canvas = drawing.pop()
            more = self._exchange(canvas, {"method": "custom", "content": {"type": "draw"}})
            messages, size, drawing = messages + more[0], size + more[1], drawing | more[2]
        return Tick(time.perf_counter() - start, messages, size)

    def send(self, comm: str, data: dict) -> None:
        """Send one comm message and wait until the kernel has taken it."""
        self._exchange(comm, data)

    def _exchange(self, comm: str, data: dict) -> tuple[int, int, set[str]]:
        """Send one comm message, wait for the kernel's idle; how many messages, bytes, canvases that want drawing."""
        session = self.client.session
        sent = session.msg("comm_msg", {"comm_id": comm, "data": data})
        self.client.shell_channel.send(sent)
        messages, size, drawing = 0, 0, set()
        while True:
            frames = self.client.iopub_channel.socket.recv_multipart()
            header, parent, _, content = session.feed_identities(frames)[1][1:5]
            if json.loads(parent).get("msg_id") != sent["header"]["msg_id"]:
                continue
            messages, size = messages + 1, size + sum(map(len, frames))
            kind = json.loads(header)["msg_type"]
            if kind == "status" and json.loads(content)["execution_state"] == "idle":
                return messages, size, drawing
            if kind == "error" or (kind == "stream" and b"stderr" in content):
                raise RuntimeError(content.decode())
            if self.canvases and kind == "comm_msg" and b'\\"draw\\"' in content:
                drawing.add(json.loads(content)["comm_id"])

    def late(self) -> tuple[int, int]:
        """Wait until the kernel has said nothing for a while; how many messages and bytes came after its idle.

        So what a way does on its own between two moves is counted, and takes no time from the next way's move.
        """
        messages, size = 0, 0
        while self.client.iopub_channel.socket.poll(LATE_MILLISECONDS):
            frames = self.client.iopub_channel.socket.recv_multipart()
            messages, size = messages + 1, size + sum(map(len, frames))
        return messages, size

    def close(self) -> None:
        """End the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def measure_ways(ways: list[str], ticks: int, environment: dict[str, str]) -> dict[str, list[Tick]]:
    """Move the slider of every way `ticks` times, all kernels in turn, so that each meets the same noise.

    The slider goes from left to right and back, one step per tick; a first sweep of ten ticks is not counted.
    """
    folder = str(Path(__file__).parent)
    kernels, models, paths = {}, {}, {}
    try:
        for way in ways:
            kernels[way] = MeasuredKernel(SETUP.format(folder=folder, way=way), environment)
            models[way], positions, used = json.loads(kernels[way].printed.split("WAY")[1])
            if used:
                kernels[way].send(used, {"method": "custom", "content": {"used": 0, "by": "page"}})
            paths[way] = itertools.cycle(positions + positions[-2:0:-1])
        measured: dict[str, list[Tick]] = {way: [] for way in ways}
        for number in range(ticks + 10):
            for way, kernel in kernels.items():
                seconds, messages, size = kernel.move(models[way], next(paths[way]))
                more_messages, more_bytes = kernel.late()
                if number >= 10:
                    measured[way].append(Tick(seconds, messages + more_messages, size + more_bytes))
        return measured
    finally:
        for kernel in kernels.values():
            kernel.close()


def measure_gallery(environment: dict[str, str]) -> dict[str, dict[str, list[float]]]:
    """Seconds of each move, by figure and label, of every control of the gallery from its first position to its last.

    One kernel process per figure, as in a class that opens one notebook. A control's first sweep is what is timed, so
    nothing that an earlier sweep has cached helps; but as in the page, the figure is told that the pointer has come to
    it `NOTICE` seconds before, about the time in which a reader finds a control and opens a menu.
    """
    from relu_notes.live.gallery import GALLERY

    measured: dict[str, dict[str, list[float]]] = {}
    for name in GALLERY:
        kernel = MeasuredKernel(GALLERY_SETUP.format(name=name), environment)
        try:
            picture, controls = json.loads(kernel.printed.split("CONTROLS")[1])
            kernel.send(picture, {"method": "custom", "content": {"used": 0, "by": "page"}})
            time.sleep(NOTICE)
            measured[name] = {}
            for label, model, trait, first, positions in controls:
                times = [kernel.move(model, position, trait).seconds for position in positions]
                kernel.move(model, first, trait)
                measured[name][label] = times
        finally:
            kernel.close()
    return measured
