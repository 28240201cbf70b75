from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import tone
from voiceassistant.audio.files import load
from voiceassistant.audio.log_mel import BANDS, HOP, RATE, log_mel
from voiceassistant.audio.ring import Samples

QUESTION = Path(__file__).parents[2] / "resources/samples/question-calculation.wav"
SOUNDS = {
    "speech": load(QUESTION)[: 4 * RATE // HOP * HOP],
    "a tone": tone(1.0, RATE, hertz=2750.0),
    "silence": np.zeros(RATE, np.float32),
    "noise": np.random.default_rng(7).standard_normal(RATE).astype(np.float32),
}


@pytest.mark.parametrize("sound", SOUNDS.values(), ids=SOUNDS.keys())
def test_it_is_what_whispers_own_extractor_gives(sound: Samples) -> None:
    from faster_whisper.feature_extractor import FeatureExtractor

    sound = sound[: len(sound) // HOP * HOP]
    ours = log_mel(sound)
    assert ours.shape == (BANDS, len(sound) // HOP)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, FeatureExtractor()(sound, padding=0), atol=1e-4)


def test_the_band_of_a_tone_is_the_loudest() -> None:
    loudest = [int(log_mel(tone(0.5, RATE, hertz=hertz)).mean(axis=1).argmax()) for hertz in (250, 1000, 4000)]
    assert loudest == sorted(loudest)
    assert 20 < loudest[1] < 30  # 1 kHz is mel 15 of 45
