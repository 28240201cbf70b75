"""Faster or slower speech at the same pitch, for speeds that a voice cannot speak at by itself."""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

_FRAME = 720  # 30 ms at 24 kHz: two or three periods of a voice
_HOP = _FRAME // 2
_SEARCH = 240  # 10 ms: one period of a low voice


def stretch(samples: Samples, speed: float) -> Samples:
    """Speech made `speed` times as fast by overlapping frames where they fit best (WSOLA).

    Source: Verhelst and Roelands, An overlap-add technique based on waveform similarity, ICASSP 1993.
    """
    if speed == 1.0 or len(samples) < 2 * (_FRAME + _SEARCH):
        return samples
    padded = np.pad(samples, (_SEARCH, _FRAME + _HOP + _SEARCH))
    window = np.hanning(_FRAME).astype(np.float32)
    count = int(len(samples) / speed) // _HOP
    out = np.zeros((count + 1) * _HOP + _FRAME, np.float32)
    natural = padded[_SEARCH : _SEARCH + _FRAME]
    for frame in range(count):
        start = int(frame * _HOP * speed)
        region = padded[start : start + _FRAME + 2 * _SEARCH]
        best = start + int(np.argmax(np.correlate(region, natural, "valid")))
        out[frame * _HOP : frame * _HOP + _FRAME] += window * padded[best : best + _FRAME]
        natural = padded[best + _HOP : best + _HOP + _FRAME]
    return out[: count * _HOP]
