"""One chat answer: from the request to content and tool calls, piece by piece."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from voiceassistant.local.chat import results, toolcalls
from voiceassistant.local.chat.language_model import Piece
from voiceassistant.local.protocol.wire import ChatRequest, FunctionCall

NO_TOKENS = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


@dataclass(frozen=True, slots=True)
class Content:
    """More of the answer's prose."""

    text: str
    logprobs: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Calls:
    calls: tuple[FunctionCall, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The answer's end, with the tokens that it took."""

    finish_reason: str
    usage: dict[str, Any]


Event = Content | Calls | Done


async def answer(request: ChatRequest, pieces: AsyncIterator[Piece]) -> AsyncIterator[Event]:
    """Turns the model's pieces into the answer's events; the last one is `Done`."""
    if request.tools and request.messages[-1].role == "tool":
        pieces = _told_faithfully(request, pieces)
    finish, usage, reply, calling = "stop", dict(NO_TOKENS), "", False
    async for piece in pieces:
        finish, usage = piece.finish_reason or finish, piece.usage or usage
        text = piece.text
        if not calling and toolcalls.MARK in text and _begins_call(request, reply + text):
            calling, reply = True, ""
            before, mark, text = text.partition(toolcalls.MARK)
            if before.strip():
                yield Content(before)
            text = mark + text
        reply += text
        if not calling and (text or piece.logprobs):
            yield Content(text, piece.logprobs)
    if calling:
        yield Calls(tuple(toolcalls.calls(reply, cut_off=finish == "length") or ()))
        finish = finish if finish == "length" else "tool_calls"
    yield Done(finish, usage)


def _begins_call(request: ChatRequest, reply: str) -> bool:
    """Whether the mark in this reply opens a call: the first thing said, or where talk may turn into one."""
    return bool(request.tools) and (reply.startswith(toolcalls.MARK) or toolcalls.calls_may_follow(request))


async def ready(text: str) -> AsyncIterator[Event]:
    """An answer that the model was not asked for; it took no tokens."""
    yield Content(text)
    yield Done("stop", dict(NO_TOKENS))


async def _told_faithfully(request: ChatRequest, pieces: AsyncIterator[Piece]) -> AsyncIterator[Piece]:
    """Holds the first sentence back until it is whole; with a wrong number in it, the result itself is said instead."""
    outcomes, question = _last_round(request)
    held: list[Piece] = []
    async for piece in pieces:
        held.append(piece)
        said = "".join(item.text for item in held)
        whole = results.first_sentence(said) or (said if piece.finish_reason else None)
        if whole is None:
            continue
        if said.startswith(toolcalls.MARK) or results.faithful(whole, outcomes, question):
            break
        yield Piece(results.plainly(outcomes), "stop", usage=piece.usage)
        return
    for piece in held:
        yield piece
    async for piece in pieces:
        yield piece


def _last_round(request: ChatRequest) -> tuple[Sequence[str], str]:
    """The results at the end of the conversation, and what was asked."""
    outcomes: list[str] = []
    for message in reversed(request.messages):
        if message.role == "tool":
            outcomes.insert(0, message.text)
        elif message.role == "user":
            return outcomes, message.text
    return outcomes, ""
