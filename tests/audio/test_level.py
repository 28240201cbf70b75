import numpy as np
import pytest

from tests.audio.sounds import tone
from voiceassistant.audio.level import FLOOR_DBFS, Envelope, Meter, bar, dbfs, rms

RATE = 16_000


def test_a_full_sine_is_3_db_below_full_scale() -> None:
    assert dbfs(rms(tone(1.0, RATE, level=1.0))) == pytest.approx(-3.01, abs=0.02)


def test_silence_and_nothing_are_at_the_floor() -> None:
    assert rms(np.zeros(0, np.float32)) == 0.0
    assert dbfs(0.0) == FLOOR_DBFS
    assert bar(0.0) == 0.0


def test_the_bar_grows_with_the_sound_and_ends_at_one() -> None:
    bars = [bar(10 ** (decibels / 20)) for decibels in (-70, -60, -45, -30, -15, -10, 0)]
    assert bars == sorted(bars)
    assert (bars[0], bars[1], bars[-2], bars[-1]) == (0.0, 0.0, 1.0, 1.0)
    assert bar(10 ** (-35 / 20)) == pytest.approx(0.5)


def test_the_meter_rises_at_once_and_falls_calmly() -> None:
    meter = Meter(RATE)
    meter.feed(tone(0.02, RATE, level=1.0))
    loud = meter.value
    meter.feed(np.zeros(RATE // 50, np.float32))
    assert loud > 0.9
    assert 0.8 * loud < meter.value < loud
    meter.feed(np.zeros(RATE, np.float32))
    assert meter.value == 0.0


def test_the_envelope_is_looked_up_by_position() -> None:
    envelope = Envelope(RATE)
    for piece in np.array_split(np.concatenate((np.zeros(RATE, np.float32), tone(1.0, RATE))), 77):
        envelope.feed(piece)
    assert envelope.at(RATE // 2) == 0.0
    assert envelope.at(RATE + RATE // 2) > 0.5
    assert envelope.at(5 * RATE) == 0.0
