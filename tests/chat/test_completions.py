import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.fakes.api_server import ApiServer, delta, tool_call, usage
from voiceassistant.chat.completions import MOST_ROUNDS, ApiChat
from voiceassistant.chat.request import MOST_MESSAGES
from voiceassistant.client import Service
from voiceassistant.errors import ServiceUnavailable
from voiceassistant.messages import (
    MayAct,
    Message,
    ReplyFinished,
    ReplyPart,
    TextDelta,
    ToolCall,
    ToolCalling,
    ToolReturned,
    Usage,
    at_once,
)
from voiceassistant.settings import Role

ServiceOf = Callable[..., Service]
HELLO = [Message("user", "Hello")]


@dataclass(frozen=True)
class Done:
    result: str
    ok: bool = True
    seconds: float = 0.5


@dataclass
class AddingTools:
    called: list[tuple[str, str]] = field(default_factory=list)

    def has_effect(self, name: str) -> bool:
        return False

    def schemas(self) -> list[dict[str, Any]]:
        return [{"type": "function", "function": {"name": "add", "parameters": {"type": "object"}}}]

    async def call(self, name: str, arguments: str, timeout_seconds: float) -> Done:
        self.called.append((name, arguments))
        return Done(f"sum of {arguments}")


async def collect(chat: ApiChat, history: list[Message], may_act: MayAct = at_once) -> list[ReplyPart]:
    async with aclosing(chat.reply(history, None, may_act)) as parts:
        return [part async for part in parts]


def chat_on(service_of: ServiceOf, tools: AddingTools | None = None, **options: Any) -> ApiChat:
    return ApiChat(service_of(Role.CHAT, "some-model", **options), tools or AddingTools(), "Be brief.")


async def test_an_answer_is_streamed(api: ApiServer, service_of: ServiceOf) -> None:
    parts = await collect(chat_on(service_of), HELLO)
    server = api.base_url.removeprefix("http://").removesuffix("/v1")
    assert parts == [TextDelta("Hello "), TextDelta("there. "), ReplyFinished("stop", Usage(10, 2), server, "m")]
    body = api.bodies("chat")[0]
    assert body["messages"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
    assert body["stream"] is True
    assert body["tools"] == AddingTools().schemas()
    assert "reasoning_effort" not in body  # only OpenAI's own server is sure to take it


async def test_tools_are_run_and_their_results_sent_back(api: ApiServer, service_of: ServiceOf) -> None:
    api.rounds = [
        [*tool_call(0, "add", '{"a": 1,', ' "b": 2}'), *tool_call(1, "add", "{}"), delta({}, "tool_calls"), usage(5, 3)]
    ]
    tools = AddingTools()
    parts = await collect(chat_on(service_of, tools), HELLO)
    first, second = ToolCall("call-0", "add", '{"a": 1, "b": 2}'), ToolCall("call-1", "add", "{}")
    assert parts[:2] == [ToolCalling(first), ToolCalling(second)]
    assert [part.call.result for part in parts[2:4] if isinstance(part, ToolReturned)] == [
        'sum of {"a": 1, "b": 2}',
        "sum of {}",
    ]
    assert isinstance(parts[-1], ReplyFinished)
    assert (parts[-1].finish_reason, parts[-1].usage) == ("stop", Usage(15, 5))
    assert tools.called == [("add", '{"a": 1, "b": 2}'), ("add", "{}")]
    calls, *results = api.bodies("chat")[1]["messages"][2:]
    assert [call["id"] for call in calls["tool_calls"]] == ["call-0", "call-1"]
    assert results == [
        {"role": "tool", "tool_call_id": "call-0", "content": 'sum of {"a": 1, "b": 2}'},
        {"role": "tool", "tool_call_id": "call-1", "content": "sum of {}"},
    ]


async def test_a_model_that_calls_tools_for_ever_is_made_to_answer(api: ApiServer, service_of: ServiceOf) -> None:
    api.rounds = [[*tool_call(0, "add", "{}"), delta({}, "tool_calls")] for _ in range(MOST_ROUNDS - 1)]
    parts = await collect(chat_on(service_of), HELLO)
    assert isinstance(parts[-1], ReplyFinished)
    choices = [body["tool_choice"] for body in api.bodies("chat")]
    assert choices == ["auto"] * (MOST_ROUNDS - 1) + ["none"]


async def test_the_finish_reason_is_told(api: ApiServer, service_of: ServiceOf) -> None:
    api.chunks = [delta({"content": "Once upon"}), delta({}, "length")]
    finished = (await collect(chat_on(service_of), HELLO))[-1]
    assert isinstance(finished, ReplyFinished)
    assert finished.finish_reason == "length"


async def test_earlier_tool_calls_are_part_of_the_history(api: ApiServer, service_of: ServiceOf) -> None:
    call = ToolCall("1", "add", "{}", "4")
    history = [Message("user", "2 and 2?"), Message("assistant", "Four.", (call,)), Message("user", "Thanks")]
    await collect(chat_on(service_of), history)
    assert [message["role"] for message in api.bodies("chat")[0]["messages"]] == [
        "system",
        "user",
        "assistant",
        "tool",
        "assistant",
        "user",
    ]


async def test_a_long_conversation_is_cut_at_its_beginning(api: ApiServer, service_of: ServiceOf) -> None:
    history = [Message("user", str(number)) for number in range(MOST_MESSAGES + 10)]
    await collect(chat_on(service_of), history)
    messages = api.bodies("chat")[0]["messages"]
    assert len(messages) == MOST_MESSAGES + 1
    assert messages[-1]["content"] == history[-1].content


async def test_an_answer_that_breaks_off_is_told(api: ApiServer, service_of: ServiceOf) -> None:
    api.faults["chat"] = ["break"]
    with pytest.raises(ServiceUnavailable, match="broke off"):
        await collect(chat_on(service_of), HELLO)
    assert len(api.bodies("chat")) == 1  # what was said already cannot be said again


async def test_a_failure_before_the_first_word_is_survived(api: ApiServer, service_of: ServiceOf) -> None:
    api.faults["chat"] = [500]
    assert TextDelta("Hello ") in await collect(chat_on(service_of), HELLO)


async def test_closing_it_hangs_up(api: ApiServer, service_of: ServiceOf) -> None:
    api.endless = True
    async with aclosing(chat_on(service_of).reply(HELLO)) as parts:
        await anext(parts)
    assert await asyncio.to_thread(api.hung_up.wait, 5)


async def test_cancelling_before_the_first_word_hangs_up(api: ApiServer, service_of: ServiceOf) -> None:
    api.faults["chat"] = ["hang"]
    task = asyncio.create_task(collect(chat_on(service_of), HELLO))
    assert await asyncio.to_thread(api.reached.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(api.hung_up.wait, 5)


async def test_warming_reads_the_same_prompt_and_writes_one_token(api: ApiServer, service_of: ServiceOf) -> None:
    chat = chat_on(service_of)
    api.faults["chat"] = ["garbage"]  # the answer does not matter
    with pytest.raises(ServiceUnavailable):
        await chat.warm(HELLO)
    await collect(chat, HELLO)
    warmed, asked = api.bodies("chat")
    assert warmed["messages"][:2] == asked["messages"]
    assert warmed["tools"] == asked["tools"]
    assert warmed["max_completion_tokens"] == 1


async def test_a_server_that_calls_tools_though_it_may_not_is_a_failure(api: ApiServer, service_of: ServiceOf) -> None:
    api.rounds = [[*tool_call(0, "add", "{}"), delta({}, "tool_calls")] for _ in range(MOST_ROUNDS)]
    with pytest.raises(ServiceUnavailable, match="again and again"):
        await collect(chat_on(service_of), HELLO)


async def test_a_tool_that_changes_something_waits_until_the_question_is_sure(
    api: ApiServer, service_of: ServiceOf
) -> None:
    class ActingTools(AddingTools):
        def has_effect(self, name: str) -> bool:
            return True

    api.rounds = [[*tool_call(0, "add", '{"a": 1, "b": 2}'), delta({}, "tool_calls"), usage(5, 3)]]
    tools, sure, waiting = ActingTools(), asyncio.Event(), asyncio.Event()

    async def may_act() -> None:
        waiting.set()
        await sure.wait()

    reply = asyncio.create_task(collect(chat_on(service_of, tools), HELLO, may_act))
    await waiting.wait()
    assert tools.called == []
    sure.set()
    await reply
    assert len(tools.called) == 1
