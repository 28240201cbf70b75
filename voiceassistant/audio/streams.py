"""What a microphone and a speaker are to the rest of this room. PortAudio is one of each, a simulation another."""

from collections.abc import Callable
from typing import Protocol

from voiceassistant.audio.ring import Samples
from voiceassistant.errors import AudioError

PREFERRED_RATE = 48_000

# Called by the device's thread with one block and whether sound was lost before it; has to copy, and leave at once.
OnBlock = Callable[[Samples, bool], None]

# Called by the device's thread to fill the whole block; told in how many seconds its first sample reaches the ear,
# and whether the device ran dry before it.
Fill = Callable[[Samples, float, bool], None]

# Called once, by any thread, when a stream ended without being asked to.
OnLost = Callable[[AudioError], None]


class Microphone(Protocol):
    """An input stream. `rate` and `latency_seconds` are those of the device once it is open."""

    rate: int
    latency_seconds: float

    @property
    def name(self) -> str:
        """Of the device in use, as a person knows it; empty while none is open."""
        ...

    def open(self, on_block: OnBlock, on_lost: OnLost) -> None:
        """Opens and starts. Blocks of any size follow at once. Raises NoMicrophone."""
        ...

    def close(self) -> None:
        """No block follows; may be called in any state."""
        ...


class Speaker(Protocol):
    """An output stream that is opened early and started late: what then comes is heard at once."""

    rate: int
    latency_seconds: float  # what the device holds ahead of the ear while it runs
    start_seconds: float  # what it wants to be there as it starts, or the sound has a hole right behind its beginning
    aborts_at_once: bool  # where False, `abort` may block for seconds: silence is to be filled in instead

    @property
    def name(self) -> str: ...

    def open(self, fill: Fill, on_lost: OnLost) -> None:
        """Opens, stopped. Raises NoSpeaker."""
        ...

    def start(self) -> None:
        """`fill` is called from here on, at first for several blocks in a row. Raises NoSpeaker."""
        ...

    def abort(self) -> None:
        """Silent at once: what the device holds is dropped. It stays open."""
        ...

    def close(self) -> None: ...
