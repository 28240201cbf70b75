"""The whole assistant, hands-free in a simulated room, in a time that passes as fast as it can.

Microphone, loudspeaker and room are `tests.fakes.room`'s; listener, echo canceller, voice activity, pause rule, player
and engine are the real ones, their threads' work done in turns. Servers are fakes that take a fixed time. The
transcription is the truth: what was really said while the utterance was recorded.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from tests.fakes import noises
from tests.fakes.devices import Clock
from tests.fakes.roles import FakeRoles, FakeStore
from tests.fakes.room import Room, VirtualRoom, VirtualSpeaker
from voiceassistant.audio.echo import EchoCanceller
from voiceassistant.audio.hands_free import Judges, Speech, TurnModel
from voiceassistant.audio.level import rms
from voiceassistant.audio.listener import Listener
from voiceassistant.audio.pauses import AdaptivePauses
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.ring import Samples
from voiceassistant.engine.engine import Engine
from voiceassistant.errors import AudioError
from voiceassistant.events import Event, HearingChanged, Phase, PhaseChanged, Utterance
from voiceassistant.messages import TextDelta
from voiceassistant.transcripts import Transcript

T = TypeVar("T")
E = TypeVar("E")

RATE = 16_000
ANSWER_DBFS = -20.0
EARLY_SECONDS = 0.001  # times are sums of tens of milliseconds, and not exact
ROUNDS = 6  # of the loop in 10 ms: what one thing leads to is done by then, or 10 ms later
TURN_MODEL_SECONDS = 0.08
TRANSCRIPTION_SECONDS, CHAT_SECONDS, SPEECH_SECONDS = 0.35, 0.2, 0.15
AUDIBLE = 0.003  # RMS of 10 ms: the answer is at -20 dBFS
LONGEST_WAIT_SECONDS = 30.0


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its timers go by the test's clock. It has to be kept busy: it would wait in real time for a timer."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._virtual = clock

    def time(self) -> float:
        return self._virtual()


class LateWorkers(Executor):
    """Does the work at once; the result is there after the time that it takes usually."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._loop, self._seconds = loop, seconds

    def submit(self, work: Callable[..., T], /, *arguments: Any, **named: Any) -> "Future[T]":
        future: Future[T] = Future()
        self._loop.call_later(self._seconds, future.set_result, work(*arguments, **named))
        return future


class SteppedListener(Listener):
    """The listener without a thread: `look` does what that does at such a moment."""

    _looked_at = 0.0

    def prepare(self, workers: Executor) -> None:
        self._thread = threading.current_thread()
        self._hearing.prepare(Judges(self._pauses, self._turn_model, workers), self._commands.post)

    def look(self, now: float) -> None:
        if not self._wake.is_set() and now - self._looked_at < self._poll_seconds() - EARLY_SECONDS:
            return
        self._wake.clear()
        self._looked_at = now
        assert self._capture is not None
        self._capture.heard_until = now
        self._listen()
        self._commands.obey()


class SteppedPlayer(SpeechPlayer):
    """The player without a thread."""

    def prepare(self) -> None:
        self._thread = threading.current_thread()
        self._open()

    def step(self) -> None:
        self._commands.obey()
        self._serve()

    def close(self) -> None:
        self.stop()
        self._close()


class WatchedSpeaker(VirtualSpeaker):
    """Remembers when it was audible."""

    start_seconds = 0.08

    def __init__(self, clock: Clock, rate: int, delay_seconds: float) -> None:
        super().__init__(clock, rate, delay_seconds)
        self.audible: list[float] = []  # the beginning of each 10 ms with sound

    def play(self, frames: int) -> Samples:
        sound = super().play(frames)
        if rms(sound) > AUDIBLE:
            self.audible.append(self._clock())
        return sound


@dataclass(frozen=True)
class Line:
    """Something that sounds in the room: a person's words, or a noise, which has none.

    Attributes:
        sound: As it is at the microphone: mono float32, 16 kHz.
        is_meant: It is said to the assistant.
        goes_on: Who says it will say more; the line that follows is the rest.
    """

    sound: Samples = field(repr=False)
    words: str = ""
    is_meant: bool = True
    goes_on: bool = False

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE


@dataclass(frozen=True)
class Said:
    """A line, and when it sounded."""

    line: Line
    start: float

    @property
    def end(self) -> float:
        return self.start + self.line.seconds


@lru_cache(maxsize=200)
def spoken(text: str) -> Samples:
    """What the assistant's voice makes of it: 24 kHz, at ANSWER_DBFS."""
    return noises.at_level(np.concatenate(list(_voice().say(text, 1.0))), ANSWER_DBFS)


@lru_cache(maxsize=1)
def _voice() -> Any:
    from voiceassistant.local.synthesis.hibari_voice import HibariVoice

    return HibariVoice()


class RoomRoles(FakeRoles):
    """Servers that take a fixed time, of which the first hears what was really said."""

    def __init__(self, words_of: Callable[[Utterance], str]) -> None:
        super().__init__()
        self._words_of = words_of

    def will_answer(self, text: str) -> None:
        self.parts = (TextDelta(text),)

    async def transcribe(self, utterance: Utterance) -> Transcript:
        await asyncio.sleep(TRANSCRIPTION_SECONDS)
        return Transcript(self._words_of(utterance), "en")

    async def _step(self, step: str) -> None:
        await asyncio.sleep(CHAT_SECONDS if step == "chat" else 0.0)

    async def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        await asyncio.sleep(SPEECH_SECONDS)
        yield (spoken(text) * 32767.0).astype("<i2").tobytes()


class HandsFreeRoom:
    """What a scene is played in. `clock` is the time; whatever it waits for passes in it.

    Args:
        room: At 16 kHz, which takes half the time of 48.
        folder: For recordings.
        model: Judges whether a turn is complete; None: pauses alone do.
    """

    def __init__(self, room: Room, folder: Path, model: TurnModel | None) -> None:
        self.clock = Clock()
        self.heard: list[tuple[float, Speech]] = []
        self.events: list[tuple[float, Event]] = []
        self.said: list[Said] = []
        self.pauses = AdaptivePauses()
        self._room = VirtualRoom(room, self.clock)
        self.speaker = self._room.speaker = WatchedSpeaker(self.clock, room.rate, 0.06)
        self._player = SteppedPlayer(self.speaker, on_lost=_never, clock=self.clock)
        self._listener = SteppedListener(
            self._room.microphone,
            folder,
            on_lost=_never,
            tell=self._hear,
            on_problem=_never,
            pauses=self.pauses,
            turn_model=model,
            echo=EchoCanceller(self._player.played),
        )
        self.roles, self.store = RoomRoles(self._words_of), FakeStore()
        self.engine = Engine(self._listener, self._player, self.roles, self.store, self.clock)
        self._happened = asyncio.Event()

    # --- the play -----------------------------------------------------------------------------------------------------

    def run(self, scene: Coroutine[Any, Any, T]) -> T:
        """Plays a scene from the moment in which hands-free was switched on to its end."""
        loop = VirtualLoop(self.clock)
        self.engine._loop.close()
        self.engine._loop = loop
        try:
            return loop.run_until_complete(self._play(loop, scene))
        finally:
            self._listener.close()
            self._player.close()
            self.engine.close()

    async def _play(self, loop: asyncio.AbstractEventLoop, scene: Coroutine[Any, Any, T]) -> T:
        self.engine.subscribe(self._note)
        self._listener.prepare(LateWorkers(loop, TURN_MODEL_SECONDS))
        self._listener.open()
        self._player.prepare()
        self.engine.hands_free(True)
        time = asyncio.create_task(self._pass_time())
        acting = asyncio.create_task(scene)
        await asyncio.wait((time, acting), return_when=asyncio.FIRST_COMPLETED)
        time.cancel()
        await asyncio.wait((time,))
        if not time.cancelled():
            time.result()
        await self.engine._end()
        return await acting

    async def _pass_time(self) -> None:
        while True:
            self._player.step()
            self._room.advance()
            for _ in range(ROUNDS):
                await asyncio.sleep(0)
            self._listener.look(self.clock())

    # --- what a scene does --------------------------------------------------------------------------------------------

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def say(self, line: Line, *, to_its_end: bool = True) -> Said:
        """Somebody says it, or it makes its noise; after what still sounds at the microphone."""
        said = Said(line, max([self.clock(), *(one.end for one in self.said)]))
        self.said.append(said)
        self._room.microphone.say(line.sound, RATE)
        if to_its_end:
            await self.wait(said.end - self.clock())
        return said

    async def answer(self, text: str, question: str = "Tell me something.") -> None:
        """Has it answer a typed question with this; returns when the first sound of it is there."""
        self.roles.will_answer(text)
        self.engine.ask(question)
        await self.until(lambda event: isinstance(event, PhaseChanged) and event.phase is Phase.SPEAKING)

    async def until(self, wanted: Callable[[Event], bool]) -> Event:
        """Waits for the next such event."""
        seen = len(self.events)
        async with asyncio.timeout(LONGEST_WAIT_SECONDS):
            while True:
                for _, event in self.events[seen:]:
                    if wanted(event):
                        return event
                seen = len(self.events)
                self._happened.clear()
                await self._happened.wait()

    async def until_ready(self) -> None:
        if self.phase is not Phase.READY:
            await self.until(lambda event: isinstance(event, PhaseChanged) and event.phase is Phase.READY)

    # --- what came of it ----------------------------------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        return self.engine._turn.phase

    def of(self, kind: type[E], since: float = 0.0) -> Iterator[tuple[float, E]]:
        """What the engine told, or the ear, of this kind."""
        for at, event in [*self.heard, *self.events]:
            if isinstance(event, kind) and at >= since:
                yield at, event

    def silent_from(self, since: float, seconds: float = 0.6) -> float:
        """When the loudspeaker fell silent, for at least so long, after that time."""
        last = since
        for at in self.speaker.audible:
            if at < since:
                continue
            if at - last > seconds:
                break
            last = at + 0.01
        return last

    # --- within -------------------------------------------------------------------------------------------------------

    def _hear(self, happened: Speech | HearingChanged) -> None:
        if not isinstance(happened, HearingChanged):
            self.heard.append((self.clock(), happened))
        self.engine.hear(happened)

    def _note(self, event: Event) -> None:
        self.events.append((self.clock(), event))
        self._happened.set()

    def _words_of(self, utterance: Utterance) -> str:
        """What a perfect transcription would hear. Where nobody made a sound it was the loudspeaker."""
        end, start = utterance.ended_at + 0.1, utterance.ended_at - utterance.seconds
        there = [one for one in self.said if one.end > start + 0.1 and one.start < end]
        if there:
            return " ".join(filter(None, (_words_until(one, end) for one in there)))
        return " ".join(part.text for part in self.roles.parts if isinstance(part, TextDelta))


def _words_until(said: Said, end: float) -> str:
    words = said.line.words.split()
    share = min(1.0, (end - said.start) / said.line.seconds)
    return " ".join(words[: round(share * len(words))])


def _never(error: AudioError) -> None:
    raise AssertionError(error)
