"""The line of answers: what it survives, what it catches, and where it is found again."""

import base64
import datetime
import string

import pytest

from relu_notes.inventory.answers import Answers, checksum, found_in, read, written

ONE = Answers("before", "A", datetime.date(2026, 11, 27), "amber:otter", "abcdxabcda")
LINE = written(ONE)


def test_a_line_is_short_plain_and_read_back():
    longest = written(Answers("after", "B", datetime.date(2026, 12, 31), "abcdef:ghijkl", "abcdeabcde"))
    assert len(longest) <= 60 and set(longest) <= set(string.ascii_letters + string.digits + ":")
    assert LINE.startswith("relu") and read(LINE, 10) == ONE == read(LINE.upper(), 10)


def test_every_changed_character_and_every_swap_of_neighbours_is_caught():
    for i, old in enumerate(LINE):
        for new in string.ascii_lowercase + string.digits + ":":
            if new != old:
                with pytest.raises(ValueError, match=r"checksum|whole|version|day"):
                    read(LINE[:i] + new + LINE[i + 1 :], 10)
        if i + 1 < len(LINE) and LINE[i + 1] != old:
            with pytest.raises(ValueError, match=r"checksum|whole|version|day"):
                read(LINE[:i] + LINE[i + 1] + old + LINE[i + 2 :], 10)


def test_a_line_of_another_version_or_length_or_no_day_says_so():
    body = LINE[5:-3]
    with pytest.raises(ValueError, match="version 2, and these questions are version 1"):
        read(f"relu2{body}{checksum('relu2' + body[:-1])}", 10)
    with pytest.raises(ValueError, match="10 answers, and there are 9 questions"):
        read(LINE, 9)
    wrong = LINE[:-4].replace("20261127", "20261131")
    with pytest.raises(ValueError, match="20261131 is not a day"):
        read(f"{wrong}:{checksum(wrong)}", 10)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "mac-roman"])
@pytest.mark.parametrize(
    "around",
    ["{}", "{}{}", '"Zoë","{}","ok"', "Zoë\t{}\t5", "<p>{}</p>", "my line: {}.", "'{}'; thanks", "a\r\n\r\n{}\r\n"],
)
def test_lines_are_found_anywhere_in_any_encoding(tmp_path, encoding, around):
    path = tmp_path / "export.csv"
    path.write_bytes(around.replace("{}", LINE).encode(encoding))
    assert found_in(path, 10) == ([ONE] * around.count("{}"), [])


def test_lines_are_found_with_characters_as_html_writes_them(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"<li>{LINE.replace(':', '&#58;')}</li>")
    assert found_in(path, 10) == ([ONE], [])


@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "application/octet-stream"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "7bit"])
def test_lines_are_found_in_mail(tmp_path, transfer, kind):
    body = f"Dear teacher,\n{LINE}\nZoë\n".encode()
    if transfer == "base64":
        body = base64.encodebytes(body)
    elif transfer == "quoted-printable":
        body = body.replace(LINE.encode(), f"{LINE[:20]}=\n{LINE[20:]}".encode())
    head = f"From: a@b\nMIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: {transfer}"
    message = head.encode() + b"\n\n" + body
    path = tmp_path / "mail.mbox"
    path.write_bytes(b"From a@b Fri Nov 27 2026\n" + message + b"\nFrom c@d Fri Nov 27 2026\n" + message)
    assert found_in(path, 10) == ([ONE, ONE], [])


def test_a_damaged_line_is_named_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(f"answers\nrelu6(x) is no line\n{LINE[:-1]}0\n{LINE}\n{LINE[:30]}\n{LINE.replace(':', ': ')}\n")
    answers, damaged = found_in(path, 10)
    assert answers == [ONE]
    assert [line.split(": ")[:2] for line in damaged] == [
        [f"{path}, line 3", "the checksum does not fit"],
        [f"{path}, line 5", "it is not whole, or has a character that does not belong there"],
        [f"{path}, line 6", "it is not whole, or has a character that does not belong there"],
    ]
    assert damaged[2].endswith(": relu1: b: a: 20261127: amber: otter: abcdxabcda: q28")


def test_a_workbook_is_refused_with_the_remedy(tmp_path):
    path = tmp_path / "answers.xlsx"
    path.write_bytes(b"PK\x03\x04...")
    with pytest.raises(ValueError, match="export it as CSV"):
        found_in(path, 10)
