"""Short, soft sounds that say what the assistant is about, made here: told apart by how their pitch moves."""

from itertools import pairwise

import numpy as np

from voiceassistant.audio.level import rms
from voiceassistant.audio.pcm import SCALE_RATE
from voiceassistant.audio.ring import Samples

LEVEL_DBFS = -20.0  # of the whole sound; speech is about as loud
FADE_SECONDS = 0.012  # at both ends, so that nothing clicks
D5, A5, G4 = 587.33, 880.0, 392.0  # hertz

HEARD = ((0.0, D5), (0.07, D5), (0.11, A5), (0.18, A5))  # rises
STOPPED = ((0.0, A5), (0.07, A5), (0.11, D5), (0.18, D5))  # falls
THINKING = ((0.0, G4), (0.12, G4))  # stays


def earcon(contour: tuple[tuple[float, float], ...]) -> bytes:
    """Makes a sound of a pitch that goes in straight lines through the points (seconds, hertz).

    Returns mono 16-bit little-endian PCM at 24 kHz; the same contour always gives the same bytes.
    """
    sound = _struck(_sung(contour))
    sound *= 10.0 ** (LEVEL_DBFS / 20.0) / rms(sound)
    return bytes(np.rint(sound * 32767.0).astype("<i2"))


def _sung(contour: tuple[tuple[float, float], ...]) -> Samples:
    """A tone with a little of its octave, which small loudspeakers need."""
    seconds, hertz = zip(*contour, strict=True)
    assert all(before < after for before, after in pairwise(seconds))
    at = np.arange(round(seconds[-1] * SCALE_RATE)) / SCALE_RATE
    phase = 2.0 * np.pi * np.cumsum(np.interp(at, seconds, hertz)) / SCALE_RATE
    tone: Samples = (np.sin(phase) + 0.2 * np.sin(2.0 * phase)).astype(np.float32)
    return tone


def _struck(tone: Samples) -> Samples:
    """It dies away as a bell does, and fades in and out."""
    size = len(tone)
    from_end = np.minimum(np.arange(size), np.arange(size)[::-1]) / (FADE_SECONDS * SCALE_RATE)
    fade = np.sin(0.5 * np.pi * np.minimum(from_end, 1.0)) ** 2
    struck: Samples = (tone * fade * np.exp(-1.5 * np.arange(size) / size)).astype(np.float32)
    return struck
