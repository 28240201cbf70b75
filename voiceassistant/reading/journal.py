"""How far a document was spoken, on disk after each sentence: a broken job goes on there.

    sound-…         mono 16-bit little-endian at 24 kHz, as it will be heard (`kept_sound.py`)
    journal.jsonl   what it is the sound of; then a line for each sentence that is whole in it, and, behind the last
                    sentence in it, one for each piece that is packed

Both only grow, the sound first: what it has beyond the last line was broken off and is cut away.
"""

import errno
import json
import logging
import shutil
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

from voiceassistant.documents.document import Place
from voiceassistant.errors import AudioFileError, StoreError
from voiceassistant.reading.kept_sound import SAMPLE_BYTES, Damaged, KeptSound, Piece, opened, put
from voiceassistant.reading.ports import Packer

RATE = 24_000
PIECE_SECONDS = 300.0  # of sound that is raw, 14 MB; to pack it takes some tenths of a second
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_FORM = 2  # of the lines; others are not understood

log = logging.getLogger(__name__)

__all__ = ["PIECE_SECONDS", "RATE", "SAMPLE_BYTES", "Journal", "SpokenSentence", "SpokenWord"]


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


class _Kept(NamedTuple):
    """What is remembered of a sentence: its key, the sample behind it, and where its lines end."""

    key: str
    last: int
    line_end: int


class Journal:
    """For one thread at a time; every method raises StoreError.

    Args:
        folder: Of this job alone; made if it is not there.
        work: What the sound depends on besides the sentences; what was kept of other work is thrown away.
        packer: Makes small what is done; where it cannot, all stays raw.
        piece_seconds: How much is packed at a time, at least.
    """

    def __init__(self, folder: Path, work: str, packer: Packer, piece_seconds: float = PIECE_SECONDS) -> None:
        self.folder = folder
        self._head = _line({"form": _FORM, "work": work})
        self._kept: list[_Kept] = []
        self._lines: FileIO | None = None
        self._sound = KeptSound(folder, packer)
        self._piece_samples = round(piece_seconds * RATE)
        self._not_packed = 0  # up to this sample: it was tried in vain
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lines = opened(self._path)
            self._look_through()
        except OSError as error:
            self.close()
            raise _not_kept(error) from error

    @property
    def keys(self) -> Sequence[str]:
        """Of the sentences that are there, in order."""
        return [kept.key for kept in self._kept]

    @property
    def samples(self) -> int:
        return self._kept[-1].last if self._kept else 0

    @property
    def seconds(self) -> float:
        return self.samples / RATE

    def cut(self, count: int) -> None:
        """Keeps the first so many sentences. Raises AudioFileError: that takes ffmpeg, which is not there any more."""
        try:
            self._cut(count)
        except OSError as error:
            raise _not_kept(error) from error

    def append(self, sentence: SpokenSentence, pcm: bytes) -> None:
        """Keeps a sentence with its sound, and the silence before it; both are on disk when this returns."""
        try:
            self._sound.append(pcm)
            self._kept.append(_Kept(sentence.key, self._sound.samples, self._write_line(_fields(sentence))))
        except OSError as error:
            self._sound.samples = self.samples  # without its line it does not count
            raise _not_kept(error) from error
        if self.samples - max(self._sound.packed, self._not_packed) >= self._piece_samples:
            self._pack()

    def sentences(self) -> Iterator[SpokenSentence]:
        """All that are there, read one by one: a long book has hundreds of thousands of words."""
        try:
            with self._path.open("rb") as lines:
                told = (json.loads(line) for line in lines)
                sentences = (fields for fields in told if "key" in fields)
                for _, fields in zip(self._kept, sentences, strict=False):
                    yield _sentence(fields)
        except OSError as error:
            raise _not_kept(error) from error

    def sound(self) -> Generator[bytes, None, None]:
        """All of it in order, some at a time.

        Raises AudioFileError: that takes ffmpeg, which is not there any more; StoreError: some of it is damaged, and
        is not kept any more.
        """
        try:
            with closing(self._sound.blocks()) as blocks:
                yield from blocks
        except Damaged as damage:
            self.cut(sum(kept.last <= damage.first for kept in self._kept))
            raise
        except OSError as error:
            raise _not_kept(error) from error

    def close(self) -> None:
        self._sound.close()
        if self._lines is not None:
            self._lines.close()

    def remove(self) -> None:
        """The job is done."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _path(self) -> Path:
        return self.folder / "journal.jsonl"

    @property
    def _line_end(self) -> int:
        return self._kept[-1].line_end if self._kept else len(self._head)

    def _write_line(self, fields: dict[str, Any]) -> int:
        assert self._lines is not None
        line = _line(fields)
        put(self._lines, self._line_end, line)
        return self._line_end + len(line)

    def _look_through(self) -> None:
        assert self._lines is not None
        with self._path.open("rb") as lines:
            if lines.readline() == self._head:
                for line in lines:
                    if not self._remember(_told(line), self._line_end + len(line)):
                        break
            else:
                put(self._lines, 0, self._head)
        self._sound.open()
        self._cut(sum(kept.last <= self._sound.samples for kept in self._kept))

    def _remember(self, told: tuple[str, int] | Piece | None, line_end: int) -> bool:
        """Whether what comes after that line can count, too."""
        match told:
            case Piece():
                if not self._kept or told.last != self.samples or not self._sound.adopt(told):
                    return False
                self._kept[-1] = self._kept[-1]._replace(line_end=line_end)
            case (key, last) if last >= self.samples:
                self._kept.append(_Kept(key, last, line_end))
            case _:
                return False
        return True

    def _cut(self, count: int) -> None:
        """The sound first: a piece that is written down but gone does not count, nor does what follows it."""
        assert self._lines is not None
        there = self._sound.cut(self._kept[count - 1].last if count else 0)
        del self._kept[count:]
        while self.samples > there:
            self._kept.pop()
        put(self._lines, self._line_end, b"")
        self._not_packed = 0

    def _pack(self) -> None:
        """What cannot be packed now stays raw; it is tried again when there is as much more."""
        try:
            piece = self._sound.pack()
            line_end = self._write_line({"piece": piece})
            self._kept[-1] = self._kept[-1]._replace(line_end=line_end)
            self._sound.replace(piece)
        except (OSError, AudioFileError) as error:
            self._not_packed = self.samples
            log.warning("what was spoken stays as large as it is: %s", error)


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _told(line: bytes) -> tuple[str, int] | Piece | None:
    """The key of a sentence and the sample behind it, or a piece; None of a line that a crash cut off."""
    if not line.endswith(b"\n"):
        return None
    try:
        fields = json.loads(line)
        if "piece" in fields:
            return Piece(*map(int, fields["piece"]))
        return str(fields["key"]), int(fields["last"])
    except (ValueError, TypeError, KeyError):
        return None


def _fields(sentence: SpokenSentence) -> dict[str, Any]:
    return {name: getattr(sentence, name) for name in SpokenSentence.__slots__}


def _sentence(fields: dict[str, Any]) -> SpokenSentence:
    words = tuple(SpokenWord(*word) for word in fields.pop("words"))
    return SpokenSentence(place=Place(*fields.pop("place")), words=words, **fields)


def _not_kept(error: OSError) -> StoreError:
    if error.errno not in _NO_ROOM:
        return StoreError(f"What was spoken so far could not be kept: {error.strerror or error}")
    failure = StoreError("There is no room left for what is spoken")
    failure.advice = "Make room on the disk and save it again: what was spoken is kept."
    return failure
