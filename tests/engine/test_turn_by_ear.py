"""The turn while the ear listens by itself."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from voiceassistant.engine.turn import (
    Answer,
    BeginRecording,
    Command,
    DropGuess,
    DropSpeech,
    GetReady,
    GoOn,
    Guess,
    Hold,
    Silence,
    TakeBack,
    Turn,
    advance,
)
from voiceassistant.events import (
    AnswerEnded,
    FirstSound,
    Input,
    InterruptionJudged,
    Phase,
    SpeechDropped,
    SpeechEnded,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    StopPressed,
    TalkPressed,
    TalkReleased,
    TextAsked,
)


@dataclass(frozen=True)
class Said:
    path: Path = Path("said.wav")
    seconds: float = 2.0
    speech_seconds: float = 1.5
    ended_at: float = 10.0


SAID = Said()
LISTENING = Turn(Phase.LISTENING, 3, by_ear=True)
PAUSED = Turn(Phase.PAUSED, 3, held=Phase.SPEAKING)


def play(*events: Input, turn: Turn | None = None) -> tuple[Turn, list[Command]]:
    turn, commands = turn or Turn(), []
    for event in events:
        turn, more = advance(turn, event)
        commands += more
    return turn, commands


def test_a_question_from_the_first_syllable_to_the_answers_end() -> None:
    turn, commands = play(SpeechStarted(), SpeechPaused(SAID), SpeechEnded(SAID), FirstSound(1, 3.0))
    assert turn == Turn(Phase.SPEAKING, 1, by_ear=True)
    assert commands == [GetReady(1), Guess(1, SAID), Answer(1, SAID)]
    assert play(AnswerEnded(1), turn=turn)[0].phase is Phase.READY


def test_a_guess_is_dropped_when_the_speaker_goes_on() -> None:
    turn, commands = play(SpeechPaused(SAID), SpeechResumed(), turn=LISTENING)
    assert turn == LISTENING
    assert commands == [Guess(3, SAID), DropGuess(3)]


def test_a_noise_is_nothing() -> None:
    turn, commands = play(SpeechStarted(), SpeechDropped())
    assert turn.phase is Phase.READY
    assert commands == [GetReady(1), DropGuess(1)]


def test_whoever_goes_on_before_the_answer_is_heard_was_not_done() -> None:
    turn, commands = play(SpeechResumed(), turn=Turn(Phase.THINKING, 3, by_ear=True))
    assert turn == Turn(Phase.LISTENING, 4, by_ear=True)
    assert commands == [Silence(3), TakeBack(3)]


@pytest.mark.parametrize("phase", [Phase.THINKING, Phase.SPEAKING])
def test_speech_over_an_answer_holds_it(phase: Phase) -> None:
    turn, commands = play(SpeechStarted(), turn=Turn(phase, 3))
    assert turn == Turn(Phase.PAUSED, 3, held=phase)
    assert commands == [Hold(3)]


@pytest.mark.parametrize("phase", [Phase.THINKING, Phase.SPEAKING])
def test_what_was_not_meant_lets_it_go_on(phase: Phase) -> None:
    held = Turn(Phase.PAUSED, 3, held=phase)
    turn, commands = play(SpeechPaused(SAID), InterruptionJudged(3, meant=False), turn=held)
    assert turn == Turn(phase, 3)
    assert commands == [Guess(4, SAID), DropGuess(4), DropSpeech(), GoOn(3)]


def test_what_was_too_short_lets_it_go_on() -> None:
    assert play(SpeechDropped(), turn=PAUSED) == (Turn(Phase.SPEAKING, 3), [DropGuess(4), GoOn(3)])


def test_what_was_meant_is_the_next_question() -> None:
    turn, commands = play(
        SpeechPaused(SAID), InterruptionJudged(3, meant=True), SpeechEnded(SAID), FirstSound(4, 1.0), turn=PAUSED
    )
    assert turn == Turn(Phase.SPEAKING, 4, by_ear=True)
    assert commands == [Guess(4, SAID), Silence(3), Answer(4, SAID)]


def test_a_question_that_is_complete_before_it_is_judged_waits_for_that() -> None:
    turn, commands = play(SpeechPaused(SAID), SpeechEnded(SAID), turn=PAUSED)
    assert turn.phase is Phase.PAUSED
    turn, more = play(InterruptionJudged(3, meant=True), turn=turn)
    assert turn == Turn(Phase.THINKING, 4, by_ear=True)
    assert [*commands, *more] == [Guess(4, SAID), Silence(3), Answer(4, SAID)]


def test_one_that_goes_on_is_not_complete() -> None:
    turn, _ = play(SpeechEnded(SAID), SpeechResumed(), InterruptionJudged(3, meant=True), turn=PAUSED)
    assert turn == Turn(Phase.LISTENING, 4, by_ear=True)


def test_an_answer_that_fails_while_it_is_held_leaves_the_question() -> None:
    assert play(AnswerEnded(3), turn=PAUSED) == (Turn(Phase.LISTENING, 4, by_ear=True), [])


def test_a_late_judgement_changes_nothing() -> None:
    assert play(InterruptionJudged(2, meant=True), turn=PAUSED) == (PAUSED, [])
    assert play(InterruptionJudged(3, meant=False), turn=Turn(Phase.SPEAKING, 3)) == (Turn(Phase.SPEAKING, 3), [])


@pytest.mark.parametrize(
    ("turn", "first"),
    [
        (LISTENING, [DropGuess(3)]),
        (PAUSED, [Silence(3), DropGuess(4), DropSpeech()]),
        (Turn(Phase.THINKING, 3, by_ear=True), [Silence(3)]),
    ],
)
def test_the_talk_key_wins(turn: Turn, first: list[Command]) -> None:
    pressed, commands = play(TalkPressed(7.0), turn=turn)
    assert (pressed.phase, pressed.number, pressed.by_ear) == (Phase.LISTENING, 4, False)
    assert commands == [*first, BeginRecording(4)]


def test_while_the_key_records_the_ear_has_nothing_to_say() -> None:
    recording = Turn(Phase.LISTENING, 3)
    for event in (SpeechStarted(), SpeechPaused(SAID), SpeechEnded(SAID), SpeechResumed(), SpeechDropped()):
        assert advance(recording, event) == (recording, ())


def test_letting_go_of_a_key_that_was_not_held_for_it_changes_nothing() -> None:
    assert play(TalkReleased(1.0), turn=LISTENING) == (LISTENING, [])


@pytest.mark.parametrize(
    ("turn", "commands"),
    [
        (LISTENING, [DropGuess(3), DropSpeech()]),
        (PAUSED, [Silence(3), DropGuess(4), DropSpeech()]),
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_stop_and_a_typed_question_end_it(turn: Turn, commands: list[Command], asked: bool) -> None:
    if asked:
        assert play(TextAsked("Hello"), turn=turn) == (Turn(Phase.THINKING, 4), [*commands, Answer(4, "Hello")])
    else:
        after, done = play(StopPressed(), turn=turn)
        assert after.phase is Phase.READY
        assert done == commands
