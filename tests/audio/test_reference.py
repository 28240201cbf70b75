import math
from itertools import pairwise

import numpy as np
import pytest

from tests.audio.sounds import tone
from tests.fakes.devices import Clock
from voiceassistant.audio.reference import KEPT_SECONDS, RATE, PlayedSound
from voiceassistant.audio.ring import Samples

DEVICE_RATE = 48_000
BLOCK = 960  # 20 ms
BEGAN = 1_000.0


def played_sound(clock: Clock, rate: int = DEVICE_RATE) -> PlayedSound:
    played = PlayedSound(clock)
    played.begin(rate)
    return played


def record(played: PlayedSound, sound: Samples, heard_at: float, jitter: Samples | None = None) -> None:
    for number in range(len(sound) // BLOCK):
        late = float(jitter[number]) if jitter is not None else 0.0
        played.record(sound[number * BLOCK : (number + 1) * BLOCK], heard_at + number * BLOCK / DEVICE_RATE + late)


def test_it_tells_what_is_at_the_ear_at_a_time() -> None:
    played = played_sound(Clock())
    record(played, tone(1.0, DEVICE_RATE), BEGAN)
    found = played.at(BEGAN + 0.3, 1600)
    assert np.abs(found - tone(0.4, RATE)[4800:]).max() < 0.01
    assert found.dtype == np.float32


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000, 16_000])
def test_each_device_rate_becomes_16_khz(rate: int) -> None:
    played = played_sound(Clock(), rate)
    played.record(tone(1.0, rate, 1_000.0), BEGAN)
    assert np.abs(played.at(BEGAN + 0.2, 8_000) - tone(0.7, RATE, 1_000.0)[3200:]).max() < 0.02


def test_what_16_khz_cannot_hold_does_not_come_back_as_another_tone() -> None:
    played = played_sound(Clock())
    played.record(tone(1.0, DEVICE_RATE, 10_000.0), BEGAN)
    assert np.abs(played.at(BEGAN + 0.2, 8_000)).max() < 0.01


def test_pieces_of_any_size_are_the_whole() -> None:
    played = played_sound(Clock())
    record(played, np.random.default_rng(1).standard_normal(DEVICE_RATE).astype(np.float32), BEGAN)
    starts = np.cumsum([0, *np.random.default_rng(2).integers(1, 400, 30)])
    pieces = [played.at(BEGAN + start / RATE, end - start) for start, end in pairwise(starts)]
    assert np.allclose(np.concatenate(pieces), played.at(BEGAN, starts[-1]), atol=0.05)


def test_silence_before_between_and_after() -> None:
    clock = Clock()
    played = PlayedSound(clock)
    assert not played.at(BEGAN, 160).any()
    played.begin(DEVICE_RATE)
    record(played, tone(0.2, DEVICE_RATE), BEGAN)
    clock.now = BEGAN + 0.2
    played.cut()
    played.begin(DEVICE_RATE)
    record(played, tone(0.2, DEVICE_RATE), BEGAN + 0.5)
    sound = played.at(BEGAN - 0.1, 16_000)
    heard = np.flatnonzero(np.abs(sound) > 0.05) / RATE - 0.1
    assert [heard.min(), heard.max()] == pytest.approx([0.0, 0.7], abs=0.003)
    assert not ((heard > 0.203) & (heard < 0.497)).any()


def test_times_that_jitter_leave_the_sound_whole() -> None:
    jitter = np.random.default_rng(4).normal(0.0, 0.003, 100).astype(np.float32)
    sound = np.random.default_rng(3).standard_normal(2 * DEVICE_RATE).astype(np.float32)
    steady, played = played_sound(Clock()), played_sound(Clock())
    record(steady, sound, BEGAN + float(jitter[0]))  # where the first block puts it, it stays
    record(played, sound, BEGAN, jitter)
    assert np.array_equal(played.at(BEGAN + 0.5, RATE), steady.at(BEGAN + 0.5, RATE))


def test_a_run_moves_when_it_is_clearly_elsewhere() -> None:
    played = played_sound(Clock())
    record(played, tone(0.4, DEVICE_RATE), BEGAN)
    record(played, tone(0.6, DEVICE_RATE), BEGAN + 0.43)  # the device had run dry for 30 ms
    assert np.abs(played.at(BEGAN + 0.53, 4_000) - tone(0.6, RATE)[1_600:5_600]).max() < 0.02


def test_what_the_device_held_as_it_was_aborted_was_never_heard() -> None:
    clock = Clock()
    played = played_sound(clock)
    record(played, tone(0.2, DEVICE_RATE), BEGAN)
    clock.now = BEGAN + 0.1
    assert played.known_until() == pytest.approx(BEGAN + 0.2, abs=0.002)
    played.cut()
    assert played.heard_until() == BEGAN + 0.1
    assert played.known_until() == math.inf
    assert np.abs(played.at(BEGAN + 0.05, 700)).max() > 0.4
    assert not played.at(BEGAN + 0.102, 1_000).any()


def test_silence_is_played_but_no_sound() -> None:
    played = played_sound(Clock())
    assert played.heard_until() == -math.inf
    record(played, np.zeros(10 * BLOCK, np.float32), BEGAN)
    assert played.heard_until() == -math.inf
    record(played, tone(0.2, DEVICE_RATE), BEGAN + 0.2)
    assert played.heard_until() == pytest.approx(BEGAN + 0.4)


def test_nobody_needs_to_listen_and_the_latest_is_there() -> None:
    played = played_sound(Clock())
    for second in range(10):
        record(played, np.full(DEVICE_RATE, second / 10, np.float32), BEGAN + second)
    assert played.at(BEGAN + 9.5, 100) == pytest.approx(0.9, abs=0.01)
    assert not played.at(BEGAN + 9.9 - KEPT_SECONDS - 0.5, 100).any()


def test_another_device_may_have_another_rate() -> None:
    clock = Clock()
    played = played_sound(clock)
    record(played, tone(0.2, DEVICE_RATE), BEGAN)
    clock.now = BEGAN + 0.2
    played.cut()
    played.begin(44_100)
    played.record(tone(0.5, 44_100), BEGAN + 1.0)
    assert np.abs(played.at(BEGAN + 1.1, 1600) - tone(0.2, RATE)[1600:]).max() < 0.02
