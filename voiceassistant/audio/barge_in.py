"""Who speaks while the assistant speaks: the user over it, or what is left of its own voice. Pure."""

from dataclasses import dataclass

import numpy as np

from voiceassistant.audio.echo import Cleaned
from voiceassistant.audio.level import FLOOR_DBFS, dbfs, rms
from voiceassistant.audio.reference import RATE

WINDOW_SECONDS = 0.032

# How much speech decides: windows' probabilities, as far as they exceed what is usual in an echo's rest, are added up.
DOUBT = 0.3
ENOUGH = 0.5  # one very clear window, or two fair ones
ENOUGH_IN_DOUBT = 0.9  # while the canceller learns, and in rooms where it leaves much of the echo
MUCH_LEFT_DB = -25.0
SILENT_WINDOWS = 8  # in a row, after which what comes next is another beginning

# What is left of the echo lies below the sound that caused it by at least this at first, while the canceller learns the
# room; then by what was measured.
LEFT_AT_FIRST_DB = -14.0
LEFT_AT_MOST_DB = -13.0  # else a bad canceller would lock the user out for good
LEARNING_WINDOWS = round(2.0 / WINDOW_SECONDS)  # of something played
RISES, FALLS = 0.1, 0.01  # of the way to what is measured, each window
ECHO_SHARE = 0.05  # the same, for how loud the echo is itself
LOUDER_DB = 4.0
SPEECH_RANGE_DB = 20.0
ROOM_FALLS_DB = 1.0  # a window, while the room still answers: slower than any room, as the canceller lags behind it
# When the sound pauses, the room's answer only falls: whoever speaks then makes the microphone's level rise.
PAUSE_DB = 10.0
RISE_DB = 3.0
LOUDER_THAN_ECHO_DB = 12.0  # so much above what the echo usually is, the microphone hears somebody
PLAYED_DBFS = -45.0  # quieter sound tells nothing about the echo

# "Mm-hm" is a hum through the nose, with hardly anything above 1 kHz; words have that as soon as their first vowel.
TREBLE_HERTZ = 1_000.0
HUM_DB = -25.0
# A cough begins with a burst that is much louder than the voice behind it; in words the vowel is the loudest.
BURST_WINDOWS = 8
BURST_DB = 5.0
DULLED_DB = 6.0
HELD_WINDOWS = round(0.6 / WINDOW_SECONDS)  # an "mm-hm" and a cough are over by then


@dataclass(frozen=True, slots=True)
class Window:
    """32 ms of the microphone.

    Attributes:
        probability: That it is speech, 0..1, of the cleaned sound.
        cleaned_dbfs: Its level without the echo.
        microphone_dbfs: Its level with it.
        reference_dbfs: The level of what was played.
        treble_db: What part of the cleaned sound's power lies above 1 kHz.
        leaks: Whether the microphone hears the loudspeaker at all.
    """

    probability: float
    cleaned_dbfs: float
    microphone_dbfs: float
    reference_dbfs: float
    treble_db: float = 0.0
    leaks: bool = True

    @classmethod
    def of(cls, probability: float, sound: Cleaned) -> "Window":
        power = np.abs(np.fft.rfft(sound.samples * np.hanning(len(sound.samples)))) ** 2
        treble = power[round(TREBLE_HERTZ * len(sound.samples) / RATE) :].sum() / (power.sum() + 1e-12)
        cleaned, microphone, reference = (
            dbfs(rms(part)) for part in (sound.samples, sound.microphone, sound.reference)
        )
        return cls(probability, cleaned, microphone, reference, 10.0 * float(np.log10(treble + 1e-6)), sound.leaks)


class BargeIn:
    """Fed with each window while something is played, in order; `rest` when nothing is any more.

    What it has learnt of the echo holds for one microphone and one speaker: another one wants another rule.

    In words: enough windows are speech, they are louder than what is left of the echo, they are more than a hum, and no
    burst came before them. Hums, and what follows a burst, count when they go on for HELD_WINDOWS.
    """

    def __init__(self) -> None:
        self._left_db = LEFT_AT_FIRST_DB
        self._echo_dbfs = FLOOR_DBFS  # the sound whose echo may still be there
        self._lowest_dbfs = 0.0  # of the microphone since the sound paused
        self._echo_db = 0.0  # how much louder the echo is than the sound that caused it, mostly
        self._learnt = 0  # windows in which the echo's rest was measured
        self._evidence = 0.0
        self._windows = self._silent = 0  # since it began; without speech, in a row
        self._loudest_dbfs = FLOOR_DBFS  # of the speech since it began
        self._before = [FLOOR_DBFS] * BURST_WINDOWS  # the levels of the latest windows without speech
        self._power = self._treble = 0.0  # of the speech since it began, all of it and above 1 kHz
        self._speaking = False

    @property
    def left_db(self) -> float:
        """How much quieter than the sound that caused it what is left of the echo is."""
        return self._left_db if self._learnt >= LEARNING_WINDOWS else max(self._left_db, LEFT_AT_FIRST_DB)

    @property
    def residual_dbfs(self) -> float:
        """How loud what is left of the echo may be now."""
        return self._echo_dbfs + self.left_db

    def feed(self, window: Window) -> bool:
        """Returns whether the user is speaking, from when that is sure until a quarter of a second of silence."""
        echo_dbfs = max(window.reference_dbfs, self._echo_dbfs - ROOM_FALLS_DB)
        self._echo_dbfs = echo_dbfs if window.leaks else FLOOR_DBFS
        dies_away = self._dies_away(window)
        if window.probability >= DOUBT and window.cleaned_dbfs > self._least_dbfs and not dies_away:
            self._add(window)
        else:
            self._pass(window)
        return self._speaking

    @property
    def _least_dbfs(self) -> float:
        """What is quieter is the echo's rest, or the pause behind speech, in which the detector goes on for a while."""
        return max(self.residual_dbfs + LOUDER_DB, self._loudest_dbfs - SPEECH_RANGE_DB)

    def rest(self) -> None:
        """Nothing is played any more, for now: forgets who spoke, but not what the echo is like."""
        self._forget()
        self._echo_dbfs = FLOOR_DBFS

    def _dies_away(self, window: Window) -> bool:
        """Whether it is only the room's answer to what was played that is still heard."""
        pauses = window.reference_dbfs < self._echo_dbfs - PAUSE_DB and self._echo_dbfs > PLAYED_DBFS
        self._lowest_dbfs = min(self._lowest_dbfs, window.microphone_dbfs) if pauses else window.microphone_dbfs
        if not pauses or self.left_db <= MUCH_LEFT_DB or self._louder_than_echo(window):
            return False
        return window.microphone_dbfs < self._lowest_dbfs + RISE_DB

    def _louder_than_echo(self, window: Window) -> bool:
        is_known = self._learnt >= LEARNING_WINDOWS
        return is_known and window.microphone_dbfs > self._echo_dbfs + self._echo_db + LOUDER_THAN_ECHO_DB

    def _add(self, window: Window) -> None:
        self._silent = 0
        self._windows += 1
        self._evidence += window.probability - DOUBT
        self._loudest_dbfs = max(self._loudest_dbfs, _user_dbfs(window))
        self._power += 10.0 ** (window.cleaned_dbfs / 10.0)
        self._treble += 10.0 ** ((window.cleaned_dbfs + window.treble_db) / 10.0)
        doubtful = self._hums or self._after_burst
        enough = ENOUGH_IN_DOUBT if window.leaks and self.left_db > MUCH_LEFT_DB else ENOUGH
        if self._evidence >= enough and (not doubtful or self._windows >= HELD_WINDOWS):
            self._speaking = True

    @property
    def _hums(self) -> bool:
        return bool(self._treble < self._power * 10.0 ** (HUM_DB / 10.0))

    @property
    def _after_burst(self) -> bool:
        return max(self._before) > self._loudest_dbfs + BURST_DB

    def _pass(self, window: Window) -> None:
        if self._echo_dbfs > PLAYED_DBFS and window.probability < DOUBT:
            self._measure(window)
        if not self._windows:
            self._before = [*self._before[1:], _user_dbfs(window)]
            return
        self._windows += 1
        self._silent += 1
        if self._silent >= SILENT_WINDOWS:
            self._forget()

    def _forget(self) -> None:
        self._evidence, self._windows, self._silent = 0.0, 0, 0
        self._power, self._treble, self._loudest_dbfs, self._speaking = 0.0, 0.0, FLOOR_DBFS, False
        self._before = [FLOOR_DBFS] * BURST_WINDOWS

    def _measure(self, window: Window) -> None:
        self._learnt += 1
        self._echo_db += ECHO_SHARE * (window.microphone_dbfs - self._echo_dbfs - self._echo_db)
        left_db = window.cleaned_dbfs - self._echo_dbfs
        share = RISES if left_db > self._left_db else FALLS
        self._left_db = min(LEFT_AT_MOST_DB, self._left_db + share * (left_db - self._left_db))


def _user_dbfs(window: Window) -> float:
    """How loud the user is: the canceller takes the edge off a sudden sound, the microphone has the echo in it, too."""
    return min(window.microphone_dbfs, window.cleaned_dbfs + DULLED_DB)
