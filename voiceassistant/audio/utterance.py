"""A finished recording."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said between press and release, on disk until its transcript is kept."""

    path: Path  # mono, 16 bit, 16 kHz WAV; complete and closed
    seconds: float
    speech_seconds: float  # what the voice activity model took for speech
    peak: float  # of the loudest sample, 0..1
    ended_at: float  # time.monotonic() of the recording's end
    compact: bytes = field(default=b"", repr=False)  # the same as Ogg Opus; empty where it was not encoded
