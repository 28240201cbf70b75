"""What is said, as values: they pass between the rooms and belong to none."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["system", "user", "assistant", "tool"]

MayAct = Callable[[], Awaitable[object]]  # waits until what is asked is sure, so that a tool may change something


async def at_once() -> None:
    """It is sure already."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that the chat model asked for, and what came of it."""

    id: str
    name: str
    arguments: str  # JSON, as the model wrote it
    result: str = ""
    ok: bool = True
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a server counted; the cached ones are among the prompt's."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
        )


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that goes with a question. `source` is an http(s) address, or the path of a file that stays."""

    source: str
    name: str = ""  # what the window calls it

    @property
    def is_remote(self) -> bool:
        return self.source.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """The answer is to be JSON.

    Attributes:
        schema: A JSON Schema as JSON text, "" for any object.
        instruction: What is to be done with the question, said in the system prompt's place; "" for nothing special.
    """

    schema: str = ""
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What goes with a question beside its words."""

    images: tuple[Image, ...] = ()
    as_json: JsonAnswer | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an answer and how likely it was: natural logarithms; the alternatives likeliest first."""

    text: str
    logprob: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, as the chat model is shown it.

    An interrupted answer's `content` ends where the user stopped hearing it: that is what the model must know.
    """

    role: Role
    content: str
    tool_calls: tuple[ToolCall, ...] = field(default=())
    images: tuple[Image, ...] = ()

    def as_request(self) -> list[dict[str, Any]]:
        """The message in the API's shape; an answer that called tools becomes the calls, their results, the answer.

        Its images are not in it: whoever sends them has to read them first.
        """
        if not self.tool_calls:
            return [{"role": self.role, "content": self.content}]
        calls = [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": c.arguments}}
            for c in self.tool_calls
        ]
        results = [{"role": "tool", "tool_call_id": c.id, "content": c.result} for c in self.tool_calls]
        answer = [{"role": "assistant", "content": self.content}] if self.content else []
        return [{"role": "assistant", "content": None, "tool_calls": calls}, *results, *answer]


# --- a streamed reply, part by part ---


@dataclass(frozen=True, slots=True)
class TextDelta:
    """`tokens` are the text again, piece by piece, where the server was asked how sure the model is."""

    text: str
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolCalling:
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ToolReturned:
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ReplyFinished:
    """`server` and `model` are who answered; a model of another name may do the work behind the one asked for."""

    finish_reason: str
    usage: Usage
    server: str = ""
    model: str = ""


ReplyPart = TextDelta | ToolCalling | ToolReturned | ReplyFinished


# --- a conversation that was kept ---


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message as it is shown again.

    Attributes:
        message: Its `content` is the whole text that was written.
        heard: What was heard of an interrupted answer; None: all of it.
        finished: How an answer ended and who gave it; None for a question.
        as_json: The answer was asked for as JSON.
    """

    message: Message
    heard: str | None = None
    finished: ReplyFinished | None = None
    as_json: bool = False
