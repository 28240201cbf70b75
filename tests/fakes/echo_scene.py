"""A loudspeaker that plays, a room around it, and the ear as far as the barge-in rule, in virtual time."""

from collections.abc import Iterator

import numpy as np

from tests.fakes.room import Room, VirtualRoom
from voiceassistant.audio.barge_in import BargeIn, Window
from voiceassistant.audio.echo import Cleaned, EchoCanceller, Windows
from voiceassistant.audio.reference import RATE, PlayedSound
from voiceassistant.audio.resample import Resampler, resample
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.simulated import BLOCK_SECONDS
from voiceassistant.audio.vad import WINDOW, VoiceActivity
from voiceassistant.errors import AudioError

POLL_SECONDS = 2 * BLOCK_SECONDS  # how often the ear looks
LEAD_SECONDS = 1.0  # of the room alone, before anything is played: a microphone is open long before


class EchoScene:
    """Plays `played`, of 16 kHz, over the room's loudspeaker from `start` on; what is said comes by `say`."""

    def __init__(self, room: Room, played: Samples, *, delay_seconds: float = 0.06, jitter: float = 0.0) -> None:
        """
        Args:
            room: At 48 kHz as devices are, or at 16 kHz, which takes half the time.
            played: Mono float32, 16 kHz.
            delay_seconds: How far ahead the device asks for its sound.
            jitter: The deviation, in seconds, of the times that it tells.
        """
        self.room = VirtualRoom(room, delay_seconds=delay_seconds)
        self.played = PlayedSound(self.room.clock)
        self.canceller = EchoCanceller(self.played)
        self._rate, self._jitter, self._random = room.rate, jitter, np.random.default_rng(1)
        self._sound, self._asked = resample(played, RATE, room.rate), 0
        self._delivered: list[Samples] = []
        self._resampler = Resampler(room.rate, RATE)
        self.room.speaker.open(self._fill, _never)
        self.room.microphone.open(lambda block, _: self._delivered.append(block), _never)

    def start(self) -> None:
        self.played.begin(self._rate)
        self.room.speaker.start()

    def stop(self) -> None:
        self.room.speaker.abort()
        self.played.cut()

    def say(self, sound: Samples) -> None:
        """Mono float32, 16 kHz, from now on."""
        self.room.microphone.say(sound, RATE)

    def run(self, seconds: float) -> Iterator[Cleaned]:
        """What the canceller gives, each time the ear looks."""
        for _ in range(round(seconds / POLL_SECONDS)):
            self.room.advance()
            self.room.advance()
            sound = self._resampler.feed(np.concatenate(self._delivered))
            self._delivered.clear()
            yield self.canceller.process(sound, self.room.clock())

    def all_of(self, seconds: float) -> Cleaned:
        pieces = list(self.run(seconds))
        return Cleaned(
            *(np.concatenate([getattr(p, n) for p in pieces]) for n in ("samples", "microphone", "reference"))
        )

    def _fill(self, out: Samples, delay_seconds: float, underflow: bool) -> None:
        sound = self._sound[self._asked : self._asked + len(out)]
        out[: len(sound)], out[len(sound) :] = sound, 0.0
        self._asked += len(out)
        told = delay_seconds + self._jitter * float(self._random.standard_normal())
        self.played.record(out, self.room.clock() + told)


def windows(
    room: Room, played: Samples, said: Samples | None = None, *, at: float = 0.0
) -> Iterator[tuple[float, Window]]:
    """Each window with the time at which the ear has it, in seconds since `said` began (`at` after the sound began)."""
    scene, cutter, activity = EchoScene(room, played, jitter=0.003), Windows(WINDOW), VoiceActivity()
    if said is not None:
        scene.say(np.concatenate((np.zeros(round((LEAD_SECONDS + at) * RATE), np.float32), said)))
    zero = scene.room.clock() + LEAD_SECONDS + at
    for _ in scene.run(LEAD_SECONDS):
        pass
    scene.start()
    for piece in scene.run(len(played) / RATE):
        for window in cutter.feed(piece):
            (probability,) = activity.feed(window.samples)
            yield scene.room.clock() - zero, Window.of(probability, window)


def speaking_at(seen: Iterator[tuple[float, Window]]) -> list[float]:
    """When the rule said that somebody began to speak."""
    rule, times, was = BargeIn(), [], False
    for seconds, window in seen:
        now = rule.feed(window)
        if now and not was:
            times.append(seconds)
        was = now
    return times


def _never(error: AudioError) -> None:
    raise AssertionError(error)
