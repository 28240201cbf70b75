import numpy as np
import pytest

from tests.audio.sounds import likeness, tone
from voiceassistant.audio.resample import AT_ONCE, Resampler, resample


@pytest.mark.parametrize(("source", "target"), [(48_000, 16_000), (44_100, 16_000), (24_000, 48_000), (16_000, 16_000)])
@pytest.mark.parametrize("quality", ["LQ", "HQ"])
def test_a_stream_in_pieces_sounds_like_the_whole(source: int, target: int, quality: str) -> None:
    sound = tone(0.5, source)
    resampler = Resampler(source, target, quality)
    pieces = [resampler.feed(piece) for piece in np.array_split(sound, 29)]
    streamed = np.concatenate((*pieces, resampler.flush()))
    assert abs(len(streamed) - target // 2) <= 1
    assert likeness(streamed, resample(sound, source, target)) > 0.999


def test_after_a_flush_another_stream_begins() -> None:
    resampler = Resampler(48_000, 16_000)
    for _ in range(2):
        length = len(resampler.feed(tone(0.1, 48_000))) + len(resampler.flush())
        assert length == 1_600


def test_nothing_resampled_is_nothing() -> None:
    assert not len(resample(np.zeros(0, np.float32), 48_000, 16_000))


def test_the_ears_stream_holds_back_a_millisecond_and_keeps_what_matters() -> None:
    stream = Resampler(48_000, 16_000, AT_ONCE)
    low, high = tone(1.0, 48_000, 1_000.0), tone(1.0, 48_000, 11_000.0)  # one to keep, one to lose
    pieces = [stream.feed((low + high)[start : start + 480]) for start in range(0, 48_000, 480)]
    assert sum(map(len, pieces)) >= 16_000 - 17
    sound = np.concatenate([*pieces, stream.flush()])
    assert len(sound) == 16_000
    expected = tone(1.0, 16_000, 1_000.0)
    assert np.abs(sound - expected)[32:-32].max() < 0.01 * np.abs(expected).max()


def test_the_ears_stream_begins_anew_after_a_flush() -> None:
    stream = Resampler(48_000, 16_000, AT_ONCE)
    first = [stream.feed(tone(0.1, 48_000)), stream.flush()]
    again = [stream.feed(tone(0.1, 48_000)), stream.flush()]
    assert np.array_equal(np.concatenate(first), np.concatenate(again))


def test_the_ears_stream_takes_any_rate() -> None:
    stream = Resampler(44_100, 16_000, AT_ONCE)
    sound = np.concatenate((stream.feed(tone(1.0, 44_100)), stream.flush()))
    assert len(sound) == pytest.approx(16_000, abs=2)
