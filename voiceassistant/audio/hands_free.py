"""Hands-free hearing: what is said is recorded from its first syllable until a pause that is long enough.

Belongs to the listener's thread.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voiceassistant.audio.recording import Recording
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.segments import Heard, Segments
from voiceassistant.audio.vad import RATE
from voiceassistant.errors import AudioError
from voiceassistant.events import SpeechDropped, SpeechEnded, SpeechPaused, SpeechResumed, SpeechStarted

JUDGED_AFTER_SECONDS = 0.19  # of silence: earlier the model hears too little of the pause
REJOIN_SECONDS = 4.0  # of silence, after which what is said is another question, answered or not
JUDGED_SECONDS = 8.0  # of sound is all that it takes into account

Speech = SpeechStarted | SpeechPaused | SpeechResumed | SpeechEnded | SpeechDropped

log = logging.getLogger(__name__)


class PauseRule(Protocol):
    """How long a pause has to be."""

    def wait_seconds(self, done: float | None) -> float:
        """Of silence, before the turn is closed; `done`: the probability that it is complete, None: not known."""
        ...

    def went_on(self, silence_seconds: float) -> None:
        """The speaker went on after such a pause."""
        ...

    def ended(self) -> None:
        """A turn was closed, and nobody went on."""
        ...


class TurnModel(Protocol):
    def probability(self, samples: Samples) -> float | None:
        """That what was said is complete; None: not known. Mono float32, 16 kHz; takes some tens of milliseconds."""
        ...

    def warm(self) -> None:
        """Loads it, in half a second, so that the first answer does not wait for that."""
        ...


@dataclass(frozen=True, slots=True)
class Judges:
    """Who decides when a turn is over.

    Args:
        pauses: How long a pause has to be.
        model: Tells a complete sentence from one that goes on; None: not to be had, pauses alone decide.
        workers: Where the model runs, so that hearing does not wait for it.
    """

    pauses: PauseRule
    model: TurnModel | None
    workers: Executor


@dataclass(frozen=True, slots=True)
class Heeded:
    """32 ms of sound."""

    probability: float  # that the user speaks, 0 to 1
    sure: bool = False  # that it is the user and not the loudspeaker; while that plays, it takes some windows to be so


class HandsFree:
    """Finds utterances in the sound it is fed.

    Args:
        judges: Who decides when a turn is over.
        new_recording: Begins the next recording. Raises AudioFileError.
        tell: Takes what happens.
        on_problem: Told when a recording cannot be kept.
        post: Has work done on this thread, soon.
    """

    def __init__(
        self,
        judges: Judges,
        new_recording: Callable[[], Recording],
        tell: Callable[[Speech], None],
        on_problem: Callable[[AudioError], None],
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._judges = judges
        self._new_recording, self._tell, self._on_problem, self._post = new_recording, tell, on_problem, post
        self._segments = Segments(close_after_seconds=judges.pauses.wait_seconds(None))
        self._recording: Recording | None = None
        self._said: list[Samples] = []  # the utterance's sound, until it is settled
        self._pauses = 0  # their number: a judgement that comes late belongs to an earlier one
        self._judged = True
        self._broken_off = 0  # the number of the pause before which the words break off

    @property
    def active(self) -> bool:
        """Whether somebody is being recorded."""
        return self._recording is not None

    def hear(self, sound: Samples, windows: list[Heeded], preroll: Samples, heard_until: float) -> None:
        """Takes the next sound.

        Args:
            sound: Mono float32, 16 kHz.
            windows: What is thought of each window of 32 ms that this sound completes.
            preroll: What was heard until now, this sound included; an utterance begins with it.
            heard_until: When the sound's last sample was at the microphone, seconds, monotonic.
        """
        if self._said:
            self._said.append(sound)
            if self._recording is not None:
                self._recording.feed(sound)
        for window in windows:
            silence = self._segments.silence_seconds
            match self._segments.feed(window.probability, sure=window.sure):
                case Heard.STARTED:
                    self._start(preroll)
                case Heard.PAUSED:
                    self._pause(heard_until)
                case Heard.RESUMED:
                    self._resume(silence)
                case Heard.ENDED:
                    self._end(heard_until)
                case Heard.DROPPED:
                    self.drop()
        self._judge_pause()
        if self._segments.closed_seconds > REJOIN_SECONDS:
            self.settle()

    def notice_pause_after(self, seconds: float) -> None:
        """How long a pause has to be for `SpeechPaused`: work begins there that may be thrown away."""
        self._segments.notice_pause_after(seconds)

    def get_ready(self) -> None:
        """Called when it is switched on: the model takes 90 MB, which nobody should pay for who does not use it."""
        if self._judges.model is not None:
            self._judges.workers.submit(self._judges.model.warm)

    def settle(self) -> None:
        """The utterance that ended is being answered: what is said now is another one."""
        if self._recording is None:
            if self._said:
                self._judges.pauses.ended()
            self._said = []
            self._segments.settle()

    def expect_more(self, speech_seconds: float) -> None:
        """The words before a pause break off, so it has to be longer, however the voice sounds.

        Args:
            speech_seconds: Of its SpeechPaused; where more was said since, it is too late.
        """
        if self._segments.speech_seconds == speech_seconds:
            self._broken_off = self._pauses
            self._segments.close_after(self._judges.pauses.wait_seconds(0.0))

    def drop(self) -> None:
        """Forgets what is being said."""
        was_active = self.active
        recording, self._recording = self._recording, None
        self._forget()
        if recording is not None:
            recording.discard()
        if was_active:
            self._tell(SpeechDropped())

    def hand_over(self) -> tuple[Recording | None, float]:
        """Gives the recording under way to whoever records now, with the seconds of speech in it."""
        recording, self._recording = self._recording, None
        speech = self._segments.speech_seconds if recording is not None else 0.0
        self._forget()
        return recording, speech

    def close_now(self, heard_until: float) -> None:
        """The microphone goes away: what was said until now is all."""
        if self._recording is not None:
            self._end(heard_until)
        self._forget()

    def _forget(self) -> None:
        self._said = []
        self._segments.reset()

    def _start(self, preroll: Samples) -> None:
        self._said = [preroll]
        if self._begin_recording():
            self._tell(SpeechStarted())

    def _begin_recording(self) -> bool:
        try:
            self._recording = self._new_recording()
        except AudioError as error:
            self._fail(error)
            return False
        for sound in self._said:
            self._recording.feed(sound)
        return True

    def _pause(self, heard_until: float) -> None:
        self._pauses += 1
        self._judged = False
        if self._recording is None:
            return
        try:
            utterance = self._recording.snapshot(self._speech_end(heard_until), self._segments.speech_seconds)
        except AudioError as error:
            self._fail(error)
        else:
            self._tell(SpeechPaused(utterance))

    def _resume(self, silence_seconds: float) -> None:
        self._judged = True
        self._judges.pauses.went_on(silence_seconds)
        self._segments.usual_wait(self._judges.pauses.wait_seconds(None))
        if self._recording is not None or self._begin_recording():
            self._tell(SpeechResumed())

    def _end(self, heard_until: float) -> None:
        self._judged = True
        recording, self._recording = self._recording, None
        if recording is None:
            return
        try:
            utterance = recording.finish(self._speech_end(heard_until), self._segments.speech_seconds)
        except AudioError as error:
            self._fail(error)
        else:
            self._tell(SpeechEnded(utterance))

    def _fail(self, error: AudioError) -> None:
        self._recording = None
        self._forget()
        self._tell(SpeechDropped())
        self._on_problem(error)

    def _speech_end(self, heard_until: float) -> float:
        return heard_until - self._segments.silence_seconds

    # --- whether a pause is the end -----------------------------------------------------------------------------------

    def _judge_pause(self) -> None:
        model = self._judges.model
        if self._judged or self._segments.silence_seconds < JUDGED_AFTER_SECONDS:
            return
        self._judged = True
        if model is None:
            return
        number = self._pauses
        judging = self._judges.workers.submit(model.probability, self._last_said())
        judging.add_done_callback(lambda done: self._post(lambda: self._close_as_judged(number, done)))

    def _close_as_judged(self, pause: int, judging: "Future[float | None]") -> None:
        if judging.cancelled() or pause != self._pauses or not self._segments.active:
            return
        if pause == self._broken_off:
            return
        if error := judging.exception():
            log.warning("the end of a turn is not judged: %s", error)
            return
        self._segments.close_after(self._judges.pauses.wait_seconds(judging.result()))

    def _last_said(self) -> Samples:
        """The utterance's last seconds."""
        wanted, pieces = round(JUDGED_SECONDS * RATE), []
        for sound in reversed(self._said):
            pieces.append(sound)
            wanted -= len(sound)
            if wanted <= 0:
                break
        return np.concatenate(pieces[::-1])[-round(JUDGED_SECONDS * RATE) :]
