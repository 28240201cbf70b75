"""Whether the microphone hears the loudspeaker at all: with a headset it does not, and nothing is to be cancelled."""

import math

import numpy as np

from voiceassistant.audio.ring import Samples

# The reference is loud when all of 100 ms are: then its echo has that level for as long, and it may come late, as from
# a loudspeaker without wires or a sound server at its limit. Only what is loud for longer, or later, is never judged.
LOUD_DBFS = -30.0
LOUD_FRAMES = 10
LATEST_FRAMES = 45
ABOVE_NOISE_DB = 4.0  # nearer to the room's noise than this, an echo is nothing that a voice detector finds
BELOW_REFERENCE_DB = 12.0
NOISE_RISES_DB = 0.02  # a frame; the noise is the quietest there was, and forgotten as slowly
LOWEST_DBFS = -75.0
QUIETER_POWER = 10.0 ** ((LOWEST_DBFS + 1.0) / 10.0)
# Frames without an echo speak against a loudspeaker; those with more than noise a little for it: it may be the user.
MOST, OPEN, SHUT = 28.0, 12.0, 3.0
FOR_ECHO = 0.15


class Coupling:
    """Judges by what is heard while something loud is played and soon after. Fed with all sound; sure in a second."""

    def __init__(self) -> None:
        self.open = False  # nothing comes back from the loudspeaker
        self._score = 0.0
        self._noise_dbfs = 0.0
        self._powers = [1.0] * LOUD_FRAMES  # of the microphone's latest frames
        self._microphone = [0.0] * LATEST_FRAMES  # its level over LOUD_FRAMES, at each of the latest frames, in dBFS
        self._reference = [LOWEST_DBFS] * (LOUD_FRAMES + LATEST_FRAMES)

    def feed(self, microphone: Samples, reference: Samples | None, frame: int) -> None:
        """
        Args:
            microphone: Mono float32, not cleaned.
            reference: What was played at the same instants; None: nothing.
            frame: Samples in 10 ms. What is left over is not looked at.
        """
        heard = _levels(microphone, frame)
        played = _levels(reference, frame) if reference is not None else [LOWEST_DBFS] * len(heard)
        for microphone_dbfs, reference_dbfs in zip(heard, played, strict=True):
            self._judge(microphone_dbfs, reference_dbfs)

    def _judge(self, microphone_dbfs: float, reference_dbfs: float) -> None:
        self._powers = [*self._powers[1:], 10.0 ** (microphone_dbfs / 10.0)]
        level = 10.0 * math.log10(sum(self._powers) / LOUD_FRAMES)
        self._microphone = [*self._microphone[1:], level]
        self._reference = [*self._reference[1:], reference_dbfs]
        loudest, loud = max(self._microphone), min(self._reference[:LOUD_FRAMES])
        if min(self._powers) > QUIETER_POWER:  # less is a microphone that is muted, no quiet room
            self._noise_dbfs = min(self._noise_dbfs + NOISE_RISES_DB, level)
        if loud < LOUD_DBFS:
            return
        clear = loudest < min(self._noise_dbfs + ABOVE_NOISE_DB, loud - BELOW_REFERENCE_DB)
        self._score = min(MOST, self._score + 1.0) if clear else max(0.0, self._score - FOR_ECHO)
        self.open = self._score >= (SHUT if self.open else OPEN)


def _levels(sound: Samples, frame: int) -> list[float]:
    """The level of each whole frame, in dBFS."""
    frames = sound[: len(sound) // frame * frame].reshape(-1, frame)
    power = np.einsum("ij,ij->i", frames, frames) / frame
    return [float(level) for level in 10.0 * np.log10(power + 10.0 ** (LOWEST_DBFS / 10.0))]
