from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.documents import FakeDocument
from tests.reading.room import TEXT, Room


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    room = Room(tmp_path, FakeDocument(TEXT))
    yield room
    await room.reader.close()
