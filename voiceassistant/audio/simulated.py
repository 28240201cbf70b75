"""A microphone and a speaker without hardware, for machines that have none, and for measuring."""

import threading
import time

import numpy as np

from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.streams import PREFERRED_RATE, Fill, OnBlock, OnLost

BLOCK_SECONDS = 0.01
MICROPHONE_BLOCK_SECONDS = 0.005  # as PortAudio's


class SimulatedMicrophone:
    """Hears silence, and whatever it is given to hear, in real time."""

    def __init__(self, rate: int = PREFERRED_RATE, block_seconds: float = MICROPHONE_BLOCK_SECONDS) -> None:
        self.rate = rate
        self._block_seconds = block_seconds
        self.latency_seconds = 0.0
        self.name = "Simulated microphone"
        self.begun = threading.Event()  # the first sample of what was said has been delivered
        self.first_sample_at = 0.0  # time.monotonic() when that was at the microphone: exact, a block before delivery
        self.heard_all = threading.Event()  # the last sample of what was said has been delivered
        self.last_sample_at = 0.0  # time.monotonic() of that
        self._pending: Samples = np.zeros(0, np.float32)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def say(self, samples: Samples, rate: int) -> None:
        """Is heard from the next block on, after what is still being said. Mono float32 at `rate`."""
        sound = resample(samples, rate, self.rate)
        with self._lock:
            if not len(self._pending):
                self.begun.clear()
            self.heard_all.clear()
            self._pending = np.concatenate((self._pending, sound))

    def open(self, on_block: OnBlock, on_lost: OnLost) -> None:  # noqa: ARG002 - it is never lost
        self._closing.clear()
        self._thread = threading.Thread(target=self._run, args=(on_block,), name="simulated-microphone", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
            self._thread = None

    def _run(self, on_block: OnBlock) -> None:
        frames = round(self.rate * self._block_seconds)
        due = time.monotonic() + self._block_seconds
        while not self._closing.wait(max(0.0, due - time.monotonic())):
            on_block(self._next_block(frames, due - self._block_seconds), False)
            due += self._block_seconds

    def _next_block(self, frames: int, began_at: float) -> Samples:
        block = np.zeros(frames, np.float32)
        with self._lock:
            if len(self._pending) and not self.begun.is_set():
                self.first_sample_at = began_at
                self.begun.set()
            count = min(frames, len(self._pending))
            block[:count] = self._pending[:count]
            self._pending = self._pending[count:]
            if count and not len(self._pending):
                self.last_sample_at = time.monotonic()
                self.heard_all.set()
        return block


class SimulatedSpeaker:
    """Plays to nobody at the pace of a real device, and remembers what was heard when.

    Args:
        speed: How many times faster than real time it plays.
    """

    def __init__(self, rate: int = PREFERRED_RATE, *, speed: float = 1.0) -> None:
        self.rate = rate
        self.latency_seconds = 2 * BLOCK_SECONDS
        self.start_seconds = 3 * BLOCK_SECONDS  # it asks for a block as it starts, and for the next one in time
        self.aborts_at_once = True
        self.name = "Simulated speaker"
        self.blocks: list[tuple[float, Samples]] = []  # time.monotonic() of its first sample, and the sound
        self._fill: Fill | None = None
        self._seconds_per_block = BLOCK_SECONDS * 2 / speed
        self._frames = round(rate * BLOCK_SECONDS * 2)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self, fill: Fill, on_lost: OnLost) -> None:  # noqa: ARG002 - it is never lost
        self._fill = fill

    def start(self) -> None:
        assert self._fill is not None, "open it first"
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(self._fill, self._stopping), name="simulated-speaker", daemon=True
        )
        self._thread.start()

    def abort(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def close(self) -> None:
        self.abort()

    def take(self) -> list[tuple[float, Samples]]:
        """The blocks heard since it was asked last, which are then forgotten."""
        count = len(self.blocks)  # the device's thread appends meanwhile
        taken, self.blocks[:count] = self.blocks[:count], []
        return taken

    def heard(self) -> Samples:
        """Everything heard so far, silence between included while the stream ran."""
        return np.concatenate([sound for _, sound in self.blocks]) if self.blocks else np.zeros(0, np.float32)

    def _run(self, fill: Fill, stopping: threading.Event) -> None:
        due = time.monotonic()
        while not stopping.is_set():
            block = np.zeros(self._frames, np.float32)
            self.blocks.append((due, block))
            fill(block, 0.0, False)
            due += self._seconds_per_block
            stopping.wait(max(0.0, due - time.monotonic()))
