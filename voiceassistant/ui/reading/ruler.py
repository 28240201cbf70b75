"""The document as a line: where on it a place is, and which place is at a point of it."""

from collections.abc import Sequence

from voiceassistant.documents.document import Block, Chapter, Place

STEPS = 1000  # a section


class Ruler:
    """Every section is as long as the others; within one, places are told apart once its blocks are known."""

    def __init__(self, sections: int) -> None:
        self.sections = max(1, sections)
        self._starts: dict[int, tuple[list[int], int]] = {}  # where each block of a section begins, and its length

    @property
    def length(self) -> int:
        return self.sections * STEPS

    def learn(self, section: int, blocks: Sequence[Block]) -> None:
        starts, length = [], 0
        for block in blocks:
            starts.append(length)
            length += len(block.text)
        self._starts[section] = (starts, max(1, length))

    def knows(self, section: int) -> bool:
        return section in self._starts

    def at(self, place: Place) -> int:
        """From 0 to `length`."""
        starts, length = self._starts.get(place.section, ([], 1))
        begin = starts[place.block] if place.block < len(starts) else 0
        within = (begin + place.character) * STEPS // length if starts else 0
        return place.section * STEPS + min(within, STEPS - 1)

    def place(self, at: int) -> Place:
        """The block at a point; its section's beginning, if that is not known."""
        section = min(max(at // STEPS, 0), self.sections - 1)
        starts, length = self._starts.get(section, ([], 1))
        within = (at - section * STEPS) * length / STEPS
        block = max((index for index, start in enumerate(starts) if start <= within), default=0)
        return Place(section, block)

    def share(self, place: Place) -> float:
        """How much of the document lies before, from 0 to 1."""
        return self.at(place) / self.length


def chapter_at(chapters: Sequence[Chapter], place: Place) -> int | None:
    """The number of the chapter that a place is in, of several that begin there the first; None before the first."""
    begun = [chapter.place for chapter in chapters if chapter.place <= place]
    return next(index for index, chapter in enumerate(chapters) if chapter.place == max(begun)) if begun else None
