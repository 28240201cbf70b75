"""Where the samples lie in a WAV file of any usual kind, and what they mean."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from voiceassistant.audio.ring import Samples

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_UNKNOWN_LENGTH = 0x7FFFF000  # this much or more is what programs write that do not know the length yet


@dataclass(frozen=True, slots=True)
class WavLayout:
    """Attributes:
    first: Where the first sample begins, in bytes.
    frames: How many there are by the header; in a file that was cut short, more than it holds.
    """

    rate: int
    channels: int
    sample_bytes: int
    is_float: bool
    first: int
    frames: int

    @property
    def frame_bytes(self) -> int:
        return self.channels * self.sample_bytes

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    def mono(self, data: bytes) -> Samples:
        """Whole frames as mono float32, full scale ±1, shape (n,)."""
        data = data[: len(data) // self.frame_bytes * self.frame_bytes]
        return np.asarray(self._decoded(data).reshape(-1, self.channels).mean(axis=1), np.float32)

    def _decoded(self, data: bytes) -> Samples:
        match self.sample_bytes, self.is_float:
            case 4, True:
                return np.frombuffer(data, "<f4")
            case 1, _:
                return (np.frombuffer(data, np.uint8).astype(np.float32) - 128.0) / np.float32(128.0)
            case 3, _:
                upper = np.frombuffer(data, np.uint8).reshape(-1, 3)[:, 1:]  # 16 bits are more than a speaker plays
                return np.ascontiguousarray(upper).view("<i2").ravel().astype(np.float32) / np.float32(32768.0)
        whole = np.frombuffer(data, f"<i{self.sample_bytes}").astype(np.float32)
        return whole / np.float32(1 << (8 * self.sample_bytes - 1))


def wav_layout(path: Path) -> WavLayout | None:
    """None: it is no WAV file, or one of a kind that only ffmpeg reads. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
            return None
        form = b""
        while len(chunk := file.read(8)) == 8:
            name, size = struct.unpack("<4sI", chunk)
            if name == b"data":
                return _layout(form, file, size)
            if name == b"fmt ":
                form = file.read(size)
                file.seek(size % 2, 1)
            else:
                file.seek(size + size % 2, 1)
    return None


def _layout(form: bytes, file: BinaryIO, data_bytes: int) -> WavLayout | None:
    if len(form) < 16:
        return None
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", form)
    if kind == _EXTENSIBLE and len(form) >= 26:
        kind = struct.unpack_from("<H", form, 24)[0]
    is_float = kind == _FLOAT
    if kind not in (_PCM, _FLOAT) or not channels or not rate or bits not in ((32,) if is_float else (8, 16, 24, 32)):
        return None
    first = file.tell()
    if not data_bytes or data_bytes >= _UNKNOWN_LENGTH:
        data_bytes = file.seek(0, 2) - first
    return WavLayout(rate, channels, bits // 8, is_float, first, data_bytes // (channels * bits // 8))
