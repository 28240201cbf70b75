"""What the speaker's callback plays from, and how far the ear has come in it."""

import time
from collections.abc import Callable

from voiceassistant.audio.ring import SampleRing, Samples

Clock = Callable[[], float]


class Feed:
    """One uninterrupted run of the output stream, from its start to its end.

    `fill` is the device thread's: it counts, copies and leaves. Everything else belongs to the player's side.
    A device asks for sound well before it is heard, so the ear is behind by the latest block's delay.
    """

    def __init__(self, rate: int, seconds: float, clock: Clock = time.monotonic) -> None:
        """
        Args:
            rate: The device's.
            seconds: How much sound the ring holds.
            clock: Seconds, monotonic.
        """
        self.ring = SampleRing(round(rate * seconds))
        self.holes = 0  # how often the sound ran out after it had begun
        self.device_holes = 0  # how often the device itself ran dry
        self.ending = False  # no more sound will come: running out is no hole
        self.first_heard_at: float | None = None  # the first sample at the ear, maybe yet to come
        self._rate, self._clock = rate, clock
        self._frames = self._taken = 0  # asked for by the device; of these, sound
        self._gaps = 0  # silent frames before the latest sound
        self._latest = (0, 0.0)  # frames before the latest block; when its first one is at the ear
        self._starved = False

    def fill(self, out: Samples, delay_seconds: float, underflow: bool) -> None:
        heard_at = self._clock() + delay_seconds
        count = self.ring.pop(out)
        if count:
            self._gaps = self._frames - self._taken
            if self.first_heard_at is None:
                self.first_heard_at = heard_at
        self._latest = (self._frames, heard_at)
        self._taken += count
        self._frames += len(out)
        self.device_holes += underflow
        if count == len(out):
            self._starved = False
        elif not self._starved and self._taken:
            self._starved = True
            self.holes += not self.ending

    def heard(self, now: float) -> int:
        """How many samples of sound the ear has had at `now`, at the device's rate."""
        (before, heard_at), frames, taken, gaps = self._latest, self._frames, self._taken, self._gaps
        frames_heard = min(frames, before + round((now - heard_at) * self._rate))
        return max(0, min(taken, frames_heard - gaps))
