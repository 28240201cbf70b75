"""Speech in each format, from sound that is made while it is encoded."""

from collections.abc import AsyncGenerator

import pytest

from voiceassistant.local.protocol.wire import ApiError
from voiceassistant.local.synthesis import encoding

FORMATS = ("pcm", "wav", "mp3", "opus", "aac", "flac")


async def speech_that_fails() -> AsyncGenerator[bytes, None]:
    raise ApiError(503, "espeak-ng is not installed")
    yield b""


async def half_a_second() -> AsyncGenerator[bytes, None]:
    for _ in range(5):
        yield b"\x00\x10" * 2400


@pytest.mark.parametrize("name", FORMATS)
async def test_a_voice_that_fails_at_once_leaves_no_half_a_file(name: str) -> None:
    blocks = encoding.encoder(name).encode(speech_that_fails())
    with pytest.raises(ApiError, match="espeak-ng"):
        await anext(blocks)


@pytest.mark.parametrize("name", FORMATS)
async def test_the_sound_arrives_whole(name: str) -> None:
    sound = b"".join([block async for block in encoding.encoder(name).encode(half_a_second())])
    beginnings = {"wav": b"RIFF", "opus": b"OggS", "flac": b"fLaC", "pcm": b"\x00\x10", "aac": b"\xff", "mp3": b""}
    assert sound.startswith(beginnings[name])
    assert len(sound) > 300
    if name == "wav":
        assert sound[44:] == b"\x00\x10" * 12000
