import json
from typing import Any

import pytest

from voiceassistant.local.chat import toolcalls
from voiceassistant.local.protocol import wire

CALCULATE = {
    "type": "function",
    "function": {
        "name": "calculate",
        "description": "Computes.\n"
        'Example: "Nine times twelve?" -> {"expression": "9 * 12"}\nExample: "No" -> {broken}',
        "parameters": {
            "type": "object",
            "properties": {"expression": {"type": "string", "description": "numbers", "examples": ["1 + 1"]}},
            "required": ["expression"],
        },
    },
}
TIMER = {
    "type": "function",
    "function": {
        "name": "set_timer",
        "description": "Starts a timer. It rings.",
        "parameters": {"type": "object", "properties": {"minutes": {"type": "integer", "minimum": 1}}},
    },
}
QUESTION = {"role": "user", "content": "What is seventeen times twenty-three?"}


def request(*messages: dict[str, Any], **fields: Any) -> wire.ChatRequest:
    tools = fields.pop("tools", [CALCULATE, TIMER])
    body = {"model": "m", "messages": list(messages or (QUESTION,)), "tools": tools, **fields}
    return wire.parse(wire.ChatRequest, body)


def called(result: str) -> tuple[dict[str, Any], ...]:
    call = {"id": "c", "type": "function", "function": {"name": "calculate", "arguments": '{"expression": "17 * 23"}'}}
    asked = {"role": "assistant", "content": None, "tool_calls": [call]}
    return QUESTION, asked, {"role": "tool", "tool_call_id": "c", "content": result}


def test_the_prompt_shows_the_tools_and_what_people_say() -> None:
    messages = toolcalls.chat_messages(request())
    assert '@calculate {"expression": string (numbers)} - Computes.' in messages[0]["content"]
    turns = [message["content"] for message in messages]
    assert turns[turns.index("9 times 12?") + 1] == '@calculate {"expression": "9 * 12"}'
    assert '@set_timer {"minutes": 1}' in turns  # made up, as this tool brings no example
    assert turns[-1] == "What is 17 times 23?"


def test_examples_may_stand_under_a_title() -> None:
    described = 'Computes.\nExamples:\n"Two and two?" -> {"expression": "2 + 2"}\n"Three?" -> {"expression": "3"}'
    tool = {"type": "function", "function": {**CALCULATE["function"], "description": described}}  # type: ignore[dict-item]
    messages = toolcalls.chat_messages(request(tools=[tool]))
    assert messages[0]["content"].count("Computes.") == 1
    assert "Examples" not in messages[0]["content"]
    assert len(toolcalls.examples(request(tools=[tool]).tools[0])) == 2


def test_the_prompts_beginning_depends_on_the_tools_alone() -> None:
    first = toolcalls.chat_messages(request({"role": "system", "content": "It is Monday."}, QUESTION))
    second = toolcalls.chat_messages(request({"role": "system", "content": "It is Tuesday."}, *called("391")))
    shared = len(toolcalls.tool_prompt(request().tools))
    assert first[:shared] == second[:shared]
    assert first[shared] != second[shared]


def test_without_tools_messages_are_passed_on() -> None:
    plain = request({"role": "developer", "content": "Be kind."}, {"role": "user", "content": "Hi."}, tools=[])
    assert toolcalls.chat_messages(plain) == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi."},
    ]
    assert toolcalls.grammar(plain) is None


def test_a_past_call_is_shown_as_it_was_written() -> None:
    messages = toolcalls.chat_messages(request(*called("391")))
    assert messages[-2]["content"] == '@calculate {"expression": "17 * 23"}'
    assert messages[-1]["content"].startswith("Result: 391\n")


def test_the_grammar_allows_calls_and_prose() -> None:
    grammar = toolcalls.grammar(request())
    assert grammar is not None
    assert "| prose" in grammar
    assert '"calculate " arguments_0' in grammar
    schema = json.loads(grammar.split("arguments_0: %json ")[1].splitlines()[0])
    assert schema["properties"] == {"expression": {"type": "string"}}
    assert schema["additionalProperties"] is False


def test_a_parameter_may_be_called_description() -> None:
    tool = {
        "type": "function",
        "function": {
            "name": "note",
            "parameters": {"type": "object", "properties": {"description": {"type": "string", "description": "x"}}},
        },
    }
    assert '"properties": {"description": {"type": "string"}}' in (toolcalls.grammar(request(tools=[tool])) or "")


@pytest.mark.parametrize(
    ("choice", "prose", "calls"),
    [
        ("none", True, False),
        ("required", False, True),
        ({"type": "function", "function": {"name": "set_timer"}}, False, True),
    ],
)
def test_tool_choice_is_honoured(choice: Any, prose: bool, calls: bool) -> None:
    grammar = toolcalls.grammar(request(tool_choice=choice)) or ""
    assert ("prose:" in grammar) == prose
    assert ("call:" in grammar) == calls
    if isinstance(choice, dict):
        assert "calculate" not in grammar


@pytest.mark.parametrize(("mode", "prose"), [("auto", True), ("required", False)])
def test_only_allowed_tools_may_be_called(mode: str, prose: bool) -> None:
    allowed = {"mode": mode, "tools": [{"type": "function", "function": {"name": "set_timer"}}]}
    asked = request(tool_choice={"type": "allowed_tools", "allowed_tools": allowed})
    grammar = toolcalls.grammar(asked) or ""
    assert ("prose:" in grammar) == prose
    assert "set_timer" in grammar
    assert "calculate" not in grammar + toolcalls.opening_grammar(asked)
    assert "@calculate" in toolcalls.chat_messages(asked)[0]["content"]  # or the cached prompt were lost


def test_parameters_must_be_an_object() -> None:
    tool = {"type": "function", "function": {"name": "x", "parameters": {"type": "nonsense"}}}
    with pytest.raises(wire.ApiError, match="object"):
        toolcalls.grammar(request(tools=[tool]))


def test_after_a_result_only_prose_is_allowed() -> None:
    assert "call:" not in (toolcalls.grammar(request(*called("391"))) or "")


@pytest.mark.parametrize(("decided", "starts"), [(True, ["call"]), (False, ["prose"]), (None, ["call", "prose"])])
def test_a_reply_begins_as_it_was_decided(decided: bool | None, starts: list[str]) -> None:
    grammar = toolcalls.grammar(request(), decided) or ""
    start = next(line for line in grammar.splitlines() if line.startswith("start:"))
    assert [choice.split()[0] for choice in start.removeprefix("start:").split("|")] == starts
    assert ("prose:" in grammar) == ("prose" in starts)


def test_several_calls_are_allowed_unless_the_request_wants_one() -> None:
    assert f"{{0,{toolcalls.MAX_PARALLEL_CALLS - 1}}}" in (toolcalls.grammar(request(), True) or "")
    assert "{0," not in (toolcalls.grammar(request(parallel_tool_calls=False), True) or "")


def test_a_call_opens_with_the_mark_and_a_tool_that_may_be_called() -> None:
    assert toolcalls.opening_grammar(request()).endswith('"@" ( "calculate" | "set_timer" )')


def test_calls_are_read_from_the_reply() -> None:
    found = toolcalls.calls('@calculate {"expression": "1 + 1"}\n@set_timer {"minutes": 3}')
    assert found is not None
    assert [(call.name, json.loads(call.arguments)) for call in found] == [
        ("calculate", {"expression": "1 + 1"}),
        ("set_timer", {"minutes": 3}),
    ]
    assert toolcalls.calls("Hello.") is None


def test_arguments_that_are_no_json_are_refused_unless_they_were_cut_off() -> None:
    with pytest.raises(wire.ApiError, match="calculate"):
        toolcalls.calls('@calculate {"expression": string}')
    assert toolcalls.calls('@calculate {"expr', cut_off=True)


def test_a_result_that_is_a_sentence_is_the_answer() -> None:
    assert toolcalls.ready_reply(request(*called("17 times 23 is 391."))) == "17 times 23 is 391."


@pytest.mark.parametrize("result", ["391", "17 * 23 = 391", '{"value": 391}', "One line.\nTwo lines.", "x" * 300 + "."])
def test_other_results_are_phrased_by_the_model(result: str) -> None:
    assert toolcalls.ready_reply(request(*called(result))) is None
    assert toolcalls.ready_reply(request()) is None
