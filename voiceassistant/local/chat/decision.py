"""Whether a reply is to be a call: how likely the model finds one, and how sure it is of the tool.

Left to itself the model takes its likeliest first token. Talk can begin in many ways and a call in one, so that a call
won where it was far from likely: "I feel a little sad today" became a message with a chance of one in seven. So the
model is first asked how a call would begin. The chance of its mark, against all talk together, and the chance of the
tool's name are what is judged: somebody who only talks makes the model unsure of the tool, too.
"""

import math
import re
from collections.abc import Sequence
from typing import Any

from voiceassistant.local.chat import toolcalls
from voiceassistant.local.chat.language_model import LanguageModel, Token
from voiceassistant.local.chat.numerals import with_digits
from voiceassistant.local.protocol.wire import ChatRequest, Tool
from voiceassistant.local.workers import Job

MADE_UP_LEAN = 3.5
SHOWN_LEAN = 0.4
"""How much likelier a call is than the model finds it, as a logarithm of odds. Examples that were made up for a tool
persuade too little (7 of 10 calls came without a lean), the tools' own a little too much."""

MANY_SHOWN_LEAN, MANY_MADE_UP_LEAN = 1.8, 2.8
"""Added among many tools, where the model finds a call the less likely (`voiceassistant bench tools`, as it is and with
the tools' examples left out)."""

TALK_LEAN, MOST_TALK = 0.8, 2
"""Added for each answer beyond the first that was talk: the model goes on as it did, and after three such answers it
guesses at sums (6 of 45 wrong without it, 4 with it)."""

NUMBERS_LEAN = 3.0
"""Added where a question holds two numbers or more: they belong to a sum, a date or a measure, and this model guesses
at all of them."""

SURE = 6.0
"""Odds so far above what is needed that the name is not waited for."""

_NUMBER = re.compile(r"\d+")


def is_open(request: ChatRequest) -> bool:
    """Whether the model may choose between talk and a call."""
    tools, prose = toolcalls.choice(request)
    return bool(tools) and prose


def judged(request: ChatRequest, model: LanguageModel, job: Job[Any], doubt: float = 0.0) -> bool:
    """Asks the model, and judges its answer; `doubt` is added to what the odds of a call must be.

    Raises:
        ApiError: The prompt does not fit.
        Cancelled: Nobody waits any more.
    """
    opening = model.opening(
        toolcalls.chat_messages(request),
        toolcalls.opening_grammar(request),
        lambda tokens: is_clear(request, tokens, doubt),
        lambda: job.cancelled,
    )
    job.check()
    return is_call(request, opening, doubt)


def is_call(request: ChatRequest, opening: Sequence[Token], doubt: float = 0.0) -> bool:
    """Judges a call's opening: the mark, then the tool's name or what was needed of it."""
    if not opening:
        return False
    return _score(opening) + lean(request, _named(request, opening[1:])) >= doubt


def is_clear(request: ChatRequest, opening: Sequence[Token], doubt: float = 0.0) -> bool:
    """Whether what follows could not change the judgement: a name only makes a call less likely."""
    leans = [lean(request, tool) for tool in request.tools]
    score = _score(opening) - doubt
    return score + max(leans) < 0 or score + min(leans) >= SURE


def lean(request: ChatRequest, tool: Tool | None) -> float:
    """How much likelier a call of this tool is than the model finds it, as a logarithm of odds."""
    shown = tool is None or bool(toolcalls.examples(tool))
    found = SHOWN_LEAN if shown else MADE_UP_LEAN
    if len(request.tools) >= toolcalls.MANY_TOOLS:
        found += MANY_SHOWN_LEAN if shown else MANY_MADE_UP_LEAN
    found += TALK_LEAN * min(_answers_talked(request), MOST_TALK)
    return found + (NUMBERS_LEAN if len(_NUMBER.findall(_last_question(request))) >= 2 else 0.0)


def _score(opening: Sequence[Token]) -> float:
    mark, *name = opening
    return _log_odds(mark.logprob) + sum(token.logprob for token in name)


def _log_odds(logprob: float) -> float:
    """The logarithm of a chance against its opposite."""
    return logprob - math.log(max(1e-9, -math.expm1(logprob)))


def _named(request: ChatRequest, tokens: Sequence[Token]) -> Tool | None:
    name = "".join(token.text for token in tokens)
    return next((tool for tool in request.tools if tool.function.name == name), None)


def _answers_talked(request: ChatRequest) -> int:
    """How many answers at the conversation's end were talk, not results."""
    count = 0
    for before, message in zip(reversed(request.messages[:-1]), reversed(request.messages), strict=False):
        if message.role == "assistant" and not message.tool_calls:
            if before.role == "tool":
                break
            count += 1
    return count


def _last_question(request: ChatRequest) -> str:
    asked = (message.text for message in reversed(request.messages) if message.role == "user")
    return with_digits(next(asked, ""))
