"""When something was audible, of all that a simulated speaker has played."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voiceassistant.audio.ring import Samples

AUDIBLE = 600 / 32768  # a louder sample counts as sound
PAUSE_SECONDS = 0.004  # a shorter silence belongs to the sound around it
EDGE_SECONDS = 0.05  # of which the tone is told


@dataclass(frozen=True, slots=True)
class SoundRun:
    """Sound without a pause: time.monotonic() of its first and behind its last loud sample, and its tones at both ends.

    A tone is a whole hundred of hertz; 0 where the run is too short to tell.
    """

    start: float
    end: float
    hz_first: int
    hz_last: int


def sound_runs(blocks: Sequence[tuple[float, Samples]], rate: int) -> list[SoundRun]:
    """Finds the runs.

    Args:
        blocks: The time of each one's first sample, and its samples, in order of time.
        rate: Samples a second.
    """
    if not blocks:
        return []
    times = np.concatenate([start + np.arange(len(samples)) / rate for start, samples in blocks])
    sound = np.concatenate([samples for _, samples in blocks])
    loud = np.flatnonzero(np.abs(sound) > AUDIBLE)
    if not len(loud):
        return []
    pieces = np.split(loud, np.flatnonzero(np.diff(times[loud]) > PAUSE_SECONDS) + 1)
    return [_run(times, sound, int(piece[0]), int(piece[-1]) + 1, rate) for piece in pieces]


def _run(times: npt.NDArray[np.float64], sound: Samples, start: int, end: int, rate: int) -> SoundRun:
    first = sound[start:end][: round(EDGE_SECONDS * rate)]
    last = sound[start:end][-round(EDGE_SECONDS * rate) :]
    return SoundRun(float(times[start]), float(times[end - 1]) + 1 / rate, _hz(first, rate), _hz(last, rate))


def _hz(samples: Samples, rate: int) -> int:
    if len(samples) < rate // 100:
        return 0
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), rate // 10))
    return round(float(spectrum.argmax()) * 10 / 100) * 100
