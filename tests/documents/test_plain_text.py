"""Plain text: sections, lines that were wrapped by hand, places in the file."""

import time
from pathlib import Path

import pytest

from voiceassistant.documents.blocks import MOST_BLOCK
from voiceassistant.documents.document import Document
from voiceassistant.documents.plain_text import MOST_SECTION_BYTES, guessed, open_plain_text
from voiceassistant.errors import DocumentError, NothingToRead

WRAPPED = """\
THE HERON

   It stood in the shallow water and waited, for a very long time, until
something moved below it in the mud, and rose a little. That was a well-
known fish, which the heron had seen before in this water; and the docu-
ment of it is a document indeed, and it is kept in the old library, near
the pond.

Chapter 2

Underlined
----------

1. The first thing is that a heron waits longer than anybody who watches
   it would do, and that is what makes it a good fisher in these waters,
   where the fish are few.
2. The second thing is the fish.

22 Pond Lane
Newtown

Shall I compare thee to a summer's day,
and go on with it?

* * *
"""


def opened(tmp_path: Path, content: str | bytes) -> Document:
    path = tmp_path / "notes.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_plain_text(path)


def read(document: Document, original: str) -> list[tuple[str, str]]:
    found = []
    for number in range(document.sections):
        for block in document.section(number):
            assert sum(run.length for run in block.runs) > len(block.text) * 0.9
            for run in block.runs:
                there = original[run.origin : run.origin + run.length]
                assert block.text[run.start : run.start + run.length] == there
            found.append((block.kind.value, block.text))
    return found


def test_lines_that_were_wrapped_by_hand_are_joined(tmp_path: Path) -> None:
    assert read(opened(tmp_path, WRAPPED), WRAPPED) == [
        ("heading", "THE HERON"),
        (
            "paragraph",
            "It stood in the shallow water and waited, for a very long time, until something moved below it in "
            "the mud, and rose a little. That was a well-known fish, which the heron had seen before in this "
            "water; and the document of it is a document indeed, and it is kept in the old library, near the pond.",
        ),
        ("heading", "Chapter 2"),
        ("heading", "Underlined"),
        (
            "item",
            "The first thing is that a heron waits longer than anybody who watches it would do, and that is what "
            "makes it a good fisher in these waters, where the fish are few.",
        ),
        ("item", "The second thing is the fish."),
        ("paragraph", "22 Pond Lane"),
        ("paragraph", "Newtown"),
        ("paragraph", "Shall I compare thee to a summer's day, and go on with it?"),
    ]


def test_other_lines_are_paragraphs(tmp_path: Path) -> None:
    text = "A long line " * 20 + "\r\nAnother.\r\n- a thing\r\n\r\nTITLE HERE\r\n\r\nThe end of it.\r\n"
    assert read(opened(tmp_path, text), text)[1:] == [
        ("paragraph", "Another."),
        ("item", "a thing"),
        ("heading", "TITLE HERE"),
        ("paragraph", "The end of it."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "안녕하세요. 오늘은 날씨가 좋습니다.\n"
    (block,) = opened(tmp_path, text.encode(encoding)).section(0)
    assert block.text == text.strip()
    assert block.runs[0].origin == 0


def test_western_letters_are_no_korean() -> None:
    assert guessed("Füße, naïve, café – “Größe”".encode("cp1252")) == "cp1252"
    assert guessed("한국어 text 입니다".encode("cp949")) == "cp949"


def test_a_megabyte_opens_at_once_in_sections_that_lose_nothing(tmp_path: Path) -> None:
    words = "Seventeen herons – wait, 그리고 기다린다. "
    text = "\n\n".join(words * (number % 30 + 1) for number in range(1500))
    start = time.perf_counter()
    document = opened(tmp_path, text)
    first = document.section(0)
    assert time.perf_counter() - start < 0.5  # some milliseconds, on a machine that is not busy
    assert first[0].text == words.strip()
    assert document.sections > 20
    assert " ".join(text for _, text in read(document, text)).split() == text.split()


def test_a_line_without_an_end(tmp_path: Path) -> None:
    text = "Words without an end " * 20_000
    document = opened(tmp_path, text)
    assert "".join(text for _, text in read(document, text)).replace(" ", "") == text.replace(" ", "")
    blocks = [block for number in range(document.sections) for block in document.section(number)]
    assert max(len(block.text) for block in blocks) <= MOST_BLOCK


def test_a_word_without_an_end_is_cut_between_characters(tmp_path: Path) -> None:
    text = "가" * 100_000
    document = opened(tmp_path, text)
    pieces = [block.text for number in range(document.sections) for block in document.section(number)]
    assert "".join(pieces) == text
    assert document.sections >= len(text) * 3 // MOST_SECTION_BYTES


@pytest.mark.parametrize("content", ["", " \n\n ", "----\n****\n"])
def test_nothing_to_read(tmp_path: Path, content: str) -> None:
    with pytest.raises(NothingToRead):
        opened(tmp_path, content)


def test_no_text(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"notes\.txt is no text"):
        opened(tmp_path, b"text\0with zeros")
