"""HTTP answers that notice when nobody listens any more.

The client interrupts by hanging up, and the next request must not wait for work that nobody wants. Starlette's own
streaming answer cancels through anyio, which interrupts clean-up again and again; here one cancellation is one.
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import aclosing
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from voiceassistant.local.protocol.wire import ApiError, engine_error

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Handler = Callable[[Request], Awaitable[Response]]


class HungUp(Exception):
    """The client went away before the answer was there."""


def error_response(error: ApiError) -> JSONResponse:
    return JSONResponse(error.body, error.status)


async def until_hang_up(receive: Receive, work: Coroutine[Any, Any, Result]) -> Result:
    """Runs the work; when the client hangs up first, cancels it, waits until it has ended, and raises HungUp."""
    working = asyncio.create_task(work, name="answer")
    listening = asyncio.create_task(_hang_up(receive), name="hang-up")
    try:
        await asyncio.wait((working, listening), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise HungUp
    finally:
        for task in (working, listening):
            task.cancel()
        await asyncio.wait((working, listening))


async def _hang_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class StreamedResponse(Response):
    """Sends blocks as they come. An ApiError before the first block becomes the answer; later ones go to `on_error`."""

    def __init__(
        self,
        blocks: AsyncGenerator[bytes, None],
        media_type: str,
        on_error: Callable[[ApiError], bytes] = lambda _: b"",
    ) -> None:
        super().__init__(media_type=media_type)
        del self.headers["content-length"]
        self._blocks = blocks
        self._on_error = on_error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await until_hang_up(receive, self._send(scope, receive, send))
        except HungUp:
            log.info("The client hung up")

    async def _send(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(_in_our_words(self._blocks)) as blocks:
            try:
                first = await anext(blocks, b"")
            except ApiError as error:
                await error_response(error)(scope, receive, send)
                return
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await _send_block(send, first)
            try:
                async for block in blocks:
                    await _send_block(send, block)
            except ApiError as error:
                log.warning("An answer broke off: %s", error)
                await _send_block(send, self._on_error(error))
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _in_our_words(blocks: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """The blocks; what nobody foresaw becomes an ApiError."""
    try:
        async with aclosing(blocks):
            async for block in blocks:
                yield block
    except ApiError:
        raise
    except Exception as error:
        log.exception("An answer failed")
        raise engine_error(f"The local engine failed: {error}") from error


async def _send_block(send: Send, block: bytes) -> None:
    if block:
        await send({"type": "http.response.body", "body": block, "more_body": True})


def sse(body: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


SSE_DONE = b"data: [DONE]\n\n"
