"""A turn is a value and deciding is a function: (turn, input) -> (turn, commands). No clock, no thread, no I/O."""

from dataclasses import dataclass, replace

from voiceassistant.events import (
    AnswerEnded,
    FirstSound,
    Input,
    InterruptionJudged,
    Phase,
    RecordingAsked,
    RecordingEnded,
    RecordingFailed,
    SpeechDropped,
    SpeechEnded,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
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


@dataclass(frozen=True, slots=True)
class GetReady:
    """Somebody begins to speak hands-free: servers are to be warm when he is done."""

    turn: int


@dataclass(frozen=True, slots=True)
class Guess:
    """The utterance may be complete: work on its answer begins, of which nothing is heard or kept yet."""

    turn: int
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class DropGuess:
    turn: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The turn's question was not finished; it is to be as if it had not been asked."""

    turn: int


@dataclass(frozen=True, slots=True)
class Hold:
    """The turn's answer falls silent where it is."""

    turn: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """The turn's answer goes on where it was held."""

    turn: int


@dataclass(frozen=True, slots=True)
class DropSpeech:
    """What is being recorded hands-free is nothing to us."""


Command = (
    BeginRecording
    | EndRecording
    | DropRecording
    | Answer
    | Silence
    | GetReady
    | Guess
    | DropGuess
    | TakeBack
    | Hold
    | GoOn
    | DropSpeech
)


@dataclass(frozen=True, slots=True)
class Turn:
    phase: Phase = Phase.READY
    number: int = 0  # grows with every question; work that carries an older number is stale
    pressed_at: float = 0.0  # when the talk key went down, seconds
    latched: bool = False  # a tap began this recording: it goes on until the next press
    barged_in: bool = False  # this recording began by talking over an answer
    by_ear: bool = False  # hands-free: this question began when somebody spoke
    held: Phase = Phase.READY  # what a paused answer goes on with: thinking or speaking
    said: Utterance | None = None  # over a paused answer, complete; whether it was meant is not known yet


def advance(turn: Turn, event: Input) -> tuple[Turn, tuple[Command, ...]]:
    """Returns the next turn and what the engine has to do."""
    if getattr(event, "turn", turn.number) != turn.number:
        return turn, ()  # a late word about a question the user has already left
    match event:
        case SpeechStarted() | SpeechPaused() | SpeechResumed() | SpeechEnded() | SpeechDropped():
            return _hear(turn, event)
        case InterruptionJudged() | FirstSound() | AnswerEnded() if turn.phase is Phase.PAUSED:
            return _while_paused(turn, event)
        case TalkPressed() | TalkReleased() | StopPressed() | RecordingFailed() if turn.phase is Phase.LISTENING:
            return _while_listening(turn, event)
        case TalkPressed(at=at):
            started = Turn(Phase.LISTENING, turn.number + 1, pressed_at=at, barged_in=turn.phase is not Phase.READY)
            return started, (*_silence(turn), BeginRecording(started.number))
        case StopPressed() if turn.phase is not Phase.READY:
            return replace(turn, phase=Phase.READY), _silence(turn)
        case TextAsked() | RecordingAsked():
            question = event.text if isinstance(event, TextAsked) else event.utterance
            asked = Turn(Phase.THINKING, turn.number + 1)
            return asked, (*_silence(turn), Answer(asked.number, question))
    return _progress(turn, event)


def _progress(turn: Turn, event: Input) -> tuple[Turn, tuple[Command, ...]]:
    match turn.phase, event:
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
        case TalkPressed(at=at) if turn.by_ear:  # the key wins; the ear hands over what it has recorded
            pressed = Turn(Phase.LISTENING, turn.number + 1, pressed_at=at)
            return pressed, (DropGuess(turn.number), BeginRecording(pressed.number))
        case StopPressed():
            return ready, _silence(turn)
        case TalkReleased() if turn.by_ear:
            return turn, ()
        case TalkReleased(at=at) if not turn.latched and at - turn.pressed_at >= TAP_SECONDS:
            return thinking, (EndRecording(turn.number),)
        case TalkReleased() if not turn.latched and turn.barged_in:  # a tap on the speaking button means stop
            return ready, (DropRecording(turn.number),)
        case TalkReleased():
            return replace(turn, latched=True), ()
        case TalkPressed() if turn.latched:
            return thinking, (EndRecording(turn.number),)
        case RecordingFailed():
            return ready, ()
    return turn, ()


def _hear(
    turn: Turn, event: SpeechStarted | SpeechPaused | SpeechResumed | SpeechEnded | SpeechDropped
) -> tuple[Turn, tuple[Command, ...]]:
    """Hands-free. While the key records, the ear says nothing."""
    following = Turn(Phase.LISTENING, turn.number + 1, by_ear=True)
    match turn.phase, event:
        case Phase.READY, (SpeechStarted() | SpeechResumed()):
            return following, (GetReady(following.number),)
        case Phase.LISTENING, _ if turn.by_ear:
            return _hear_on(turn, event)
        case Phase.THINKING, SpeechResumed() if turn.by_ear:  # he was not done
            return following, (Silence(turn.number), TakeBack(turn.number))
        case ((Phase.THINKING | Phase.SPEAKING), (SpeechStarted() | SpeechResumed())):
            return replace(turn, phase=Phase.PAUSED, held=turn.phase), (Hold(turn.number),)
        case Phase.PAUSED, SpeechPaused(utterance=utterance):
            return turn, (Guess(turn.number + 1, utterance),)
        case Phase.PAUSED, SpeechEnded(utterance=utterance):
            return replace(turn, said=utterance), ()
        case Phase.PAUSED, SpeechResumed():
            return replace(turn, said=None), (DropGuess(turn.number + 1),)
        case Phase.PAUSED, SpeechDropped():
            return _unpaused(turn), (DropGuess(turn.number + 1), GoOn(turn.number))
    return turn, ()


def _hear_on(
    turn: Turn, event: SpeechStarted | SpeechPaused | SpeechResumed | SpeechEnded | SpeechDropped
) -> tuple[Turn, tuple[Command, ...]]:
    match event:
        case SpeechPaused(utterance=utterance):
            return turn, (Guess(turn.number, utterance),)
        case SpeechResumed():
            return turn, (DropGuess(turn.number),)
        case SpeechEnded(utterance=utterance):
            return replace(turn, phase=Phase.THINKING), (Answer(turn.number, utterance),)
        case SpeechDropped():
            return replace(turn, phase=Phase.READY), (DropGuess(turn.number),)
    return turn, ()


def _while_paused(turn: Turn, event: InterruptionJudged | FirstSound | AnswerEnded) -> tuple[Turn, tuple[Command, ...]]:
    match event:
        case InterruptionJudged(meant=False):
            return _unpaused(turn), (DropGuess(turn.number + 1), DropSpeech(), GoOn(turn.number))
        case InterruptionJudged():
            return _interrupted(turn, Silence(turn.number))
        case AnswerEnded():  # it failed meanwhile: there is nothing to go on with
            return _interrupted(turn)
    return turn, ()


def _unpaused(turn: Turn) -> Turn:
    return replace(turn, phase=turn.held, held=Phase.READY, said=None)


def _interrupted(turn: Turn, *commands: Command) -> tuple[Turn, tuple[Command, ...]]:
    """What is said over the answer is the next question, which may be complete already."""
    following = Turn(Phase.LISTENING, turn.number + 1, by_ear=True)
    if turn.said is None:
        return following, commands
    return replace(following, phase=Phase.THINKING), (*commands, Answer(following.number, turn.said))


def _silence(turn: Turn) -> tuple[Command, ...]:
    match turn.phase:
        case Phase.LISTENING if turn.by_ear:
            return (DropGuess(turn.number), DropSpeech())
        case Phase.LISTENING:
            return (DropRecording(turn.number),)
        case Phase.THINKING | Phase.SPEAKING:
            return (Silence(turn.number),)
        case Phase.PAUSED:
            return (Silence(turn.number), DropGuess(turn.number + 1), DropSpeech())
    return ()
