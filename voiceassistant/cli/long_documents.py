"""Documents of any length for measuring: a PDF of many pages, a text of many bytes.

Each begins with a sentence of its own, so that its speech is not there from the one before.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from voiceassistant.cli.long_recording import sentences

LINES_A_PAGE, CHARACTERS_A_LINE = 42, 78
PARAGRAPH_SENTENCES = 5
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
)


def long_text(path: Path, size: int, seed: int) -> None:
    """Plain text of at least so many bytes."""
    chance, written = random.Random(seed), 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{_first(size, seed)} ")
        while written < size:
            written += file.write(_paragraph(chance) + "\n\n")


def long_pdf(path: Path, pages: int, seed: int) -> None:
    """A PDF of so many full pages, with a page number at the foot of each."""
    chance = random.Random(seed)
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    lines = chain([_first(pages, seed)], _lines(chance))
    for page in range(pages):
        content = _content([next(lines) for _ in range(LINES_A_PAGE)], page + 1)
        objects.append(_PAGE % (5 + 2 * page))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    _write(path, objects)


def _first(length: int, seed: int) -> str:
    return f"This is document {seed} of those with {length}."


def _paragraph(chance: random.Random) -> str:
    return " ".join(chance.sample(sentences(), PARAGRAPH_SENTENCES))


def _lines(chance: random.Random) -> Iterator[str]:
    while True:
        line = ""
        for word in _paragraph(chance).split():
            if len(line) + len(word) >= CHARACTERS_A_LINE:
                yield line
                line = ""
            line = f"{line} {word}".strip()
        yield line


def _content(lines: Sequence[str], number: int) -> bytes:
    shown = " ".join(f"({_escaped(line)}) '" for line in lines)
    return f"BT /F1 11 Tf 15 TL 72 790 Td {shown} ET BT /F1 9 Tf 290 40 Td ({number}) Tj ET".encode(
        "latin-1", "replace"
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _write(path: Path, objects: Sequence[bytes]) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        places = []
        for number, content in enumerate(objects, 1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        table = file.tell()
        rows = b"".join(b"%010d 00000 n \n" % place for place in places)
        count = len(objects) + 1
        file.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, rows))
        file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, table))
