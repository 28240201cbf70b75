"""A sound or video file of any length as PCM from any place in it: WAV is read here, ffmpeg decodes the rest.

Nothing is decoded before it is asked for: ffmpeg waits when its pipe is full.
"""

import logging
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from voiceassistant.audio.files import ffmpeg_missing
from voiceassistant.audio.wav import to_int16
from voiceassistant.audio.wav_layout import WavLayout
from voiceassistant.errors import AudioFileError

RATE = 48_000  # most speakers' own: no second resampling
BLOCK_SECONDS = 0.1
PREROLL_SECONDS = 0.3  # decoded and dropped: MP3 is silent for its first frames after a jump, AAC and Opus are dull
END_SECONDS = 5.0  # for ffmpeg to end once it was told to
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows each console program would open one


log = logging.getLogger(__name__)


class Decoder(Protocol):
    """`read` and `close` are one thread's; `interrupt` is any thread's."""

    rate: int

    def read(self) -> bytes:
        """The next mono 16-bit little-endian PCM, some 100 ms of it; empty at the end. Blocks."""
        ...

    def interrupt(self) -> None:
        """Ends a `read` that waits."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A file that can be played.

    Attributes:
        seconds: Its length.
        wav: How a WAV file is read without ffmpeg; None for every other one.
    """

    path: Path
    seconds: float
    wav: WavLayout | None = None

    def decode(self, start: float) -> Decoder:
        """From `start` seconds on, to the sample. Raises AudioFileError."""
        try:
            if self.wav is not None:
                return WavDecoder(self.path, self.wav, start)
            return FfmpegDecoder(self.path, start)
        except FileNotFoundError as error:
            if self.path.exists():
                raise ffmpeg_missing(self.path.suffix.removeprefix(".") or "this file") from error
            raise AudioFileError(f"{self.path.name} does not exist any more") from error
        except OSError as error:
            raise AudioFileError(f"{self.path.name} cannot be read: {error.strerror}") from error


class WavDecoder:
    """Reads from a WAV file. Raises OSError."""

    def __init__(self, path: Path, layout: WavLayout, start: float) -> None:
        self.rate = layout.rate
        self._layout = layout
        begin = min(layout.frames, round(start * layout.rate))
        self._left = layout.frames - begin
        self._file: BinaryIO = path.open("rb")
        self._file.seek(layout.first + begin * layout.frame_bytes)

    def read(self) -> bytes:
        frames = min(self._left, max(1, round(self.rate * BLOCK_SECONDS)))
        data = self._file.read(frames * self._layout.frame_bytes)
        self._left -= frames
        return to_int16(self._layout.mono(data))

    def interrupt(self) -> None:
        """A read from a file does not wait."""

    def close(self) -> None:
        self._file.close()


class FfmpegDecoder:
    """A process of ffmpeg's. Raises OSError: it does not start."""

    rate = RATE

    def __init__(self, path: Path, start: float) -> None:
        early = min(PREROLL_SECONDS, start)
        # An absolute path is never taken for an option or an address.
        source = ["-ss", f"{start - early:.6f}", "-i", str(path.resolve()), "-vn", "-map", "0:a:0"]
        # The filter keeps to the file's clock: sound that begins late or has gaps is filled up with silence.
        output = ["-ss", f"{early:.6f}", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", str(RATE)]
        self._process = subprocess.Popen(
            ["ffmpeg", "-nostdin", "-v", "quiet", *source, *output, "-f", "s16le", "pipe:1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            bufsize=0,
            creationflags=NO_WINDOW,
        )

    def read(self) -> bytes:
        assert self._process.stdout is not None
        return os.read(self._process.stdout.fileno(), round(RATE * BLOCK_SECONDS) * 2)

    def interrupt(self) -> None:
        self._process.kill()

    def close(self) -> None:
        self._process.kill()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            log.warning("ffmpeg does not end; it is left behind")  # it hangs in a disk that does not answer
        assert self._process.stdout is not None
        self._process.stdout.close()
