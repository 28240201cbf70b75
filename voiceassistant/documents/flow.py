"""Text documents of office programs: a long row of paragraphs and tables, made into blocks as they are asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from voiceassistant.documents.archive import Archive
from voiceassistant.documents.blocks import (
    EARLY_BLOCKS,
    SECTION_BLOCKS,
    has_words,
    nothing_in,
    placed,
    says_references,
    tidy,
)
from voiceassistant.documents.document import Block, Chapter, Kind
from voiceassistant.documents.markup import Element

LAYOUT_CELL = 300  # characters: so much in a cell is running text, and the table only lays it out


class Reader(Protocol):
    """What the elements of a format mean."""

    def level(self, element: Element) -> int:
        """Of a heading, 0 for everything else."""
        ...

    def words(self, element: Element) -> str: ...
    def blocks(self, element: Element) -> Iterator[Block]: ...


class FlowDocument:
    pages = False

    def __init__(
        self, title: str, language: str, elements: Sequence[Element], reader: Reader, archive: Archive
    ) -> None:
        """Raises NothingToRead. Closes the archive."""
        self.title, self.language = title, language
        self._elements, self._reader, self._archive = elements, reader, archive
        levels = [reader.level(element) for element in elements]
        self._starts = _starts(levels)
        self._listed = self._below_references(levels)
        if not any(has_words(block.text) for element in elements for block in reader.blocks(element)):
            raise nothing_in(title)

    def _below_references(self, levels: Sequence[int]) -> set[int]:
        """The numbers of the elements that are of the list of what is quoted, over all sections."""
        found, within, first = set(), 0, True
        for number, level in enumerate(levels):
            if level:
                if not first and says_references(self._reader.words(self._elements[number])):
                    within = level
                elif level <= within:
                    within = 0
                first = False
            if within:
                found.add(number)
        return found

    @property
    def sections(self) -> int:
        return len(self._starts)

    def section(self, number: int) -> Sequence[Block]:
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._elements)
        return placed(
            [
                replace(block, kind=Kind.REFERENCES) if at in self._listed else block
                for at in range(self._starts[number], end)
                for block in self._reader.blocks(self._elements[at])
            ]
        )

    def outline(self) -> Sequence[Chapter]:
        return ()

    def close(self) -> None:
        self._archive.close()


def _starts(levels: Sequence[int]) -> list[int]:
    starts = [0]
    for number, level in enumerate(levels):
        size = number - starts[-1]
        if size >= SECTION_BLOCKS or (size >= EARLY_BLOCKS and level):
            starts.append(number)
    return starts


def table_rows(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """A table's rows as they are read, None if it only lays out text."""
    if any(len(cell) > LAYOUT_CELL for row in rows for cell in row) or max(map(len, rows), default=0) < 2:
        return None
    return [row for row in (tidy(", ".join(cell for cell in cells if cell)) for cells in rows) if has_words(row)]
