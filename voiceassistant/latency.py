"""How long spoken questions wait for the first sound, and for what; what is usual, what would be faster. Pure."""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

from voiceassistant.events import Asked, Event, Phase, PhaseChanged, Timings, TurnEnded
from voiceassistant.settings import Role, Settings

KEPT_TURNS = 100
RECENT_TURNS = 20  # advice looks at: what was changed lately counts
WORTH_MILLISECONDS = 400.0  # less than this is not worth a change
LEAST_PAUSE_MILLISECONDS = 200.0  # the settings allow no less


class Part(Enum):
    """What is waited for, in this order. The value is the step's name in `Timings` that ends it."""

    PAUSE = "pause_noticed"
    CLOSING = "turn_closed"
    TRANSCRIPTION = "transcript"
    CHAT = "first_token"
    SENTENCE = "first_sentence"
    SPEECH = "first_audio"


@dataclass(frozen=True, slots=True)
class Kind:
    """Turns of one kind can be compared: with the key there is no pause to wait for, and servers are far away."""

    hands_free: bool
    local: bool  # this computer did all three roles


@dataclass(frozen=True, slots=True)
class TurnLatency:
    """A spoken question whose answer was heard: `timings` reach to the first sound."""

    timings: Timings
    local: frozenset[Role]  # what this computer did

    @property
    def kind(self) -> Kind:
        return Kind(self.timings.turn_closed is not None, self.local == frozenset(Role))

    @property
    def total(self) -> float:
        """Milliseconds from the end of speech to the first sound."""
        return self.timings.first_audio or 0.0


def waited(timings: Timings) -> dict[Part, float]:
    """Milliseconds that were waited for each part. Together they are the time to the first sound.

    Work that begins before the turn is closed goes on beside the pause: only what is left of it then was waited for.
    """
    total = timings.first_audio or 0.0
    found, until = {}, 0.0
    for part in Part:
        at: float | None = getattr(timings, part.value)
        if at is not None:
            reached = min(max(at, until), total)
            found[part], until = reached - until, reached
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed, between two of them in proportion.

    Raises:
        ValueError: There are no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


class LatencyLog:
    """The last hundred turns, oldest first. Typed questions do not count, nor do recordings that are sent again."""

    def __init__(self, turns: Iterable[TurnLatency] = ()) -> None:
        self._turns = deque(turns, maxlen=KEPT_TURNS)
        self._listening = 0  # the turn that began at the microphone last
        self._spoken: dict[int, bool] = {}  # turns whose question was spoken, and whether just now

    @property
    def turns(self) -> tuple[TurnLatency, ...]:
        return tuple(self._turns)

    def like(self, turn: TurnLatency) -> tuple[TurnLatency, ...]:
        """The turns of the same kind."""
        return tuple(other for other in self._turns if other.kind == turn.kind)

    def take(self, event: Event, local: Collection[Role]) -> bool:
        """Notes a turn that ended; False where there is nothing to note.

        Args:
            event: What happened; all events are to come here, in their order.
            local: The roles that this computer does.
        """
        match event:
            case PhaseChanged(turn=turn, phase=Phase.LISTENING):
                self._listening = turn
            case Asked(turn=turn, spoken=True):
                self._spoken[turn] = turn == self._listening
            case TurnEnded(turn=turn, timings=timings) if turn in self._spoken:
                just_now = self._spoken.pop(turn) or timings.turn_closed is not None
                if just_now and timings.first_audio is not None:
                    self._turns.append(TurnLatency(timings, frozenset(local)))
                    return True
        return False


# --- what would make it faster ----------------------------------------------------------------------------------------


class Hint(Enum):
    NOTHING = "nothing"  # stands out
    PAUSE = "pause"
    EARLY_START = "early start"
    TRANSCRIPTION = "transcription"
    LOCAL_TRANSCRIPTION = "local transcription"
    THINKING = "thinking"
    CHAT = "chat"
    LOCAL_CHAT = "local chat"
    SENTENCE = "sentence"
    SPEECH = "speech"
    LOCAL_SPEECH = "local speech"


@dataclass(frozen=True, slots=True)
class Advice:
    hint: Hint
    milliseconds: float = 0.0  # usually waited for it; of an early start: saved by it


def advice(turns: Sequence[TurnLatency], settings: Settings) -> tuple[Advice, ...]:
    """One or two, by what usually takes longest in turns of one kind, oldest first; none where there are no turns."""
    recent = turns[-RECENT_TURNS:]
    if not recent:
        return ()
    each = [waited(turn.timings) for turn in recent]
    usual = {part: median(times.get(part, 0.0) for times in each) for part in Part}
    found = sorted(_worthwhile(usual, recent[-1].local, settings), key=lambda pair: pair[0], reverse=True)
    best = [advice for saved, advice in found if saved >= max(WORTH_MILLISECONDS, found[0][0] / 2)]
    return tuple(best[:2]) or (Advice(Hint.NOTHING),)


def _worthwhile(usual: dict[Part, float], local: frozenset[Role], settings: Settings) -> list[tuple[float, Advice]]:
    """What could be changed, each with the milliseconds that it might save."""
    pause = usual[Part.PAUSE] + usual[Part.CLOSING]
    early = _saved_by_early_start(usual, settings.hands_free.early_start)
    thinks = settings.chat.reasoning_effort not in ("", "none")
    chat = Hint.THINKING if thinks else Hint.LOCAL_CHAT if Role.CHAT in local else Hint.CHAT
    hints = {
        Part.TRANSCRIPTION: Hint.LOCAL_TRANSCRIPTION if Role.TRANSCRIPTION in local else Hint.TRANSCRIPTION,
        Part.CHAT: chat,
        Part.SENTENCE: Hint.SENTENCE,
        Part.SPEECH: Hint.LOCAL_SPEECH if Role.SPEECH in local else Hint.SPEECH,
    }
    return [
        (pause - LEAST_PAUSE_MILLISECONDS, Advice(Hint.PAUSE, pause)),
        (early, Advice(Hint.EARLY_START, early)),
        *((usual[part], Advice(hint, usual[part])) for part, hint in hints.items()),
    ]


def _saved_by_early_start(usual: dict[Part, float], now: str) -> float:
    """What could be done within the pause, and is not."""
    later = {"no": (Part.TRANSCRIPTION, Part.CHAT, Part.SENTENCE), "transcript": (Part.CHAT, Part.SENTENCE)}
    return min(usual[Part.CLOSING], sum(usual[part] for part in later.get(now, ())))
