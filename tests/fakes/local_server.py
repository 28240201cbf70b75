"""Stands where the local engine's supervisor does; a server of the test's answers for it."""

import asyncio

from tests.fakes.api_server import KEY
from voiceassistant.errors import LocalEngineError


class FakeLocalServer:
    token = KEY

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.started = self.closed = 0
        self.error: LocalEngineError | None = None
        self.starting, self.may_start = asyncio.Event(), asyncio.Event()
        self.may_start.set()

    async def start(self) -> None:
        self.starting.set()
        await self.may_start.wait()
        if self.error:
            raise self.error
        self.started += 1

    async def ready(self, timeout: float) -> None:
        if not self.started:
            raise LocalEngineError("The local engine was not started")

    async def close(self) -> None:
        self.closed += 1
