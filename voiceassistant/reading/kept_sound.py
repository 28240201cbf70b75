"""Sound that grows on disk: raw where it grows, and before that in pieces that are small without loss.

    sound-0.flac  sound-7200000.flac  sound-14400000.pcm      each named by the sample that it begins with

Which pieces count is written down by whoever keeps it, the piece first: so after a crash at any moment one of the two,
the piece or the raw file that it was made of, is whole and is the one that counts. What does not count is removed.
"""

import os
from collections.abc import Generator
from contextlib import closing
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from voiceassistant.errors import StoreError
from voiceassistant.reading.ports import Packer

SAMPLE_BYTES = 2
BLOCK_BYTES = 1 << 20


class Piece(NamedTuple):
    """Sound from sample `first` up to sample `last`, in a file of so many bytes."""

    first: int
    last: int
    size: int


class Damaged(StoreError):
    """A piece does not give back what was put into it; up to sample `first` all is whole."""

    advice = "Save it again: what is missing is spoken anew."

    def __init__(self, words: str, first: int) -> None:
        super().__init__(words)
        self.first = first


class KeptSound:
    """Mono 16-bit little-endian PCM, for one thread at a time. Raises OSError.

    Args:
        folder: Where; what else is called "sound" there is removed.
        packer: Makes pieces, and sound of them.
    """

    def __init__(self, folder: Path, packer: Packer) -> None:
        self._folder, self._packer = folder, packer
        self._pieces: list[Piece] = []
        self._raw: FileIO | None = None
        self.samples = 0

    @property
    def packed(self) -> int:
        """So many samples are in pieces; the raw file begins there."""
        return self._pieces[-1].last if self._pieces else 0

    def adopt(self, piece: Piece) -> bool:
        """Counts a piece that was written down; false: it is not there as it was, or does not follow the others."""
        path = self._path(piece.first)
        if piece.first != self.packed or not path.is_file() or path.stat().st_size != piece.size:
            return False
        self._pieces.append(piece)
        return True

    def open(self) -> None:
        """After the last piece that counts: finds what is raw."""
        self._go_on_raw(self._pieces)
        assert self._raw is not None
        self.samples = self.packed + os.fstat(self._raw.fileno()).st_size // SAMPLE_BYTES

    def append(self, pcm: bytes) -> None:
        """It is on disk when this returns."""
        assert self._raw is not None
        put(self._raw, (self.samples - self.packed) * SAMPLE_BYTES, pcm)
        self.samples += len(pcm) // SAMPLE_BYTES

    def cut(self, samples: int) -> int:
        """Keeps so many samples at most. Raises AudioFileError: there is no ffmpeg, and nothing has changed.

        Returns: How many; less where a piece is damaged.
        """
        if samples < self.packed:
            samples = self._unpacked(samples)
        assert self._raw is not None
        put(self._raw, (samples - self.packed) * SAMPLE_BYTES, b"")
        self.samples = samples
        return samples

    def pack(self) -> Piece:
        """Makes a piece of all that is raw; until `replace` that goes on counting.

        Raises AudioFileError: there is no ffmpeg, it fails, or the disk is full; OSError: the piece sounds different.
        """
        raw, packed = self._raw_path(self.packed), self._path(self.packed)
        self._packer.pack(raw, packed)
        with raw.open("rb") as expected, closing(self._packer.unpack(packed)) as blocks:
            if any(block != expected.read(len(block)) for block in blocks) or expected.read(1):
                raise OSError(f"{packed.name} sounds different from what it was made of")
        return Piece(self.packed, self.samples, packed.stat().st_size)

    def replace(self, piece: Piece) -> None:
        """The piece is written down: it counts instead of what was raw."""
        self._go_on_raw([*self._pieces, piece])

    def blocks(self) -> Generator[bytes, None, None]:
        """All of it in order, some at a time. Raises AudioFileError: there is no ffmpeg; Damaged."""
        for piece in self._pieces:
            missing = (piece.last - piece.first) * SAMPLE_BYTES
            with closing(self._packer.unpack(self._path(piece.first))) as blocks:
                for block in blocks:
                    missing -= len(block)
                    yield block
            if missing:
                raise Damaged("Some of what was spoken is damaged", piece.first)
        left = (self.samples - self.packed) * SAMPLE_BYTES  # what is behind that was broken off
        with self._raw_path(self.packed).open("rb") as raw:
            while block := raw.read(min(left, BLOCK_BYTES)):
                left -= len(block)
                yield block

    def close(self) -> None:
        if self._raw is not None:
            self._raw.close()

    def _unpacked(self, samples: int) -> int:
        """Has a piece be raw again, up to there."""
        count = next(number for number, piece in enumerate(self._pieces) if samples < piece.last)
        piece = self._pieces[count]
        pcm = self._beginning(piece, (samples - piece.first) * SAMPLE_BYTES)
        with opened(self._raw_path(piece.first)) as raw:
            put(raw, 0, pcm)
        self._go_on_raw(self._pieces[:count])
        return piece.first + len(pcm) // SAMPLE_BYTES

    def _beginning(self, piece: Piece, size: int) -> bytes:
        """The first so many bytes; none where they are not all there."""
        pcm = bytearray()
        if size:
            with closing(self._packer.unpack(self._path(piece.first))) as blocks:
                for block in blocks:
                    pcm += block
                    if len(pcm) >= size:
                        return bytes(pcm[:size])
        return b""

    def _go_on_raw(self, pieces: list[Piece]) -> None:
        """These count from now on, and what is raw behind them."""
        path = self._raw_path(pieces[-1].last if pieces else 0)
        raw = opened(path)
        self.close()
        self._pieces, self._raw = pieces, raw
        for other in set(self._folder.glob("*sound*")) - {path, *(self._path(piece.first) for piece in pieces)}:
            other.unlink()

    def _path(self, first: int) -> Path:
        return self._folder / f"sound-{first}.flac"

    def _raw_path(self, first: int) -> Path:
        return self._folder / f"sound-{first}.pcm"


def opened(path: Path) -> FileIO:
    """To be read and written without a buffer: nothing that failed is tried again behind our back."""
    path.touch()
    return path.open("r+b", buffering=0)


def put(file: FileIO, position: int, content: bytes) -> None:
    """The file ends with this, from there on, and that is on disk. Raises OSError."""
    file.truncate(position)
    file.seek(position)
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]
    os.fsync(file.fileno())
