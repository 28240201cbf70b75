"""The open document as the window knows it: what was told of it, and what was come across since."""

import re
from collections.abc import Sequence, Set

from voiceassistant.documents.document import READ, Block, Chapter, Kind, Place
from voiceassistant.reading.events import DocumentOpened, Spot
from voiceassistant.reading.plan import Sentence, Unit
from voiceassistant.ui.reading.chapters import headings_in
from voiceassistant.ui.reading.ruler import Ruler

WORD = re.compile(r"\w[\w'’-]*")
SENTENCE_END = re.compile(r"[.!?。！？…]+[\"'”’)\]]*(?=\s|$)|$")


class Opened:
    """Headings stand for chapters in a document that tells none."""

    def __init__(self, event: DocumentOpened) -> None:
        self.event = event
        self.ruler = Ruler(event.sections)
        self.tells_chapters = bool(event.chapters)
        self.chapters: Sequence[Chapter] = event.chapters
        self._headings: dict[int, list[Chapter]] = {}

    @property
    def units(self) -> tuple[Unit, ...]:
        """Whose end can be waited for."""
        known = ((Unit.PARAGRAPH, True), (Unit.HEADING, bool(self.chapters)), (Unit.PAGE, self.event.pages))
        return tuple(unit for unit, there in known if there)

    def learn(self, section: int, blocks: Sequence[Block]) -> bool:
        """What a section holds. True if there are more chapters now."""
        self.ruler.learn(section, blocks)
        if self.tells_chapters or section in self._headings:
            return False
        self._headings[section] = headings_in(section, blocks)
        self.chapters = [one for number in sorted(self._headings) for one in self._headings[number]]
        return bool(self._headings[section])


def spot_at(blocks: Sequence[Block], place: Place, wanted: Set[Kind] = READ) -> Spot | None:
    """What would be lit if a place were being read, as well as the text alone tells; the next place that is read."""
    if not 0 <= place.block < len(blocks):
        return None
    read = (number for number in range(place.block, len(blocks)) if blocks[number].kind in wanted)
    number = next(read, place.block)
    place = place if number == place.block else Place(place.section, number)
    block = blocks[number]
    word = WORD.search(block.text, place.character)
    start, end = word.span() if word else (place.character, place.character)
    sentence_end = SENTENCE_END.search(block.text, end)
    last = sentence_end.end() if sentence_end else len(block.text)
    return Spot(Sentence(place, last, block, ""), start, end)
