"""What is in a document beyond the place where it is read: its headings, and how much is left.

A page of a scanned book takes a second or more to be had, so only as much is looked at as there is time for. All of it
is for the document's thread.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voiceassistant.documents.document import Block, Chapter, Document, Kind, Place
from voiceassistant.errors import DocumentError
from voiceassistant.reading.plan import Plan

SEARCHED_SECTIONS = 200  # for headings
SEARCH_SECONDS = 2.0  # whoever has asked waits for so long
SAMPLED_SECTIONS = 12  # of what is left, to know how long that is
SAMPLING_SECONDS = 1.0

Clock = Callable[[], float]
"""Seconds since whenever."""


@dataclass(frozen=True, slots=True)
class Found:
    """The headings of the first `sections`: more were not looked at yet."""

    chapters: tuple[Chapter, ...]
    sections: int


class Headings:
    """Of a document that tells no chapters. Each `look` goes on where the last one ran out of time."""

    def __init__(self, document: Document, clock: Clock = time.monotonic) -> None:
        self._document, self._clock = document, clock
        self._found: list[Chapter] = []
        self._looked = 0

    def look(self) -> Found:
        """A section that cannot be had has none."""
        end, deadline = min(self._document.sections, SEARCHED_SECTIONS), self._clock() + SEARCH_SECONDS
        while self._looked < end and self._clock() < deadline:
            number, self._looked = self._looked, self._looked + 1
            self._found += [
                Chapter(block.text, max(1, block.level), Place(number, index))
                for index, block in enumerate(_blocks(self._document, number))
                if block.kind is Kind.HEADING
            ]
        return Found(tuple(self._found), self._looked)


def section_letters(document: Document, plan: Plan, place: Place) -> tuple[int, int]:
    """The letters that are read of the section before a place, and all of them; none of one that cannot be had."""
    blocks = _blocks(document, place.section)
    read = [(index, block) for index, block in enumerate(blocks) if block.kind in plan.wanted]
    before = sum(len(block.text) for index, block in read if index < place.block)
    return before + place.character, sum(len(block.text) for _, block in read)


def letters_between(
    document: Document, plan: Plan, place: Place, end: Place | None, clock: Clock = time.monotonic
) -> int:
    """The letters from a place to another one, or to the end; of many sections only some are looked at."""
    last = end or Place(document.sections)
    here, whole = section_letters(document, plan, place)
    if last.section == place.section:
        return max(0, section_letters(document, plan, last)[0] - here)
    between = range(place.section + 1, min(last.section, document.sections))
    rest = section_letters(document, plan, last)[0] if end is not None else 0
    return round(whole - here + _average(document, plan, between, clock) * len(between) + rest)


def _average(document: Document, plan: Plan, sections: range, clock: Clock) -> float:
    """Letters of a section, by some from everywhere among them."""
    sampled = sections[:: max(1, -(-len(sections) // SAMPLED_SECTIONS))]
    lengths: list[int] = []
    deadline = clock() + SAMPLING_SECONDS
    for number in (*sampled[::3], *sampled[1::3], *sampled[2::3]):  # there may not be time for all
        if lengths and clock() > deadline:
            break
        lengths.append(section_letters(document, plan, Place(number))[1])
    return sum(lengths) / len(lengths) if lengths else 0.0


def _blocks(document: Document, section: int) -> Sequence[Block]:
    try:
        return document.section(section)
    except DocumentError:
        return ()
