"""The reader as the window and other threads use it: every method may be called from anywhere and returns at once."""

import logging
from collections.abc import Callable, Coroutine, Sequence, Set
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from voiceassistant.documents.document import Block, Box, Kind, Picture, Place, Run, Source
from voiceassistant.reading.commands import Command, Verb
from voiceassistant.reading.events import ReadingEvent, Spot
from voiceassistant.reading.obeying import Obeying
from voiceassistant.reading.plan import Unit
from voiceassistant.reading.ports import OwnWords
from voiceassistant.reading.reader import Reader
from voiceassistant.reading.shelf import Bookmark, KnownDocument
from voiceassistant.text.spoken import Pronunciation

log = logging.getLogger(__name__)

T = TypeVar("T")


class RunOnLoop(Protocol):
    def __call__(self, work: Coroutine[Any, Any, T]) -> "Future[T]": ...


class ReadingDesk:
    """What happens is told by the events of `reading/events.py`.

    Args:
        reader: Belongs to the loop that `run` runs things on.
        run: Runs a coroutine there.
        words: How the user wants words to be said.
    """

    def __init__(self, reader: Reader, run: RunOnLoop, words: OwnWords) -> None:
        self._reader, self._run, self._words = reader, run, words

    def subscribe(self, callback: Callable[[ReadingEvent], None]) -> Callable[[], None]:
        """Calls back with every event, on the loop's thread. Returns what ends the subscription."""
        return self._reader.subscribe(callback)

    def tell_so_far(self, callback: Callable[[ReadingEvent], None]) -> None:
        """Calls back on the loop's thread with events that tell all that came before."""

        async def tell() -> None:
            for event in self._reader.so_far():
                callback(event)

        self._run(tell())

    # --- the document -------------------------------------------------------------------------------------------------

    def open(self, source: Source, password: str | None = None) -> None:
        """Opened and shown, not read yet: DocumentOpened or ReadingFailed says how that went."""
        self._do(self._reader.open, source, password)

    def get_ready(self) -> None:
        """The next document opens sooner: somebody is about to choose one."""
        self._run(self._reader.book.get_ready())

    def close_document(self) -> None:
        self._do(self._reader.close_document)

    def section(self, number: int) -> "Future[Sequence[Block]]":
        """What stands in a section, read or not. DocumentError."""
        return self._run(self._reader.book.section(number))

    def page_size(self, page: int) -> "Future[tuple[float, float]]":
        """Width and height in points. DocumentError."""
        return self._run(self._reader.book.page_size(page))

    def picture(self, page: int, width: int) -> "Future[Picture]":
        """A page as it looks, so many pixels wide. DocumentError."""
        return self._run(self._reader.book.picture(page, width))

    def boxes(self, runs: Sequence[Run]) -> "Future[list[tuple[int, Box]]]":
        """Where characters stand: page, and box in points. DocumentError."""
        return self._run(self._reader.book.boxes(runs))

    def place_at(self, page: int, x: float, y: float) -> "Future[Place | None]":
        """What stands at a point of a page, in points. DocumentError."""
        return self._run(self._reader.book.place_at(page, x, y))

    def text_at(self, place: Place) -> "Future[tuple[str, str]]":
        """The text of the block at a place, and the language that is read there. DocumentError."""
        return self._run(self._reader.book.text_at(place))

    # --- reading ------------------------------------------------------------------------------------------------------

    def spot(self) -> Spot | None:
        """The word that is heard now, or was last. Cheap, for a poll at 30 Hz."""
        return self._reader.spot()

    @property
    def wanted(self) -> frozenset[Kind]:
        return self._reader.wanted

    def play(self) -> None:
        self._do(self._reader.play)

    def pause(self) -> None:
        self._do(self._reader.pause)

    def toggle(self) -> None:
        self._do(self._reader.toggle)

    def go(self, place: Place) -> None:
        self._do(self._reader.go, place)

    def step(self, unit: Unit, count: int) -> None:
        self._do(self._reader.step, unit, count)

    def set_speed(self, speed: float) -> None:
        """0.5 to 4; what is beyond is taken to be the nearest."""
        self._do(self._reader.set_speed, speed)

    def faster(self, steps: int = 1) -> None:
        self._do(self._reader.faster, steps)

    def want(self, kinds: Set[Kind]) -> None:
        self._do(self._reader.want, kinds)

    def voice_changed(self) -> None:
        """Another voice reads from now on; the sentence that is being read is begun anew by it."""
        self._do(self._reader.voice_changed)

    @property
    def languages(self) -> frozenset[str]:
        """Of the open document, as far as it was read: ISO 639-1, and "" where it could not be told."""
        return self._reader.languages

    def sleep_after(self, minutes: float) -> None:
        """In place of another stop that was asked for; 0: it does not stop by itself any more."""
        self._do(self._reader.stop_at, None)
        self._do(self._reader.stops.sleep_after, minutes)

    def stop_after(self, unit: Unit) -> None:
        """Pauses at the end of the one that is being read, in place of a sleep timer."""
        self._do(self._reader.stops.sleep_after, 0)
        self._run(Obeying(self._reader).obey(Command(Verb.STOP_AFTER, unit)))

    # --- what is kept -------------------------------------------------------------------------------------------------

    def recent(self) -> "Future[list[KnownDocument]]":
        """StoreError."""
        return self._run(self._reader.kept.recent())

    def forget(self, source: str) -> "Future[None]":
        """Nothing is known of a document any more. StoreError."""
        return self._run(self._reader.kept.forget(source))

    def bookmark(self, note: str = "") -> "Future[None]":
        """Marks the sentence that is being read. StoreError, DocumentError."""
        return self._run(self._reader.bookmark(note))

    def bookmarks(self) -> "Future[list[Bookmark]]":
        """Of the open document, in reading order. StoreError."""
        return self._run(self._reader.kept.bookmarks())

    def remove_bookmark(self, number: int) -> "Future[None]":
        """StoreError."""
        return self._run(self._reader.kept.remove_bookmark(number))

    def pronunciations(self) -> "Future[Sequence[Pronunciation]]":
        """The user's list, as its file has it now. SettingsError."""
        return self._run(self._reader.book.work(self._words.read_anew))

    def pronounce(self, own: Sequence[Pronunciation]) -> "Future[None]":
        """Keeps another list, which is heard from the next sentence on. SettingsError: the old one stays."""

        async def keep() -> None:
            # On the thread that says what sentences are: none is said by the old list after that.
            await self._reader.book.work(lambda: self._words.keep(own))
            await self._reader.said_anew()

        return self._run(keep())

    def _do(self, work: Callable[..., object], *values: object) -> None:
        async def call() -> None:
            try:
                work(*values)
            except Exception:  # nobody looks at the future
                log.exception("%s failed", getattr(work, "__name__", work))

        self._run(call())
