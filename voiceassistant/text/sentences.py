"""A streaming answer, cut into sentences as they complete."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voiceassistant.text.boundaries import (
    LONGEST_CHARACTERS,
    MAX_CHARACTERS,
    clause_end,
    first_clause_end,
    longest_end,
    sentence_end,
)
from voiceassistant.text.speakable import speakable

_FENCE = re.compile(r"(?:[>\s]|[-*+] |\d+[.)] )*(`{3,}|~{3,})")
_DELIMITER_ROW = re.compile(r"\s*\|[\s|:\-]*-[\s|:\-]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of an answer that is spoken in one go.

    Attributes:
        text: The answer's own characters from `start` to `end`, Markdown and white space included.
        start: Where it begins in the whole answer, in code points; where the sentence before it ends.
        end: Where it ends, in code points.
        speech: What is read aloud; never empty.
    """

    text: str
    start: int
    end: int
    speech: str


class SentenceStream:
    """Takes an answer as it comes and gives its sentences, each as soon as it is certain.

    A plain sentence goes out at its closing mark, without waiting for the next token. Only doubtful marks (after
    a digit, an abbreviation, an initial, dots, inside quotes or Markdown) wait for what follows.
    The sentences' spans are contiguous from 0; what has no sound belongs to the next sentence, or stays in `rest`.
    """

    def __init__(self, *, clause_first: bool = False) -> None:
        """
        Args:
            clause_first: The first piece may be a clause that can stand alone, where its sentence is still open.
        """
        self._clause_first = clause_first
        self._tail = ""  # what no piece has taken yet
        self._taken = 0  # code points before the tail
        self._silent = ""  # what was taken without a sound; the next sentence starts with it
        self._line_begun = False  # the tail goes on within a line
        self._table_head = ""

    @property
    def rest(self) -> str:
        """What no sentence holds so far: after `flush`, the answer's soundless end."""
        return self._silent + self._tail

    def feed(self, delta: str) -> list[Sentence]:
        """Takes the next characters of the answer; returns the sentences that they complete."""
        self._tail += delta
        return list(self._sentences(final=False))

    def flush(self) -> list[Sentence]:
        """Returns what is left at the answer's end."""
        return list(self._sentences(final=True))

    def _sentences(self, *, final: bool) -> Iterator[Sentence]:
        while self._tail and (end := self._piece_end(final=final)):
            piece, self._tail = self._tail[:end], self._tail[end:]
            speech = self._speech(piece)
            self._taken += end
            self._line_begun = not piece.endswith("\n") and bool(piece.strip() or self._line_begun)
            self._silent += piece
            if speech:
                text, self._silent = self._silent, ""
                self._clause_first = False
                yield Sentence(text, self._taken - len(text), self._taken, speech)

    def _piece_end(self, *, final: bool) -> int | None:
        """Returns how much of the tail is one piece; None while that is open."""
        tail = self._tail
        begin = len(tail) - len(tail.lstrip())
        if begin == len(tail):
            return begin if final else None
        newline = tail.find("\n", begin)
        line = tail[begin:] if newline < 0 else tail[begin:newline]
        if not self._line_begun or "\n" in tail[:begin]:
            if fence := _FENCE.match(tail, begin):
                return _fence_end(tail, fence, final=final)
            if tail[begin] == "|" and len(line) <= LONGEST_CHARACTERS:
                return _row_end(tail, begin, in_table=bool(self._table_head), final=final)
        length = sentence_end(line, final=final or newline >= 0)
        if length is None and self._clause_first:
            length = first_clause_end(line)
        if (length or len(line)) > MAX_CHARACTERS:
            length = clause_end(line) or length
        if (length or len(line)) > LONGEST_CHARACTERS:
            length = longest_end(line)
        if length:
            return begin + length
        if newline >= 0:
            return newline + 1
        return len(tail) if final else None

    def _speech(self, piece: str) -> str:
        """What `piece` sounds like; a table's row is read with the titles that came before it."""
        if not piece.lstrip().startswith("|"):
            self._table_head = ""
            return speakable(piece)
        if self._table_head:
            return speakable(self._table_head + piece.strip())
        lines = piece.strip().splitlines()
        if len(lines) == 2 and _DELIMITER_ROW.match(lines[1]):
            self._table_head = f"{lines[0].strip()}\n{lines[1].strip()}\n"
            return ""
        return speakable(piece)


def _fence_end(tail: str, fence: re.Match[str], *, final: bool) -> int | None:
    closing = re.compile(rf"^[>\s]*{re.escape(fence[1])}[`~]*[ \t]*\n", re.MULTILINE)
    first_line = tail.find("\n", fence.end())
    if first_line >= 0 and (closed := closing.search(tail, first_line + 1)):
        return closed.end()
    return len(tail) if final else None


def _row_end(tail: str, begin: int, *, in_table: bool, final: bool) -> int | None:
    """A row is a piece; the titles go with the line of dashes below them."""
    newline = tail.find("\n", begin)
    if newline >= 0 and not in_table:
        second = tail.find("\n", newline + 1)
        below = tail[newline + 1 : second] if second >= 0 else tail[newline + 1 :]
        if second < 0 and not final and (not below or below.lstrip().startswith("|")):
            return None
        if _DELIMITER_ROW.match(below):
            return second + 1 if second >= 0 else len(tail)
    if newline >= 0:
        return newline + 1
    return len(tail) if final else None
