"""The one thing PortAudio's callbacks touch: samples from one thread to another, without a lock."""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]  # mono, full scale ±1, shape (n,)


class SampleRing:
    """Mono float32 samples from one producer thread to one consumer thread, without a lock.

    Only the producer moves `_written`, only the consumer moves `_read`; `clear` leaves the consumer a mark.
    """

    def __init__(self, capacity: int) -> None:
        self._data: Samples = np.zeros(capacity, np.float32)  # allocated once, before the stream opens
        self._written = self._read = self._skip_to = 0  # they only grow: full never looks empty

    @property
    def available(self) -> int:
        """How many samples the consumer could have now."""
        return self._written - max(self._read, self._skip_to)

    @property
    def room(self) -> int:
        """How many samples the producer could store now."""
        return len(self._data) - (self._written - self._read)

    def push(self, block: Samples) -> bool:
        """Stores the whole block, or nothing and answers False. The producer's."""
        start, size = self._written % len(self._data), len(self._data)
        if len(block) > size - (self._written - self._read):
            return False
        head = min(len(block), size - start)
        self._data[start : start + head] = block[:head]
        self._data[: len(block) - head] = block[head:]
        self._written += len(block)  # last: the consumer never sees a half-written block
        return True

    def pop(self, out: Samples) -> int:
        """Fills `out` and answers how many samples were there; whatever is missing is silence. The consumer's."""
        self._read = max(self._read, self._skip_to)
        count, start = min(len(out), self._written - self._read), self._read % len(self._data)
        head = min(count, len(self._data) - start)
        out[:head] = self._data[start : start + head]
        out[head:count] = self._data[: count - head]
        out[count:] = 0.0
        self._read += count
        return count

    def take(self) -> Samples:
        """Everything that is there, as an array of its own. The consumer's."""
        out = np.empty(self.available, np.float32)
        count = self.pop(out)
        return out[:count]

    def clear(self) -> None:
        """Forgets what has been pushed so far. Any thread's, as long as only one calls it."""
        self._skip_to = self._written
