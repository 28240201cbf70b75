import asyncio
import os
import sqlite3
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from voiceassistant.conversation.records import Spent
from voiceassistant.conversation.store import Store
from voiceassistant.errors import StoreError
from voiceassistant.messages import Image, ToolCall, Usage


class Clock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(tmp_path / "data", Clock()) as store:
        yield store


async def test_a_new_store_is_empty(store: Store) -> None:
    assert await store.last_conversation() is None
    assert await store.conversations() == []
    assert await store.search("hello") == []


async def test_messages_come_back_as_they_were_given(store: Store, tmp_path: Path) -> None:
    conversation = await store.new_conversation("Sums")
    question = await store.add_message(
        conversation.id,
        "user",
        "17 곱하기 23은? 😀",
        turn=3,
        recording_path=tmp_path / "a.wav",
        images=(Image("/a.png", "a"),),
    )
    answer = await store.add_message(
        conversation.id,
        "assistant",
        "It is 391. That was easy.",
        turn=3,
        heard="It is 391.",
        interrupted=True,
        tool_calls=(ToolCall("c1", "calculate", '{"expression": "17 * 23"}', "17 times 23 is 391.", True, 0.25),),
        finish_reason="stop",
        usage=Usage(120, 9),
        server="OpenAI",
        model="gpt-6-luna",
    )
    result = await store.add_message(conversation.id, "tool", "391", tool_call_id="c1")
    assert await store.messages(conversation.id) == [question, answer, result]
    assert question.created_at < answer.created_at
    assert question.recording_path == tmp_path / "a.wav"


async def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    async with Store(tmp_path) as store:
        conversation = await store.new_conversation("Kept")
        message = await store.add_message(conversation.id, "user", "Hello")
    async with Store(tmp_path) as store:
        last = await store.last_conversation()
        assert last is not None
        assert (last.id, last.title) == (conversation.id, "Kept")
        assert last.updated_at == message.created_at
        assert await store.messages(conversation.id) == [message]


async def test_the_last_conversation_is_the_one_last_spoken_in(store: Store) -> None:
    first = await store.new_conversation("First")
    second = await store.new_conversation("Second")
    assert [c.title for c in await store.conversations()] == ["Second", "First"]
    await store.add_message(first.id, "user", "Again")
    assert [c.title for c in await store.conversations()] == ["First", "Second"]
    assert [c.id for c in await store.conversations(limit=1)] == [first.id]
    await store.rename(second.id, "Renamed")
    await store.delete(first.id)
    assert [c.title for c in await store.conversations()] == ["Renamed"]
    assert await store.messages(first.id) == []
    assert await store.search("again") == []


async def test_tokens_are_added_up_by_server_and_model(store: Store) -> None:
    first, second = await store.new_conversation(), await store.new_conversation()
    await store.add_message(first.id, "assistant", "", usage=Usage())  # it failed
    for conversation, usage, server, model in (
        (first, Usage(100, 10, 80), "OpenAI", "gpt-6-luna"),
        (first, Usage(50, 5), "local engine", "qwen"),
        (second, Usage(200, 20), "OpenAI", "gpt-6-luna"),
    ):
        await store.add_message(conversation.id, "user", "Hello")
        await store.add_message(conversation.id, "assistant", "Hi", usage=usage, server=server, model=model)
    luna, qwen = "gpt-6-luna", Spent("local engine", "qwen", 1, Usage(50, 5))
    assert await store.spent() == [Spent("OpenAI", luna, 2, Usage(300, 30, 80)), qwen]
    assert await store.spent(conversation_id=first.id) == [Spent("OpenAI", luna, 1, Usage(100, 10, 80)), qwen]
    last = (await store.messages(second.id))[-1]
    assert await store.spent(since=last.created_at) == [Spent("OpenAI", luna, 1, Usage(200, 20))]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("weather", ["The weather in Seoul"]),
        ("WEATH seo", ["The weather in Seoul"]),
        ("creme", ["Crème brûlée, please"]),
        ("서울", ["서울은 지금 몇 시야?"]),
        ("please", ["Yes, please", "Crème brûlée, please"]),
        ("absent", []),
        ('"; OR * NEAR(', []),
        ("", []),
    ],
)
async def test_finds_messages_by_the_beginnings_of_their_words(store: Store, text: str, contents: list[str]) -> None:
    conversation = await store.new_conversation("Talk")
    for content in ["The weather in Seoul", "Crème brûlée, please", "서울은 지금 몇 시야?", "Yes, please"]:
        await store.add_message(conversation.id, "user", content)
    found = await store.search(text)
    assert [hit.message.content for hit in found] == contents
    assert all(hit.conversation.title == "Talk" and "[" in hit.excerpt for hit in found)


async def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    conversation = await store.new_conversation()
    message = await store.add_message(conversation.id, "user", "Hello")
    with pytest.raises(StoreError, match="could not be read or written"):
        await store.add_message(999, "user", "Hello")
    for change in (store.rename(999, "x"), store.delete(999)):
        with pytest.raises(StoreError, match="no longer there"):
            await change
    assert await store.messages(conversation.id) == [message]


async def test_a_cancelled_caller_loses_no_write(store: Store) -> None:
    conversation = await store.new_conversation()
    held, reached = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def hold() -> None:
        loop.call_soon_threadsafe(reached.set)
        held.wait(10)

    holding = asyncio.create_task(store._run(hold))  # the thread is busy, so the write has to queue
    await reached.wait()
    writing = asyncio.create_task(store.add_message(conversation.id, "user", "Said"))
    await asyncio.sleep(0)  # let it be asked for
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    held.set()
    await holding
    assert [message.content for message in await store.messages(conversation.id)] == ["Said"]


async def test_calls_are_done_in_their_order(store: Store) -> None:
    conversation = await store.new_conversation()
    adding = [store.add_message(conversation.id, "user", str(number)) for number in range(50)]
    added = await asyncio.gather(*adding)
    assert [message.content for message in await store.messages(conversation.id)] == [m.content for m in added]


async def test_one_thread_of_its_own_does_the_work_and_ends(tmp_path: Path) -> None:
    store = Store(tmp_path)
    await store.open()
    name = await store._run(lambda: threading.current_thread().name)
    assert name.startswith("store")
    await store.close()
    await store.close()
    assert not any(thread.name == name for thread in threading.enumerate())
    with pytest.raises(StoreError, match="closed"):
        await store.conversations()


async def test_before_open_there_is_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(StoreError, match="not open"):
        await store.conversations()
    await store.close()


async def test_the_database_is_kept_as_it_should_be(store: Store) -> None:
    def pragmas() -> list[object]:
        return [store._read(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert await store._run(pragmas) == ["wal", 1, 1]


@pytest.mark.parametrize("damage", ["text", "middle"])
async def test_a_damaged_file_is_kept_and_a_new_one_begun(tmp_path: Path, damage: str) -> None:
    async with Store(tmp_path) as store:
        conversation = await store.new_conversation("Old")
        for number in range(200):
            await store.add_message(conversation.id, "user", f"Message {number} " * 10)
    if damage == "text":
        store.path.write_text("this is no database " * 500)
    else:
        content = bytearray(store.path.read_bytes())
        content[4096 : len(content) - 4096] = os.urandom(len(content) - 8192)
        store.path.write_bytes(content)
    before = store.path.read_bytes()

    store = Store(tmp_path, Clock())
    told = await store.open()
    assert "damaged" in told
    (kept,) = tmp_path.glob("conversations-damaged-20261123-*.sqlite")
    assert str(kept) in told
    assert kept.read_bytes() == before
    assert await store.conversations() == []
    await store.new_conversation("New")
    await store.close()


async def test_a_newer_program_s_database_is_not_touched(tmp_path: Path) -> None:
    async with Store(tmp_path) as store:
        await store.new_conversation("Kept")
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        async with Store(tmp_path):
            raise AssertionError("it must not open")
    connection = sqlite3.connect(store.path)
    assert connection.execute("SELECT title FROM conversations").fetchall() == [("Kept",)]
    connection.close()


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="could not be read or written"):
        async with Store(tmp_path / "file" / "data"):
            raise AssertionError("it must not open")
