"""What happens while a document is read, as frozen values; the window and the terminal follow them."""

from dataclasses import dataclass
from enum import Enum

from voiceassistant.documents.document import Chapter, Place, Source
from voiceassistant.errors import AssistantError
from voiceassistant.reading.plan import Sentence, Unit


class Phase(Enum):
    """What the reader is doing; the value is the word that the user reads."""

    CLOSED = "Nothing is open"
    OPENING = "Opening"
    PAUSED = "Paused"
    READING = "Reading"
    ENDED = "Read to the end"


@dataclass(frozen=True, slots=True)
class DocumentOpened:
    """It may be looked at and read from now on."""

    source: Source
    title: str
    language: str  # ISO 639-1; empty: unknown
    sections: int
    pages: bool  # its sections are pages that can be looked at
    chapters: tuple[Chapter, ...]
    place: Place  # where it was left last time


@dataclass(frozen=True, slots=True)
class DocumentClosed:
    pass


@dataclass(frozen=True, slots=True)
class ReadingChanged:
    """`held`: it waits for a question and its answer to be over, and then goes on by itself."""

    phase: Phase
    held: bool
    speed: float
    place: Place


@dataclass(frozen=True, slots=True)
class SentenceBegan:
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class SleepTimerSet:
    minutes: float  # 0: it is off


@dataclass(frozen=True, slots=True)
class StopSet:
    """It pauses at the end of the chapter, the page … that is being read; None: it does not, or has."""

    unit: Unit | None


@dataclass(frozen=True, slots=True)
class ReadingFailed:
    """Reading is paused where it was, unless it passed over what failed. `source`: what did not open."""

    error: AssistantError
    source: Source | None = None
    passed_over: bool = False  # a page that cannot be read


ReadingEvent = (
    DocumentOpened | DocumentClosed | ReadingChanged | SentenceBegan | SleepTimerSet | StopSet | ReadingFailed
)


@dataclass(frozen=True, slots=True)
class Spot:
    """What is heard now: a sentence, and the word in it."""

    sentence: Sentence
    start: int  # of the word, in the block's text; both as the sentence's beginning while no word is known
    end: int

    @property
    def place(self) -> Place:
        return self.sentence.place._replace(character=self.start)
