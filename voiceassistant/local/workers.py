"""Threads that models work on: one named thread each for recognition, chat and voice.

They do not wait for each other, even on two cores. Recognising a question and speaking a sentence take a quarter of a
second at most, twice that beside chat; chat may read a prompt for seconds, and nobody should wait for that to be heard.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Cancelled(Exception):
    """Raised on a model's thread when nobody waits for its work any more."""


class Job(Generic[Item]):
    """One piece of work on a model's thread: it emits items, and asks whether it is still wanted."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._wanted = threading.Event()
        self._wanted.set()
        self.items: asyncio.Queue[Item | None] = asyncio.Queue()

    def emit(self, item: Item) -> None:
        """Called on the model's thread. Raises Cancelled."""
        self.check()
        self._loop.call_soon_threadsafe(self.items.put_nowait, item)

    @property
    def cancelled(self) -> bool:
        return not self._wanted.is_set()

    def check(self) -> None:
        """Raises Cancelled when the work is not wanted any more."""
        if self.cancelled:
            raise Cancelled

    def cancel(self) -> None:
        self._wanted.clear()


class Worker:
    """A model's own thread: its work is done one piece after the other."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=f"local-{name}")

    async def run(self, work: Callable[[Job[Any]], Result]) -> Result:
        """Runs the work to its end. When the caller is cancelled, the work is told and waited for."""
        loop = asyncio.get_running_loop()
        job: Job[Any] = Job(loop)
        future = loop.run_in_executor(self._pool, work, job)
        try:
            return await asyncio.shield(future)
        finally:
            job.cancel()
            await _ended(future)

    @asynccontextmanager
    async def stream(self, work: Callable[[Job[Item]], None]) -> AsyncIterator[AsyncIterator[Item]]:
        """The items that the work emits, as they come. Leaving the block ends the work; its errors are raised."""
        loop = asyncio.get_running_loop()
        job: Job[Item] = Job(loop)
        future = loop.run_in_executor(self._pool, work, job)
        future.add_done_callback(lambda _: job.items.put_nowait(None))
        try:
            yield self._items(job, future)
        finally:
            job.cancel()
            await _ended(future)

    async def _items(self, job: Job[Item], future: asyncio.Future[None]) -> AsyncIterator[Item]:
        while (item := await job.items.get()) is not None:
            yield item
        await future  # raises what the work raised

    def close(self) -> None:
        self._pool.shutdown()


async def _ended(future: asyncio.Future[Any]) -> None:
    """Waits for the work's end. Its error, `Cancelled` as a rule, is looked at, or asyncio would log it as lost."""
    await asyncio.shield(asyncio.wait([future]))
    if not future.cancelled():
        future.exception()
