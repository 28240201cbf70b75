"""Real documents of every format but PDF, through the process that parses: what is read, in which order, what is not.

The right sentences were checked by eye against the documents; `origin` and `licence` stand beside them.
"""

import json
from pathlib import Path

import pytest

from voiceassistant.documents.document import READ
from voiceassistant.documents.safe import open_safely

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent / "samples"
SUFFIXES = {".epub", ".docx", ".odt", ".html", ".md", ".txt"}
RIGHT = 0.98  # of the sentences; and so much of what is read is of them


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in SUFFIXES)


def in_order(sentences: list[str], text: str) -> list[str]:
    """Those of the sentences that stand in the text, each after the one before."""
    found, at = [], 0
    for sentence in sentences:
        place = text.find(sentence, at)
        if place >= 0:
            found.append(sentence)
            at = place + len(sentence)
    return found


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_the_right_sentences_are_read_in_the_right_order(path: Path) -> None:
    expected = json.loads((SAMPLES / f"{path.stem}.expected.json").read_text())
    document = open_safely(path)
    blocks = [block for number in range(document.sections) for block in document.section(number)]
    document.close()
    text = "\n".join(block.text for block in blocks if block.kind in READ)
    assert text.startswith(expected["first"])
    assert text.endswith(expected["last"])
    assert [words for words in expected["never"] if words in text] == []
    found = in_order(expected["sentences"], text)
    assert len(found) >= RIGHT * len(expected["sentences"])
    assert sum(map(len, found)) >= RIGHT * len(text.replace("\n", ""))


def test_there_are_samples_of_every_format() -> None:
    assert {path.suffix for path in samples()} == SUFFIXES
