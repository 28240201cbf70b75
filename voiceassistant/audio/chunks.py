"""A file of any length as parts for transcription: decoded as a stream, cut where nobody speaks."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voiceassistant.audio.files import SPEECH_RATE, check
from voiceassistant.audio.sound_stream import BLOCK_SAMPLES, open_stream
from voiceassistant.audio.vad import WINDOW, VoiceActivity
from voiceassistant.audio.wav import header
from voiceassistant.errors import AudioFileError

LONGEST_SECONDS = 300.0
MOST_BYTES = 24_000_000  # of a part, whatever its seconds: servers take 25 MB
SPEECH_PROBABILITY = 0.3  # lower than for questions: of a recording, quiet voices are wanted as well
BLOCK_BYTES = 2 * BLOCK_SAMPLES  # listened to at a time
EARLIEST_CUT = 0.5  # of the longest part: a pause before that would make parts needlessly short


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file, in samples at 16 kHz from the file's beginning.

    Attributes:
        path: A WAV file of it, until the next part is asked for.
        start, end: Its first sample and the one after its last.
        speech_seconds: How much of it is speech.
    """

    path: Path
    start: int
    end: int
    speech_seconds: float


class Parts:
    """Cuts one file. `next` blocks; `close`, from any thread, ends the decoder and with it a `next` that waits.

    Args:
        source: A sound or video file, of any length.
        folder: Where the parts' files lie for the time being.
        longest_seconds: Of one part; memory grows with it, not with the file.
        start: Sample to begin with: what lies before is decoded and dropped, so that times stay exact.

    Raises: AudioFileError, here and from `next`.
    """

    def __init__(self, source: Path, folder: Path, longest_seconds: float = LONGEST_SECONDS, start: int = 0) -> None:
        check(source)
        self._source, self._folder = source, folder
        longest = min(longest_seconds * SPEECH_RATE, MOST_BYTES / 2)
        self._longest = max(2, int(longest / WINDOW)) * WINDOW
        self._start = start
        self._decoder = open_stream(source)
        self._stream = self._decoder.blocks()
        # What is decoded from `_start` on, so many bytes of it. It never shrinks: megabytes that come and go on one
        # worker thread after the other leave their holes in the memory of each.
        self._pcm, self._size = bytearray(2 * self._longest + BLOCK_BYTES), 0
        self._speech: list[bool] = []  # one for each whole window of it
        self._activity = VoiceActivity()
        self._at_end = False
        self._closed = False
        self._drop = start * 2

    def next(self) -> Part | None:
        """The next part, None after the last one."""
        while not self._at_end and self._size < 2 * self._longest:
            self._take(next(self._stream, b""))
        if self._closed or not self._size:
            return None
        samples = self._size // 2
        cut = samples if self._at_end and samples <= self._longest else self._cut()
        return self._give(cut)

    def close(self) -> None:
        self._closed = True
        self._decoder.close()

    @property
    def total_seconds(self) -> float:
        """The file's length, 0 where it does not tell."""
        return self._decoder.total_seconds

    # --- inside -------------------------------------------------------------------------------------------------------

    def _take(self, block: bytes) -> None:
        if not block:
            self._at_end = True
            return
        dropped = min(self._drop, len(block))
        self._drop -= dropped
        block = block[dropped:]
        self._pcm[self._size : self._size + len(block)] = block
        self._size += len(block)
        self._listen(block)

    def _listen(self, pcm: bytes | memoryview) -> None:
        probabilities = self._activity.feed(np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768.0))
        self._speech += [probability >= SPEECH_PROBABILITY for probability in probabilities]

    def _cut(self) -> int:
        """The middle of the longest pause in the part's second half, else its end."""
        windows = self._longest // WINDOW
        spoken = self._speech[:windows]
        earliest = int(windows * EARLIEST_CUT)
        best = (0, windows * 2)  # length, twice the middle
        start = None
        for index in range(earliest, windows + 1):
            silent = index < len(spoken) and not spoken[index]
            if silent and start is None:
                start = index
            elif not silent and start is not None:
                best = max(best, (index - start, start + index), key=lambda pause: pause[0])
                start = None
        return best[1] // 2 * WINDOW  # whole windows, so that what was heard of them stays in step

    def _give(self, samples: int) -> Part:
        path = self._folder / "part.wav"
        spoken = sum(self._speech[: samples // WINDOW])
        self._speech.clear()
        self._activity.reset()  # so that a job that goes on from here cuts as one that was never broken off
        with memoryview(self._pcm) as pcm:
            _write(path, pcm[: samples * 2])
            self._size -= samples * 2
            pcm[: self._size] = pcm[samples * 2 : samples * 2 + self._size]
            for at in range(0, self._size, BLOCK_BYTES):
                self._listen(pcm[at : min(at + BLOCK_BYTES, self._size)])
        start, self._start = self._start, self._start + samples
        return Part(path, start, self._start, spoken * WINDOW / SPEECH_RATE)


def _write(path: Path, pcm: memoryview) -> None:
    """A WAV file of it. Raises AudioFileError."""
    try:
        with path.open("wb") as file:
            file.write(header(SPEECH_RATE, len(pcm)))
            file.write(pcm)
    except OSError as error:
        failure = AudioFileError(f"{path.name} cannot be written: {error.strerror}")
        failure.advice = "Check the free disk space."  # nobody chose the place
        raise failure from error
