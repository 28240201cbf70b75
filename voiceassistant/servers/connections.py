"""Which server does each role, connected: as the settings choose it, the local engine started for those that need it.

Belongs to the engine's loop.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from voiceassistant.errors import LocalEngineError
from voiceassistant.roles import LOCAL_MODELS, Endpoint, KeyFinder, resolve
from voiceassistant.settings import Role, Settings

if TYPE_CHECKING:  # the openai package takes a second to import: it is loaded behind the window
    from voiceassistant.client import Service

LOCAL_START_SECONDS = 60.0
LOCAL_SECONDS = 120.0  # a slow machine may load and read in for that long; a crash is noticed at once


class LocalServer(Protocol):
    """The supervised local engine."""

    @property
    def base_url(self) -> str: ...
    @property
    def token(self) -> str: ...
    async def start(self) -> None: ...
    async def ready(self, timeout: float) -> None: ...
    async def close(self) -> None: ...


class Connections:
    """One server a role, connected when it is first needed.

    Args:
        settings: Which server does what.
        local: Makes the local engine's supervisor; called when the first role needs it.
        on_change: Called when a role has got a server.
    """

    def __init__(self, settings: Settings, local: Callable[[], LocalServer], on_change: Callable[[], None]) -> None:
        self.settings, self._make_local, self._on_change = settings, local, on_change
        self._local: LocalServer | None = None
        self._connected: dict[Role, Service] = {}
        self._standing_in: dict[Role, Service] = {}  # the local engine's, for roles of other servers
        self._left: list[Service] = []  # of earlier settings; an answer may still be coming from one
        self._connecting = {role: asyncio.Lock() for role in Role}
        self._starting = asyncio.Lock()

    async def of(self, role: Role) -> "Service":
        """The role's server. Raises AssistantError."""
        async with self._connecting[role]:  # one a role: fetching the local models may take minutes
            while role not in self._connected:
                settings = self.settings
                service = await self.connect(role, settings.with_persona)
                if settings is not self.settings:
                    self._left.append(service)  # other settings were applied meanwhile
                    continue
                self._connected[role] = service
                self._on_change()
            return self._connected[role]

    async def stand_in(self, role: Role) -> "Service":
        """The local engine for a role that another server has. Raises LocalEngineError."""
        local = await self._local_engine()
        if role not in self._standing_in:
            self._standing_in[role] = self._on_local(Endpoint(role, "local", "", LOCAL_MODELS[role]), local)
        return self._standing_in[role]

    async def connect(self, role: Role, settings: Settings, find: KeyFinder | None = None) -> "Service":
        """A server as `settings` choose it, not kept; `find` looks up its key otherwise. Raises AssistantError."""
        from voiceassistant.client import connect

        chosen = settings.role(role)
        endpoint = await asyncio.to_thread(resolve, role, settings, find)
        if endpoint.kind == "local":
            return self._on_local(endpoint, await self._local_engine(), chosen.timeout_seconds)
        return connect(endpoint, endpoint.base_url, str(endpoint.key or ""), chosen.timeout_seconds, chosen.attempts)

    def apply(self, settings: Settings) -> None:
        """Connects anew, as other settings choose; what is being asked now is still answered."""
        self.settings = settings
        self._left += self._connected.values()
        self._connected.clear()

    def local_restarted(self) -> None:
        """The local engine may listen elsewhere."""
        for services in (self._connected, self._standing_in):
            for role, service in tuple(services.items()):
                if service.endpoint.kind == "local":
                    self._left.append(services.pop(role))

    def services(self) -> "dict[Role, Service]":
        """The servers of the roles that were asked for yet."""
        return dict(self._connected)

    async def close(self) -> None:
        for service in (*self._left, *self._connected.values(), *self._standing_in.values()):
            await service.client.close()
        self._left.clear()
        self._connected.clear()
        self._standing_in.clear()
        if self._local:
            await self._local.close()
            self._local = None

    # --- the local engine ---------------------------------------------------------------------------------------------

    def _on_local(self, endpoint: Endpoint, local: LocalServer, seconds: float = 0.0) -> "Service":
        from voiceassistant.client import connect

        return connect(endpoint, local.base_url, local.token, max(seconds, LOCAL_SECONDS), attempts=1)

    async def _local_engine(self) -> LocalServer:
        async with self._starting:  # a Test button may ask for it while a question does
            if self._local is None:
                self._local = self._make_local()
                try:
                    await self._local.start()
                except BaseException:
                    self._local = None  # the next question tries again
                    raise
            local = self._local
        try:
            await local.ready(LOCAL_START_SECONDS)
        except LocalEngineError:
            await self._give_up(local)
            raise
        return local

    async def _give_up(self, local: LocalServer) -> None:
        """Ends a local engine that crashed too often; the next question starts another one."""
        async with self._starting:
            if self._local is local:
                self._local = None
                await local.close()
