"""The chat role: streamed completions and the tool loop."""

import asyncio
import logging
import uuid
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

from openai import APIConnectionError, APIError

from voiceassistant.chat.confidence import TokenReader
from voiceassistant.chat.dialect import Dialects, Feature, blamed
from voiceassistant.chat.request import ChatOptions, Request
from voiceassistant.chat.stream import chunks
from voiceassistant.client import Service, Told, told
from voiceassistant.errors import CannotSee, ServiceUnavailable
from voiceassistant.messages import (
    JsonAnswer,
    MayAct,
    Message,
    ReplyFinished,
    ReplyPart,
    TextDelta,
    Token,
    ToolCall,
    ToolCalling,
    ToolReturned,
    Usage,
    at_once,
)

log = logging.getLogger(__name__)

MOST_ROUNDS = 5  # a model that calls tools for ever is stopped
TOOL_SECONDS = 10.0
NOT_ABOUT_FEATURES = (401, 403, 429)  # the key, the account, too many requests


class ToolResult(Protocol):
    @property
    def result(self) -> str: ...
    @property
    def ok(self) -> bool: ...
    @property
    def seconds(self) -> float: ...


class Tools(Protocol):
    """The tools that the model may call."""

    def schemas(self) -> list[dict[str, Any]]: ...
    def has_effect(self, name: str) -> bool: ...
    async def call(self, name: str, arguments: str, timeout_seconds: float) -> ToolResult: ...


Opened = tuple[AsyncGenerator[Told, None], Told | None]


class _FeatureRefused(Exception):
    """The server would answer without this part of the request."""

    def __init__(self, feature: Feature, message: str) -> None:
        super().__init__(message)
        self.feature: Feature = feature


@dataclass(slots=True)
class _Round:
    """What one request's stream has brought."""

    calls: dict[int, ToolCall] = field(default_factory=dict)
    finish_reason: str = ""
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    _reader: TokenReader = field(default_factory=TokenReader)
    _tokens: list[Token] = field(default_factory=list)

    def take(self, chunk: Told) -> str:
        """Returns the text in it."""
        self.model = chunk.model or self.model
        if chunk.usage:
            details = chunk.usage.prompt_tokens_details
            cached = (details and details.cached_tokens) or 0
            self.usage = Usage(chunk.usage.prompt_tokens or 0, chunk.usage.completion_tokens or 0, cached)
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        self.finish_reason = choice.finish_reason or self.finish_reason
        for part in choice.delta.tool_calls or ():
            _collect(part, self.calls)
        if choice.logprobs:
            self._tokens += self._reader.read(choice.logprobs.content or choice.logprobs.refusal or ())
        text: str = choice.delta.content or choice.delta.refusal or ""
        return text

    def new_tokens(self) -> tuple[Token, ...]:
        tokens, self._tokens = tuple(self._tokens), []
        return tokens


class ApiChat:
    """Asks the chat role's server.

    Args:
        service: The role's server.
        tools: What the model may call.
        system_prompt: How to answer; the same from turn to turn, so that servers can keep its prefix.
        options: What the user chose.
        dialects: What the servers take, as far as it is known; what is learnt is added.
        on_notice: Called with a sentence that the user should know.
    """

    def __init__(
        self,
        service: Service,
        tools: Tools,
        system_prompt: str,
        options: ChatOptions | None = None,
        dialects: Dialects | None = None,
        on_notice: Callable[[str], None] = log.warning,
    ) -> None:
        self._service, self._tools, self._system = service, tools, system_prompt
        self._options = options or ChatOptions()
        self._dialects = dialects or Dialects()
        self._on_notice = on_notice

    async def reply(
        self, history: Sequence[Message], as_json: JsonAnswer | None = None, may_act: MayAct = at_once
    ) -> AsyncGenerator[ReplyPart, None]:
        """Streams the answer to the last message, running tools on the way; ends with ReplyFinished.

        `may_act` is awaited before a tool that changes anything.
        Raises ServiceError; closing the generator hangs up. A request is repeated only while nothing has come of it.
        """
        request = await self._request(history, as_json)
        usage = Usage()
        for number in range(MOST_ROUNDS):
            got = _Round()
            last = number == MOST_ROUNDS - 1
            async with aclosing(self._stream(request, got, tool_choice="none" if last else "auto")) as deltas:
                async for delta in deltas:
                    yield delta
            usage += got.usage
            if not got.calls:
                endpoint = self._service.endpoint
                yield ReplyFinished(got.finish_reason or "stop", usage, endpoint.title, got.model or endpoint.model)
                return
            calls = list(got.calls.values())
            for call in calls:
                yield ToolCalling(call)
            done = await asyncio.gather(*(self._run(call, may_act) for call in calls))
            for call in done:
                yield ToolReturned(call)
            request.done += Message("assistant", "", tuple(done)).as_request()
        raise ServiceUnavailable(f"{self._service.endpoint.subject} asked for tools again and again")

    async def warm(self, history: Sequence[Message]) -> None:
        """Has the server read the prompt and the conversation so far, so that the next answer begins sooner.

        For the local engine, which keeps what it has read; elsewhere it would cost money. Raises ServiceError.
        """
        request = await self._request([replace(message, images=()) for message in history])
        body, _ = request.body()
        body["messages"].append({"role": "user", "content": ""})
        asked: dict[str, Any] = {name: body[name] for name in ("messages", "tools", "tool_choice") if name in body}
        with self._service.errors():
            answer = await self._service.client.chat.completions.with_raw_response.create(
                model=self._service.endpoint.model, messages=[], max_completion_tokens=1, extra_body=asked
            )
            told(answer.content)

    async def _request(self, history: Sequence[Message], as_json: JsonAnswer | None = None) -> Request:
        endpoint = self._service.endpoint
        return await Request.of(
            history,
            as_json=as_json,
            system=self._system,
            tools=self._tools.schemas(),
            options=self._options,
            dialect=self._dialects.of(endpoint),
            is_openai=endpoint.kind == "openai",
        )

    async def _stream(self, request: Request, got: _Round, tool_choice: str) -> AsyncGenerator[TextDelta, None]:
        """Gives the text as it comes and fills `got`."""
        stream, chunk = await self._open(request, tool_choice)
        async with aclosing(stream):
            while chunk is not None:
                if text := got.take(chunk):
                    yield TextDelta(text, got.new_tokens())
                chunk = await self._next(stream)
        if not got.finish_reason:
            raise ServiceUnavailable(f"{self._service.endpoint.subject} broke off in the middle of its answer")

    async def _open(self, request: Request, tool_choice: str) -> Opened:
        """Sends the request, again in other words where the server refuses some of it: each is given up only once."""
        while True:
            body, sent = request.body(tool_choice)
            try:
                opened = await self._service.attempt(partial(self._first_chunk, body, sent))
            except _FeatureRefused as refusal:
                self._learn(request, refusal)
                continue
            if self._options.show_confidence and "logprobs" not in sent:
                self._tell_of_no_confidence()
            return opened

    async def _first_chunk(self, body: dict[str, Any], sent: set[Feature]) -> Opened:
        """Goes past the package, which validates each message anew: 116 ms for 400 of them, 3 ms this way."""
        try:
            response = await self._service.client.chat.completions.with_raw_response.create(
                model=self._service.endpoint.model, messages=[], stream=True, extra_body=body
            )
            stream = chunks(response.http_response)
            try:
                return stream, await anext(stream, None)
            except BaseException:
                await stream.aclose()
                raise
        except APIError as error:
            if refusal := _refusal(error, sent):
                raise refusal from error
            raise

    def _learn(self, request: Request, refusal: "_FeatureRefused") -> None:
        endpoint = self._service.endpoint
        if refusal.feature == "images" and request.asks_to_see:
            self._dialects.learn(endpoint, "images", keep=False)  # later questions leave these pictures out
            raise CannotSee(f"{endpoint.subject} cannot see with the model {endpoint.model}") from refusal
        if refusal.feature == "json_schema" and "invalid schema" in str(refusal).lower():
            request.refused.add("json_schema")  # of this schema; the next one may be taken
            return
        # Pictures are offered again in the next run: another model may answer to the name by then.
        self._dialects.learn(endpoint, refusal.feature, keep=refusal.feature != "images")

    def _tell_of_no_confidence(self) -> None:
        endpoint = self._service.endpoint
        if self._dialects.tell_once(endpoint, "logprobs"):
            self._on_notice(f"{endpoint.subject} does not say how sure the model {endpoint.model} is of its words.")

    async def _next(self, stream: AsyncGenerator[Told, None]) -> Told | None:
        with self._service.errors():
            async with asyncio.timeout(self._service.timeout_seconds):  # Python 3.11's wait_for may lose a cancellation
                return await anext(stream, None)

    async def _run(self, call: ToolCall, may_act: MayAct) -> ToolCall:
        if self._tools.has_effect(call.name):
            await may_act()
        done = await self._tools.call(call.name, call.arguments, TOOL_SECONDS)
        return ToolCall(call.id, call.name, call.arguments, done.result, done.ok, done.seconds)


def _collect(part: Told, calls: dict[int, ToolCall]) -> None:
    """Adds a streamed piece of a tool call to what has come of it."""
    known = calls.get(part.index, ToolCall("", "", ""))
    function = part.function
    calls[part.index] = ToolCall(
        part.id or known.id or f"call_{uuid.uuid4().hex[:12]}",
        (function and function.name) or known.name,
        known.arguments + ((function and function.arguments) or ""),
    )


def _refusal(error: APIError, sent: set[Feature]) -> _FeatureRefused | None:
    if isinstance(error, APIConnectionError) or getattr(error, "status_code", 400) in NOT_ABOUT_FEATURES:
        return None
    body = error.body
    message = str(body.get("message") or body) if isinstance(body, dict) else error.message
    feature = blamed(error.param or "", message, sent)
    return _FeatureRefused(feature, message) if feature else None
