"""When somebody begins to speak, pauses, goes on and is done, from one probability of speech every 32 ms. Pure."""

import math
from dataclasses import dataclass, replace
from enum import Enum

from voiceassistant.audio.vad import RATE, WINDOW

WINDOW_SECONDS = WINDOW / RATE


class Heard(Enum):
    STARTED = "somebody begins to speak"
    PAUSED = "a short pause: it may be the end"
    RESUMED = "the same utterance goes on"
    ENDED = "the pause is long enough"
    DROPPED = "it was too short to be speech"


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as what; probabilities 0 to 1, the rest in windows of 32 ms."""

    speech: float = 0.5  # a window at least this probable is speech
    silence: float = 0.35  # one that is less is silence; between the two goes on what was
    onset: int = 3  # so many windows of speech in a row are somebody who begins
    resumption: int = 2  # the same after a short pause: a click shall not undo the guess
    short_pause: int = 2  # of silence in a row
    least: int = 4  # windows of speech in all; less is a click or a cough


DEFAULT_LIMITS = Limits()


class _State(Enum):
    QUIET = 0
    SPEAKING = 1
    PAUSING = 2
    CLOSED = 3  # taken for complete; until `settle`, more speech still belongs to it


class Segments:
    """Feeds on probabilities, in order; time is the number of windows.

    Args:
        limits: What counts as what.
        close_after_seconds: The pause that ends an utterance, until `close_after` says otherwise.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS, close_after_seconds: float = 1.0) -> None:
        self._limits = limits
        self._usual_wait = close_after_seconds
        self.reset()

    def reset(self) -> None:
        """Forgets what was being said."""
        self._state = _State.QUIET
        self._speech = self._silence = self._run = 0  # windows: of speech; of silence at the end; of speech in a row
        self._close_after(self._usual_wait)

    @property
    def active(self) -> bool:
        """Whether an utterance is open: begun, and not yet ended or dropped."""
        return self._state in (_State.SPEAKING, _State.PAUSING)

    @property
    def silence_seconds(self) -> float:
        """How long it has been silent since the last speech of the open utterance."""
        return self._silence * WINDOW_SECONDS

    @property
    def speech_seconds(self) -> float:
        """How much of the utterance is speech."""
        return self._speech * WINDOW_SECONDS

    def close_after(self, seconds: float) -> None:
        """How long the pause that goes on now has to be to end the utterance; the next pause waits as usual."""
        self._close_after(seconds)

    @property
    def closed_seconds(self) -> float:
        """How long it has been silent in an utterance that ended and is not settled; 0 where there is none."""
        return self._silence * WINDOW_SECONDS if self._state is _State.CLOSED else 0.0

    def notice_pause_after(self, seconds: float) -> None:
        """How long a short pause has to be to be told."""
        self._limits = replace(self._limits, short_pause=max(1, round(seconds / WINDOW_SECONDS)))

    def usual_wait(self, seconds: float) -> None:
        """How long a pause has to be where nothing better is known."""
        self._usual_wait = seconds
        if self._state is not _State.PAUSING:
            self._close_after(seconds)

    def settle(self) -> None:
        """What was ended stays so: speech from now on is another utterance."""
        if self._state is _State.CLOSED:
            self.reset()

    def feed(self, probability: float, *, sure: bool = False) -> Heard | None:
        """Takes the next window's probability and says what that changes.

        `sure`: whoever speaks has been found to be the user, so that one window is enough to begin.
        """
        limits = self._limits
        if probability >= limits.speech:
            self._run += 1
        elif probability < limits.silence:
            self._run = 0
        match self._state:
            case _State.QUIET:
                return self._begin() if sure or self._run >= limits.onset else None
            case _State.CLOSED:
                self._silence += 1  # when somebody goes on after all, it tells how long to wait for him
                return self._resume() if sure or self._run >= limits.onset else None
            case _State.SPEAKING:
                return self._while_speaking(probability)
            case _State.PAUSING:
                return self._while_pausing()

    def _begin(self) -> Heard:
        self._state, self._speech, self._silence = _State.SPEAKING, self._run, 0
        return Heard.STARTED

    def _resume(self) -> Heard:
        self._speech += self._run
        self._state, self._silence = _State.SPEAKING, 0
        self._close_after(self._usual_wait)
        return Heard.RESUMED

    def _while_speaking(self, probability: float) -> Heard | None:
        self._count(probability)
        if self._silence < self._limits.short_pause:
            return None
        self._state = _State.PAUSING
        return Heard.PAUSED

    def _while_pausing(self) -> Heard | None:
        if self._run >= self._limits.resumption:
            return self._resume()
        self._silence += 1
        if self._silence < self._wait_windows:
            return None
        if self._speech < self._limits.least:
            self.reset()
            return Heard.DROPPED
        self._state = _State.CLOSED
        return Heard.ENDED

    def _count(self, probability: float) -> None:
        if probability < self._limits.silence:
            self._silence += 1
        else:
            self._silence = 0
            self._speech += probability >= self._limits.speech

    def _close_after(self, seconds: float) -> None:
        self._wait_windows = max(self._limits.short_pause + 1, math.ceil(seconds / WINDOW_SECONDS))
