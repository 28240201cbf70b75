"""Documents that are opened, in place of others, locked, broken, or closed meanwhile; through the reader."""

import asyncio
from pathlib import Path

import pytest

from tests.fakes.documents import FakeDocument
from tests.reading.room import TEXT, WAIT_SECONDS, Room
from voiceassistant.documents.document import Excerpt
from voiceassistant.errors import DocumentLocked
from voiceassistant.reading.events import (
    DocumentClosed,
    DocumentOpened,
    Phase,
    ReadingFailed,
)


async def test_a_document_that_does_not_open_is_told(room: Room) -> None:
    await room.reader.open("missing")
    assert room.told(ReadingFailed)[-1].source == "missing"
    assert room.reader.phase is Phase.CLOSED


async def test_one_that_does_not_open_leaves_the_one_before_open(room: Room) -> None:
    await room.begin()
    room.reader.play()
    await room.reader.open("missing")
    assert room.told(ReadingFailed)[-1].source == "missing"
    assert room.reader.phase is Phase.PAUSED
    assert not room.document.closed
    assert room.reader.so_far()
    room.reader.play()
    assert room.reader.phase is Phase.READING


@pytest.mark.expected_log("reading broke")
async def test_what_nobody_expected_of_a_document_is_told_too(room: Room) -> None:
    await room.reader.open("surprising")
    assert "unexpected" in str(room.told(ReadingFailed)[-1].error)
    assert room.reader.phase is Phase.CLOSED


async def test_a_locked_document_opens_with_its_password(room: Room) -> None:
    room.locked = "sesame"
    await room.reader.open(Excerpt("a text"))
    assert isinstance(room.told(ReadingFailed)[-1].error, DocumentLocked)
    await room.reader.open(Excerpt("a text"), "sesame")
    assert room.told(DocumentOpened)


async def test_of_two_that_are_opened_at_once_the_last_stays_and_the_first_is_closed(room: Room) -> None:
    first = room.document
    opening = room.reader.open(Excerpt("a text"))
    room.others.append(FakeDocument(TEXT, title="Another book"))
    await room.reader.open(Excerpt("another text"))
    assert opening.done()
    assert first.closed
    assert [event.title for event in room.told(DocumentOpened)] == ["A book", "Another book"]
    assert room.reader.phase is Phase.PAUSED


async def test_one_that_is_closed_while_it_opens_does_not_stay_open(room: Room) -> None:
    room.reader.open(Excerpt("a text"))
    room.reader.close_document()
    await room.until(lambda: room.document.closed)
    await room.until(lambda: bool(room.told(DocumentClosed)))
    assert room.reader.phase is Phase.CLOSED


async def test_one_that_is_still_opening_at_the_end_is_closed(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeDocument(TEXT))
    room.may_open.clear()
    room.reader.open(Excerpt("a text"))
    assert await asyncio.to_thread(room.opens.wait, WAIT_SECONDS)
    closing = asyncio.create_task(room.reader.close())
    await asyncio.sleep(0)
    assert not room.document.closed
    room.may_open.set()
    await closing
    await room.until(lambda: room.document.closed)
    assert asyncio.all_tasks() == {asyncio.current_task()}
