"""What commands to the reading aid are, said shortly."""

from voiceassistant.documents.document import Kind
from voiceassistant.reading.commands import Command, Unit, Verb

PAUSE, GO_ON, AGAIN, START = Command(Verb.PAUSE), Command(Verb.GO_ON), Command(Verb.AGAIN), Command(Verb.START)
SLOWER, FASTER = Command(Verb.SLOWER), Command(Verb.FASTER)
BOOKMARK, WHERE, LEFT = Command(Verb.BOOKMARK), Command(Verb.WHERE), Command(Verb.LEFT)


def back(count: int = 1, unit: Unit = Unit.SENTENCE) -> Command:
    return Command(Verb.BACK, unit, count)


def forward(count: int = 1, unit: Unit = Unit.SENTENCE) -> Command:
    return Command(Verb.FORWARD, unit, count)


def speed(value: float) -> Command:
    return Command(Verb.SPEED, value=value)


def sleep(minutes: float) -> Command:
    return Command(Verb.SLEEP, value=minutes)


def page(number: int) -> Command:
    return Command(Verb.PAGE, count=number)


def chapter(number: int) -> Command:
    return Command(Verb.CHAPTER, count=number)


def titled(words: str) -> Command:
    return Command(Verb.TITLE, text=words)


def stop_after(unit: Unit) -> Command:
    return Command(Verb.STOP_AFTER, unit)


def read_too(kind: Kind) -> Command:
    return Command(Verb.READ_TOO, kind=kind)


def leave_out(kind: Kind) -> Command:
    return Command(Verb.LEAVE_OUT, kind=kind)


AWAKE, SPELL, WORD = Command(Verb.AWAKE), Command(Verb.SPELL), Command(Verb.WORD)
NEWEST_BOOKMARK = Command(Verb.TO_BOOKMARK, count=0)
