"""What is said, as values: they pass between the rooms and belong to none."""

from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a recording says. `language` is an ISO 639-1 code or "" when the server does not tell."""

    text: str
    language: str = ""


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
    """Tokens that a server counted."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.prompt_tokens + other.prompt_tokens, self.completion_tokens + other.completion_tokens)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, as the chat model is shown it.

    An interrupted answer's `content` ends where the user stopped hearing it: that is what the model must know.
    """

    role: Role
    content: str
    tool_calls: tuple[ToolCall, ...] = field(default=())

    def as_request(self) -> list[dict[str, Any]]:
        """The message in the API's shape; an answer that called tools becomes the calls, their results, the answer."""
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
    text: str


@dataclass(frozen=True, slots=True)
class ToolCalling:
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ToolReturned:
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ReplyFinished:
    finish_reason: str
    usage: Usage


ReplyPart = TextDelta | ToolCalling | ToolReturned | ReplyFinished
