import random
import threading
import time

import numpy as np

from voiceassistant.audio.ring import SampleRing


def counting(start: int, count: int) -> np.ndarray:
    return np.arange(start, start + count, dtype=np.float32)


def test_whatever_the_order_of_pushes_and_pops_samples_come_out_as_they_went_in() -> None:
    chance = random.Random(7)
    for capacity in (1, 2, 7, 64, 480):
        ring, pushed, popped = SampleRing(capacity), 0, 0
        for _ in range(2_000):
            if chance.random() < 0.5:
                block = counting(pushed, chance.randrange(0, capacity + 3))
                fits = len(block) <= capacity - (pushed - popped)
                assert ring.push(block) is fits
                pushed += len(block) if fits else 0
            else:
                out = np.full(chance.randrange(0, capacity + 3), np.nan, np.float32)
                count = ring.pop(out)
                assert count == min(len(out), pushed - popped)
                assert (out[:count] == counting(popped, count)).all()
                assert (out[count:] == 0.0).all()
                popped += count
            assert (ring.available, ring.room) == (pushed - popped, capacity - (pushed - popped))


def test_take_empties_the_ring() -> None:
    ring = SampleRing(10)
    ring.push(counting(0, 7))
    assert list(ring.take()) == list(range(7))
    assert not len(ring.take())


def test_clear_forgets_what_was_pushed_before_and_nothing_after() -> None:
    ring = SampleRing(10)
    ring.push(counting(0, 6))
    ring.clear()
    assert ring.available == 0
    ring.push(counting(6, 3))
    assert list(ring.take()) == [6, 7, 8]


def test_a_strided_block_is_filled_like_any_other() -> None:
    ring, stereo = SampleRing(8), np.full((6, 2), np.nan, np.float32)
    ring.push(counting(1, 4))
    assert ring.pop(stereo[:, 0]) == 4
    assert list(stereo[:, 0]) == [1, 2, 3, 4, 0, 0]
    assert np.isnan(stereo[:, 1]).all()


def test_two_threads_lose_nothing() -> None:
    ring, total = SampleRing(500), 50_000

    def produce() -> None:
        sent = 0
        while sent < total:
            block = counting(sent, min(37, total - sent))
            sent += len(block) if ring.push(block) else 0
            time.sleep(0)

    producer = threading.Thread(target=produce, name="producer")
    producer.start()
    pieces, received = [], 0
    while received < total:
        piece = ring.take()
        pieces.append(piece)
        received += len(piece)
        time.sleep(0)
    producer.join()
    assert (np.concatenate(pieces) == counting(0, total)).all()
