"""`voiceassistant bench tools`: how often the local chat model calls the right tool, with the right arguments."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voiceassistant.app import terminal_assistant_with
from voiceassistant.cli.collect import Collector
from voiceassistant.errors import ToolError
from voiceassistant.resource_files import resource
from voiceassistant.settings import Role, Settings
from voiceassistant.tools.builtin.calculator import calculate

LEAST_RIGHT_TOOL, LEAST_RIGHT_ARGUMENTS, MOST_FALSE_CALLS = 0.85, 0.80, 0.10

USUAL_SET, HELD_OUT_SET = "tools", "tools-held-out"
"""The engine's biases were measured with the usual set; the other one shows whether they fit other tools as well."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request as it is spoken, the tool it needs (None: none), and for each argument the values that are right."""

    said: str
    tool: str | None
    arguments: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class SeveralWanted:
    """A request that wants several calls, in any order, or one that only looks as if it did."""

    said: str
    calls: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """What the model did: one call, or none."""

    tool: str | None
    arguments: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    right_tool: float  # of all requests: the right tool, or none where none is needed
    right_arguments: float  # of the requests that need a tool: the right one with the right arguments
    false_calls: float  # of the requests that need none

    @property
    def good_enough(self) -> bool:
        return (
            self.right_tool >= LEAST_RIGHT_TOOL
            and self.right_arguments >= LEAST_RIGHT_ARGUMENTS
            and self.false_calls <= MOST_FALSE_CALLS
        )


@dataclass(frozen=True, slots=True)
class SeveralScore:
    right_tools: float  # of the requests that want several calls: so many of the right tools, and no other
    right_arguments: float  # of the same: the right tools with the right arguments
    needless: float  # of the requests that only look so: more calls than are wanted


def run_tools(model: str, name: str = USUAL_SET) -> int:
    """Asks every request once, each by itself, and prints what was wrong; 0 where the score is good enough.

    Args:
        model: The local engine's chat model, "" for the usual one.
        name: Which of the bundled sets.
    Raises:
        AssistantError: The local engine did not answer.
    """
    tools, requests = load_requests(name)
    print(f"{len(requests)} requests over {len(tools)} tools", flush=True)
    settings = Settings().with_values(chat={"server": "local", "model": model})
    with terminal_assistant_with(settings, Collector()) as assistant:
        service = assistant.engine.run(assistant.services.connect(Role.CHAT, settings)).result()

        async def ask(said: str) -> list[Called]:
            with service.errors():
                answer = await service.client.chat.completions.create(
                    model=service.endpoint.model,
                    messages=[{"role": "user", "content": said}],
                    tools=tools,
                    max_completion_tokens=120,
                )
            return all_called(answer.choices[0].message)

        results = []
        for request in requests:
            got, *_ = assistant.engine.run(ask(request.said)).result()
            results.append((request, got))
            if problem := wrong(request, got):
                print(f"  {request.said}\n    {problem}", flush=True)
        several_results = []
        for several in load_several(name):
            calls = assistant.engine.run(ask(several.said)).result()
            several_results.append((several, calls))
            if not all_right(several, calls):
                print(f"  {several.said}\n    {told(calls)}", flush=True)
        assistant.engine.run(service.client.close()).result()
    print_score(found := score(results))
    print_several_score(several_score(several_results))
    return 0 if found.good_enough else 1


def load_requests(name: str = USUAL_SET) -> tuple[list[Any], list[Wanted]]:
    """A bundled set's tools, in the API's shape, and its requests."""
    bundled = json.loads(resource(f"bench/{name}.json").read_text(encoding="utf-8"))
    return bundled["tools"], [Wanted(**request) for request in bundled["requests"]]


def load_several(name: str = USUAL_SET) -> list[SeveralWanted]:
    """A bundled set's requests for several things, and the ones that only look like it."""
    bundled = json.loads(resource(f"bench/{name}.json").read_text(encoding="utf-8"))
    return [
        SeveralWanted(item["said"], tuple(Wanted(item["said"], **call) for call in item["calls"]))
        for item in bundled["several"]
    ]


def all_called(message: Any) -> list[Called]:
    """From a chat completion's message: its calls, or what was said instead; broken arguments count as none."""
    if not message.tool_calls:
        return [Called(None, {}, message.content or "")]
    return [_called(call.function) for call in message.tool_calls]


def _called(function: Any) -> Called:
    try:
        arguments = json.loads(function.arguments)
    except ValueError:
        arguments = {}
    return Called(function.name, arguments if isinstance(arguments, dict) else {}, "")


def wrong(request: Wanted, got: Called) -> str:
    """What is wrong with a call, "" if nothing is."""
    if got.tool != request.tool:
        return f"{request.tool or 'no tool'} was wanted, and it {f'called {got.tool}' if got.tool else 'talked'}"
    if request.tool is None or right_arguments(request, got):
        return ""
    return f"{request.tool} was called with {json.dumps(got.arguments, ensure_ascii=False)}"


def right_arguments(request: Wanted, got: Called) -> bool:
    missing = {name: [""] for name in got.arguments if name not in request.arguments}
    return all(
        any(same(name, got.arguments.get(name, ""), value) for value in values)
        for name, values in {**request.arguments, **missing}.items()
    )


def same(name: str, got: object, wanted: object) -> bool:
    """Whether a value means what is wanted: words without case and marks, sums by their result."""
    if name == "expression":
        try:
            spoken = calculate(str(got))
        except ToolError:
            return False
        return re.sub(r"[^\d.-]", "", spoken.rpartition(" is ")[2].rstrip(".")) == str(wanted)
    if isinstance(wanted, int | float):
        return isinstance(got, int | float) and float(got) == float(wanted)
    return _plain(got) == _plain(wanted)


def _plain(value: object) -> str:
    return " ".join(re.sub(r"[^\w:' ]", " ", str(value).casefold()).split())


def score(results: Sequence[tuple[Wanted, Called]]) -> Score:
    needing = [(request, got) for request, got in results if request.tool]
    others = [got for request, got in results if not request.tool]
    return Score(
        sum(got.tool == request.tool for request, got in results) / len(results),
        sum(got.tool == request.tool and right_arguments(request, got) for request, got in needing) / len(needing),
        sum(got.tool is not None for got in others) / len(others),
    )


def all_right(several: SeveralWanted, calls: Sequence[Called]) -> bool:
    """Whether each call that is wanted was made, with its arguments, and no other."""
    left = list(calls) if any(call.tool for call in calls) else []
    for wanted in several.calls:
        fitting = next((call for call in left if not wrong(wanted, call)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return not left


def told(calls: Sequence[Called]) -> str:
    made = (f"{call.tool} {json.dumps(call.arguments, ensure_ascii=False)}" for call in calls if call.tool)
    return ", ".join(made) or "it talked"


def several_score(results: Sequence[tuple[SeveralWanted, Sequence[Called]]]) -> SeveralScore:
    wanting = [(several, calls) for several, calls in results if len(several.calls) > 1]
    others = [(several, calls) for several, calls in results if len(several.calls) <= 1]
    return SeveralScore(
        sum(_tools(several.calls) == _tools(calls) for several, calls in wanting) / len(wanting),
        sum(all_right(several, calls) for several, calls in wanting) / len(wanting),
        sum(len(_tools(calls)) > len(several.calls) for several, calls in others) / len(others),
    )


def _tools(calls: Sequence[Wanted | Called]) -> list[str]:
    return sorted(call.tool for call in calls if call.tool)


def print_several_score(found: SeveralScore) -> None:
    print(
        f"several calls       {found.right_tools:6.1%}  "
        f"(with right arguments {found.right_arguments:.1%}; needless calls {found.needless:.1%})"
    )


def print_score(found: Score) -> None:
    print(f"right tool or none  {found.right_tool:6.1%}  (at least {LEAST_RIGHT_TOOL:.0%})")
    print(f"right arguments     {found.right_arguments:6.1%}  (at least {LEAST_RIGHT_ARGUMENTS:.0%})")
    print(f"false calls         {found.false_calls:6.1%}  (at most {MOST_FALSE_CALLS:.0%})")
