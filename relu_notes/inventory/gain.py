"""What a class learned: shares of right answers before and after, and Hake's normalised gain with its interval."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from relu_notes.inventory.answers import SKIPPED, Answers
from relu_notes.inventory.concepts import Concept

#: Below this many students, or above this share before, g says little and no g is given.
FEWEST_STUDENTS = 10
HIGHEST_BEFORE = 0.8

_RESAMPLES = 2000
Pair = tuple[Answers, Answers]


@dataclass(frozen=True)
class Roll:
    """The lines of a class, joined by code.

    `pairs` are the before and after of every student with both; `single` has the codes with one of the two only, each
    with "before" or "after"; `conflicts` are codes left out because two lines of one day contradict each other; `near`
    are pairs of codes one letter apart, of which one has only one line: perhaps the same student.
    """

    pairs: tuple[Pair, ...]
    single: dict[str, str]
    conflicts: tuple[str, ...]
    near: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """One row of the report: shares of right answers, and the gain or the raw change with its 95 % interval.

    `gain` says whether `change` is Hake's g = (after - before) / (1 - before) or after - before. `answers` counts the
    pairs of answers behind it; the interval is NaN where fewer than two students gave them.
    """

    title: str
    students: int
    answers: int
    before: float
    after: float
    gain: bool
    change: float
    interval: tuple[float, float]
    wrong_before: tuple[str, int] | None = None
    wrong_after: tuple[str, int] | None = None


def roll(answers: Iterable[Answers]) -> Roll:
    """Join before and after: of several lines the earliest before and the latest after count.

    Lines of one code, one day and one of before and after that differ are a conflict, since nothing says which of two
    students, or of two tries, they are.
    """
    by_code: dict[str, dict[str, list[Answers]]] = defaultdict(lambda: {"before": [], "after": []})
    for one in dict.fromkeys(answers):
        by_code[one.code][one.when].append(one)
    conflicts = {
        code
        for code, lines in by_code.items()
        for when in lines.values()
        if len({one.date for one in when}) < len(when)
    }
    pairs, single = [], {}
    for code in sorted(set(by_code) - conflicts):
        before, after = (sorted(lines, key=lambda one: one.date) for lines in by_code[code].values())
        if before and after:
            pairs.append((before[0], after[-1]))
        else:
            single[code] = "before" if before else "after"
    near = {
        tuple(sorted((code, other))) for code in single for other in by_code if code != other and one_apart(code, other)
    }
    return Roll(tuple(pairs), single, tuple(sorted(conflicts)), tuple(sorted(near)))  # type: ignore[arg-type]


def one_apart(one: str, other: str) -> bool:
    """Whether one letter changed, added or left out makes the one of the other.

    Examples
    --------
    >>> one_apart("amber:otter", "amber:oter"), one_apart("amber:otter", "amber:after")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def right_answers(pairs: Sequence[Pair], concepts: Sequence[Concept]) -> tuple[np.ndarray, ...]:
    """Right before, right after, and counted: boolean arrays of shape (students, concepts).

    A question that was skipped before or after is left out of both.
    """

    def table(ask: Callable[[Pair, Concept, int], bool]) -> np.ndarray:
        asked = [[ask(pair, concept, i) for i, concept in enumerate(concepts)] for pair in pairs]
        return np.array(asked, bool).reshape(len(pairs), len(concepts))

    return (
        table(lambda pair, concept, i: pair[0].letters[i] == concept.forms[pair[0].form].right),
        table(lambda pair, concept, i: pair[1].letters[i] == concept.forms[pair[1].form].right),
        table(lambda pair, concept, i: _counted(pair, i)),
    )


def _counted(pair: Pair, i: int) -> bool:
    return SKIPPED not in (pair[0].letters[i], pair[1].letters[i])


def row(title: str, before: np.ndarray, after: np.ndarray, counted: np.ndarray, rng: np.random.Generator) -> Row:
    """Shares and change of the class, with a percentile bootstrap: students are drawn with both of their answers.

    `before`, `after` and `counted` are boolean, of shape (students, concepts). Hake, R. R. 1998, Interactive-engagement
    versus traditional methods, Am. J. Phys. 66, 64: g of the class's averages.

    Examples
    --------
    >>> before = np.repeat([[True], [False]], [4, 16], axis=0)
    >>> after = np.repeat([[True], [False]], [14, 6], axis=0)
    >>> one = row("hinges", before, after, np.ones((20, 1), bool), np.random.default_rng(0))
    >>> one.before, one.after, one.gain, round(one.change, 3)
    (0.2, 0.7, True, 0.625)
    """
    # Per student: counted answers, right before, right after.
    sums = np.stack([counted.sum(1), (before & counted).sum(1), (after & counted).sum(1)], axis=1)
    sums = sums[sums[:, 0] > 0]
    students, answers = len(sums), int(sums[:, 0].sum())
    if not students:
        return Row(title, 0, 0, np.nan, np.nan, False, np.nan, (np.nan, np.nan))
    total = sums.sum(axis=0)
    shares = total[1:] / total[0]
    gain = students >= FEWEST_STUDENTS and bool(shares[0] <= HIGHEST_BEFORE)
    interval = (np.nan, np.nan)
    if students > 1:
        draws = rng.multinomial(students, np.full(students, 1 / students), _RESAMPLES) @ sums
        low, high = np.nanpercentile(_change(draws, gain), [2.5, 97.5])
        interval = (float(low), float(high))
    before_share, after_share = map(float, shares)
    return Row(title, students, answers, before_share, after_share, gain, float(_change(total, gain)), interval)


def _change(sums: np.ndarray, gain: bool) -> np.ndarray:
    """The change of counted, right before, right after on the last axis; NaN where all were right before."""
    counted, before, after = np.moveaxis(sums, -1, 0).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        change = (after - before) / ((counted - before) if gain else counted)
    return np.where(np.isfinite(change), change, np.nan)


def rows(pairs: Sequence[Pair], concepts: Sequence[Concept], *, without: Collection[int] = ()) -> dict[str, list[Row]]:
    """The rows of the report, by what they tell: the class, by lesson, by concept, by form.

    `concepts` are in the order of the letters. `without` are lessons that the class did not reach: their concepts are
    left out. The bootstrap has a seed of its own, so that the same files give the same report.
    """
    tables = right_answers(pairs, concepts)
    rng = np.random.default_rng(0)
    taught = [i for i, concept in enumerate(concepts) if concept.lesson not in without]

    def at(title: str, columns: Sequence[int], students: np.ndarray | slice = slice(None)) -> Row:
        before, after, counted = (table[students][:, columns] for table in tables)
        return row(title, before, after, counted, rng)

    def of_concept(i: int) -> Row:
        wrong_before, wrong_after = (_most_chosen(pairs, concepts[i], i, side) for side in (0, 1))
        return replace(at(concepts[i].title, [i]), wrong_before=wrong_before, wrong_after=wrong_after)

    lessons = sorted({concepts[i].lesson for i in taught})
    orders = [f"{one.form} before, {other.form} after" for one, other in pairs]
    return {
        "the class": [at("all questions", taught)],
        "by lesson": [at(f"lesson {n}", [i for i in taught if concepts[i].lesson == n]) for n in lessons],
        "by concept": [of_concept(i) for i in taught],
        "by form": [at(order, taught, np.array([o == order for o in orders])) for order in sorted(set(orders))],
    }


def _most_chosen(pairs: Sequence[Pair], concept: Concept, i: int, side: int) -> tuple[str, int] | None:
    """The misconception that most students chose before (`side` 0) or after (1), and how many."""
    answers = [pair[side] for pair in pairs if _counted(pair, i)]
    behind = [concept.forms[one.form].behind.get(one.letters[i]) for one in answers]
    chosen = Counter(misconception for misconception in behind if misconception is not None)
    return min(chosen.items(), key=lambda item: (-item[1], item[0]), default=None)
