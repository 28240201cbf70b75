"""One answer being played: what the engine holds of it."""

import logging
import threading
import time
from collections.abc import Callable

import numpy as np

from voiceassistant.audio.feed import Clock, Feed
from voiceassistant.audio.level import Envelope
from voiceassistant.audio.pcm import SCALE_RATE, PcmQueue
from voiceassistant.audio.ring import Samples
from voiceassistant.errors import AudioError

REFILL_SECONDS = 0.08  # queued after a hole, at least, before it goes on
FAST_ARRIVAL = 3.0  # times real time; of a slower server twice as much is gathered, or the start would have a hole
PATIENCE = 4  # after holes, up to so many times more is queued before it goes on
AHEAD_SECONDS = 1.0  # how much the ring is kept filled with
BACK_SECONDS = 0.25  # before the place where it was paused it goes on, so that the word is heard whole
TRAIL_SECONDS = 2 * AHEAD_SECONDS + BACK_SECONDS  # of what went into the ring: more than it ever has unheard

log = logging.getLogger(__name__)


class Playback:
    """Takes PCM while it is still arriving and tells how much of it was heard. Thread-safe.

    The methods below the line belong to the player's worker thread.
    """

    def __init__(
        self, silence: Callable[["Playback"], None], wake: Callable[[], None], clock: Clock = time.monotonic
    ) -> None:
        """
        Args:
            silence: Called by `stop`, from any thread: nothing of this may be heard from now on.
            wake: Called when there is something new for the worker to do.
            clock: Seconds, monotonic.
        """
        self._silence, self._wake, self._clock = silence, wake, clock
        self._queue = PcmQueue(clock)
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []
        self._feed: Feed | None = None
        self._rate = SCALE_RATE
        self._envelope: Envelope | None = None
        self._staged: list[Samples] = []  # at the device's rate, not in the ring yet
        self._trail: Samples = np.zeros(0, np.float32)  # the last of what went into the ring
        self._paused_at: int | None = None  # samples of this feed that were heard
        self._heard_to = 0  # at 24 kHz, when it was paused: some of that is heard twice
        self._poured = self._heard_before = 0  # samples at the device's rate: into this feed; by feeds before it
        self._heard_at_end: int | None = None
        self._holes_before = 0
        self._resuming = False
        self.first_sound_at: float | None = None  # time.monotonic()
        self.error: AudioError | None = None

    def write(self, pcm: bytes, rate: int = SCALE_RATE) -> None:
        """Queues mono 16-bit little-endian PCM, cut anywhere. Never blocks; ignored after `finish` and `stop`."""
        self._queue.write(pcm, rate)
        self._wake()

    def finish(self) -> None:
        """No more is coming: it ends when what has come is heard."""
        self._queue.finish()
        self._wake()

    def stop(self) -> None:
        """Silent within one block; `heard_samples` stays where it is."""
        if self.end():
            self._silence(self)

    def pause(self) -> None:
        """Silent within one block; what was not heard stays, and more may come."""
        with self._lock:
            if self.ended or self._paused_at is not None:
                return
            self._heard_to = self._heard_now()
            self._paused_at = self._feed.heard(self._clock()) if self._feed else 0
        self._silence(self)

    def resume(self) -> None:
        """Goes on a little before the place where it was paused."""
        with self._lock:
            self._resuming = self._paused_at is not None
        self._wake()

    def on_change(self, callback: Callable[[], None]) -> None:
        """Has it called, on the worker's thread, at the first sound and at the end (also by `stop` or an error)."""
        self._callbacks.append(callback)

    @property
    def heard_samples(self) -> int:
        """How much has reached the ear, in samples at 24 kHz; never more than was written."""
        frozen = self._heard_at_end
        return frozen if frozen is not None else self._heard_now()

    @property
    def queued_seconds(self) -> float:
        """How much has been written and not yet heard."""
        return 0.0 if self.ended else (self._queue.written_samples - self._heard_now()) / SCALE_RATE

    @property
    def ended(self) -> bool:
        return self._heard_at_end is not None

    @property
    def holes(self) -> int:
        """How often the sound ran out before `finish`, pauses between sentences included."""
        feed = self._feed
        return self._holes_before + (feed.holes + feed.device_holes if feed else 0)

    def level(self) -> float:
        """How loud it is at the ear now, 0..1. Cheap; any thread's."""
        feed, envelope = self._feed, self._envelope
        if feed is None or envelope is None or self.ended:
            return 0.0
        return envelope.at(self._heard_before + feed.heard(self._clock()))

    def _heard_now(self) -> int:
        feed, paused_at = self._feed, self._paused_at
        of_feed = (feed.heard(self._clock()) if feed else 0) if paused_at is None else paused_at
        heard = self._heard_before + of_feed
        if self._queue.drained and feed and heard == self._heard_before + self._poured and not self._staged:
            return self._queue.written_samples  # to the last sample: rates are not always whole multiples
        return max(self._heard_to, min(self._queue.written_samples, heard * SCALE_RATE // self._rate))

    # --- the worker's -------------------------------------------------------------------------------------------

    @property
    def feed(self) -> Feed | None:
        return self._feed

    @property
    def paused(self) -> bool:
        return self._paused_at is not None

    def rewind(self) -> None:
        """What went into the ring and was not heard, when it was paused, is to be played again."""
        feed, paused_at = self._feed, self._paused_at
        if feed is None or paused_at is None:
            return
        back = min(paused_at, round(BACK_SECONDS * self._rate))
        unheard = min(len(self._trail), self._poured - paused_at + back)
        if unheard:
            self._staged.insert(0, self._trail[-unheard:])
        self._poured -= unheard
        self._holes_before += feed.holes + feed.device_holes
        self._heard_before += self._poured
        self._feed, self._poured, self._trail = None, 0, np.zeros(0, np.float32)
        self._paused_at = 0

    def go_on(self) -> bool:
        """Whether it may be played: it was not paused, or is to go on now."""
        with self._lock:
            if self._resuming:
                self._paused_at, self._resuming = None, False
            return self._paused_at is None

    def attach(self, feed: Feed | None, rate: int) -> None:
        """From now on it is heard through this feed; None: the stream has ended for now."""
        if feed is None:
            self._queue.end_burst()
        if self._feed is not None:
            self._heard_before += self._poured
            self._holes_before += self._feed.holes + self._feed.device_holes
        if rate != self._rate or self._envelope is None:
            self._rate, self._envelope = rate, Envelope(rate)
        self._feed, self._poured, self._trail = feed, 0, np.zeros(0, np.float32)

    def stage(self, rate: int, start_seconds: float) -> bool:
        """Prepares what has come, up to a second of it. Returns whether that is enough to begin or go on with.

        Args:
            rate: The device's.
            start_seconds: How much the device wants to be there as it starts.
        """
        while self._staged_seconds(rate) < AHEAD_SECONDS and not self._queue.empty:
            sound = self._queue.read(rate)
            if len(sound):
                self._staged.append(sound)
        return bool(self._staged) and (
            self._staged_seconds(rate) >= self._enough_seconds(start_seconds) or self._queue.drained
        )

    def pour(self) -> bool:
        """Moves what is staged into the feed. Returns whether anything was."""
        feed, envelope = self._feed, self._envelope
        assert feed is not None
        assert envelope is not None
        moved = False
        while self._staged and feed.ring.available < AHEAD_SECONDS * self._rate:
            sound = self._staged[0][: feed.ring.room]
            if not len(sound):
                break
            rest = self._staged[0][len(sound) :]
            self._staged[:1] = [rest] if len(rest) else []
            envelope.feed(sound)
            self._poured += len(sound)
            self._trail = np.concatenate((self._trail, sound))[-round(TRAIL_SECONDS * self._rate) :]
            feed.ending = self._queue.drained and not self._staged
            feed.ring.push(np.ascontiguousarray(sound))
            moved = True
        feed.ending = self._queue.drained and not self._staged
        return moved

    @property
    def running_dry(self) -> bool:
        """Whether the feed has nothing left to play."""
        return self._feed is None or not self._feed.ring.available

    def notice_first_sound(self, now: float) -> None:
        feed = self._feed
        if self.first_sound_at is None and feed is not None and (at := feed.first_heard_at) and now >= at:
            self.first_sound_at = at
            self.tell()

    def all_heard(self, now: float) -> bool:
        """Whether everything that went into the feed has reached the ear."""
        return self._feed is None or self._feed.heard(now) >= self._poured

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left to be played, now or later."""
        return self._queue.drained and not self._staged

    def end(self, error: AudioError | None = None) -> bool:
        """Returns False where it had ended before. Whoever ends it tells."""
        with self._lock:
            if self._heard_at_end is not None:
                return False
            self.error = error
            self._heard_at_end = self._heard_now()
            self._queue.clear()
            return True

    def tell(self) -> None:
        for callback in tuple(self._callbacks):
            try:
                callback()
            except Exception:
                log.exception("A listener of the playback failed")
        if self.ended:
            self._callbacks.clear()  # who listened holds this one: a megabyte of sound would stay for a while

    def _enough_seconds(self, start_seconds: float) -> float:
        """After the second hole more is gathered: fewer, longer pauses are easier on the ear."""
        holes = self._feed.holes if self._feed else 0
        patience = 1 + max(0, holes - 1) + (self._queue.arrival_speed < FAST_ARRIVAL)
        return (max(start_seconds, REFILL_SECONDS) if holes else start_seconds) * min(PATIENCE, patience)

    def _staged_seconds(self, rate: int) -> float:
        return sum(map(len, self._staged)) / rate
