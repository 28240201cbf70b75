"""POST /v1/chat/completions."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from voiceassistant.local.chat import answering, checks, generation, toolcalls
from voiceassistant.local.chat.language_model import LanguageModel, Piece
from voiceassistant.local.models import Models, OnDemand
from voiceassistant.local.protocol import wire
from voiceassistant.local.protocol.bodies import json_body
from voiceassistant.local.protocol.responses import SSE_DONE, StreamedResponse, sse, until_hang_up
from voiceassistant.local.routes.chat_answer import ChatAnswer, new_call_id
from voiceassistant.local.workers import Job


async def completions(request: Request) -> Response:
    """Streamed or whole, with tools, JSON and log probabilities."""
    models: Models = request.app.state.models
    asked = wire.parse(wire.ChatRequest, await json_body(request))
    model = models.language(asked.model)
    checks.check(asked)
    answer = ChatAnswer(asked.model)
    if asked.stream:
        return StreamedResponse(
            _chunks(asked, answer, models, model), "text/event-stream", lambda error: sse(error.body)
        )
    return JSONResponse(await until_hang_up(request.receive, _whole(asked, answer, models, model)))


async def _events(
    asked: wire.ChatRequest, models: Models, model: OnDemand[LanguageModel]
) -> AsyncGenerator[answering.Event, None]:
    reply = toolcalls.ready_reply(asked)
    if reply is not None:
        async for event in answering.ready(reply):
            yield event
        return

    def generate(job: Job[Piece]) -> None:
        job.check()
        generation.generate(asked, model.get(), job)

    async with models.chat.stream(generate) as pieces:
        async for event in answering.answer(asked, pieces):
            yield event


async def _chunks(
    asked: wire.ChatRequest, answer: ChatAnswer, models: Models, model: OnDemand[LanguageModel]
) -> AsyncGenerator[bytes, None]:
    opened = False
    async with aclosing(_events(asked, models, model)) as events:
        async for event in events:
            if not opened:
                opened = True
                yield sse(answer.chunk({"role": "assistant", "content": None if _calls(event) else ""}))
            for body in _bodies(event, asked, answer):
                yield sse(body)
    yield SSE_DONE


def _bodies(event: answering.Event, asked: wire.ChatRequest, answer: ChatAnswer) -> list[dict[str, Any]]:
    match event:
        case answering.Content(text, logprobs):
            return [answer.chunk({"content": text}, logprobs=logprobs)]
        case answering.Calls(calls):
            return [
                answer.chunk({"tool_calls": [{"index": number, **_call_body(call)}]})
                for number, call in enumerate(calls)
            ]
        case answering.Done(finish_reason, usage):
            last = [answer.chunk({}, finish_reason)]
            return [*last, answer.usage_chunk(usage)] if asked.tells_usage else last


async def _whole(
    asked: wire.ChatRequest, answer: ChatAnswer, models: Models, model: OnDemand[LanguageModel]
) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": None}
    logprobs: list[Any] = []
    done = answering.Done("stop", dict(answering.NO_TOKENS))
    async with aclosing(_events(asked, models, model)) as events:
        async for event in events:
            match event:
                case answering.Content(text, found):
                    message["content"] = (message["content"] or "") + text
                    logprobs += (found or {}).get("content") or []
                case answering.Calls(calls):
                    message["tool_calls"] = [_call_body(call) for call in calls]
                case answering.Done():
                    done = event
    probabilities = {"content": logprobs, "refusal": None} if asked.logprobs else None
    return answer.whole(message, done.finish_reason, probabilities, done.usage)


def _calls(event: answering.Event) -> bool:
    return isinstance(event, answering.Calls)


def _call_body(call: wire.FunctionCall) -> dict[str, Any]:
    return {"id": new_call_id(), "type": "function", "function": call.model_dump()}
