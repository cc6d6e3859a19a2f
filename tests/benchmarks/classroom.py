"""A class on one machine: JupyterHub, and students who all log in at once, run lesson 01 and move a slider.

    pip install -r requirements.txt -e . -r tests/benchmarks/classroom-requirements.txt
    npm install configurable-http-proxy
    python tests/benchmarks/classroom.py --proxy node_modules/.bin/configurable-http-proxy --students 30

Everything listens on 127.0.0.1. Each student is a web client with cookies of its own: login form, the hub's
redirects, a server, a kernel, a WebSocket. Latency runs from sending a slider's value to the arrival of the picture.
Prints failures, times, memory a student and the processor time that each phase took; exits with 1 if anything failed.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import nbformat
import psutil
from yarl import URL

LESSON = Path(__file__).parents[2] / "notebooks" / "01_relu_key_notes.ipynb"
LOG = "hub.log"
PATIENCE = 600.0  # seconds for one student's start, and for one cell

CONFIG = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.args = ["--allow-root", "--KernelManager.transport=ipc", "--ServerApp.log_level=ERROR"]
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL"]
c.Spawner.environment = {{"JUPYTER_PREFER_ENV_PATH": "1"}}
c.Spawner.start_timeout = c.Spawner.http_timeout = 600
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.log_level = "WARN"
"""


@dataclass
class Record:
    """What one student saw: seconds from logging in, latencies in seconds, and what went wrong."""

    name: str
    server: float = 0.0
    lesson: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


# ------------------------------------------------------------------------------------------------------ the hub


def free_ports(count: int) -> list[int]:
    """Return `count` different TCP ports that nobody uses."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextmanager
def running_hub(folder: Path, proxy: str) -> Iterator[tuple[str, psutil.Process]]:
    """Run JupyterHub with its proxy; its address and process. Everything it started is gone afterwards."""
    public, hub, api = free_ports(3)
    homes = folder / "h"  # a Unix socket has a path of 107 characters at most
    homes.mkdir()
    config = folder / "jupyterhub_config.py"
    config.write_text(CONFIG.format(public=public, hub=hub, api=api, proxy=proxy, homes=str(homes)))
    scripts = str(Path(sys.executable).parent)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "JPY_", "IPYTHON"))}
    environment |= {"PATH": os.pathsep.join([scripts, os.environ["PATH"]]), "JUPYTER_CONFIG_DIR": str(folder / "none")}
    with (folder / LOG).open("wb") as file:
        process = psutil.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=folder,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield f"http://127.0.0.1:{public}", process
    except Exception:
        print(log_end(folder), file=sys.stderr)
        raise
    finally:
        started = process.children(recursive=True)
        process.send_signal(signal.SIGTERM)
        psutil.wait_procs([process], timeout=30)
        left = [child for child in started if child.is_running()]
        for child in [*left, process]:
            if child.is_running():
                child.kill()
        psutil.wait_procs(left, timeout=10)


def log_end(folder: Path) -> str:
    """Return the last lines that the hub and the servers wrote."""
    return "\n".join((folder / LOG).read_text(errors="replace").splitlines()[-30:])


async def until_up(url: str, process: psutil.Process) -> None:
    """Wait for the hub's login page."""
    async with aiohttp.ClientSession() as session:
        for _ in range(600):
            if process.poll() is not None:
                raise RuntimeError("the hub ended at once")
            try:
                async with session.get(f"{url}/hub/login") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    raise RuntimeError("the hub did not answer within a minute")


# -------------------------------------------------------------------------------------------------- one student


class Student:
    """A web client that does what a student's browser does."""

    def __init__(self, url: str, name: str, session: aiohttp.ClientSession):
        self.url, self.record, self.session = url, Record(name), session
        self.base = f"{url}/user/{name}"
        self.socket: aiohttp.ClientWebSocketResponse | None = None
        self.slider: tuple[str, list[float]] | None = None

    def _xsrf(self, url: str) -> str:
        cookie = self.session.cookie_jar.filter_cookies(URL(url)).get("_xsrf")
        return cookie.value if cookie else ""

    async def log_in(self) -> None:
        """Fill in the login form and wait until the own server shows its first page."""
        login = f"{self.url}/hub/login"
        async with self.session.get(login) as answer:
            answer.raise_for_status()
        form = {"username": self.record.name, "password": "class", "_xsrf": self._xsrf(login)}
        async with self.session.post(f"{login}?next=/hub/spawn", data=form) as answer:
            answer.raise_for_status()
        while True:
            async with self.session.get(f"{self.base}/lab") as answer:
                if answer.status == 200 and answer.url.path.startswith(f"/user/{self.record.name}/"):
                    return
                if answer.status >= 500 and answer.status != 503:
                    raise RuntimeError(f"the server answers {answer.status}")
            await asyncio.sleep(0.5)

    async def start_kernel(self) -> None:
        """Start a kernel and open its channels."""
        headers = {"X-XSRFToken": self._xsrf(f"{self.base}/")}
        async with self.session.post(f"{self.base}/api/kernels", json={"name": "python3"}, headers=headers) as answer:
            answer.raise_for_status()
            kernel = (await answer.json())["id"]
        address = f"{self.base}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}"
        self.socket = await self.session.ws_connect(address, max_msg_size=0, heartbeat=None)

    async def _send(self, kind: str, content: dict) -> str:
        identity = uuid.uuid4().hex
        header = {
            "msg_id": identity,
            "msg_type": kind,
            "username": "",
            "session": identity,
            "version": "5.4",
            "date": "",
        }
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await self.socket.send_str(json.dumps({**message, "buffers": []}))
        return identity

    async def _answers(self, identity: str):
        """The messages that answer `identity`, until the kernel is idle again."""
        async for packet in self.socket:
            if packet.type != aiohttp.WSMsgType.TEXT:
                break
            message = json.loads(packet.data)
            if message["parent_header"].get("msg_id") != identity:
                continue
            yield message
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return
        raise RuntimeError("the kernel's connection was closed")

    async def run_cell(self, source: str) -> None:
        """Run one cell, remember the first slider that it shows."""
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        async for message in self._answers(await self._send("execute_request", content)):
            if message["msg_type"] == "error":
                raise RuntimeError(f"a cell raised {message['content']['ename']}: {message['content']['evalue']}")
            if message["msg_type"] == "comm_open" and self.slider is None:
                state = message["content"]["data"].get("state", {})
                if {"min", "max", "step", "value", "label"} <= state.keys():
                    positions = [state["min"], state["max"], state["value"]]
                    self.slider = message["content"]["comm_id"], positions

    async def move(self, value: float) -> float:
        """Move the slider; seconds until the picture has arrived."""
        start, arrived = time.perf_counter(), None
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        async for message in self._answers(await self._send("comm_msg", {"comm_id": self.slider[0], "data": data})):
            if message["msg_type"] == "comm_msg" and "frame" in message["content"]["data"].get("state", {}):
                arrived = time.perf_counter() - start
        if arrived is None:
            raise RuntimeError(f"no picture came for the value {value}")
        return arrived

    async def lesson(self, cells: list[str]) -> None:
        """Log in, start, run the lesson; the times are kept."""
        start = time.perf_counter()
        await self.log_in()
        self.record.server = time.perf_counter() - start
        await self.start_kernel()
        for source in cells:
            await asyncio.wait_for(self.run_cell(source), PATIENCE)
        self.record.lesson = time.perf_counter() - start
        if self.slider is None:
            raise RuntimeError("the lesson showed no slider")

    async def play(self, seconds: float, every: float, delay: float) -> None:
        """Move the slider every `every` seconds for `seconds`, the first time after `delay`."""
        await asyncio.sleep(delay)
        end = time.perf_counter() + seconds
        for value in itertools.cycle(self.slider[1]):
            begin = time.perf_counter()
            if begin >= end:
                return
            self.record.latencies.append(await asyncio.wait_for(self.move(value), PATIENCE))
            await asyncio.sleep(max(0.0, every - (time.perf_counter() - begin)))


async def tried(student: Student, work) -> None:
    """Await `work`; what goes wrong is kept with the student and ends nobody else's lesson."""
    if student.record.failures:
        work.close()
        return
    try:
        await asyncio.wait_for(work, PATIENCE)
    except Exception as error:
        student.record.failures.append(f"{type(error).__name__}: {error}"[:300])


# ----------------------------------------------------------------------------------------------------- the class


def processor_seconds(root: psutil.Process) -> float:
    """Return the processor time so far of `root` and all that it started and that still runs."""
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
            total += times.user + times.system
        except psutil.NoSuchProcess:
            continue
    return total


def megabytes_a_student(hub: psutil.Process, students: int) -> tuple[float, float]:
    """Return the students' servers and kernels, and the hub with its proxy: shared pages counted once."""
    mine = others = 0.0
    for process in [hub, *hub.children(recursive=True)]:
        try:
            command = " ".join(process.cmdline())
            memory = process.memory_full_info()
        except psutil.NoSuchProcess:
            continue
        size = getattr(memory, "pss", memory.uss) / 1e6
        if "singleuser" in command or "ipykernel" in command:
            mine += size
        else:
            others += size
    return mine / students, others


async def hold_class(options: argparse.Namespace, url: str, hub: psutil.Process) -> bool:
    """Let the students work and print what was measured; whether nothing failed."""
    notebook = nbformat.read(LESSON, as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    await until_up(url, hub)
    sessions = [
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=None))
        for _ in range(options.students)
    ]
    students = [Student(url, f"s{n:02d}", session) for n, session in enumerate(sessions, 1)]
    try:
        start, used = time.perf_counter(), processor_seconds(hub)
        await asyncio.gather(*(tried(student, student.lesson(cells)) for student in students))
        starting, start_used = time.perf_counter() - start, processor_seconds(hub) - used
        start, used = time.perf_counter(), processor_seconds(hub)
        delays = [options.every * n / len(students) for n in range(len(students))]
        played = zip(students, delays, strict=True)
        await asyncio.gather(*(tried(s, s.play(options.seconds, options.every, delay)) for s, delay in played))
        playing, play_used = time.perf_counter() - start, processor_seconds(hub) - used
        memory = megabytes_a_student(hub, len(students))
    finally:
        for session in sessions:
            await session.close()
    return report([s.record for s in students], (starting, start_used), (playing, play_used), memory)


def report(records: list[Record], start: tuple[float, float], play: tuple[float, float], memory) -> bool:
    """Print the table; whether nothing failed."""
    failed = [record for record in records if record.failures]
    count = len(records)
    print(f"students                        {count}, on {os.cpu_count()} cores")
    print(f"failures                        {len(failed)}")
    for record in failed:
        print(f"    {record.name}: {'; '.join(record.failures)}")
    good = [record for record in records if not record.failures]
    if not good:
        return False
    for title, values in (
        ("login to own server, s", [record.server for record in good]),
        ("login to lesson 01 run, s", [record.lesson for record in good]),
    ):
        print(f"{title:<32}median {statistics.median(values):.1f}, slowest {max(values):.1f}")
    print(f"processor time a start, s       {start[1] / count:.1f}  ({start[1] / start[0]:.2f} cores busy)")
    print(f"memory a student, MB            {memory[0]:.0f}  (hub and proxy together {memory[1]:.0f})")
    latencies = sorted(latency * 1000 for record in good for latency in record.latencies)
    p95 = latencies[min(len(latencies) - 1, int(0.95 * len(latencies)))]
    print(f"slider moves                    {len(latencies)} in {play[0]:.0f} s")
    middle = statistics.median(latencies)
    print(f"slider to picture, ms           median {middle:.0f}, p95 {p95:.0f}, worst {latencies[-1]:.0f}")
    print(
        f"processor time a move, ms       {1000 * play[1] / len(latencies):.0f}  ({play[1] / play[0]:.2f} cores busy)"
    )
    return not failed


def main() -> int:
    """Run the class; 0 if nothing failed."""
    parser = argparse.ArgumentParser(description="Measure a class on one machine.")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the sliders move")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two moves of one student")
    parser.add_argument("--proxy", default="configurable-http-proxy", help="the command of the proxy")
    options = parser.parse_args()
    proxy = shutil.which(options.proxy)
    if proxy is None:
        print(
            "configurable-http-proxy is not found: npm install configurable-http-proxy, then --proxy", file=sys.stderr
        )
        return 2
    with (
        tempfile.TemporaryDirectory(prefix="c-", ignore_cleanup_errors=True) as folder,
        running_hub(Path(folder), str(Path(proxy).absolute())) as (url, hub),
    ):
        if asyncio.run(hold_class(options, url, hub)):
            return 0
        print(log_end(Path(folder)), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
