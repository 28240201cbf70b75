"""The end-of-turn model's questions; what it answers is measured by `voiceassistant bench turns`."""

from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import tone
from voiceassistant.app import end_of_turn_model
from voiceassistant.audio.end_of_turn import HEARD_SECONDS, EndOfTurn, features
from voiceassistant.audio.files import load
from voiceassistant.audio.log_mel import HOP, RATE

QUESTION = Path(__file__).parents[2] / "resources/samples/question-calculation.wav"
PAUSE = np.zeros(RATE // 5, np.float32)


def test_only_the_last_seconds_count() -> None:
    sound = np.random.default_rng(1).standard_normal(12 * RATE).astype(np.float32)
    end = sound[-round(HEARD_SECONDS * RATE) :]
    assert features(end).shape == (80, len(end) // HOP)
    np.testing.assert_array_equal(features(sound), features(end))


def test_what_is_shorter_stands_at_the_end() -> None:
    heard = features(tone(1.0, RATE))
    assert heard[:, -90:].max() > heard[:, :-110].max() + 0.5


def test_loudness_does_not_matter() -> None:
    sound = tone(2.0, RATE)
    np.testing.assert_allclose(features(sound), features(sound * np.float32(0.1)), atol=0.02)


@pytest.mark.parametrize("length", [0, 1, HOP])
def test_any_length_will_do(length: int) -> None:
    assert np.isfinite(features(np.ones(length, np.float32))).all()


@pytest.mark.parametrize("content", [None, b"no model"])
def test_without_the_model_nothing_is_answered_and_the_log_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    model = EndOfTurn(path)
    model.warm()
    assert model.probability(PAUSE) is None
    assert caplog.text.count("pauses alone decide") == 1


@pytest.mark.local
def test_a_question_is_over_at_its_end_and_not_in_its_middle() -> None:
    question, model = load(QUESTION), end_of_turn_model()
    whole = model.probability(np.concatenate((question, PAUSE)))
    half = model.probability(np.concatenate((question[: len(question) // 2], PAUSE)))
    assert whole is not None
    assert half is not None
    assert half < 0.5 < whole <= 1.0
