"""A voice that breathes in before it speaks: hibari begins with two or three tenths of a second of silence."""

from collections.abc import Iterable, Iterator

import numpy as np

from voiceassistant.local.synthesis.tempo import Samples

SILENT = 0.01  # of full scale; what is louder is speech
KEPT = 480  # samples before it, 20 ms at 24 kHz: the sound shall not begin with a click


def without_leading_silence(pieces: Iterable[Samples]) -> Iterator[Samples]:
    """The same sound from its beginning on, still in pieces; nothing where all of it is silent.

    Args:
        pieces: Mono, 24 kHz, full scale ±1.
    """
    silence = np.zeros(0, np.float32)
    begun = False
    for piece in pieces:
        if begun:
            yield piece
            continue
        sound = np.concatenate((silence, piece))
        loud = np.flatnonzero(np.abs(sound) > SILENT)
        if len(loud):
            begun = True
            yield sound[max(0, int(loud[0]) - KEPT) :]
        else:
            silence = sound[-KEPT:]
