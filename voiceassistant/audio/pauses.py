"""How long a pause closes the turn: by how finished it sounds, by how this speaker pauses, within the user's limits.

Pure but for `load` and `save`; durations are passed in.
"""

import json
import logging
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

# Chosen with one half of the pauses of `voiceassistant bench turns`; its figures are from the other.
FINISHED, UNFINISHED = (
    0.97,
    0.4,
)  # probabilities that a turn is complete: from here on it surely is; up to here it is not
UNFINISHED_SHARE = 0.4  # of the way from the shortest to the longest wait: what is unfinished waits so long
LEAST_MARGIN = 1.2  # a wait should be this many times as long as the pauses it has to bear
MOST_AT_ONCE = 1.35  # one pause makes the patience grow by no more: the speaker may have been called to the door
LEARNING = 0.5  # of what a pause that was too long for the wait asks for
RELAXING = 0.03  # of the patience, on a logarithmic scale, with each turn
MOST_PATIENCE = 3.0
NOTICED_SECONDS = 0.2  # shorter silences are within words and between them: they say nothing about a speaker

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PauseLimits:
    """What the user allows, in seconds: the wait after what is surely finished, and the longest of all."""

    shortest_seconds: float = 0.6
    longest_seconds: float = 2.5


@dataclass(frozen=True, slots=True)
class PauseHabits:
    """How a speaker pauses, learnt from pauses after which he went on.

    Args:
        patience: How many times as long as usual he is waited for, 1 to MOST_PATIENCE.
    """

    patience: float = 1.0

    def wait_seconds(self, done: float | None, limits: PauseLimits) -> float:
        """How long a pause closes the turn.

        Args:
            done: The probability that the turn is complete; None: not known, or not yet.
            limits: The user's.
        """
        wait = usual_wait(done, limits) * self.patience
        return min(max(wait, limits.shortest_seconds), limits.longest_seconds)

    def went_on(self, silence_seconds: float, done: float | None, limits: PauseLimits) -> "PauseHabits":
        """After a pause, judged as `done`, that did not end the turn, or should not have ended it."""
        if silence_seconds < NOTICED_SECONDS:
            return self
        wanting = min(silence_seconds, limits.longest_seconds) * LEAST_MARGIN / self.wait_seconds(done, limits)
        if wanting <= 1.0:
            return self
        return replace(self, patience=min(self.patience * min(wanting**LEARNING, MOST_AT_ONCE), MOST_PATIENCE))

    def ended(self) -> "PauseHabits":
        """After a turn that was over: half of a long patience is gone after two dozen of them."""
        return replace(self, patience=self.patience ** (1 - RELAXING))


def usual_wait(done: float | None, limits: PauseLimits) -> float:
    """How long a speaker of whom nothing is known is waited for."""
    finished = limits.shortest_seconds
    unfinished = finished + UNFINISHED_SHARE * (limits.longest_seconds - finished)
    doubt = 0.5 if done is None else (FINISHED - done) / (FINISHED - UNFINISHED)
    return finished * math.pow(unfinished / finished, min(max(doubt, 0.0), 1.0))


class AdaptivePauses:
    """Says how long to wait, and learns. For one thread.

    Args:
        habits: What was learnt before.
        limits: The user's; may be changed at any time.
        remember: Takes the habits after each turn that changed them.
    """

    def __init__(
        self,
        habits: PauseHabits = PauseHabits(),
        limits: PauseLimits = PauseLimits(),
        remember: Callable[[PauseHabits], None] = lambda habits: None,  # noqa: ARG005 - nobody remembers
    ) -> None:
        self.habits, self.limits = habits, limits
        self._remember, self._remembered = remember, habits
        self._done: float | None = None  # how the pause that goes on was judged

    def wait_seconds(self, done: float | None) -> float:
        """Of silence, before the turn is closed; `done`: the probability that it is complete, None: not known."""
        self._done = done
        return self.habits.wait_seconds(done, self.limits)

    def went_on(self, silence_seconds: float) -> None:
        """The speaker went on after such a pause."""
        self.habits = self.habits.went_on(silence_seconds, self._done, self.limits)
        self._done = None

    def ended(self) -> None:
        """A turn was closed, and nobody went on."""
        self._done = None
        self.habits = self.habits.ended()
        if not math.isclose(self.habits.patience, self._remembered.patience, rel_tol=0.01):
            self._remembered = self.habits
            self._remember(self.habits)


def load(path: Path) -> PauseHabits:
    """What was learnt before; nothing where the file is missing or damaged."""
    try:
        patience = float(json.loads(path.read_text(encoding="utf-8"))["patience"])
    except FileNotFoundError:
        return PauseHabits()
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.warning("How the speaker pauses is learnt anew: %s: %s", path, error)
        return PauseHabits()
    return PauseHabits(min(max(patience, 1.0), MOST_PATIENCE)) if math.isfinite(patience) else PauseHabits()


def save(habits: PauseHabits, path: Path) -> None:
    """Keeps them for the next start; a file that cannot be written is logged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".tmp")
        new.write_text(json.dumps(asdict(habits)), encoding="utf-8")
        new.replace(path)
    except OSError as error:
        log.warning("How the speaker pauses cannot be kept: %s", error)
