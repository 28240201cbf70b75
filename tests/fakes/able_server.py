"""A server that can do everything, but for what the test takes from it; on a real socket, as ApiServer is."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.fakes.api_server import delta, text_chunks, tool_call
from tests.fakes.cloud import Cloud

MISSING = "Unexpected endpoint or method."


@dataclass
class AbleServer(Cloud):
    """`missing` has paths that it does not have ("speech", "transcriptions", …); `down`: it fails whatever is asked."""

    missing: set[str] = field(default_factory=set)
    missing_status: int = 404
    down: bool = False
    tells_times: bool = True
    spoken: str = "english"
    is_blind: bool = False  # takes pictures without a look at them
    may_go_on: threading.Event = field(default_factory=threading.Event)  # what the fault "late" waits for

    async def chat(self, request: Request) -> Response:
        if not self.rounds and not self.endless:
            self.chunks = self._chunks(await request.json())
        return await super().chat(request)

    async def _upload(self, request: Request) -> dict[str, Any]:
        body = await super()._upload(request)
        self.heard = {"language": self.spoken}
        if "timestamp_granularities[]" in body:
            word = {"word": "Hello", "start": 0.1, "end": 0.4}
            self.heard |= {"words": [word], "segments": [{"id": 0, "text": "Hello there.", "start": 0.1, "end": 1.0}]}
        if "include[]" in body:
            self.heard |= {"logprobs": [{"token": "Hello", "logprob": -0.1, "bytes": list(b"Hello")}]}
        return body

    async def voice(self, request: Request) -> Response:
        body = await request.json()
        samples = int(4800 / body.get("speed", 1.0))
        self.speech = b"\x01\x00" * samples
        if self.faults.get("speech", [])[:1] == ["stall"]:
            self.faults["speech"].pop(0)
            return self._stream(self._stalled(), "audio/pcm")
        return await super().voice(request)

    async def _stalled(self) -> AsyncIterator[bytes]:
        yield self.speech
        while True:
            await asyncio.sleep(0.01)

    async def _answer(self, path: str, request: Request, body: Any, reply: Callable[[], Response]) -> Response:
        if not self.tells_times and "timestamp_granularities[]" in body:
            status, words = 400, "response_format 'verbose_json' is not compatible with this model"
        elif self.down or path in self.missing:
            status, words = 503 if self.down else self.missing_status, MISSING
        else:
            if self.faults.get(path, [])[:1] == ["late"]:
                self.faults[path].pop(0)
                while not self.may_go_on.is_set():
                    await asyncio.sleep(0.01)
            return await super()._answer(path, request, body, reply)
        self.asked.append((path, body))
        self.reached.set()
        return JSONResponse({"error": words}, status_code=status)

    def _chunks(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        if body.get("tool_choice") == "required":
            return [*tool_call(0, "calculate", '{"expression": "17 * 23"}'), delta({}, "tool_calls")]
        text = self.text
        if "response_format" in body:
            text = json.dumps({"colour": "red"})
        elif isinstance(body["messages"][-1]["content"], list):
            text = "Lovely." if self.is_blind else "Red."
        chunks = text_chunks(text)
        if "stream_options" not in body:
            chunks.pop()
        if body.get("logprobs"):
            for chunk in chunks:
                if chunk["choices"] and chunk["choices"][0]["delta"].get("content"):
                    part = {"token": "x", "logprob": -0.1, "bytes": None, "top_logprobs": []}
                    chunk["choices"][0]["logprobs"] = {"content": [part], "refusal": None}
        return chunks
