import math

import numpy as np
import pytest

from tests.audio.sounds import likeness, pcm, tone
from tests.fakes.devices import Clock
from voiceassistant.audio.pcm import PIECE_BYTES, PcmQueue, from_int16
from voiceassistant.audio.ring import Samples


def read_all(queue: PcmQueue, rate: int) -> Samples:
    pieces = []
    while not queue.empty:
        pieces.append(queue.read(rate))
    return np.concatenate(pieces)


@pytest.mark.parametrize("cut", [1, 3, 999, 4096, 1_000_000])
def test_however_it_is_cut_it_comes_out_whole(cut: int) -> None:
    sound = pcm(tone(0.5, 24_000))
    queue = PcmQueue()
    for start in range(0, len(sound), cut):
        queue.write(sound[start : start + cut], 24_000)
    queue.finish()
    assert (read_all(queue, 24_000) == from_int16(sound)).all()
    assert queue.drained
    assert queue.written_samples == 12_000


def test_half_a_sample_at_the_very_end_is_dropped() -> None:
    queue = PcmQueue()
    queue.write(b"\x00\x40\x00", 24_000)
    queue.finish()
    assert list(read_all(queue, 24_000)) == [0.5]


def test_it_arrives_at_the_devices_rate_even_if_its_own_changes() -> None:
    queue = PcmQueue()
    queue.write(pcm(tone(0.5, 24_000)), 24_000)
    queue.write(pcm(tone(0.5, 16_000)), 16_000)
    queue.finish()
    sound = read_all(queue, 48_000)
    assert abs(len(sound) - 48_000) <= 2
    assert likeness(sound[:24_000], tone(0.5, 48_000)) > 0.999
    assert likeness(sound[24_000:], tone(0.5, 48_000)) > 0.999
    assert queue.written_samples == 24_000


def test_a_large_piece_is_converted_bit_by_bit() -> None:
    queue = PcmQueue()
    queue.write(pcm(tone(10.0, 24_000)), 24_000)
    assert len(queue.read(24_000)) == PIECE_BYTES // 2


def test_it_is_drained_only_when_nothing_more_can_come() -> None:
    queue = PcmQueue()
    queue.write(b"\x00\x40", 24_000)
    queue.read(24_000)
    assert queue.empty
    assert not queue.drained
    queue.finish()
    assert not queue.empty  # what a resampler holds back
    queue.read(24_000)
    assert queue.drained
    queue.write(b"\x00\x40", 24_000)
    assert queue.written_samples == 1


def test_the_speed_of_arrival_leaves_the_first_piece_out() -> None:
    clock = Clock()
    queue = PcmQueue(clock)
    assert queue.arrival_speed == math.inf
    queue.write(pcm(tone(0.05, 24_000)), 24_000)
    assert queue.arrival_speed == math.inf
    clock.advance(0.025)
    queue.write(pcm(tone(0.05, 24_000)), 24_000)
    assert queue.arrival_speed == pytest.approx(2.0)
    queue.end_burst()
    clock.advance(3.0)
    queue.write(pcm(tone(0.05, 24_000)), 24_000)
    assert queue.arrival_speed == math.inf
