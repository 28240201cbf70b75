"""What is kept of conversations."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from voiceassistant.messages import Image, ToolCall, Usage

KeptRole = Literal["user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A row of the conversations; the times have their zone."""

    id: int
    title: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said in a conversation.

    Attributes:
        turn: The engine's number of the turn it belongs to.
        content: The whole text that was written.
        heard: What was heard of an interrupted answer; None where that is all of it.
        interrupted: The user talked over it.
        tool_calls: What the chat model asked for on the way to this answer, with the results.
        tool_call_id: For the role "tool": the call that this is the result of.
        recording_path: The question's recording, where it is still there.
        finish_reason: As the chat role's server put it.
        usage: Tokens, where the server counted them.
        server, model: Who wrote it.
        images: What went with a question.
        as_json: The answer was asked for as JSON.
    """

    id: int
    conversation_id: int
    turn: int
    role: KeptRole
    content: str
    created_at: datetime
    heard: str | None = None
    interrupted: bool = False
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    recording_path: Path | None = None
    finish_reason: str = ""
    usage: Usage | None = None
    server: str = ""
    model: str = ""
    images: tuple[Image, ...] = ()
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """The tokens of all answers that one model on one server gave."""

    server: str
    model: str
    answers: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class Found:
    """A message that fits a search; `excerpt` holds the words around, the found ones between "[" and "]"."""

    conversation: Conversation
    message: Message
    excerpt: str
