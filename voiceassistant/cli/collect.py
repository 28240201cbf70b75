"""A player that plays to a file: for the terminal, where the spoken answer is written instead of heard."""

import time
from collections.abc import Callable
from pathlib import Path

from voiceassistant.errors import AssistantError, AudioFileError

RATE = 24_000


class Collected:
    """One answer's sound. It counts as heard the moment it comes."""

    def __init__(self) -> None:
        self.pcm = bytearray()
        self.ended = False
        self.error: AssistantError | None = None
        self.first_sound_at: float | None = None
        self._callbacks: list[Callable[[], None]] = []

    def write(self, pcm: bytes, rate: int = RATE) -> None:
        assert rate == RATE, "the roles speak at 24 kHz"
        self.pcm += pcm
        if self.first_sound_at is None:
            self.first_sound_at = time.monotonic()
            self._changed()

    def finish(self) -> None:
        self.ended = True
        self._changed()

    def stop(self) -> None:
        self.finish()

    def pause(self) -> None:
        """Nobody listens who could be disturbed."""

    def resume(self) -> None:
        """It was never paused."""

    def on_change(self, callback: Callable[[], None]) -> None:
        self._callbacks.append(callback)

    def level(self) -> float:
        return 0.0

    @property
    def heard_samples(self) -> int:
        return len(self.pcm) // 2

    @property
    def queued_seconds(self) -> float:
        return 0.0

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / RATE

    def save(self, path: Path) -> None:
        """Writes a file in the format that its suffix names. Raises AudioFileError."""
        from voiceassistant.audio.files import save

        save(path, bytes(self.pcm), RATE)

    def _changed(self) -> None:
        for callback in self._callbacks:
            callback()


class Collector:
    """Collects answers; the last one is `answer`."""

    def __init__(self) -> None:
        self.answer = Collected()

    def begin(self) -> Collected:
        self.answer = Collected()
        return self.answer

    def stop(self) -> None:
        self.answer.stop()


def check_target(path: Path) -> None:
    """Before anything is asked: whether sound can be saved there. Raises AudioFileError."""
    from voiceassistant.audio.files import FORMATS

    if path.suffix.removeprefix(".").lower() not in FORMATS:
        failure = AudioFileError(f"{path.name} does not end like a sound file")
        failure.advice = f"Choose one of {', '.join(FORMATS)}."
        raise failure
    check_place(path)


def check_place(path: Path) -> None:
    """Whether a file can be there at all. Raises AudioFileError."""
    failure = None
    if not path.parent.is_dir():
        failure = AudioFileError(f"{path.name} cannot be written: there is no folder {path.parent}")
        failure.advice = "Choose another place."
    elif path.is_dir():
        failure = AudioFileError(f"{path.name} cannot be written: it is a folder")
        failure.advice = "Choose another name."
    if failure:
        raise failure
