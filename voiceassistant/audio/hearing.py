"""What is made of the sound: a level, a pre-roll, a recording for the talk key, and hands-free utterances.

Belongs to the listener's thread.
"""

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import numpy as np

from voiceassistant.audio.barge_in import BargeIn, Window
from voiceassistant.audio.compact import compact_encoder
from voiceassistant.audio.echo import Cleaned, EchoCanceller, Windows
from voiceassistant.audio.hands_free import HandsFree, Heeded, Judges, Speech
from voiceassistant.audio.level import Meter
from voiceassistant.audio.recording import Recording
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.utterance import Utterance
from voiceassistant.audio.vad import RATE, SPEECH_PROBABILITY, WINDOW, VoiceActivity
from voiceassistant.errors import AudioError, NothingHeard
from voiceassistant.events import Hearing, HearingChanged

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.032  # that is told, unless `notice_pause_after` says otherwise; of longer ones there are hardly fewer
LEAST_AWAKE_SECONDS = 5.0  # for a question, once the wake phrase was said
AFTER_WAKE_PHRASE_SECONDS = 0.2  # of its end are recorded: whoever goes on without a pause shall lose nothing
NO_SOUND: Samples = np.zeros(0, np.float32)


class WakeWord(Protocol):
    def feed(self, samples: Samples) -> bool:
        """Whether the phrase has just been said. Mono float32, 16 kHz."""
        ...

    def reset(self) -> None: ...


class SoundHearing:
    """Takes in the microphone's sound.

    Args:
        folder: Where recordings go, one WAV file each; made when missing.
        preroll_seconds: How much from before the key went down, or before speech was noticed, is recorded.
        tell: Takes what happens hands-free.
        on_problem: Told when a recording cannot be kept.
        echo: Takes our own voice out; None: nothing does.
    """

    def __init__(
        self,
        folder: Path,
        preroll_seconds: float,
        tell: Callable[[Speech | HearingChanged], None],
        on_problem: Callable[[AudioError], None],
        echo: EchoCanceller | None = None,
    ) -> None:
        self.meter = Meter(RATE)
        self.state = Hearing.OFF
        self._folder, self._tell, self._on_problem, self._echo = folder, tell, on_problem, echo
        self._preroll_samples = round(preroll_seconds * RATE)
        self._preroll = NO_SOUND
        self._activity: VoiceActivity | None = None
        self._windows = Windows(WINDOW)  # of the same sound as the voice activity's, with what it was made of
        self._barge_in = BargeIn()
        self._recording: Recording | None = None  # that the talk key began
        self._speech_seconds = 0.0  # in it
        self._hands_free: HandsFree | None = None
        self._on = self._muted = False
        self._pause_seconds = PAUSE_SECONDS
        self._wake: WakeWord | None = None
        self._follow_up_seconds = 0.0
        self._awake_until = 0.0
        self._heard_until = 0.0
        self._names = 0

    # --- what the user chooses ----------------------------------------------------------------------------------------

    def prepare(self, judges: Judges, post: Callable[[Callable[[], None]], None]) -> None:
        """Called as the thread begins, before anything else; loads models and libraries, some 100 ms."""
        self._activity = self._activity or VoiceActivity()
        compact_encoder()  # its library loads now, not as the first recording begins
        self._hands_free = HandsFree(judges, self._new_recording, self._tell, self._on_problem, post)
        self._hands_free.notice_pause_after(self._pause_seconds)

    def hands_free(self, on: bool) -> None:
        """Whether it listens by itself."""
        if on and not self._on:
            self._hear_anew()
            self._get_ready()
        self._on, self._awake_until = on, 0.0
        if not on:
            self.drop_speech()
        self._tell_state()

    def _get_ready(self) -> None:
        if self._hands_free is not None:
            self._hands_free.get_ready()

    def use_wake_phrase(self, wake: WakeWord | None, follow_up_seconds: float) -> None:
        """Hands-free, it listens only after the phrase; None: at once."""
        self._wake, self._follow_up_seconds, self._awake_until = wake, follow_up_seconds, 0.0
        self._tell_state()

    def notice_pause_after(self, seconds: float) -> None:
        """How long a pause within speech has to be to be told."""
        self._pause_seconds = seconds
        if self._hands_free is not None:
            self._hands_free.notice_pause_after(seconds)

    def mute(self, on: bool) -> None:
        """Hears nothing, but for what is said while the talk key is down."""
        self._muted = on
        if on:
            self.drop_speech()
        self._tell_state()

    def drop_speech(self) -> None:
        """Forgets what is being said hands-free."""
        if self._hands_free is not None:
            self._hands_free.drop()

    def expect_more(self, speech_seconds: float) -> None:
        """What was said hands-free until a pause, with so much speech in it, breaks off."""
        if self._hands_free is not None:
            self._hands_free.expect_more(speech_seconds)

    def next_utterance(self, answering: bool) -> None:
        """The last utterance has its answer, which is being spoken or is over: what is said now is another one."""
        if self._hands_free is not None:
            self._hands_free.settle()
        self._awake_until = float("inf") if answering else self._heard_until + self._follow_up_seconds
        self._tell_state()

    # --- sound --------------------------------------------------------------------------------------------------------

    def new_microphone(self) -> None:
        """What was learnt of the echo is void."""
        if self._echo is not None:
            self._echo.reset()
        self._barge_in = BargeIn()
        self._hear_anew()

    def hear(self, sound: Samples, heard_until: float) -> None:
        """Takes mono float32 at 16 kHz, whose last sample was at the microphone at `heard_until` (monotonic)."""
        self._heard_until = heard_until
        if not len(sound):
            return
        if self._muted and self._recording is None:
            self._preroll = NO_SOUND
            self.meter.reset()
            return
        piece = self._echo.process(sound, heard_until) if self._echo else Cleaned.untouched(sound)
        self.meter.feed(piece.samples)
        if self._recording is not None:
            self._recording.feed(piece.samples)
            self._speech_seconds += _speech_seconds(probability for probability, _ in self._judged(piece))
            return
        if self._preroll_samples:
            self._preroll = np.concatenate((self._preroll, piece.samples))[-self._preroll_samples :]
        if self._on:
            self._hear_hands_free(piece, heard_until)

    def _hear_hands_free(self, piece: Cleaned, heard_until: float) -> None:
        assert self._hands_free is not None
        assert self._activity is not None
        if self._asleep and not self._wakes(piece.samples, heard_until):
            self._tell_state()
            return
        windows = self._heed(piece)
        self._hands_free.hear(piece.samples, windows, self._preroll, heard_until - self._activity.pending_seconds)
        self._tell_state()

    def _wakes(self, sound: Samples, heard_until: float) -> bool:
        if self._wake is None or not self._wake.feed(sound):
            return False
        self._awake_until = heard_until + max(self._follow_up_seconds, LEAST_AWAKE_SECONDS)
        self._preroll = self._preroll[-round(AFTER_WAKE_PHRASE_SECONDS * RATE) :]  # the question follows
        self._hear_anew()
        self._tell_state()
        return True

    def _judged(self, piece: Cleaned) -> list[tuple[float, Cleaned]]:
        """Each window that is now complete, with the probability that there is speech in it."""
        assert self._activity is not None
        return list(zip(self._activity.feed(piece.samples), self._windows.feed(piece), strict=True))

    def _heed(self, piece: Cleaned) -> list[Heeded]:
        """What hands-free hearing thinks of each window."""
        windows = self._judged(piece)
        if self._echo is None or not self._echo.active:
            self._barge_in.rest()
            return [Heeded(probability) for probability, _ in windows]
        return [self._over_playback(probability, window) for probability, window in windows]

    def _over_playback(self, probability: float, window: Cleaned) -> Heeded:
        """While something is played only what is clearly the user counts as speech."""
        is_user = self._barge_in.feed(Window.of(probability, window))
        return Heeded(probability, sure=True) if is_user else Heeded(0.0)

    def _hear_anew(self) -> None:
        """What comes does not go on from what was heard."""
        if self._activity is not None:
            self._activity.reset()
        self._windows = Windows(WINDOW)

    @property
    def _asleep(self) -> bool:
        """Whether it waits for the wake phrase."""
        busy = self._hands_free is not None and self._hands_free.active
        return self._wake is not None and not busy and self._heard_until >= self._awake_until

    # --- the talk key -------------------------------------------------------------------------------------------------

    def begin(self, path: Path) -> None:
        """Starts a recording with the pre-roll, or takes over what is being recorded hands-free."""
        self.keep()
        assert self._activity is not None
        taken, speech = self._hands_free.hand_over() if self._hands_free else (None, 0.0)
        if taken is not None:
            self._recording, self._speech_seconds = taken, speech
        else:
            self._hear_anew()
            self._recording = Recording(path)
            self._recording.feed(self._preroll)
            before = self._judged(Cleaned.untouched(self._preroll))
            self._speech_seconds = _speech_seconds(probability for probability, _ in before)
        self._preroll = NO_SOUND  # the next recording shall not begin with this one's end

    def end(self, ended_at: float) -> Utterance:
        """Raises NothingHeard, AudioFileError."""
        recording, self._recording = self._recording, None
        if recording is None:
            raise NothingHeard("Nothing was being recorded")
        return recording.finish(ended_at, self._speech_seconds)

    @property
    def attentive(self) -> bool:
        """Whether milliseconds count: somebody speaks hands-free, or the assistant does."""
        speaks = self._hands_free is not None and self._hands_free.active
        return self._on and (speaks or (self._echo is not None and self._echo.active))

    @property
    def recording(self) -> bool:
        """Whether the talk key's recording is under way."""
        return self._recording is not None

    def drop(self) -> None:
        """Forgets what is being recorded, by the key or hands-free."""
        recording, self._recording = self._recording, None
        if recording is not None:
            recording.discard()
        self.drop_speech()

    def keep(self) -> None:
        """Closes a recording that nobody ended: nothing said is lost."""
        recording, self._recording = self._recording, None
        if recording is not None:
            try:
                recording.finish(time.monotonic(), self._speech_seconds)
            except AudioError as error:
                log.warning("A recording nobody ended is incomplete: %s", error)

    def lose(self) -> None:
        """The microphone is gone or closed; what was said hands-free is all."""
        if self._hands_free is not None:
            self._hands_free.close_now(self._heard_until)
        self._preroll = NO_SOUND
        self.meter.reset()

    # --- within -------------------------------------------------------------------------------------------------------

    def _new_recording(self) -> Recording:
        self._names += 1
        return Recording(self._folder / f"{time.strftime('%Y%m%d-%H%M%S')}-heard-{self._names}.wav")

    def _tell_state(self) -> None:
        now = Hearing.OFF
        if self._muted:
            now = Hearing.MUTED
        elif self._on:
            now = Hearing.WAITING if self._asleep else Hearing.LISTENING
        if now is Hearing.WAITING and self.state is not now and self._wake is not None:
            self._wake.reset()  # what it heard before is another sentence
        if now is not self.state:
            self.state = now
            self._tell(HearingChanged(now))


def _speech_seconds(probabilities: Iterable[float]) -> float:
    return sum(probability >= SPEECH_PROBABILITY for probability in probabilities) * WINDOW / RATE
