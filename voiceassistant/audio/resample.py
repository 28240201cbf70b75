"""From one sample rate to another, while the sound is still arriving."""

from typing import Any

import numpy as np

from voiceassistant.audio.ring import Samples

AT_ONCE = "at once"  # a quality: holds back next to nothing

# The low-pass filter before every so-manieth sample is kept: 1 ms ahead is all that it sees.
TAPS_SECONDS = 0.002
PASSED = 0.92  # of the band that the target rate has room for


class Resampler:
    """One stream of mono sound from `source_rate` to `target_rate`; does nothing where they are equal.

    Args:
        quality: One of soxr's. Better ones hold more sound back while they wait for what follows: from 24 to
            48 kHz up to 40 ms in "HQ", 3 ms in "LQ". `flush` gives all of it. AT_ONCE holds back 1 ms where the
            source's rate is a multiple of the target's, and is "LQ" elsewhere.
    """

    def __init__(self, source_rate: int, target_rate: int, quality: str = "HQ") -> None:
        self._stream: Any = None
        if source_rate == target_rate:
            return
        if quality == AT_ONCE and source_rate % target_rate == 0:
            self._stream = _Decimation(source_rate, source_rate // target_rate)
            return
        import soxr

        quality = "LQ" if quality == AT_ONCE else quality
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


class _Decimation:
    """Keeps one sample of `factor`, behind a windowed-sinc low-pass filter; looks like soxr's stream."""

    def __init__(self, source_rate: int, factor: int) -> None:
        self._factor = factor
        taps = round(source_rate * TAPS_SECONDS) | 1  # odd: its delay is whole samples
        distance = np.arange(taps) - taps // 2
        weights = np.sinc(distance * PASSED / factor) * np.blackman(taps + 2)[1:-1]
        self._weights = np.asarray(weights / weights.sum(), np.float32)
        self._rest: Samples = np.zeros(len(self._weights) // 2, np.float32)

    def resample_chunk(self, samples: Samples, last: bool = False) -> Samples:
        ahead = len(self._weights) // 2
        sound = np.concatenate((self._rest, samples, np.zeros(ahead if last else 0, np.float32)))
        windows = max(0, (len(sound) - len(self._weights)) // self._factor + 1)
        self._rest = sound[windows * self._factor :]
        if not windows:
            return np.zeros(0, np.float32)
        view = np.lib.stride_tricks.sliding_window_view(sound, len(self._weights))[:: self._factor][:windows]
        return np.asarray(view @ self._weights, np.float32)

    def clear(self) -> None:
        self._rest = np.zeros(len(self._weights) // 2, np.float32)


def resample(samples: Samples, source_rate: int, target_rate: int) -> Samples:
    """A whole recording at another rate."""
    if source_rate == target_rate or not len(samples):
        return samples
    import soxr

    return np.asarray(soxr.resample(samples, source_rate, target_rate), np.float32)
