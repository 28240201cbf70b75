"""Several calls in one answer, for a request that asks for several things.

A small model calls a tool for the first thing and is done. So each request within the request is decided by itself, as
if it alone had been said. What one of them names beside its first thing is then asked for as a turn that follows the
call: after "What time is it in London and in Sydney?" and a call for London, "in Sydney?" leads to the other.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from voiceassistant.local.chat import decision, toolcalls
from voiceassistant.local.chat.clauses import Clause, by_itself, clauses, conjuncts
from voiceassistant.local.chat.language_model import LanguageModel, Piece
from voiceassistant.local.chat.numerals import with_digits
from voiceassistant.local.protocol.wire import ChatRequest, FunctionCall, Message, ToolCall
from voiceassistant.local.workers import Job

COMPANY_LEAN = 1.0
"""How much likelier a call for one part is where the whole wants one; only among few tools: among many it is likely.
Three parts of twelve that wanted a call stood at -0.5 to -0.7; the likeliest that did not, at -1.2."""

FURTHER_DOUBT, MANY_FURTHER_DOUBT = 1.5, 5.0
"""How far the odds of a further call must be above what is needed otherwise, among few tools and among many: after one
call the model leans to the next. Among many, seven that were wanted stood at 5.1 to 8.3, seven that were not at 0.1 to
4.5; among few, ten that were wanted at 2.0 to 6.5."""

LONGEST_CHARACTERS = 400
"""What is longer is a text that something is to be done with, not a list of wishes."""

_NO_VERBS = frozenset(("a", "i", "it", "my", "our", "the", "there", "we"))
"""What the examples of tools begin with now and then, and requests that follow others do not."""

_DAYS = frozenset(
    ["today", "tonight", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
"""Said once, for all that is asked."""


def parts(request: ChatRequest) -> list[Clause]:
    """The requests within the last message; none where only one call can be wanted."""
    last = request.messages[-1]
    if not request.parallel_tool_calls or last.role != "user" or not toolcalls.grammar_allows_calls(request):
        return []
    if len(last.text) > LONGEST_CHARACTERS:
        return []
    text = with_digits(last.text.strip())
    found = clauses(text, _first_words(request))
    return found if len(found) > 1 or len(conjuncts(text)) > 1 else []


def call_each(request: ChatRequest, parts: Sequence[Clause], model: LanguageModel, job: Job[Piece]) -> bool:
    """Emits the calls that the parts want, if there are any, as one piece that ends the reply.

    Returns:
        Whether there are. If not, the last that was judged is the whole message: it wants none.
    Raises:
        ApiError: The prompt does not fit, or a field's value is refused.
        Cancelled: Nobody waits for the answer any more.
    """
    few = len(request.tools) < toolcalls.MANY_TOOLS
    further_doubt = FURTHER_DOUBT if few else MANY_FURTHER_DOUBT
    in_company = few and len(parts) > 1 and decision.judged(request, model, job)
    calls = _Calls(model, job)
    text = ""
    for part in parts:
        # Talk stays with what follows it: it may say what is meant.
        text = f"{text}{part.link}{part.text}" if text else part.text
        turns = _asked(request, by_itself(text) if len(parts) > 1 else text)
        call = calls.add(turns, -COMPANY_LEAN if in_company else 0.0)
        if call is None:
            continue
        for further in [] if calls.cut_off else unnamed(request, text, call):
            turns = _asked(request, further, [*turns.messages, _said(call)])
            call = calls.add(turns, further_doubt) or call
        text = ""
    if calls.made:
        job.emit(calls.piece())
    return bool(calls.made)


def unnamed(request: ChatRequest, text: str, call: FunctionCall) -> list[str]:
    """What a text joins by "and" to the thing that was called for, without having left a trace in the call."""
    values = _values(request, call)
    said = conjuncts(text)
    traced = [bool(values & _words(part)) for part in said]
    first = traced.index(True) if any(traced) else 0  # a name may have been said in other letters
    return [part for part, trace in zip(said[first + 1 :], traced[first + 1 :], strict=True) if not trace]


def _asked(request: ChatRequest, text: str, before: Sequence[Message] | None = None) -> ChatRequest:
    """The request, with the text in its last message's stead and one call as the most."""
    turns = request.messages[:-1] if before is None else before
    messages = [*turns, Message(role="user", content=text)]
    return request.model_copy(update={"messages": messages, "parallel_tool_calls": False})


def _said(call: FunctionCall) -> Message:
    return Message(role="assistant", tool_calls=[ToolCall(id="earlier", function=call)])


def _first_words(request: ChatRequest) -> set[str]:
    """What requests for the tools begin with: "play", for a tool play_music with "Plays music."."""
    found: set[str] = set()
    for tool in toolcalls.choice(request)[0]:
        described, shown = tool.function.description, [said for said, _ in toolcalls.examples(tool)]
        first = [re.split(r"[\W_]", text.casefold(), maxsplit=1)[0] for text in (tool.function.name, described, *shown)]
        found.update([*first, *(word.removesuffix("s") for word in first)])
    return found - _NO_VERBS


def _values(request: ChatRequest, call: FunctionCall) -> set[str]:
    """The words of a call's arguments, but for those that were chosen from a list, and days."""
    tool = next(tool for tool in request.tools if tool.function.name == call.name)
    properties = tool.function.parameters.get("properties") or {}
    arguments = json.loads(call.arguments)
    free = [str(value) for name, value in arguments.items() if "enum" not in (properties.get(name) or {})]
    return _words(" ".join(free)) - _DAYS


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", with_digits(text, smallest=0).casefold()))


class _Calls:
    """The calls that were made so far, and what they took."""

    def __init__(self, model: LanguageModel, job: Job[Piece]) -> None:
        self.made: list[FunctionCall] = []
        self._model = model
        self._job = job
        self._finish_reason = "stop"
        self._usage: dict[str, Any] = {}

    @property
    def cut_off(self) -> bool:
        """Whether the last call met the token limit."""
        return self._finish_reason == "length"

    def add(self, turns: ChatRequest, doubt: float) -> FunctionCall | None:
        """Has the last message answered by a call, if it wants one that was not made yet."""
        if self.cut_off or len(self.made) >= toolcalls.MAX_PARALLEL_CALLS:
            return None
        if not decision.judged(turns, self._model, self._job, doubt):
            return None
        written = self._written(turns)
        call, *_ = toolcalls.calls(written, cut_off=self.cut_off) or (None,)
        if call is None or call in self.made:
            return None
        self.made.append(call)
        return call

    def _written(self, turns: ChatRequest) -> str:
        """A call's line, as the model writes it. Raises Cancelled."""
        pieces: list[Piece] = []
        self._model.generate(
            turns,
            toolcalls.chat_messages(turns),
            toolcalls.grammar(turns, True),
            pieces.append,
            lambda: self._job.cancelled,
        )
        self._job.check()
        for piece in pieces:
            self._finish_reason = piece.finish_reason or self._finish_reason
            self._count(piece.usage)
        return "".join(piece.text for piece in pieces)

    def _count(self, usage: dict[str, Any] | None) -> None:
        """Adds tokens that were written; the prompt is the request's, however often it was read."""
        if usage and self._usage:
            for name in ("completion_tokens", "total_tokens"):
                self._usage[name] += usage["completion_tokens"]
        else:
            self._usage = self._usage or dict(usage or {})

    def piece(self) -> Piece:
        lines = (f"{toolcalls.MARK}{call.name} {call.arguments}" for call in self.made)
        return Piece("\n".join(lines), self._finish_reason, usage=self._usage)
