"""The audio worker thread: plays answers while they are still arriving."""

import logging
import threading
import time
from collections.abc import Callable

from voiceassistant.audio.commands import ANSWER_SECONDS, Commands
from voiceassistant.audio.feed import Clock, Feed
from voiceassistant.audio.pcm import QUALITY, SCALE_RATE
from voiceassistant.audio.playback import AHEAD_SECONDS, Playback
from voiceassistant.audio.reference import PlayedSound
from voiceassistant.audio.resample import Resampler
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.streams import Speaker
from voiceassistant.errors import AudioError

POLL_SECONDS = 0.01  # while it plays; the device's thread may not wake anyone
# After the last sound the stream runs on silence for a moment, as the device may be later than it says; then it is
# stopped, because sound that joins a running stream waits for the whole buffer, 24 to 157 ms.
REST_SECONDS = 0.25
REST_SECONDS_WITHOUT_ABORT = 5.0

log = logging.getLogger(__name__)


class SpeechPlayer:
    """Plays one answer at a time; the output stream is open beforehand and starts when there is sound."""

    def __init__(
        self, speaker: Speaker, *, on_lost: Callable[[AudioError], None], clock: Clock = time.monotonic
    ) -> None:
        """
        Args:
            speaker: Still closed; opened and closed here alone.
            on_lost: Called on the worker's thread when the device goes away while it plays.
            clock: Seconds, monotonic.
        """
        self.played = PlayedSound(clock)  # for the ear, which is not to hear it as the user
        self._speaker = speaker
        self._on_lost, self._clock = on_lost, clock
        self._playback: Playback | None = None
        self._feed: Feed | None = None  # all that the device's thread knows
        self._lock = threading.Lock()  # around the two above; nobody waits for a device while holding it
        self._wake = threading.Event()
        self._commands = Commands(self._wake.set)
        self._opened = self._running = self._closing = False
        self._lost: AudioError | None = None
        self._rest_at: float | None = None
        self._thread: threading.Thread | None = None

    @property
    def speaker_name(self) -> str:
        """Of the device in use; empty while none is."""
        return self._speaker.name if self._opened else ""

    def open(self) -> None:
        """Opens the speaker, so that the first answer need not wait for it. Raises NoSpeaker."""
        self._ensure_thread()
        self._commands.ask(self._open)

    def reopen(self) -> None:
        """Silences what plays and opens the speaker anew: another one has been chosen. Raises NoSpeaker."""
        self._ensure_thread()
        self._commands.ask(self._reopen)

    def begin(self) -> Playback:
        """A new answer; silences whatever plays. A speaker that is not open is opened when the sound is there."""
        self._ensure_thread()
        playback = Playback(self._silence, self._wake.set, self._clock)
        with self._lock:
            previous, self._playback = self._playback, playback
        if previous is not None:
            previous.stop()
        return playback

    def begin_if_silent(self) -> Playback | None:
        """A sound that gives way to every other; None while something plays or is about to."""
        self._ensure_thread()
        with self._lock:
            if self._playback is not None and not self._playback.ended:
                return None
            self._playback = Playback(self._silence, self._wake.set, self._clock)
            return self._playback

    def stop(self) -> None:
        """Silences whatever plays."""
        with self._lock:
            playback = self._playback
        if playback is not None:
            playback.stop()

    def close(self) -> None:
        """Silences what plays, closes the speaker and ends the thread."""
        self.stop()
        if self._thread is not None:
            self._closing = True
            self._wake.set()
            self._thread.join(ANSWER_SECONDS)
            self._thread = None

    def _ensure_thread(self) -> None:
        if self._thread is None:
            self._closing = False
            self._thread = threading.Thread(target=self._run, name="speech-player", daemon=True)
            self._thread.start()

    def _silence(self, playback: Playback) -> None:
        """Any thread's: the device finds nothing from its next block on; the worker then drops what it holds."""
        with self._lock:
            if self._feed is not None and self._feed is playback.feed:
                self._feed = None
        self._commands.post(playback.tell if playback.ended else self._wake.set)

    # --- the device's threads -----------------------------------------------------------------------------------

    def _fill(self, out: Samples, delay_seconds: float, underflow: bool) -> None:
        feed = self._feed
        if feed is None:
            out.fill(0.0)
        else:
            feed.fill(out, delay_seconds, underflow)
        self.played.record(out, self._clock() + delay_seconds)

    def _lose(self, error: AudioError) -> None:
        self._lost = error
        self._wake.set()

    # --- the worker's thread ------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._closing:
            self._wake.wait(POLL_SECONDS if self._running else None)
            self._wake.clear()
            self._part_from_lost()
            self._commands.obey()
            self._serve()
        self._close()
        self._detach()
        self._commands.obey()

    def _serve(self) -> None:
        playback, now = self._playback, self._clock()
        if self._running and self._feed is None:
            self._rest(now, at_once=self._speaker.aborts_at_once)
        if playback is None or playback.ended:
            if self._feed is not None:
                self._rest(now)
            return
        if playback.paused:
            playback.rewind()
            if not playback.go_on():
                return
        if self._running and self._feed is not None and playback.feed is not self._feed:
            self._detach()
            self._rest(now, at_once=self._speaker.aborts_at_once)
        self._play(playback, now)

    def _play(self, playback: Playback, now: float) -> None:
        if not self._opened and not playback.exhausted and not self._reach(playback):
            return
        rate = self._speaker.rate
        enough = playback.stage(rate, self._speaker.start_seconds)
        if self._feed is None:
            if enough:
                self._start(playback)
        elif (enough or not playback.running_dry) and playback.pour():
            self._rest_at = None
        now = self._clock()
        playback.notice_first_sound(now)
        if not playback.all_heard(now):
            return
        if playback.exhausted and playback.end():
            playback.tell()
        elif self._running:
            self._rest(now)

    def _reach(self, playback: Playback) -> bool:
        """Opens the speaker for this answer; where there is none, the answer ends with the error."""
        try:
            self._open()
        except AudioError as error:
            if playback.end(error):
                playback.tell()
        return self._opened

    def _start(self, playback: Playback) -> None:
        speaker = self._speaker
        feed = Feed(speaker.rate, 2 * AHEAD_SECONDS, self._clock)
        playback.attach(feed, speaker.rate)
        playback.pour()
        with self._lock:
            if playback.ended or playback.paused:
                return
            self._feed = feed
        self._rest_at = None
        if self._running:
            return  # on a device that can't abort, the stream may still run on silence
        try:
            self._start_stream()
        except AudioError as error:
            self._lose(error)

    def _start_stream(self) -> None:
        """A device may have gone, and come back, while the stream stood still: then it is opened once more."""
        try:
            self._start_speaker()
        except AudioError as error:
            log.info("The speaker does not start (%s); opening it again.", error)
            rate = self._speaker.rate
            self._close()
            self._open()
            if self._speaker.rate != rate:
                raise  # what is prepared does not fit; the next answer will
            self._start_speaker()
        self._running = True

    def _start_speaker(self) -> None:
        self.played.begin(self._speaker.rate)
        self._speaker.start()

    def _rest(self, now: float, *, at_once: bool = False) -> None:
        """Stops the stream once it has run on silence for long enough."""
        if not self._running:
            return
        if self._rest_at is None:
            self._rest_at = now + (REST_SECONDS if self._speaker.aborts_at_once else REST_SECONDS_WITHOUT_ABORT)
        if at_once or now >= self._rest_at:
            self._detach()
            self._running, self._rest_at = False, None
            self._speaker.abort()
            self.played.cut()

    def _detach(self) -> None:
        """The device finds nothing more; an answer that goes on later does so through another feed."""
        with self._lock:
            feed, self._feed = self._feed, None
        playback = self._playback
        if playback is not None and feed is not None and playback.feed is feed and not playback.ended:
            playback.attach(None, self._speaker.rate)

    def _part_from_lost(self) -> None:
        error, self._lost = self._lost, None
        if error is None:
            return
        playback = self._playback
        ended = playback is not None and playback.end(error)  # before its feed goes: it knows what was heard
        self._close()
        self._detach()
        if playback is not None and ended:
            playback.tell()
        self._on_lost(error)

    def _open(self) -> None:
        if not self._opened:
            self._speaker.open(self._fill, self._lose)
            self._opened = True
            Resampler(SCALE_RATE, self._speaker.rate, QUALITY)  # its library loads now, not before the first sound

    def _reopen(self) -> None:
        playback = self._playback
        if playback is not None:
            playback.stop()
        self._close()
        self._detach()
        self._open()

    def _close(self) -> None:
        self._running, self._opened, self._rest_at = False, False, None
        self._speaker.close()
        self.played.cut()
