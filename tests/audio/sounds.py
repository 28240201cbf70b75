"""Known sounds, and waiting for what another thread does with them."""

import time
from collections.abc import Callable

import numpy as np

from voiceassistant.audio.ring import Samples


def eventually(condition: Callable[[], object], seconds: float = 5.0) -> bool:
    """Waits until it holds; returns whether it came to that."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.001)
    return True


def tone(seconds: float, rate: int, hertz: float = 440.0, level: float = 0.5) -> Samples:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def pcm(sound: Samples) -> bytes:
    return (sound * 32767.0).astype("<i2").tobytes()


def likeness(first: Samples, second: Samples) -> float:
    """How alike two sounds are at their best alignment, 0..1."""
    if not len(first) or not len(second):
        return 0.0
    size = len(first) + len(second)
    crossed = np.abs(np.fft.irfft(np.fft.rfft(first, size) * np.conj(np.fft.rfft(second, size)), size)).max()
    return float(crossed / (np.linalg.norm(first) * np.linalg.norm(second) + 1e-12))
