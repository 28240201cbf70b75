"""What is heard as subtitles: sentences cut into cues that can be read while they are spoken."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from voiceassistant.text.subtitles import clock

LINES, COLUMNS = 2, 42  # of a cue; Hangul, Kana and Han take two columns a letter
SHORTEST_SECONDS = 1.0  # a cue that is gone sooner is not read
JOINED_SECONDS = 0.3  # a cue stays until the next one if that comes so soon: it does not flicker

_CLAUSE_END = re.compile(r"[,;:.!?…，、；：。！？][\"'”’»)\]]*$")
_CLAUSE_BONUS, _SENTENCE_BONUS = 0.3, 0.6  # how much better it is to cut there, in lines of raggedness


@dataclass(frozen=True, slots=True)
class CueWord:
    """Characters of a sentence's text, and from when to when they are heard, in seconds of the whole."""

    start: int
    end: int
    starts: float
    ends: float


@dataclass(frozen=True, slots=True)
class CueSentence:
    """A sentence as it is shown; `new_block`: it begins a paragraph, or whatever else is not run on."""

    text: str
    starts: float
    ends: float
    words: Sequence[CueWord]
    new_block: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a cue's text, to be cut nowhere, and when it is first heard; None where that is not known."""

    text: str
    starts: float | None
    glued: bool = False  # without a space before it


@dataclass(frozen=True, slots=True)
class Cue:
    pieces: tuple[Piece, ...]
    starts: float
    ends: float
    new_block: bool

    @property
    def lines(self) -> tuple[tuple[Piece, ...], ...]:
        return folded(self.pieces) or (self.pieces,)


def srt(sentences: Iterable[CueSentence], seconds: float = inf) -> Iterator[str]:
    """The file, cue by cue; `seconds` is how long the sound is."""
    for number, cue in enumerate(cues(sentences, seconds), 1):
        text = "\n".join(map(_joined, cue.lines)).replace("-->", "→")
        before = "\n" if number > 1 else ""
        yield f"{before}{number}\n{clock(cue.starts, ',')} --> {clock(cue.ends, ',')}\n{text}\n"


def vtt(sentences: Iterable[CueSentence], seconds: float = inf) -> Iterator[str]:
    """The same in the other form; words are marked with the time at which they are heard."""
    yield "WEBVTT\n"
    for cue in cues(sentences, seconds):
        yield f"\n{clock(cue.starts, '.')} --> {clock(cue.ends, '.')}\n{_marked(cue)}\n"


def cues(sentences: Iterable[CueSentence], seconds: float = inf) -> Iterator[Cue]:
    """In order, none reaching into the next or beyond the end of the sound; short ones of the same block together."""
    waiting: Cue | None = None
    for cue in (cue for sentence in sentences for cue in _cut(sentence)):
        if waiting is None:
            waiting = cue
            continue
        if cue.starts - waiting.starts < SHORTEST_SECONDS and not cue.new_block:
            together = waiting.pieces + cue.pieces
            if folded(together):
                waiting = Cue(together, waiting.starts, cue.ends, waiting.new_block)
                continue
        yield _lasting(waiting, cue.starts)
        waiting = cue
    if waiting is not None:
        last = _lasting(waiting, None)
        yield replace(last, ends=max(waiting.ends, min(last.ends, seconds)))


def folded(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """The lines of a cue, as even as they can be; nothing if they do not fit."""
    widths = _Widths(pieces)
    if widths.of(0, len(pieces)) <= COLUMNS:
        return (tuple(pieces),)
    fitting = [
        (max(widths.of(0, cut), widths.of(cut, len(pieces))), cut)
        for cut in range(1, len(pieces))
        if not pieces[cut].glued or _breakable(pieces[cut - 1], pieces[cut])
    ]
    widest, cut = min(fitting, default=(COLUMNS + 1, 0))
    return (tuple(pieces[:cut]), tuple(pieces[cut:])) if widest <= COLUMNS else ()


def width(text: str) -> int:
    """In columns: what is as wide as a Han letter takes two, what is drawn over a letter none."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 1
        for letter in text
    )


# --- cutting ----------------------------------------------------------------------------------------------------------


def _lasting(cue: Cue, following: float | None) -> Cue:
    """As long as it needs to be read, as far as the next one leaves it."""
    ends = max(cue.ends, cue.starts + SHORTEST_SECONDS)
    if following is not None and (ends > following or following - ends < JOINED_SECONDS):
        ends = following
    return Cue(cue.pieces, cue.starts, ends, cue.new_block)


def _cut(sentence: CueSentence) -> Iterator[Cue]:
    pieces = _pieces(sentence)
    if not pieces:
        return
    groups = [pieces[first:last] for first, last in pairwise(_cuts(pieces))]
    starts = _starts(groups, sentence)
    for number, (group, begin) in enumerate(zip(groups, starts, strict=True)):
        end = starts[number + 1] if number + 1 < len(groups) else sentence.ends
        yield Cue(tuple(group), begin, end, sentence.new_block and not number)


def _starts(groups: Sequence[Sequence[Piece]], sentence: CueSentence) -> list[float]:
    """When each cue of a sentence begins; where no word tells, by how much text there is."""
    total = sum(width(piece.text) for group in groups for piece in group)
    starts, before = [sentence.starts], 0
    for earlier, group in pairwise(groups):
        before += sum(width(piece.text) for piece in earlier)
        guess = sentence.starts + (sentence.ends - sentence.starts) * before / total
        begin = next((piece.starts for piece in group if piece.starts is not None), guess)
        starts.append(min(max(begin, starts[-1]), sentence.ends))
    return starts


def _pieces(sentence: CueSentence) -> list[Piece]:
    """What is written between spaces, cut also where a word of a text without spaces begins, and if it is too long."""
    begins = {word.start: word.starts for word in sentence.words}
    found: list[Piece] = []
    for match in re.finditer(r"\S+", sentence.text):
        inside = sorted(place for place in begins if match.start() <= place < match.end())
        edges = [match.start(), *inside[1:], match.end()]  # marks before its first word go with that
        for number, (first, last) in enumerate(pairwise(edges)):
            starts = begins[inside[number]] if inside else None
            glued = first != match.start()
            for part in _not_too_wide(sentence.text[first:last]):
                found.append(Piece(part, starts, glued))
                starts, glued = None, True
    return found


def _not_too_wide(text: str) -> Iterator[str]:
    while width(text) > COLUMNS:
        end = next(end for end in range(len(text), 0, -1) if width(text[:end]) <= COLUMNS)
        yield text[:end]
        text = text[end:]
    yield text


def _breakable(before: Piece, after: Piece) -> bool:
    """Whether a line may end between two pieces with no space between them: never within a word of letters."""
    return width(before.text[-1]) == 2 or width(after.text[0]) == 2 or width(before.text) >= COLUMNS - 1


def _cuts(pieces: Sequence[Piece]) -> list[int]:
    """Where cues begin, and the end: as few as hold the text, then as even as can be, best behind a comma."""
    count, fits = len(pieces), _Fits(pieces)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # cues so far, how bad, where the last one began
    for end in range(1, count + 1):
        options = [
            (best[begin][0] + 1, best[begin][1] + fits.badness(begin, end), begin)
            for begin in range(max(0, end - 2 * COLUMNS), end)
            if fits(begin, end)
        ]
        best.append(min(options, default=(count + 1, 0.0, end - 1)))
    cuts = [count]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    return cuts[::-1]


class _Widths:
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._edges = [0]
        for piece in pieces:
            self._edges.append(self._edges[-1] + width(piece.text) + (not piece.glued))

    def of(self, begin: int, end: int) -> int:
        """Of a line with these pieces."""
        return self._edges[end] - self._edges[begin] - (begin < end and not self._pieces[begin].glued)


class _Fits:
    """Which pieces can be a cue, and how good a one."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces, self._widths = pieces, _Widths(pieces)

    def __call__(self, begin: int, end: int) -> bool:
        inside = end == len(self._pieces) or not self._pieces[end].glued
        if not inside and not _breakable(self._pieces[end - 1], self._pieces[end]):
            return False
        return self._widths.of(begin, end) <= LINES * COLUMNS and bool(folded(self._pieces[begin:end]))

    def badness(self, begin: int, end: int) -> float:
        """The square of how empty it is; less if it ends where one breathes."""
        empty = 1.0 - self._widths.of(begin, end) / (LINES * COLUMNS)
        if end == len(self._pieces):
            return empty**2
        ending = self._pieces[end - 1].text
        bonus = _SENTENCE_BONUS if re.search(r"[.!?。！？]\W*$", ending) else _CLAUSE_BONUS
        return empty**2 - (bonus if _CLAUSE_END.search(ending) else 0.0)


# --- writing ----------------------------------------------------------------------------------------------------------


def _joined(line: Sequence[Piece]) -> str:
    return "".join(("" if piece.glued or not number else " ") + piece.text for number, piece in enumerate(line))


def _marked(cue: Cue) -> str:
    """With a time before each word but the first; times within a cue have to grow."""
    last = cue.starts
    lines: list[str] = []
    for line in cue.lines:
        text = ""
        for number, piece in enumerate(line):
            text += "" if piece.glued or not number else " "
            if piece.starts is not None and last + 0.0005 < piece.starts < cue.ends:
                if text or lines:
                    text += f"<{clock(piece.starts, '.')}>"
                last = piece.starts
            text += _escaped(piece.text)
        lines.append(text)
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
