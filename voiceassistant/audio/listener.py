"""The listener thread: empties the microphone's ring, brings it to 16 kHz, and does what others ask of the ear."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voiceassistant import events
from voiceassistant.audio.commands import ANSWER_SECONDS, Commands
from voiceassistant.audio.echo import EchoCanceller
from voiceassistant.audio.hands_free import Judges, PauseRule, Speech, TurnModel
from voiceassistant.audio.hearing import SoundHearing, WakeWord
from voiceassistant.audio.resample import AT_ONCE, Resampler
from voiceassistant.audio.ring import SampleRing, Samples
from voiceassistant.audio.streams import Microphone
from voiceassistant.audio.utterance import Utterance
from voiceassistant.audio.vad import RATE
from voiceassistant.errors import AudioError, NothingHeard
from voiceassistant.events import HearingChanged

POLL_SECONDS = 0.04  # the callback may not wake anyone, so the thread looks by itself
RECORDING_POLL_SECONDS = 0.02  # while the talk key is down: little is left to be done when it comes up
QUICK_POLL_SECONDS = 0.005  # while somebody speaks, or could be speaking over an answer
LOOK_SECONDS = 0.0003  # how often it is looked for; each moment of it is one that the answer comes later
LAST_BLOCK_SECONDS = 0.05  # the longest wait for the block that holds the moment of release
RING_SAMPLES = 1 << 18  # 5 s at 48 kHz, 1.3 s at 192 kHz: far longer than the thread is ever kept waiting

log = logging.getLogger(__name__)


class _Capture:
    """One opening of the microphone. `take_block` is the device thread's: it counts, copies and leaves."""

    def __init__(self) -> None:
        self.ring = SampleRing(RING_SAMPLES)
        self.resampler: Resampler | None = None  # the rate is known once the stream is open
        self.lost: AudioError | None = None
        self.overflows = self.dropped = 0
        self.heard_until = 0.0  # when the latest block ended, seconds, monotonic

    def take_block(self, block: Samples, overflow: bool) -> None:
        now = time.monotonic()
        self.overflows += overflow
        self.dropped += 0 if self.ring.push(block) else len(block)
        self.heard_until = now  # behind the block itself: who waits for that finds it


def log_problem(error: AudioError) -> None:
    log.warning("What is said cannot be recorded: %s", error)


class FixedPause:
    """A pause rule for where nothing better is known."""

    def wait_seconds(self, done: float | None) -> float:
        return 1.0 if done is None else 0.5 if done >= 0.5 else 2.0

    def went_on(self, silence_seconds: float) -> None:
        """Nothing is learnt."""

    def ended(self) -> None:
        """Nothing is learnt."""


class Listener:
    """Hears through one microphone: records between `begin` and `end` and a little before, or by itself."""

    def __init__(
        self,
        microphone: Microphone,
        folder: Path,
        *,
        preroll_seconds: float = 0.4,
        on_lost: Callable[[AudioError], None],
        tell: Callable[[Speech | HearingChanged], None] = lambda happened: None,  # noqa: ARG005 - nobody listens
        on_problem: Callable[[AudioError], None] = log_problem,
        pauses: PauseRule | None = None,
        turn_model: TurnModel | None = None,
        echo: EchoCanceller | None = None,
    ) -> None:
        """
        Args:
            microphone: Still closed; opened and closed here alone.
            folder: Where recordings go, one WAV file each; made when missing.
            preroll_seconds: How much before `begin` is part of the recording.
            on_lost: Called on the listener's thread, once for each device that goes away while it is open.
            tell: Takes, on the listener's thread, what happens hands-free.
            on_problem: Told when what is said hands-free cannot be kept.
            pauses: How long a pause ends a turn.
            turn_model: Tells a complete sentence from one that goes on; None: pauses alone decide.
            echo: Takes our own voice out of what is heard; None: nothing does.
        """
        self._microphone = microphone
        self._folder = folder
        self._on_lost = on_lost
        self._pauses, self._turn_model = pauses or FixedPause(), turn_model
        self._hearing = SoundHearing(folder, preroll_seconds, tell, on_problem, echo)
        self._capture: _Capture | None = None
        self._wake = threading.Event()
        self._commands = Commands(self._wake.set)
        self._closing = False
        self._device_lock = threading.RLock()  # around opening and closing; never taken by the device's thread
        self._thread: threading.Thread | None = None

    @property
    def microphone_name(self) -> str:
        """Of the device in use; empty while none is."""
        return self._microphone.name if self._capture is not None else ""

    def open(self) -> None:
        """Opens the microphone and begins to fill the pre-roll; does nothing when it is open. Raises NoMicrophone."""
        with self._device_lock:
            if self._capture is not None and self._capture.lost is None:
                return
            self._microphone.close()
            capture = _Capture()
            self._microphone.open(capture.take_block, lambda error: self._lose(capture, error))
            capture.resampler = Resampler(self._microphone.rate, RATE, AT_ONCE)
            self._commands.post(self._hearing.new_microphone)
            self._capture = capture
            if self._thread is None:
                self._closing = False
                self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
                self._thread.start()

    # --- hands-free ---------------------------------------------------------------------------------------------------

    def hands_free(self, on: bool) -> None:
        """Whether it listens by itself."""
        self._commands.post(lambda: self._hearing.hands_free(on))

    def use_wake_phrase(self, wake: WakeWord | None, follow_up_seconds: float = 0.0) -> None:
        """Hands-free, it listens only after the phrase, and for some seconds after an answer; None: at once."""
        self._commands.post(lambda: self._hearing.use_wake_phrase(wake, follow_up_seconds))

    def notice_pause_after(self, seconds: float) -> None:
        """How long a pause within speech has to be for `SpeechPaused`: a few hundredths of a second or more."""
        self._commands.post(lambda: self._hearing.notice_pause_after(seconds))

    def mute(self, on: bool) -> None:
        """Hears nothing, but for what is said while the talk key is down."""
        self._commands.post(lambda: self._hearing.mute(on))

    def drop_speech(self) -> None:
        """Forgets what is being said hands-free, and what was said and is not settled."""
        self._commands.post(self._hearing.drop_speech)

    def expect_more(self, utterance: events.Utterance) -> None:
        """The words of what was said until a pause break off: the pause has to be longer to end the turn."""
        self._commands.post(lambda: self._hearing.expect_more(utterance.speech_seconds))

    def next_utterance(self, *, answering: bool) -> None:
        """The last utterance has its answer, which is being spoken or is over: what is said now is another one."""
        self._commands.post(lambda: self._hearing.next_utterance(answering))

    # --- the talk key -------------------------------------------------------------------------------------------------

    def begin(self, name: str) -> None:
        """Starts the recording `name`.wav, pre-roll included.

        A microphone that was lost is opened again first. Raises NoMicrophone, AudioFileError.
        """
        self.open()
        self._commands.ask(lambda: self._hearing.begin(self._folder / f"{name}.wav"))

    def end(self) -> Utterance:
        """Ends the recording with the block that holds this moment, so it may wait for that one.

        Raises: NothingHeard: nothing was being recorded. AudioFileError: the disk is full.
        """
        ended_at = time.monotonic()
        if self._thread is None:
            raise NothingHeard("Nothing was being recorded")
        return self._commands.ask(lambda: self._end(ended_at))

    def drop(self) -> None:
        """Forgets the recording under way, if there is one, and removes its file."""
        if self._thread is not None:
            self._commands.ask(self._hearing.drop)

    def discard(self, utterance: events.Utterance) -> None:
        """Removes a finished recording's file, if it is one of this listener's."""
        if utterance.path.parent == self._folder:
            utterance.path.unlink(missing_ok=True)

    def level(self) -> float:
        """How loud it is now, 0..1. Cheap; any thread's."""
        return self._hearing.meter.value

    def close(self) -> None:
        """Closes the microphone and ends the thread. A recording under way is closed and stays on disk."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            self._closing = True
            self._wake.set()
            thread.join(ANSWER_SECONDS)
            self._thread = None
        with self._device_lock:
            self._microphone.close()
            self._capture = None
        self._hearing.meter.reset()

    # --- the listener's thread ----------------------------------------------------------------------------------

    def _run(self) -> None:
        with ThreadPoolExecutor(1, thread_name_prefix="end-of-turn") as workers:
            self._hearing.prepare(Judges(self._pauses, self._turn_model, workers), self._commands.post)
            while not self._closing:
                self._wake.wait(self._poll_seconds())
                self._wake.clear()
                self._listen()
                self._commands.obey()
            self._commands.obey()
            self._listen()
            self._hear_held_back()
            self._hearing.keep()
            self._hearing.lose()

    def _poll_seconds(self) -> float:
        if self._hearing.attentive:
            return QUICK_POLL_SECONDS
        return RECORDING_POLL_SECONDS if self._hearing.recording else POLL_SECONDS

    def _listen(self) -> None:
        """Takes in everything the device has delivered by now."""
        capture = self._capture
        if capture is None or capture.resampler is None:
            return
        self._hearing.hear(capture.resampler.feed(capture.ring.take()), capture.heard_until)
        if capture.lost is not None:
            self._hear_held_back()
            self._part(capture, capture.lost)

    def _end(self, ended_at: float) -> Utterance:
        if self._hearing.recording:
            self._hear_until(ended_at)
        return self._hearing.end(ended_at)

    def _hear_until(self, moment: float) -> None:
        """Waits for the block that holds the moment, if it has not come yet."""
        capture = self._capture
        if capture is None:
            return
        deadline = time.monotonic() + LAST_BLOCK_SECONDS
        while capture.heard_until < moment and capture.lost is None and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        self._listen()
        self._hear_held_back()
        if capture.dropped or capture.overflows:
            log.warning("The microphone lost sound: %d overflows, %d samples", capture.overflows, capture.dropped)
            capture.dropped = capture.overflows = 0

    def _hear_held_back(self) -> None:
        """What the resampler keeps while it waits for more: some 10 ms."""
        capture = self._capture
        if capture is not None and capture.resampler is not None:
            self._hearing.hear(capture.resampler.flush(), capture.heard_until)

    def _part(self, capture: _Capture, error: AudioError) -> None:
        with self._device_lock:
            if self._capture is not capture:
                return  # opened anew meanwhile
            self._microphone.close()
            self._capture = None
        self._hearing.lose()
        self._on_lost(error)

    # --- other threads ------------------------------------------------------------------------------------------

    def _lose(self, capture: _Capture, error: AudioError) -> None:
        capture.lost = error
        self._wake.set()
