"""A streamed completion, chunk by chunk, as the server sends it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress

import httpx2
from openai import APIError

from voiceassistant.client import Told, told

DRAIN_SECONDS = 0.05  # to the end of the stream behind its last chunk: only then can the connection be used again
FAILED = "An error occurred during streaming"


async def chunks(response: httpx2.Response) -> AsyncGenerator[Told, None]:
    """Gives each chunk; closing it, or leaving before the end, hangs up.

    Raises NotAnAnswer, APIError for an error that comes in the stream, and httpx's errors.
    """
    try:
        rest = b""
        received = response.aiter_bytes()
        async for piece in received:
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                data = line.removeprefix(b"data:").strip() if line.startswith(b"data:") else b""
                if data.startswith(b"[DONE]"):
                    await _drain(received)
                    return
                if data:
                    yield _checked(told(data), response)
    finally:
        await response.aclose()


def _checked(chunk: Told, response: httpx2.Response) -> Told:
    if error := chunk.error:
        body = vars(error) if isinstance(error, Told) else {"message": str(error)}
        raise APIError(str(body.get("message") or FAILED), response.request, body=body)
    return chunk


async def _drain(received: AsyncIterator[bytes]) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            async for _ in received:
                pass
