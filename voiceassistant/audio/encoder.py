"""Speech of any length into a file, encoded as it comes: WAV and raw PCM here, the other formats by ffmpeg."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from voiceassistant.audio.decoding import NO_WINDOW
from voiceassistant.audio.files import FFMPEG_FORMATS, ffmpeg_missing
from voiceassistant.audio.new_file import NewFile
from voiceassistant.audio.pcm import SCALE_RATE
from voiceassistant.audio.wav import header
from voiceassistant.errors import AudioFileError


class Encoder(Protocol):
    """Takes mono 16-bit little-endian PCM at 24 kHz. Raises AudioFileError."""

    async def write(self, pcm: bytes) -> None: ...
    async def finish(self) -> None:
        """The file's content is whole."""
        ...

    async def end(self) -> None:
        """Finished or not, nothing runs any more."""
        ...


async def encoder(file: NewFile, name: str) -> Encoder:
    """Writes the format called `name` into the file. Raises AudioFileError: ffmpeg is missing."""
    if name in ("pcm", "wav"):
        return PlainEncoder(file, with_header=name == "wav")
    format_name, codec = FFMPEG_FORMATS[name]
    return await ffmpeg_encoder(file, name, (*(("-c:a", codec) if codec else ()), "-f", format_name))


async def ffmpeg_encoder(file: NewFile, name: str, options: Sequence[str]) -> "FfmpegEncoder":
    """Any format; `options` are ffmpeg's, for what it reads besides the sound and for what it writes."""
    # With a second input ffmpeg rests for 10 ms whenever its queue for this one is empty; usually that is short.
    source = ("-thread_queue_size", "1024", "-f", "s16le", "-ar", str(SCALE_RATE), "-ac", "1", "-i", "pipe:0")
    try:
        process = await asyncio.create_subprocess_exec(
            *("ffmpeg", "-v", "error", *source, *options, "-y", str(file.beside.resolve())),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            creationflags=NO_WINDOW,
        )
    except OSError as error:
        raise ffmpeg_missing(name) from error
    return FfmpegEncoder(file, process)


class PlainEncoder:
    """`behind`: what a WAV file has after its samples, whole chunks."""

    def __init__(self, file: NewFile, *, with_header: bool, behind: bytes = b"") -> None:
        self._file, self._with_header, self._behind, self._size = file, with_header, behind, 0
        if with_header:
            file.write(header(SCALE_RATE, 0))

    async def write(self, pcm: bytes) -> None:
        self._size += len(pcm)
        self._file.write(pcm)

    async def finish(self) -> None:
        if self._with_header:
            self._file.write(self._behind)
            self._file.overwrite(0, header(SCALE_RATE, self._size, len(self._behind)))

    async def end(self) -> None:
        """Nothing runs."""


class FfmpegEncoder:
    """A process that is ended with the file."""

    def __init__(self, file: NewFile, process: asyncio.subprocess.Process) -> None:
        self._file, self._process = file, process

    async def write(self, pcm: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pcm)
            await self._process.stdin.drain()
        except ConnectionError:  # it ended; this tells why, instead of going on for nothing
            await self.finish()

    async def finish(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()  # Python 3.11's `communicate` would leave it open, and ffmpeg waiting
        _, said = await self._process.communicate()
        if self._process.returncode or said:  # on a full disk it complains, but ends with 0
            first = said.decode(errors="replace").strip().partition("\n")[0] or f"status {self._process.returncode}"
            failure = AudioFileError(f"{self._file.path.name} cannot be written: {first.rpartition(': ')[2]}")
            failure.advice = "Choose another place, or make room there."
            raise failure

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
