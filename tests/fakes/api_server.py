"""A server that speaks the audio and chat API over a real socket; what it answers and how it fails is the test's."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

KEY = "sk-test-0123456789"


@dataclass
class ApiServer:
    """`faults` has, by path, what the next requests get instead of an answer: a status, "hang" or "garbage"."""

    base_url: str = ""
    text: str = "Hello there."
    heard: dict[str, Any] = field(default_factory=dict)  # added to what a transcription answers: words, segments
    translation: str = "Hello there."
    translated_by: str = ""  # only the local engine tells
    chunks: list[dict[str, Any]] = field(default_factory=list)  # of the chat stream; empty: `text` word by word
    rounds: list[list[dict[str, Any]]] = field(default_factory=list)  # before that: one list a request
    speech: bytes = b"\x01\x00" * 4800
    encoded: dict[str, bytes] = field(default_factory=dict)  # speech in other formats than PCM
    endless: bool = False
    listed: list[dict[str, Any]] = field(default_factory=list)  # its models
    faults: dict[str, list[int | str]] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)  # seconds before an answer begins, by path
    asked: list[tuple[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)  # of the connections that requests came on
    reached: threading.Event = field(default_factory=threading.Event)
    hanging: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def bodies(self, path: str) -> list[Any]:
        return [body for asked, body in self.asked if asked == path]

    # --- routes ---

    async def models(self, request: Request) -> Response:
        return await self._answer("models", request, {}, lambda: JSONResponse({"object": "list", "data": self.listed}))

    async def transcriptions(self, request: Request) -> Response:
        body = await self._upload(request)
        reply = {"text": self.text, "language": "english", "duration": 2.0, "segments": [], **self.heard}
        return await self._answer("transcriptions", request, body, lambda: JSONResponse(reply))

    async def translations(self, request: Request) -> Response:
        body = await self._upload(request)
        reply = {"text": self.translation, "language": "english", "duration": 2.0, "segments": []}
        reply |= {"translated_by": self.translated_by} if self.translated_by else {}
        return await self._answer("translations", request, body, lambda: JSONResponse(reply))

    async def _upload(self, request: Request) -> dict[str, Any]:
        """What was sent; a field that may be there more than once as a list."""
        async with request.form() as form:
            sound = await form["file"].read()  # type: ignore[union-attr]
            fields = {k: form.getlist(k) if k.endswith("[]") else v for k, v in form.items() if k != "file"}
        return {**fields, "size": len(sound), "start": sound[:4]}

    async def chat(self, request: Request) -> Response:
        body = await request.json()
        return await self._answer("chat", request, body, lambda: self._stream(self._chat_lines(), "text/event-stream"))

    async def voice(self, request: Request) -> Response:
        body = await request.json()
        return await self._answer("speech", request, body, lambda: self._stream(self._speech_pieces(body), "audio/x"))

    async def _answer(self, path: str, request: Request, body: Any, reply: Callable[[], Response]) -> Response:
        self.asked.append((path, body))
        self.keys.append(request.headers.get("authorization", ""))
        self.ports.append(request.client.port if request.client else 0)
        self.reached.set()
        fault = self.faults.get(path, []).pop(0) if self.faults.get(path) else None
        match fault:
            case None:
                await asyncio.sleep(self.delays.get(path, 0.0))
                return reply()
            case "hang":
                await self._until_hung_up(request)
                return Response(status_code=499)
            case "garbage":
                return Response("<html>not an answer</html>", media_type="application/json")
            case "no text":
                return JSONResponse({"error": "failed to read the sound"})
            case "verbose":
                refusal = "response_format 'verbose_json' is not compatible with this model"
                return JSONResponse({"error": {"message": refusal, "type": "x", "code": None}}, status_code=400)
            case "break":
                return self._stream(self._broken(), "text/event-stream")
        message = f"fault {fault}, and your key is {KEY}"
        return JSONResponse({"error": {"message": message, "type": "x", "code": None}}, status_code=int(fault))

    async def _until_hung_up(self, request: Request) -> None:
        self.hanging.set()
        while not await request.is_disconnected():
            await asyncio.sleep(0.01)
        self.hung_up.set()

    def _stream(self, pieces: AsyncIterator[bytes], kind: str) -> Response:
        return StreamingResponse(self._watched(pieces), media_type=kind)

    async def _watched(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        whole = False
        try:
            async for piece in pieces:
                yield piece
            whole = True
        finally:
            if not whole:
                self.hung_up.set()

    async def _chat_lines(self) -> AsyncIterator[bytes]:
        for chunk in self.rounds.pop(0) if self.rounds else self.chunks or text_chunks(self.text):
            yield sse(chunk)
        while self.endless:
            yield sse(delta({"content": "on and on "}))
            await asyncio.sleep(0.01)
        yield b"data: [DONE]\n\n"

    async def _broken(self) -> AsyncIterator[bytes]:
        yield sse(delta({"content": "This answer "}))

    async def _speech_pieces(self, body: Any) -> AsyncIterator[bytes]:
        speech = self.encoded.get(body["response_format"], self.speech)
        middle = len(speech) // 2 + 1  # in the middle of a sample
        yield speech[:middle]
        yield speech[middle:]
        while self.endless:
            yield self.speech
            await asyncio.sleep(0.01)


def delta(content: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": content, "finish_reason": finish_reason}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}


def usage(prompt: int, completion: int) -> dict[str, Any]:
    counted = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    return {**delta({}), "choices": [], "usage": counted}


def tool_call(index: int, name: str, *arguments: str) -> list[dict[str, Any]]:
    """A call as it is streamed: the name first, the arguments piece by piece."""
    first = {"index": index, "id": f"call-{index}", "type": "function", "function": {"name": name, "arguments": ""}}
    more = [{"index": index, "function": {"arguments": piece}} for piece in arguments]
    return [delta({"tool_calls": [part]}) for part in (first, *more)]


def text_chunks(text: str) -> list[dict[str, Any]]:
    words = [delta({"content": word + " "}) for word in text.split()]
    return [delta({"role": "assistant", "content": ""}), *words, delta({}, "stop"), usage(10, len(words))]


def sse(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


@dataclass
class Door:
    """One socket for many tests, because a server takes a fifth of a second to end: each test sets its own `api`."""

    base_url: str
    api: ApiServer = field(default_factory=ApiServer)

    def new_api(self) -> ApiServer:
        self.api = ApiServer(self.base_url)
        return self.api

    async def answer(self, request: Request) -> Response:
        answers = {
            "/v1/models": self.api.models,
            "/v1/audio/transcriptions": self.api.transcriptions,
            "/v1/audio/translations": self.api.translations,
            "/v1/chat/completions": self.api.chat,
            "/v1/audio/speech": self.api.voice,
        }
        return await answers[request.url.path](request)


@contextmanager
def running_door(port: int = 0) -> Iterator[Door]:
    with socket.create_server(("127.0.0.1", port)) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)  # as servers do: no answer waits for its end
        door = Door(f"http://127.0.0.1:{listening.getsockname()[1]}/v1")
        app = Starlette(routes=[Route("/{path:path}", door.answer, methods=["GET", "POST"])])
        config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="api-server")
        thread.start()
        try:
            yield door
        finally:
            server.should_exit = True
            thread.join(10)
