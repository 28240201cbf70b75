"""A file that is there only when it is whole: written beside its place, then moved there in one step."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from voiceassistant.errors import AudioFileError


class NewFile:
    """`close` leaves the file at `path`, `discard` leaves what was there before. Raises AudioFileError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.is_dir():
            raise _cannot_write(path, "it is a folder")
        if not path.parent.is_dir():
            raise _cannot_write(path, f"there is no folder {path.parent}")
        try:
            number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix)
        except OSError as error:
            raise _cannot_write(path, error.strerror or str(error)) from error
        self.beside = Path(name)  # ffmpeg may write here, too
        self._file = os.fdopen(number, "r+b")

    def write(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            raise _cannot_write(self.path, error.strerror or str(error)) from error

    def overwrite(self, position: int, data: bytes) -> None:
        """What is written next still comes at the end."""
        try:
            self._file.seek(position)
            self._file.write(data)
            self._file.seek(0, os.SEEK_END)
        except OSError as error:
            raise _cannot_write(self.path, error.strerror or str(error)) from error

    def close(self) -> None:
        try:
            self._file.flush()
            os.fsync(self._file.fileno())  # a full disk may tell only now
            self._file.close()
            self.beside.chmod(0o666 & ~_umask())
            self.beside.replace(self.path)
        except OSError as error:
            raise _cannot_write(self.path, error.strerror or str(error)) from error

    def discard(self) -> None:
        """After `close` there is nothing to discard."""
        with suppress(OSError):  # a full disk tells once more that not all was written
            self._file.close()
        self.beside.unlink(missing_ok=True)


def _umask() -> int:
    """There is no other way to ask for it; temporary files are made for their owner alone."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, why: str) -> AudioFileError:
    failure = AudioFileError(f"{path.name} cannot be written: {why}")
    failure.advice = "Choose another place, or make room there."
    return failure
