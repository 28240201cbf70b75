"""Text to sound over the audio API."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack
from typing import Literal, get_args

from openai import omit

from voiceassistant.client import Service

Format = Literal["mp3", "opus", "aac", "flac", "wav", "pcm"]
FORMATS: tuple[Format, ...] = get_args(Format)
NO_SOUND = ("application/json", "text/")  # what some servers say so with, instead of a status


class ApiSynthesiser:
    """Asks the speech role's server.

    Args:
        service: The role's server.
        voice: One of the server's voices.
        speed: 0.25 to 4.
    """

    formats = FORMATS

    def __init__(self, service: Service, voice: str, speed: float = 1.0) -> None:
        self._service, self._voice, self._speed = service, voice, speed

    async def synthesise(self, text: str, response_format: Format = "pcm") -> AsyncGenerator[bytes, None]:
        """Streams mono 16-bit little-endian PCM at 24 kHz, or another format, as it comes, cut anywhere.

        Raises ServiceError; closing the generator hangs up. Asked again only while nothing has come yet.
        """
        async with AsyncExitStack() as connection:
            chunks, chunk = await self._service.attempt(lambda: self._first_chunk(text, response_format, connection))
            while chunk is not None:
                yield chunk
                with self._service.errors():
                    async with asyncio.timeout(self._service.timeout_seconds):
                        chunk = await anext(chunks, None)

    async def close(self) -> None:
        """Nothing stays open between texts."""

    async def _first_chunk(
        self, text: str, response_format: Format, connection: AsyncExitStack
    ) -> tuple[AsyncIterator[bytes], bytes | None]:
        response = await connection.enter_async_context(
            self._service.client.audio.speech.with_streaming_response.create(
                model=self._service.endpoint.model,
                voice=self._voice,
                input=text,
                response_format=response_format,
                speed=omit if self._speed == 1.0 else self._speed,
            )
        )
        if response.headers.get("content-type", "").startswith(NO_SOUND):
            raise self._service.no_answer()
        chunks = response.iter_bytes()  # without a size: each piece as the network brings it
        return chunks, await anext(chunks, None)
