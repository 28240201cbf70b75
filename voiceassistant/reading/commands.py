"""What a listener can ask of the reading aid, as values."""

from dataclasses import dataclass
from enum import StrEnum

from voiceassistant.documents.document import Kind
from voiceassistant.reading.plan import Unit as Unit


class Verb(StrEnum):
    PAUSE = "pause"
    GO_ON = "go on"
    BACK = "back"
    FORWARD = "forward"
    SLOWER = "slower"
    FASTER = "faster"
    SPEED = "speed"
    AGAIN = "again"  # what was said last
    WORD = "word"  # the last word, once more
    SPELL = "spell"  # it, or the one that is named
    START = "start"  # from the beginning
    PAGE = "page"  # the one with this number
    CHAPTER = "chapter"  # the one with this number
    TITLE = "title"  # the chapter that is called so, or is about this
    BOOKMARK = "bookmark"
    TO_BOOKMARK = "to bookmark"
    NEXT_BOOKMARK = "next bookmark"
    SLEEP = "sleep"  # pause after some minutes
    STOP_AFTER = "stop after"  # pause at the end of a chapter, a page …
    AWAKE = "awake"  # do neither
    READ_TOO = "read too"  # a kind of block
    LEAVE_OUT = "leave out"
    WHERE = "where"  # are we
    LEFT = "left"  # how much is


@dataclass(frozen=True, slots=True)
class Command:
    """One of the verbs, with what it needs.

    Attributes:
        unit: What BACK and FORWARD count, and what STOP_AFTER waits for.
        count: How many of them; 0 with BACK: to the beginning of the one that is being read. The number of PAGE and
            CHAPTER, -1 for the last one. Of TO_BOOKMARK in reading order, 0 for the newest; of NEXT_BOOKMARK 1, or
            -1 for the one before. Of SLOWER and FASTER the steps.
        value: Of SPEED, 1 is normal; of SLOWER and FASTER, how many times as fast, 0 for steps; of SLEEP, the minutes.
        kind: Of READ_TOO and LEAVE_OUT.
        text: Of TITLE, and the word of SPELL; empty there: the last that was heard.
    """

    verb: Verb
    unit: Unit = Unit.SENTENCE
    count: int = 1
    value: float = 0.0
    kind: Kind | None = None
    text: str = ""
