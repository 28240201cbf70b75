"""Real documents: what must be read, in which order, and what must not. See samples/README for how to add one."""

import difflib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from voiceassistant.documents.document import READ, Kind
from voiceassistant.documents.opening import open_document

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent / "samples"
RIGHT = 0.98  # of a document's sentences
EXTRA = 0.02  # of what is read may be in no sentence
RIGHT_WORDS = 0.9  # of a sentence, where the text is recognised in a picture


@dataclass(frozen=True)
class Expected:
    origin: str
    licence: str
    first: str  # the first sentence that is read
    last: str
    never: list[str]  # parts of what is on the page beside the text
    sentences: list[str]  # all that is read, in its order, as a person reads it off the page
    recognised: bool = False  # from a picture: some words will be wrong


def written() -> list[Path]:
    """Those whose text need not be recognised, which takes seconds."""
    return [path for path in samples() if not expected_of(path).recognised]


def samples() -> list[Path]:
    expected = SAMPLES.glob("*.expected.json")
    return sorted(
        next(path for path in SAMPLES.glob(f"{file.name.removesuffix('.expected.json')}.*") if path != file)
        for file in expected
    )


def expected_of(path: Path) -> Expected:
    return Expected(**json.loads((SAMPLES / f"{path.stem}.expected.json").read_text()))


def read_blocks(path: Path) -> list[str]:
    document = open_document(path)
    try:
        return [block.text for n in range(document.sections) for block in document.section(n) if block.kind in READ]
    finally:
        document.close()


def wrong_sentences(expected: Expected, blocks: list[str]) -> list[str]:
    """Those that are not whole in one block, or not behind the one before them."""
    if expected.recognised:
        return wrongly_recognised(expected, blocks)
    wrong, block, at = [], 0, 0
    for sentence in expected.sentences:
        for number in range(block, len(blocks)):
            found = blocks[number].find(sentence, at if number == block else 0)
            if found >= 0:
                block, at = number, found + len(sentence)
                break
        else:
            wrong.append(sentence)
    return wrong


def wrongly_recognised(expected: Expected, blocks: list[str]) -> list[str]:
    read = words_of(" ".join(blocks))
    wanted = [word for sentence in expected.sentences for word in words_of(sentence)]
    found = {
        match.a + step
        for match in difflib.SequenceMatcher(None, wanted, read, autojunk=False).get_matching_blocks()
        for step in range(match.size)
    }
    wrong, start = [], 0
    for sentence in expected.sentences:
        end = start + len(words_of(sentence))
        if sum(at in found for at in range(start, end)) < RIGHT_WORDS * (end - start):
            wrong.append(sentence)
        start = end
    return wrong


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_a_document_is_read_as_a_person_would(path: Path) -> None:
    expected = expected_of(path)
    if expected.recognised and shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    blocks = read_blocks(path)
    wrong = wrong_sentences(expected, blocks)
    assert len(wrong) <= (1 - RIGHT) * len(expected.sentences), wrong
    assert expected.first in blocks[0]
    assert expected.last in blocks[-1]
    assert [part for part in expected.never if any(part in block for block in blocks)] == []
    read, wanted = (sum(len("".join(text.split())) for text in texts) for texts in (blocks, expected.sentences))
    assert read <= (1 + EXTRA) * wanted, "something else is read, too"


@pytest.mark.parametrize("path", written(), ids=lambda path: path.name)
def test_a_section_is_the_same_whenever_it_is_asked_for(path: Path) -> None:
    forwards, backwards = open_document(path), open_document(path)
    there = [forwards.section(number) for number in range(forwards.sections)]
    back = [backwards.section(number) for number in reversed(range(backwards.sections))]
    assert there == back[::-1]
    assert there[0] == forwards.section(0)


@pytest.mark.parametrize("path", written(), ids=lambda path: path.name)
def test_runs_point_at_what_is_shown(path: Path) -> None:
    document = open_document(path)
    for number in range(min(document.sections, 2)):
        for block in document.section(number):
            assert block.text == block.text.strip() != ""
            assert block.kind is Kind.CODE or "  " not in block.text
            ends = [run.start + run.length for run in block.runs]
            assert all(end <= run.start for end, run in zip(ends, block.runs[1:], strict=False))
            assert not ends or ends[-1] <= len(block.text)
    document.close()
