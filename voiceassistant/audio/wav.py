"""A WAV file that grows while it is recorded and is readable at any moment, even after a crash."""

import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np

from voiceassistant.audio.ring import Samples
from voiceassistant.errors import AudioFileError

HEADER_BYTES = 44
SAMPLE_BYTES = 2
SAVE_EVERY_SECONDS = 0.25  # of sound: what a crash can lose


def to_int16(samples: Samples) -> bytes:
    """16-bit little-endian PCM; what is beyond full scale is clipped."""
    return (np.clip(samples, -1.0, 1.0) * np.float32(32767.0)).astype("<i2").tobytes()


def header(rate: int, data_bytes: int, bytes_behind: int = 0) -> bytes:
    """The 44 bytes before `data_bytes` of mono 16-bit PCM, behind which other chunks may follow."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, rate * SAMPLE_BYTES, SAMPLE_BYTES, 16)
    riff = struct.pack("<4sI4s", b"RIFF", 36 + data_bytes + bytes_behind, b"WAVE")
    return riff + form + struct.pack("<4sI", b"data", data_bytes)


class WavWriter:
    """Appends samples; brings the header up to date as it goes. Raises AudioFileError (disk full, no rights)."""

    def __init__(self, path: Path, rate: int) -> None:
        self.path = path
        self.samples = 0
        self._rate = rate
        self._unsaved = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = path.open("wb")
            self._file.write(header(rate, 0))
            self._file.flush()
        except OSError as error:
            raise _cannot_write(path, error) from error

    def append(self, samples: Samples) -> None:
        try:
            self._file.write(to_int16(samples))
            self.samples += len(samples)
            self._unsaved += len(samples)
            if self._unsaved >= self._rate * SAVE_EVERY_SECONDS:
                self._save()
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def save(self) -> None:
        """Has the file hold everything until now, while it goes on."""
        try:
            self._save()
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def close(self) -> None:
        if self._file.closed:
            return
        try:
            with self._file:
                self._save()
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def discard(self) -> None:
        """Closes and removes the file."""
        try:
            self._file.close()
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def _save(self) -> None:
        end = self._file.tell()
        self._file.seek(0)
        self._file.write(header(self._rate, end - HEADER_BYTES))
        self._file.seek(end)
        self._file.flush()
        self._unsaved = 0


def repair_wav(path: Path) -> float:
    """Makes the header of a recording that was cut short say what the file holds.

    Returns: Its length in seconds.
    Raises: AudioFileError: it is no WAV file of ours, or cannot be written.
    """
    try:
        with path.open("r+b") as file:
            head = file.read(HEADER_BYTES)
            if len(head) < HEADER_BYTES or head[:4] != b"RIFF" or head[36:40] != b"data":
                raise AudioFileError(f"{path.name} is not a recording of this program")
            rate = int(struct.unpack_from("<I", head, 24)[0])
            data_bytes = (path.stat().st_size - HEADER_BYTES) // SAMPLE_BYTES * SAMPLE_BYTES
            file.truncate(HEADER_BYTES + data_bytes)
            file.seek(0)
            file.write(header(rate, data_bytes))
    except OSError as error:
        raise _cannot_write(path, error) from error
    return data_bytes / SAMPLE_BYTES / rate


def repair_length(path: Path) -> None:
    """Has a WAV file of any kind say how long it is; a server that streams one does not know that at its beginning.

    What is no WAV file is left alone. Raises AudioFileError.
    """
    try:
        with path.open("r+b") as file:
            size = file.seek(0, 2)
            file.seek(0)
            head = file.read(12)
            while head[:4] == b"RIFF" and len(chunk := file.read(8)) == 8:
                (length,) = struct.unpack("<I", chunk[4:])
                if chunk[:4] == b"data":
                    file.seek(-4, 1)
                    file.write(struct.pack("<I", size - file.tell() - 4))
                    file.seek(4)
                    file.write(struct.pack("<I", size - 8))
                    return
                file.seek(length + length % 2, 1)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> AudioFileError:
    failure = AudioFileError(f"{path.name} could not be written: {error.strerror or error}")
    failure.advice = "Check the free disk space and the rights of the folder."
    return failure
