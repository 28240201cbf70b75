"""A room without walls: what a loudspeaker plays comes back to the microphone, with noise, and whoever speaks in it.

`Room.hear` is all of it, samples in and samples out, in no time and the same each time. `RoomMicrophone` puts it, in
real time, between the simulated speaker and the listener; `VirtualRoom` does so in a time that the test makes pass.
"""

import time
from dataclasses import dataclass

import numpy as np

from tests.fakes.devices import Clock
from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.simulated import BLOCK_SECONDS, SimulatedMicrophone, SimulatedSpeaker
from voiceassistant.audio.streams import PREFERRED_RATE, Fill, OnBlock, OnLost

DIRECT_AND_EARLY = ((0.0, 1.0), (0.0031, 0.55), (0.0067, -0.4), (0.0113, 0.3), (0.0179, 0.2))  # seconds, strength
LATE_STRENGTH = 0.07  # of the diffuse sound as it begins: in a living room as much in all as what comes early


@dataclass(frozen=True)
class Acoustics:
    """How a loudspeaker is heard by the microphone.

    Attributes:
        echo_db: The echo's level relative to what is played; None: a headset, nothing comes back.
        rt60: Seconds until the room is 60 dB quieter.
        delay_seconds: From the ear's moment to the microphone: the way through the air and the converters.
        drive: 0: a clean loudspeaker; 1: one that is clearly overdriven by a full-scale sound.
    """

    echo_db: float | None = -10.0
    rt60: float = 0.3
    delay_seconds: float = 0.006
    drive: float = 0.0
    seed: int = 1

    def response(self, rate: int) -> Samples:
        """The impulse response: early reflections, then noise that decays; its energy is the echo's gain."""
        noise = np.random.default_rng(self.seed)
        times = np.arange(max(round(self.rt60 * rate), round(0.03 * rate))) / rate
        response = noise.standard_normal(len(times)) * 10.0 ** (-3.0 * times / self.rt60)
        response *= LATE_STRENGTH * np.sqrt(16_000 / rate)
        for seconds, strength in DIRECT_AND_EARLY:
            response[round(seconds * rate)] += strength
        if self.echo_db is None:
            return np.zeros(1, np.float32)
        response *= 10.0 ** (self.echo_db / 20.0) / np.linalg.norm(response)
        return np.concatenate((np.zeros(round(self.delay_seconds * rate)), response)).astype(np.float32)

    def speaker(self, sound: Samples) -> Samples:
        """What the loudspeaker makes of the signal: an overdriven one bends it."""
        if not self.drive:
            return sound
        bent = np.tanh(4.0 * self.drive * sound) / np.float32(4.0 * self.drive)
        return np.asarray(bent + 0.3 * self.drive * bent**2, np.float32)


class Convolution:
    """A streaming convolution, block by block (uniformly partitioned, overlap-save): 0.1 ms for 10 ms of sound."""

    def __init__(self, response: Samples, block: int) -> None:
        self._block = block
        parts = -(-len(response) // block)
        padded = np.zeros(parts * block, np.float32)
        padded[: len(response)] = response
        self._filters = np.fft.rfft(padded.reshape(parts, block), 2 * block, axis=1)
        self._spectra = np.zeros_like(self._filters)
        self._previous = np.zeros(block, np.float32)

    def feed(self, sound: Samples) -> Samples:
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(np.concatenate((self._previous, sound)))
        self._previous = sound
        mixed = np.fft.irfft(np.einsum("ij,ij->j", self._spectra, self._filters))
        return np.asarray(mixed[self._block :], np.float32)


class Room:
    """The sound at the microphone, 10 ms at a time."""

    def __init__(
        self, acoustics: Acoustics | None = None, *, noise: Samples | None = None, rate: int = PREFERRED_RATE
    ) -> None:
        """
        Args:
            acoustics: Of the loudspeaker in it.
            noise: Mono float32 at 16 kHz, repeated for as long as it takes (`tests.fakes.noises` makes some).
            rate: Of what is played and heard.
        """
        self.rate, self.frames = rate, round(rate * BLOCK_SECONDS)
        self._acoustics = acoustics or Acoustics()
        self._echo = Convolution(self._acoustics.response(rate), self.frames)
        self._noise = resample(noise, 16_000, rate) if noise is not None else np.zeros(1, np.float32)
        self._position = 0

    def hear(self, played: Samples, said: Samples) -> Samples:
        """What the microphone hears while this is at the ear and this is said; each has `frames` samples."""
        positions = (self._position + np.arange(self.frames)) % len(self._noise)
        self._position += self.frames
        echo = self._echo.feed(self._acoustics.speaker(played))
        return np.clip(echo + self._noise[positions] + said, -1.0, 1.0).astype(np.float32)

    def recording(self, played: Samples, said: Samples) -> Samples:
        """A whole recording: both sounds begin together; as long as the longer of them."""
        blocks = -(-max(len(played), len(said)) // self.frames)
        first, second = (np.pad(s, (0, blocks * self.frames - len(s))).reshape(blocks, -1) for s in (played, said))
        return np.concatenate([self.hear(p, s) for p, s in zip(first, second, strict=True)])


class RoomMicrophone(SimulatedMicrophone):
    """Hears, in real time, what is said and what the simulated speaker in the same room plays."""

    def __init__(self, speaker: SimulatedSpeaker, room: Room) -> None:
        super().__init__(room.rate, BLOCK_SECONDS)
        assert speaker.rate == room.rate, "the room has one rate"
        self._speaker, self._room = speaker, room
        self._until = 0.0

    def open(self, on_block: OnBlock, on_lost: OnLost) -> None:
        self._until = time.monotonic()
        super().open(on_block, on_lost)

    def _next_block(self, frames: int, began_at: float) -> Samples:
        start, self._until = self._until, self._until + frames / self.rate
        return self._room.hear(self._played(start, frames), super()._next_block(frames, began_at))

    def _played(self, start: float, frames: int) -> Samples:
        sound = np.zeros(frames, np.float32)
        for at, block in reversed(self._speaker.blocks[-50:]):
            offset = round((at - start) * self.rate)
            first, last = max(0, offset), min(frames, offset + len(block))
            if first < last:
                sound[first:last] = block[first - offset : last - offset]
        return sound


class VirtualSpeaker:
    """A speaker whose time is the room's. It asks for its sound `delay_seconds` before it is heard."""

    def __init__(self, clock: Clock, rate: int, delay_seconds: float) -> None:
        self.rate, self.latency_seconds, self.aborts_at_once = rate, delay_seconds, True
        self.name = "Virtual speaker"
        self._clock, self._block = clock, round(2 * BLOCK_SECONDS * rate)
        self._fill: Fill | None = None
        self._ahead: Samples = np.zeros(0, np.float32)
        self.running = False

    def open(self, fill: Fill, on_lost: OnLost) -> None:
        self._fill = fill

    def start(self) -> None:
        self.running = True

    def abort(self) -> None:
        self.running, self._ahead = False, np.zeros(0, np.float32)

    def close(self) -> None:
        self.abort()

    def play(self, frames: int) -> Samples:
        """What is at the ear during the next `frames`; asks for as much as its buffer has room for."""
        assert self._fill is not None, "it was never opened"
        if not self.running:
            return np.zeros(frames, np.float32)
        while len(self._ahead) < frames + round(self.latency_seconds * self.rate):
            block = np.zeros(self._block, np.float32)
            self._fill(block, len(self._ahead) / self.rate, False)
            self._ahead = np.concatenate((self._ahead, block))
        sound, self._ahead = self._ahead[:frames], self._ahead[frames:]
        return sound


class VirtualMicrophone:
    """A microphone whose time is the room's; it hears what is said when that time passes."""

    def __init__(self, rate: int) -> None:
        self.rate, self.latency_seconds, self.name = rate, 0.0, "Virtual microphone"
        self._pending: Samples = np.zeros(0, np.float32)
        self._on_block: OnBlock | None = None

    def open(self, on_block: OnBlock, on_lost: OnLost) -> None:
        self._on_block = on_block

    def close(self) -> None:
        self._on_block = None

    def say(self, samples: Samples, rate: int) -> None:
        """Is heard from now on, after what is still being said."""
        self._pending = np.concatenate((self._pending, resample(samples, rate, self.rate)))

    def said(self, frames: int) -> Samples:
        sound, self._pending = self._pending[:frames], self._pending[frames:]
        return np.pad(sound, (0, frames - len(sound)))

    def deliver(self, block: Samples) -> None:
        if self._on_block is not None:
            self._on_block(block, False)


class VirtualRoom:
    """A speaker and a microphone in one room, in a time that passes when `advance` is called, as fast as it can."""

    def __init__(self, room: Room, clock: Clock | None = None, *, delay_seconds: float = 0.06) -> None:
        self.room, self.clock = room, clock or Clock()
        self.speaker = VirtualSpeaker(self.clock, room.rate, delay_seconds)
        self.microphone = VirtualMicrophone(room.rate)

    def advance(self) -> Samples:
        """Lets 10 ms pass. Returns what the microphone heard in them, as it was delivered."""
        played = self.speaker.play(self.room.frames)
        self.clock.advance(BLOCK_SECONDS)
        heard = self.room.hear(played, self.microphone.said(self.room.frames))
        self.microphone.deliver(heard)
        return heard
