"""How loud it is, for the eye: RMS to dBFS to a bar between 0 and 1."""

import math

import numpy as np

from voiceassistant.audio.ring import Samples

FLOOR_DBFS = -60.0  # a quiet room; the bar is empty
FULL_DBFS = -10.0  # loud speech close to the microphone; the bar is full
ENVELOPE_SECONDS = 0.02
RELEASE_PER_SECOND = 3.0  # how fast the bar falls; it rises at once


def rms(samples: Samples) -> float:
    """Root mean square, 0..1; 0 for no samples."""
    return math.sqrt(float(np.dot(samples, samples)) / len(samples)) if len(samples) else 0.0


def dbfs(value: float) -> float:
    """Decibels relative to full scale; FLOOR_DBFS at least."""
    return max(FLOOR_DBFS, 20.0 * math.log10(value)) if value > 0.0 else FLOOR_DBFS


def bar(value: float) -> float:
    """What an RMS value looks like on a meter, 0..1."""
    return min(1.0, max(0.0, (dbfs(value) - FLOOR_DBFS) / (FULL_DBFS - FLOOR_DBFS)))


class Meter:
    """A level that rises at once and falls calmly. One thread feeds it, any thread reads `value`."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self.value = 0.0  # 0..1

    def feed(self, samples: Samples) -> None:
        fallen = self.value - RELEASE_PER_SECOND * len(samples) / self._rate
        self.value = max(bar(rms(samples)), fallen, 0.0)

    def reset(self) -> None:
        self.value = 0.0


class Envelope:
    """The course of a sound's level, looked up by position. One thread feeds it, any thread reads.

    It keeps the last `seconds`, which is more than a speaker is ever fed ahead of the ear.
    """

    def __init__(self, rate: int, seconds: float = 20.0) -> None:
        self._hop = max(1, round(rate * ENVELOPE_SECONDS))
        self._rest: Samples = np.zeros(0, np.float32)
        self._bars = [0.0] * round(seconds / ENVELOPE_SECONDS)  # hop n is at n modulo their number
        self._hops = 0

    def feed(self, samples: Samples) -> None:
        sound = np.concatenate((self._rest, samples))
        whole = len(sound) // self._hop * self._hop
        for window in sound[:whole].reshape(-1, self._hop):
            self._bars[self._hops % len(self._bars)] = bar(rms(window))
            self._hops += 1
        self._rest = sound[whole:]

    def at(self, position: int) -> float:
        """The bar, 0..1, around the sample at `position`; 0 where nothing is known."""
        hop = position // self._hop
        return self._bars[hop % len(self._bars)] if self._hops - len(self._bars) <= hop < self._hops else 0.0
