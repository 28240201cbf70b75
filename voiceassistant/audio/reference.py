"""What was really played, on a time line: the echo canceller's reference."""

import math
import statistics
import time
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from voiceassistant.audio.feed import Clock
from voiceassistant.audio.ring import Samples

RATE = 16_000
KEPT_SECONDS = 4.0
BLOCKS = 2_048  # of which times are kept; 4 s are 200 of a sound card's
# Devices tell a block's delay to a few milliseconds, but samples follow each other without a gap: a run stands where
# the middle one of its latest blocks puts it, and moves only when it is clearly elsewhere (it ran dry, clocks drift).
TIMES_SMOOTHED = 25
TIMES_TO_BE_SURE = 5
MOVED_SECONDS = 0.008
# The low-pass filter of the way down to 16 kHz. It sees 0.7 ms ahead; soxr, as a stream, holds back up to 37 ms.
CUTOFF_HERTZ = 7_000.0
TAP_SECONDS = 64 / 48_000
PHASES = 32


@dataclass(slots=True)
class _Run:
    """The output stream from a start to its end: samples without a gap."""

    first: int  # its first sample, as a position in the history
    errors: list[float] = field(default_factory=list)  # by how many seconds the latest blocks were elsewhere
    began_at: float = math.nan  # when the first sample was at the ear
    end: int = 0  # the position behind its last sample


class PlayedSound:
    """The last seconds of what a speaker played, with the time at which each sample reached the ear.

    Three threads share it without a lock: the player's worker calls `begin` and `cut`, the device's thread `record`
    between them, and one listener everything else. All times are those of `clock`.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._history: _History | None = None

    # --- the player's -------------------------------------------------------------------------------------------

    def begin(self, rate: int) -> None:
        """The stream, at this rate, is about to be started."""
        if self._history is None or self._history.rate != rate:
            self._history = _History(rate)
        self._history.run += 1

    def cut(self) -> None:
        """The stream was aborted: what the device still held was never heard."""
        if self._history is not None:
            self._history.cut_off = (self._history.run, self._clock())

    # --- the device's -------------------------------------------------------------------------------------------

    def record(self, block: Samples, heard_at: float) -> None:
        """Notes a block whose first sample is at the ear at that time. Counts, copies and leaves."""
        if self._history is not None:
            self._history.push(block, heard_at)

    # --- the listener's -----------------------------------------------------------------------------------------

    def heard_until(self) -> float:
        """When the last sound known so far, which may be yet to come, leaves the ear; silence is no sound."""
        return -math.inf if self._history is None else self._history.look()

    def known_until(self) -> float:
        """Up to when it is known what is heard: while the stream runs that is the end of its latest block."""
        history = self._history
        if history is None:
            return math.inf
        history.look()
        return history.known_until()

    def at(self, start: float, samples: int) -> Samples:
        """What is at the ear from `start` on.

        Returns:
            Mono float32, 16 kHz, full scale ±1, shape (samples,); zeros where nothing was played, where it is not
            known yet, and where it is older than KEPT_SECONDS.
        """
        history = self._history
        if history is None:
            return np.zeros(samples, np.float32)
        history.look()
        return history.at(start, samples)


class _History:
    """The samples of one device rate, and where each block stood in time."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.run = 0  # the worker's: grows with each start of the stream
        self.cut_off = (0, 0.0)  # the worker's: the run that ended last, and when
        self._data: Samples = np.zeros(round(rate * KEPT_SECONDS), np.float32)
        self._starts = np.zeros(BLOCKS, np.int64)
        self._lengths = np.zeros(BLOCKS, np.int64)
        self._heard_at = np.zeros(BLOCKS)
        self._run_of = np.zeros(BLOCKS, np.int64)
        self._written = self._blocks = 0  # they only grow
        # the listener's
        self._seen = 0
        self._runs: dict[int, _Run] = {}
        self._heard_until = -math.inf
        self._taps = 2 * max(8, round(rate * TAP_SECONDS / 2))
        self._filters = _filters(rate, self._taps)

    def push(self, block: Samples, heard_at: float) -> None:
        slot, start, size = self._blocks % BLOCKS, self._written % len(self._data), len(self._data)
        head = min(len(block), size - start)
        self._data[start : start + head] = block[:head]
        self._data[: len(block) - head] = block[head:]
        self._starts[slot], self._lengths[slot] = self._written, len(block)
        self._heard_at[slot], self._run_of[slot] = heard_at, self.run
        self._written += len(block)
        self._blocks += 1  # last: the listener never sees a half-written block

    def look(self) -> float:
        """Takes in the blocks that have come since. Returns when the last sound leaves the ear."""
        blocks = self._blocks
        for number in range(max(self._seen, blocks - BLOCKS // 2), blocks):
            self._take(number % BLOCKS)
        self._seen = blocks
        self._cut()
        oldest = self._written - len(self._data)
        for number in [number for number, run in self._runs.items() if run.end < oldest]:
            del self._runs[number]
        return self._heard_until

    def known_until(self) -> float:
        run = self._runs.get(self.run)
        if run is None or self.cut_off[0] == self.run:
            return math.inf
        return run.began_at + (run.end - run.first - self._taps // 2) / self.rate

    def at(self, start: float, samples: int) -> Samples:
        sound = np.zeros(samples, np.float32)
        for run in self._runs.values():
            first = run.first + (start - run.began_at) * self.rate
            if run.first - samples * self.rate / RATE < first < run.end:
                sound += self._piece(first, samples, run)
        return sound

    def _take(self, slot: int) -> None:
        start, length, heard_at = int(self._starts[slot]), int(self._lengths[slot]), float(self._heard_at[slot])
        run = self._runs.setdefault(int(self._run_of[slot]), _Run(start, began_at=heard_at))
        run.end = start + length
        run.errors = [*run.errors[1 - TIMES_SMOOTHED :], heard_at - run.began_at - (start - run.first) / self.rate]
        moved = statistics.median(run.errors)
        if len(run.errors) >= TIMES_TO_BE_SURE and abs(moved) > MOVED_SECONDS:
            run.began_at += moved
            run.errors = []
        if self._read(np.arange(start, run.end)).any():
            self._heard_until = run.began_at + (run.end - run.first) / self.rate

    def _cut(self) -> None:
        number, cut_at = self.cut_off
        if (run := self._runs.get(number)) is not None:
            run.end = min(run.end, max(run.first, run.first + round((cut_at - run.began_at) * self.rate)))
            if number == self.run:
                self._heard_until = min(self._heard_until, cut_at)

    def _piece(self, first: float, samples: int, run: _Run) -> Samples:
        """A part of one run at 16 kHz, from the position `first` on, which lies between two samples."""
        steps = np.round((first + np.arange(samples) * (self.rate / RATE)) * PHASES).astype(np.int64)
        before = steps // PHASES - self._taps // 2 + 1
        positions = before[:, None] + np.arange(self._taps)
        inside = (positions >= max(run.first, self._written - len(self._data))) & (positions < run.end)
        values = np.where(inside, self._read(positions), np.float32(0.0))
        sound: Samples = np.einsum("ij,ij->i", values, self._filters[steps % PHASES])
        return sound

    def _read(self, positions: npt.NDArray[np.int64]) -> Samples:
        found: Samples = self._data[positions % len(self._data)]
        return found


def _filters(rate: int, taps: int) -> Samples:
    """Windowed sinc low-passes that read between two samples, one for each of PHASES steps; shape (PHASES, taps)."""
    cutoff = min(CUTOFF_HERTZ, 0.45 * rate)
    distance = np.arange(taps) - taps // 2 + 1 - np.arange(PHASES)[:, None] / PHASES  # in samples
    window = np.cos(np.pi * distance / (taps + 2)) ** 2
    weights = np.sinc(2 * cutoff / rate * distance) * window
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)
