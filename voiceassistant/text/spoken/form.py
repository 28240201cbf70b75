"""What is said for a text, piece by piece, so that a time in the speech leads back to the characters that are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from voiceassistant.text.spans import Span


class Piece(NamedTuple):
    """The characters `start` to `end` of the source and what is said for them; "" where nothing is."""

    start: int
    end: int
    text: str
    as_written: bool = False  # `text` is the source itself: a character leads to a character


@dataclass(frozen=True)
class Spoken:
    """The pieces cover the whole source, in order and without gaps.

    Within what is said as it is written, a character leads to a character. Elsewhere the whole piece is meant: each
    word of "twelve hundred" leads to "1,200".
    """

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def source_of(self, spoken_start: int, spoken_end: int) -> Span:
        """Where in the source that is which is said from `spoken_start` to `spoken_end` of `text`.

        An empty stretch leads to an empty one, as does one outside.
        """
        found = [
            _part(span, Span(piece.start, piece.end), spoken_start, spoken_end, exact=piece.as_written)
            for piece, span in self._placed()
            if max(span.start, spoken_start) < min(span.end, spoken_end)
        ]
        return _joined(found) if found else self._source_place(spoken_start)

    def spoken_of(self, start: int, end: int) -> Span:
        """Where in `text` the source's characters `start` to `end` are said; empty where they are not."""
        found = [
            _part(Span(piece.start, piece.end), span, start, end, exact=piece.as_written)
            for piece, span in self._placed()
            if max(piece.start, start) < min(piece.end, end)
        ]
        return _joined(found) if found else self._spoken_place(start)

    def _placed(self) -> Iterator[tuple[Piece, Span]]:
        """Each piece with its place in `text`."""
        place = 0
        for piece in self.pieces:
            yield piece, Span(place, place + len(piece.text))
            place += len(piece.text)

    def _source_place(self, spoken: int) -> Span:
        place = next((piece.start for piece, span in self._placed() if spoken < span.end), self._source_end())
        return Span(place, place)

    def _source_end(self) -> int:
        return self.pieces[-1].end if self.pieces else 0

    def _spoken_place(self, source: int) -> Span:
        place = next((span.start for piece, span in self._placed() if source < piece.end), len(self.text))
        return Span(place, place)


def _part(here: Span, there: Span, start: int, end: int, *, exact: bool) -> Span:
    """What lies `there` of the part of `here` from `start` to `end`."""
    if not exact:
        return there
    return Span(there.start + max(start - here.start, 0), there.end - max(here.end - end, 0))


def _joined(spans: list[Span]) -> Span:
    """Empty spans (what is not said) do not widen it."""
    full = [span for span in spans if span.start < span.end] or spans[:1]
    return Span(full[0].start, full[-1].end)
