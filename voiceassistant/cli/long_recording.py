"""A recording of any length whose words and times are known: sentences of a voice, pauses, noise; for measuring."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voiceassistant.audio.ring import Samples
from voiceassistant.audio.wav import WavWriter
from voiceassistant.resource_files import resource

RATE = 24_000  # the local voice's
ONSET = 0.025  # of a sentence's peak: its first louder sample is its start, its last one its end
SHORTEST_PAUSE, LONGEST_PAUSE = 0.35, 3.0  # seconds
SILENCE_SECONDS = (8.0, 25.0)  # of the long pauses
SILENCE_EVERY = 25  # sentences
QUIETEST_DB = -15.0
NOISE_DBFS = -58.0


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and when it is said, in seconds from the recording's beginning."""

    text: str
    start: float
    end: float


def sentences() -> list[str]:
    return resource("bench/sentences.txt").read_text(encoding="utf-8").splitlines()


def record(
    path: Path, seconds: float, spoken: Callable[[str], Samples], seed: int = 1, texts: Sequence[str] = ()
) -> list[Said]:
    """Writes a WAV file, sentence by sentence.

    Args:
        path: Of the file.
        seconds: How long it is to be at least.
        spoken: A sentence's sound, mono float32 at RATE.
        seed: The same one makes the same file.
        texts: What is said, over and over in another order; by default the bundled sentences.
    Raises:
        AudioFileError: It cannot be written.
    """
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    writer = WavWriter(path, RATE)

    def write(samples: Samples) -> None:
        hiss = noise.standard_normal(len(samples), np.float32) * np.float32(10 ** (NOISE_DBFS / 20))
        writer.append(samples + hiss)

    said: list[Said] = []
    for text in _endless(texts or sentences(), chance):
        write(np.zeros(round(_pause(chance, len(said)) * RATE), np.float32))
        if writer.samples >= seconds * RATE:
            break
        sound = spoken(text) * np.float32(10 ** (chance.uniform(QUIETEST_DB, 0.0) / 20))
        first, last = extent(sound)
        said.append(Said(text, (writer.samples + first) / RATE, (writer.samples + last) / RATE))
        write(sound)
    writer.close()
    return said


def extent(sound: Samples) -> tuple[int, int]:
    """The first loud sample and the one after the last."""
    loud = np.nonzero(np.abs(sound) > ONSET * np.abs(sound).max())[0]
    return int(loud[0]), int(loud[-1]) + 1


def _pause(chance: random.Random, number: int) -> float:
    if number % SILENCE_EVERY == SILENCE_EVERY - 1:
        return chance.uniform(*SILENCE_SECONDS)
    return chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)


def _endless(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.sample(texts, len(texts))
