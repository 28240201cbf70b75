"""Listening to a recording of any length through the speaker that answers are heard from."""

import logging
import threading
from dataclasses import dataclass

from voiceassistant.audio.decoding import Decoder, SoundFile
from voiceassistant.audio.pcm import SCALE_RATE
from voiceassistant.audio.playback import Playback
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.errors import AudioFileError, NoSpeaker

AHEAD_SECONDS = 2.0  # decoded ahead of the ear: more is forgotten with each jump
LOOK_SECONDS = 0.05  # how often it is looked whether that is due
SHORT_SECONDS = 1.0  # a file that ends so much too early is damaged
REST_SECONDS = 0.05  # less than this was left when it ended by itself: rates are not always whole multiples
CLOSE_SECONDS = 3.0

_SPEAKER_PROBLEM = "{}. Connect a speaker or choose another one."

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Stretch:
    """What is played without a jump or a pause."""

    playback: Playback
    decoder: Decoder
    written: float = 0.0  # seconds
    whole: bool = False  # the file's end has been written
    _heard: int = 0

    def heard(self) -> float:
        """Seconds; never less than before, though a device's clock may take a step back."""
        self._heard = max(self._heard, self.playback.heard_samples)
        return self._heard / SCALE_RATE


class RecordingPlayer:
    """Plays one file; `voiceassistant.recordings.RecordingPlayer` says what it offers.

    Each stretch between two jumps is a playback of its own: an answer, or a stop, that silences it is a pause.
    """

    def __init__(self, file: SoundFile, player: SpeechPlayer) -> None:
        self._file, self._player = file, player
        self._lock = threading.Lock()  # around all below but the events
        self._wake = threading.Event()
        self._duration = file.seconds
        self._start = 0.0  # of the stretch; without one, where the next begins
        self._stretch: _Stretch | None = None
        self._playing = self._closed = False
        self._problem = ""
        self._thread: threading.Thread | None = None

    @property
    def duration(self) -> float:
        """In seconds; what the file says, until it has been heard to its end."""
        return self._duration

    @property
    def playing(self) -> bool:
        return self._playing

    @property
    def closed(self) -> bool:
        return self._closed

    @property
    def problem(self) -> str:
        return self._problem

    @property
    def position(self) -> float:
        """What is heard now, in seconds from the file's beginning."""
        with self._lock:
            heard = self._stretch.heard() if self._stretch else 0.0
            return min(self._duration, self._start + heard)

    def play(self) -> None:
        """Goes on where it was; from the beginning where that was the end."""
        with self._lock:
            if self._closed or self._playing:
                return
            if self._start >= self._duration:
                self._start = 0.0
            self._playing, self._problem = True, ""
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="recording-player", daemon=True)
                self._thread.start()
        self._wake.set()

    def pause(self) -> None:
        with self._lock:
            self._playing = False
            self._leave()
        self._wake.set()

    def seek(self, seconds: float) -> None:
        with self._lock:
            self._leave()
            self._start = min(max(0.0, seconds), self._duration)
        self._wake.set()

    def close(self) -> None:
        """Silences it and ends its thread and decoder; a decoder that hangs in its disk is left behind."""
        with self._lock:
            self._closed, self._playing = True, False
            self._leave()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(CLOSE_SECONDS)

    def _leave(self) -> None:
        """Ends the stretch where the ear is; the thread then sees to its decoder."""
        stretch, self._stretch = self._stretch, None
        if stretch is not None:
            stretch.playback.stop()
            stretch.decoder.interrupt()
            self._start = min(self._duration, self._start + stretch.heard())

    # --- the thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._closed:
            self._wake.wait()
            self._wake.clear()
            while stretch := self._begin():
                try:
                    self._feed(stretch)
                finally:
                    stretch.decoder.close()
                self._end(stretch)

    def _begin(self) -> _Stretch | None:
        """A stretch from where it is wanted; None while it is to stand still."""
        with self._lock:
            if not self._playing:
                return None
            start = self._start
        try:
            decoder = self._file.decode(start)
        except AudioFileError as error:
            self._give_up(error.sentence)
            return None
        with self._lock:
            if self._playing and self._start == start:
                playback = self._player.begin()
                playback.on_change(self._wake.set)
                self._stretch = _Stretch(playback, decoder)
                return self._stretch
        decoder.close()  # it was told something else meanwhile, and is about to be woken
        return None

    def _feed(self, stretch: _Stretch) -> None:
        """Keeps the playback some seconds ahead until it ends or is left."""
        playback, decoder = stretch.playback, stretch.decoder
        while self._stretch is stretch and not playback.ended:
            if stretch.whole or playback.queued_seconds >= AHEAD_SECONDS:
                self._wake.wait(LOOK_SECONDS)
                self._wake.clear()
            elif pcm := self._read(decoder):
                playback.write(pcm, decoder.rate)
                stretch.written += len(pcm) / 2 / decoder.rate
            else:
                stretch.whole = True
                playback.finish()

    def _read(self, decoder: Decoder) -> bytes:
        try:
            return decoder.read()
        except OSError as error:  # the disk went away; that the end came too early is told when it is heard
            log.warning("%s cannot be read on: %s", self._file.path.name, error)
            return b""

    def _end(self, stretch: _Stretch) -> None:
        """It was heard to its end, or silenced by somebody else; where it was left by us there is nothing to do."""
        with self._lock:
            if self._stretch is not stretch:
                return
            self._stretch, self._playing = None, False
            self._start = min(self._duration, self._start + stretch.heard())
            error = stretch.playback.error
            if error is not None:
                self._problem = _SPEAKER_PROBLEM.format(error) if isinstance(error, NoSpeaker) else error.sentence
            elif stretch.whole and stretch.heard() >= stretch.written - REST_SECONDS:
                self._arrive()

    def _arrive(self) -> None:
        if self._start >= self._duration - SHORT_SECONDS:
            self._start = self._duration
        else:
            self._problem = AudioFileError(
                f"{self._file.path.name} ends after {_clock(self._start)} of {_clock(self._duration)}: it is damaged"
            ).sentence

    def _give_up(self, problem: str) -> None:
        with self._lock:
            self._playing, self._problem = False, problem


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
