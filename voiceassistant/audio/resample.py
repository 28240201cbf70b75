"""From one sample rate to another, while the sound is still arriving."""

import numpy as np

from voiceassistant.audio.ring import Samples


class Resampler:
    """One stream of mono sound from `source_rate` to `target_rate`; does nothing where they are equal.

    Args:
        quality: One of soxr's. Better ones hold more sound back while they wait for what follows: from 24 to
            48 kHz up to 40 ms in "HQ", 3 ms in "LQ". `flush` gives all of it.
    """

    def __init__(self, source_rate: int, target_rate: int, quality: str = "HQ") -> None:
        self._stream = None
        if source_rate != target_rate:
            import soxr

            self._stream = soxr.ResampleStream(source_rate, target_rate, 1, quality=quality)

    def feed(self, samples: Samples) -> Samples:
        """Returns as much as can be told by now: often more or fewer samples than the ratio suggests."""
        if self._stream is None:
            return samples
        return np.asarray(self._stream.resample_chunk(samples), np.float32)

    def flush(self) -> Samples:
        """Returns what was held back; the next `feed` begins another stream."""
        if self._stream is None:
            return np.zeros(0, np.float32)
        rest = np.asarray(self._stream.resample_chunk(np.zeros(0, np.float32), last=True), np.float32)
        self._stream.clear()
        return rest


def resample(samples: Samples, source_rate: int, target_rate: int) -> Samples:
    """A whole recording at another rate."""
    if source_rate == target_rate or not len(samples):
        return samples
    import soxr

    return np.asarray(soxr.resample(samples, source_rate, target_rate), np.float32)
