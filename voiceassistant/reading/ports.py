"""What the reader asks of the rooms around it. No vendor is imported here."""

from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from voiceassistant.documents.document import Document, Source
from voiceassistant.engine.ports import Playback, Player
from voiceassistant.text.spoken import Pronunciation
from voiceassistant.text.word_times import WordTime

Samples = npt.NDArray[np.float32]  # mono, full scale is ±1

__all__ = ["Aligner", "Narrators", "Opener", "Packer", "Playback", "Player", "Samples", "SpeechKeeper", "Stretcher"]


class Voice(Protocol):
    """Speaks at its usual pace; what the reader wants faster it stretches itself."""

    @property
    def identity(self) -> str: ...  # of server, model and voice: the same text sounds the same
    def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        """Streams mono 16-bit little-endian PCM at 24 kHz, cut anywhere. Raises ServiceError; closing it hangs up."""
        ...


class Narrators(Protocol):
    """Who reads aloud, by language."""

    def voice(self, language: str) -> AbstractAsyncContextManager[Voice]: ...
    async def on_this_computer(self) -> bool:
        """Whether nothing leaves it and nothing is paid for. Raises AssistantError."""
        ...


class Aligner(Protocol):
    """Finds out when the words of a text are spoken in its speech. May block for a second or so: a worker's job."""

    def align(self, text: str, language: str, pcm: bytes) -> Sequence[WordTime] | None:
        """None where it has no means for this language."""
        ...

    def close(self) -> None: ...


class SpeechKeeper(Protocol):
    """Speech by what was said by whom, kept across runs. Any thread's; what cannot be kept is let go."""

    def load(self, key: str) -> tuple[bytes, tuple[WordTime, ...]] | None: ...
    def save(self, key: str, pcm: bytes, times: Sequence[WordTime]) -> None: ...


class Stretcher(Protocol):
    """Makes sound faster or slower without changing its pitch; one sentence's."""

    def write(self, samples: Samples) -> Samples: ...
    def flush(self) -> Samples: ...
    def source_seconds(self, seconds: float) -> float:
        """Which place of what was written is heard so many seconds into what came out."""
        ...

    def heard_seconds(self, seconds: float) -> float:
        """So many seconds into what came out a place of what was written is heard, once it has come out."""
        ...


class Packer(Protocol):
    """Makes sound small without loss: mono 16-bit little-endian PCM at 24 kHz. May block for a second or so."""

    def pack(self, pcm: Path, packed: Path) -> None:
        """Makes a file of another. Raises AudioFileError; what it made is not there then."""
        ...

    def unpack(self, packed: Path) -> Generator[bytes, None, None]:
        """What was packed, whole samples at a time; less of it where the file is damaged. Raises AudioFileError."""
        ...


class OwnWords(Protocol):
    """The user's list of how words are said. May block; for one thread at a time."""

    def read_anew(self) -> Sequence[Pronunciation]:
        """As it is kept now. Raises SettingsError."""
        ...

    def keep(self, own: Sequence[Pronunciation]) -> None:
        """Instead of what was kept. Raises SettingsError."""
        ...


class Opener(Protocol):
    """Opens documents; for one thread at a time."""

    def open(self, source: Source, password: str | None) -> Document:
        """May block for seconds. Raises DocumentError."""
        ...

    def warm(self) -> None:
        """Somebody is about to open a document."""
        ...
