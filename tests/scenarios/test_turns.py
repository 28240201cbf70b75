"""Turns over real sockets: what was said is sent, and an interruption hangs up."""

import time

import numpy as np
import pytest

from tests.fakes.api_server import ApiServer
from tests.scenarios.conftest import WAIT_SECONDS, Stage
from voiceassistant.audio.files import load
from voiceassistant.errors import CredentialsError, NothingHeard, ServiceUnavailable
from voiceassistant.events import Asked, Failed, FirstSound, Phase, PhaseChanged, Step, TurnEnded
from voiceassistant.resource_files import resource

pytestmark = pytest.mark.realtime

RATE = 16_000


def say(stage: Stage) -> None:
    """Holds the key while the beginning of a recorded question is said, a second long."""
    stage.assistant.engine.press()
    stage.until(PhaseChanged, phase=Phase.LISTENING)
    stage.microphone.say(load(resource("samples/question-capital.wav"), RATE)[:RATE], RATE)
    assert stage.microphone.heard_all.wait(WAIT_SECONDS)
    stage.assistant.engine.release()


def test_a_question_is_recorded_sent_answered_and_heard(stage: Stage, api: ApiServer) -> None:
    say(stage)
    assert stage.until(Asked).transcript.text == "Hello there."
    ended = stage.until(TurnEnded)
    assert ended.heard.strip() == "Hello there."
    sent = api.bodies("transcriptions")[0]
    assert sent["start"] == b"OggS"
    assert 1000 < sent["size"] < RATE  # one second of 32 kbit/s, pre-roll not counted
    assert [body["input"] for body in api.bodies("speech")] == ["Hello there."]
    assert np.abs(stage.speaker.heard()).max() > 0
    assert list(stage.recordings.iterdir()) == []


def test_stopping_the_answer_hangs_up_and_is_silent(stage: Stage, api: ApiServer) -> None:
    api.endless = True
    stage.assistant.engine.ask("Talk for ever.")
    stage.until(FirstSound)
    stage.assistant.engine.stop()
    stopped_at = time.monotonic()
    assert stage.until(TurnEnded).interrupted
    assert api.hung_up.wait(WAIT_SECONDS)
    block_seconds = 0.02
    assert all(at <= stopped_at + 2 * block_seconds or not sound.any() for at, sound in stage.speaker.blocks)


def test_a_new_question_hangs_up_on_the_transcription_of_the_old_one(stage: Stage, api: ApiServer) -> None:
    api.faults["transcriptions"] = ["hang"]
    say(stage)
    assert api.hanging.wait(WAIT_SECONDS)
    stage.assistant.engine.ask("Never mind. Hello!")
    assert api.hung_up.wait(WAIT_SECONDS)
    assert stage.until(TurnEnded, turn=2).heard.strip() == "Hello there."


def test_silence_is_not_sent(stage: Stage, api: ApiServer) -> None:
    stage.assistant.engine.press()
    stage.until(PhaseChanged, phase=Phase.LISTENING)
    stage.microphone.say(np.zeros(RATE, np.float32), RATE)
    assert stage.microphone.heard_all.wait(WAIT_SECONDS)
    stage.assistant.engine.release()
    assert isinstance(stage.until(Failed).error, NothingHeard)
    assert api.bodies("transcriptions") == []


def test_a_recording_that_could_not_be_sent_is_sent_again(stage: Stage, api: ApiServer) -> None:
    api.faults["transcriptions"] = [503, 503]
    say(stage)
    failed = stage.until(Failed)
    assert (failed.step, failed.can_retry) == (Step.TRANSCRIPTION, True)
    assert isinstance(failed.error, ServiceUnavailable)
    assert len(list(stage.recordings.glob("*.wav"))) == 1
    stage.assistant.engine.retry(failed.turn)
    assert not stage.until(TurnEnded, turn=2).interrupted
    assert list(stage.recordings.iterdir()) == []


def test_a_refused_key_is_told_without_the_key(stage: Stage, api: ApiServer) -> None:
    api.faults["chat"] = [401]
    stage.assistant.engine.ask("Hello?")
    error = stage.until(Failed).error
    assert isinstance(error, CredentialsError)
    assert "sk-" not in error.sentence
