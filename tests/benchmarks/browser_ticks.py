"""Time as the reader sees it: JupyterLab in headless Chromium, from the key or the mouse to the picture on the screen.

Every time stamp is the browser's own. A picture counts as shown at the animation frame after the last change that a key
caused in it, and a new image not before it has loaded. Changes elsewhere (the slider, the words below) do not count.
Pictures a second of a drag are the frames in which the picture changed. A way that sends its marks one by one (bqplot)
also shows frames in which some have moved and others not yet; those count too, in its favour.
"""

from __future__ import annotations

import asyncio
import json
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import nbformat
import websocket
from jupyter_servers import JupyterServer, free_port
from notebook_pages import NotebookPage, launched_chromium
from playwright.sync_api import Page, sync_playwright

CELL = "import sys; sys.path.insert(0, {folder!r}); import peers; way = peers.WAYS[{way!r}]()"

# Where each way's picture stands in the page.
PICTURES = {
    "echo only": ".jp-OutputArea-output .widget-html",
    "interact": ".jp-OutputArea-output .widget-output",
    "ipympl": "canvas",
    "mpl-interactions": "canvas",
    "plotly": ".js-plotly-plot",
    "bqplot": ".bqplot",
    "ours, asked": ".relu-notes-picture",
    "ours": ".relu-notes-picture",
}

SLIDERS = ".jp-OutputArea-output input[type=range], .jp-OutputArea-output .noUi-handle"
TRACKS = ".jp-OutputArea-output input[type=range], .jp-OutputArea-output .noUi-base"

# Before the page's own scripts: notes when something goes to the kernel and comes from it.
WIRE = """() => {
  const meter = (window.meter = { key: 0, moves: [], sent: [], received: [], changed: [], shown: [] });
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) { meter.sent.push(performance.now()); return send.call(this, data); };
  const Original = WebSocket;
  window.WebSocket = class extends Original {
    constructor(...rest) {
      super(...rest);
      this.addEventListener('message', () => meter.received.push(performance.now()));
    }
  };
}"""

# With the picture on the page: notes inputs, and when the picture changes and is shown.
METER = """(selector) => {
  addEventListener('keydown', event => (meter.key = event.timeStamp), true);
  addEventListener('pointermove', event => event.buttons && meter.moves.push(event.timeStamp), true);
  const show = () => {
    meter.changed.push(performance.now());
    requestAnimationFrame(() => meter.shown.push(performance.now()));
  };
  if (selector === 'canvas') {  // what is drawn on a canvas changes no node
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (...rest) {
      if (this.canvas.isConnected) show();
      return draw.apply(this, rest);
    };
    return;
  }
  const images = node => node.nodeName === 'IMG' ? [node] : [...(node.querySelectorAll?.('img') ?? [])];
  const observer = new MutationObserver(records => {
    const found = records.flatMap(record => [...record.addedNodes]).flatMap(images);
    if (!selector.endsWith('.widget-output')) show();
    else for (const image of found) image.complete ? show() : image.addEventListener('load', show, { once: true });
  });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  for (const root of document.querySelectorAll(selector)) {
    const shadows = [...root.querySelectorAll('*')].map(node => node.shadowRoot).filter(Boolean);
    for (const watched of shadows.length ? shadows : [root]) observer.observe(watched, all);
  }
}"""

CLEAR = "for (const list of Object.values(meter)) if (Array.isArray(list)) list.length = 0"

# Waits until the picture has changed and then stood still; false where it does not change within five seconds.
SETTLED = """(quiet) => new Promise(resolve => {
  const start = performance.now();
  const look = () => {
    const now = performance.now(), last = meter.shown.at(-1);
    if (last !== undefined && now - last > quiet) resolve(true);
    else if (now - start > 5000) resolve(last !== undefined);
    else setTimeout(look, 20);
  };
  look();
})"""

STEPS = """() => {
  const changed = meter.changed.at(-1);
  const sent = meter.sent.find(moment => moment >= meter.key);
  const received = meter.received.findLast(moment => moment >= sent && moment <= changed);
  const asked = received === undefined ? [changed, changed] : [sent, received];  // the page may know the answer
  const marks = [meter.key, ...asked, changed, meter.shown.at(-1)];
  return marks.slice(1).map((moment, index) => moment - marks[index]);
}"""


class Steps(NamedTuple):
    """Milliseconds of one key press, one after the other, until the picture is shown."""

    key_to_message: float
    message_to_answer: float
    answer_to_change: float
    change_to_frame: float


class Felt(NamedTuple):
    """What a reader feels: each key in steps, pictures a second of a drag, milliseconds from its end to the last."""

    keys: list[Steps]
    pictures_a_second: float
    after_drag: float


@contextmanager
def lab(home: Path, delay: float = 0.0) -> Iterator[Callable[[str, int], Felt]]:
    """A function that measures one way in a JupyterLab of its own, in Chromium, through a link that delays by seconds.

    Without keys to press the drag begins one second after the pointer has come to the figure for the first time.
    """
    server = JupyterServer("lab", home)
    debugger = free_port()
    if delay:
        server.url = f"http://127.0.0.1:{slow_link(int(server.url.rsplit(':', 1)[1]), delay)}"
    try:
        flag = f"--remote-debugging-port={debugger}"
        with sync_playwright() as playwright, launched_chromium(playwright, flag) as chromium:

            def measure(way: str, keys: int) -> Felt:
                context = chromium.new_context(viewport={"width": 1600, "height": 1000})
                try:
                    context.add_init_script(f"({WIRE})()")
                    page = NotebookPage(context.new_page(), server, "lab", notebook_for(way, server))
                    page.open()
                    page.run_all()
                    return feel(page.page, way, keys, debugger)
                finally:
                    context.close()
                    for session in server.request("GET", "api/sessions"):
                        server.request("DELETE", f"api/sessions/{session['id']}")

            yield measure
    finally:
        server.close()


def slow_link(port: int, delay: float) -> int:
    """A port that leads to `port`; what goes through it arrives `delay` seconds later, either way."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        late = asyncio.get_running_loop().call_later
        while data := await reader.read(65536):
            late(delay, writer.write, data)
        late(delay, writer.close)

    async def link(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer))

    async def serve(found: queue.Queue) -> None:
        server = await asyncio.start_server(link, "127.0.0.1", 0)
        found.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    found: queue.Queue = queue.Queue()
    threading.Thread(target=lambda: asyncio.run(serve(found)), daemon=True).start()
    return found.get(timeout=10)


def notebook_for(way: str, server: JupyterServer) -> str:
    """Write a notebook of one cell that shows the figure of `way`; its name."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cell = nbformat.v4.new_code_cell(CELL.format(folder=str(Path(__file__).parent), way=way))
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    name = re.sub(r"\W+", "-", way) + ".ipynb"
    nbformat.write(notebook, server.root / name)
    return name


def feel(page: Page, way: str, keys: int, debugger: int) -> Felt:
    """Measure the picture of `way`, which stands on the page already."""
    page.locator(PICTURES[way]).first.wait_for()
    page.locator(SLIDERS).first.wait_for()
    page.evaluate(METER, PICTURES[way])
    return Felt(press_keys(page, keys) if keys else [], *drag(page, debugger, new=not keys))


def press_keys(page: Page, keys: int, quiet: float = 150) -> list[Steps]:
    """Press an arrow key `keys` times, to the right and back, each after the picture stood still for `quiet` ms."""
    page.locator(SLIDERS).first.focus()
    steps = []
    for number in range(keys + 3):  # the first three warm up
        page.evaluate(CLEAR)
        page.keyboard.press("ArrowRight" if number % 20 < 10 else "ArrowLeft")
        if not page.evaluate(SETTLED, quiet):
            raise RuntimeError("the picture did not change within five seconds of a key")
        steps.append(Steps(*page.evaluate(STEPS)))
    return steps[3:]


def drag(page: Page, debugger: int, *, new: bool, seconds: float = 3.0, rate: float = 125.0) -> tuple[float, float]:
    """Drag the handle to and fro, `rate` events per second; pictures per second, and milliseconds until the last one.

    As from a real mouse, which waits for nobody: Playwright's own waits for the page after every move.
    """
    handle, track = page.locator(SLIDERS).first, page.locator(TRACKS).first.bounding_box()
    box = handle.bounding_box()
    y, left, width = box["y"] + box["height"] / 2, track["x"] + 0.1 * track["width"], 0.8 * track["width"]
    page.mouse.move(handle.evaluate(HANDLE_CENTRE), y)
    page.mouse.down()
    page.mouse.move(left, y)
    if new:
        page.wait_for_timeout(1000)
    else:
        page.evaluate(SETTLED, 500)
    page.evaluate(CLEAR)
    with closing(devtools(page, debugger)) as browser:
        start = time.perf_counter()
        for number in range(1, int(seconds * rate) + 1):
            due = number / rate
            time.sleep(max(0.0, start + due - time.perf_counter()))
            place = {"x": left + width * abs((due % 2.0) - 1.0), "y": y}
            move = {"type": "mouseMoved", "button": "left", "buttons": 1, **place}
            browser.send(json.dumps({"id": number, "method": "Input.dispatchMouseEvent", "params": move}))
        page.evaluate(SETTLED, 1000)
    page.mouse.up()
    moves, shown = page.evaluate("[meter.moves, meter.shown]")
    pictures = {round(moment, 1) for moment in shown if moment <= moves[-1]}
    return len(pictures) / ((moves[-1] - moves[0]) / 1000), shown[-1] - moves[-1]


def devtools(page: Page, port: int) -> websocket.WebSocket:
    """A connection to the page's debugger."""
    targets = json.load(urlopen(f"http://127.0.0.1:{port}/json"))
    (address,) = (target["webSocketDebuggerUrl"] for target in targets if target["url"] == page.url)
    return websocket.create_connection(address, suppress_origin=True)


# A native slider's handle has no box of its own: it is 16 pixels wide in Chromium.
HANDLE_CENTRE = """handle => {
  const box = handle.getBoundingClientRect();
  if (handle.type !== 'range') return box.left + box.width / 2;
  return box.left + 8 + (handle.valueAsNumber - handle.min) / (handle.max - handle.min) * (box.width - 16);
}"""
