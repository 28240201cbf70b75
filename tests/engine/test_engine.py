"""Recording in, events out: the engine with fakes all around it, on its real thread and loop."""

import asyncio
import gc
import queue
import threading
import time
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.fakes.audio import FakeEar, FakePlayback, FakePlayer
from tests.fakes.roles import SAMPLES_PER_LETTER, FakeRoles, FakeStore
from voiceassistant.engine.engine import Engine
from voiceassistant.engine.turn import TAP_SECONDS
from voiceassistant.errors import (
    AssistantError,
    CannotSee,
    DeviceLost,
    NoMicrophone,
    NoSpeaker,
    NothingHeard,
    ServiceTimeout,
    ServiceUnavailable,
    StoreError,
)
from voiceassistant.events import (
    Asked,
    Event,
    Failed,
    FirstSound,
    Phase,
    PhaseChanged,
    ReplyDelta,
    ReplyEnded,
    SentenceSpoken,
    Step,
    ToolEnded,
    ToolStarted,
    TurnEnded,
)
from voiceassistant.messages import (
    Attachment,
    Image,
    JsonAnswer,
    Message,
    TextDelta,
    ToolCall,
    ToolCalling,
    ToolReturned,
)

E = TypeVar("E")
WAIT_SECONDS = 5.0


@dataclass
class Stage:
    """An engine with everything around it."""

    engine: Engine
    ear: FakeEar
    player: FakePlayer
    roles: FakeRoles
    store: FakeStore
    now: float = 100.0

    def __post_init__(self) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        self.seen: list[Event] = []
        self.engine.subscribe(self.events.put)

    def until(self, kind: type[E], **fields: Any) -> E:
        """Waits for an event of this kind with these values."""
        while True:
            event = self.events.get(timeout=WAIT_SECONDS)
            self.seen.append(event)
            if isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items()):
                return event

    def hold(self) -> None:
        """Holds the talk key long enough to be no tap."""
        self.engine.press()
        self.until(PhaseChanged, phase=Phase.LISTENING)
        self.now += TAP_SECONDS + 1
        self.engine.release()

    def playback(self) -> FakePlayback:
        """The first answer's; it begins a moment after the answer does."""
        assert eventually(lambda: bool(self.player.playbacks))
        return self.player.playbacks[0]

    def gate(self, step: str) -> None:
        """Makes this step of the next answer wait for ever, and tells when it is reached."""
        self.roles.gates[step] = asyncio.Event()
        self.reached = threading.Event()
        self.roles.reached = lambda reached: self.reached.set() if reached == step else None

    def all_of(self, kind: type[E]) -> list[E]:
        return [event for event in self.seen if isinstance(event, kind)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    ear, player, roles, store = FakeEar(tmp_path), FakePlayer(), FakeRoles(), FakeStore()
    engine = Engine(ear, player, roles, store, clock=lambda: stage.now)
    stage = Stage(engine, ear, player, roles, store)
    engine.start()
    yield stage
    engine.close()


def test_question_aloud_is_answered_aloud(stage: Stage) -> None:
    stage.hold()
    end = stage.until(TurnEnded)
    stage.until(PhaseChanged, phase=Phase.READY)
    phases = [event.phase for event in stage.all_of(PhaseChanged)]
    assert phases == [Phase.LISTENING, Phase.THINKING, Phase.SPEAKING, Phase.READY]
    assert [event.transcript.text for event in stage.all_of(Asked)] == ["How are you?"]
    assert "".join(event.text for event in stage.all_of(ReplyDelta)) == "I am fine today. Thank you for asking."
    assert stage.roles.spoken == ["I am fine today.", "Thank you for asking."]
    assert (end.heard, end.interrupted) == ("I am fine today. Thank you for asking.", False)
    assert stage.store.messages == [
        Message("user", "How are you?"),
        Message("assistant", "I am fine today. Thank you for asking."),
    ]


def test_an_answer_that_is_over_is_let_go_at_once(stage: Stage) -> None:
    """It holds a megabyte of sound: until garbage is collected, many of them would be there."""
    stage.player.at_once = False
    gc.disable()
    try:
        stage.engine.ask("Hello")
        playback = stage.playback()
        answering = weakref.ref(stage.engine._answers[1][0])
        assert eventually(lambda: playback.finished)
        playback.hear(len(playback.pcm) // 2)
        playback.end()
        stage.until(PhaseChanged, phase=Phase.READY)
        assert eventually(lambda: answering() is None)
    finally:
        gc.enable()


def test_the_servers_are_warmed_while_the_user_speaks(stage: Stage) -> None:
    stage.hold()
    stage.until(TurnEnded)
    assert stage.roles.warmed == 1


def test_a_recording_with_a_transcript_is_not_kept(stage: Stage, tmp_path: Path) -> None:
    stage.hold()
    stage.until(TurnEnded)
    assert list(tmp_path.iterdir()) == []


def test_typed_question_is_answered(stage: Stage) -> None:
    stage.engine.ask("  Hello  ")
    stage.until(TurnEnded)
    assert stage.roles.histories == [[Message("user", "Hello")]]


def test_blank_text_asks_nothing(stage: Stage) -> None:
    stage.engine.ask("  ")
    stage.engine.ask("Hello")
    stage.until(TurnEnded, turn=1)
    assert stage.roles.histories == [[Message("user", "Hello")]]


def test_sentences_are_told_as_they_are_heard(stage: Stage) -> None:
    stage.engine.ask("Hello")
    stage.until(ReplyEnded)
    stage.until(TurnEnded)
    told = stage.all_of(SentenceSpoken)
    assert told
    text = "I am fine today. Thank you for asking."
    assert text[told[0].start : told[0].end].strip() == "I am fine today."


def test_tool_calls_are_told_and_remembered(stage: Stage) -> None:
    asked, done = ToolCall("1", "add", "{}"), ToolCall("1", "add", "{}", "4", True, 0.1)
    stage.roles.parts = [ToolCalling(asked), ToolReturned(done), TextDelta("It is four.")]
    stage.engine.ask("Two and two?")
    end = stage.until(ReplyEnded)
    stage.until(TurnEnded)
    assert [event.call for event in stage.all_of(ToolStarted)] == [asked]
    assert [event.call for event in stage.all_of(ToolEnded)] == [done]
    assert end.tool_calls == (done,)
    assert stage.store.messages[-1] == Message("assistant", "It is four.", (done,))


def test_silence_is_not_sent_anywhere(stage: Stage) -> None:
    stage.ear.speech_seconds = 0.0
    stage.hold()
    failed = stage.until(Failed)
    stage.until(PhaseChanged, phase=Phase.READY)
    assert isinstance(failed.error, NothingHeard)
    assert str(failed.error) == "I heard nothing"
    assert stage.roles.histories == []
    assert stage.store.messages == []


def test_empty_transcript_is_nothing_heard(stage: Stage) -> None:
    stage.roles.heard = "  "
    stage.hold()
    assert isinstance(stage.until(Failed).error, NothingHeard)


def test_second_question_silences_the_first_and_hangs_up(stage: Stage) -> None:
    stage.player.at_once = False
    stage.gate("chat-late")
    stage.engine.ask("First?")
    assert stage.reached.wait(WAIT_SECONDS)
    first = stage.playback()
    assert first.written.wait(WAIT_SECONDS)
    stage.engine.press()
    ended = stage.until(TurnEnded, turn=1)
    assert ended.interrupted
    assert first.stopped_at is not None
    assert stage.roles.hung_up == ["chat-late"]
    del stage.roles.gates["chat-late"]
    stage.player.at_once = True
    stage.now += TAP_SECONDS + 1
    stage.engine.release()
    assert not stage.until(TurnEnded, turn=2).interrupted


@pytest.mark.parametrize(
    ("heard", "kept"),
    [(0, ""), (16 * SAMPLES_PER_LETTER, "I am fine today."), (10**6, "I am fine today. Thank you for asking.")],
)
def test_history_keeps_what_was_heard(stage: Stage, heard: int, kept: str) -> None:
    stage.player.at_once = False
    stage.engine.ask("Hello")
    stage.until(ReplyEnded)
    playback = stage.playback()
    assert eventually(lambda: playback.finished)
    playback.hear(heard)
    stage.engine.stop()
    ended = stage.until(TurnEnded)
    assert (ended.heard, ended.interrupted) == (kept, True)
    assert stage.store.answers[0]["reply"] == "I am fine today. Thank you for asking."
    assert stage.store.messages[-1] == Message("assistant", kept)


def test_late_word_of_an_interrupted_answer_is_dropped(stage: Stage) -> None:
    stage.gate("chat")
    stage.engine.ask("First?")
    assert stage.reached.wait(WAIT_SECONDS)
    stage.engine.stop()
    stage.until(TurnEnded, turn=1)
    del stage.roles.gates["chat"]
    stage.engine.ask("Second?")
    stage.until(TurnEnded, turn=2)
    assert {event.turn for event in stage.all_of(ReplyDelta)} == {2}


@pytest.mark.parametrize(
    ("step", "expected"),
    [("transcription", Step.TRANSCRIPTION), ("chat", Step.CHAT), ("chat-late", Step.CHAT), ("speech", Step.SPEECH)],
)
def test_a_step_that_fails_is_told_and_the_next_question_works(stage: Stage, step: str, expected: Step) -> None:
    stage.roles.errors[step] = ServiceUnavailable("The server cannot be reached")
    stage.hold()
    failed = stage.until(Failed)
    stage.until(PhaseChanged, phase=Phase.READY)
    assert failed.step is expected
    assert failed.can_retry == (expected is not Step.SPEECH)
    stage.roles.errors.clear()
    stage.engine.ask("And now?")
    assert not stage.until(TurnEnded, turn=2).interrupted


def test_failed_transcription_keeps_the_recording_and_sends_it_again(stage: Stage, tmp_path: Path) -> None:
    stage.roles.errors["transcription"] = ServiceTimeout("The server did not answer")
    stage.hold()
    failed = stage.until(Failed)
    stage.until(PhaseChanged, phase=Phase.READY)
    assert len(list(tmp_path.iterdir())) == 1
    stage.roles.errors.clear()
    stage.engine.retry(failed.turn)
    assert stage.until(TurnEnded, turn=2).heard == "I am fine today. Thank you for asking."
    assert list(tmp_path.iterdir()) == []


def test_a_question_sent_again_stands_once_in_the_history(stage: Stage) -> None:
    stage.roles.errors["chat"] = ServiceUnavailable("The server cannot be reached")
    stage.engine.ask("Hello")
    stage.until(PhaseChanged, phase=Phase.READY)
    stage.roles.errors.clear()
    stage.store.messages = [message for message in stage.store.messages if message.role == "user"]
    stage.engine.retry(1)
    stage.until(TurnEnded, turn=2)
    assert stage.roles.histories[-1] == [Message("user", "Hello")]


def test_a_failed_question_is_asked_in_other_words_without_its_pictures(stage: Stage) -> None:
    seen, as_json = Image("/a.png", "a.png"), JsonAnswer()
    stage.roles.errors["chat"] = CannotSee("The model sees no images")
    stage.engine.attach(Attachment((seen,), as_json))
    stage.engine.ask("What is this?")
    stage.until(Failed)
    stage.roles.errors.clear()
    stage.engine.ask_instead(1, "What is this? It says: Exit")
    stage.until(TurnEnded, turn=2)
    questions = [message for message in stage.store.messages if message.role == "user"]
    assert questions == [Message("user", "What is this? It says: Exit")]
    assert stage.until(PhaseChanged, phase=Phase.READY)
    assert stage.all_of(ReplyEnded)[-1].as_json == as_json
    assert stage.store.answers[-1]["as_json"] is True
    stage.engine.ask_instead(1, "Once more")
    stage.engine.ask("Hello")
    assert stage.until(Asked).transcript.text == "Hello"


def test_what_had_come_before_a_failure_is_still_spoken(stage: Stage) -> None:
    stage.roles.errors["chat-late"] = ServiceUnavailable("The server broke off")
    stage.engine.ask("Hello")
    stage.until(TurnEnded)
    assert stage.roles.spoken == ["I am fine today.", "Thank you for asking."]


def test_without_a_speaker_the_answer_is_text(stage: Stage) -> None:
    stage.player.error = NoSpeaker("There is no speaker")
    stage.engine.ask("Hello")
    assert stage.until(Failed).step is Step.PLAYBACK
    assert stage.until(TurnEnded).heard == "I am fine today. Thank you for asking."


def test_speaker_that_goes_away_while_speaking_leaves_the_text(stage: Stage) -> None:
    stage.player.at_once = False
    stage.engine.ask("Hello")
    stage.until(ReplyEnded)
    assert eventually(lambda: stage.playback().finished)
    stage.playback().end(DeviceLost("The speaker went away"))
    assert stage.until(Failed).step is Step.PLAYBACK
    assert stage.until(TurnEnded).heard == "I am fine today. Thank you for asking."


@pytest.mark.parametrize("error", [NoMicrophone("There is no microphone"), None])
def test_no_microphone_is_told(stage: Stage, error: AssistantError | None) -> None:
    stage.ear.error = error
    if error is None:
        stage.engine.recorder.ear = None
    stage.engine.press()
    failed = stage.until(Failed)
    assert isinstance(failed.error, NoMicrophone)
    assert not failed.can_retry


def test_microphone_that_goes_away_keeps_the_recording(stage: Stage, tmp_path: Path) -> None:
    stage.engine.press()
    stage.until(PhaseChanged, phase=Phase.LISTENING)
    stage.engine.microphone_lost(DeviceLost("The microphone went away"))
    failed = stage.until(Failed)
    assert failed.step is Step.RECORDING
    assert failed.can_retry
    assert len(list(tmp_path.iterdir())) == 1
    stage.engine.retry(failed.turn)
    assert not stage.until(TurnEnded).interrupted


def test_store_that_fails_is_told_and_the_recording_stays(stage: Stage, tmp_path: Path) -> None:
    stage.store.error = StoreError("The disk is full")
    stage.hold()
    failed = stage.until(Failed)
    assert failed.step is Step.STORE
    assert failed.can_retry
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.expected_log("turn 1 broke")
def test_a_bug_ends_the_turn_and_not_the_engine(stage: Stage) -> None:
    stage.roles.parts = ["no part"]  # type: ignore[list-item]
    stage.roles.errors["chat-late"] = RuntimeError("a bug")  # type: ignore[assignment]
    stage.engine.ask("Hello")
    assert stage.until(Failed).turn == 1
    stage.roles.errors.clear()
    stage.engine.ask("Hello")
    assert not stage.until(TurnEnded, turn=2).interrupted


@pytest.mark.expected_log("a subscriber failed")
def test_a_subscriber_that_fails_does_not_stop_the_others(stage: Stage) -> None:
    unsubscribe = stage.engine.subscribe(lambda event: 1 / 0)
    stage.engine.ask("Hello")
    assert not stage.until(TurnEnded).interrupted
    unsubscribe()


def test_closing_in_the_middle_of_an_answer_hangs_up(stage: Stage) -> None:
    stage.gate("chat")
    stage.engine.ask("Hello")
    assert stage.reached.wait(WAIT_SECONDS)
    stage.engine.close()
    assert stage.roles.hung_up == ["chat"]


def test_timings_grow_from_step_to_step(stage: Stage) -> None:
    stage.hold()
    timings = stage.until(TurnEnded).timings
    assert timings.transcript is not None
    assert timings.first_token is not None
    assert timings.first_sentence is not None
    assert timings.first_audio is not None


def test_first_sound_is_told(stage: Stage) -> None:
    stage.engine.ask("Hello")
    assert stage.until(FirstSound).turn == 1


def test_level_is_the_microphones_then_the_answers(stage: Stage) -> None:
    assert stage.engine.level() == 0.0
    stage.engine.press()
    stage.until(PhaseChanged, phase=Phase.LISTENING)
    assert stage.engine.level() == 0.25


def eventually(happened: Any) -> bool:
    deadline = time.monotonic() + WAIT_SECONDS
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.005)
    return bool(happened())


def test_a_recording_without_speech_is_not_kept(stage: Stage, tmp_path: Path) -> None:
    stage.ear.speech_seconds = 0.0
    stage.hold()
    assert not stage.until(Failed).can_retry
    stage.until(PhaseChanged, phase=Phase.READY)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_answer_is_a_failure(stage: Stage) -> None:
    stage.roles.parts = []
    stage.engine.ask("Hello")
    failed = stage.until(Failed)
    assert "empty" in str(failed.error)
    assert failed.can_retry


def test_stopping_before_the_answer_came_offers_the_question_again(stage: Stage) -> None:
    stage.gate("chat")
    stage.engine.ask("Hello")
    assert stage.reached.wait(WAIT_SECONDS)
    stage.engine.stop()
    ended = stage.until(TurnEnded)
    assert ended.can_retry
    del stage.roles.gates["chat"]
    stage.engine.retry(ended.turn)
    assert not stage.until(TurnEnded, turn=2).interrupted


def test_what_was_said_before_the_voice_failed_can_be_silenced(stage: Stage) -> None:
    stage.player.at_once = False
    stage.roles.errors_after["speech"] = (1, ServiceUnavailable("The voice is gone"))
    stage.engine.ask("Hello")
    stage.until(ReplyEnded)
    playback = stage.playback()
    assert eventually(lambda: playback.finished)
    playback.hear(1)
    stage.until(PhaseChanged, phase=Phase.SPEAKING)
    stage.engine.stop()
    assert stage.until(TurnEnded).interrupted
    assert playback.stopped_at is not None


def test_the_microphone_may_be_changed_only_between_recordings(stage: Stage) -> None:
    stage.engine.press()
    stage.until(PhaseChanged, phase=Phase.LISTENING)
    between = stage.engine.run(stage.engine.between_recordings())
    assert not between.done()
    stage.now += TAP_SECONDS + 1
    stage.engine.release()
    between.result(WAIT_SECONDS)
    assert stage.ear.recording is None
    stage.until(TurnEnded)


def test_settling_stops_the_answer_and_keeps_what_was_heard(stage: Stage) -> None:
    stage.player.at_once = False
    stage.engine.ask("Hello")
    stage.until(ReplyEnded)
    stage.engine.run(stage.engine.settle()).result(WAIT_SECONDS)
    assert stage.store.answers[0]["interrupted"]
