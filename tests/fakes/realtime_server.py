"""A server on a real socket that speaks the Realtime frames that speech needs."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

SPEECH = bytes(range(200)) * 12


class RealtimeServer:
    """`said` is what it says it said, "" for the text itself; `faults` are used up, a response each."""

    def __init__(self) -> None:
        self.said = ""
        self.faults: list[str] = []  # "error", "failed", "close"
        self.connections = 0
        self.requests: list[dict[str, Any]] = []
        self.base_url = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator["RealtimeServer"]:
        server: Server
        async with serve(self._serve, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            self.base_url = f"http://127.0.0.1:{port}/v1"
            yield self

    async def _serve(self, connection: ServerConnection) -> None:
        self.connections += 1
        await self._send(connection, "session.created", session={"type": "realtime"})
        try:
            async for frame in connection:
                self.requests.append(request := json.loads(frame))
                if request["type"] == "session.update":
                    await self._send(connection, "session.updated", session=request["session"])
                else:
                    await self._respond(connection, request["response"])
        except ConnectionClosed:
            return

    async def _respond(self, connection: ServerConnection, asked: dict[str, Any]) -> None:
        text = asked["input"][0]["content"][0]["text"]
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "error":
            error = {"type": "invalid_request_error", "message": "No such voice"}
            return await self._send(connection, "error", error=error)
        await self._send(connection, "response.created", response={"id": "r", "status": "in_progress"})
        if fault == "close":
            return await connection.close()
        place = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
        for piece in (SPEECH[:1000], SPEECH[1000:]):
            await self._send(connection, "response.output_audio.delta", delta=base64.b64encode(piece).decode(), **place)
        said = self.said or text
        await self._send(connection, "response.output_audio_transcript.delta", delta=said, **place)
        await self._send(connection, "response.output_audio_transcript.done", transcript=said, **place)
        status = "failed" if fault == "failed" else "completed"
        return await self._send(connection, "response.done", response={"id": "r", "status": status})

    async def _send(self, connection: ServerConnection, kind: str, **fields: Any) -> None:
        await connection.send(json.dumps({"type": kind, "event_id": "e", **fields}))
