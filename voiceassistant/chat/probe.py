"""What a chat server can do, found out by a few small questions."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from openai import AsyncStream
from openai.types.chat import ChatCompletionChunk

from voiceassistant.capabilities import Ability, Capability
from voiceassistant.chat.dialect import Feature, blamed
from voiceassistant.trial import Refused, Trial, Unknown

COUNT, SHORT, LONG = 8, 16, 64  # tokens: a streamed count, a word after some thinking aloud, a call or an object
TOOL = {
    "type": "function",
    "function": {
        "name": "calculate",
        "description": "Computes an arithmetic expression.",
        "parameters": {
            "type": "object",
            "properties": {"expression": {"type": "string"}},
            "required": ["expression"],
            "additionalProperties": False,
        },
    },
}
SCHEMA = {
    "type": "object",
    "properties": {"colour": {"type": "string"}},
    "required": ["colour"],
    "additionalProperties": False,
}
# 32 x 32 red pixels.
RED_SQUARE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKUlEQVR42u3NQQ0AAAgEoNP+EQ1jCh9uUICa3OoIBAKBQC"
    "AQCASCJ8EC+2kBHKTe8CQAAAAASUVORK5CYII="
)
OWN: tuple[Feature, ...] = ("max_completion_tokens", "max_tokens", "reasoning_effort")  # given up without a word


@dataclass(slots=True)
class Answer:
    """What one stream brought."""

    text: str = ""
    pieces: int = 0  # chunks with text in them
    calls: list[str] = field(default_factory=list)
    usage: bool = False
    logprobs: bool = False
    came: bool = False
    cut: bool = False

    def take(self, chunk: ChatCompletionChunk) -> None:
        self.came = True
        self.usage = self.usage or chunk.usage is not None
        for choice in chunk.choices:
            said = choice.delta.content or ""
            self.text += said
            self.pieces += bool(said)
            self.calls += [c.function.name for c in choice.delta.tool_calls or () if c.function and c.function.name]
            self.logprobs = self.logprobs or bool(choice.logprobs and choice.logprobs.content)
            self.cut = self.cut or choice.finish_reason == "length"


class ChatProbe:
    """Asks at most six questions, more only where the server wants some of them worded otherwise."""

    def __init__(self, trial: Trial) -> None:
        self._trial, self._endpoint = trial, trial.service.endpoint
        self._refused: dict[Feature, str] = {}  # with the server's words

    async def run(self) -> list[Ability]:
        first = await self._begin()
        if first[0].can is not True:
            reason = "" if first[0].can is None else "it does not chat"
            return [first[0], *(Ability(c, first[0].can, reason or first[0].note) for c in REST)]
        find_out = self._trial.find_out
        return [
            *first,
            await find_out(Capability.TOOLS, self._tools),
            await find_out(Capability.JSON, self._json),
            await find_out(Capability.JSON_SCHEMA, self._json_schema),
            await find_out(Capability.IMAGES, self._images),
        ]

    async def _begin(self) -> list[Ability]:
        """Chat, streaming, token counts and log probabilities with one question."""
        optional: dict[Feature, dict[str, Any]] = {
            "stream_options": {"stream_options": {"include_usage": True}},
            "logprobs": {"logprobs": True, "top_logprobs": 1},
        }
        got = Answer()

        async def look() -> tuple[bool | None, str]:
            nonlocal got
            got = await self._ask("Count from one to nine.", COUNT, optional)
            return got.came, "" if got.came else "its answer does not come as a stream"

        chat = await self._trial.find_out(Capability.CHAT, look)
        streams = None if not got.pieces else got.pieces > 1
        return [
            chat,
            Ability(Capability.STREAM, streams, "its answer came in one piece" if streams is False else ""),
            self._optional(Capability.USAGE, "stream_options", got.usage),
            self._optional(Capability.LOGPROBS, "logprobs", got.logprobs),
        ]

    def _optional(self, capability: Capability, feature: Feature, came: bool) -> Ability:
        return Ability(
            capability, came, self._refused.get(feature, "" if came else "it took the wish and told nothing")
        )

    async def _tools(self) -> tuple[bool | None, str]:
        question = "What is 17 * 23? Use the tool."
        try:
            got = await self._ask(question, LONG, {"tools": {"tools": [TOOL], "tool_choice": "required"}}, keep=True)
        except Refused as refusal:
            if "tool_choice" not in f"{refusal.param} {refusal.words}":
                raise
            got = await self._ask(question, LONG, {"tools": {"tools": [TOOL]}}, keep=True)
            if not got.calls:  # it was free not to
                return None, "it took the tool and did not call it"
        return bool(got.calls), "" if got.calls else "it took the tool and did not call it"

    async def _json(self) -> tuple[bool | None, str]:
        question = 'Answer with this JSON object: {"colour": "red"}'
        form = {"response_format": {"type": "json_object"}}
        return _is_json(await self._ask(question, LONG, {"json_object": form}, keep=True))

    async def _json_schema(self) -> tuple[bool | None, str]:
        described = {"name": "answer", "schema": SCHEMA, "strict": True}
        form = {"response_format": {"type": "json_schema", "json_schema": described}}
        question = "What colour is blood? Answer as JSON."
        return _is_json(await self._ask(question, LONG, {"json_schema": form}, keep=True), "colour")

    async def _images(self) -> tuple[bool | None, str]:
        content = [
            {"type": "text", "text": "Which colour is this picture? Answer with one word."},
            {"type": "image_url", "image_url": {"url": RED_SQUARE, "detail": "low"}},
        ]
        got = await self._ask(content, SHORT, {"images": {}}, keep=True)
        if not got.text.strip():
            return None, "it answered nothing"
        sees = "red" in got.text.lower()
        return sees, "" if sees else "it did not see that a picture is red"

    # --- one question -------------------------------------------------------------------------------------------------

    async def _ask(
        self, content: Any, tokens: int, wanted: Mapping[Feature, Mapping[str, Any]], *, keep: bool = False
    ) -> Answer:
        """Asks, again without what the server refuses of it; with `keep` only `OWN` is given up.

        Raises Refused or Unknown.
        """
        while True:
            sent = {**self._limit(tokens), **self._effort()}
            sent |= {feature: fields for feature, fields in wanted.items() if keep or feature not in self._refused}
            try:
                return await self._trial.ask(partial(self._send, content, sent))
            except Refused as refusal:
                feature = blamed(refusal.param, refusal.words, set(sent))
                if feature is None or (keep and feature in wanted):
                    raise
                self._refused[feature] = refusal.words

    def _limit(self, tokens: int) -> dict[Feature, Mapping[str, Any]]:
        names: tuple[Feature, ...] = ("max_completion_tokens", "max_tokens")
        name = next((name for name in names if name not in self._refused), None)
        return {name: {name: tokens}} if name else {}

    def _effort(self) -> dict[Feature, Mapping[str, Any]]:
        if self._endpoint.kind != "openai" or "reasoning_effort" in self._refused:
            return {}
        return {"reasoning_effort": {"reasoning_effort": "none"}}  # else the tokens go into thoughts

    async def _send(self, content: Any, sent: Mapping[Feature, Mapping[str, Any]]) -> Answer:
        body: dict[str, Any] = {"messages": [{"role": "user", "content": content}]}
        for fields in sent.values():
            body |= fields
        stream: AsyncStream[ChatCompletionChunk] = await self._trial.service.client.chat.completions.create(
            model=self._endpoint.model, messages=[], stream=True, extra_body=body
        )
        got = Answer()
        async with stream:
            chunks: AsyncIterator[ChatCompletionChunk] = aiter(stream)
            async for chunk in chunks:
                got.take(chunk)
        return got


REST = (
    Capability.STREAM,
    Capability.USAGE,
    Capability.TOOLS,
    Capability.JSON,
    Capability.JSON_SCHEMA,
    Capability.IMAGES,
    Capability.LOGPROBS,
)


def _is_json(got: Answer, key: str = "") -> tuple[bool | None, str]:
    """Whether an answer is the object that was asked for, as far as it goes."""
    text = got.text.strip()
    if not text:
        raise Unknown("it answered nothing")
    try:
        value = json.loads(text)
    except ValueError:
        if got.cut and text.startswith("{"):
            return True, ""
        return False, "it took the wish and answered otherwise"
    fits = isinstance(value, dict) and (not key or key in value)
    return fits, "" if fits else "it took the wish and answered otherwise"
