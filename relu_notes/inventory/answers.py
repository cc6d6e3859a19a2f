"""One student's answers as one line of text, and such lines found again in whatever a learning platform exports."""

import datetime
import email
import email.policy
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Of the line and of the questions: another number when a question means something else than before.
VERSION = 1
#: The letter of a question that was skipped.
SKIPPED = "x"

_LINE = re.compile(rf"relu{VERSION}:([ba]):([ab]):(\d{{8}}):([a-z]+:[a-z]+):([a-e{SKIPPED}]+):([0-9a-z]{{3}})")
# Anything that begins like a line and has a colon, or is long enough to be meant as one; two may stand side by side.
_MEANT = re.compile(r"(?:\b|(?<=:...))relu\d(?::|(?=\S{14}))(?:(?!relu\d)[^\s\"'<>,;|\\])*", re.IGNORECASE | re.ASCII)
_PRIME = 46_649  # below 36³, so that three digits and letters write every remainder
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Answers:
    """One student's answers to one form.

    `when` is "before" or "after" the lessons, `form` is "A" or "B", `date` the day on which the line was made, and
    `code` the student's two words, which join before and after. `letters` has one letter per concept, a to e in the
    order of the options; x where the question was skipped.
    """

    when: str
    form: str
    date: datetime.date
    code: str
    letters: str


def checksum(text: str) -> str:
    """Three digits or letters that change with any one character, and with any two neighbours that change places.

    Examples
    --------
    >>> checksum("relu1:b:a"), checksum("relu1:a:b")
    ('f8w', 'e6w')
    """
    remainder = 0
    for character in text:
        remainder = (37 * remainder + ord(character)) % _PRIME
    return "".join(_DIGITS[remainder // 36**place % 36] for place in (2, 1, 0))


def written(answers: Answers) -> str:
    """The line, at most 60 characters: letters, digits and colons, so that no mail program or spreadsheet changes it.

    Examples
    --------
    >>> written(Answers("before", "A", datetime.date(2026, 11, 27), "amber:otter", "abcdxabcda"))
    'relu1:b:a:20261127:amber:otter:abcdxabcda:q28'
    """
    form = f"{answers.when[0]}:{answers.form.lower()}"
    body = f"relu{VERSION}:{form}:{answers.date:%Y%m%d}:{answers.code}:{answers.letters}"
    return f"{body}:{checksum(body)}"


def read(line: str, questions: int) -> Answers:
    """The answers in one line; ValueError that says what is wrong with it.

    Examples
    --------
    >>> read("relu1:b:a:20261127:amber:otter:abcdxabcda:q28", 10).code
    'amber:otter'
    >>> read("relu1:b:a:20261127:amber:otter:abcdxabcdb:q28", 10)
    Traceback (most recent call last):
    ...
    ValueError: the checksum does not fit: a character was changed
    """
    line = line.lower()
    match = _LINE.match(line)
    if not match:
        version = re.match(r"relu(\d+)", line)
        if version and int(version[1]) != VERSION:
            raise ValueError(f"it is of version {version[1]}, and these questions are version {VERSION}")
        raise ValueError("it is not whole, or has a character that does not belong there")
    when, form, day, code, letters, check = match.groups()
    if check != checksum(match[0][:-4]):
        raise ValueError("the checksum does not fit: a character was changed")
    if len(letters) != questions:
        raise ValueError(f"it has {len(letters)} answers, and there are {questions} questions")
    try:
        date = datetime.datetime.strptime(day, "%Y%m%d").date()
    except ValueError:
        raise ValueError(f"{day} is not a day") from None
    return Answers({"b": "before", "a": "after"}[when], form.upper(), date, code, letters)


def found_in(path: Path, questions: int) -> tuple[list[Answers], list[str]]:
    """The answers in a file, and what is wrong with the lines that are damaged, each with file and line.

    The file may be CSV, TSV, HTML, mail or any other text in any usual encoding, and the lines may stand anywhere in
    it; each holds answers to so many `questions`. A ZIP archive, which an Excel workbook is as well, is a ValueError.
    """
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        raise ValueError(f"{path}: a ZIP archive or an Excel workbook; unpack it, or export it as CSV")
    answers, damaged = [], []
    for number, text in enumerate(_lines(data), 1):
        for match in _MEANT.finditer(text):
            try:
                answers.append(read(match[0], questions))
            except ValueError as error:
                damaged.append(f"{path}, line {number}: {error}: {text[match.start() :][:60].strip()}")
    return answers, damaged


def _lines(data: bytes) -> list[str]:
    if b"content-transfer-encoding" in data.lower():
        data = b"\n".join(_mail_bodies(data))
    # What is looked for is ASCII, which every usual encoding writes alike, UTF-16 with a zero beside each character.
    text = html.unescape(data.replace(b"\0", b"").decode("latin-1"))
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _mail_bodies(data: bytes) -> Iterator[bytes]:
    """The decoded parts of the messages in a file of one message or of many (mbox), attached files as well."""
    for message in re.split(rb"(?m)^From .*$", data):
        for part in email.message_from_bytes(message.lstrip(), policy=email.policy.default).walk():
            if not part.is_multipart():
                body = part.get_payload(decode=True)
                yield body if isinstance(body, bytes) else b""
