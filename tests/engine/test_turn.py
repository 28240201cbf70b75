from dataclasses import dataclass
from pathlib import Path

import pytest

from voiceassistant.engine.turn import (
    TAP_SECONDS,
    Answer,
    BeginRecording,
    DropRecording,
    EndRecording,
    Silence,
    Turn,
    advance,
)
from voiceassistant.errors import DeviceLost
from voiceassistant.events import (
    AnswerEnded,
    FirstSound,
    Input,
    Phase,
    RecordingAsked,
    RecordingEnded,
    RecordingFailed,
    StopPressed,
    TalkPressed,
    TalkReleased,
    TextAsked,
)

HOLD, TAP = TAP_SECONDS + 1, TAP_SECONDS / 2


@dataclass(frozen=True)
class Said:
    path: Path = Path("said.wav")
    seconds: float = 2.0
    speech_seconds: float = 1.5
    ended_at: float = 10.0


SAID = Said()


def play(*events: Input, turn: Turn | None = None) -> tuple[Turn, list[object]]:
    turn, commands = turn or Turn(), []
    for event in events:
        turn, more = advance(turn, event)
        commands += more
    return turn, commands


def test_held_key_records_and_asks_and_speaks() -> None:
    turn, commands = play(TalkPressed(0.0), TalkReleased(HOLD), RecordingEnded(1, SAID), FirstSound(1, 3.0))
    assert turn.phase is Phase.SPEAKING
    assert commands == [BeginRecording(1), EndRecording(1), Answer(1, SAID)]
    assert play(AnswerEnded(1), turn=turn)[0].phase is Phase.READY


def test_tap_toggles() -> None:
    turn, commands = play(TalkPressed(0.0), TalkReleased(TAP))
    assert turn.phase is Phase.LISTENING
    turn, commands = play(TalkPressed(4.0), TalkReleased(4.0 + TAP), turn=turn)
    assert turn.phase is Phase.THINKING
    assert commands == [EndRecording(1)]


@pytest.mark.parametrize("phase", [Phase.THINKING, Phase.SPEAKING])
def test_tap_while_answering_only_silences(phase: Phase) -> None:
    turn, commands = play(TalkPressed(5.0), TalkReleased(5.0 + TAP), turn=Turn(phase, 3))
    assert turn.phase is Phase.READY
    assert commands == [Silence(3), BeginRecording(4), DropRecording(4)]


@pytest.mark.parametrize("phase", [Phase.THINKING, Phase.SPEAKING])
def test_hold_while_answering_is_the_next_question(phase: Phase) -> None:
    turn, commands = play(TalkPressed(5.0), TalkReleased(5.0 + HOLD), RecordingEnded(4, SAID), turn=Turn(phase, 3))
    assert turn == Turn(Phase.THINKING, 4, pressed_at=5.0, barged_in=True)
    assert commands == [Silence(3), BeginRecording(4), EndRecording(4), Answer(4, SAID)]


def test_late_word_of_an_earlier_turn_changes_nothing() -> None:
    now = Turn(Phase.THINKING, 4)
    for late in (RecordingEnded(3, SAID), FirstSound(3, 1.0), AnswerEnded(3), RecordingFailed(3, DeviceLost("gone"))):
        assert advance(now, late) == (now, ())


@pytest.mark.parametrize(
    ("phase", "command"),
    [(Phase.LISTENING, DropRecording(2)), (Phase.THINKING, Silence(2)), (Phase.SPEAKING, Silence(2))],
)
def test_stop_ends_whatever_goes_on(phase: Phase, command: object) -> None:
    turn, commands = play(StopPressed(), turn=Turn(phase, 2))
    assert turn.phase is Phase.READY
    assert commands == [command]


def test_stop_when_ready_is_harmless() -> None:
    assert advance(Turn(), StopPressed()) == (Turn(), ())


@pytest.mark.parametrize(
    ("phase", "before"),
    [
        (Phase.READY, []),
        (Phase.LISTENING, [DropRecording(2)]),
        (Phase.THINKING, [Silence(2)]),
        (Phase.SPEAKING, [Silence(2)]),
    ],
)
@pytest.mark.parametrize(("asked", "question"), [(TextAsked("Hello"), "Hello"), (RecordingAsked(SAID), SAID)])
def test_typed_or_kept_question_takes_over(phase: Phase, before: list[object], asked: Input, question: object) -> None:
    turn, commands = play(asked, turn=Turn(phase, 2))
    assert turn == Turn(Phase.THINKING, 3)
    assert commands == [*before, Answer(3, question)]


@pytest.mark.parametrize("phase", [Phase.LISTENING, Phase.THINKING])
def test_lost_microphone_ends_the_turn(phase: Phase) -> None:
    assert play(RecordingFailed(2, DeviceLost("gone")), turn=Turn(phase, 2))[0].phase is Phase.READY


def test_answer_that_never_sounds_still_ends() -> None:
    assert play(TextAsked("Hello"), AnswerEnded(1))[0].phase is Phase.READY
