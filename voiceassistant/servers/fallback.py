"""The local engine in a server's stead: for what the server cannot do, and while it does not answer.

A server that fails before anything of an answer has come is not asked again for a minute, so that nobody waits for the
same time-out twice. A key that it refuses is told instead: the user chose this server, and the remedy is one entry in
the settings, which an answer of the local engine would hide.
"""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from voiceassistant.errors import LocalEngineError, ModelMissing, ServiceError, ServiceUnavailable
from voiceassistant.messages import (
    JsonAnswer,
    MayAct,
    Message,
    ReplyPart,
    at_once,
)
from voiceassistant.roles import Endpoint
from voiceassistant.transcripts import Transcript, TranscriptionWish

if TYPE_CHECKING:
    from voiceassistant.chat.completions import ApiChat
    from voiceassistant.speech.synthesise import Format

log = logging.getLogger(__name__)

T = TypeVar("T")

REST_SECONDS = 60.0  # how long a server that failed is not asked
NEVER = float("inf")
OTHERWISE = "This computer answers instead."
UNANSWERED = (405, 429)  # statuses of no such endpoint, and of an account that may ask no more


def replaceable(error: ServiceError) -> bool:
    """Whether somebody else should be asked: nobody answered, there is no such endpoint, or no such model any more."""
    status = getattr(error.__cause__, "status_code", None)
    return isinstance(error, ServiceUnavailable | ModelMissing) or status in UNANSWERED


class Deputy:
    """Decides for one role's server who is asked, it or the local engine, and tells what changes once.

    Args:
        server: Whose deputy it is.
        is_ready: Whether the local engine could answer without fetching anything.
        on_change: Called when somebody else does the role.
        on_notice: Called with a sentence about it.
        clock: Seconds, monotonic.
    """

    def __init__(
        self,
        server: Endpoint,
        is_ready: Callable[[], bool],
        on_change: Callable[[], None],
        on_notice: Callable[[str], None],
        clock: Callable[[], float],
    ) -> None:
        self.server = server
        self.acting = False
        self._is_ready, self._on_change, self._on_notice, self._clock = is_ready, on_change, on_notice, clock
        self._asked_again_at = 0.0
        self._error: ServiceError | None = None
        self._told: set[str] = set()  # what the server cannot do, as the user knows

    @property
    def rests(self) -> bool:
        """Whether the server is not asked now."""
        return self.acting and self._clock() < self._asked_again_at

    def know(self, role: str, *, can: bool | None) -> None:
        """Has the local engine do the role for good where the server is known not to do it at all."""
        if can is False and self.replaces(role):
            self._asked_again_at = NEVER
            self._act()
        elif can is not False and self._asked_again_at == NEVER:
            self._told.discard(role)
            self._back()

    def replaces(self, work: str) -> bool:
        """Whether the local engine does something that the server is known not to do; told once."""
        if not self._is_ready():
            return False
        if work not in self._told:
            self._told.add(work)
            self._on_notice(f"{self.server.subject} cannot do this: {work}. {OTHERWISE}")
        return True

    async def ask(self, server: Callable[[], Awaitable[T]], local: Callable[[], Awaitable[T]]) -> T:
        """The server's answer, or else the local engine's. Raises ServiceError; cancelling hangs up on either."""
        if not self.rests:
            try:
                answer = await server()
            except ServiceError as error:
                self._replace(error)
            else:
                self._answered()
                return answer
        try:
            return await local()
        except LocalEngineError as error:
            raise self._without_help(error) from error

    async def stream(
        self,
        server: Callable[[], AsyncGenerator[T, None]],
        local: Callable[[], Awaitable[AsyncGenerator[T, None]]],
        is_taken: Callable[[], bool] = lambda: False,
    ) -> AsyncGenerator[T, None]:
        """The same for an answer that comes in parts: whoever sent the first one sends all.

        `is_taken` says whether the local engine has to do it because it has begun what belongs together.
        """
        if not (self.rests or is_taken()):
            begun = False
            try:
                async with aclosing(server()) as parts:
                    async for part in parts:
                        if not begun and is_taken():
                            break
                        if not begun:
                            begun = True
                            self._answered()
                        yield part
            except ServiceError as error:
                if begun:
                    raise
                self._replace(error)
            else:
                if begun or not is_taken():
                    return
        try:
            answer = await local()
        except LocalEngineError as error:
            raise self._without_help(error) from error
        async with aclosing(answer) as parts:
            async for part in parts:
                yield part

    def _replace(self, error: ServiceError) -> None:
        """Has the local engine act, or raises the error."""
        if not replaceable(error) or not self._is_ready():
            raise error
        log.warning("%s: %s; the local engine is asked", self.server.role.value, error)
        self._asked_again_at, self._error = self._clock() + REST_SECONDS, error
        if not self.acting:
            self._on_notice(f"{error}. {OTHERWISE}")
            self._act()

    def _act(self) -> None:
        if not self.acting:
            self.acting = True
            self._on_change()

    def _answered(self) -> None:
        if self.acting:
            self._back()

    def _back(self) -> None:
        self.acting, self._error, self._asked_again_at = False, None, 0.0
        self._on_notice(f"{self.server.subject} answers again.")
        self._on_change()

    def _without_help(self, error: LocalEngineError) -> ServiceError | LocalEngineError:
        """What the user is told when the local engine does not start either; the server is asked again at once."""
        self.acting = False
        self._on_change()
        return self._error or error


class Listener(Protocol):
    async def transcribe(self, utterance: Any, wish: Any) -> Transcript: ...


class DeputisedListener:
    """Hears recordings; `local` gives who does it in the server's stead."""

    def __init__(self, deputy: Deputy, server: Listener, local: Callable[[], Awaitable[Listener]]) -> None:
        self._deputy, self._server, self._local = deputy, server, local

    async def transcribe(self, utterance: Any, wish: TranscriptionWish | None = None) -> Transcript:
        """Raises ServiceError; cancelling hangs up."""

        async def by_local() -> Transcript:
            return await (await self._local()).transcribe(utterance, wish)

        return await self._deputy.ask(lambda: self._server.transcribe(utterance, wish), by_local)


class DeputisedChat:
    """Answers; a question with pictures is for the server alone, because the local engine cannot see."""

    def __init__(self, deputy: Deputy, server: "ApiChat", local: "Callable[[], Awaitable[ApiChat]]") -> None:
        self._deputy, self._server, self._local = deputy, server, local

    def reply(
        self, history: Sequence[Message], as_json: JsonAnswer | None = None, may_act: MayAct = at_once
    ) -> AsyncGenerator[ReplyPart, None]:
        """Streams as ApiChat does; nobody else is asked once a part has come or a tool was called."""
        if history and history[-1].images:
            return self._server.reply(history, as_json, may_act)

        async def by_local() -> AsyncGenerator[ReplyPart, None]:
            return (await self._local()).reply(history, as_json, may_act)

        return self._deputy.stream(lambda: self._server.reply(history, as_json, may_act), by_local)


class Voice(Protocol):
    """Speech over one of the API's ways; `formats` are those that it gives."""

    @property
    def formats(self) -> "Sequence[Format]": ...
    def synthesise(self, text: str, response_format: "Format" = "pcm") -> AsyncGenerator[bytes, None]: ...


class DeputisedVoice:
    """Speaks one answer; once the local engine has begun it, the rest stays with its voice."""

    def __init__(self, deputy: Deputy, server: Voice, local: Callable[[], Awaitable[Voice]]) -> None:
        self._deputy, self._server, self._local = deputy, server, local
        self._is_local = False

    @property
    def formats(self) -> "Sequence[Format]":
        return self._server.formats  # the local engine has them all

    def synthesise(self, text: str, response_format: "Format" = "pcm") -> AsyncGenerator[bytes, None]:
        """Streams mono 16-bit little-endian PCM at 24 kHz, or one of `formats`.

        Raises ServiceError; closing it hangs up.
        """

        async def by_local() -> AsyncGenerator[bytes, None]:
            self._is_local = True  # before it is there: another sentence of the server's may come meanwhile
            return (await self._local()).synthesise(text, response_format)

        return self._deputy.stream(
            lambda: self._server.synthesise(text, response_format), by_local, lambda: self._is_local
        )
