"""The three roles at work: each connected to the server that the settings choose, the local engine started for those
that need it. Belongs to the engine's loop.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from voiceassistant.chat.dialect import Dialects
from voiceassistant.errors import AssistantError, LocalEngineError
from voiceassistant.messages import Message
from voiceassistant.resource_files import resource
from voiceassistant.retirement import ModelInfo, model_info, with_gone
from voiceassistant.roles import Endpoint, KeyFinder, resolve
from voiceassistant.settings import Role, Settings
from voiceassistant.transcripts import TranscriptionWish

if TYPE_CHECKING:  # the openai package takes a second to import: it is loaded behind the window
    from voiceassistant.chat.completions import ApiChat, Tools
    from voiceassistant.client import Service
    from voiceassistant.speech.long_files import Listener
    from voiceassistant.speech.realtime import RealtimeSynthesiser
    from voiceassistant.speech.synthesise import ApiSynthesiser
    from voiceassistant.speech.transcribe import ApiTranscriber

log = logging.getLogger(__name__)

LOCAL_START_SECONDS = 60.0
LOCAL_SECONDS = 120.0  # a slow machine may load and read in for that long; a crash is noticed at once
IDLE_SECONDS = 60.0  # a server that was asked this recently still has a connection open


class LocalServer(Protocol):
    """The supervised local engine."""

    @property
    def base_url(self) -> str: ...
    @property
    def token(self) -> str: ...
    async def start(self) -> None: ...
    async def ready(self, timeout: float) -> None: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SampleRecording:
    """A bundled recording: primes the local engine's recognition, and tries a server out."""

    path: Path


class Services:
    """Gives the engine its roles.

    Args:
        settings: Which server does what.
        local: Makes the local engine's supervisor; called when the first role needs it.
        tools: What the chat model may call.
        on_change: Called when a role has got a server.
        clock: Seconds, monotonic.
        dialects: What the chat servers take, as far as it is known.
        on_notice: Called with a sentence that the user should know about a server.
    """

    def __init__(
        self,
        settings: Settings,
        local: Callable[[], LocalServer],
        tools: "Tools",
        on_change: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
        dialects: Dialects | None = None,
        on_notice: Callable[[str], None] = log.warning,
    ) -> None:
        self._settings, self._make_local, self._tools = settings, local, tools
        self._on_change, self._clock = on_change, clock
        self._dialects, self._on_notice = dialects or Dialects(), on_notice
        self._local: LocalServer | None = None
        self._connected: dict[Role, Service] = {}
        self._left: list[Service] = []  # of earlier settings; an answer may still be coming from one
        self._connecting = {role: asyncio.Lock() for role in Role}
        self._starting = asyncio.Lock()
        self._asked_at: dict[Role, float] = {}
        self._primed: set[Role] = set()
        self._speaking: tuple[Service, ApiSynthesiser | RealtimeSynthesiser] | None = None
        self._spoken: list[ApiSynthesiser | RealtimeSynthesiser] = []  # may hold a connection open

    # --- what the engine asks for -------------------------------------------------------------------------------------

    async def transcriber(self) -> "ApiTranscriber":
        service = await self._service(Role.TRANSCRIPTION)
        return transcriber_on(service, self._settings)

    async def file_listener(self, wish: TranscriptionWish) -> "Listener":
        """Who hears a file's parts: the transcriber, or for English whoever can translate."""
        from voiceassistant.chat.translation import to_english
        from voiceassistant.speech.translate import Translator
        from voiceassistant.text.language import is_english

        transcriber = await self.transcriber()
        if not wish.translate:
            return transcriber

        async def translate(text: str) -> str:
            return await to_english(await self._service(Role.CHAT), text)

        return Translator(transcriber, await self._service(Role.TRANSCRIPTION), translate, is_english)

    async def chat(self) -> "ApiChat":
        service = await self._service(Role.CHAT)
        return chat_on(service, self._settings, self._tools, self._dialects, self._on_notice)

    async def synthesiser(self) -> "ApiSynthesiser | RealtimeSynthesiser":
        service = await self._service(Role.SPEECH)
        kept = self._speaking
        if kept is None or kept[0] is not service:
            kept = self._speaking = service, synthesiser_on(service, self._settings, keep=True)
            self._spoken.append(kept[1])
        return kept[1]

    async def models(self, role: Role) -> list[ModelInfo]:
        """The models of a role's server, with the day they are shut down where that is known. Raises ServiceError."""
        service = await self._service(role)
        with service.errors():
            listed = await service.client.models.list()
        is_openai = service.endpoint.kind == "openai"
        models = [model_info(m.id, getattr(m, "shutdown_date", None), is_openai=is_openai) for m in listed.data]
        return with_gone(models, service.endpoint.model) if is_openai else models

    async def warm(self, history: Sequence[Message]) -> None:
        """Called while the user speaks: the local engine reads the conversation, other servers get a connection."""
        for role in (Role.CHAT, Role.TRANSCRIPTION, Role.SPEECH):
            try:
                await self._warm(role, history)
            except AssistantError as error:
                log.warning("%s is not warmed: %s", role.value, error)

    # --- life ---------------------------------------------------------------------------------------------------------

    def apply(self, settings: Settings) -> None:
        """Uses other settings from the next question on; what is being asked now is still answered."""
        self._settings = settings
        self._left += self._connected.values()
        self._connected.clear()
        self._primed.clear()
        self._asked_at.clear()

    def local_restarted(self) -> None:
        """The local engine's models are to be loaded anew, and it may listen elsewhere."""
        self._primed.clear()
        for role, service in tuple(self._connected.items()):
            if service.endpoint.kind == "local":
                self._left.append(self._connected.pop(role))

    def endpoints(self) -> dict[Role, Endpoint]:
        """Who does each role, as far as it was asked for yet."""
        return {role: service.endpoint for role, service in self._connected.items()}

    async def close(self) -> None:
        for speaker in self._spoken:
            await speaker.close()
        self._spoken.clear()
        self._speaking = None
        for service in (*self._left, *self._connected.values()):
            await service.client.close()
        self._left.clear()
        self._connected.clear()
        if self._local:
            await self._local.close()
            self._local = None

    async def connect(self, role: Role, settings: Settings, find: KeyFinder | None = None) -> "Service":
        """A server as `settings` choose it, not kept; `find` looks up its key otherwise. Raises AssistantError."""
        from voiceassistant.client import connect

        chosen = settings.role(role)
        endpoint = await asyncio.to_thread(resolve, role, settings, find)
        if endpoint.kind == "local":
            local = await self._local_engine()
            seconds = max(chosen.timeout_seconds, LOCAL_SECONDS)
            return connect(endpoint, local.base_url, local.token, seconds, attempts=1)
        return connect(endpoint, endpoint.base_url, str(endpoint.key or ""), chosen.timeout_seconds, chosen.attempts)

    # --- inside -------------------------------------------------------------------------------------------------------

    async def _service(self, role: Role) -> "Service":
        async with self._connecting[role]:  # one a role: fetching the local models may take minutes
            while role not in self._connected:
                settings = self._settings
                service = await self.connect(role, settings.with_persona)
                if settings is not self._settings:
                    self._left.append(service)  # other settings were applied meanwhile
                    continue
                self._connected[role] = service
                self._on_change()
            self._asked_at[role] = self._clock()
            return self._connected[role]

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

    async def _warm(self, role: Role, history: Sequence[Message]) -> None:
        idle = self._clock() - self._asked_at.get(role, -IDLE_SECONDS) >= IDLE_SECONDS
        service = await self._service(role)
        if service.endpoint.kind != "local":
            if idle:
                with service.errors():
                    await service.client.models.list()
            return
        if role is Role.CHAT:
            await chat_on(service, self._settings, self._tools, self._dialects, self._on_notice).warm(history)
        elif role not in self._primed:
            if role is Role.TRANSCRIPTION:
                await transcriber_on(service, self._settings).transcribe(SampleRecording(sample_path()))
            else:
                async for _ in synthesiser_on(service, self._settings).synthesise("Ready."):
                    pass
            self._primed.add(role)


def transcriber_on(service: "Service", settings: Settings) -> "ApiTranscriber":
    from voiceassistant.speech.transcribe import ApiTranscriber

    chosen = settings.transcription
    return ApiTranscriber(service, chosen.language, chosen.prompt, confidence=settings.show_confidence)


def chat_on(
    service: "Service",
    settings: Settings,
    tools: "Tools",
    dialects: Dialects | None = None,
    on_notice: Callable[[str], None] = log.warning,
) -> "ApiChat":
    from voiceassistant.chat.completions import ApiChat
    from voiceassistant.chat.request import ChatOptions

    chosen = settings.with_persona.chat
    prompt = chosen.system_prompt or resource("prompts/system.txt").read_text(encoding="utf-8").strip()
    options = ChatOptions(chosen.reasoning_effort, chosen.longest_answer, settings.show_confidence)
    return ApiChat(service, tools, prompt, options, dialects, on_notice)


def synthesiser_on(
    service: "Service", settings: Settings, *, keep: bool = False
) -> "ApiSynthesiser | RealtimeSynthesiser":
    """Speech by that server; `keep` leaves a Realtime connection open, for the caller to close."""
    from voiceassistant.speech.realtime import RealtimeSynthesiser
    from voiceassistant.speech.synthesise import ApiSynthesiser

    chosen = settings.with_persona.speech
    if chosen.kind == "realtime" and service.endpoint.kind != "local":  # the local engine has one way to speak
        return RealtimeSynthesiser(service, chosen.voice, chosen.speed, keep=keep)
    return ApiSynthesiser(service, chosen.voice, chosen.speed)


def sample_path() -> Path:
    """The bundled recording of a question."""
    return resource("samples/question-calculation.wav")
