"""`voiceassistant bench reading`: from opening a long document to its first sound; memory over an hour of reading."""

import queue
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import numpy as np

from voiceassistant.app import Assistant
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.simulated import SimulatedSpeaker
from voiceassistant.cli.long_documents import long_pdf, long_text
from voiceassistant.cli.memory_watch import MemoryWatch
from voiceassistant.cli.sound_runs import sound_runs
from voiceassistant.conversation.forgetful import ForgetfulStore
from voiceassistant.errors import AssistantError, SettingsError
from voiceassistant.freed_memory import LARGE, map_beyond
from voiceassistant.reading.desk import ReadingDesk
from voiceassistant.reading.events import DocumentClosed, DocumentOpened, ReadingEvent, ReadingFailed, SentenceBegan
from voiceassistant.reading.narration import RATE
from voiceassistant.reading.ports import Narrators, Voice
from voiceassistant.reading_room import ServiceVoices, reading_room
from voiceassistant.settings import Settings

PAGES, TEXT_BYTES = 1_000, 1_000_000
LONGEST_SECONDS = 60.0
SETTLE_SECONDS = 0.1  # until what was heard is noted
CHOOSING_SECONDS = 1.0
SPEED = 20.0  # times real time, for the hour
STAGES = (0.1, 0.5, 1.0)
SECONDS_A_LETTER = 0.06  # of the voice that only hums
MOST_OVERHEAD_MILLISECONDS, MOST_BYTES = 300.0, 300e6

E = TypeVar("E")


def run_reading(runs: int, minutes: float) -> int:
    """Prints both; 0 where the goals are reached. Raises AssistantError."""
    good = True
    with tempfile.TemporaryDirectory() as name:
        for kind, make in {f"a PDF of {PAGES} pages": make_pdf, "a text of 1 MB": make_text}.items():
            good &= print_overheads(kind, first_sounds(Path(name), make, runs))
        if minutes:
            good &= read_on(Path(name), minutes)
    return 0 if good else 1


def make_pdf(path: Path, seed: int) -> Path:
    long_pdf(path := path.with_suffix(".pdf"), PAGES, seed)
    return path


def make_text(path: Path, seed: int) -> Path:
    long_text(path := path.with_suffix(".txt"), TEXT_BYTES, seed)
    return path


class BenchRoom:
    """A reader with a simulated speaker; the local engine is its speech role, unless other voices are given."""

    def __init__(self, folder: Path, voices: Narrators | None = None, *, speed: float = 1.0) -> None:
        map_beyond(LARGE)  # as the window does
        local = {"server": "local"}
        settings = Settings().with_values(transcription=local, chat=local, speech=local)
        self.speaker = SimulatedSpeaker(speed=speed)
        self._player = SpeechPlayer(self.speaker, on_lost=_raise)
        self._assistant = Assistant(settings, self._player, ForgetfulStore(), folder=folder)
        self.timed = TimedVoices(voices or ServiceVoices(self._assistant.services, lambda: settings))
        self._room = reading_room(
            self._assistant.services, lambda: settings, self._player, folder, _print_problem, self.timed
        )
        self._events: queue.Queue[ReadingEvent] = queue.Queue()
        self._room.reader.subscribe(self._events.put)
        self.desk = ReadingDesk(self._room.reader, self._assistant.engine.run, self._room.pronouncing)

    def __enter__(self) -> "BenchRoom":
        self._assistant.engine.start()
        self._player.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._assistant.engine.run(self._room.close()).result()
        self._assistant.close()
        self._player.close()

    def until(self, kind: type[E]) -> E:
        """Raises AssistantError: reading failed."""
        while True:
            event = self._events.get(timeout=LONGEST_SECONDS)
            if isinstance(event, ReadingFailed):
                raise event.error
            if isinstance(event, kind):
                return event

    def open_and_play(self, path: Path) -> None:
        """Raises AssistantError."""
        self.desk.open(path)
        self.until(DocumentOpened)
        self.desk.play()

    def warm(self) -> None:
        """As the window does while somebody chooses a document."""
        self.desk.get_ready()
        time.sleep(CHOOSING_SECONDS)

    def document_process(self) -> int | None:
        return self._room.door.pid


class TimedVoices:
    """Notes when speech is first asked for, and when the first of it comes."""

    def __init__(self, inner: Narrators) -> None:
        self._inner = inner
        self.asked = self.came = 0.0

    def begin(self) -> None:
        self.asked = self.came = 0.0

    @asynccontextmanager
    async def voice(self, language: str) -> AsyncIterator["_TimedVoice"]:
        async with self._inner.voice(language) as voice:
            yield _TimedVoice(self, voice)

    async def on_this_computer(self) -> bool:
        return False  # nothing is spoken before it is asked for: that is what is measured


class _TimedVoice:
    def __init__(self, notes: TimedVoices, voice: Voice) -> None:
        self._notes, self._voice, self.identity = notes, voice, voice.identity

    async def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        notes = self._notes
        first = not notes.asked
        notes.asked = notes.asked or time.monotonic()
        async with aclosing(self._voice.synthesise(text)) as chunks:
            async for chunk in chunks:
                if first and not notes.came:
                    notes.came = time.monotonic()
                yield chunk


class Hum:
    """A voice that takes as long as a real one and costs nothing: for memory, not for ears."""

    identity = "hum"

    @asynccontextmanager
    async def voice(self, language: str) -> AsyncIterator["Hum"]:  # noqa: ARG002 - it hums in all of them
        yield self

    async def on_this_computer(self) -> bool:
        return True

    async def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        times = np.arange(round(len(text) * SECONDS_A_LETTER * RATE)) / RATE
        yield (np.sin(2 * np.pi * 200 * times) * 8_000).astype("<i2").tobytes()


def first_sounds(folder: Path, make: Callable[[Path, int], Path], runs: int) -> list[tuple[float, float]]:
    """Seconds from opening to the first sound, and of them the synthesis call's own, for documents never seen before.

    Raises AssistantError.
    """
    found = []
    with BenchRoom(folder) as room:
        warm = make(folder / "warm", 0)
        for number, path in enumerate([warm, *(make(folder / f"{n}", n) for n in range(1, runs + 1))]):
            room.speaker.take()
            room.timed.begin()
            room.warm()
            began = time.monotonic()
            room.open_and_play(path)
            room.until(SentenceBegan)
            time.sleep(SETTLE_SECONDS)
            first = sound_runs(room.speaker.take(), room.speaker.rate)[0].start
            if number:  # the first one loads models
                found.append((first - began, room.timed.came - room.timed.asked))
            room.desk.close_document()
            room.until(DocumentClosed)
    return found


def read_on(folder: Path, minutes: float) -> bool:
    """Reads for so long, many times faster than real time, and prints the memory it takes. Raises AssistantError."""
    path, stages = folder / "hour.pdf", list(STAGES)
    long_pdf(path, PAGES, 1)
    with BenchRoom(folder / "hour", Hum(), speed=SPEED) as room, MemoryWatch(room.document_process) as watch:
        began = time.monotonic()
        room.open_and_play(path)
        most = 0
        while stages:
            while time.monotonic() < began + stages[0] * minutes * 60 / SPEED:
                time.sleep(SETTLE_SECONDS)
                room.speaker.take()  # what was heard is not what is measured
            own, child = watch.used()
            most = max(most, own.most + child.most)
            print(
                f"  memory up to {stages.pop(0) * minutes:3.0f} minutes: {own.most / 1e6:.0f} MB at most here, "
                f"{child.most / 1e6:.0f} MB in the process that parses",
                flush=True,
            )
        spot = room.desk.spot()
        where = spot.sentence.place.section + 1 if spot else 0
        print(f"  read to page {where}; {most / 1e6:.0f} MB at most in all (goal {MOST_BYTES / 1e6:.0f})")
    return most <= MOST_BYTES


def print_overheads(kind: str, found: Sequence[tuple[float, float]]) -> bool:
    """Prints them in milliseconds; true where the goal is reached."""
    overheads = sorted((total - call) * 1000 for total, call in found)
    calls = [call * 1000 for _, call in found]
    print(
        f"{kind}: {len(found)} opened, first sound after the synthesis call's own {statistics.median(calls):.0f} ms "
        f"and {statistics.median(overheads):.0f} ms (median), {overheads[-1]:.0f} ms (worst)",
        flush=True,
    )
    return overheads[-1] <= MOST_OVERHEAD_MILLISECONDS


def _print_problem(error: SettingsError) -> None:
    print(error.sentence)


def _raise(error: AssistantError) -> None:
    raise error
