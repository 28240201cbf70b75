"""Speech that was fetched once, kept across runs: a file a sentence, as large as all of them may be together."""

import json
import logging
import os
import struct
import tempfile
import threading
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from voiceassistant.text.word_times import WordTime

LIMIT_BYTES = 500_000_000  # nearly five hours
ROOM = 0.9  # of the limit, is what stays when it is reached: the next sentence finds room at once
FORGOTTEN_SECONDS = 3600.0  # what was being written so long ago, nobody writes any more

_MAGIC = b"VASP1\n"
_SUFFIX, _UNFINISHED = ".speech", ".unfinished"

log = logging.getLogger(__name__)


class SpeechCache:
    """Every method is any thread's and none raises: what cannot be kept is let go, what is broken is dropped.

    Args:
        folder: Made when the first sentence is kept. Several programs may share it.
        limit_bytes: How large all of it may be; what was not asked for longest goes first.
    """

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder, self._limit = folder, limit_bytes
        self._lock = threading.Lock()
        self._bytes: int | None = None  # of all that is there; None: not looked up yet

    def load(self, key: str) -> tuple[bytes, tuple[WordTime, ...]] | None:
        """Mono 16-bit little-endian PCM, and when its words are heard, if that is known; None: it is not there."""
        path = self._path(key)
        try:
            found = unpacked(path.read_bytes())
            os.utime(path)  # the last to go
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("kept speech cannot be read: %s", error.strerror)
            return None
        except (ValueError, TypeError, KeyError, struct.error, zlib.error) as error:
            log.warning("kept speech is broken (%s) and fetched again", error)
            with suppress(OSError):
                path.unlink()
            return None
        return found

    def save(self, key: str, pcm: bytes, times: Sequence[WordTime]) -> None:
        path = self._path(key)
        content = packed(pcm, times)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replaced = path.stat().st_size if path.exists() else 0
            self._write(path, content)
            self._make_room(len(content) - replaced)
        except OSError as error:
            log.warning("speech cannot be kept: %s", error.strerror)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _write(self, path: Path, content: bytes) -> None:
        number, name = tempfile.mkstemp(dir=self._folder, suffix=_UNFINISHED)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
            os.replace(name, path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise

    def _make_room(self, added: int) -> None:
        with self._lock:
            if self._bytes is None:
                self._bytes = sum(size for _, size, _ in self._kept())
            else:
                self._bytes += added
            if self._bytes <= self._limit:
                return
            kept = sorted(self._kept())
            self._bytes = sum(size for _, size, _ in kept)  # other programs come and go, too
            for _, size, path in kept:
                if self._bytes <= ROOM * self._limit:
                    break
                with suppress(OSError):
                    path.unlink()
                self._bytes -= size

    def _kept(self) -> list[tuple[int, int, Path]]:
        """When each was asked for last, its size and where it is; what a crash left unfinished goes."""
        found = []
        for path in self._folder.iterdir():
            with suppress(OSError):
                told = path.stat()
                if path.suffix == _SUFFIX:
                    found.append((told.st_mtime_ns, told.st_size, path))
                elif path.suffix == _UNFINISHED and time.time() - told.st_mtime > FORGOTTEN_SECONDS:
                    path.unlink()
        return found


def packed(pcm: bytes, times: Sequence[WordTime]) -> bytes:
    """Without loss, at some 60 %: steps from sample to sample are small, so their upper bytes are much alike."""
    steps = np.diff(np.frombuffer(pcm, "<i2", len(pcm) // 2), prepend=np.int16(0))  # wraps around, and back
    folded = ((steps << 1) ^ (steps >> 15)).astype("<u2")  # small ones of either sign have an empty upper byte
    planes = folded.view(np.uint8).reshape(-1, 2).T.tobytes()
    head = json.dumps([list(time) for time in times]).encode()
    body = zlib.compress(planes, 1)
    return _MAGIC + struct.pack("<II", len(head), zlib.crc32(body)) + head + body


def unpacked(content: bytes) -> tuple[bytes, tuple[WordTime, ...]]:
    """Raises ValueError, TypeError, struct.error or zlib.error where it is not what `packed` made."""
    if not content.startswith(_MAGIC):
        raise ValueError("it is none of ours")
    size, check = struct.unpack_from("<II", content, len(_MAGIC))
    begin = len(_MAGIC) + 8
    head, body = content[begin : begin + size], content[begin + size :]
    if zlib.crc32(body) != check:
        raise ValueError("its sum does not fit")
    planes = np.frombuffer(zlib.decompress(body), np.uint8).reshape(2, -1)
    folded = np.ascontiguousarray(planes.T).view("<u2").reshape(-1)
    steps = ((folded >> 1) ^ (-(folded & 1).astype(np.int16)).view(np.uint16)).view(np.int16)
    pcm = np.cumsum(steps, dtype=np.int16).astype("<i2").tobytes()
    return pcm, tuple(WordTime(int(start), int(end), float(a), float(b)) for start, end, a, b in json.loads(head))
