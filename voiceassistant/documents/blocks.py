"""What the formats share once there are blocks: tidy text, sections of them, the lists of what is quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from voiceassistant.documents.document import Block, Chapter, Kind, Run
from voiceassistant.errors import NothingToRead

SECTION_BLOCKS = 200  # of a document that is parsed as a whole
EARLY_BLOCKS = 150  # a section may end before its full size, at a heading
MOST_BLOCK = 20_000  # characters of a block in a text; a line without an end is cut

_UNSEEN = "\u00ad\u200b\u2060\ufeff\u200e\u200f\ufffc"  # soft hyphens, joiners, marks of direction
_INVISIBLE = dict.fromkeys(map(ord, _UNSEEN))
_WORD = rf"[^\s{_UNSEEN}]+"
_WORDS = re.compile(rf"[{_UNSEEN}]+|{_WORD}(?: {_WORD})*|\s+")  # as many words as are a single blank apart
_SENTENCE_END = re.compile(r"[.!?]['\")\]”’]*\s|[。！？]")
_LISTS = re.compile(
    r"(?:\d+\.?\s+)?(?:references?|external links?|see also|notes?|notes and references|references and notes|footnotes"
    r"|endnotes|citations|works cited|literature cited|bibliography|further reading|sources"
    r"|각주|주석|참고 ?문헌|참고 ?자료|외부 ?링크|바깥 고리|같이 ?보기|관련 ?문서|출처"
    r"|literatur|einzelnachweise|weblinks|siehe auch|références|voir aussi|liens externes)[.:]?",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Single spaces only, nothing that cannot be seen."""
    return " ".join(text.translate(_INVISIBLE).split())


def has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def says_references(title: str) -> bool:
    """True for a heading above a list of what is quoted or linked."""
    return _LISTS.fullmatch(title.strip()) is not None


def with_references(blocks: Sequence[Block], from_the_first: bool = False) -> list[Block]:
    """The same blocks; what stands below "References", "See also" … is Kind.REFERENCES, up to the next heading
    that is no such and of the same level or a higher one.

    The first heading is the title of all, and never one, unless `from_the_first`.
    """
    found, within, first = [], 0, not from_the_first
    for block in blocks:
        if block.kind is Kind.HEADING:
            if says_references(block.text) and not first:
                within = block.level
            elif block.level <= within:
                within = 0
            first = False
        listed = within and block.kind not in (Kind.NAVIGATION, Kind.FURNITURE)
        found.append(replace(block, kind=Kind.REFERENCES) if listed else block)
    return found


class Text:
    """A block's text as it is put together from pieces of the original, with the runs that say where they stood."""

    def __init__(self) -> None:
        self.text = ""
        self.runs: list[Run] = []
        self._space = ""  # the blanks since the last word, as they stood in the original

    def add(self, piece: str, origin: int | None = None) -> None:
        """`origin` is where the piece begins in the original; None: it is not there as it is."""
        for found in _WORDS.finditer(piece):
            if found[0].isspace():
                self._space += found[0]
            elif found[0].translate(_INVISIBLE):
                self._words(found[0], None if origin is None else origin + found.start())

    def _words(self, words: str, origin: int | None) -> None:
        space, self._space = self._space if self.text else "", ""
        last = self.runs[-1] if self.runs else None
        # One blank between two words is of the run, as long as the run goes on in the original.
        gap = len(space) if space in ("", " ") else 0
        goes_on = (
            last is not None
            and origin == last.origin + last.length + gap
            and last.start + last.length == len(self.text)
            and (gap == 1) == bool(space)
        )
        self.text += " " if space else ""
        if last is not None and goes_on:
            self.runs[-1] = last._replace(length=last.length + gap + len(words))
        elif origin is not None:
            self.runs.append(Run(len(self.text), len(words), origin))
        self.text += words

    def space(self) -> None:
        self._space += "\n"  # one that is ours

    def drop_last(self) -> None:
        """Takes the last character back: a hyphen that only divided a word."""
        self.text = self.text[:-1]
        if self.runs and self.runs[-1].start + self.runs[-1].length > len(self.text):
            last = self.runs.pop()
            if last.length > 1:
                self.runs.append(last._replace(length=last.length - 1))

    def blocks(self, kind: Kind, level: int = 0) -> Iterator[Block]:
        """One block; several if it were endless; none if there are no words in it."""
        block = Block(kind, self.text, level, tuple(self.runs))
        start = 0
        while start < len(self.text):
            end = _end_of_piece(self.text, start)
            piece = block.text[start:end].rstrip()
            if has_words(piece):
                runs = block.origins(start, start + len(piece)) if start or end < len(block.text) else block.runs
                moved = tuple(run._replace(start=run.start - start) for run in runs)
                yield replace(block, text=piece, runs=moved)
            start = end


def _end_of_piece(text: str, start: int) -> int:
    most = start + MOST_BLOCK
    if len(text) <= most:
        return len(text)
    sentences = list(_SENTENCE_END.finditer(text, most - MOST_BLOCK // 4, most))
    space = text.rfind(" ", start + MOST_BLOCK // 2, most)
    return sentences[-1].end() if sentences else space + 1 if space > 0 else most


def sections_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """Some 200 blocks each, cut at a heading where there is one not long before."""
    sections: list[list[Block]] = [[]]
    for block in blocks:
        size = len(sections[-1])
        if size >= SECTION_BLOCKS or (size >= EARLY_BLOCKS and block.kind is Kind.HEADING):
            sections.append([])
        sections[-1].append(block)
    return [placed(section) for section in sections]


def placed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the one run that each has in the section's own text, where they stand a line each."""
    return [
        replace(block, runs=(Run(0, len(block.text), origin),))
        for block, origin in zip(blocks, _origins(blocks), strict=True)
    ]


def _origins(blocks: Sequence[Block]) -> Iterator[int]:
    origin = 0
    for block in blocks:
        yield origin
        origin += len(block.text) + 1


@dataclass(frozen=True)
class ParsedDocument:
    """A document that is parsed as a whole when it is opened. Raises NothingToRead if there are no words in it."""

    title: str
    language: str
    parts: Sequence[Sequence[Block]]
    chapters: Sequence[Chapter] = field(default=())
    pages = False

    def __post_init__(self) -> None:
        if not any(self.parts):
            raise nothing_in(self.title)

    @property
    def sections(self) -> int:
        return len(self.parts)

    def section(self, number: int) -> Sequence[Block]:
        return self.parts[number]

    def outline(self) -> Sequence[Chapter]:
        return self.chapters

    def close(self) -> None:
        """Nothing is open."""


def nothing_in(name: str) -> NothingToRead:
    failure = NothingToRead(f"There is no text in {name}")
    failure.advice = "Choose a document with words in it."
    return failure


def language_of(tag: str | None) -> str:
    """ISO 639-1 of a language tag: "en" for "en-US", "" for what is none."""
    found = re.match(r"[A-Za-z]{2}(?![A-Za-z])", (tag or "").strip())
    return found[0].lower() if found else ""
