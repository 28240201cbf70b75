"""A process of its own that is the command line with a speaker of its own, which tells when it sounds.

#sound SECONDS    the first sample that is heard
#silent SECONDS   it was silenced, or plays on in silence; time.monotonic() in both
"""

import sys
import threading
import time

import numpy as np

from voiceassistant import app
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.streams import Fill, OnLost
from voiceassistant.cli import main

BLOCK_SECONDS = 0.01


class TellingSpeaker:
    """Plays as fast as a real one, into nothing."""

    rate = 48_000
    latency_seconds = start_seconds = 0.02
    aborts_at_once = True
    name = "telling"

    def __init__(self) -> None:
        self._fill: Fill | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._sounds = False

    def open(self, fill: Fill, on_lost: OnLost) -> None:
        self._fill = fill

    def start(self) -> None:
        self._stopped.clear()
        self._thread = threading.Thread(target=self._play, name="telling-speaker")
        self._thread.start()

    def abort(self) -> None:
        self._stopped.set()
        self._tell(sounds=False)
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        self.abort()

    def _play(self) -> None:
        assert self._fill is not None
        block = np.zeros(int(self.rate * BLOCK_SECONDS), np.float32)
        while not self._stopped.wait(BLOCK_SECONDS):
            self._fill(block, 0.0, False)
            self._tell(sounds=bool(np.any(block)))

    def _tell(self, *, sounds: bool) -> None:
        if sounds != self._sounds:
            self._sounds = sounds
            print(f"#{'sound' if sounds else 'silent'} {time.monotonic()}", flush=True)  # noqa: T201


if __name__ == "__main__":
    app.speech_player = lambda speaker: SpeechPlayer(TellingSpeaker(), on_lost=lambda _error: None)  # type: ignore[assignment]
    sys.exit(main.run(sys.argv[1:], time.monotonic()))
