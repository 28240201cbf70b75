import asyncio
import threading
from collections.abc import Iterator

import pytest

from voiceassistant.local.workers import Cancelled, Job, Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.close()


async def test_items_come_as_they_are_made(worker: Worker) -> None:
    go_on = threading.Event()

    def work(job: Job[int]) -> None:
        job.emit(1)
        go_on.wait()
        job.emit(2)

    async with worker.stream(work) as items:
        assert await anext(items) == 1
        go_on.set()
        assert [item async for item in items] == [2]


async def test_leaving_early_ends_the_work(worker: Worker) -> None:
    ended = threading.Event()

    def endless(job: Job[int]) -> None:
        try:
            while True:
                job.emit(0)
        finally:
            ended.set()

    async with worker.stream(endless) as items:
        await anext(items)
    assert ended.is_set()


async def test_a_cancelled_caller_waits_for_the_model_to_stop(worker: Worker) -> None:
    begun, seen = threading.Event(), []

    def patient(job: Job[int]) -> None:
        begun.set()
        try:
            while True:
                job.check()
        except Cancelled:
            seen.append("told")
            raise

    task = asyncio.create_task(worker.run(patient))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert seen == ["told"]


async def test_errors_reach_the_caller(worker: Worker) -> None:
    def fails(job: Job[int]) -> None:
        job.emit(1)
        raise ValueError("no")

    async with worker.stream(fails) as items:
        assert await anext(items) == 1
        with pytest.raises(ValueError, match="no"):
            await anext(items)
    with pytest.raises(ValueError, match="no"):
        await worker.run(fails)


async def test_a_workers_work_is_done_in_turn(worker: Worker) -> None:
    order: list[str] = []
    release = threading.Event()

    def slow(_: Job[int]) -> None:
        release.wait()
        order.append("first")

    one = asyncio.create_task(worker.run(slow))
    two = asyncio.create_task(worker.run(lambda _: order.append("second")))
    await asyncio.sleep(0)
    release.set()
    await asyncio.gather(one, two)
    assert order == ["first", "second"]


async def test_work_that_was_cancelled_while_it_waited_is_told_so(worker: Worker) -> None:
    release, ran = threading.Event(), []
    first = asyncio.create_task(worker.run(lambda _: release.wait()))

    def second(job: Job[int]) -> None:
        job.check()
        ran.append("second")

    waiting = asyncio.create_task(worker.run(second))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.sleep(0)  # the worker's thread would otherwise be as quick as the cancellation
    release.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await first
    assert ran == []
