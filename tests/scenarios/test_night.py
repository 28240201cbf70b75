"""A night of hands-free talk: a thousand turns through the real ear and the real engine, as fast as they go.

Pauses are counted in windows of sound, so time passes with the sound that is delivered and not with the clock.
"""

import asyncio
import gc
import os
import queue
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from tests.audio.sounds import eventually
from tests.fakes.audio import FakePlayback, FakePlayer
from tests.fakes.devices import FakeMicrophone
from tests.fakes.roles import FakeRoles, FakeStore
from voiceassistant.audio.files import load
from voiceassistant.audio.listener import Listener
from voiceassistant.audio.ring import Samples
from voiceassistant.engine.engine import Engine
from voiceassistant.events import (
    Event,
    FirstSound,
    Hearing,
    HearingChanged,
    PartlyHeard,
    Phase,
    PhaseChanged,
    TakenBack,
    TurnEnded,
)
from voiceassistant.resource_files import resource

E = TypeVar("E")
pytestmark = pytest.mark.slow

RATE = 16_000
TURNS, HALF = 1_000, 550
SETTLED_AFTER = 100  # turns; caches are warm by then
MORE_BYTES = 150_000  # of our own objects in 450 turns: 0.3 kB a turn would show

QUESTION = load(resource("samples/question-capital.wav"), RATE)
SPEECH = QUESTION[round(0.3 * RATE) : round(1.3 * RATE)]


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


@dataclass
class Night:
    microphone: FakeMicrophone
    listener: Listener
    engine: Engine
    roles: FakeRoles
    player: FakePlayer
    store: FakeStore
    events: "queue.Queue[Event]" = field(default_factory=queue.Queue)

    def hear(self, *sounds: Samples) -> None:
        """Seconds of sound in an instant, so what the engine has asked of the ear until now is to be done first."""
        self.listener._commands.ask(lambda: None)
        self.microphone.deliver(np.concatenate(sounds), block=1_600)
        self.listener._wake.set()  # its thread would look by itself, up to 40 ms later
        capture = self.listener._capture
        assert capture is not None
        assert eventually(lambda: capture.ring.available == 0)

    def until(self, kind: type[E], **values: Any) -> E:
        while True:
            event = self.events.get(timeout=10)
            if isinstance(event, kind) and all(getattr(event, name) == value for name, value in values.items()):
                return event

    def answer(self) -> FakePlayback:
        """The playback of the answer that is on its way, with its first sound heard."""

        def complete() -> list[FakePlayback]:
            return [one for one in self.player.playbacks if one.finished and not one.heard and not one.ended]

        assert eventually(lambda: bool(complete()))
        (playback,) = complete()
        playback.hear(240)
        self.until(FirstSound)
        return playback

    def ready(self) -> None:
        self.until(PhaseChanged, phase=Phase.READY)
        self.player.playbacks.clear()
        self.roles.histories.clear()
        self.roles.spoken.clear()
        self.roles.as_json.clear()


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    microphone, player, roles, store = FakeMicrophone(RATE), FakePlayer(at_once=False), FakeRoles(), FakeStore()
    listener = Listener(
        microphone,
        tmp_path / "recordings",
        on_lost=lambda error: None,
        tell=lambda event: engine.hear(event),  # noqa: PLW0108
    )
    engine = Engine(listener, player, roles, store)
    night = Night(microphone, listener, engine, roles, player, store)
    engine.subscribe(night.events.put)
    engine.start()
    listener.open()
    engine.hands_free(True)
    night.until(HearingChanged, hearing=Hearing.LISTENING)
    yield night
    engine.close()
    listener.close()


def plain(night: Night) -> None:
    night.hear(SPEECH, silence(1.2))
    night.answer().end()
    night.until(TurnEnded)


def with_a_pause(night: Night) -> None:
    night.hear(SPEECH, silence(0.4))
    night.until(PartlyHeard)
    night.hear(SPEECH, silence(1.2))
    night.answer().end()
    night.until(TurnEnded)


def talked_over(night: Night) -> None:
    night.hear(SPEECH, silence(1.2))
    night.answer()
    turn = night.engine._turn.number
    night.roles.heard = "Wait, what about London?"
    night.hear(SPEECH, silence(1.2))
    assert night.until(TurnEnded, turn=turn).interrupted
    night.answer().end()
    night.until(TurnEnded)


def nodded_at(night: Night) -> None:
    night.hear(SPEECH, silence(1.2))
    playback = night.answer()
    night.roles.heard = "Mm-hm."
    night.hear(SPEECH[: RATE // 2], silence(1.2))
    night.until(PhaseChanged, phase=Phase.PAUSED)
    night.until(PhaseChanged, phase=Phase.SPEAKING)
    assert eventually(lambda: not playback.paused)
    playback.end()
    assert not night.until(TurnEnded).interrupted


def not_done(night: Night) -> None:
    night.hear(SPEECH, silence(1.2))
    assert eventually(lambda: bool(night.player.playbacks))
    night.hear(SPEECH, silence(1.2))
    night.until(TakenBack)
    night.answer().end()
    night.until(TurnEnded)


KINDS: tuple[Callable[[Night], None], ...] = (plain, with_a_pause, talked_over, nodded_at, not_done)


def thread_names() -> list[str]:
    return sorted(thread.name for thread in threading.enumerate())


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0


def tasks(night: Night) -> int:
    async def count() -> int:
        return len(asyncio.all_tasks()) - 1  # this one

    return night.engine.run(count()).result(5)


@pytest.mark.timeout(300)
def test_a_thousand_turns_leave_nothing_behind(night: Night, tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        talk(night, range(SETTLED_AFTER))
        threads, files, size = thread_names(), open_files(), bytes_held(night)
        talk(night, range(SETTLED_AFTER, HALF))
        half = bytes_held(night)
        talk(night, range(HALF, TURNS))
        grown = half - size, bytes_held(night) - half
    finally:
        tracemalloc.stop()
    assert eventually(lambda: tasks(night) == 0)
    assert thread_names() == threads
    assert eventually(lambda: open_files() <= files)  # the last recording of the first turns may still have been open
    assert list((tmp_path / "recordings").iterdir()) == []
    # What is loaded late, because the machine was busy, comes once; what a turn leaves behind comes with every one.
    assert min(grown) < MORE_BYTES


def talk(night: Night, turns: range) -> None:
    for number in turns:
        night.roles.heard = "How are you?"
        KINDS[number % len(KINDS)](night)
        night.ready()
        if number % 50 == 0:
            night.store.messages.clear()  # another conversation
            night.store.answers.clear()


def bytes_held(night: Night) -> int:
    night.store.messages.clear()
    night.store.answers.clear()
    gc.collect()
    return tracemalloc.get_traced_memory()[0]
