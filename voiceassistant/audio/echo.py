"""The assistant's own voice leaves the microphone: WebRTC's echo canceller, fed with what was really played."""

import logging
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voiceassistant.audio.coupling import Coupling
from voiceassistant.audio.reference import RATE, PlayedSound
from voiceassistant.audio.ring import Samples

FRAME = RATE // 100  # the canceller takes 10 ms at a time
# A device may tell its delay wrongly, but an echo must not come before its sound: so the reference runs ahead by this.
# The microphone adds to it, as its sound is taken for younger than it is. Up to 400 ms are tolerated, measured.
LEAD_SECONDS = 0.01
LIBRARY_DELAY = 127  # samples, by which what it gives is later than what it got, measured
HELD_SECONDS = 0.04  # the microphone waits so long at most for the player to tell what was heard meanwhile
TAIL_SECONDS = 1.0  # after the last sound a room still answers
EARLY_SECONDS, LATE_SECONDS = 0.02, 0.06  # a microphone's clock that is further off has lost sound

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A piece of the microphone's sound without echo, and at the same instants what it was made of.

    All three sounds are mono float32, 16 kHz, full scale ±1, shape (n,).
    """

    samples: Samples
    microphone: Samples
    reference: Samples  # what was played; zeros while nothing was
    leaks: bool = True  # whether the microphone hears the loudspeaker at all, as far as that is known

    @classmethod
    def untouched(cls, sound: Samples) -> "Cleaned":
        """Nothing was played."""
        return cls(sound, sound, np.zeros(len(sound), np.float32))


class _Canceller(Protocol):
    def process(self, near: Samples, far: Samples) -> Samples: ...


class _Nothing:
    """Stands in where the library does not load: the echo stays."""

    def process(self, near: Samples, far: Samples) -> Samples:  # noqa: ARG002
        return near


def _load() -> _Canceller:
    try:
        from pywebrtc_audio import EchoCanceller as Library

        canceller: _Canceller = Library(RATE)
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("The echo canceller does not load (%s): the loudspeaker will be heard.", error)
        return _Nothing()
    return canceller


class EchoCanceller:
    """Cleans one microphone's sound. One thread's, but for `PlayedSound`'s other sides.

    While nothing is played, and nothing was for a second, sound passes through as it is, at no cost. Else it takes some
    2 % of a core, and the sound comes out later: by the 8 ms that the library needs, by less than 10 ms that are
    missing to a frame, and by as much as the player is behind in telling what it plays: nothing on a sound card, which
    asks for its sound early, some 20 ms in a simulation.

    The library takes much of a user's voice away while it is not sure of the echo, and with a headset it never is. So
    where the loudspeaker is not heard, sound passes even while something is played.
    """

    def __init__(self, played: PlayedSound) -> None:
        """
        Args:
            played: The player's (`SpeechPlayer.played`).
        """
        self._played = played
        self._library = _load()
        self._coupling = Coupling()
        self._delayed: Samples = np.zeros(LIBRARY_DELAY, np.float32)  # the microphone's latest, as late as the library
        self._held: Samples = np.zeros(0, np.float32)  # from the microphone, not cleaned yet
        self._held_from = 0.0  # when its first sample was in the room
        self.active = False  # whether something is, or was just, played

    @property
    def cancels(self) -> bool:
        """False where the library does not load: then the loudspeaker is heard like anybody else."""
        return not isinstance(self._library, _Nothing)

    def process(self, microphone: Samples, ended_at: float) -> Cleaned:
        """Takes the next piece of the microphone's sound; returns as much as can be cleaned by now.

        Args:
            microphone: Mono float32, 16 kHz, of any length, without gaps to the one before.
            ended_at: When its last sample was taken from the microphone, by the player's clock.
        """
        began_at = ended_at - len(microphone) / RATE
        was_active = self.active
        self.active = self._played.heard_until() > began_at - TAIL_SECONDS
        if not self.active:
            return self._passed(microphone)
        self._hold(microphone, began_at, joins=was_active)
        return self._clean(self._ready(ended_at))

    def reset(self) -> None:
        """What follows comes from another microphone. What is held back is dropped."""
        self._held, self.active = np.zeros(0, np.float32), False
        self._library, self._coupling = _load(), Coupling()

    def _passed(self, microphone: Samples) -> Cleaned:
        self._coupling.feed(microphone, None, FRAME)
        sound = np.concatenate((self._held, microphone)) if len(self._held) else microphone
        self._held = np.zeros(0, np.float32)
        return Cleaned.untouched(sound)

    def _hold(self, microphone: Samples, began_at: float, *, joins: bool) -> None:
        expected = self._held_from + len(self._held) / RATE
        if not joins or not -EARLY_SECONDS < began_at - expected < LATE_SECONDS:
            self._held_from = began_at - len(self._held) / RATE
        self._held = np.concatenate((self._held, microphone))

    def _ready(self, now: float) -> int:
        """How many of the held samples can be cleaned: whole frames of which the reference is known."""
        known = max(self._played.known_until() - LEAD_SECONDS, now - HELD_SECONDS)
        seconds = min(known - self._held_from, len(self._held) / RATE)
        return max(0, int(seconds * RATE + 0.5)) // FRAME * FRAME

    def _clean(self, count: int) -> Cleaned:
        sound, self._held = self._held[:count], self._held[count:]
        reference = self._played.at(self._held_from + LEAD_SECONDS, count)
        self._held_from += count / RATE
        if not count:
            return Cleaned(sound, sound, reference)
        self._coupling.feed(sound, reference, FRAME)
        cleaned = self._library.process(np.ascontiguousarray(sound), reference)  # open or not: it has to keep up
        delayed = np.concatenate((self._delayed, sound))
        heard, self._delayed = delayed[:count], delayed[count:]
        leaks = not self._coupling.open
        return Cleaned(cleaned if leaks and self.cancels else heard, heard, reference, leaks)


class Windows:
    """Cuts what a canceller gives into windows of one length."""

    def __init__(self, samples: int) -> None:
        self._samples = samples
        self._rest = Cleaned(*(np.zeros(0, np.float32),) * 3)

    def feed(self, piece: Cleaned) -> list[Cleaned]:
        """Returns the windows that are now complete."""
        rest = self._rest
        sound = Cleaned(
            np.concatenate((rest.samples, piece.samples)),
            np.concatenate((rest.microphone, piece.microphone)),
            np.concatenate((rest.reference, piece.reference)),
            piece.leaks,
        )
        whole = len(sound.samples) // self._samples * self._samples
        self._rest = _part(sound, whole, None)
        return [_part(sound, start, start + self._samples) for start in range(0, whole, self._samples)]


def _part(sound: Cleaned, start: int, end: int | None) -> Cleaned:
    return Cleaned(sound.samples[start:end], sound.microphone[start:end], sound.reference[start:end], sound.leaks)
