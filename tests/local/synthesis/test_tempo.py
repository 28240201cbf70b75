import numpy as np
import pytest

from voiceassistant.local.synthesis.tempo import Samples, stretch

RATE = 24_000


def hum(seconds: float, hertz: float = 150.0) -> Samples:
    """A voice-like sound: a few harmonics."""
    t = np.arange(int(seconds * RATE)) / RATE
    return sum(np.sin(2 * np.pi * hertz * n * t) / n for n in (1, 2, 3)).astype(np.float32) * 0.3


def pitch(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples[2400:-2400] * np.hanning(len(samples) - 4800)))
    return float(np.argmax(spectrum) * RATE / (len(samples) - 4800))


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.5, 2.0])
def test_the_length_changes_and_the_pitch_does_not(speed: float) -> None:
    sound = stretch(hum(2.0), speed)
    assert len(sound) / RATE == pytest.approx(2.0 / speed, abs=0.05)
    assert pitch(sound) == pytest.approx(150.0, abs=3.0)
    loudness = np.sqrt(np.mean(sound[2400:-2400] ** 2))
    assert loudness == pytest.approx(np.sqrt(np.mean(hum(2.0) ** 2)), rel=0.1)


def test_normal_speed_and_very_short_sounds_stay_as_they_are() -> None:
    for sound, speed in ((hum(1.0), 1.0), (hum(0.02), 2.0), (np.zeros(0, np.float32), 2.0)):
        assert stretch(sound, speed) is sound
