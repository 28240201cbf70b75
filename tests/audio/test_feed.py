import numpy as np

from tests.fakes.devices import Clock
from voiceassistant.audio.feed import Feed
from voiceassistant.audio.ring import Samples

RATE = 48_000
BLOCK = 960  # 20 ms


def fill(feed: Feed, delay: float = 0.0, frames: int = BLOCK) -> Samples:
    out = np.full(frames, np.nan, np.float32)
    feed.fill(out, delay, False)
    assert not np.isnan(out).any()
    return out


def feed_with(seconds: float, clock: Clock) -> Feed:
    feed = Feed(RATE, 2.0, clock)
    feed.ring.push(np.ones(round(RATE * seconds), np.float32))
    return feed


def test_nothing_is_heard_before_the_first_block_reaches_the_ear() -> None:
    clock = Clock()
    feed = feed_with(1.0, clock)
    assert feed.heard(clock()) == 0
    fill(feed, delay=0.05)
    assert feed.first_heard_at == clock() + 0.05
    assert feed.heard(clock() + 0.05) == 0
    assert feed.heard(clock() + 0.06) == 480
    assert feed.heard(clock() + 9.0) == BLOCK  # the device was given no more


def test_blocks_taken_ahead_are_heard_in_their_time() -> None:
    clock = Clock()
    feed = feed_with(1.0, clock)
    for block in range(4):  # as the stream starts, all at once
        fill(feed, delay=block * 0.02)
    assert [feed.heard(clock() + ms / 1000) for ms in (0, 10, 40, 80, 500)] == [0, 480, 1920, 3840, 3840]


def test_silence_at_the_end_is_not_heard_as_sound() -> None:
    clock = Clock()
    feed = feed_with(0.03, clock)
    feed.ending = True
    for block in range(5):
        fill(feed, delay=block * 0.02)
    assert feed.heard(clock() + 0.02) == 960
    assert feed.heard(clock() + 0.09) == 1440
    assert feed.holes == 0


def test_running_out_in_between_is_one_hole_however_long() -> None:
    clock = Clock()
    feed = feed_with(0.03, clock)
    for _ in range(3):
        fill(feed)
        clock.advance(0.02)
    assert feed.holes == 1
    feed.ring.push(np.ones(BLOCK, np.float32))
    assert fill(feed).all()
    assert feed.heard(clock() + 0.02) == 1440 + BLOCK
    fill(feed)
    assert feed.holes == 2


def test_the_device_running_dry_is_counted_apart() -> None:
    feed = feed_with(1.0, Clock())
    feed.fill(np.empty(BLOCK, np.float32), 0.0, True)
    assert (feed.holes, feed.device_holes) == (0, 1)


def test_waiting_for_the_first_sound_is_no_hole() -> None:
    feed = Feed(RATE, 1.0, Clock())
    assert not fill(feed).any()
    assert (feed.holes, feed.first_heard_at) == (0, None)
