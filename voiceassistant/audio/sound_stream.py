"""A sound or video file of any length as mono 16-bit PCM at 16 kHz, block by block, on the timeline of a player."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from voiceassistant.audio.decoding import NO_WINDOW
from voiceassistant.audio.files import SPEECH_RATE, ffmpeg_missing
from voiceassistant.audio.resample import Resampler
from voiceassistant.audio.wav import to_int16
from voiceassistant.audio.wav_layout import wav_layout
from voiceassistant.errors import AudioFileError

BLOCK_SAMPLES = 16_384  # about a second


class SoundStream(Protocol):
    """`blocks` blocks its thread while it waits; `close`, from any other, ends it."""

    total_seconds: float  # 0 where the file does not tell

    def blocks(self) -> Iterator[bytes]: ...
    def close(self) -> None: ...


def open_stream(source: Path) -> SoundStream:
    """Raises AudioFileError: without ffmpeg only WAV can be read."""
    return FfmpegStream(source) if shutil.which("ffmpeg") and shutil.which("ffprobe") else WavStream(source)


class FfmpegStream:
    """What ffmpeg decodes. Raises AudioFileError, from `blocks`, where the file holds no sound."""

    def __init__(self, source: Path) -> None:
        self._source = source
        # An absolute path is never taken for an option or an address.
        path = str(source.resolve())
        found = _probe(path)
        self.total_seconds = _seconds(found)
        # Sound that begins later than the picture, or has gaps, is filled with silence: the times are the player's.
        filled = "aresample=async=1:first_pts=0"
        command = ["ffmpeg", "-nostdin", "-v", "quiet", "-i", path, "-vn", "-map", f"0:a:{_played(found)}"]
        output = ["-af", filled, "-f", "s16le", "-ac", "1", "-ar", str(SPEECH_RATE), "pipe:1"]
        self._process = subprocess.Popen(
            [*command, *output], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, creationflags=NO_WINDOW
        )
        self._closed = False

    def blocks(self) -> Iterator[bytes]:
        stream = self._process.stdout
        assert stream is not None
        empty = True
        while block := stream.read(2 * BLOCK_SAMPLES):
            empty = False
            yield block[: len(block) // 2 * 2]  # a decoder that is killed may leave half a sample
        status = self._process.wait()
        if self._closed:
            return
        if status < 0:  # killed, for its memory for example: what it gave is not all of the file
            raise AudioFileError(f"{self._source.name} cannot be read: ffmpeg was ended by signal {-status}")
        if empty:
            raise AudioFileError(f"{self._source.name} is not a sound file, or it is damaged")

    def close(self) -> None:
        self._closed = True
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class WavStream:
    """A WAV file, read without ffmpeg. Raises AudioFileError, from `blocks` too, where the disk does not give it."""

    def __init__(self, source: Path) -> None:
        with _read_errors(source):
            layout = wav_layout(source)
        if layout is None:
            raise ffmpeg_missing(source.suffix.removeprefix(".") or "this file")
        self._source, self._layout = source, layout
        self.total_seconds = layout.seconds
        self._closed = False

    def blocks(self) -> Iterator[bytes]:
        resampler = Resampler(self._layout.rate, SPEECH_RATE)
        left = self._layout.frames * self._layout.frame_bytes
        with _read_errors(self._source), self._source.open("rb") as file:
            file.seek(self._layout.first)
            while not self._closed and (data := file.read(min(left, BLOCK_SAMPLES * self._layout.frame_bytes))):
                left -= len(data)
                if block := to_int16(resampler.feed(self._layout.mono(data))):
                    yield block
        if not self._closed and (rest := to_int16(resampler.flush())):
            yield rest

    def close(self) -> None:
        self._closed = True


@contextmanager
def _read_errors(source: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AudioFileError(f"{source.name} cannot be read: {error.strerror}") from error


def _probe(path: str) -> dict[str, Any]:
    entries = "format=duration:stream=index:stream_disposition=default"
    command = ["ffprobe", "-v", "quiet", "-select_streams", "a", "-show_entries", entries, "-of", "json", path]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, creationflags=NO_WINDOW
    )
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # it is no sound file; the decoder will say so
        return {}
    return found


def _seconds(found: dict[str, Any]) -> float:
    try:
        return float(np.nan_to_num(float(found["format"]["duration"])))
    except (KeyError, ValueError):  # missing or "N/A", as streams that were saved have it
        return 0.0


def _played(found: dict[str, Any]) -> int:
    """Which of the sound tracks a player plays: the one that is marked, else the first."""
    marked = [bool(stream.get("disposition", {}).get("default")) for stream in found.get("streams", [])]
    return marked.index(True) if True in marked else 0
