"""How long a reader waits for a live figure, measured side by side with every other way to move one from a kernel.

One command measures everything in one run and prints Markdown tables::

    python tests/benchmarks/live_latency.py

after ``pip install -r requirements.txt -e . -r tests/benchmarks/requirements.txt``. Options run parts: ``--kernel``,
``--browser``, ``--gallery``, ``--imports``. Compare numbers within one table only: one run, one machine.

Kernel: an ipykernel process for each way, all in turn, from the message of a moved slider to the kernel idle again.
Browser: JupyterLab in headless Chromium, from the key to the animation frame after the picture's change, and a drag of
three seconds at 125 events per second, as a mouse sends; the drag once more through a link that delays 100 ms each way,
one second after the figure is first used. The ways are in peers.py; each is the fast way that its documentation shows.
Gallery: every control of every live figure through all its positions, from the message to the kernel idle again, and
the processor time that making the figure takes in a process that has made another.
Imports: `relu_notes.live` after matplotlib.figure, ipywidgets and scipy.special, beside those three.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.metadata import distributions, version
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import kernel_ticks
from browser_ticks import PICTURES, Felt, Steps, lab
from jupyter_servers import isolated_environment

WAYS = list(PICTURES)
#: Seconds that a slow link takes, either way, and the ways that are dragged through it.
DELAY = 0.1
DELAYED = ("bqplot", "ours")
PACKAGES = ("matplotlib", "ipywidgets", "jupyterlab", "ipympl", "mpl-interactions", "plotly", "bqplot")


class Target(NamedTuple):
    """What is asked for: a bound, and what each run measured."""

    what: str
    sign: str
    bound: float
    values: Sequence[float]

    def met(self, value: float) -> bool:
        """Whether this value keeps the bound."""
        return value >= self.bound if self.sign == "≥" else value <= self.bound

    def row(self) -> tuple[str, ...]:
        """The line of the last table: every run, and their median."""
        middle = statistics.median(self.values)
        runs = ", ".join(f"{value:.3g}" for value in self.values)
        kept = all(map(self.met, self.values))
        verdict = "yes, in every run" if kept else "yes" if self.met(middle) else "**no**"
        return self.what, f"{self.sign} {self.bound:g}", runs, f"{middle:.3g}", verdict


MAKING = """
import time
from relu_notes.live.gallery import GALLERY
next(iter(GALLERY.values()))()
for name, figure in GALLERY.items():
    start = time.process_time()
    figure()
    print(name, time.process_time() - start)
"""

IMPORTS = """
import sys, time
start = time.perf_counter()
import matplotlib.figure, ipywidgets, scipy.special
base = time.perf_counter()
import relu_notes.live
print(base - start, time.perf_counter() - base)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    for part in ("kernel", "browser", "gallery", "imports"):
        parser.add_argument(f"--{part}", action="store_true", help="run this part (all parts unless one is named)")
    parser.add_argument("--runs", type=int, default=3, help="runs whose medians are shown (3)")
    parser.add_argument("--ticks", type=int, default=200, help="slider ticks of each kernel in each run (200)")
    parser.add_argument("--keys", type=int, default=40, help="keys pressed for each way in each run (40)")
    options = parser.parse_args()
    every = not (options.kernel or options.browser or options.gallery or options.imports)

    targets: list[Target] = []
    print(f"\n{description(options)}\n")
    with tempfile.TemporaryDirectory() as folder:
        environment = isolated_environment(Path(folder))
        if every or options.kernel:
            targets += report_kernel(options.runs, options.ticks, environment)
        if every or options.browser:
            targets += report_browser(options.runs, options.keys, Path(folder))
        if every or options.gallery:
            targets += report_gallery(environment)
        if every or options.imports:
            targets += report_imports(max(7, options.runs))
    print_table(("target", "bound", "runs", "median", "met"), [target.row() for target in targets])


def description(options: argparse.Namespace) -> str:
    """Date, machine and versions, for the line above the tables."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES if any(distributions(name=name)))
    machine = f"{platform.system()} {platform.machine()}, {processor()}, {os.cpu_count()} cores"
    return (
        f"Measured on {datetime.date.today().isoformat()}: {machine}, Python {platform.python_version()}, {packages}. "
        f"Medians of {options.runs} runs."
    )


def processor() -> str:
    """The processor's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")


def report_kernel(runs: int, ticks: int, environment: dict[str, str]) -> list:
    """Measure and print the kernel's part; its targets."""
    measured = [kernel_ticks.measure_ways(WAYS, ticks, environment) for _ in range(runs)]

    times = [{way: [1000 * tick.seconds for tick in run[way]] for way in WAYS} for run in measured]
    middles = [{way: statistics.median(run[way]) for way in WAYS} for run in times]
    middle = over_runs(middles)
    slow = over_runs([{way: percentile_95(run[way]) for way in WAYS} for run in times])
    weights = [{way: statistics.mean(tick.bytes for tick in run[way]) / 1024 for way in WAYS} for run in measured]
    kibibytes = over_runs(weights)
    messages = over_runs(
        [{way: statistics.mean(tick.messages for tick in run[way]) for way in WAYS} for run in measured]
    )
    print(f"### In the kernel: moved slider to idle, {ticks} ticks a run\n")
    print_table(
        ("way", "median, ms", "p95, ms", "times ours", "KiB a tick", "messages a tick"),
        [
            (
                way,
                f"{middle[way]:.2f}",
                f"{slow[way]:.2f}",
                f"{middle[way] / middle['ours']:.2f}",
                f"{kibibytes[way]:.1f}",
                f"{messages[way]:.1f}",
            )
            for way in WAYS
        ],
    )
    return [
        Target("kernel, interact / ours", "≥", 40, [run["interact"] / run["ours"] for run in middles]),
        Target("kernel, ours / bqplot", "≤", 1.3, [run["ours"] / run["bqplot"] for run in middles]),
        Target("KiB a tick, ours", "≤", 8, [run["ours"] for run in weights]),
    ]


def report_browser(runs: int, keys: int, folder: Path) -> list:
    """Measure and print what a reader sees; its targets."""
    measured: list[dict[str, Felt]] = []
    with lab(folder / "lab") as measure:
        for run in range(runs):
            turn = WAYS[run % len(WAYS) :] + WAYS[: run % len(WAYS)]
            measured.append({way: measure(way, keys) for way in turn})

    with lab(folder / "slow", DELAY) as measure:
        delayed = [{way: measure(way, 0).pictures_a_second for way in DELAYED} for _ in range(runs)]

    middles = [{way: statistics.median(map(sum, run[way].keys)) for way in WAYS} for run in measured]
    drags = [{way: run[way].pictures_a_second for way in WAYS} for run in measured]
    afters = [{way: run[way].after_drag for way in WAYS} for run in measured]
    middle, after = over_runs(middles), over_runs(afters)
    slow = over_runs([{way: percentile_95(map(sum, run[way].keys)) for way in WAYS} for run in measured])
    pictures = over_runs(drags)
    print(f"### In JupyterLab: key to picture shown, {keys} keys a run; a drag of 3 s at 125 events per second\n")
    print_table(
        ("way", "key to picture, ms", "p95, ms", "times ours", "pictures a second", "last picture after, ms"),
        [
            (
                way,
                f"{middle[way]:.1f}",
                f"{slow[way]:.1f}",
                f"{middle[way] / middle['ours']:.2f}",
                f"{pictures[way]:.0f}",
                f"{after[way]:.0f}",
            )
            for way in WAYS
        ],
    )
    print("### Where the time from key to picture goes, ms\n")
    steps = [
        over_runs([{way: statistics.median(key[step] for key in run[way].keys) for way in WAYS} for run in measured])
        for step in range(len(Steps._fields))
    ]
    print_table(
        ("way", *(field.replace("_", " ") for field in Steps._fields)),
        [(way, *(f"{step[way]:.1f}" for step in steps)) for way in WAYS],
    )
    print(f"### Through a link of {1000 * DELAY:.0f} ms each way, 1 s after the first use: pictures per second\n")
    print_table(
        ("run", *DELAYED), [(run, *(f"{rate:.0f}" for rate in row.values())) for run, row in enumerate(delayed, 1)]
    )
    return [
        Target("pictures per second, ours", "≥", 55, [run["ours"] for run in drags]),
        Target("pictures per second, ours / bqplot", "≥", 1, [run["ours"] / run["bqplot"] for run in drags]),
        Target("pictures per second, slow link, ours", "≥", 55, [run["ours"] for run in delayed]),
        Target("key to picture, interact / ours", "≥", 6, [run["interact"] / run["ours"] for run in middles]),
        Target("key to picture, ipympl / ours", "≥", 3, [run["ipympl"] / run["ours"] for run in middles]),
        Target("key to picture, plotly / ours", "≥", 1.8, [run["plotly"] / run["ours"] for run in middles]),
        Target("key to picture, ours / bqplot", "≤", 1.1, [run["ours"] / run["bqplot"] for run in middles]),
        Target("last picture after a drag, ours, ms", "≤", 150, [run["ours"] for run in afters]),
    ]


def over_runs(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median over the runs for each way."""
    return {way: statistics.median(run[way] for run in runs) for way in WAYS}


def report_gallery(environment: dict[str, str]) -> list:
    """Measure and print the slowest control of every live figure; the targets of the slowest."""
    rows = []
    for name, controls in kernel_ticks.measure_gallery(environment).items():
        times = {
            label: (1000 * statistics.median(seconds), 1000 * percentile_95(seconds), len(seconds))
            for label, seconds in controls.items()
        }
        label = max(times, key=times.get)
        rows.append((name, label, *times[label]))
    print("### Every live figure: its slowest control through its whole range, moved to idle\n")
    print_table(
        ("figure", "slowest control", "positions", "median, ms", "p95, ms"),
        [(name, label, count, f"{middle:.1f}", f"{slow:.1f}") for name, label, middle, slow, count in rows],
    )
    answer = subprocess.run([sys.executable, "-c", MAKING], capture_output=True, text=True, check=True)
    seconds = {name: float(number) for name, number in map(str.split, answer.stdout.splitlines())}
    print("### Every live figure: processor seconds to make it\n")
    print_table(
        ("figure", "seconds"), [(name, f"{seconds[name]:.2f}") for name in sorted(seconds, key=seconds.get)[::-1]]
    )
    return [
        Target("slowest figure to make, s", "≤", 1.5, [max(seconds.values())]),
        Target("slowest figure, median, ms", "≤", 50, [max(row[2] for row in rows)]),
        Target("slowest figure, p95, ms", "≤", 150, [max(row[3] for row in rows)]),
    ]


def report_imports(runs: int) -> list:
    """Measure and print the time of the imports; its target."""
    pairs = []
    for _ in range(runs + 1):  # the first reads the files from disk
        answer = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True)
        pairs.append([1000 * float(number) for number in answer.stdout.split()])
    base = statistics.median(pair[0] for pair in pairs[1:])
    added = statistics.median(pair[1] for pair in pairs[1:])
    print("### Import\n")
    print_table(
        ("import", "ms"),
        [("matplotlib.figure, ipywidgets, scipy.special", f"{base:.0f}"), ("then relu_notes.live", f"{added:.0f}")],
    )
    return [Target("import relu_notes.live, share added, %", "≤", 15, [100 * added / base])]


def percentile_95(values: Iterable[float]) -> float:
    """The value that 95 of 100 do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print(flush=True)


if __name__ == "__main__":
    main()
