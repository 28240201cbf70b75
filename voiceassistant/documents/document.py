"""What a document is to whoever reads it aloud: sections of blocks, each block a text that knows where it stands.

    Document ─ section 0 ─ Block, Block, …      a page of a PDF, a chapter file of an EPUB, some 32 KB of a plain text
             ─ section 1 ─ …                    each made when it is asked for, the same whenever it is asked for

A place in a document is the number of a section, of a block in it, and of a character in that block's text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol


class Kind(StrEnum):
    """What a block is. The upper ones are read, the lower ones only if the user wants them to be."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    QUOTE = "quote"

    CAPTION = "caption"
    CODE = "code"
    TABLE = "table"
    FOOTNOTE = "footnote"
    REFERENCES = "references"  # the list of what is quoted, and all that stands in it
    FURNITURE = "furniture"  # running headers and footers, page numbers
    NAVIGATION = "navigation"  # menus, contents with page numbers, "skip to …"
    FIGURE = "figure"  # words within a drawing


READ = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})


class Run(NamedTuple):
    """A stretch of a block's text that stands in one piece in the original.

    `origin` counts characters of the page (PDF, picture: as `PagedDocument.boxes` counts them) or of the decoded
    file (plain text, Markdown), of the section's own text otherwise. What lies between two runs is ours: a space
    where lines were joined, a hyphen that was kept.
    """

    start: int  # in the block's text
    length: int  # the same here and there
    origin: int
    page: int = 0  # 0-based; a paragraph may go on overleaf


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a page number … as it is shown and lit: hyphens at line ends and note marks are gone.

    `text` is never empty, has no line breaks but in code, and single spaces only.
    """

    kind: Kind
    text: str
    level: int = 0  # of a heading, 1 to 6
    runs: tuple[Run, ...] = ()

    def origins(self, start: int, end: int) -> tuple[Run, ...]:
        """The parts of the original behind the characters `start` to `end`, cut to them."""
        found = []
        for run in self.runs:
            first, last = max(start, run.start), min(end, run.start + run.length)
            if first < last:
                found.append(Run(first, last - first, run.origin + first - run.start, run.page))
        return tuple(found)


class Place(NamedTuple):
    """A character of a document; places compare in reading order."""

    section: int
    block: int = 0
    character: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    level: int  # from 1
    place: Place


class Excerpt(NamedTuple):
    """Text that is no file: of the clipboard, or what is selected in another program."""

    text: str
    markup: str = ""  # the same as HTML, where that came with it
    title: str = ""


Source = Path | str | Excerpt
"""What can be opened: a file, an address ("https://…"), or some text."""


class Box(NamedTuple):
    """On a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Document(Protocol):
    """An open document. Not for two threads at once; every method raises DocumentError."""

    @property
    def title(self) -> str: ...  # never empty: the file's name if it tells none
    @property
    def language(self) -> str: ...  # as it says itself, ISO 639-1; empty: it does not
    @property
    def sections(self) -> int: ...
    @property
    def pages(self) -> bool: ...  # it is a PagedDocument

    def section(self, number: int) -> Sequence[Block]:
        """In reading order; may be empty."""
        ...

    def outline(self) -> Sequence[Chapter]:
        """As the document itself tells it; empty if it doesn't. Headings found in sections are not in it."""
        ...

    def close(self) -> None: ...


class PagedDocument(Document, Protocol):
    """A PDF or pictures: its sections are its pages, which can be looked at."""

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height in points."""
        ...

    def boxes(self, run: Run) -> Sequence[Box]:
        """Where its characters stand on its page, a box a line."""
        ...

    def character_at(self, page: int, x: float, y: float) -> int | None:
        """The character of the page (as `Run.origin` counts) at a point, or the nearest within a few points."""
        ...

    def picture(self, page: int, width: int) -> "Picture":
        """The page as it looks, `width` pixels wide; smaller if that would be more than 16 million pixels."""
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    width: int  # pixels
    height: int
    rgb: bytes  # width x height x 3
