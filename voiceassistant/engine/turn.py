"""A turn is a value and deciding is a function: (turn, input) -> (turn, commands). No clock, no thread, no I/O."""

from dataclasses import dataclass, replace

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
    Utterance,
)

TAP_SECONDS = 0.3  # a shorter press is a tap, which toggles; a longer one is held to talk


@dataclass(frozen=True, slots=True)
class BeginRecording:
    turn: int


@dataclass(frozen=True, slots=True)
class EndRecording:
    turn: int


@dataclass(frozen=True, slots=True)
class DropRecording:
    turn: int


@dataclass(frozen=True, slots=True)
class Answer:
    turn: int
    question: str | Utterance


@dataclass(frozen=True, slots=True)
class Silence:
    """Ends the turn's answer: the sound at once, its requests with it."""

    turn: int


Command = BeginRecording | EndRecording | DropRecording | Answer | Silence


@dataclass(frozen=True, slots=True)
class Turn:
    phase: Phase = Phase.READY
    number: int = 0  # grows with every question; work that carries an older number is stale
    pressed_at: float = 0.0  # when the talk key went down, seconds
    latched: bool = False  # a tap began this recording: it goes on until the next press
    barged_in: bool = False  # this recording began by talking over an answer


def advance(turn: Turn, event: Input) -> tuple[Turn, tuple[Command, ...]]:
    """Returns the next turn and what the engine has to do."""
    if getattr(event, "turn", turn.number) != turn.number:
        return turn, ()  # a late word about a question the user has already left
    match turn.phase, event:
        case Phase.LISTENING, (TalkPressed() | TalkReleased() | StopPressed() | RecordingFailed()):
            return _while_listening(turn, event)
        case _, TalkPressed(at=at):
            started = Turn(Phase.LISTENING, turn.number + 1, pressed_at=at, barged_in=turn.phase is not Phase.READY)
            return started, (*_silence(turn), BeginRecording(started.number))
        case ((Phase.THINKING | Phase.SPEAKING), StopPressed()):
            return replace(turn, phase=Phase.READY), (Silence(turn.number),)
        case _, (TextAsked() | RecordingAsked()):
            question = event.text if isinstance(event, TextAsked) else event.utterance
            asked = Turn(Phase.THINKING, turn.number + 1)
            return asked, (*_silence(turn), Answer(asked.number, question))
        case Phase.THINKING, RecordingEnded(utterance=utterance):
            return turn, (Answer(turn.number, utterance),)
        case Phase.THINKING, FirstSound():
            return replace(turn, phase=Phase.SPEAKING), ()
        case ((Phase.THINKING | Phase.SPEAKING), (AnswerEnded() | RecordingFailed())):
            return replace(turn, phase=Phase.READY), ()
    return turn, ()  # every other pair is harmless by design


def _while_listening(
    turn: Turn, event: TalkPressed | TalkReleased | StopPressed | RecordingFailed
) -> tuple[Turn, tuple[Command, ...]]:
    ready, thinking = replace(turn, phase=Phase.READY), replace(turn, phase=Phase.THINKING)
    match event:
        case TalkReleased(at=at) if not turn.latched and at - turn.pressed_at >= TAP_SECONDS:
            return thinking, (EndRecording(turn.number),)
        case TalkReleased() if not turn.latched and turn.barged_in:  # a tap on the speaking button means stop
            return ready, (DropRecording(turn.number),)
        case TalkReleased():
            return replace(turn, latched=True), ()
        case TalkPressed() if turn.latched:
            return thinking, (EndRecording(turn.number),)
        case StopPressed():
            return ready, (DropRecording(turn.number),)
        case RecordingFailed():
            return ready, ()
    return turn, ()


def _silence(turn: Turn) -> tuple[Command, ...]:
    match turn.phase:
        case Phase.LISTENING:
            return (DropRecording(turn.number),)
        case Phase.THINKING | Phase.SPEAKING:
            return (Silence(turn.number),)
    return ()
