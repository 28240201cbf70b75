"""Tools for a small model: a prompt that shows them, a grammar that allows only valid calls, and the way back.

A half-billion-parameter model handles its own tool template badly: it invents tools, and writes calls as text. Here
its reply is either prose, or lines of the form `@name {"argument": value}`. The grammar leaves no other choice, and a
call costs no more tokens than it must. Which of the two it is to be, `decision.py` judges.

The tools' prompt comes first and depends on the tools alone: from turn to turn it stays in the model's cache.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from voiceassistant.local.chat.numerals import with_digits
from voiceassistant.local.protocol.wire import (
    AllowedToolsChoice,
    ApiError,
    ChatRequest,
    FunctionCall,
    Message,
    NamedTool,
    Tool,
)

MARK = "@"
MAX_PARALLEL_CALLS = 4

EXAMPLE = re.compile(
    r'^[ ]*(?:Examples?:[ ]*)?["“](?P<said>[^\n]+?)["”][ ]*(?:->|→)[ ]*(?P<arguments>\{[^\n]*\})[ ]*$', re.MULTILINE
)
"""A line of a tool's description that shows what people say: `"What is 12 times 9?" -> {"expression": "12 * 9"}`"""

_EXAMPLES_TITLE = re.compile(r"^[ ]*Examples?:[ ]*$", re.MULTILINE)

TALK_BEFORE = (
    ("Hello there.", "Hello! What can I do for you?"),
    ("Which is the longest river in Africa?", "The Nile is the longest river in Africa."),
)
TALK_AFTER = (
    ("How are you?", "I am well, thank you. What can I do for you?"),
    ("Can you please tell me where the Nile is?", "The Nile is in Africa."),
    ("I am so tired.", "That sounds like a long day. I hope you can rest soon."),
    ("Who are you?", "I am your voice assistant."),
    ("Why do leaves turn red?", "Because their green pigment breaks down in autumn."),
)
"""Small talk shows when no tool is wanted; without it the model calls one for everything.

Measured with 32 requests for the clock, a calculator and the weather, and 32 for nothing of the kind: in this order
all 32 calls come. Woven between the calls' examples, or with more of it, up to a quarter is missed. The facts in it
leak: with a painter in it, every painting became his.
"""

MANY_TOOLS = 6
TALK_AMONG_MANY = ("Could you sing something for me?", "La la la! I am better at talking than at singing.")
"""Among many tools one seems to fit whatever is said; one more example of talk tells the model otherwise."""

_JSON_SPACING = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}
_NOTES = ("description", "title", "examples", "default")


def chat_messages(request: ChatRequest) -> list[dict[str, str]]:
    """The request's messages as the model sees them: roles and text only, the tools' prompt first."""
    spoken = [_plain(message) for message in request.messages]
    return [*tool_prompt(request.tools), *spoken] if request.tools else spoken


def tool_prompt(tools: Sequence[Tool]) -> list[dict[str, str]]:
    """The tools as a system message, and examples as turns that were already taken."""
    lines = [
        "You are a voice assistant that can use tools. To use one, write its line:",
        *(_signature(tool) for tool in tools),
        "Use a tool only for what it is described to do. "
        "Everything else you answer yourself, in one or two short sentences.",
    ]
    prompt = [{"role": "system", "content": "\n".join(lines)}]
    for said, reply in _turns(tools):
        prompt += [{"role": "user", "content": said}, {"role": "assistant", "content": reply}]
    return prompt


def examples(tool: Tool) -> list[tuple[str, str]]:
    """What people say and the call it leads to, from the tool's description; one that is no JSON is left out."""
    found = []
    for match in EXAMPLE.finditer(tool.function.description):
        try:
            arguments = json.loads(match["arguments"])
        except ValueError:
            continue  # a description is the client's text, and not all of it is meant for us
        found.append((with_digits(match["said"]), _call_line(tool.function.name, arguments)))
    return found


def _turns(tools: Sequence[Tool]) -> Iterator[tuple[str, str]]:
    yield from TALK_BEFORE
    for tool in tools:
        yield from examples(tool) or _made_up(tool)
    yield from TALK_AFTER
    if len(tools) >= MANY_TOOLS:
        yield TALK_AMONG_MANY


def _made_up(tool: Tool) -> list[tuple[str, str]]:
    """An example for a tool that brings none: its description as the request, and values that fit its types."""
    wish = _description(tool).split(". ")[0].rstrip(".")
    properties = tool.function.parameters.get("properties") or {}
    required = tool.function.parameters.get("required") or list(properties)
    arguments = {name: _some_value(name, schema) for name, schema in properties.items() if name in required}
    told = ", ".join(f"{name} {value}" for name, value in arguments.items())
    return [(f"{wish}: {told}." if told else f"{wish}.", _call_line(tool.function.name, arguments))] if wish else []


def _some_value(name: str, schema: Any) -> object:
    """A value that the schema allows, taken from its own examples where it has some."""
    fields = schema if isinstance(schema, dict) else {}
    for key in ("examples", "enum"):
        if fields.get(key):
            return fields[key][0]
    values = {"integer": fields.get("minimum", 7), "number": fields.get("minimum", 7), "boolean": True, "array": []}
    return values.get(str(fields.get("type")), f"some {name}")


def _signature(tool: Tool) -> str:
    properties = tool.function.parameters.get("properties") or {}
    arguments = ", ".join(f'"{name}": {_type_words(schema)}' for name, schema in properties.items())
    return f"{MARK}{tool.function.name} {{{arguments}}} - {_description(tool)}"


def _description(tool: Tool) -> str:
    """What the tool does, without its examples, on one line."""
    words = _EXAMPLES_TITLE.sub("", EXAMPLE.sub("", tool.function.description))
    return " ".join(words.split())


def _type_words(schema: Any) -> str:
    if not isinstance(schema, dict):
        return "any"
    choices = schema.get("enum")
    kind = " or ".join(json.dumps(choice) for choice in choices) if choices else str(schema.get("type", "any"))
    words = str(schema.get("description", "")).strip()
    return f"{kind} ({words})" if words else kind


def _call_line(name: str, arguments: object) -> str:
    return f"{MARK}{name} {json.dumps(arguments, ensure_ascii=False)}"


def _plain(message: Message) -> dict[str, str]:
    if message.role == "tool":
        return {"role": "user", "content": f"Result: {message.text}\nTell me the result in one short sentence."}
    if message.tool_calls:
        lines = [f"{MARK}{call.function.name} {call.function.arguments}" for call in message.tool_calls]
        return {"role": "assistant", "content": "\n".join(lines)}
    role = "system" if message.role == "developer" else message.role
    return {"role": role, "content": with_digits(message.text) if message.role == "user" else message.text}


def grammar(request: ChatRequest, decided: bool | None = None) -> str | None:
    """What the reply may look like, in llguidance's Lark dialect; None when anything goes.

    Args:
        request: With its tools, tool_choice and response_format.
        decided: Whether it is to begin with a call, where the choice is open; None: the model chooses.
    """
    if not request.tools:
        return None
    tools, prose = choice(request)
    if not tools:
        return f"%llguidance {{}}\nstart: prose\n{_prose(request)}"
    rules = [f"arguments_{number}: %json {json.dumps(_bare_schema(tool))}" for number, tool in enumerate(tools)]
    names = [f'"{tool.function.name} " arguments_{number}' for number, tool in enumerate(tools)]
    more = f'("\\n" call){{0,{MAX_PARALLEL_CALLS - 1}}}' if request.parallel_tool_calls else ""
    # "Sure! @calculate {...}": what it begins as talk it may still turn into a call.
    talk = [f"prose{' call?' if calls_may_follow(request) else ''}"] if prose and decided is not True else []
    called = [f"call {more}".rstrip()] if not prose or decided is not False else []
    start = f"start: {' | '.join([*called, *talk])}"
    call = f'call: "{MARK}" ( {" | ".join(names)} )'
    return "\n".join(["%llguidance {}", start, call, *rules, *([_prose(request)] if talk else [])])


def opening_grammar(request: ChatRequest) -> str:
    """The mark and a tool's name: how a call begins."""
    names = " | ".join(f'"{tool.function.name}"' for tool in choice(request)[0])
    return f'%llguidance {{}}\nstart: "{MARK}" ( {names} )'


def grammar_allows_calls(request: ChatRequest) -> bool:
    return bool(choice(request)[0])


def calls_may_follow(request: ChatRequest) -> bool:
    """Whether talk may end in a call: then the mark stands in a reply only where one begins."""
    as_json = request.response_format is not None and request.response_format.type != "text"
    return grammar_allows_calls(request) and not as_json


def choice(request: ChatRequest) -> tuple[list[Tool], bool]:
    """The tools that may be called now, and whether prose is allowed."""
    wanted = request.tool_choice
    names = chosen_names(request)
    tools = [tool for tool in request.tools if not names or tool.function.name in names]
    must = isinstance(wanted, NamedTool) or (
        (wanted.allowed_tools.mode if isinstance(wanted, AllowedToolsChoice) else wanted) == "required"
    )
    if must:
        return tools, False
    # Asked again after a result, a model of this size calls the same tool for ever.
    if wanted == "none" or request.messages[-1].role == "tool":
        return [], True
    return tools, True


def chosen_names(request: ChatRequest) -> list[str]:
    """The tools that tool_choice names; none where it leaves all."""
    wanted = request.tool_choice
    if isinstance(wanted, NamedTool):
        return [wanted.function.name]
    if isinstance(wanted, AllowedToolsChoice):
        return [tool.function.name for tool in wanted.allowed_tools.tools]
    return []


def _prose(request: ChatRequest) -> str:
    wanted = request.response_format
    if wanted and wanted.type == "json_schema":
        return f"prose: %json {json.dumps((wanted.json_schema or {}).get('schema') or {})}"
    if wanted and wanted.type == "json_object":
        return 'prose: %json {"type": "object"}'
    # A result that is JSON would be read out as it is.
    rest = r"[^{}\[\]]" if request.messages[-1].role == "tool" else f"[^{MARK}]" if request.tools else r"(.|\n)"
    return f"prose: /[^{MARK}{{}}\\[\\]\\s]{rest}*/"


def _bare_schema(tool: Tool) -> dict[str, Any]:
    schema = _without_notes(tool.function.parameters)
    if schema.get("type", "object") != "object":
        raise ApiError(400, f"The parameters of the tool '{tool.function.name}' must be an object.", param="tools")
    return {**schema, "type": "object", "additionalProperties": False, "x-guidance": _JSON_SPACING}


def _without_notes(schema: Any, *, names_follow: bool = False) -> Any:
    """The schema without what only people read; `names_follow` where the keys are the client's own names."""
    if isinstance(schema, list):
        return [_without_notes(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_notes(value, names_follow=key in ("properties", "$defs", "definitions") and not names_follow)
        for key, value in schema.items()
        if names_follow or key not in _NOTES
    }


def calls(reply: str, *, cut_off: bool = False) -> list[FunctionCall] | None:
    """The calls in a whole reply; None when it is prose. One that the token limit cut off is left as it is.

    Raises:
        ApiError: The arguments are no JSON. The grammar was not followed: llama.cpp drops one it cannot read.
    """
    if not reply.startswith(MARK):
        return None
    found = []
    for line in reply.split("\n"):
        name, _, arguments = line.removeprefix(MARK).partition(" ")
        if not name:
            continue
        if not cut_off and not _is_json(arguments):
            raise ApiError(400, f"This engine cannot follow the schema of the tool '{name}'.", param="tools")
        found.append(FunctionCall(name=name, arguments=arguments))
    return found


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_SENTENCE = re.compile(r"[^\W_][^\n{}\[\]<>|]{0,238}[.!?…。？！]")


def ready_reply(request: ChatRequest) -> str | None:
    """The tools' own words, when all the results are sentences already.

    The model would only say them again, a second later and with a wrong digit now and then.
    """
    if request.tool_choice not in ("auto", "none") or request.response_format:
        return None
    results: list[str] = []
    for message in reversed(request.messages):
        if message.role != "tool":
            break
        results.insert(0, message.text.strip())
    if not results or not all(_SENTENCE.fullmatch(result) for result in results):
        return None
    return " ".join(dict.fromkeys(results))
