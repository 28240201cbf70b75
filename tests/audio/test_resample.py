import numpy as np
import pytest

from tests.audio.sounds import likeness, tone
from voiceassistant.audio.resample import Resampler, resample


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
