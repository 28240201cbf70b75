"""What the reader decides. Pure: a state and what happened in, the next state and what is to be done out."""

from dataclasses import dataclass, replace

from voiceassistant.documents.document import Place
from voiceassistant.reading.events import Phase

SLOWEST, FASTEST = 0.5, 4.0
STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0, 3.5, 4.0)  # slower and faster


@dataclass(frozen=True, slots=True)
class State:
    """`place` is where reading goes on; `held`: a question and its answer come first; `until`: it pauses there."""

    phase: Phase = Phase.CLOSED
    place: Place = Place(0)  # noqa: RUF009 - a tuple
    speed: float = 1.0
    held: bool = False
    until: Place | None = None


# --- what happens -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opening:
    pass


@dataclass(frozen=True, slots=True)
class Opened:
    place: Place


@dataclass(frozen=True, slots=True)
class NotOpened:
    """The one that was open before still is."""


@dataclass(frozen=True, slots=True)
class Closed:
    pass


@dataclass(frozen=True, slots=True)
class PlayPressed:
    pass


@dataclass(frozen=True, slots=True)
class PausePressed:
    """Also what stops for the sleep timer, a failure, or another sound."""


@dataclass(frozen=True, slots=True)
class Went:
    """The user chose another place."""

    place: Place


@dataclass(frozen=True, slots=True)
class SpeedChosen:
    speed: float


@dataclass(frozen=True, slots=True)
class Held:
    """The user is heard, or answered."""


@dataclass(frozen=True, slots=True)
class Released:
    """Question and answer are over."""


@dataclass(frozen=True, slots=True)
class StopChosen:
    """It pauses before this place; None: it does not."""

    until: Place | None


@dataclass(frozen=True, slots=True)
class ReachedEnd:
    """Of the document, or where it was to pause."""


Happening = (
    Opening
    | Opened
    | NotOpened
    | Closed
    | PlayPressed
    | PausePressed
    | Went
    | SpeedChosen
    | Held
    | Released
    | StopChosen
    | ReachedEnd
)

# --- what is to be done -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speak:
    """Whatever is being read falls silent; reading begins at the place, and ends before `until`."""

    place: Place
    speed: float
    until: Place | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    pass


Command = Speak | Silence


def advance(state: State, happening: Happening, at: Place | None = None) -> tuple[State, tuple[Command, ...]]:
    """The one place where the reader's state changes.

    Args:
        state: What it was.
        happening: What happened.
        at: The word that is being heard; None: none is.
    """
    if at is not None:
        state = replace(state, place=at)
    match happening:
        case Opening():
            return replace(state, phase=Phase.OPENING), _silence(state)
        case Opened(place=place):
            return replace(state, phase=Phase.PAUSED, place=place, until=None), ()
        case NotOpened():
            return replace(state, phase=Phase.PAUSED), ()
        case Closed():
            return replace(state, phase=Phase.CLOSED, place=Place(0), until=None), _silence(state)
        case SpeedChosen(speed=speed):
            return _speaking_again(replace(state, speed=min(max(speed, SLOWEST), FASTEST)))
        case Held() if not state.held:
            return replace(state, held=True), _silence(state)
        case Released() if state.held:
            return _speaking_again(replace(state, held=False))
    return _moved(state, happening)


def _moved(state: State, happening: Happening) -> tuple[State, tuple[Command, ...]]:
    """What only an open document can do."""
    if state.phase in (Phase.CLOSED, Phase.OPENING):
        return state, ()
    match happening:
        case PlayPressed() if state.phase is not Phase.READING:
            place = Place(0) if state.phase is Phase.ENDED else state.place
            return _speaking_again(replace(state, phase=Phase.READING, place=place))
        case PausePressed() if state.phase is Phase.READING:
            return replace(state, phase=Phase.PAUSED), _silence(state)
        case Went(place=place):
            phase = Phase.PAUSED if state.phase is Phase.ENDED else state.phase
            behind = state.until is not None and place >= state.until  # what was to be the end is passed over
            return _speaking_again(replace(state, phase=phase, place=place, until=None if behind else state.until))
        case StopChosen(until=until):
            return _speaking_again(replace(state, until=until)) if until != state.until else (state, ())
        case ReachedEnd() if state.until is not None:
            return replace(state, phase=Phase.PAUSED, place=state.until, until=None), ()
        case ReachedEnd():
            return replace(state, phase=Phase.ENDED), ()
    return state, ()


def _speaking_again(state: State) -> tuple[State, tuple[Command, ...]]:
    if state.phase is Phase.READING and not state.held:
        return state, (Speak(state.place, state.speed, state.until),)
    return state, ()


def _silence(state: State) -> tuple[Command, ...]:
    return (Silence(),) if state.phase is Phase.READING and not state.held else ()


def next_speed(speed: float, steps: int) -> float:
    """The usual speed so many steps faster than `speed`, slower if `steps` is negative."""
    usual = list(STEPS)
    if steps > 0:
        faster = [one for one in usual if one > speed + 0.001]
        return faster[min(steps, len(faster)) - 1] if faster else FASTEST
    slower = [one for one in reversed(usual) if one < speed - 0.001]
    return slower[min(-steps, len(slower)) - 1] if steps and slower else (speed if not steps else SLOWEST)
