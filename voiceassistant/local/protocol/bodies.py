"""Request bodies: what kind they must be, how large they may be, and what is in them."""

import asyncio
from contextlib import suppress

from pydantic_core import from_json
from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voiceassistant.local.protocol import wire
from voiceassistant.local.protocol.api_error import ApiError

MAX_JSON_BYTES = 20 << 20
MAX_FIELD_BYTES = 1 << 20
MAX_FORM_BYTES = wire.MAX_UPLOAD_BYTES + MAX_FIELD_BYTES  # the file and the fields beside it

LINGER_SECONDS = 3.0
"""How long the rest of a body that was refused is still read. Many clients read nothing before they have sent all; one
whose connection ends before that sees a reset in place of the answer."""


class BodyLimit:
    """Refuses a body as soon as it is known to be too large, and ends the connection.

    Args:
        app: Reads the body; the limit is raised to it as ApiError 413.
        most_bytes: The largest body.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app, self._most_bytes = app, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        announced, read, refused = int(Headers(scope=scope).get("content-length") or 0), 0, False

        async def counted() -> Message:
            nonlocal read, refused
            message = await receive() if announced <= self._most_bytes else {}
            read += len(message.get("body", b""))
            if max(announced, read) > self._most_bytes:
                refused = True
                raise _too_large(self._most_bytes, max(announced, read))
            return message

        async def closing(message: Message) -> None:
            if refused and message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            elif refused and not message.get("more_body"):
                await send({**message, "more_body": True})
                await _drain(receive)
                message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(message)

        await self._app(scope, counted, closing)


async def _drain(receive: Receive) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while (await receive()).get("more_body"):
                pass


def _too_large(most_bytes: int, read: int) -> ApiError:
    return ApiError(413, f"Maximum content size limit ({most_bytes}) exceeded ({read} bytes read)")


async def json_body(request: Request) -> object:
    """What the JSON says: nested at most 200 deep, all of its texts valid, its numbers finite. Raises ApiError."""
    _check_kind(request, "application/json")
    try:
        return from_json(await request.body(), allow_inf_nan=False)
    except ValueError as error:
        message = f"We could not parse the JSON body of your request: {error}"
        raise ApiError(400, message, code="invalid_json") from error


async def recording(request: Request) -> tuple[dict[str, object], bytes]:
    """A form's fields and the bytes of its `file`. Raises ApiError."""
    _check_kind(request, "multipart/form-data")
    async with request.form(max_files=1, max_part_size=MAX_FIELD_BYTES) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ApiError(400, "Missing required parameter: 'file'.", param="file", code="missing_required_parameter")
        if (file.size or 0) > wire.MAX_UPLOAD_BYTES:
            raise _too_large(wire.MAX_UPLOAD_BYTES, file.size or 0)
        return wire.form_fields(form.multi_items()), await file.read()


def _check_kind(request: Request, wanted: str) -> None:
    given = request.headers.get("content-type", "")
    if given.partition(";")[0].strip().lower() != wanted:
        message = f"Unsupported content type: '{given}'. This API method only accepts '{wanted}' requests."
        raise ApiError(400, message, code="unsupported_content_type")
