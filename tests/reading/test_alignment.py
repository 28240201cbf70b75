"""Word times by another voice: found again where the same words are slower, lower or paused; harmless elsewhere."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from voiceassistant.reading.alignment import Reference, aligned
from voiceassistant.text.word_times import TRANSITION_SECONDS, estimated, words

pytestmark = pytest.mark.slow

RATE, OTHER_RATE = 24_000, 22_050
TEXT = "one seven three nine two eight"
LENGTHS = (0.21, 0.34, 0.28, 0.25, 0.18, 0.31)

Floats = npt.NDArray[np.float64]


def word(number: int, seconds: float, rate: int, pitch: float) -> Floats:
    """A buzz through two resonances that move on a way of their own: different for each number."""
    at = np.arange(round(seconds * rate)) / rate
    share = at / seconds
    noise = np.random.default_rng(number)
    low, high = noise.uniform(250, 800, 2), noise.uniform(900, 3_200, 2)
    sound = np.zeros(len(at))
    for harmonic in range(1, int(4_000 / pitch)):
        hertz = harmonic * pitch
        gain = sum(1.0 / (1.0 + ((hertz - (way[0] + (way[1] - way[0]) * share)) / 120.0) ** 2) for way in (low, high))
        sound += gain * np.sin(2 * np.pi * hertz * at)
    return np.asarray(0.05 * sound * np.minimum(1.0, np.minimum(share, 1 - share) * 12 + 0.2))


def speech(
    lengths: Sequence[float], pauses: Sequence[float], rate: int, pitch: float
) -> tuple[bytes, tuple[float, ...]]:
    """Words with a pause before each, and when they begin."""
    parts, starts, now = [], [], 0.0
    for number, (seconds, pause) in enumerate(zip(lengths, pauses, strict=True)):
        parts += [np.zeros(round(pause * rate)), word(number, seconds, rate, pitch)]
        starts.append(now + pause)
        now += pause + seconds
    pcm = (np.concatenate([*parts, np.zeros(rate // 10)]) * 32767).astype("<i2").tobytes()
    return pcm, tuple(starts)


def reference(pauses: Sequence[float] = (0.0,) * 6, words_told: Sequence[int] = range(6)) -> Reference:
    pcm, starts = speech(LENGTHS, pauses, OTHER_RATE, 110.0)
    first = [start for start, _ in words(TEXT)]
    return Reference(pcm, OTHER_RATE, tuple((first[number], starts[number]) for number in words_told))


def starts_in(pcm: bytes, other: Reference, text: str = TEXT) -> list[float]:
    return [time.starts for time in aligned(text, pcm, RATE, other)]


@pytest.mark.parametrize("slower", [0.6, 1.0, 1.7])
@pytest.mark.parametrize("pitch", [95.0, 180.0])
def test_the_same_words_are_found_slower_and_at_another_pitch(slower: float, pitch: float) -> None:
    uneven = [length * slower * (1.25 if number % 2 else 0.85) for number, length in enumerate(LENGTHS)]
    pcm, starts = speech(uneven, (0.3, 0, 0, 0, 0, 0), RATE, pitch)
    found = starts_in(pcm, reference())
    assert found[0] == pytest.approx(0.3, abs=0.02)  # behind silence there is no transition
    for moment, start in zip(found[1:], starts[1:], strict=True):
        assert moment - TRANSITION_SECONDS == pytest.approx(start, abs=0.045)


def test_a_pause_that_only_one_of_them_makes_is_no_trouble() -> None:
    pcm, starts = speech(LENGTHS, (0.1, 0, 0, 0.4, 0, 0), RATE, 150.0)
    found = starts_in(pcm, reference(pauses=(0, 0.3, 0, 0, 0, 0)))
    assert found[3] == pytest.approx(starts[3], abs=0.015)  # exactly behind it
    assert max(abs(moment - start) for moment, start in zip(found, starts, strict=True)) < 0.1
    times = aligned(TEXT, pcm, RATE, reference())
    assert times[2].ends == pytest.approx(starts[3] - 0.4, abs=0.015)  # and the word before ends where it begins


def test_a_word_that_the_reference_does_not_tell_of_lies_between_its_neighbours() -> None:
    pcm, _ = speech(LENGTHS, (0.1, 0, 0, 0, 0, 0), RATE, 150.0)
    whole = starts_in(pcm, reference())
    gap = starts_in(pcm, reference(words_told=(0, 1, 3, 4, 5)))
    assert gap[1] < gap[2] < gap[3]
    assert [*gap[:2], *gap[3:]] == [*whole[:2], *whole[3:]]


def test_what_tells_too_little_or_says_something_else_leaves_the_estimate() -> None:
    pcm, _ = speech(LENGTHS, (0.1, 0, 0, 0.3, 0, 0), RATE, 150.0)
    told = reference()
    long = Reference(told.pcm * 6, told.rate, told.moments)
    silent = Reference(bytes(len(told.pcm)), told.rate, told.moments)
    for other in (reference(words_told=(0, 3)), long, silent, Reference(b"", OTHER_RATE, told.moments)):
        assert aligned(TEXT, pcm, RATE, other) == estimated(TEXT, pcm, RATE)
    assert aligned(TEXT, bytes(RATE), RATE, told) == estimated(TEXT, bytes(RATE), RATE)
    assert aligned(TEXT, b"", RATE, told) == estimated(TEXT, b"", RATE)
    assert aligned("", pcm, RATE, told) == ()


def test_words_are_in_order_and_within_the_sound_whatever_is_laid_next_to_it() -> None:
    noise = np.random.default_rng(5)
    for _ in range(5):
        pcm = (noise.uniform(-0.5, 0.5, RATE * 2) * np.repeat(noise.integers(0, 2, 20), RATE // 10) * 32767).astype(
            "<i2"
        )
        times = aligned(TEXT, pcm.tobytes(), RATE, reference())
        assert [time[:2] for time in times] == list(words(TEXT))
        assert all(0.0 <= time.starts <= time.ends <= 2.0 for time in times)
        assert all(before.starts <= after.starts for before, after in pairwise(times))


def test_a_long_sound_is_taken_in_larger_steps() -> None:
    lengths = [length * 14 for length in LENGTHS]  # 22 s: more than MOST_FRAMES hundredths
    pcm, starts = speech(lengths, (0.3, 0, 0, 0, 0, 0), RATE, 120.0)
    other, known = speech([length * 7 for length in LENGTHS], (0,) * 6, OTHER_RATE, 110.0)
    moments = tuple(zip((start for start, _ in words(TEXT)), known, strict=True))
    found = starts_in(pcm, Reference(other, OTHER_RATE, moments))
    assert max(abs(moment - start) for moment, start in zip(found, starts, strict=True)) < 0.25
