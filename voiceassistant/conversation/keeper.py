"""The open conversation, as the engine keeps it: the last one reopens."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from voiceassistant.conversation.records import Conversation, Spent
from voiceassistant.conversation.records import Message as Record
from voiceassistant.conversation.store import Store
from voiceassistant.messages import Image, KeptMessage, Message, ReplyFinished, Usage
from voiceassistant.transcripts import Transcript

TITLE_LENGTH = 60


class Keeper:
    """Fits the engine's port. Every method raises StoreError.

    Args:
        folder: Where the database lies.
    """

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)
        self._open: Conversation | None = None
        self._asked_in: dict[int, int] = {}  # conversation by turn: another one may be opened before the answer ends
        self._known: list[Record] | None = None  # the open conversation's; None: to be read
        self._history: list[Message] | None = None  # what is known, as the chat model is shown it
        self._changes = 0  # what was read before one of them is old
        self._opening = asyncio.Lock()  # a question may come before the last conversation is there

    async def open(self) -> str:
        """Reopens the last conversation. Returns what the user has to be told, "" if that is nothing."""
        async with self._opening:
            told = await self._store.open()
            self._open = await self._store.last_conversation()
            self._forget_known()
        return told

    async def close(self) -> None:
        await self._store.close()

    async def begin(self) -> int:
        """Begins a new conversation and returns its number."""
        async with self._opening:
            self._open = await self._store.new_conversation()
            self._forget_known()
            return self._open.id

    async def history(self) -> list[Message]:
        """What the chat model is shown: of an interrupted answer only what was heard."""
        records = await self._records()
        if self._known is not records:
            return [shown for record in records if (shown := _shown(record))]
        if self._history is None:
            self._history = [shown for record in records if (shown := _shown(record))]
        return list(self._history)

    async def messages(self) -> list[KeptMessage]:
        """The open conversation as it is shown again: the whole of each answer, and how it came."""
        return [_kept(record) for record in await self._records() if record.content or record.tool_calls]

    async def asked(self, turn: int, transcript: Transcript, images: tuple[Image, ...] = ()) -> None:
        conversation = await self._conversation()
        text = transcript.text.strip()
        if not conversation.title:
            self._open = replace(conversation, title=_title(text))
            await self._store.rename(conversation.id, self._open.title)
        self._asked_in[turn] = conversation.id
        await self._add(self._store.add_message(conversation.id, "user", text, turn=turn, images=images))

    async def answered(
        self,
        turn: int,
        answer: Message,
        *,
        reply: str,
        finished: ReplyFinished,
        interrupted: bool,
        as_json: bool = False,
    ) -> None:
        conversation_id = self._asked_in.pop(turn, None) or (await self._conversation()).id
        await self._add(
            self._store.add_message(
                conversation_id,
                "assistant",
                reply,
                turn=turn,
                heard=answer.content if interrupted else None,
                interrupted=interrupted,
                tool_calls=answer.tool_calls,
                finish_reason=finished.finish_reason,
                usage=finished.usage,
                server=finished.server,
                model=finished.model,
                as_json=as_json,
            )
        )

    async def forget(self, question: Message) -> None:
        """Takes the newest question like this one out of the open conversation, with what is empty behind it."""
        records = await self._records()
        asked = replace(question, content=question.content.strip())
        alike = [place for place, record in enumerate(records) if _message(record) == asked]
        if alike:
            behind = takewhile(lambda record: not record.content, records[alike[-1] + 1 :])
            self._forget_known()
            await self._store.delete_messages([record.id for record in (records[alike[-1]], *behind)])

    async def spent(self, since: datetime) -> tuple[list[Spent], list[Spent]]:
        """The tokens of the open conversation, and of all since a moment."""
        async with self._opening:
            conversation = self._open
        here = await self._store.spent(conversation_id=conversation.id) if conversation else []
        return here, await self._store.spent(since=since)

    async def _records(self) -> list[Record]:
        """From memory where they are known: reading some hundred takes longer than a question may wait."""
        async with self._opening:
            conversation = self._open
        if conversation is None:
            return []
        if self._known is not None:
            return self._known
        before = self._changes
        records = await self._store.messages(conversation.id)
        if self._changes == before:
            self._known = records
        return records

    async def _add(self, adding: Coroutine[Any, Any, Record]) -> None:
        """What is known stays so only if nothing else is changed meanwhile; a call that is cancelled is still done."""
        known, history = self._known, self._history
        self._forget_known()
        change = self._changes
        record = await adding
        open_now = self._open is not None and self._open.id == record.conversation_id
        if known is not None and self._changes == change and open_now:
            self._known = [*known, record]
            if history is not None:
                self._history = [*history, *filter(None, (_shown(record),))]

    def _forget_known(self) -> None:
        self._known = self._history = None
        self._changes += 1

    async def _conversation(self) -> Conversation:
        async with self._opening:
            if self._open is None:
                self._open = await self._store.new_conversation()
            return self._open


def _shown(record: Record) -> Message | None:
    """What the chat model is shown of it; None: nothing."""
    message = _message(record)
    return message if message.content or message.tool_calls else None


def _message(record: Record) -> Message:
    content = record.content if record.heard is None else record.heard
    return Message(record.role, content, record.tool_calls, record.images)


def _kept(record: Record) -> KeptMessage:
    message = Message(record.role, record.content, record.tool_calls, record.images)
    if record.role != "assistant":
        return KeptMessage(message)
    finished = ReplyFinished(record.finish_reason, record.usage or Usage(), record.server, record.model)
    return KeptMessage(message, record.heard, finished, record.as_json)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"
