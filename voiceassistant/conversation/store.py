"""Keeps conversations in SQLite: one writer, its own thread, and nothing lost that was said."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from voiceassistant.conversation import rows
from voiceassistant.conversation.database import open_database
from voiceassistant.conversation.records import Conversation, Found, KeptRole, Message, Spent
from voiceassistant.errors import StoreError
from voiceassistant.messages import Image, ToolCall, Usage

FILE_NAME = "conversations.sqlite"

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """The conversations. Every method belongs on one asyncio loop and raises StoreError.

    The thread "store" does all the work, in the order in which it was asked for. Cancelling a call only stops the
    waiting: what was asked for is still done.

    Args:
        folder: Where the database lies; made when it is missing.
        now: The present, with its time zone.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = _utc_now) -> None:
        self.path = folder / FILE_NAME
        self._now = now
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> str:
        """Makes the database or brings it up to date; must come first.

        Returns what the user has to be told, "" where that is nothing: a damaged file was set aside and a new one
        begun. Raises StoreError also where a newer program wrote the database.
        """

        def work() -> str:
            if self._connection is not None:
                return ""
            self._connection, told = open_database(self.path, self._now())
            return told

        return await self._run(work)

    async def close(self) -> None:
        """Waits for all that was asked for and ends the thread. May be called again."""

        def work() -> None:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

        try:
            self._thread.submit(work)
        except RuntimeError:
            return  # closed already
        await asyncio.shield(asyncio.to_thread(self._thread.shutdown))

    async def __aenter__(self) -> "Store":
        try:
            await self.open()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def last_conversation(self) -> Conversation | None:
        """The one in which something was said last, or that was begun last."""
        return next(iter(await self.conversations(1)), None)

    async def conversations(self, limit: int = 100) -> list[Conversation]:
        """The newest first."""
        query = "SELECT * FROM conversations ORDER BY updated_at DESC, id DESC LIMIT ?"
        return await self._run(lambda: list(map(rows.conversation, self._read(query, limit))))

    async def new_conversation(self, title: str = "") -> Conversation:
        def work() -> Conversation:
            now = self._now()
            with self._transaction() as connection:
                added = connection.execute(
                    "INSERT INTO conversations (title, created_at, updated_at) VALUES (?, ?, ?)",
                    (title, rows.to_text(now), rows.to_text(now)),
                )
            return Conversation(added.lastrowid or 0, title, now, now)

        return await self._run(work)

    async def rename(self, conversation_id: int, title: str) -> None:
        await self._change("UPDATE conversations SET title = ? WHERE id = ?", title, conversation_id)

    async def delete(self, conversation_id: int) -> None:
        """Deletes a conversation with its messages."""
        await self._change("DELETE FROM conversations WHERE id = ?", conversation_id)

    async def messages(self, conversation_id: int) -> list[Message]:
        """All of a conversation, in the order in which they were added."""
        query = "SELECT * FROM messages WHERE conversation_id = ? ORDER BY id"
        return await self._run(lambda: list(map(rows.message, self._read(query, conversation_id))))

    async def add_message(
        self,
        conversation_id: int,
        role: KeptRole,
        content: str,
        *,
        turn: int = 0,
        heard: str | None = None,
        interrupted: bool = False,
        tool_calls: tuple[ToolCall, ...] = (),
        tool_call_id: str = "",
        recording_path: Path | None = None,
        finish_reason: str = "",
        usage: Usage | None = None,
        server: str = "",
        model: str = "",
        images: tuple[Image, ...] = (),
        as_json: bool = False,
    ) -> Message:
        """Adds a message and returns it with its number. Its fields are those of `records.Message`."""
        message = Message(
            0,
            conversation_id,
            turn,
            role,
            content,
            self._now(),
            heard,
            interrupted,
            tool_calls,
            tool_call_id,
            recording_path,
            finish_reason,
            usage,
            server,
            model,
            images,
            as_json,
        )
        columns, marks = ", ".join(rows.MESSAGE_COLUMNS), ", ".join("?" * len(rows.MESSAGE_COLUMNS))

        def work() -> Message:
            with self._transaction() as connection:
                added = connection.execute(
                    f"INSERT INTO messages ({columns}) VALUES ({marks})", rows.message_values(message)
                )
                _touch(connection, conversation_id, message.created_at)
            return replace(message, id=added.lastrowid or 0)

        return await self._run(work)

    async def delete_messages(self, ids: Sequence[int]) -> None:
        marks = ", ".join("?" * len(ids))

        def work() -> None:
            with self._transaction() as connection:
                connection.execute(f"DELETE FROM messages WHERE id IN ({marks})", tuple(ids))

        await self._run(work)

    async def search(self, text: str, limit: int = 50) -> list[Found]:
        """Finds the messages that hold words beginning with each word of `text`, the best first."""
        words = ["".join(c if c.isalnum() else " " for c in word).split() for word in text.split()]
        query = " ".join(f'"{" ".join(parts)}"*' for parts in words if parts)
        statement = """
            SELECT messages.*, snippet(messages_text, 0, '[', ']', '…', 12) AS excerpt
            FROM messages_text JOIN messages ON messages.id = messages_text.rowid
            WHERE messages_text MATCH ? ORDER BY rank, messages.id DESC LIMIT ?"""

        def work() -> list[Found]:
            hits = self._read(statement, query, limit) if query else []
            ids = {hit["conversation_id"] for hit in hits}
            marks = ", ".join("?" * len(ids))
            conversations = {
                row["id"]: rows.conversation(row)
                for row in self._read(f"SELECT * FROM conversations WHERE id IN ({marks})", *ids)
            }
            return [Found(conversations[hit["conversation_id"]], rows.message(hit), hit["excerpt"]) for hit in hits]

        return await self._run(work)

    async def spent(self, *, since: datetime | None = None, conversation_id: int | None = None) -> list[Spent]:
        """The tokens by server and model, of answers since a moment or in one conversation, the most first.

        Questions that failed have no server and do not count.
        """
        statement = """
            SELECT server, model, COUNT(*) AS answers,
                SUM(json_extract(usage, '$.prompt_tokens')) AS prompt,
                SUM(json_extract(usage, '$.completion_tokens')) AS completion,
                SUM(COALESCE(json_extract(usage, '$.cached_tokens'), 0)) AS cached
            FROM messages WHERE role = 'assistant' AND usage IS NOT NULL AND server <> ''
                AND created_at >= ? AND (? IS NULL OR conversation_id = ?)
            GROUP BY server, model ORDER BY prompt + completion DESC"""
        moment = rows.to_text(since) if since else ""

        def work() -> list[Spent]:
            found = self._read(statement, moment, conversation_id, conversation_id)
            return [
                Spent(
                    row["server"], row["model"], row["answers"], Usage(row["prompt"], row["completion"], row["cached"])
                )
                for row in found
            ]

        return await self._run(work)

    async def _run(self, work: Callable[[], _Result]) -> _Result:
        """Has the thread do `work`, to its end even where the caller stops waiting."""
        try:
            doing = asyncio.get_running_loop().run_in_executor(self._thread, _guarded, work)
        except RuntimeError as error:
            raise StoreError("The conversations are closed already") from error
        return await asyncio.shield(doing)

    async def _change(self, statement: str, *values: object) -> None:
        def work() -> None:
            with self._transaction() as connection:
                _need_one(connection.execute(statement, values))

        await self._run(work)

    def _read(self, query: str, *values: object) -> list[sqlite3.Row]:
        return self._opened().execute(query, values).fetchall()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreError("The conversations are not open")
        return self._connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._opened()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk makes SQLite roll back by itself
                connection.execute("ROLLBACK")
            raise


def _guarded(work: Callable[[], _Result]) -> _Result:
    try:
        return work()
    except (sqlite3.Error, OSError) as error:
        _log.warning("the conversations: %s", error)
        raise StoreError(f"The conversations could not be read or written: {error}") from error


def _touch(connection: sqlite3.Connection, conversation_id: int, now: datetime) -> None:
    connection.execute("UPDATE conversations SET updated_at = ? WHERE id = ?", (rows.to_text(now), conversation_id))


def _need_one(changed: sqlite3.Cursor) -> None:
    if changed.rowcount != 1:
        raise StoreError("What was to be changed is no longer there")
