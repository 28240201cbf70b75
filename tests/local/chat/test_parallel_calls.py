"""Which calls are made for which parts of a request; the model's part is played from a table."""

import json
import math
from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest

from tests.local.chat.test_toolcalls import CALCULATE, QUESTION, TIMER, called, request
from voiceassistant.local.chat import parallel_calls, toolcalls
from voiceassistant.local.chat.generation import generate
from voiceassistant.local.chat.language_model import LanguageModel, Piece, Token
from voiceassistant.local.protocol.wire import ChatRequest, FunctionCall
from voiceassistant.local.workers import Job

WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": 'Tells the weather.\nExample: "Will it snow in Oslo?" -> {"place": "Oslo", "day": "today"}',
        "parameters": {
            "type": "object",
            "properties": {"place": {"type": "string"}, "day": {"enum": ["today", "tomorrow"]}},
        },
    },
}
USAGE = {"prompt_tokens": 100, "completion_tokens": 8, "total_tokens": 108}
PARIS, ROME = '@weather {"place": "Paris", "day": "today"}', '@weather {"place": "Rome", "day": "today"}'
TIMER_FOR_TEN = '@set_timer {"minutes": 10}'


class Model:
    """Replies by how what was said last begins: the chance that it is a call, and the reply."""

    def __init__(self, replies: dict[str, tuple[float, str]]) -> None:
        self.replies = replies
        self.seen: list[list[str]] = []
        self.finish_reason = "stop"

    def opening(self, messages: Sequence[dict[str, str]], *_: object) -> list[Token]:
        chance, line = self._reply(messages)
        name = line.partition(" ")[0].removeprefix(toolcalls.MARK)
        return [Token(toolcalls.MARK, math.log(chance)), Token(name, 0.0)]

    def generate(
        self,
        asked: ChatRequest,
        messages: Sequence[dict[str, str]],
        grammar: str,
        emit: Callable[[Piece], None],
        *_: Any,
    ) -> None:
        shown = len(toolcalls.tool_prompt(asked.tools))
        self.seen.append([message["content"] for message in messages[shown:]])
        emit(Piece(self._reply(messages)[1], self.finish_reason, usage=USAGE))

    def _reply(self, messages: Sequence[dict[str, str]]) -> tuple[float, str]:
        said = messages[-1]["content"].casefold()
        return next((reply for start, reply in self.replies.items() if said.startswith(start)), (0.0001, "Well."))


class Wanted:
    """A job that somebody waits for."""

    cancelled = False

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def emit(self, piece: Piece) -> None:
        self.pieces.append(piece)

    def check(self) -> None:
        """It is wanted."""


def asked(said: str, **fields: Any) -> ChatRequest:
    return request({"role": "user", "content": said}, tools=[CALCULATE, TIMER, WEATHER], **fields)


def replied(model: Model, asked: ChatRequest) -> list[str]:
    job = Wanted()
    generate(asked, cast(LanguageModel, model), cast("Job[Piece]", job))
    return "".join(piece.text for piece in job.pieces).split("\n")


def test_each_request_is_called_for_by_itself() -> None:
    model = Model({"what": (0.99, PARIS), "set": (0.99, TIMER_FOR_TEN)})
    assert replied(model, asked("What's the weather in Paris and set a timer.")) == [PARIS, TIMER_FOR_TEN]
    assert model.seen == [["What's the weather in Paris?"], ["Set a timer."]]


def test_what_is_joined_by_and_is_asked_for_after_the_call() -> None:
    model = Model({"what": (0.99, PARIS), "rome": (0.9999, ROME)})
    assert replied(model, asked("What's the weather in Paris and Rome?")) == [PARIS, ROME]
    assert model.seen[1] == ["What's the weather in Paris and Rome?", PARIS, "Rome?"]


def test_a_further_call_needs_more_than_a_first_one() -> None:
    model = Model({"what": (0.99, PARIS), "rome": (0.6, ROME)})
    assert replied(model, asked("What's the weather in Paris and Rome?")) == [PARIS]


@pytest.mark.parametrize(("whole", "calls"), [(0.9, [PARIS, TIMER_FOR_TEN]), (0.1, ["Well."])])
def test_a_part_needs_less_where_the_whole_wants_a_call(whole: float, calls: list[str]) -> None:
    said = "What's the weather in Paris? Set a timer."
    model = Model({said.casefold(): (whole, "Well."), "what": (0.3, PARIS), "set": (0.99, TIMER_FOR_TEN)})
    assert replied(model, asked(said)) == calls


def test_a_call_is_made_once() -> None:
    model = Model({"what": (0.99, PARIS), "tell": (0.99, PARIS)})
    assert replied(model, asked("What's the weather in Paris? Tell me.")) == [PARIS]


def test_talk_stays_with_the_request_that_follows() -> None:
    model = Model({"hello and": (0.99, PARIS), "hello": (0.01, "Well.")})
    assert replied(model, asked("Hello and what is the weather in Paris?")) == [PARIS]
    assert model.seen == [["Hello and what is the weather in Paris?"]]


def test_without_a_call_it_talks() -> None:
    model = Model({})
    assert replied(model, asked("Who are you and what do you like?")) == ["Well."]


def test_one_call_where_no_more_is_wanted_or_none_can_be() -> None:
    said = "What's the weather in Paris and set a timer."
    assert parallel_calls.parts(asked(said))
    assert not parallel_calls.parts(asked(said, parallel_tool_calls=False))
    assert not parallel_calls.parts(asked(said, tool_choice="none"))
    assert not parallel_calls.parts(asked("What's the weather in Paris?"))
    assert not parallel_calls.parts(request(*called("391")))
    assert not parallel_calls.parts(asked(f"{said} " * 10))  # a text, not a wish
    model = Model({"what": (0.99, PARIS)})
    assert replied(model, asked(said, parallel_tool_calls=False)) == [PARIS]


def test_a_call_that_the_limit_cut_off_is_the_last() -> None:
    model = Model({"what": (0.99, '@weather {"pla'), "set": (0.99, TIMER_FOR_TEN)})
    model.finish_reason = "length"
    assert replied(model, asked("What's the weather in Paris and set a timer.")) == ['@weather {"pla']


def test_the_prompt_is_counted_once() -> None:
    job = Wanted()
    model = Model({"what": (0.99, PARIS), "set": (0.99, TIMER_FOR_TEN)})
    generate(asked("What's the weather in Paris and set a timer."), cast(LanguageModel, model), cast("Job[Piece]", job))
    assert job.pieces[-1].usage == {"prompt_tokens": 100, "completion_tokens": 16, "total_tokens": 116}
    assert job.pieces[-1].finish_reason == "stop"


@pytest.mark.parametrize(
    ("said", "arguments", "left"),
    [
        ("The weather in Paris and Rome today.", {"place": "Paris", "day": "today"}, ["Rome today."]),
        ("The weather in Paris and Rome tomorrow.", {"place": "Paris", "day": "tomorrow"}, ["Rome tomorrow."]),
        ("I am cold and tired and in Paris", {"place": "Paris"}, []),  # what comes before it is talk
        ("The weather in Romeo and Juliet", {"place": "Romeo and Juliet"}, []),
        ("파리와 런던 날씨", {"place": "Paris"}, ["런던 날씨"]),
    ],
)
def test_what_left_no_trace_in_a_call_is_still_to_be_asked_for(
    said: str, arguments: dict[str, str], left: list[str]
) -> None:
    call = FunctionCall(name="weather", arguments=json.dumps(arguments))
    assert parallel_calls.unnamed(asked("x"), said, call) == left


def test_numbers_leave_a_trace_as_words_and_as_digits() -> None:
    call = FunctionCall(name="calculate", arguments='{"expression": "5 + 3"}')
    assert parallel_calls.unnamed(request(QUESTION), "What is five and three?", call) == []
