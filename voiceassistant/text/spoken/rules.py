"""A rule finds something in a text that is said in other words; the first rule to find a character has it."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from voiceassistant.text.spoken.form import Piece

Said = str | tuple[Piece, ...] | None
"""What a rule says for its match: words for all of it, pieces for parts of it (see `by_groups`), None: nothing."""


class Rule(NamedTuple):
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], Said]


def rule(pattern: str, say: Callable[[re.Match[str]], Said] | str, flags: int = 0) -> Rule:
    """`say`: what is always said, or finds it out; "" drops the match."""
    if isinstance(say, str):
        words = say
        return Rule(re.compile(pattern, flags), lambda match: words)  # noqa: ARG005
    return Rule(re.compile(pattern, flags), say)


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of them; the longest that fits wins."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def table(text: str) -> dict[str, str]:
    """What stands for what: "Dr: Doctor; Prof: Professor", in one line or in several."""
    entries = (entry.strip().partition(": ") for entry in re.split(r"[;\n]", text) if entry.strip())
    return {written: spoken for written, _, spoken in entries}


def by_groups(match: re.Match[str], said: Mapping[int, str]) -> tuple[Piece, ...]:
    """What is said for each group; between them the source stays, with a space where it has nothing there."""
    pieces: list[Piece] = []
    for group, words in sorted(said.items()):
        start, end = match.span(group)
        if start < end:
            touches = bool(pieces) and pieces[-1].end == start and pieces[-1].text and words
            pieces.append(Piece(start, end, f" {words}" if touches else words))
    return tuple(pieces)


def ends_text(match: re.Match[str]) -> bool:
    """Whether nothing but closing marks follows: then a stop of the match ends the sentence, too."""
    return not any(map(str.isalnum, match.string[match.end() :]))


_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Ee]ach|[Ee]very)\s$")


def describes(match: re.Match[str]) -> bool:
    """Whether an English measure stands before what it measures: "a 5 km run", "a $5 bill"."""
    before, after = match.string[max(match.start() - 6, 0) : match.start()], match.string[match.end() :]
    return bool(_ARTICLE.search(before)) and re.match(r"[ -][a-z]{3}", after) is not None


def pieces_of(text: str, rules: Iterable[Rule], found: Sequence[Piece] = ()) -> tuple[Piece, ...]:
    """Applies the rules in their order; they all see the text as it is written.

    `found`: pieces that no rule may touch, in order.
    """
    taken = _Taken(found)
    for pattern, say in rules:
        position = 0
        while match := pattern.search(text, position):
            said = say(match)
            parts = (Piece(*match.span(), said),) if isinstance(said, str) else said or ()
            position = match.end() if taken.take(parts) else match.start() + 1
    return tuple(_whole(text, taken.pieces))


class _Taken:
    """What rules have found so far: pieces that do not overlap, in order."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = list(pieces)

    def take(self, pieces: Sequence[Piece]) -> bool:
        """All of them, or none where one of them was taken before; False too if there are none."""
        if not pieces or any(self._overlaps(piece) for piece in pieces):
            return False
        for piece in pieces:
            insort(self.pieces, piece)
        return True

    def _overlaps(self, piece: Piece) -> bool:
        place = bisect_left(self.pieces, piece.end, key=lambda taken: taken.start)
        return piece.start == piece.end or (place > 0 and self.pieces[place - 1].end > piece.start)


def _whole(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, and the source where there are none."""
    place = 0
    for piece in pieces:
        if place < piece.start:
            yield Piece(place, piece.start, text[place : piece.start], as_written=True)
        yield piece._replace(as_written=piece.text == text[piece.start : piece.end])
        place = piece.end
    if place < len(text):
        yield Piece(place, len(text), text[place:], as_written=True)
