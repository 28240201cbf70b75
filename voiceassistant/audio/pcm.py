"""Speech as it comes from a server: 16-bit PCM in pieces that are cut anywhere."""

import math
import threading
import time
from collections import deque
from collections.abc import Callable

import numpy as np

from voiceassistant.audio.resample import Resampler
from voiceassistant.audio.ring import Samples

SCALE_RATE = 24_000  # positions in an answer are told at this rate, whatever the device's
PIECE_BYTES = 24_000  # converted at a time: half a second at 24 kHz
QUALITY = "LQ"  # flat to 9 kHz at 24 kHz; better ones hold back up to 40 ms of the first sound


def from_int16(pcm: bytes | memoryview) -> Samples:
    """Mono float32, full scale ±1, from whole little-endian 16-bit samples."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768.0)


class PcmQueue:
    """Bytes in from one thread, samples at the device's rate out to another. Holds an answer of any length."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pieces: deque[tuple[memoryview, int]] = deque()
        self._odd = b""  # the network may cut a sample in two
        self._lock = threading.Lock()
        self._written_seconds = 0.0
        self._burst: tuple[float, float] | None = None  # when its first piece came; seconds written with that
        self._finished = False
        self._drained = False
        self._resampler: Resampler | None = None
        self._rates = (0, 0)

    @property
    def written_samples(self) -> int:
        """How much has been written, at 24 kHz."""
        return round(self._written_seconds * SCALE_RATE)

    @property
    def arrival_speed(self) -> float:
        """How many times faster than it is heard the sound of this burst has come; infinite after one piece."""
        if self._burst is None:
            return math.inf
        came_at, seconds = self._burst
        more = self._written_seconds - seconds
        return more / max(1e-3, self._clock() - came_at) if more > 0.0 else math.inf

    @property
    def drained(self) -> bool:
        """Whether all has been read and no more can come."""
        return self._drained

    def write(self, pcm: bytes, rate: int) -> None:
        with self._lock:
            if self._finished:
                return
            pcm = self._odd + pcm
            whole = len(pcm) // 2 * 2
            self._odd = pcm[whole:]
            if whole:
                self._pieces.append((memoryview(pcm)[:whole], rate))
                self._written_seconds += whole / 2 / rate
                if self._burst is None:
                    self._burst = (self._clock(), self._written_seconds)

    def finish(self) -> None:
        with self._lock:
            self._finished = True

    def read(self, rate: int) -> Samples:
        """Returns the next piece at `rate`; nothing where nothing has come or the resampler waits for more."""
        with self._lock:
            piece = self._pieces.popleft() if self._pieces else None
            if piece is not None and len(piece[0]) > PIECE_BYTES:
                self._pieces.appendleft((piece[0][PIECE_BYTES:], piece[1]))
            at_end = self._finished and piece is None
        if piece is None:
            if not at_end or self._drained:
                return np.zeros(0, np.float32)
            self._drained = True
            return self._resampler.flush() if self._resampler else np.zeros(0, np.float32)
        pcm, source_rate = piece[0][:PIECE_BYTES], piece[1]
        before = self._turn_to(source_rate, rate)
        assert self._resampler is not None
        return np.concatenate((before, self._resampler.feed(from_int16(pcm))))

    def end_burst(self) -> None:
        """What comes next comes after a pause, by which its speed is not to be judged."""
        self._burst = None

    def clear(self) -> None:
        """Drops what has not been read; nothing more is taken."""
        with self._lock:
            self._finished = True
            self._pieces.clear()

    @property
    def empty(self) -> bool:
        """Whether a `read` now would return nothing new."""
        return not self._pieces and (self._drained or not self._finished)

    def _turn_to(self, source_rate: int, rate: int) -> Samples:
        """Changes the resampler where the rate changes; returns what the old one held back."""
        if self._rates == (source_rate, rate):
            return np.zeros(0, np.float32)
        rest = self._resampler.flush() if self._resampler else np.zeros(0, np.float32)
        self._resampler, self._rates = Resampler(source_rate, rate, QUALITY), (source_rate, rate)
        return rest
