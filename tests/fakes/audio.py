"""A player and an ear without devices: what is heard when is the test's to say."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from voiceassistant.errors import AssistantError, NothingHeard

RATE = 24_000


@dataclass
class FakePlayback:
    """Hears everything at once when `at_once`, else as much as the test says by `hear`."""

    at_once: bool
    pcm: bytes = b""
    heard: int = 0
    finished: bool = False
    paused: bool = False
    ended: bool = False
    stopped_at: float | None = None
    first_sound_at: float | None = None
    error: AssistantError | None = None
    callbacks: list[Callable[[], None]] = field(default_factory=list)
    written: threading.Event = field(default_factory=threading.Event)

    def write(self, pcm: bytes, rate: int = RATE) -> None:
        assert rate == RATE
        if self.stopped_at is None:
            self.pcm += pcm
            if self.at_once:
                self.hear(len(pcm) // 2)
            self.written.set()

    def hear(self, samples: int) -> None:
        self.heard += samples
        if self.first_sound_at is None:
            self.first_sound_at = time.monotonic()
        self._changed()

    def finish(self) -> None:
        self.finished = True
        if self.at_once:
            self.end()

    def end(self, error: AssistantError | None = None) -> None:
        self.ended, self.error = True, error
        self._changed()

    def stop(self) -> None:
        self.stopped_at = self.stopped_at or time.monotonic()
        self.ended = True
        self._changed()

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def on_change(self, callback: Callable[[], None]) -> None:
        self.callbacks.append(callback)

    def level(self) -> float:
        return 0.5

    def _changed(self) -> None:
        for callback in tuple(self.callbacks):
            callback()
        if self.ended:
            self.callbacks.clear()

    @property
    def heard_samples(self) -> int:
        return self.heard

    @property
    def queued_seconds(self) -> float:
        return (len(self.pcm) // 2 - self.heard) / RATE


@dataclass
class FakePlayer:
    at_once: bool = True
    error: AssistantError | None = None
    playbacks: list[FakePlayback] = field(default_factory=list)

    def begin(self) -> FakePlayback:
        if self.error:
            raise self.error
        self.playbacks.append(FakePlayback(self.at_once))
        return self.playbacks[-1]

    def stop(self) -> None:
        for playback in self.playbacks[-1:]:
            playback.stop()


@dataclass(frozen=True)
class FakeUtterance:
    path: Path
    seconds: float = 2.0
    speech_seconds: float = 1.5
    ended_at: float = 0.0
    compact: bytes = b""


@dataclass
class FakeEar:
    """Every recording it makes has `speech_seconds` of speech; it is a real file, so that keeping it can be seen."""

    folder: Path
    speech_seconds: float = 1.5
    error: AssistantError | None = None
    recording: Path | None = None
    dropped: list[str] = field(default_factory=list)
    told: list[tuple[str, bool]] = field(default_factory=list)

    def begin(self, name: str) -> None:
        if self.error:
            raise self.error
        self.recording = self.folder / f"{name}.wav"
        self.recording.write_bytes(b"RIFF")

    def end(self) -> FakeUtterance:
        if self.recording is None:
            raise NothingHeard("Nothing was being recorded")
        path, self.recording = self.recording, None
        return FakeUtterance(path, speech_seconds=self.speech_seconds, ended_at=time.monotonic())

    def drop(self) -> None:
        if self.recording:
            self.dropped.append(self.recording.name)
            self.recording.unlink()
            self.recording = None

    def level(self) -> float:
        return 0.25

    def hands_free(self, on: bool) -> None:
        self.told.append(("hands_free", on))

    def mute(self, on: bool) -> None:
        self.told.append(("mute", on))

    def drop_speech(self) -> None:
        self.told.append(("drop_speech", True))

    def expect_more(self, utterance: FakeUtterance) -> None:
        self.told.append(("expect_more", True))

    def next_utterance(self, *, answering: bool) -> None:
        self.told.append(("next_utterance", answering))

    def discard(self, utterance: FakeUtterance) -> None:
        utterance.path.unlink(missing_ok=True)
