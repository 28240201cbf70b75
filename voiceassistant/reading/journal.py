"""How far a document was spoken into a file of samples, on disk after each sentence: a broken job goes on there.

    sound.pcm       mono 16-bit little-endian at 24 kHz, as it will be heard
    journal.jsonl   what it is the sound of; then a line for each sentence that is whole in it

Both only grow, the sound first: what it has beyond the last line was broken off and is cut away.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from voiceassistant.documents.document import Place
from voiceassistant.errors import StoreError

RATE = 24_000
SAMPLE_BYTES = 2
_FORM = 1  # of the lines; others are not understood


class SpokenWord(NamedTuple):
    """Characters of a block's text, and from when to when they are heard, in seconds of the whole."""

    start: int
    end: int
    starts: float
    ends: float


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """A sentence that is whole in the sound, from sample `first` up to sample `last`."""

    key: str  # tells another text, or another way to say it
    number: int  # as the sentences that are read are counted, from 1
    place: Place
    text: str
    first: int
    last: int
    words: tuple[SpokenWord, ...]
    language: str = ""  # ISO 639-1; empty: unknown
    begins_block: bool = True
    heading: int = 0  # its level; 0: it is none
    title: str = ""  # all of the heading, where this is its first sentence

    @property
    def starts(self) -> float:
        return self.first / RATE

    @property
    def ends(self) -> float:
        return self.last / RATE


class Journal:
    """For one thread at a time; every method raises StoreError.

    Args:
        folder: Of this job alone; made if it is not there.
        work: What the sound depends on besides the sentences; what was kept of other work is thrown away.
    """

    def __init__(self, folder: Path, work: str) -> None:
        self._folder = folder
        self._lines: IO[bytes] | None = None
        self._sound: IO[bytes] | None = None
        self._kept: list[tuple[str, int, int]] = []  # of each sentence: key, where its line and its sound end
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lines = _opened(folder / "journal.jsonl")
            self._sound = _opened(self.sound)
            self._look_through(work)
        except OSError as error:
            self.close()
            raise _not_kept(error) from error

    @property
    def sound(self) -> Path:
        return self._folder / "sound.pcm"

    @property
    def keys(self) -> Sequence[str]:
        """Of the sentences that are there, in order."""
        return [key for key, _, _ in self._kept]

    @property
    def samples(self) -> int:
        return self._kept[-1][2] // SAMPLE_BYTES if self._kept else 0

    @property
    def seconds(self) -> float:
        return self.samples / RATE

    def cut(self, count: int) -> None:
        """Keeps the first so many sentences."""
        del self._kept[count:]
        try:
            self._cut_files()
        except OSError as error:
            raise _not_kept(error) from error

    def append(self, sentence: SpokenSentence, pcm: bytes) -> None:
        """Keeps a sentence with its sound, and the silence before it; both are on disk when this returns."""
        assert self._lines is not None
        assert self._sound is not None
        try:
            self._sound.write(pcm)
            _on_disk(self._sound)
            self._lines.write(_line(_fields(sentence)))
            _on_disk(self._lines)
        except OSError as error:
            raise _not_kept(error) from error
        self._kept.append((sentence.key, self._lines.tell(), self._sound.tell()))

    def sentences(self) -> Iterator[SpokenSentence]:
        """All that are there, read one by one: a long book has hundreds of thousands of words."""
        try:
            with (self._folder / "journal.jsonl").open("rb") as lines:
                lines.readline()
                for _ in self._kept:
                    yield _sentence(json.loads(lines.readline()))
        except OSError as error:
            raise _not_kept(error) from error

    def close(self) -> None:
        for file in (self._lines, self._sound):
            if file is not None:
                file.close()

    def remove(self) -> None:
        """The job is done."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _look_through(self, work: str) -> None:
        assert self._lines is not None
        assert self._sound is not None
        head = _line({"form": _FORM, "work": work})
        if self._lines.readline() == head:
            size = self._sound.seek(0, os.SEEK_END)
            for line in self._lines:
                kept = _told(line)
                if kept is None or kept[1] > size:
                    break
                self._kept.append((kept[0], (self._kept[-1][1] if self._kept else len(head)) + len(line), kept[1]))
        else:
            self._lines.seek(0)
            self._lines.truncate()
            self._lines.write(head)
        self._cut_files()

    def _cut_files(self) -> None:
        assert self._lines is not None
        assert self._sound is not None
        self._lines.seek(0)
        head = len(self._lines.readline())
        _, line_end, sound_end = self._kept[-1] if self._kept else ("", head, 0)
        for file, end in ((self._sound, sound_end), (self._lines, line_end)):
            file.seek(end)
            file.truncate()
            _on_disk(file)


def _opened(path: Path) -> IO[bytes]:
    path.touch()
    return path.open("r+b")


def _on_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _told(line: bytes) -> tuple[str, int] | None:
    """The key and where the sound ends; None of a line that a crash cut off."""
    try:
        fields = json.loads(line)
        return str(fields["key"]), int(fields["last"]) * SAMPLE_BYTES
    except (ValueError, TypeError, KeyError):
        return None


def _fields(sentence: SpokenSentence) -> dict[str, Any]:
    return {name: getattr(sentence, name) for name in SpokenSentence.__slots__}


def _sentence(fields: dict[str, Any]) -> SpokenSentence:
    words = tuple(SpokenWord(*word) for word in fields.pop("words"))
    return SpokenSentence(place=Place(*fields.pop("place")), words=words, **fields)


def _not_kept(error: OSError) -> StoreError:
    return StoreError(f"What was spoken so far could not be kept: {error.strerror or error}")
