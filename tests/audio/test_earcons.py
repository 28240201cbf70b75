from itertools import combinations

import numpy as np
import pytest

from voiceassistant.audio.earcons import HEARD, LEVEL_DBFS, STOPPED, THINKING, earcon
from voiceassistant.audio.level import dbfs, rms
from voiceassistant.audio.pcm import SCALE_RATE, from_int16
from voiceassistant.audio.ring import Samples

ALL = {"heard": HEARD, "thinking": THINKING, "stopped": STOPPED}
Contour = tuple[tuple[float, float], ...]


def pitch(sound: Samples) -> float:
    """Hertz, of a piece with one tone in it."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), SCALE_RATE))
    return float(np.argmax(spectrum))


@pytest.mark.parametrize("contour", ALL.values(), ids=ALL)
def test_a_sound_is_short_soft_and_without_clicks(contour: Contour) -> None:
    sound = from_int16(earcon(contour))
    assert 0.05 < len(sound) / SCALE_RATE <= 0.2
    assert dbfs(rms(sound)) == pytest.approx(LEVEL_DBFS, abs=0.1)
    edge = int(0.001 * SCALE_RATE)
    assert max(np.abs(sound[:edge]).max(), np.abs(sound[-edge:]).max()) < 0.005
    steepest = 2 * np.pi * 880 * 1.4 / SCALE_RATE * np.abs(sound).max()
    assert np.abs(np.diff(sound)).max() <= steepest  # no step that the tone itself does not make


@pytest.mark.parametrize("contour", ALL.values(), ids=ALL)
def test_it_is_the_same_every_time(contour: Contour) -> None:
    assert earcon(contour) == earcon(contour)


def test_they_are_told_apart_by_how_their_pitch_moves() -> None:
    quarter = SCALE_RATE // 20
    moves = {
        name: (pitch(s[:quarter]), pitch(s[-quarter:])) for name, c in ALL.items() for s in [from_int16(earcon(c))]
    }
    assert moves["heard"][1] > 1.3 * moves["heard"][0]
    assert moves["stopped"][1] < moves["stopped"][0] / 1.3
    assert moves["thinking"][1] == pytest.approx(moves["thinking"][0], rel=0.02)
    for first, second in combinations(ALL, 2):
        assert moves[first] != pytest.approx(moves[second], rel=0.1)
