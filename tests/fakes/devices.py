"""A microphone and a speaker whose clock is the test: a block is due when the test says so."""

import threading

import numpy as np

from voiceassistant.audio.ring import Samples
from voiceassistant.audio.streams import Fill, OnBlock, OnLost
from voiceassistant.errors import AudioError, DeviceLost, NoMicrophone, NoSpeaker


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


class FakeMicrophone:
    def __init__(self, rate: int = 48_000, *, missing: bool = False) -> None:
        self.rate = rate
        self.latency_seconds = 0.0
        self.name = "Fake microphone"
        self.missing = missing
        self.times_opened = 0
        self.is_open = False
        self._on_block: OnBlock | None = None
        self._on_lost: OnLost | None = None

    def open(self, on_block: OnBlock, on_lost: OnLost) -> None:
        if self.missing:
            raise NoMicrophone("There is no microphone")
        self._on_block, self._on_lost = on_block, on_lost
        self.is_open = True
        self.times_opened += 1

    def close(self) -> None:
        self.is_open = False

    def deliver(self, sound: Samples, block: int = 480, *, overflow: bool = False) -> None:
        """Has the listener's callback take the sound, block by block, as PortAudio's thread would."""
        assert self._on_block is not None, "it was never opened"
        for start in range(0, len(sound), block):
            self._on_block(sound[start : start + block], overflow)

    def lose(self) -> None:
        assert self._on_lost is not None, "it was never opened"
        self._on_lost(DeviceLost(f"{self.name} was disconnected"))


class FakeSpeaker:
    """An output stream; NaN in what `tick` returns would be a sample that nobody filled."""

    def __init__(
        self,
        clock: Clock,
        rate: int = 48_000,
        *,
        delay_seconds: float = 0.0,
        start_seconds: float = 0.08,
        missing: bool = False,
    ) -> None:
        self.rate = rate
        self.latency_seconds = delay_seconds
        self.start_seconds = start_seconds
        self.aborts_at_once = True
        self.name = "Fake speaker"
        self.missing = missing
        self.started = threading.Event()  # cleared by abort and close
        self.stopped = threading.Event()  # set by abort and close
        self.times_started = self.times_opened = 0
        self.fails_to_start = 0  # how many more times
        self._clock = clock
        self._fill: Fill | None = None
        self._on_lost: OnLost | None = None

    def open(self, fill: Fill, on_lost: OnLost) -> None:
        if self.missing:
            raise NoSpeaker("There is no speaker")
        self._fill, self._on_lost = fill, on_lost
        self.times_opened += 1

    def start(self) -> None:
        if self.fails_to_start:
            self.fails_to_start -= 1
            raise NoSpeaker(f"{self.name} does not play")
        self.times_started += 1
        self.stopped.clear()
        self.started.set()

    def abort(self) -> None:
        self.started.clear()
        self.stopped.set()

    def close(self) -> None:
        self.abort()

    def tick(self, frames: int = 960, *, underflow: bool = False) -> Samples:
        """One block is asked for, and its time passes. Returns what was filled in."""
        assert self._fill is not None, "it was never opened"
        block = np.full((frames, 2), np.nan, np.float32)
        self._fill(block[:, 0], self.latency_seconds, underflow)
        assert not np.isnan(block[:, 0]).any(), "a part of the block was left unfilled"
        self._clock.advance(frames / self.rate)
        return block[:, 0].copy()

    def lose(self, error: AudioError | None = None) -> None:
        assert self._on_lost is not None, "it was never opened"
        self._on_lost(error or DeviceLost(f"{self.name} was disconnected"))
