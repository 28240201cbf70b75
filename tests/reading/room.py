"""A reader with a voice and a player that a test commands; the loop is the test's own."""

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from tests.fakes.audio import FakePlayback, FakePlayer
from tests.fakes.documents import FakeDocument, heading, paragraph
from voiceassistant.documents.document import Block, Excerpt, Kind, Source
from voiceassistant.errors import DocumentError, DocumentLocked, ServiceUnavailable
from voiceassistant.reading.events import (
    ReadingEvent,
)
from voiceassistant.reading.narration import RATE, Narrator
from voiceassistant.reading.reader import Reader
from voiceassistant.reading.shelf import DocumentShelf
from voiceassistant.text.spoken import Pronunciation, spoken_form

E = TypeVar("E")
WAIT_SECONDS = 5.0
SAMPLES_A_LETTER = RATE // 20

TEXT = [
    [heading("One"), paragraph("The first sentence is here. The second sentence follows it.")],
    [paragraph("The third sentence stands alone."), Block(Kind.FOOTNOTE, "A footnote that nobody wants to hear.")],
    [paragraph("The fourth sentence is the last.")],
]


class NoStretch:
    """Leaves the speed as it is, as the real one does at 1."""

    def write(self, samples: np.ndarray) -> np.ndarray:
        return samples

    def flush(self) -> np.ndarray:
        return np.zeros(0, np.float32)

    def source_seconds(self, seconds: float) -> float:
        return seconds


@dataclass
class FakeVoice:
    """Speaks 50 ms a letter; each text waits for its gate, if it has one."""

    identity: str = "fake"
    asked: list[str] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    errors: dict[str, ServiceUnavailable] = field(default_factory=dict)
    is_here: bool = False  # on this computer

    @asynccontextmanager
    async def voice(self, language: str) -> AsyncIterator["FakeVoice"]:
        yield self

    async def on_this_computer(self) -> bool:
        return self.is_here

    async def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        self.asked.append(text)
        if text in self.errors:
            raise self.errors.pop(text)
        try:
            if text in self.gates:
                await self.gates[text].wait()
            yield b"\x10\x00" * SAMPLES_A_LETTER * len(text)
        except (asyncio.CancelledError, GeneratorExit):
            self.hung_up.append(text)
            raise


class Room:
    """The reader and all around it."""

    def __init__(self, folder: Path, document: FakeDocument, *, at_once: bool = False) -> None:
        self.document, self.voice, self.player = document, FakeVoice(), FakePlayer(at_once)
        self.events: list[ReadingEvent] = []
        self.locked = ""
        self.own: tuple[Pronunciation, ...] = ()
        self.others: list[FakeDocument] = []
        self.opens, self.may_open = threading.Event(), threading.Event()
        self.may_open.set()
        self.happened = asyncio.Event()
        self.reader = Reader(
            opener=self,
            narrator=Narrator(self.voice),
            player=self.player,
            shelf=DocumentShelf(folder / "shelf.sqlite"),
            stretcher=lambda speed: NoStretch(),
            spoken=lambda text, language: spoken_form(text, language, pronunciations=self.own),
        )
        self.reader.subscribe(self._tell)

    def warm(self) -> None: ...

    def open(self, source: Source, password: str | None) -> FakeDocument:
        self.opens.set()
        assert self.may_open.wait(WAIT_SECONDS)
        if source == "missing":
            raise DocumentError("There is no such file")
        if source == "surprising":
            raise ZeroDivisionError
        if self.locked and password != self.locked:
            raise DocumentLocked("The document is locked")
        return self.others.pop() if source == Excerpt("another text") else self.document

    def _tell(self, event: ReadingEvent) -> None:
        self.events.append(event)
        self.happened.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits for whatever may change it: an event, or a turn of the loop after the player's."""
        async with asyncio.timeout(WAIT_SECONDS):
            while not condition():
                await asyncio.sleep(0.001)

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def begin(self) -> None:
        await self.reader.open(Excerpt("a text"))

    @property
    def playback(self) -> FakePlayback:
        return self.player.playbacks[-1]

    async def hear(self, seconds: float) -> None:
        """So much of what is being played has reached the ear."""
        samples = round(seconds * RATE)
        playback = self.playback
        await self.until(lambda: len(playback.pcm) // 2 >= playback.heard + samples or playback.finished)
        playback.hear(min(samples, len(playback.pcm) // 2 - playback.heard))

    async def hear_to(self, words: str) -> None:
        """Until these words of the document are the ones that are heard."""
        for _ in range(2000):
            spot = self.reader.spot()
            if spot is not None and spot.sentence.block.text[spot.start : spot.end] == words:
                return
            await self.hear(0.02)
        raise AssertionError(f"{words} was never heard")

    def word(self) -> str:
        spot = self.reader.spot()
        assert spot is not None
        return spot.sentence.block.text[spot.start : spot.end]
