"""A desk over blocks that are written down here: it reads when it is told to, and hears no more than a test lets it."""

from collections.abc import Callable, Sequence, Set
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from voiceassistant.documents.document import READ, Block, Box, Chapter, Kind, Picture, Place, Run, Source
from voiceassistant.errors import AssistantError, DocumentError
from voiceassistant.reading.events import (
    DocumentClosed,
    DocumentOpened,
    Phase,
    ReadingChanged,
    ReadingFailed,
    SentenceBegan,
    SleepTimerSet,
    Spot,
    StopSet,
)
from voiceassistant.reading.plan import Sentence, Unit
from voiceassistant.reading.shelf import Bookmark, KnownDocument
from voiceassistant.text.spoken import Pronunciation

LINE_HEIGHT, LINE_TOP, LETTER_WIDTH, MARGIN = 20.0, 72.0, 6.0, 60.0  # of a page: a block a line


class FakeDesk:
    """Futures are done at once, the window hears of them later, as of everything that comes through the bridge."""

    def __init__(self, sections: Sequence[Sequence[Block]], *, pages: bool = False) -> None:
        self.sections, self.pages = sections, pages
        self.title = "The title"
        self.chapters: tuple[Chapter, ...] = ()
        self.left_at = Place(0)
        self.calls: list[Any] = []
        self.asked: list[int] = []  # sections
        self.broken: dict[int, AssistantError] = {}
        self.failure: AssistantError | None = None  # of opening
        self.phase, self.speed, self.place = Phase.CLOSED, 1.0, Place(0)
        self.heard: Spot | None = None
        self.opened: DocumentOpened | None = None
        self.kinds: frozenset[Kind] = READ
        self.marks: list[Bookmark] = []
        self.known: list[KnownDocument] = []
        self.languages: frozenset[str] = frozenset()
        self.own: tuple[Pronunciation, ...] = ()
        self.refusal: AssistantError | None = None  # what the pronunciations' futures raise
        self._subscribers: list[Callable[[Any], None]] = []

    # --- what a test does ---------------------------------------------------------------------------------------------

    def subscribe(self, callback: Callable[[Any], None]) -> Callable[[], None]:
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def tell_so_far(self, callback: Callable[[Any], None]) -> None:
        if self.opened is not None:
            callback(replace(self.opened, place=self.place))
            callback(ReadingChanged(self.phase, False, self.speed, self.place))

    def tell(self, event: object) -> None:
        for callback in self._subscribers:
            callback(event)

    def hear(self, place: Place, word: str) -> Spot:
        """The word behind a place is heard, within its sentence."""
        block = self.sections[place.section][place.block]
        start = block.text.index(word, place.character)
        begin = max(block.text.rfind(". ", 0, start) + 2, 0) if ". " in block.text[:start] else 0
        stop = block.text.find(". ", start)
        end = len(block.text) if stop < 0 else stop + 1
        sentence = Sentence(place._replace(character=begin), end, block, "en")
        began = self.heard is None or self.heard.sentence != sentence
        self.heard = Spot(sentence, start, start + len(word))
        self.place = self.heard.place
        if began:
            self.tell(SentenceBegan(sentence))
        return self.heard

    def change(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        self.tell(ReadingChanged(self.phase, False, self.speed, self.place))

    # --- the document -------------------------------------------------------------------------------------------------

    def get_ready(self) -> None:
        self.calls.append(("get_ready",))

    def open(self, source: Source, password: str | None = None) -> None:
        self.calls.append(("open", source, password))
        self.change(phase=Phase.OPENING)
        if self.failure:
            self.change(phase=Phase.CLOSED)
            self.tell(ReadingFailed(self.failure, source))
            return
        self.heard = None
        self.change(phase=Phase.PAUSED, place=self.left_at)
        count = len(self.sections)
        self.opened = DocumentOpened(source, self.title, "en", count, self.pages, self.chapters, self.left_at)
        self.tell(self.opened)

    def close_document(self) -> None:
        if self.phase is not Phase.CLOSED:
            self.calls.append("close")
            self.opened = None
            self.change(phase=Phase.CLOSED)
            self.tell(DocumentClosed())

    def section(self, number: int) -> "Future[Sequence[Block]]":
        self.asked.append(number)
        if number in self.broken:
            return failed(self.broken[number])
        return done(self.sections[number]) if number < len(self.sections) else failed(DocumentError("None there"))

    def page_size(self, page: int) -> "Future[tuple[float, float]]":
        return done((600.0, 800.0))

    def picture(self, page: int, width: int) -> "Future[Picture]":
        self.calls.append(("picture", page, width))
        height = width * 4 // 3
        return done(Picture(width, height, b"\xff" * (3 * width * height)))

    def boxes(self, runs: Sequence[Run]) -> "Future[list[tuple[int, Box]]]":
        return done([(run.page, self._box(run)) for run in runs])

    def place_at(self, page: int, x: float, y: float) -> "Future[Place | None]":
        line = int((y - LINE_TOP) // LINE_HEIGHT)
        there = 0 <= line < len(self.sections[page])
        return done(Place(page, line, int((x - MARGIN) // LETTER_WIDTH)) if there else None)

    def _box(self, run: Run) -> Box:
        line, column = divmod(run.origin, 1000)
        top = LINE_TOP + line * LINE_HEIGHT
        left = MARGIN + column * LETTER_WIDTH
        return Box(left, top, left + run.length * LETTER_WIDTH, top + LINE_HEIGHT * 0.8)

    def text_at(self, place: Place) -> "Future[tuple[str, str]]":
        return done((self.sections[place.section][place.block].text, "en"))

    # --- reading ------------------------------------------------------------------------------------------------------

    def spot(self) -> Spot | None:
        return self.heard

    @property
    def wanted(self) -> frozenset[Kind]:
        return self.kinds

    def play(self) -> None:
        self.calls.append("play")
        self.change(phase=Phase.READING)

    def pause(self) -> None:
        self.calls.append("pause")
        self.change(phase=Phase.PAUSED)

    def toggle(self) -> None:
        self.pause() if self.phase is Phase.READING else self.play()

    def go(self, place: Place) -> None:
        self.calls.append(("go", place))
        self.change(place=place)

    def step(self, unit: Unit, count: int) -> None:
        self.calls.append(("step", unit, count))

    def set_speed(self, speed: float) -> None:
        self.calls.append(("speed", speed))
        self.change(speed=speed)

    def faster(self, steps: int = 1) -> None:
        self.calls.append(("faster", steps))

    def want(self, kinds: Set[Kind]) -> None:
        self.kinds = frozenset(kinds)

    def voice_changed(self) -> None:
        self.calls.append("voice")

    def sleep_after(self, minutes: float) -> None:
        self.calls.append(("sleep", minutes))
        self.tell(SleepTimerSet(minutes))

    def stop_after(self, unit: Unit) -> None:
        self.calls.append(("stop after", unit))
        self.tell(StopSet(unit))

    # --- what is kept -------------------------------------------------------------------------------------------------

    def recent(self) -> "Future[list[KnownDocument]]":
        return done(list(self.known))

    def forget(self, source: str) -> "Future[None]":
        self.known = [one for one in self.known if one.source != source]
        return done(None)

    def bookmark(self, note: str = "") -> "Future[None]":
        block = self.sections[self.place.section][self.place.block]
        self.marks.append(Bookmark(len(self.marks) + 1, self.place, block.text, note))
        return done(None)

    def bookmarks(self) -> "Future[list[Bookmark]]":
        return done(list(self.marks))

    def remove_bookmark(self, number: int) -> "Future[None]":
        self.marks = [mark for mark in self.marks if mark.id != number]
        return done(None)

    def pronunciations(self) -> "Future[Sequence[Pronunciation]]":
        return failed(self.refusal) if self.refusal else done(self.own)

    def pronounce(self, own: Sequence[Pronunciation]) -> "Future[None]":
        if self.refusal:
            return failed(self.refusal)
        self.own = tuple(own)
        return done(None)


def done(value: Any) -> "Future[Any]":
    future: Future[Any] = Future()
    future.set_result(value)
    return future


def failed(error: Exception) -> "Future[Any]":
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


def paged(sections: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """The same blocks with a place on their page: block and column, as the fake's boxes read it."""
    return [
        [
            Block(block.kind, block.text, block.level, (Run(0, len(block.text), 1000 * line, page),))
            for line, block in enumerate(blocks)
        ]
        for page, blocks in enumerate(sections)
    ]
