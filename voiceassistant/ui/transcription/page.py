"""A transcript as a page: its text with time marks, the place of each word, and which one is heard when. No Qt.

Places are counted as Qt counts them, in UTF-16 units.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from voiceassistant.transcripts import Segment, Transcript, Word
from voiceassistant.ui.transcription.paragraphs import joint, paragraphs

LINGER_SECONDS = 0.5  # a word stays lit so much longer where none follows: a flicker would draw the eye

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A word on the page, or a phrase whose words have no times. `ends` is 0 where nobody told when it is said."""

    start: int
    end: int
    text: str
    begins: float
    ends: float
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`start` is its time mark's place, `text_start` its text's; `begins` is None where nobody told the time."""

    start: int
    text_start: int
    end: int
    begins: float | None


class Page:
    """All of it is computed once.

    Args:
        text: What is shown: one paragraph a line, a tab between time mark and text.
        paragraphs, spots: In the text's order.
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], spots: Sequence[Spot]) -> None:
        self.text, self.paragraphs, self.spots = text, tuple(paragraphs), tuple(spots)
        self._starts = [spot.start for spot in spots]
        self._timed = sorted((spot for spot in spots if spot.ends), key=attrgetter("begins"))
        self._begins = [spot.begins for spot in self._timed]
        self._astral = [at for at, character in enumerate(text) if character > "\uffff"]

    @property
    def has_times(self) -> bool:
        return bool(self._timed)

    def heard_at(self, seconds: float) -> Spot | None:
        """What is being said then; None in a pause."""
        at = bisect_right(self._begins, seconds) - 1
        if at < 0 or seconds >= self._timed[at].ends + LINGER_SECONDS:
            return None
        return self._timed[at]

    def spot_at(self, place: int) -> Spot | None:
        """What stands there: the word, or the one before a space; the first one of a paragraph at its time mark."""
        paragraph = self._paragraph(place)
        if paragraph is None:
            return None
        at = bisect_right(self._starts, max(place, paragraph.text_start)) - 1
        if at < 0 or self._starts[at] < paragraph.text_start:
            at += 1
        found = self.spots[at] if at < len(self.spots) else None
        return found if found and paragraph.start <= found.start <= paragraph.end else None

    def find(self, wanted: str) -> list[Span]:
        """Where the words stand, upper or lower case, in the paragraphs' text."""
        pattern = r"\s+".join(re.escape(word) for word in wanted.split())
        if not pattern:
            return []
        found = (match.span() for match in re.finditer(pattern, self.text, re.IGNORECASE))
        places = ((self._place(start), self._place(end)) for start, end in found)
        return [span for span in places if self._is_text(span[0])]

    def _is_text(self, place: int) -> bool:
        paragraph = self._paragraph(place)
        return paragraph is not None and place >= paragraph.text_start

    def _paragraph(self, place: int) -> Paragraph | None:
        at = bisect_right(self.paragraphs, place, key=attrgetter("start")) - 1
        return self.paragraphs[at] if at >= 0 else None

    def _place(self, position: int) -> int:
        """A code point's place."""
        return position + bisect_left(self._astral, position)


EMPTY = Page("", (), ())


def page_of(transcript: Transcript) -> Page:
    """Lays a transcript out; of a server that tells no times there are no time marks."""
    writer = _Writer(transcript.words)
    for phrases in paragraphs(transcript):
        writer.write(phrases)
    return writer.page()


def clock(seconds: float) -> str:
    """0:05, 3:20, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class _Writer:
    """Counts in code points; `page` turns them into places."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._words, self._next = words, 0
        self._paragraphs: list[Paragraph] = []
        self._spots: list[Spot] = []

    def write(self, phrases: Sequence[Segment]) -> None:
        begins = phrases[0].start if phrases[-1].end else None
        mark = "" if begins is None else clock(begins) + "\t"
        start, line = self._length, mark
        for phrase in phrases:
            text = phrase.text.strip()
            line += joint(line[len(mark) :], text)
            self._place(phrase, text, start + len(line))
            line += text
        self._lines.append(line)
        self._length += len(line) + 1
        self._paragraphs.append(Paragraph(start, start + len(mark), start + len(line), begins))

    def page(self) -> Page:
        text = "\n".join(self._lines)
        astral = [at for at, character in enumerate(text) if character > "\uffff"]
        if not astral:
            return Page(text, self._paragraphs, self._spots)

        def place(position: int) -> int:
            return position + bisect_left(astral, position)

        spots = [replace(spot, start=place(spot.start), end=place(spot.end)) for spot in self._spots]
        blocks = [
            replace(one, start=place(one.start), text_start=place(one.text_start), end=place(one.end))
            for one in self._paragraphs
        ]
        return Page(text, blocks, spots)

    def _place(self, phrase: Segment, text: str, at: int) -> None:
        """Finds a phrase's words in its text; without any the phrase is lit as a whole."""
        position, count = 0, len(self._spots)
        for word in self._words_of(phrase):
            bare = word.text.strip()
            found = text.find(bare, position) if bare else -1
            if found < 0:
                continue  # nobody says it as it is written
            position = found + len(bare)
            self._spots.append(Spot(at + found, at + position, bare, word.start, word.end, word.probability))
        if len(self._spots) == count and phrase.end:
            self._spots.append(Spot(at, at + len(text), text, phrase.start, phrase.end))

    def _words_of(self, phrase: Segment) -> Iterator[Word]:
        """The next words up to the phrase's end; all that are left where there are no times."""
        while self._next < len(self._words):
            word = self._words[self._next]
            if phrase.end and word.end and (word.start + word.end) / 2 >= phrase.end:
                return
            self._next += 1
            yield word
