"""Trying out one thing after the other on a server, and telling "cannot" from "could not be asked"."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from voiceassistant.capabilities import Ability, Capability
from voiceassistant.errors import CredentialsError, ModelMissing, RequestRefused, ServiceError

if TYPE_CHECKING:
    from voiceassistant.client import Service

T = TypeVar("T")

CANNOT = (400, 404, 405, 415, 422, 501)  # how servers say that they have no such endpoint, or not for this model
NOTE_LENGTH = 120  # of a server's own words


class Refused(Exception):
    """The server cannot do it; `param` is what it names as the reason, "" for nothing."""

    def __init__(self, words: str, param: str = "") -> None:
        super().__init__(words)
        self.words, self.param = words, param


class Unknown(Exception):
    """Whether it can was not to be found out."""


async def at_once() -> None:
    """For a trial that waits for nobody."""


class Trial:
    """Asks one server, request by request. Once it cannot be reached or refuses the key, nothing more is sent.

    Args:
        service: The server.
        pause: Awaited before each request: a trial in the background lets answers go first.
    """

    def __init__(self, service: "Service", pause: Callable[[], Awaitable[None]] = at_once) -> None:
        self.service, self._pause = service, pause
        self._given_up = ""

    async def ask(self, send: Callable[[], Awaitable[T]]) -> T:
        """Raises Refused or Unknown; cancelling hangs up."""
        if self._given_up:
            raise Unknown(self._given_up)
        await self._pause()
        try:
            with self.service.errors():
                async with asyncio.timeout(self.service.timeout_seconds):
                    return await send()
        except ServiceError as error:
            raise self._outcome(error) from error

    async def find_out(self, capability: Capability, look: Callable[[], Awaitable[tuple[bool | None, str]]]) -> Ability:
        """What `look` says of it, by asking."""
        try:
            can, note = await look()
        except Refused as refusal:
            can, note = False, refusal.words
        except Unknown as unknown:
            can, note = None, str(unknown)
        return Ability(capability, can, note)

    def _outcome(self, error: ServiceError) -> Refused | Unknown:
        cause = error.__cause__
        status = getattr(cause, "status_code", None)
        if status in CANNOT or (status is None and isinstance(error, ModelMissing | RequestRefused)):
            return Refused(self._words(cause) or str(error), getattr(cause, "param", None) or "")
        if status is None or isinstance(error, CredentialsError):
            self._given_up = str(error)
        return Unknown(str(error))

    def _words(self, cause: BaseException | None) -> str:
        """The server's own, in one line, without our key and not too long."""
        body = getattr(cause, "body", None)
        told = body.get("message") or body.get("detail") or body.get("error") if isinstance(body, dict) else body
        text = " ".join(str(told or getattr(cause, "message", "")).split())
        if key := self.service.endpoint.key:
            text = text.replace(str(key), "…")
        return text if len(text) <= NOTE_LENGTH else text[: NOTE_LENGTH - 1] + "…"
