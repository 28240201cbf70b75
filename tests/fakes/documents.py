"""Documents that a test writes down, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from voiceassistant.documents.document import Block, Chapter, Kind, Run
from voiceassistant.errors import DocumentError


def paragraph(text: str) -> Block:
    return Block(Kind.PARAGRAPH, text, runs=(Run(0, len(text), 0),))


def heading(text: str, level: int = 1) -> Block:
    return Block(Kind.HEADING, text, level, runs=(Run(0, len(text), 0),))


@dataclass
class FakeDocument:
    """`asked` has the numbers of the sections that were asked for; those in `broken` cannot be had."""

    content: Sequence[Sequence[Block]]
    title: str = "A book"
    language: str = "en"
    pages: bool = False
    chapters: Sequence[Chapter] = ()
    broken: frozenset[int] = frozenset()
    asked: list[int] = field(default_factory=list)
    closed: bool = False

    @property
    def sections(self) -> int:
        return len(self.content)

    def section(self, number: int) -> Sequence[Block]:
        self.asked.append(number)
        if number in self.broken:
            raise DocumentError(f"Page {number + 1} cannot be read")
        return self.content[number]

    def outline(self) -> Sequence[Chapter]:
        return self.chapters

    def close(self) -> None:
        self.closed = True
