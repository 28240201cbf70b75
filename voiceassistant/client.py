"""One role's server as the openai package sees it: the client, its time-outs and retries, its errors in our words.

Answers are read raw: making and checking the package's models costs a millisecond or two for each, and some fifty for
the first ones.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar

import httpx2
import openai

from voiceassistant.errors import (
    CredentialsError,
    LocalEngineError,
    ModelMissing,
    RequestRefused,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
)
from voiceassistant.roles import Endpoint

log = logging.getLogger(__name__)

T = TypeVar("T")

CONNECT_SECONDS = 5.0
KEEPALIVE_SECONDS = 120.0  # the package's own 5 s would make every turn after a pause open new connections
FIRST_PAUSE_SECONDS = 0.3  # before the second attempt; doubled for each one after it
SMALL_BYTES = 200_000  # what is larger is read from its file as it is sent
REFUSED_KEY = (401, 403)
MESSAGE_LENGTH = 200  # of a server's own words that are shown


@dataclass(frozen=True, slots=True)
class Service:
    """A server that can be asked. One client lives as long as the role stays with this server."""

    endpoint: Endpoint
    client: openai.AsyncOpenAI
    http: httpx2.AsyncClient  # the client's own
    timeout_seconds: float
    attempts: int

    async def attempt(self, call: Callable[[], Awaitable[T]]) -> T:
        """Awaits `call()`, again if the server did not answer and attempts are left. Raises ServiceError."""
        pause = FIRST_PAUSE_SECONDS
        for left in reversed(range(self.attempts)):
            try:
                with self.errors():
                    async with asyncio.timeout(self.timeout_seconds):  # `wait_for` loses a cancellation at its end
                        return await call()
            except ServiceError as error:
                if not error.retryable or not left:
                    raise
                log.warning("%s: %s; asking again", self.endpoint.role.value, error)
            await asyncio.sleep(pause)
            pause *= 2
        raise AssertionError("at least one attempt is made")

    async def open_connections(self, count: int) -> None:
        """Has this many idle connections there; where one lacks, it is opened by asking for the models.

        Raises ServiceError.
        """
        if self._idle_connections() < count:
            await asyncio.gather(*(self._touch() for _ in range(count)))  # side by side: each on one of its own

    async def _touch(self) -> None:
        with self.errors():
            try:
                await self.client.models.with_raw_response.list()
            except openai.APIStatusError as error:
                if error.status_code in REFUSED_KEY:
                    raise  # any other status came over a connection just as well
            except RuntimeError:
                if not self.http.is_closed:
                    raise  # by other settings, or because the program ends

    def _idle_connections(self) -> int:
        """How many a request could take at once; one that the server has closed meanwhile is none."""
        with suppress(AttributeError):  # another transport, of the environment's proxy
            connections = self.http._transport._pool.connections  # type: ignore[attr-defined]
            return sum(one.is_idle() and not one.has_expired() for one in connections)
        return 0

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Whatever the package or its transport raises inside becomes a ServiceError."""
        try:
            yield
        except (openai.OpenAIError, httpx2.HTTPError, TimeoutError, json.JSONDecodeError, NotAnAnswer) as error:
            raise self._in_our_words(error) from error

    def _in_our_words(self, error: Exception) -> ServiceError:
        server, role = self.endpoint.subject, self.endpoint.role.value
        match error:
            case openai.APITimeoutError() | httpx2.TimeoutException() | TimeoutError():
                return ServiceTimeout(f"{server} did not answer within {self.timeout_seconds:g} seconds ({role})")
            case openai.APIConnectionError() | httpx2.TransportError():
                unreachable = ServiceUnavailable(f"{server} cannot be reached ({role})")
                if self.endpoint.kind == "local":
                    unreachable.advice = LocalEngineError.advice
                return unreachable
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return CredentialsError(f"{server} refused the API key ({role})")
            case openai.NotFoundError():
                return ModelMissing(f"{server} does not know the model {self.endpoint.model} ({role})")
            case openai.RateLimitError() if error.code == "insufficient_quota":
                return RequestRefused(f"{server} says that the account's quota is used up ({role})")
            case openai.RateLimitError():
                return ServiceUnavailable(f"{server} is asked too often just now ({role})")
            case openai.APIStatusError() if error.status_code >= 500:
                return ServiceUnavailable(f"{server} failed with status {error.status_code} ({role})")
            case openai.APIStatusError():
                return RequestRefused(f"{server} refused the request: {self._safe(error.message)}")
        return self.no_answer()

    def no_answer(self) -> ServiceUnavailable:
        """What is told of a server that sends something else than what it was asked for."""
        server, role = self.endpoint.subject, self.endpoint.role.value
        return ServiceUnavailable(f"{server} sent something that is not an answer ({role})")

    def _safe(self, text: str) -> str:
        """A server's words without our key in them and not too long."""
        if self.endpoint.key:
            text = text.replace(self.endpoint.key, "…")
        return text if len(text) <= MESSAGE_LENGTH else text[: MESSAGE_LENGTH - 1] + "…"


def connect(endpoint: Endpoint, base_url: str, key: str, timeout_seconds: float, attempts: int) -> Service:
    """Makes the client; nothing is sent yet. Close it with `service.client.close()`."""
    http = openai.DefaultAsyncHttpxClient(
        verify=_trusted(),
        timeout=httpx2.Timeout(timeout_seconds, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=KEEPALIVE_SECONDS),
        event_hooks={"request": [_put_together]},
    )
    # max_retries=0: the package would retry for minutes, far too patient for speech; Service.attempt decides
    client = openai.AsyncOpenAI(api_key=key or "none", base_url=base_url, max_retries=0, http_client=http)
    return Service(endpoint, client, http, timeout_seconds, attempts)


@cache
def _trusted() -> ssl.SSLContext:
    """Whom this machine trusts; to read that takes some 20 ms, and every client asks."""
    return httpx2.create_ssl_context()


async def _put_together(request: httpx2.Request) -> None:
    """A form goes out in one piece instead of three for each field."""
    if int(request.headers.get("Content-Length", SMALL_BYTES)) < SMALL_BYTES:
        await request.aread()


class Told(SimpleNamespace):
    """A JSON object that a server sent. What it left out is None, as servers leave out one thing or another."""

    def __getattr__(self, name: str) -> Any:
        return None


class NotAnAnswer(Exception):
    """What came is not what the API promises."""


def told(text: str | bytes) -> Told:
    """Reads a JSON object, and those in it. Raises NotAnAnswer."""
    try:
        found = json.loads(text, object_hook=lambda pairs: Told(**pairs))
    except ValueError as error:
        raise NotAnAnswer(str(error)) from error
    if not isinstance(found, Told):
        raise NotAnAnswer("It is JSON, but no object")
    return found
