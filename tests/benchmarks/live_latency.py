"""How long a reader waits for a live figure, measured side by side with every other way to move one from a kernel.

One command measures everything in one run and prints Markdown tables::

    python tests/benchmarks/live_latency.py

after ``pip install -r requirements.txt -e . -r tests/benchmarks/requirements.txt``. Options run parts: ``--kernel``,
``--browser``, ``--gallery``, ``--imports``. Compare numbers within one table only: one run, one machine.

Kernel: an ipykernel process for each way, all in turn, from the message of a moved slider to the kernel idle again.
Browser: JupyterLab in headless Chromium, from the key to the animation frame after the picture's change, and a drag of
three seconds at sixty events a second. The ways are in peers.py; each is the fast way that its documentation shows.
Gallery: every control of every live figure through all its positions, from the message to the kernel idle again.
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
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import kernel_ticks
from browser_ticks import PICTURES, Felt, Steps, lab
from jupyter_servers import isolated_environment

WAYS = list(PICTURES)
PACKAGES = ("matplotlib", "ipywidgets", "jupyterlab", "ipympl", "mpl-interactions", "plotly", "bqplot")

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

    targets: list[tuple[str, float, str, float]] = []
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
    print_table(
        ("target", "bound", "measured", "met"),
        [
            (what, f"{sign} {bound:g}", f"{value:.3g}", "yes" if met(value, sign, bound) else "**no**")
            for what, value, sign, bound in targets
        ],
    )


def description(options: argparse.Namespace) -> str:
    """Date, machine and versions, for the line above the tables."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
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

    def over_runs(figure: Callable[[Sequence[kernel_ticks.Tick]], float]) -> dict[str, float]:
        return {way: statistics.median(figure(run[way]) for run in measured) for way in WAYS}

    middle = over_runs(lambda run: 1000 * statistics.median(tick.seconds for tick in run))
    slow = over_runs(lambda run: 1000 * percentile_95(tick.seconds for tick in run))
    kibibytes = over_runs(lambda run: statistics.mean(tick.bytes for tick in run) / 1024)
    messages = over_runs(lambda run: statistics.mean(tick.messages for tick in run))
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
        ("kernel, interact / ours", middle["interact"] / middle["ours"], "≥", 40),
        ("kernel, ours / bqplot", middle["ours"] / middle["bqplot"], "≤", 1.3),
        ("KiB a tick, ours", kibibytes["ours"], "≤", 8),
    ]


def report_browser(runs: int, keys: int, folder: Path) -> list:
    """Measure and print what a reader sees; its targets."""
    measured: list[dict[str, Felt]] = []
    with lab(folder / "lab") as measure:
        for run in range(runs):
            turn = WAYS[run % len(WAYS) :] + WAYS[: run % len(WAYS)]
            measured.append({way: measure(way, keys) for way in turn})

    def over_runs(figure: Callable[[Felt], float]) -> dict[str, float]:
        return {way: statistics.median(figure(run[way]) for run in measured) for way in WAYS}

    middle = over_runs(lambda felt: statistics.median(map(sum, felt.keys)))
    slow = over_runs(lambda felt: percentile_95(map(sum, felt.keys)))
    pictures = over_runs(lambda felt: felt.pictures_a_second)
    after = over_runs(lambda felt: felt.after_drag)
    print(f"### In JupyterLab: key to picture shown, {keys} keys a run; a drag of 3 s at 60 events a second\n")
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
        over_runs(lambda felt, step=step: statistics.median(key[step] for key in felt.keys))
        for step in range(len(Steps._fields))
    ]
    print_table(
        ("way", *(field.replace("_", " ") for field in Steps._fields)),
        [(way, *(f"{step[way]:.1f}" for step in steps)) for way in WAYS],
    )
    return [
        ("key to picture, interact / ours", middle["interact"] / middle["ours"], "≥", 6),
        ("key to picture, ipympl / ours", middle["ipympl"] / middle["ours"], "≥", 3),
        ("key to picture, plotly / ours", middle["plotly"] / middle["ours"], "≥", 1.8),
        ("key to picture, ours / bqplot", middle["ours"] / middle["bqplot"], "≤", 1.1),
        ("last picture after a drag, ours, ms", after["ours"], "≤", 150),
    ]


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
    return [
        ("slowest figure, median, ms", max(row[2] for row in rows), "≤", 50),
        ("slowest figure, p95, ms", max(row[3] for row in rows), "≤", 150),
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
    return [("import relu_notes.live, share added, %", 100 * added / base, "≤", 15)]


def percentile_95(values: Iterable[float]) -> float:
    """The value that 95 of 100 do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def met(value: float, sign: str, bound: float) -> bool:
    """Whether the measured value keeps its bound."""
    return value >= bound if sign == "≥" else value <= bound


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print(flush=True)


if __name__ == "__main__":
    main()
