"""What a listener can ask of the reading aid, as values."""

from dataclasses import dataclass
from enum import StrEnum

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
    START = "start"  # from the beginning
    BOOKMARK = "bookmark"
    SLEEP = "sleep"  # pause after some minutes
    WHERE = "where"  # are we


@dataclass(frozen=True, slots=True)
class Command:
    """One of the verbs, with what it needs.

    Attributes:
        unit: What BACK and FORWARD count.
        count: How many of them; 0 with BACK: to the beginning of the one that is being read.
        value: Of SPEED, 1 is normal; of SLEEP, the minutes.
    """

    verb: Verb
    unit: Unit = Unit.SENTENCE
    count: int = 1
    value: float = 0.0
