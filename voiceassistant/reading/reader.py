"""Reads a document aloud: the one place where what the user wants, the document, the voice and the player meet."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from voiceassistant.documents.document import READ, Chapter, Document, Kind, Place, Source
from voiceassistant.errors import AssistantError, DocumentError, NothingToRead
from voiceassistant.reading.book import Book
from voiceassistant.reading.events import (
    DocumentClosed,
    DocumentOpened,
    Phase,
    ReadingChanged,
    ReadingEvent,
    ReadingFailed,
    SentenceBegan,
    Spot,
)
from voiceassistant.reading.heard import Heard
from voiceassistant.reading.kept import Kept
from voiceassistant.reading.narration import Narrator
from voiceassistant.reading.passage import Passage, ToSay
from voiceassistant.reading.plan import Sentence, Unit
from voiceassistant.reading.ports import Opener, Player, Stretcher
from voiceassistant.reading.shelf import DocumentShelf
from voiceassistant.reading.speech_ahead import SpeechAhead
from voiceassistant.reading.state import (
    Closed,
    Happening,
    Held,
    NotOpened,
    Opened,
    Opening,
    PausePressed,
    PlayPressed,
    ReachedEnd,
    Released,
    Silence,
    Speak,
    SpeedChosen,
    State,
    StopChosen,
    Went,
    advance,
    next_speed,
)
from voiceassistant.reading.stops import Stops
from voiceassistant.tasks import Tasks
from voiceassistant.text.spoken import Spoken

log = logging.getLogger(__name__)


class Reader:
    """Belongs to a loop: every method is called on it, but for `spot` and `languages`, which are any thread's.

    `book` is the open document, `kept` its place and bookmarks, `stops` what makes it pause by itself.

    Args:
        opener: Opens documents.
        narrator: Has sentences spoken; closed with the reader.
        player: Where they are heard.
        shelf: Remembers where each document was left.
        stretcher: Makes what changes the speed of one sentence.
        spoken: What is said for a text in a language.
        wanted: The kinds of blocks that are read.
    """

    def __init__(
        self,
        *,
        opener: Opener,
        narrator: Narrator,
        player: Player,
        shelf: DocumentShelf,
        stretcher: Callable[[float], Stretcher],
        spoken: Callable[[str, str], Spoken],
        wanted: Set[Kind] = READ,
    ) -> None:
        self.narrator, self.book = narrator, Book(opener)
        self.kept, self.stops = Kept(shelf, self.book), Stops(self.pause, self._tell)
        self._player, self._stretcher = player, stretcher
        self._ahead = SpeechAhead(self.book, narrator, spoken, self.tell_problem)
        self._subscribers: list[Callable[[ReadingEvent], None]] = []
        self._state = State()
        self._wanted = frozenset(wanted)
        self._changing = asyncio.Lock()  # of the document: one is opened or closed after the other
        self._steps: asyncio.Queue[Coroutine[Any, Any, None]] = asyncio.Queue()  # one after the other, as pressed
        self._stepping: asyncio.Task[None] | None = None
        self._passage: Passage | None = None
        self._spot: Spot | None = None  # the last that was heard
        self._heard = Heard()
        self._begun: ToSay | None = None  # goes on as it is being said
        self._opened: DocumentOpened | None = None
        self._tasks = Tasks()

    def subscribe(self, callback: Callable[[ReadingEvent], None]) -> Callable[[], None]:
        """Calls back with every event, on the loop. Returns what ends the subscription."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            with suppress(ValueError):  # ended twice is ended
                self._subscribers.remove(callback)

        return unsubscribe

    # --- what is there ------------------------------------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        return self._state.phase

    @property
    def speed(self) -> float:
        return self._state.speed

    @property
    def wanted(self) -> frozenset[Kind]:
        """The kinds of blocks that are read."""
        return self._wanted

    @property
    def place(self) -> Place:
        """Where reading is, or goes on."""
        spot = self._passage.spot() if self._passage else None
        return spot.place if spot else self._state.place

    @property
    def stops_by_itself(self) -> bool:
        """A sleep timer runs, or it pauses at the end of something."""
        return self.stops.minutes > 0 or self._state.until is not None

    @property
    def languages(self) -> frozenset[str]:
        """Of the open document, as far as it was read: ISO 639-1, and "" where it could not be told."""
        return self._ahead.languages

    def so_far(self) -> list[ReadingEvent]:
        """What whoever comes late has to be told to know all that the others know."""
        if self._opened is None:
            return []
        state = self._state
        return [
            replace(self._opened, place=self.place),
            ReadingChanged(state.phase, state.held, state.speed, self.place),
            *self.stops.so_far(),
        ]

    def spot(self) -> Spot | None:
        """The word that is heard now, or was last; None before the first."""
        passage = self._passage
        return (passage.spot() if passage else None) or self._spot

    def around(self, before: int, after: int) -> tuple[str, str]:
        """The text about the place where reading is, so many characters of it, and the sentence read last.

        Both empty while nothing was read.
        """
        spot = (self._passage.look() if self._passage else None) or self._spot
        return (self._heard.around(spot, before, after), spot.sentence.text.strip()) if spot else ("", "")

    def whereabouts(self) -> str:
        """Where reading is, in words for a chat model."""
        spot = self.spot()
        return self.book.whereabouts(spot.place) if spot else "not begun yet"

    def heard_lately(self) -> str:
        """The sentence that is being read and the one before."""
        return self._heard.lately()

    # --- what the user does -------------------------------------------------------------------------------------------

    def open(self, source: Source, password: str | None = None) -> "asyncio.Task[None]":
        """Opens a document in place of the one that is open; tells DocumentOpened, or ReadingFailed if that stays."""
        self._handle(Opening())
        return self._tasks.spawn(self._open(source, password), "document-open")

    def close_document(self) -> None:
        """Also one that is just being opened, as soon as it is."""
        if self._state.phase is not Phase.OPENING:
            self._handle(Closed())
        self._tasks.spawn(self._close_document(), "document-close")

    def play(self) -> None:
        self._handle(PlayPressed())

    def pause(self) -> None:
        self._handle(PausePressed())

    def toggle(self) -> None:
        if self._state.phase is Phase.READING:
            self.pause()
        else:
            self.play()

    def go(self, place: Place) -> None:
        """Reading goes on at this place."""
        self._handle(Went(place))

    def step(self, unit: Unit, count: int) -> None:
        """So many sentences, paragraphs … on, or back."""
        self._steps.put_nowait(self._step(unit, count))
        if self._stepping is None or self._stepping.done():
            self._stepping = self._tasks.spawn(self._step_on(), "reading-steps")

    def set_speed(self, speed: float) -> None:
        self._handle(SpeedChosen(speed))

    def faster(self, steps: int = 1) -> None:
        """By so many usual steps; slower if negative."""
        self._handle(SpeedChosen(next_speed(self._state.speed, steps)))

    def want(self, kinds: Set[Kind]) -> "asyncio.Task[None]":
        """Which kinds of blocks are read from now on."""
        self._wanted = frozenset(kinds)
        return self._tasks.spawn(self._want(), "reading-wants")

    def voice_changed(self) -> None:
        """Another voice reads from now on, from the word that is being read."""
        self.narrator.forget()
        self.set_speed(self._state.speed)

    async def said_anew(self) -> None:
        """Words are said in another way from the next sentence on; the one that is heard goes on at its word.

        Only what was asked for ahead and is said differently now is a reason for it.
        """
        passage = self._passage
        if passage is None:
            return
        begun = passage.begun()
        differs = await self._ahead.is_said_differently(begun[0].place if begun else None)
        if differs and passage is self._passage:  # another one knows the new way
            self._begun = passage.begun()
            self.set_speed(self._state.speed)

    def tell_problem(self, error: AssistantError) -> None:
        """Something is not as the user wants it, but reading goes on."""
        self._tell(ReadingFailed(error, passed_over=True))

    def stop_at(self, until: Place | None, unit: Unit | None = None) -> None:
        """Pauses there, at the end of the `unit` that is being read; None: not any more."""
        if until is None and self._state.until is None:
            return
        self._handle(StopChosen(until))
        if self._state.until is not None:
            self.stops.after(unit)

    def hold(self) -> None:
        """Silent at once: the user is heard. `release` goes on at the word where it was."""
        self._handle(Held())

    def release(self) -> None:
        self._handle(Released())

    async def bookmark(self, note: str = "") -> None:
        """Marks the sentence that is being read, or where reading would go on. Raises StoreError, DocumentError."""
        await self.kept.bookmark(self.place, note)

    async def close(self) -> None:
        """Ends what was started and closes the document."""
        self._silence()
        self.stops.close()
        await self._tasks.close()
        while not self._steps.empty():
            self._steps.get_nowait().close()
        await self.narrator.close()
        await self.kept.close()
        await self.book.close()

    # --- how it goes on -----------------------------------------------------------------------------------------------

    def _handle(self, happening: Happening) -> None:
        """The one place where the state changes."""
        before, spot = self._state, self._passage.look() if self._passage else None
        self._spot = spot or self._spot
        self._state, commands = advance(before, happening, spot.place if spot else None)
        for command in commands:
            match command:
                case Speak(place=place, speed=speed, until=until):
                    self._speak(place, speed, until)
                case Silence():
                    self._silence()
        if self._state != before:
            state = self._state
            self._tell(ReadingChanged(state.phase, state.held, state.speed, state.place))
            if state.until is None and self.stops.unit is not None:
                self.stops.after(None)
            if state.phase is Phase.PAUSED and isinstance(happening, Went):
                self._get_ready()

    def _speak(self, place: Place, speed: float, until: Place | None) -> None:
        self._silence()
        begun, self._begun = self._begun, None
        sentences, playback = self._ahead.since(place, until, begun), self._player.begin()
        passage = self._passage = Passage(sentences, place, speed, playback, self._stretcher, self._sentence_began)
        self._passage_task = self._tasks.spawn(self._read(passage), "reading")

    def _silence(self) -> None:
        passage, self._passage = self._passage, None
        if passage is not None:
            passage.playback.stop()  # the sound first
            self._passage_task.cancel()

    async def _read(self, passage: Passage) -> None:
        try:
            with _in_words():
                heard_all = await passage.run()
        except AssistantError as error:
            passage.playback.finish()
            self._fail(error)
            return
        if passage is not self._passage:
            return
        if not heard_all:
            self._handle(PausePressed())  # silenced by another sound
        elif passage.spot() is None and passage.place == Place(0):
            self._fail(self._nothing())
        else:
            self._handle(ReachedEnd())
            self._passage = None

    def _sentence_began(self, sentence: Sentence) -> None:
        self._heard.add(sentence)
        self._tell(SentenceBegan(sentence))
        self._tasks.spawn(self.kept.reached(sentence), "reading-place")

    def _tell(self, event: ReadingEvent) -> None:
        for callback in tuple(self._subscribers):
            try:
                callback(event)
            except Exception:
                log.exception("a subscriber failed on %s", type(event).__name__)

    def _fail(self, error: AssistantError) -> None:
        log.warning("reading: %s", error)
        self._handle(PausePressed())
        self._tell(ReadingFailed(error))

    def _nothing(self) -> DocumentError:
        failures = self.book.plan.take_failures() if self.book.plan else []
        return failures[0] if failures else NothingToRead("There is no text in the document")

    # --- tasks --------------------------------------------------------------------------------------------------------

    async def _open(self, source: Source, password: str | None) -> None:
        async with self._changing:
            self._handle(Opening())  # another one may have been opened since
            try:
                with _in_words():
                    document = await self.book.open(source, password, self._wanted)
            except AssistantError as error:
                self._handle(NotOpened() if self._opened else Closed())
                self._tell(ReadingFailed(error, source))
                return
            self._opened = None
            try:
                with _in_words():
                    place = await self.kept.opened(source, document)
            except AssistantError as error:
                await self.book.close_document()
                self._handle(Closed())
                self._tell(DocumentClosed())
                self._tell(ReadingFailed(error, source))
                return
            self._spot, self._heard = None, Heard()
            self._ahead.begin_document(document.language)
            self._handle(Opened(place))
            self._opened = _opened(source, document, self.book.chapters, place)
            self._tell(self._opened)
            self._get_ready()

    def _get_ready(self) -> None:
        """Where reading would begin now is spoken already when it does, if that costs nothing."""
        place = self._state.place

        async def get_ready() -> None:
            with suppress(DocumentError):  # closed again, or broken: whoever reads on is told
                await self._ahead.get_ready(place, lambda: self._passage is None)

        self._tasks.spawn(get_ready(), "reading-ready")

    async def _close_document(self) -> None:
        async with self._changing:
            if self.book.document is not None:
                self._handle(Closed())
                self._opened = None
                await self.book.close_document()
                self._tell(DocumentClosed())

    async def _step_on(self) -> None:
        while not self._steps.empty():
            try:
                with _in_words():
                    await self._steps.get_nowait()
            except AssistantError as error:  # the next one may well lead somewhere
                self.tell_problem(error)

    async def _step(self, unit: Unit, count: int) -> None:
        here, plan = self.place, self.book.plan
        if plan is not None:
            self.go(await self.book.ask(lambda _: plan.step(here, unit, count)))

    async def _want(self) -> None:
        plan = self.book.plan
        if plan is not None:
            await self.book.ask(lambda _: plan.want(self._wanted))
            self.go(self.place)


def _opened(source: Source, document: Document, chapters: Sequence[Chapter], place: Place) -> DocumentOpened:
    return DocumentOpened(
        source, document.title, document.language, document.sections, document.pages, tuple(chapters), place
    )


@contextmanager
def _in_words() -> Iterator[None]:
    """Raises AssistantError in place of what nobody expected: whoever waits has to be told something."""
    try:
        yield
    except AssistantError:
        raise
    except Exception as error:
        log.exception("reading broke")
        raise AssistantError("Something unexpected went wrong") from error
