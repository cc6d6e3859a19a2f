"""What a class learned: shares of right answers before and after, and Hake's normalised gain with its interval."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from relu_notes.inventory.answers import SKIPPED, Answers

#: Below this many students, or above this share before, g says little and no g is given.
FEWEST_STUDENTS = 10
HIGHEST_BEFORE = 0.8

_RESAMPLES = 2000


@dataclass(frozen=True)
class Key:
    """What the report must know of one concept.

    Attributes
    ----------
    title, lesson
        In words; the number of the lesson that teaches it.
    right
        The letter of the right option by form.
    misconceptions
        By form and letter, the misconception behind a wrong option.
    """

    title: str
    lesson: int
    right: dict[str, str]
    misconceptions: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Roll:
    """The lines of a class, joined by code.

    Attributes
    ----------
    pairs
        Before and after of every student with both.
    single
        Codes with one of the two only, each with "before" or "after".
    conflicts
        Codes left out because two lines of one day contradict each other.
    near
        Pairs of codes one letter apart, of which one has only one line: perhaps the same student.
    """

    pairs: tuple[tuple[Answers, Answers], ...]
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


def right_answers(pairs: Sequence[tuple[Answers, Answers]], keys: Sequence[Key]) -> tuple[np.ndarray, ...]:
    """Right before, right after, and counted: boolean arrays of shape (students, concepts).

    A question that was skipped before or after is left out of both.
    """

    def table(ask) -> np.ndarray:
        shape = (len(pairs), len(keys))
        return np.array([[ask(pair, key, i) for i, key in enumerate(keys)] for pair in pairs], bool).reshape(shape)

    before = table(lambda pair, key, i: pair[0].letters[i] == key.right[pair[0].form])
    after = table(lambda pair, key, i: pair[1].letters[i] == key.right[pair[1].form])
    counted = table(lambda pair, key, i: SKIPPED not in (pair[0].letters[i], pair[1].letters[i]))
    return before, after, counted


def row(title: str, before: np.ndarray, after: np.ndarray, counted: np.ndarray, rng: np.random.Generator) -> Row:
    """Shares and change of the class, with a percentile bootstrap: students are drawn with both of their answers.

    Hake, R. R. 1998, Interactive-engagement versus traditional methods, Am. J. Phys. 66, 64: g of the class's averages.

    Parameters
    ----------
    title
        Of the row.
    before, after, counted
        Boolean, shape (students, concepts).
    rng
        Of the resampling.

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


def rows(
    pairs: Sequence[tuple[Answers, Answers]], keys: Sequence[Key], *, without: Collection[int] = (), seed: int = 0
) -> dict[str, list[Row]]:
    """The rows of the report, by what they tell: the class, by lesson, by concept, by form.

    Parameters
    ----------
    pairs
        Before and after of each student.
    keys
        One per concept, in the order of the letters.
    without
        Numbers of lessons that the class did not reach: their concepts are left out.
    seed
        Of the bootstrap, so that the same files give the same report.
    """
    before, after, counted = right_answers(pairs, keys)
    rng = np.random.default_rng(seed)
    taught = [i for i, key in enumerate(keys) if key.lesson not in without]

    def at(title: str, concepts: Sequence[int], students: np.ndarray | slice = slice(None)) -> Row:
        return row(
            title, before[students][:, concepts], after[students][:, concepts], counted[students][:, concepts], rng
        )

    lessons = sorted({keys[i].lesson for i in taught})
    orders = [f"{one.form} before, {other.form} after" for one, other in pairs]
    return {
        "the class": [at("all questions", taught)],
        "by lesson": [at(f"lesson {n}", [i for i in taught if keys[i].lesson == n]) for n in lessons],
        "by concept": [_with_wrong(at(keys[i].title, [i]), pairs, keys[i], i) for i in taught],
        "by form": [at(order, taught, np.array([o == order for o in orders])) for order in sorted(set(orders))],
    }


def _with_wrong(one: Row, pairs: Sequence[tuple[Answers, Answers]], key: Key, i: int) -> Row:
    wrong: list[tuple[str, int] | None] = []
    for side in (0, 1):
        chosen = Counter(
            key.misconceptions[pair[side].form].get(pair[side].letters[i])
            for pair in pairs
            if SKIPPED not in (pair[0].letters[i], pair[1].letters[i])
        )
        del chosen[None]  # right answers
        wrong.append(min(chosen.items(), key=lambda item: (-item[1], item[0])) if chosen else None)  # type: ignore
    return Row(**{**vars(one), "wrong_before": wrong[0], "wrong_after": wrong[1]})
