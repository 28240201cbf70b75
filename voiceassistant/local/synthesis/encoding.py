"""Speech in the format that was asked for, encoded while it is made: PCM and WAV here, the others by ffmpeg."""

import asyncio
import shutil
import struct
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Protocol

from voiceassistant.local.protocol.wire import ApiError, engine_error
from voiceassistant.local.synthesis.voices import RATE

READ_BYTES = 4096

Pcm = AsyncGenerator[bytes, None]

_FFMPEG_FORMATS = {
    "mp3": ("audio/mpeg", ("-f", "mp3", "-b:a", "64k")),
    "opus": ("audio/opus", ("-f", "ogg", "-c:a", "libopus", "-b:a", "32k")),
    "aac": ("audio/aac", ("-f", "adts", "-b:a", "64k")),
    "flac": ("audio/flac", ("-f", "flac")),
}


class Encoder(Protocol):
    media_type: str

    def encode(self, pcm: Pcm) -> AsyncGenerator[bytes, None]:
        """From 24 kHz mono 16-bit little-endian PCM. Raises ApiError."""


def encoder(name: str) -> Encoder:
    """Raises ApiError 400: the format needs ffmpeg, and it is not there."""
    if name == "pcm":
        return _Pcm()
    if name == "wav":
        return _Wav()
    ffmpeg = shutil.which("ffmpeg")
    if not ffmpeg:
        raise ApiError(400, f"{name} needs ffmpeg, which is not installed; ask for wav or pcm", param="response_format")
    return _Ffmpeg(ffmpeg, *_FFMPEG_FORMATS[name])


class _Pcm:
    media_type = "audio/pcm"

    def encode(self, pcm: Pcm) -> AsyncGenerator[bytes, None]:
        return pcm


class _Wav:
    media_type = "audio/wav"

    async def encode(self, pcm: Pcm) -> AsyncGenerator[bytes, None]:
        async with aclosing(pcm) as blocks:
            first = await anext(blocks, b"")  # an error before there is any sound is the answer, not half a file
            yield wav_header() + first
            async for block in blocks:
                yield block


def wav_header() -> bytes:
    """A header whose lengths are "unknown", the largest number, as the sound is still being made."""
    unknown = 0xFFFFFFFF
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
    return struct.pack("<4sI4s", b"RIFF", unknown, b"WAVE") + form + struct.pack("<4sI", b"data", unknown)


class _Ffmpeg:
    """A pipe through ffmpeg; the process is ended with the answer."""

    def __init__(self, program: str, media_type: str, options: tuple[str, ...]) -> None:
        self.media_type = media_type
        source = ("-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0")
        self._command = (
            program,
            "-hide_banner",
            "-loglevel",
            "error",
            *source,
            *options,
            "-flush_packets",
            "1",
            "pipe:1",
        )

    async def encode(self, pcm: Pcm) -> AsyncGenerator[bytes, None]:
        first = await anext(pcm, b"")  # as above
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        feeding = asyncio.create_task(_feed(process, first, pcm), name="encoder-feed")
        try:
            assert process.stdout is not None
            while block := await process.stdout.read(READ_BYTES):
                yield block
            await feeding  # raises what the voice raised
            if await process.wait():
                raise engine_error(f"ffmpeg ended with {process.returncode}")
        finally:
            feeding.cancel()
            with suppress(ProcessLookupError):
                process.kill()
            await asyncio.wait((feeding,))
            await process.wait()


async def _feed(process: asyncio.subprocess.Process, first: bytes, pcm: Pcm) -> None:
    assert process.stdin is not None
    try:
        async with aclosing(pcm) as blocks:
            process.stdin.write(first)
            async for block in blocks:
                process.stdin.write(block)
                await process.stdin.drain()
    except ConnectionError:
        return  # ffmpeg ended; its exit status tells
    finally:
        process.stdin.close()
