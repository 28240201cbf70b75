"""Tasks that are not waited for, on a real loop."""

import asyncio

import pytest

from voiceassistant.tasks import Tasks


async def test_closing_ends_all_and_what_they_begin_as_they_end() -> None:
    tasks, ended = Tasks(), list[str]()

    async def last_words() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("last words")

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            tasks.spawn(last_words(), "last-words")
            await asyncio.sleep(0)
            ended.append("work")

    task = tasks.spawn(work(), "work")
    await asyncio.sleep(0)
    await tasks.close()
    assert task.cancelled()
    assert ended == ["work", "last words"]
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_goes_wrong_is_logged_under_the_tasks_name(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        raise ValueError("no")

    tasks = Tasks()
    await asyncio.wait([tasks.spawn(work(), "adding-up")])
    await tasks.close()
    assert caplog.messages == ["task adding-up failed"]
