"""A file of any length as parts for transcription: decoded as a stream, cut where nobody speaks."""

import shutil
import subprocess
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voiceassistant.audio.files import SPEECH_RATE, check, load, save
from voiceassistant.audio.vad import SPEECH_PROBABILITY, WINDOW, VoiceActivity
from voiceassistant.audio.wav import to_int16
from voiceassistant.errors import AudioFileError

LONGEST_SECONDS = 300.0  # 9.6 MB of a server's 25
EARLIEST_CUT = 0.5  # of the longest part: a pause before that would make parts needlessly short
BLOCK_BYTES = 2 * WINDOW * 32  # about a second


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
        self._longest = max(2, round(longest_seconds * SPEECH_RATE / WINDOW)) * WINDOW
        self._start = start
        self.total_seconds = _duration(source)  # 0 where the file does not tell
        self._decoder = _decoder(source)
        self._stream = self._blocks()
        self._pcm = bytearray()  # from `_start` on
        self._speech: deque[bool] = deque()  # one for each whole window of it
        self._activity = VoiceActivity()
        self._at_end = False
        self._closed = False
        self._drop = start * 2

    def next(self) -> Part | None:
        """The next part, None after the last one."""
        while not self._at_end and len(self._pcm) < 2 * self._longest:
            self._take(next(self._stream, b""))
        if self._closed or not self._pcm:
            return None
        samples = len(self._pcm) // 2
        cut = samples if self._at_end and samples <= self._longest else self._cut()
        return self._give(cut)

    def close(self) -> None:
        self._closed = True
        if self._decoder:
            self._decoder.kill()
            self._decoder.wait()
            assert self._decoder.stdout is not None
            self._decoder.stdout.close()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _take(self, block: bytes) -> None:
        if not block:
            self._at_end = True
            self._check_end()
            return
        dropped = min(self._drop, len(block))
        self._drop -= dropped
        block = block[dropped:]
        self._pcm += block
        probabilities = self._activity.feed(np.frombuffer(block, "<i2").astype(np.float32) / np.float32(32768.0))
        self._speech += [probability >= SPEECH_PROBABILITY for probability in probabilities]

    def _cut(self) -> int:
        """The middle of the longest pause in the part's second half, else its end."""
        windows = self._longest // WINDOW
        spoken = [*self._speech][:windows]
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
        save(path, bytes(self._pcm[: samples * 2]), SPEECH_RATE)
        del self._pcm[: samples * 2]
        windows = min(samples // WINDOW, len(self._speech))
        spoken = sum(self._speech.popleft() for _ in range(windows))
        start, self._start = self._start, self._start + samples
        return Part(path, start, self._start, spoken * WINDOW / SPEECH_RATE)

    def _blocks(self) -> Iterator[bytes]:
        if self._decoder is None:
            samples = load(self._source)
            for first in range(0, len(samples), BLOCK_BYTES // 2):
                yield to_int16(samples[first : first + BLOCK_BYTES // 2])
            return
        stream = self._decoder.stdout
        assert stream is not None
        while block := stream.read(BLOCK_BYTES):
            yield block[: len(block) // 2 * 2]  # a decoder that is killed may leave half a sample

    def _check_end(self) -> None:
        if self._decoder is None or self._closed:
            return
        self._decoder.wait()
        if not self._pcm and not self._start:
            raise AudioFileError(f"{self._source.name} is not a sound file, or it is damaged")


def _decoder(source: Path) -> "subprocess.Popen[bytes] | None":
    """ffmpeg, decoding to mono 16-bit PCM at 16 kHz; None where it is missing, and the file is read at once."""
    if not shutil.which("ffmpeg"):
        return None
    # An absolute path is never taken for an option or an address.
    command = ["ffmpeg", "-nostdin", "-v", "quiet", "-i", str(source.resolve()), "-vn", "-map", "0:a:0"]
    output = ["-f", "s16le", "-ac", "1", "-ar", str(SPEECH_RATE), "pipe:1"]
    return subprocess.Popen([*command, *output], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)


def _duration(source: Path) -> float:
    if not shutil.which("ffprobe"):
        return 0.0
    command = ["ffprobe", "-v", "quiet", "-show_entries", "format=duration", "-of", "csv=p=0", str(source.resolve())]
    told = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout
    try:
        return float(np.nan_to_num(float(told.strip())))
    except ValueError:  # "N/A", as streams that were saved have it
        return 0.0
