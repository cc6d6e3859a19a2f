"""A class on one machine: students log in to one JupyterHub all at once, run lesson 1 and drag its first slider.

    pip install -r requirements.txt -e . -r tests/benchmarks/classroom-requirements.txt
    npm install --no-save configurable-http-proxy
    python tests/benchmarks/classroom.py --students 30

Everything listens on 127.0.0.1. Each student is a web client that does what the browser does: login form, the hub's
redirects, a server, a kernel, a WebSocket; and in a drag what slider.js and picture.js do, 60 times per second. All
drag at once, the first time as on a touch screen: the kernel hears of the figure only when the drag begins. After each
drag the picture on the page and the kernel's last one must be those of the slider's place. Prints failures, times,
memory and processor time; exits with 1 if anything failed or was lost.

The clients share the cores with the servers: fewer than 60 positions per second say that they were too few for both.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import nbformat
import psutil
from classroom_student import RATE, SECONDS, Student
from jupyter_servers import free_port, isolated_environment

LESSON = Path(__file__).parents[2] / "notebooks" / "01_relu_key_notes.ipynb"
PATIENCE = 600.0  # seconds for one student's start, and for one drag
DRAGS = 5
REST = 2.0  # seconds between two drags

Times = tuple[float, float]  # seconds that something took, and seconds of the processors

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
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root", "--KernelManager.transport=ipc", "--ServerApp.log_level=ERROR"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 600
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.log_level = "WARN"
"""


@contextlib.contextmanager
def running_hub(folder: Path, proxy: str) -> Iterator[tuple[str, psutil.Process]]:
    """Run JupyterHub with its proxy; its address and process. Everything it started is gone afterwards."""
    public, hub, api = (free_port() for _ in range(3))
    homes = folder / "h"  # a Unix socket has a path of 107 characters at most
    homes.mkdir()
    config, log = folder / "jupyterhub_config.py", folder / "hub.log"
    settings = {"public": public, "hub": hub, "api": api, "proxy": proxy, "homes": str(homes), "python": sys.executable}
    config.write_text(CONFIG.format(**settings))
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    with log.open("wb") as output:
        process = psutil.Popen(
            command, cwd=folder, env=isolated_environment(folder), stdout=output, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{public}"
    try:
        wait_for(f"{url}/hub/login", process)
        yield url, process
    except BaseException:
        print(*log.read_text(errors="replace").splitlines()[-30:], sep="\n", file=sys.stderr)
        raise
    finally:
        if process.is_running():
            started = process.children(recursive=True)
            process.terminate()
            psutil.wait_procs([process], timeout=30)
            for left in psutil.wait_procs([process, *started], timeout=0)[1]:
                left.kill()


def wait_for(page: str, hub: psutil.Process) -> None:
    """Wait until the hub answers with this page."""
    while hub.poll() is None:
        try:
            urlopen(page).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the hub ended at once")


async def tried(student: Student, step: Callable[[Student], Awaitable[None]]) -> None:
    """Let a student take a step unless one has failed before; what goes wrong ends nobody else's lesson."""
    if not student.failure:
        try:
            await asyncio.wait_for(step(student), PATIENCE)
        except Exception as error:
            student.failure = f"{type(error).__name__}: {error}"[:300]


def total(hub: psutil.Process, amount: Callable[[psutil.Process], float]) -> float:
    """Add up what the hub has, and all that it started and that still runs."""
    found = 0.0
    for process in [hub, *hub.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            found += amount(process)
    return found


def processor_seconds(process: psutil.Process) -> float:
    """The processor time of a process so far."""
    return sum(process.cpu_times()[:2])  # user and system


def megabytes(process: psutil.Process) -> float:
    """The memory of a process; of what it shares its part, where the system tells that."""
    memory = process.memory_full_info()
    return getattr(memory, "pss", memory.uss) / 1e6


async def hold_class(count: int, url: str, hub: psutil.Process) -> int:
    """Let the students work and print what was measured; return how many of them failed."""
    students = [Student(url, f"s{number:02d}") for number in range(1, count + 1)]
    cells = [cell.source for cell in nbformat.read(LESSON, as_version=4).cells if cell.cell_type == "code"]

    async def all_at_once(step: Callable[[Student], Awaitable[None]]) -> Times:
        """Return the seconds until every student has done this, and those of the processors."""
        start, used = time.perf_counter(), total(hub, processor_seconds)
        await asyncio.gather(*(tried(student, step) for student in students))
        return time.perf_counter() - start, total(hub, processor_seconds) - used

    starting = await all_at_once(lambda student: student.lesson(cells))
    dragging = []
    for _ in range(DRAGS):
        await asyncio.sleep(REST)
        dragging.append(await all_at_once(Student.drag))
    memory = total(hub, megabytes)
    for student in students:
        await student.session.close()

    return report(students, memory, starting, dragging)


def report(students: list[Student], memory: float, starting: Times, dragging: list[Times]) -> int:
    """Print the tables; return how many students failed."""
    count, good = len(students), [student for student in students if not student.failure]
    row("students", f"{count}, on {os.cpu_count()} cores")
    row("failures", f"{count - len(good)}")
    for student in students:
        if student.failure:
            row(f"    {student.name}", student.failure)
    row("login to own server, s", [student.server_seconds for student in good])
    row("login to the end of lesson 1, s", [student.lesson_seconds for student in good])
    row("processor time per student, s", busy([starting], count))
    row("memory per student, hub included, MB", f"{memory / count:.0f}")
    row("")
    row(f"per student, in a drag of {SECONDS} s", "the first", f"the {DRAGS - 1} later ones")
    parts = [[drag for student in good for drag in student.drags[part]] for part in (slice(1), slice(1, None))]
    row("positions per second", *([drag.positions / drag.seconds for drag in part] for part in parts), worst=min)
    row("pictures per second", *([drag.pictures / drag.seconds for drag in part] for part in parts), worst=min)
    shares = ([100 * drag.in_time / drag.positions for drag in part] for part in parts)
    row(f"positions shown within 1/{RATE} s, %", *shares, worst=min)
    row("positions that the kernel answered", *([len(drag.waits) for drag in part] for part in parts))
    row("from position to answer, ms", *([1000 * wait for drag in part for wait in drag.waits] for part in parts))
    row("processor time, s", busy(dragging[:1], count), busy(dragging[1:], count))
    return count - len(good)


def busy(times: list[Times], students: int) -> str:
    """The processor time that a student takes each time, and how many cores all of them together keep busy."""
    seconds, used = (sum(each) for each in zip(*times, strict=True))
    return f"{used / students / len(times):.2f}; {used / seconds:.2f} cores busy"


def row(title: str, *cells: str | Sequence[float], worst: Callable[[Sequence[float]], float] = max) -> None:
    """Print a line of a table; of several values the median and the worst."""
    print(f"{title:<40}", end="")
    for cell in cells:
        if not isinstance(cell, str):
            cell = f"median {statistics.median(cell):.1f}, worst {worst(cell):.1f}" if cell else "none"
        print(f"{cell:<32}", end="")
    print()


def main() -> None:
    """Run the class."""
    parser = argparse.ArgumentParser(description="Measure a class on one machine.")
    parser.add_argument("--students", type=int, default=30)
    options = parser.parse_args()
    proxy = shutil.which("configurable-http-proxy", path=os.pathsep.join(["node_modules/.bin", os.environ["PATH"]]))
    if proxy is None:
        sys.exit("configurable-http-proxy is not found: npm install --no-save configurable-http-proxy")
    with (
        tempfile.TemporaryDirectory(prefix="c-", ignore_cleanup_errors=True) as folder,
        running_hub(Path(folder), str(Path(proxy).absolute())) as (url, hub),
    ):
        if failed := asyncio.run(hold_class(options.students, url, hub)):
            sys.exit(f"{failed} of {options.students} students failed")


if __name__ == "__main__":
    main()
