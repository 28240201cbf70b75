"""The sentences of a document in the order in which they are read, and the way from one to another.

Asks the document for a section only when that is looked at, and keeps the last few: a long book costs no more than a
short one.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import Enum

from voiceassistant.documents.document import READ, Block, Document, Kind, Place
from voiceassistant.errors import DocumentError
from voiceassistant.reading.sentences import sentences_of
from voiceassistant.text.language import LANGUAGES_OF_OTHER_SCRIPTS, is_plainly, language_of, script_of

KEPT_SECTIONS = 8
FARTHEST_SECTIONS = 60  # how far a heading is looked for: a thousand pages without one are not all opened for it
TELLING_LETTERS = 40  # a shorter text is taken to be in the language of what is around it, if that is known
TELLING_SECTION = 2000  # letters of a section that say its language, where the document does not


class Unit(Enum):
    """How far one step goes."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    PAGE = "page"  # a section


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence where it stands: characters `place.character` to `end` of its block's text."""

    place: Place
    end: int
    block: Block
    language: str  # ISO 639-1; empty: unknown

    @property
    def text(self) -> str:
        return self.block.text[self.place.character : self.end]

    @property
    def begins_block(self) -> bool:
        return not self.block.text[: self.place.character].strip()

    def holds(self, place: Place) -> bool:
        return self.place <= place and place[:2] == self.place[:2] and place.character < self.end


class Plan:
    """Not for two threads at once. A section that cannot be had is empty, and `take_failures` says why.

    Args:
        document: Stays open for as long as this is used.
        wanted: The kinds of blocks that are read.
    """

    def __init__(self, document: Document, wanted: Set[Kind] = READ) -> None:
        self.document = document
        self.wanted = frozenset(wanted)
        self._failed: set[int] = set()  # one bad page is not the end of a book
        self._failures: list[DocumentError] = []
        self._sections: OrderedDict[int, tuple[Sentence, ...]] = OrderedDict()

    def want(self, kinds: Set[Kind]) -> None:
        """Reads these kinds of blocks from now on."""
        self.wanted = frozenset(kinds)
        self._sections.clear()

    def take_failures(self) -> list[DocumentError]:
        """Why sections were empty, each once."""
        failures, self._failures = self._failures, []
        return failures

    def section(self, number: int) -> tuple[Sentence, ...]:
        """What is read of a section; nothing of one that is not there."""
        if not 0 <= number < self.document.sections:
            return ()
        if number not in self._sections:
            self._sections[number] = tuple(self._sentences(number))
            while len(self._sections) > KEPT_SECTIONS:
                self._sections.popitem(last=False)
        self._sections.move_to_end(number)
        return self._sections[number]

    def since(self, place: Place) -> Iterator[Sentence]:
        """The sentence that holds the place, or else the first one behind it, and all that follow."""
        for number in range(max(0, place.section), self.document.sections):
            for sentence in self.section(number):
                if sentence.place >= place or sentence.holds(place) or number > place.section:
                    yield sentence

    def at(self, place: Place) -> Sentence | None:
        """The sentence that holds the place, or else the first one behind it; None at the end."""
        return next(self.since(place), None)

    def step(self, place: Place, unit: Unit, count: int) -> Place:
        """The place so many units on, back if `count` is negative; the first or last one there is, at the ends.

        A step back from within a sentence or paragraph leads to the one before; none, to its beginning.
        """
        if count == 0:
            return self._beginning(place, unit)
        for _ in range(abs(count)):
            before, place = place, self._forward(place, unit) if count > 0 else self._back(place, unit)
            if place == before:  # what is not found once is not looked for a hundred times
                break
        return place

    def _beginning(self, place: Place, unit: Unit) -> Place:
        here = self.at(place)
        if here is None or unit is Unit.SENTENCE:
            return here.place if here else place
        if unit is Unit.PAGE:
            return self.section(here.place.section)[0].place
        begins = here.begins_block and (unit is Unit.PARAGRAPH or here.block.kind is Kind.HEADING)
        if begins:
            return here.place
        if unit is Unit.HEADING:
            return self._back(here.place, unit)
        return next(one.place for one in self.section(here.place.section) if one.place[:2] == here.place[:2])

    # --- one step -----------------------------------------------------------------------------------------------------

    def _forward(self, place: Place, unit: Unit) -> Place:
        here = self.at(place)
        last = None
        for sentence in self.since(place):
            if sentence.place.section > place.section + FARTHEST_SECTIONS:
                return place
            last = sentence
            if here is not None and sentence.place > here.place and _begins(sentence, unit, here):
                return sentence.place
        return last.place if last else place

    def _back(self, place: Place, unit: Unit) -> Place:
        here = self.at(place)
        before = here.place if here is not None and here.holds(place) else place
        found = None
        for sentence in self._until(before):
            if sentence.place.section < before.section - FARTHEST_SECTIONS:
                return before
            found = sentence
            if unit is Unit.SENTENCE or (unit is Unit.PARAGRAPH and self._begins_another(sentence, before)):
                break
            if unit is Unit.HEADING and sentence.block.kind is Kind.HEADING and sentence.begins_block:
                break
            if unit is Unit.PAGE and sentence.place.section < before.section:
                return self.section(sentence.place.section)[0].place
        return found.place if found else before

    def _begins_another(self, sentence: Sentence, before: Place) -> bool:
        return sentence.begins_block and sentence.place[:2] != before[:2]

    def _until(self, place: Place) -> Iterator[Sentence]:
        """The sentences before a place, the nearest first."""
        for number in range(min(place.section, self.document.sections - 1), -1, -1):
            sentences = self.section(number)
            end = bisect_right([one.place for one in sentences], place)
            for sentence in reversed(sentences[:end]):
                if sentence.place < place:
                    yield sentence

    # --- a section ----------------------------------------------------------------------------------------------------

    def _sentences(self, number: int) -> Iterator[Sentence]:
        try:
            blocks = self.document.section(number)
        except DocumentError as error:
            if number not in self._failed:
                self._failed.add(number)
                self._failures.append(error)
            return
        usual = self.document.language or language_of(" ".join(block.text for block in blocks)[:TELLING_SECTION])
        for index, block in enumerate(blocks):
            if block.kind in self.wanted:
                language = _language(block.text, usual)
                for start, end in sentences_of(block.text, language):
                    own = _language(block.text[start:end], language)
                    yield Sentence(Place(number, index, start), end, block, own)


def _language(text: str, around: str) -> str:
    """Of the text itself where that can be told, else `around`: of what is around it, "" where that is not known."""
    if is_plainly(text, around):
        return around
    script = script_of(text)
    if around == "ja" and script == "CJK":
        return around  # Japanese without a kana
    if not around or len(text) >= TELLING_LETTERS or script not in ("", "LATIN"):
        return language_of(text) or around
    foreign = around in LANGUAGES_OF_OTHER_SCRIPTS and len(text.split()) > 1  # a single word may well be a name
    return "en" if foreign and script else around


def _begins(sentence: Sentence, unit: Unit, here: Sentence) -> bool:
    """Whether a step of this size from `here` ends at this sentence."""
    match unit:
        case Unit.SENTENCE:
            return True
        case Unit.PARAGRAPH:
            return sentence.begins_block
        case Unit.HEADING:
            return sentence.begins_block and sentence.block.kind is Kind.HEADING
        case Unit.PAGE:
            return sentence.place.section > here.place.section
