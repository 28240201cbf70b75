"""Work that begins before it is sure that somebody is done: nothing of it shows before it is."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from tests.engine.test_engine import Stage, eventually
from tests.fakes.audio import FakeEar, FakePlayer, FakeUtterance
from tests.fakes.roles import SAMPLES_PER_LETTER, FakeRoles, FakeStore
from voiceassistant.engine.engine import Engine
from voiceassistant.errors import ServiceUnavailable
from voiceassistant.events import (
    Asked,
    Failed,
    FirstSound,
    PartlyHeard,
    Phase,
    PhaseChanged,
    ReplyDelta,
    SpeechEnded,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    TakenBack,
    TurnEnded,
)
from voiceassistant.messages import Attachment, Image, Message


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    ear, player, roles, store = FakeEar(tmp_path), FakePlayer(), FakeRoles(), FakeStore()
    engine = Engine(ear, player, roles, store, clock=lambda: stage.now)
    stage = Stage(engine, ear, player, roles, store)
    engine.start()
    yield stage
    engine.close()


@pytest.fixture
def said(tmp_path: Path) -> FakeUtterance:
    path = tmp_path / "said.wav"
    path.write_bytes(b"RIFF")
    return FakeUtterance(path, ended_at=99.0)


def more(utterance: FakeUtterance) -> FakeUtterance:
    """The same recording with something said since."""
    return FakeUtterance(utterance.path, utterance.seconds + 1, utterance.speech_seconds + 0.8, 101.0)


def guess(stage: Stage, utterance: FakeUtterance) -> None:
    """Returns when all of the answer to the guess is there."""
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechPaused(utterance))
    stage.until(PartlyHeard)
    assert eventually(lambda: len(stage.roles.spoken) == 2)


def test_nothing_of_a_guess_shows(stage: Stage, said: FakeUtterance) -> None:
    guess(stage, said)
    assert stage.engine.run(_after_everything()).result(5)
    assert not any(isinstance(event, (Asked, ReplyDelta, FirstSound)) for event in stage.seen)
    assert stage.player.playbacks == []
    assert stage.store.messages == []
    assert said.path.exists()


def test_when_the_turn_is_closed_it_is_all_there(stage: Stage, said: FakeUtterance) -> None:
    guess(stage, said)
    stage.engine.hear(SpeechEnded(said))
    assert stage.until(TurnEnded).heard == "I am fine today. Thank you for asking."
    kinds = [type(event) for event in stage.seen if isinstance(event, (Asked, ReplyDelta, FirstSound))]
    assert kinds == [Asked, ReplyDelta, ReplyDelta, FirstSound]
    assert len(stage.roles.histories) == 1  # it was asked once
    assert [message.role for message in stage.store.messages] == ["user", "assistant"]
    assert eventually(lambda: not said.path.exists())


def test_who_goes_on_has_the_guess_dropped_and_is_heard_to_the_end(stage: Stage, said: FakeUtterance) -> None:
    stage.gate("chat")
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechPaused(said))
    assert stage.reached.wait(5)
    stage.engine.hear(SpeechResumed())
    assert eventually(lambda: stage.roles.hung_up == ["chat"])
    del stage.roles.gates["chat"]
    stage.engine.hear(SpeechPaused(more(said)))
    stage.engine.hear(SpeechEnded(more(said)))
    assert not stage.until(TurnEnded).interrupted
    assert len(stage.all_of(TurnEnded)) == 1
    assert [message.role for message in stage.store.messages] == ["user", "assistant"]


def test_a_guess_without_the_last_words_is_no_answer(stage: Stage, said: FakeUtterance) -> None:
    guess(stage, said)
    stage.engine.hear(SpeechEnded(more(said)))
    stage.until(TurnEnded)
    assert len(stage.roles.histories) == 2


def test_a_guess_that_failed_is_tried_again(stage: Stage, said: FakeUtterance) -> None:
    stage.roles.errors["transcription"] = ServiceUnavailable("The server cannot be reached")
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechPaused(said))
    reached = stage.engine.run(_after_everything()).result(5)
    assert reached
    del stage.roles.errors["transcription"]
    stage.engine.hear(SpeechEnded(said))
    stage.until(TurnEnded)
    assert stage.all_of(Failed) == []


async def _after_everything() -> bool:
    """What was posted to the loop before has been done, and the tasks that it began have had their turns."""
    for _ in range(20):
        await asyncio.sleep(0)
    return True


@pytest.mark.parametrize("early", ["no", "transcript"])
def test_how_far_a_guess_goes_is_the_users_to_say(
    stage: Stage, said: FakeUtterance, early: Literal["no", "transcript"]
) -> None:
    stage.engine.early_start = early
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechPaused(said))
    if early == "transcript":
        stage.until(PartlyHeard)
    assert stage.engine.run(_after_everything()).result(5)
    assert stage.roles.histories == []
    stage.engine.hear(SpeechEnded(said))
    stage.until(TurnEnded)
    assert len(stage.roles.histories) == 1


def test_a_picture_that_is_attached_meanwhile_goes_with_the_question(stage: Stage, said: FakeUtterance) -> None:
    guess(stage, said)
    picture = Image("/tmp/cat.png")
    stage.engine.attach(Attachment((picture,)))
    stage.engine.hear(SpeechEnded(said))
    stage.until(TurnEnded)
    assert stage.roles.histories[-1][-1].images == (picture,)


def test_a_question_that_is_taken_back_was_never_asked(stage: Stage, said: FakeUtterance) -> None:
    stage.player.at_once = False
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechEnded(said))
    stage.until(Asked)
    assert eventually(lambda: bool(stage.store.messages))
    stage.engine.hear(SpeechResumed())
    assert stage.until(TakenBack).turn == 1
    assert stage.store.messages == []


def test_silence_by_ear_is_nothing_to_complain_of(stage: Stage, said: FakeUtterance) -> None:
    stage.roles.heard = " "
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechPaused(said))
    stage.engine.hear(SpeechEnded(said))
    stage.until(TurnEnded)
    assert stage.all_of(Failed) == []
    assert stage.until(PhaseChanged, phase=Phase.READY)
    assert eventually(lambda: not said.path.exists())
    assert stage.store.messages == []


def test_history_has_what_was_heard_of_an_interrupted_answer(stage: Stage, said: FakeUtterance) -> None:
    stage.player.at_once = False
    stage.engine.ask("Hello")
    playback = stage.playback()
    assert eventually(lambda: playback.finished)
    playback.hear(SAMPLES_PER_LETTER * len("I am fine to"))
    stage.until(FirstSound)
    stage.roles.heard = "Wait, what about tomorrow?"
    stage.engine.hear(SpeechStarted())
    stage.until(PhaseChanged, phase=Phase.PAUSED)
    assert playback.paused
    stage.engine.hear(SpeechPaused(said))
    stage.engine.hear(SpeechEnded(said))
    assert stage.until(TurnEnded, turn=1).heard == "I am fine"
    assert eventually(lambda: len(stage.roles.histories) == 2)
    assert stage.roles.histories[1] == [
        Message("user", "Hello"),
        Message("assistant", "I am fine"),
        Message("user", "Wait, what about tomorrow?"),
    ]


def test_the_recording_of_a_sign_of_listening_does_not_stay(stage: Stage, said: FakeUtterance) -> None:
    stage.player.at_once = False
    stage.engine.ask("Hello")
    stage.playback().hear(100)
    stage.until(FirstSound)
    stage.roles.heard = "Mm-hm."
    stage.gate("transcription")
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechPaused(said))
    assert stage.reached.wait(5)
    stage.engine.hear(SpeechEnded(said))  # before it is known what it was
    stage.engine.run(_open(stage.roles.gates["transcription"])).result(5)
    stage.until(PhaseChanged, phase=Phase.PAUSED)
    stage.until(PhaseChanged, phase=Phase.SPEAKING)
    assert eventually(lambda: not said.path.exists())


async def _open(gate: asyncio.Event) -> None:
    gate.set()


def test_nor_does_that_of_one_that_is_judged_just_before_it_ends(stage: Stage, said: FakeUtterance) -> None:
    stage.player.at_once = False
    stage.engine.ask("Hello")
    stage.playback().hear(100)
    stage.until(FirstSound)
    stage.roles.heard = "Mm-hm."
    stage.engine.hear(SpeechStarted())
    stage.engine.hear(SpeechPaused(said))
    stage.until(PhaseChanged, phase=Phase.PAUSED)
    stage.until(PhaseChanged, phase=Phase.SPEAKING)
    stage.engine.hear(SpeechEnded(said))
    assert eventually(lambda: not said.path.exists())
