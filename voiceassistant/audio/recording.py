"""One recording on its way to disk."""

from pathlib import Path

import numpy as np

from voiceassistant.audio.compact import compact_encoder
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.utterance import Utterance
from voiceassistant.audio.vad import RATE
from voiceassistant.audio.wav import WavWriter
from voiceassistant.errors import AudioError


class Recording:
    """Writes what it is fed, and encodes it meanwhile. A full disk ends it early; `finish` then raises."""

    def __init__(self, path: Path) -> None:
        """Raises AudioFileError: the file cannot be made."""
        self._wav = WavWriter(path, RATE)
        self._compact = compact_encoder()
        self._peak = 0.0
        self._failure: AudioError | None = None

    def feed(self, samples: Samples) -> None:
        """Takes mono float32 at 16 kHz."""
        if not len(samples) or self._failure is not None:
            return
        self._peak = max(self._peak, float(np.abs(samples).max()))
        try:
            self._wav.append(samples)
        except AudioError as error:
            self._failure = error
            return
        if self._compact is not None:
            self._compact.feed(samples)

    def snapshot(self, ended_at: float, speech_seconds: float) -> Utterance:
        """What was recorded until now, readable at once, while it goes on. Raises AudioFileError as `finish` does."""
        if self._failure is None:
            try:
                self._wav.save()
            except AudioError as error:
                self._failure = error
        return self._utterance(ended_at, speech_seconds)

    def finish(self, ended_at: float, speech_seconds: float) -> Utterance:
        """Closes the file. Raises AudioFileError: it could not be written to its end."""
        self._wav.close()
        return self._utterance(ended_at, speech_seconds)

    def discard(self) -> None:
        self._wav.discard()

    def _utterance(self, ended_at: float, speech_seconds: float) -> Utterance:
        if self._failure is not None:
            raise self._failure
        seconds = self._wav.samples / RATE
        compact = self._compact.snapshot() if self._compact is not None else b""
        return Utterance(self._wav.path, seconds, min(speech_seconds, seconds), min(1.0, self._peak), ended_at, compact)
