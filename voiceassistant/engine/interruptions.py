"""What is said while the assistant speaks: meant for it, or nothing that should stop it."""

import asyncio
from collections.abc import Callable

from voiceassistant.engine.turn import Turn
from voiceassistant.events import (
    Input,
    InterruptionJudged,
    Phase,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    Utterance,
)
from voiceassistant.text.interruption import is_backchannel, is_echo

MEANT_SECONDS = 1.4  # whoever talks for so long without a pause means it; "right, I see" is over by then
UNHEARD_SECONDS = 0.6  # of speech, where its words cannot be had
ECHO_SECONDS = 3.0  # after an answer's end the room, or the transcription of it, may still bring it back


class Interruptions:
    """Belongs to the engine's loop.

    Args:
        clock: Seconds, monotonic.
        handle: Takes the judgement.
    """

    def __init__(self, clock: Callable[[], float], handle: Callable[[Input], None]) -> None:
        self._clock, self._handle = clock, handle
        self._timer: asyncio.TimerHandle | None = None
        self._being_said: Callable[[], str] = str
        self._said, self._said_at = "", 0.0

    def speaking(self, being_said: Callable[[], str]) -> None:
        """An answer begins, which can say what of it may be in an ear."""
        self._being_said = being_said

    def spoken(self) -> None:
        """It is over."""
        self._said, self._said_at = self._being_said(), self._clock()
        self._being_said = str

    def follow(self, turn: Turn, event: Input) -> None:
        """Called after every input. Speech over an answer that goes on and on is meant."""
        if turn.phase is not Phase.PAUSED or isinstance(event, (SpeechPaused, SpeechStarted, SpeechResumed)):
            self._stop_timer()
        if turn.phase is Phase.PAUSED and isinstance(event, (SpeechStarted, SpeechResumed)):
            meant = InterruptionJudged(turn.number, meant=True)
            self._timer = asyncio.get_running_loop().call_later(MEANT_SECONDS, self._handle, meant)

    def meant(self, words: str | None, utterance: Utterance) -> bool:
        """Whether something said over the answer concerns it. `words`: "" none, None: they cannot be had."""
        if words is None:
            return utterance.speech_seconds >= UNHEARD_SECONDS
        return bool(words) and not is_backchannel(words)

    def is_ours(self, words: str) -> bool:
        """Whether these are our own words, come back through the microphone."""
        if (said := self._being_said()) and is_echo(words, said):
            return True
        return self._clock() - self._said_at < ECHO_SECONDS and is_echo(words, self._said)

    def close(self) -> None:
        self._stop_timer()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
