"""Function calling by the real model, through the official client as it comes."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import cast

import openai
import pytest
from openai.types.chat import ChatCompletion, ChatCompletionToolParam

from tests.fakes.local_engine import RunningEngine
from tests.local.test_engine_live import CHAT, TOOLS, user
from voiceassistant.tools.builtin import builtin_tools
from voiceassistant.tools.registry import Registry

pytestmark = pytest.mark.local

TWO_THINGS = "What time is it in Paris and what is 3 times 4?"


@pytest.fixture(scope="module")
def client(local_engine: RunningEngine) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(
        base_url=local_engine.base_url, api_key=local_engine.token, max_retries=0, timeout=240
    ) as client:
        yield client


def calls(answer: ChatCompletion) -> list[tuple[str, dict[str, object]]]:
    found = answer.choices[0].message.tool_calls or []
    return [(call.function.name, json.loads(call.function.arguments)) for call in found if call.type == "function"]


def test_one_call_where_parallel_calls_are_not_wanted(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(
        model=CHAT,
        messages=[user(TWO_THINGS)],
        tools=TOOLS,
        parallel_tool_calls=False,
        tool_choice="required",
        max_completion_tokens=60,
    )
    assert len(calls(answer)) == 1
    assert answer.choices[0].finish_reason == "tool_calls"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (TWO_THINGS, {("clock", "Paris"), ("calculate", "3 * 4")}),
        ("What is 3 plus 4?", {("calculate", "3 + 4")}),
        ("Add 12 and 30, please.", {("calculate", "12 + 30")}),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_call_for_each_thing_that_is_asked_for(
    client: openai.OpenAI, said: str, wanted: set[tuple[str, str]], stream: bool
) -> None:
    if stream:
        with client.chat.completions.stream(model=CHAT, messages=[user(said)], tools=TOOLS) as events:
            answer: ChatCompletion = events.get_final_completion()
    else:
        answer = client.chat.completions.create(model=CHAT, messages=[user(said)], tools=TOOLS)
    found = calls(answer)
    assert len(found) == len(wanted)
    assert {(name, *arguments.values()) for name, arguments in found} == wanted
    assert answer.choices[0].finish_reason == "tool_calls"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "What's the weather in Paris and what time is it in Tokyo?",
            [("weather", "Paris"), ("current_time", "Tokyo")],
        ),
        ("What time is it in Rome and in Oslo?", [("current_time", "Rome"), ("current_time", "Oslo")]),
        ("파리 날씨를 알려 주고 도쿄는 지금 몇 시인지 말해 줘.", [("weather", "파리"), ("current_time", "Tokyo")]),
    ],
)
def test_the_programs_own_tools_are_called_together(
    client: openai.OpenAI, said: str, wanted: list[tuple[str, str]]
) -> None:
    tools = cast("list[ChatCompletionToolParam]", Registry(builtin_tools(datetime.now)).schemas())
    several = client.chat.completions.create(model=CHAT, messages=[user(said)], tools=tools)
    assert [(name, arguments["place"]) for name, arguments in calls(several)] == wanted
    one = client.chat.completions.create(
        model=CHAT, messages=[user(said)], tools=tools, tool_choice="required", parallel_tool_calls=False
    )
    assert len(calls(one)) == 1


def test_small_talk_is_no_call_unless_one_is_required(client: openai.OpenAI) -> None:
    said = [user("I feel a little sad today.")]
    talk = client.chat.completions.create(model=CHAT, messages=said, tools=TOOLS, max_completion_tokens=30)
    assert calls(talk) == []
    assert talk.choices[0].message.content
    must = client.chat.completions.create(model=CHAT, messages=said, tools=TOOLS, tool_choice="required")
    assert len(calls(must)) >= 1


def test_only_an_allowed_tool_is_called(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(
        model=CHAT,
        messages=[user("What is 3 times 4?")],
        tools=TOOLS,
        tool_choice={
            "type": "allowed_tools",
            "allowed_tools": {"mode": "required", "tools": [{"type": "function", "function": {"name": "clock"}}]},
        },
    )
    assert {name for name, _ in calls(answer)} == {"clock"}


def test_arguments_keep_to_the_schema(client: openai.OpenAI) -> None:
    line: dict[str, object] = {
        "type": "object",
        "properties": {"dish": {"type": "string"}, "count": {"type": "integer"}, "size": {"enum": ["small", "large"]}},
        "required": ["dish", "count", "size"],
    }
    properties: dict[str, object] = {
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}, "minItems": 1, "maxItems": 2},
        "paid": {"type": "boolean"},
        "table": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "kind": {"const": "order"},
    }
    schema: dict[str, object] = {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "$defs": {"line": line},
    }
    answer = client.chat.completions.create(
        model=CHAT,
        messages=[user("Two large pizzas for table five, please.")],
        tools=[{"type": "function", "function": {"name": "order", "parameters": schema, "strict": True}}],
        tool_choice="required",
        parallel_tool_calls=False,
        max_completion_tokens=120,
    )
    ((_, order),) = calls(answer)
    assert set(order) == set(properties)
    assert order["kind"] == "order"
    assert isinstance(order["paid"], bool)
    assert order["table"] is None or isinstance(order["table"], int)
    lines = order["lines"]
    assert isinstance(lines, list)
    assert {item["size"] for item in lines} <= {"small", "large"}
    assert all(isinstance(item["count"], int) for item in lines)


def test_a_call_that_the_limit_cut_off_says_so(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(
        model=CHAT, messages=[user("What is 3 times 4?")], tools=TOOLS, tool_choice="required", max_completion_tokens=4
    )
    assert answer.choices[0].finish_reason == "length"


def test_the_official_client_reads_a_streamed_call(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(
        model=CHAT, messages=[user("What is 3 times 4?")], tools=TOOLS, tool_choice="required"
    ) as events:
        kinds = [event.type for event in events]
        choice = events.get_final_completion().choices[0]
    assert "tool_calls.function.arguments.done" in kinds
    assert choice.finish_reason == "tool_calls"
    assert choice.message.tool_calls
    assert all(json.loads(call.function.arguments) for call in choice.message.tool_calls)
