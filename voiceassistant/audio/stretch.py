"""Speech faster or slower at the same pitch, as a stream: speech through Sonic, pauses by a rule of our own.

Sonic tells nothing of where in its input it is, so each stretch of speech between two pauses goes through it by itself:
at a pause it is emptied, and there the places before and after are known to the sample.
"""

import math
from bisect import bisect_right
from collections import deque
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from voiceassistant.audio.ring import Samples

SLOWEST, FASTEST = 0.5, 4.0

PAUSE_SECONDS = 0.12  # a shorter silence belongs to a word: the closing of a p or t
SHORTEST_PAUSE_SECONDS = 0.06  # a pause that was heard stays one at any speed
PAUSE_POWER = 1.5  # beyond that it shrinks with this power of the speed: to 35 % at twice the speed

_FRAME_SECONDS = 0.01
_SILENT = 0.01  # of the loudest frame so far
_NEVER_SPEECH = 3e-4  # of full scale: what is softer is silence, however soft all the rest is
_EDGE_SECONDS = SHORTEST_PAUSE_SECONDS / 2  # of a pause, at its begin and end, kept as it is: a word may fade into it
_MOST_ANCHORS = 4096


class Anchor(NamedTuple):
    """A moment in the output and the moment of the input that is heard then, in samples."""

    out: float
    source: float


def pause_seconds(seconds: float, speed: float) -> float:
    """How long a pause of so many seconds is at a speed."""
    if speed <= 1.0:
        return seconds / speed
    return min(seconds, max(SHORTEST_PAUSE_SECONDS, seconds / math.pow(speed, PAUSE_POWER)))


class Stretch:
    """One stream of mono speech. For one thread; `source_seconds` and `heard_seconds` for any.

    At speed 1 it gives back what it gets. A new speed holds for what is written from then on, and for the 0.15 s at
    most that are held back.

    Args:
        rate: Samples a second.
        speed: From SLOWEST to FASTEST.
        shortened_pauses: Pauses shrink more than speech does, as `pause_seconds` says; otherwise as much.
    """

    def __init__(self, rate: int, speed: float = 1.0, shortened_pauses: bool = True) -> None:
        from libsonic import SonicStream

        self._rate, self._shortened = rate, shortened_pauses
        self._speed = 1.0
        self._sonic: Any = SonicStream(rate, 1)
        self._sonic_holds = False  # it may have something inside
        self._frame = max(1, round(rate * _FRAME_SECONDS))
        self._edge = round(rate * _EDGE_SECONDS)
        self._loudest = 0.0
        self._partial: Samples = _nothing()  # less than a frame
        self._silence: Samples = _nothing()  # frames of it that are held back
        self._paused = 0  # samples of the pause that goes on; 0: none does
        self._pause_out = 0  # of them, how many were given out
        self._out = self._source = 0  # samples given out; samples of input that are done with, or in Sonic
        self._anchors: deque[Anchor] = deque([Anchor(0, 0)], maxlen=_MOST_ANCHORS)
        self.set_speed(speed)

    @property
    def speed(self) -> float:
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Raises ValueError: it is out of range."""
        if not SLOWEST <= speed <= FASTEST:
            raise ValueError(f"A speed is from {SLOWEST} to {FASTEST}, not {speed}")
        if self._sonic_holds:  # what it has given so far was at the old speed
            last = self._anchors[-1]
            self._anchors.append(Anchor(self._out, last.source + (self._out - last.out) * self._speed))
        self._speed = speed
        self._sonic.set_speed(speed)

    def write(self, samples: Samples) -> Samples:
        """Takes what comes next and returns what can be heard by now: mono, full scale ±1."""
        if self._is_identity:
            self._anchor_after(len(samples))
            return samples
        sound = np.concatenate((self._partial, samples))
        frames = len(sound) // self._frame
        self._partial = sound[frames * self._frame :]
        given = [self._sort(part, silent) for part, silent in self._runs(sound[: frames * self._frame])]
        return np.concatenate((_nothing(), *given))

    def flush(self) -> Samples:
        """Returns what was held back; what comes next begins anew, as after a sentence."""
        given = [self._end_pause() if self._paused else self._to_sonic(self._take_silence())]
        rest, self._partial = self._partial, _nothing()
        given += [self._to_sonic(rest), self._empty_sonic()]
        return np.concatenate(given)

    def source_seconds(self, heard: float) -> float:
        """Which second of the input is heard at a second of the output."""
        anchors = list(self._anchors)  # at once: another thread may be writing
        return self._between(anchors, [anchor.out for anchor in anchors], heard * self._rate, self._speed)

    def heard_seconds(self, source: float) -> float:
        """At which second of the output a second of the input is heard; known for what was given out."""
        anchors = [Anchor(anchor.source, anchor.out) for anchor in list(self._anchors)]
        return self._between(anchors, [anchor.out for anchor in anchors], source * self._rate, 1 / self._speed)

    def _between(self, anchors: list[Anchor], places: list[float], place: float, slope: float) -> float:
        number = bisect_right(places, place)
        before = anchors[max(0, number - 1)]
        if 0 < number < len(anchors):
            after = anchors[number]
            slope = (after.source - before.source) / (after.out - before.out)
        return (before.source + (place - before.out) * slope) / self._rate

    @property
    def _is_identity(self) -> bool:
        return self._speed == 1.0 and not (
            self._sonic_holds or self._paused or len(self._silence) or len(self._partial)
        )

    def _runs(self, sound: Samples) -> list[tuple[Samples, bool]]:
        """The sound cut where silence begins or ends, and whether each part is silent. Whole frames."""
        if not len(sound):
            return []
        loudness = np.abs(sound).reshape(-1, self._frame).max(axis=1)
        loudest = np.maximum(np.maximum.accumulate(loudness), self._loudest)
        self._loudest = float(loudest[-1])
        silent = loudness < np.maximum(loudest * _SILENT, _NEVER_SPEECH)
        if not self._shortened or self._speed <= 1.0:
            silent[:] = False
        cuts = [0, *(np.flatnonzero(np.diff(silent)) + 1).tolist(), len(silent)]
        return [
            (sound[first * self._frame : last * self._frame], bool(silent[first]))
            for first, last in zip(cuts, islice(cuts, 1, None), strict=False)
        ]

    def _sort(self, part: Samples, silent: bool) -> Samples:
        if not silent:
            before = self._end_pause() if self._paused else self._to_sonic(self._take_silence())
            return np.concatenate((before, self._to_sonic(part)))
        self._silence = np.concatenate((self._silence, part))
        if self._paused:
            self._paused += len(part)
            return self._middle_of_pause()
        if len(self._silence) < round(PAUSE_SECONDS * self._rate):
            return _nothing()
        before = self._empty_sonic()
        self._paused, self._pause_out = len(self._silence), 0
        head, self._silence = self._silence[: self._edge], self._silence[self._edge :]
        return np.concatenate((before, self._from_pause(head, len(head)), self._middle_of_pause()))

    def _middle_of_pause(self) -> Samples:
        """As much as the pause deserves by now, of all but its last edge, which may be the breath before a word."""
        ready = len(self._silence) - self._edge
        if ready <= 0:
            return _nothing()
        middle, self._silence = self._silence[:ready], self._silence[ready:]
        deserved = round(pause_seconds(self._paused / self._rate, self._speed) * self._rate) - self._edge
        return self._from_pause(middle[: max(0, deserved - self._pause_out)], len(middle))

    def _end_pause(self) -> Samples:
        self._paused = 0
        rest = self._take_silence()
        return self._from_pause(rest, len(rest))

    def _from_pause(self, samples: Samples, source: int) -> Samples:
        self._pause_out += len(samples)
        self._out += len(samples)
        self._source += source
        self._anchor()
        return samples

    def _take_silence(self) -> Samples:
        silence, self._silence = self._silence, _nothing()
        return silence

    def _to_sonic(self, samples: Samples) -> Samples:
        if not len(samples):
            return samples
        self._sonic.write(samples.tolist())
        self._source += len(samples)
        self._sonic_holds = True
        given = self._from_sonic()
        if self._speed == 1.0:  # it copies then, what it had inside too
            self._sonic_holds = False
            self._anchor()
        return given

    def _empty_sonic(self) -> Samples:
        if not self._sonic_holds:
            return _nothing()
        self._sonic.flush()
        given = self._from_sonic()
        self._sonic_holds = False
        self._anchor()
        return given

    def _from_sonic(self) -> Samples:
        given = np.array(self._sonic.read(self._sonic.available_frames()), np.float32)
        self._out += len(given)
        return given

    def _anchor_after(self, samples: int) -> None:
        self._out += samples
        self._source += samples
        self._anchor()

    def _anchor(self) -> None:
        """All that was taken in is given out: here the two places belong together."""
        anchor = Anchor(self._out, self._source)
        if anchor.out == self._anchors[-1].out or self._goes_on_evenly(anchor):
            self._anchors[-1] = anchor
        else:
            self._anchors.append(anchor)

    def _goes_on_evenly(self, anchor: Anchor) -> bool:
        if len(self._anchors) < 2:
            return False
        (first_out, first_source), (last_out, last_source) = self._anchors[-2], self._anchors[-1]
        before = (last_source - first_source) * (anchor.out - last_out)
        return before == (anchor.source - last_source) * (last_out - first_out)


def _nothing() -> Samples:
    return np.zeros(0, np.float32)
