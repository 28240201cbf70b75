"""Reading that pauses by itself: after some minutes, or at the end of the chapter, the page … that is being read."""

import asyncio
from collections.abc import Callable

from voiceassistant.reading.events import SleepTimerSet, StopSet
from voiceassistant.reading.plan import Unit


class Stops:
    """What was asked for, and the clock of it. Belongs to a loop. Where exactly it pauses the reader's state knows.

    Args:
        pause: Called when the minutes are over.
        tell: Told what is set, whenever that is another one.
    """

    def __init__(self, pause: Callable[[], None], tell: Callable[[SleepTimerSet | StopSet], None]) -> None:
        self._pause, self._tell = pause, tell
        self._timer: asyncio.TimerHandle | None = None
        self.minutes = 0.0  # of the sleep timer; 0: it is off
        self.unit: Unit | None = None  # at whose end it pauses

    def so_far(self) -> list[SleepTimerSet | StopSet]:
        return [SleepTimerSet(self.minutes), StopSet(self.unit)]

    def sleep_after(self, minutes: float) -> None:
        """In place of the minutes that were asked for before; 0: not any more."""
        self.close()
        if minutes > 0:
            self._timer = asyncio.get_running_loop().call_later(minutes * 60, self._fall_asleep)
        self.minutes = max(0.0, minutes)
        self._tell(SleepTimerSet(self.minutes))

    def after(self, unit: Unit | None) -> None:
        """Pauses at the end of the one that is being read; None: it has, or does not any more."""
        self.unit = unit
        self._tell(StopSet(unit))

    def close(self) -> None:
        """Ends the clock."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _fall_asleep(self) -> None:
        self._pause()
        self.sleep_after(0)
