"""Records to rows and back."""

import json
import sqlite3
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from voiceassistant.conversation.records import Conversation, Message
from voiceassistant.messages import Image, ToolCall, Usage

MESSAGE_COLUMNS = (
    *("conversation_id", "turn", "role", "content", "created_at", "heard", "interrupted", "tool_calls"),
    *("tool_call_id", "recording_path", "finish_reason", "usage", "server", "model", "images", "as_json"),
)


def to_text(moment: datetime) -> str:
    """UTC, always of one length: such texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


def conversation(row: sqlite3.Row) -> Conversation:
    return Conversation(row["id"], row["title"], from_text(row["created_at"]), from_text(row["updated_at"]))


def message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        conversation_id=row["conversation_id"],
        turn=row["turn"],
        role=row["role"],
        content=row["content"],
        created_at=from_text(row["created_at"]),
        heard=row["heard"],
        interrupted=bool(row["interrupted"]),
        tool_calls=tuple(ToolCall(**call) for call in json.loads(row["tool_calls"])),
        tool_call_id=row["tool_call_id"],
        recording_path=None if row["recording_path"] is None else Path(row["recording_path"]),
        finish_reason=row["finish_reason"],
        usage=None if row["usage"] is None else Usage(**json.loads(row["usage"])),
        server=row["server"],
        model=row["model"],
        images=tuple(Image(**image) for image in json.loads(row["images"])),
        as_json=bool(row["as_json"]),
    )


def message_values(record: Message) -> tuple[Any, ...]:
    """The values of MESSAGE_COLUMNS."""
    return (
        record.conversation_id,
        record.turn,
        record.role,
        record.content,
        to_text(record.created_at),
        record.heard,
        int(record.interrupted),
        json.dumps([asdict(call) for call in record.tool_calls], ensure_ascii=False),
        record.tool_call_id,
        None if record.recording_path is None else str(record.recording_path),
        record.finish_reason,
        None if record.usage is None else json.dumps(asdict(record.usage)),
        record.server,
        record.model,
        json.dumps([asdict(image) for image in record.images], ensure_ascii=False),
        int(record.as_json),
    )
