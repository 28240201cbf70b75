"""Talking without a key, over real sockets."""

import numpy as np
import pytest

from tests.fakes.api_server import ApiServer
from tests.scenarios.conftest import Stage
from voiceassistant.audio.files import load
from voiceassistant.audio.pauses import PauseLimits, usual_wait
from voiceassistant.audio.ring import Samples
from voiceassistant.events import (
    Asked,
    FirstSound,
    Hearing,
    HearingChanged,
    PartlyHeard,
    Phase,
    PhaseChanged,
    TakenBack,
    TurnEnded,
)
from voiceassistant.resource_files import resource

pytestmark = pytest.mark.realtime

RATE = 16_000
WHOLE = load(resource("samples/question-capital.wav"), RATE)
QUESTION = WHOLE[-round(1.7 * RATE) :]  # its last words
WORD = WHOLE[round(0.3 * RATE) : round(0.75 * RATE)]


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.fixture
def ear(stage: Stage) -> Stage:
    stage.assistant.engine.hands_free(True)
    stage.until(HearingChanged, hearing=Hearing.LISTENING)
    return stage


def test_a_question_is_answered_without_a_key(ear: Stage, api: ApiServer) -> None:
    ear.microphone.say(QUESTION, RATE)
    ear.until(PhaseChanged, phase=Phase.LISTENING)
    assert ear.until(PartlyHeard).text == "Hello there."
    asked = ear.until(Asked)
    assert asked.spoken
    ended = ear.until(TurnEnded, turn=asked.turn)
    assert (ended.heard.strip(), ended.interrupted) == ("Hello there.", False)
    timings = ended.timings
    assert None not in (timings.pause_noticed, timings.turn_closed, timings.first_audio)
    assert timings.pause_noticed < timings.turn_closed  # type: ignore[operator]
    assert list(ear.recordings.iterdir()) == []


def test_the_next_question_needs_no_key_either(ear: Stage, api: ApiServer) -> None:
    api.heard = {"text": "What is the capital of France?"}  # as long as it is not what was just answered
    for _ in range(2):
        ear.microphone.say(QUESTION, RATE)
        ear.until(TurnEnded)
        ear.until(PhaseChanged, phase=Phase.READY)
    assert len(api.bodies("speech")) == 2


def test_who_pauses_and_goes_on_asks_one_question(ear: Stage, api: ApiServer) -> None:
    api.faults["transcriptions"] = ["hang"]
    ear.microphone.say(np.concatenate((QUESTION, silence(0.4), QUESTION, silence(1.5))), RATE)
    assert api.hung_up.wait(10)  # on the guess
    asked = ear.until(Asked)
    assert ear.until(TurnEnded, turn=asked.turn).heard.strip() == "Hello there."
    assert len(ear.assistant.services.connected()) == 3
    guess, *_, whole = api.bodies("transcriptions")
    assert whole["size"] > 1.7 * guess["size"]  # both of them


def test_words_that_break_off_are_waited_for(ear: Stage, api: ApiServer) -> None:
    api.heard = {"text": "I would like a table for"}
    ear.microphone.say(QUESTION, RATE)
    closed = ear.until(TurnEnded).timings.turn_closed
    limits = ear.assistant.settings.hands_free
    unfinished = usual_wait(0.0, PauseLimits(limits.shortest_pause_seconds, limits.longest_pause_seconds))
    assert closed is not None
    assert closed >= 1000 * unfinished - 100 > 1000 * limits.shortest_pause_seconds


def test_words_over_the_answer_stop_it_and_are_the_next_question(ear: Stage, api: ApiServer) -> None:
    api.endless = True
    api.heard = {"text": "What is the capital of France?"}
    ear.assistant.engine.ask("Talk for ever.")
    first = ear.until(FirstSound).turn
    ear.microphone.say(QUESTION, RATE)
    ear.until(PhaseChanged, phase=Phase.PAUSED)
    ended = ear.until(TurnEnded, turn=first)
    assert ended.interrupted
    api.endless = False
    assert ear.until(Asked).turn == first + 1


def test_a_sign_of_listening_does_not_stop_it(ear: Stage, api: ApiServer) -> None:
    api.endless = True
    api.text = "Mm-hm."
    ear.assistant.engine.ask("Talk for ever.")
    first = ear.until(FirstSound).turn
    ear.microphone.say(WORD, RATE)
    ear.until(PhaseChanged, phase=Phase.PAUSED)
    went_on = ear.until(PhaseChanged)
    assert (went_on.phase, went_on.turn) == (Phase.SPEAKING, first)
    ear.assistant.engine.stop()
    assert ear.until(TurnEnded).turn == first


def test_who_goes_on_before_the_answer_was_not_done(ear: Stage, api: ApiServer) -> None:
    api.faults["speech"] = ["hang"]
    ear.microphone.say(QUESTION, RATE)
    first = ear.until(Asked).turn
    ear.microphone.say(QUESTION, RATE)
    assert ear.until(TakenBack).turn == first
    asked = ear.until(Asked)
    assert asked.turn == first + 1
    ear.until(TurnEnded, turn=asked.turn)
    history = api.bodies("chat")[-1]["messages"]
    assert [message["role"] for message in history if message["role"] != "system"] == ["user"]


def test_a_muted_ear_hears_nothing_but_the_key(ear: Stage, api: ApiServer) -> None:
    ear.assistant.engine.mute(True)
    ear.until(HearingChanged, hearing=Hearing.MUTED)
    ear.microphone.say(QUESTION, RATE)
    assert ear.microphone.heard_all.wait(10)
    ear.assistant.engine.press()
    assert ear.until(PhaseChanged).phase is Phase.LISTENING  # the first that happened
    ear.microphone.say(QUESTION, RATE)
    assert ear.microphone.heard_all.wait(10)
    ear.assistant.engine.release()
    ear.until(TurnEnded)
    assert len(api.bodies("transcriptions")) == 1


def test_its_own_words_do_not_stop_it(ear: Stage, api: ApiServer) -> None:
    api.endless = True
    ear.assistant.engine.ask("Talk for ever.")
    first = ear.until(FirstSound).turn
    ear.microphone.say(WORD, RATE)  # heard as what is being said
    ear.until(PhaseChanged, phase=Phase.PAUSED)
    went_on = ear.until(PhaseChanged)
    assert (went_on.phase, went_on.turn) == (Phase.SPEAKING, first)
