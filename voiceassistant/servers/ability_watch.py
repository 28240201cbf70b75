"""Finds out behind everything else what newly connected servers can do."""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from voiceassistant.events import Event, Phase, PhaseChanged, ServersChanged
from voiceassistant.servers.probe import probe
from voiceassistant.servers.services import Services
from voiceassistant.settings import Settings

if TYPE_CHECKING:
    from voiceassistant.client import Service
    from voiceassistant.roles import Endpoint

log = logging.getLogger(__name__)

PAUSE_SECONDS = 10.0  # the first moments belong to the user


class AbilityWatch:
    """Asks each server once a run, unless it is known; no request begins while a question is asked or answered.

    Belongs to the engine's loop.

    Args:
        services: The servers, and what is known of them.
        settings: Gives those that hold now.
    """

    def __init__(self, services: Services, settings: Callable[[], Settings]) -> None:
        self._services, self._settings = services, settings
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._asked: set[Endpoint] = set()
        self._task: asyncio.Task[None] | None = None

    def on_event(self, event: Event) -> None:
        """For the engine to call."""
        match event:
            case PhaseChanged(phase=Phase.READY):
                self._quiet.set()
            case PhaseChanged():
                self._quiet.clear()
            case ServersChanged() if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._ask_all(), name="abilities")

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def _ask_all(self) -> None:
        try:
            await asyncio.sleep(PAUSE_SECONDS)
            while service := self._next():
                self._asked.add(service.endpoint)
                found = await probe(service, self._settings(), self._pause)
                self._services.known.remember(service.endpoint, found)
                log.info("%s (%s) was asked what it can do", found.server, found.role.value)
        except Exception:
            log.exception("what the servers can do was not found out")

    def _next(self) -> "Service | None":
        unknown = (
            service
            for service in self._services.connected()
            if service.endpoint.kind != "local"
            and service.endpoint not in self._asked
            and not self._services.known.is_settled(service.endpoint)
        )
        return next(unknown, None)

    async def _pause(self) -> None:
        await self._quiet.wait()
