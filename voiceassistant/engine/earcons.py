"""Which sound is played when, so that nobody need look at the window: it heard you, it thinks, it stopped listening."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from voiceassistant.engine.ports import Playback
from voiceassistant.events import Event, Hearing, HearingChanged, Phase, PhaseChanged

THINKING_AFTER_SECONDS = 1.0  # most answers are there by then
THINKING_EVERY_SECONDS = 2.5

_OPENNESS = {Hearing.OFF: 0, Hearing.MUTED: 0, Hearing.WAITING: 1, Hearing.LISTENING: 2}  # of the ear


class Earcon(Enum):
    HEARD = "heard"
    THINKING = "thinking"
    STOPPED = "stopped"


class QuietPlayer(Protocol):
    def begin_if_silent(self) -> Playback | None:
        """A sound that gives way to every other; None while one plays or is about to."""
        ...


@dataclass(frozen=True, slots=True)
class Moment:
    """What the sounds depend on."""

    phase: Phase = Phase.READY
    hearing: Hearing = Hearing.OFF
    woken: bool = False  # by the wake phrase, and nothing was said since
    thinking_due: float | None = None  # when to say that it still thinks; seconds, on the caller's clock


def after(moment: Moment, event: Event, now: float) -> tuple[Moment, Earcon | None]:
    """Returns the next moment and the sound that is due at once. Pure."""
    match event:
        case PhaseChanged(phase=phase):
            due = now + THINKING_AFTER_SECONDS if phase is Phase.THINKING else None
            changed = replace(moment, phase=phase, woken=False, thinking_due=due)
            begins = phase is Phase.LISTENING and moment.phase is not Phase.THINKING  # else it is the same question
            heard = begins and event.by_ear and not moment.woken
            return changed, Earcon.HEARD if heard else None
        case HearingChanged(hearing=hearing):
            woken = (moment.hearing, hearing) == (Hearing.WAITING, Hearing.LISTENING)
            woken = woken and moment.phase is Phase.READY  # else it is an answer after which one may go on
            changed = replace(moment, hearing=hearing, woken=woken)
            if woken:
                return changed, Earcon.HEARD
            stopped = _OPENNESS[hearing] < _OPENNESS[moment.hearing]
            return changed, Earcon.STOPPED if stopped and moment.phase is Phase.READY else None
    return moment, None


def when_due(moment: Moment, now: float) -> tuple[Moment, Earcon | None]:
    """The same for when nothing happens but that time passes. Pure."""
    if moment.thinking_due is None or now < moment.thinking_due:
        return moment, None
    return replace(moment, thinking_due=now + THINKING_EVERY_SECONDS), Earcon.THINKING


class Earcons:
    """Plays them. Belongs to the engine's loop, but for `wanted`.

    Args:
        player: Plays nothing of it over anything else.
        sounds: Mono 16-bit PCM at 24 kHz.
        clock: Seconds, monotonic.
    """

    def __init__(
        self, player: QuietPlayer, sounds: Mapping[Earcon, bytes], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.wanted: frozenset[Earcon] = frozenset()
        self._player, self._sounds, self._clock = player, sounds, clock
        self._moment = Moment()
        self._timer: asyncio.TimerHandle | None = None
        self._playback: Playback | None = None

    def on_event(self, event: Event) -> None:
        if not isinstance(event, (PhaseChanged, HearingChanged)):
            return
        before = self._moment
        self._moment, sound = after(before, event, self._clock())
        if self._moment.phase is not before.phase:
            self._silence()  # what it said is over, and a recording may begin
        self._play(sound)
        self._wait()

    def close(self) -> None:
        self._stop_timer()
        self._silence()

    def _on_time(self) -> None:
        self._moment, sound = when_due(self._moment, self._clock())
        self._play(sound)
        self._wait()

    def _play(self, sound: Earcon | None) -> None:
        if sound is None or sound not in self.wanted:
            return
        if playback := self._player.begin_if_silent():
            self._playback = playback
            playback.write(self._sounds[sound])
            playback.finish()

    def _silence(self) -> None:
        playback, self._playback = self._playback, None
        if playback is not None:
            playback.stop()

    def _wait(self) -> None:
        self._stop_timer()
        if self._moment.thinking_due is not None:
            seconds = max(0.0, self._moment.thinking_due - self._clock())
            self._timer = asyncio.get_running_loop().call_later(seconds, self._on_time)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
