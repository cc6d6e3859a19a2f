"""The report on a class, as text and as one HTML file without codes."""

import base64
import html
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from relu_notes.inventory.answers import VERSION, found_in
from relu_notes.inventory.gain import FEWEST_STUDENTS, HIGHEST_BEFORE, Roll, Row, roll, rows
from relu_notes.inventory.questions import CONCEPTS
from relu_notes.plots.style import COLOURS, classroom, classroom_figure, panels

_HEAD = ("", "students", "before", "after", "g or change", "95% interval")
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>What the class learned</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; margin: 0 0 1.5rem; }}
.wide {{ overflow-x: auto; }}
th, td {{ padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #ccc; }}
th:first-child, td:first-child {{ text-align: left; }}
th[scope="row"] {{ min-width: 8rem; overflow-wrap: break-word; }}
img {{ min-width: 30rem; max-width: 100%; height: auto; }}
@media (max-width: 40rem) {{ table {{ font-size: .8125rem; line-height: 1.3; }} th, td {{ padding: .25rem; }} }}
</style>
</head>
<body>
<main>
<h1>What the class learned</h1>
{body}
</main>
</body>
</html>
"""
_MEANING = (
    f"g = (after - before) / (100% - before), of the class's averages (Hake 1998). Where fewer than {FEWEST_STUDENTS} "
    f"students answered, or more than {HIGHEST_BEFORE:.0%} were right before, the raw change after - before stands "
    "in its place, marked with a sign and %. The interval is a 95% bootstrap over students. "
    "A question that a student skipped before or after is left out of both."
)


def read_class(paths: Iterable[Path], without: Collection[int] = ()) -> tuple[Roll, dict[str, list[Row]], list[str]]:
    """The lines in files, and in all files of folders: joined, counted, and what is wrong with the damaged ones.

    Without a single line, or with a workbook among the files, it is a ValueError.
    """
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    found = [found_in(file, len(CONCEPTS)) for file in files if not file.is_dir()]
    answers = [one for good, _ in found for one in good]
    damaged = [line for _, bad in found for line in bad]
    if not answers:
        told = "".join(f"\n{line}" for line in damaged)
        raise ValueError(f"no line of answers in {', '.join(map(str, paths))}; one begins with relu{VERSION}:{told}")
    joined = roll(answers)
    return joined, rows(joined.pairs, CONCEPTS, without=without), damaged


def text(found: Roll, table: Mapping[str, Sequence[Row]], damaged: Sequence[str] = ()) -> str:
    """The report for the terminal; the only one that names codes, so that a teacher can ask."""
    parts = ["\n".join(_counts(found, damaged))]
    for title, group in table.items():
        cells = [_HEAD, *map(_cells, group)]
        widths = [max(len(cell[i]) for cell in cells) for i in range(len(_HEAD))]
        lines = [
            f"{first:<{widths[0]}}  "
            + "  ".join(f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True))
            for first, *rest in cells
        ]
        parts.append("\n".join([title.upper(), *lines]))
    parts.append("\n".join(["MOST CHOSEN WRONG OPTIONS", *_misconceptions(table)]))
    names = [
        *(f"left out, contradicting lines of one day: {code}" for code in found.conflicts),
        *(f"one line only, {when}: {code}" for code, when in found.single.items()),
        *(f"one letter apart, perhaps one student: {one} and {other}" for one, other in found.near),
        *(f"damaged: {line}" for line in damaged),
    ]
    return "\n\n".join([*parts, _MEANING, *(["\n".join(names)] if names else [])])


def page(found: Roll, table: Mapping[str, Sequence[Row]], damaged: Sequence[str] = ()) -> str:
    """The report as one HTML page, with a plot and without codes: it may be shown to the class."""
    parts = [f"<p>{html.escape(line)}</p>" for line in _counts(found, damaged)]
    parts.append(_picture(table["by concept"]))
    for title, group in table.items():
        head = "".join(f'<th scope="col">{cell}</th>' for cell in _HEAD)
        body = "".join(
            f'<tr><th scope="row">{html.escape(first)}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
            for first, *rest in map(_cells, group)
        )
        parts.append(
            f'<h2>{title.capitalize()}</h2>\n<div class="wide" tabindex="0"><table><tr>{head}</tr>{body}</table></div>'
        )
    parts.append("<h2>Most chosen wrong options</h2>\n<ul>")
    parts += [f"<li>{html.escape(line)}</li>" for line in _misconceptions(table)]
    return _PAGE.format(body="\n".join([*parts, f"</ul>\n<p>{html.escape(_MEANING)}</p>"]))


def _counts(found: Roll, damaged: Sequence[str]) -> list[str]:
    lines = [f"{_students(len(found.pairs))} answered before and after."]
    if found.single:
        befores = sum(when == "before" for when in found.single.values())
        lines.append(f"Left out: {befores} with before only, {len(found.single) - befores} with after only.")
    if found.conflicts:
        lines.append(f"Left out: {len(found.conflicts)} with lines of one day that contradict each other.")
    if damaged:
        lines.append(f"{len(damaged)} damaged {'line' if len(damaged) == 1 else 'lines'} could not be read.")
    return lines


def _students(count: int) -> str:
    return f"{count} student{'' if count == 1 else 's'}"


def _cells(row: Row) -> tuple[str, ...]:
    if not row.answers:
        return row.title, "0", "-", "-", "-", "-"
    shares = (f"{row.before:.0%}", f"{row.after:.0%}")
    write = (lambda change: f"{change:.2f}") if row.gain else (lambda change: f"{change:+.0%}")
    low, high = row.interval
    interval = "-" if np.isnan(low) else f"{write(low)} to {write(high)}"
    return row.title, str(row.students), *shares, write(row.change), interval


def _misconceptions(table: Mapping[str, Sequence[Row]]) -> list[str]:
    return [
        f"{row.title}: {when}, {_students(wrong[1])}: {wrong[0]}"
        for row in table["by concept"]
        for when, wrong in (("before", row.wrong_before), ("after", row.wrong_after))
        if wrong
    ]


def _picture(rows: Sequence[Row]) -> str:
    """Points before and after for each concept, with 95 % intervals (Wilson 1927)."""
    figure = classroom_figure((1000, 120 + 55 * len(rows)))
    (axes,) = panels(figure, 1)
    places = np.arange(len(rows))[::-1]
    with classroom():
        for side, colour, marker, shift in (("before", "orange", "o", 0.12), ("after", "blue", "s", -0.12)):
            shares = np.array([getattr(row, side) for row in rows])
            low, high = _wilson(shares, np.array([row.answers for row in rows]))
            error = 100 * np.abs(np.array([shares - low, high - shares]))
            looks = {"fmt": marker, "color": COLOURS[colour], "linewidth": 2, "label": side}
            axes.errorbar(100 * shares, places + shift, xerr=error, **looks)
        axes.set_yticks(places, [row.title for row in rows])
        axes.set(xlim=(0, 100), xlabel="right answers, %")
        figure.legend(loc="outside upper right", ncols=2)
    alt = "Right answers. " + " ".join(
        f"{row.title}: {row.before:.0%} before, {row.after:.0%} after." for row in rows if row.answers
    )
    source = base64.b64encode(figure.png()).decode()
    image = f'<img alt="{html.escape(alt)}" width="1000" src="data:image/png;base64,{source}">'
    return f'<p class="wide" tabindex="0">{image}</p>'


def _wilson(share: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % score interval of a share of `count` answers (Wilson 1927)."""
    z = 1.959964
    n = np.maximum(count, 1)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - half, middle + half
