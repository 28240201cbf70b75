"""The three roles at work, each done by the server that the settings choose or, in its stead, by the local engine.

Belongs to the engine's loop.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voiceassistant.capabilities import WHOLE, Capability
from voiceassistant.chat.dialect import Dialects
from voiceassistant.errors import AssistantError, LocalEngineError
from voiceassistant.messages import Message
from voiceassistant.resource_files import resource
from voiceassistant.retirement import ModelInfo, model_info, with_gone
from voiceassistant.roles import Endpoint, KeyFinder
from voiceassistant.servers.abilities_file import KnownAbilities
from voiceassistant.servers.connections import Connections, LocalServer
from voiceassistant.servers.fallback import DeputisedChat, DeputisedListener, DeputisedVoice, Deputy, Voice
from voiceassistant.servers.role_clients import chat_on, synthesiser_on, transcriber_on
from voiceassistant.settings import Role, Settings
from voiceassistant.transcripts import TranscriptionWish

if TYPE_CHECKING:  # the openai package takes a second to import: it is loaded behind the window
    from voiceassistant.chat.completions import ApiChat, Tools
    from voiceassistant.client import Service
    from voiceassistant.speech.realtime import RealtimeSynthesiser
    from voiceassistant.speech.synthesise import ApiSynthesiser
    from voiceassistant.speech.transcribe import ApiTranscriber
    from voiceassistant.speech.translate import Translator

log = logging.getLogger(__name__)

# How many connections a role needs until the answer's end. A request that finds none waits for a new one to be opened.
# Each has one to spare: to hang up on a guess, as hands-free does, closes one, and the next guess may come at once.
CONNECTIONS = {
    Role.TRANSCRIPTION: 2,
    Role.CHAT: 2,
    Role.SPEECH: 3,  # the next sentence is asked for before one is there
}
LOCAL_VOICE = "alloy"  # the local engine's one voice has many names, but not every other server's


@dataclass(frozen=True, slots=True)
class SampleRecording:
    """A bundled recording: primes the local engine's recognition, and tries a server out."""

    path: Path


def no_local_engine() -> bool:
    return False


class Services:
    """Gives the engine its roles.

    Args:
        settings: Which server does what.
        local: Makes the local engine's supervisor; called when the first role needs it.
        tools: What the chat model may call.
        on_change: Called when somebody else does a role.
        clock: Seconds, monotonic.
        dialects: What the chat servers take, as far as it is known.
        on_notice: Called with a sentence that the user should know about a server.
        known: What the servers can do, as far as it is known.
        local_is_there: Whether the local engine could run without fetching anything.
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
        known: KnownAbilities | None = None,
        local_is_there: Callable[[], bool] = no_local_engine,
    ) -> None:
        self.known = known or KnownAbilities()
        self._tools, self._on_change, self._clock = tools, on_change, clock
        self._dialects, self._on_notice = dialects or Dialects(), on_notice
        self._local_is_there = local_is_there
        self._connections = Connections(settings, local, on_change)
        self._deputies: dict[Role, Deputy] = {}
        self._primed: set[Role] = set()
        self._read: tuple[Service, list[Message]] | None = None  # by the local engine's chat model
        self._speaking: tuple[Service, ApiSynthesiser | RealtimeSynthesiser] | None = None
        self._spoken: list[ApiSynthesiser | RealtimeSynthesiser] = []  # may hold a connection open

    # --- what the engine asks for -------------------------------------------------------------------------------------

    async def transcriber(self) -> "ApiTranscriber | DeputisedListener":
        service = await self._service(Role.TRANSCRIPTION)
        own = transcriber_on(service, self._settings)
        deputy = self._deputy(service)
        return DeputisedListener(deputy, own, self._local_transcriber) if deputy else own

    async def file_listener(self, wish: TranscriptionWish) -> "ApiTranscriber | Translator | DeputisedListener":
        """Who hears a file's parts: the transcriber, or for English whoever can translate."""
        service = await self._service(Role.TRANSCRIPTION)
        own = await self._listener_on(service, wish)
        deputy = self._deputy(service)
        if deputy is None:
            return own
        if (lacking := await self._lacking(service.endpoint, wish)) and deputy.replaces(lacking.value):
            try:
                return await self._local_listener(wish)
            except LocalEngineError as error:
                log.warning("the local engine cannot do it either (%s): %s", lacking.value, error)
        return DeputisedListener(deputy, own, lambda: self._local_listener(wish))

    async def chat(self) -> "ApiChat | DeputisedChat":
        service = await self._service(Role.CHAT)
        own = self._chat_on(service)
        deputy = self._deputy(service)
        return DeputisedChat(deputy, own, self._local_chat) if deputy else own

    async def synthesiser(self) -> "ApiSynthesiser | RealtimeSynthesiser | DeputisedVoice":
        """For one answer."""
        service = await self._service(Role.SPEECH)
        kept = self._speaking
        if kept is None or kept[0] is not service:
            kept = self._speaking = service, synthesiser_on(service, self._settings, keep=True)
            self._spoken.append(kept[1])
        deputy = self._deputy(service)
        return DeputisedVoice(deputy, kept[1], self._local_voice) if deputy else kept[1]

    @asynccontextmanager
    async def voice(self, voice: str = "", speed: float = 0.0) -> "AsyncIterator[Voice]":
        """For one text, with a voice and a speed of its own; "" and 0: as the settings have them."""
        service = await self._service(Role.SPEECH)
        own = synthesiser_on(service, self._settings, voice, speed, keep=True)
        deputy = self._deputy(service)
        try:
            yield DeputisedVoice(deputy, own, lambda: self._local_voice(speed)) if deputy else own
        finally:
            await own.close()

    async def endpoint(self, role: Role) -> Endpoint:
        """Whom the settings choose for a role. Raises AssistantError."""
        return (await self._service(role)).endpoint

    async def models(self, role: Role) -> list[ModelInfo]:
        """The models of a role's server, with the day they are shut down where that is known. Raises ServiceError."""
        service = await self._service(role)
        with service.errors():
            listed = await service.client.models.list()
        is_openai = service.endpoint.kind == "openai"
        models = [model_info(m.id, getattr(m, "shutdown_date", None), is_openai=is_openai) for m in listed.data]
        return with_gone(models, service.endpoint.model) if is_openai else models

    async def warm(self, history: Sequence[Message]) -> None:
        """Called while the user speaks: the local engine reads the conversation, other servers get their connections.

        Does nothing where all is ready, so it may be called often: after a request was hung up on, too.
        """
        local: list[Service] = []
        others: list[Service] = []
        for role in (Role.CHAT, Role.TRANSCRIPTION, Role.SPEECH):
            with _logged(role):
                service = await self._acting(role)
                (local if service.endpoint.kind == "local" else others).append(service)
        await asyncio.gather(*(self._open_connections(service) for service in others))
        for service in local:  # one after the other: it runs one model at a time
            with _logged(service.endpoint.role):
                await self._prime(service, history)

    # --- life ---------------------------------------------------------------------------------------------------------

    def apply(self, settings: Settings) -> None:
        """Uses other settings from the next question on; what is being asked now is still answered."""
        self._connections.apply(settings)
        self._deputies.clear()
        self._primed.clear()

    def local_restarted(self) -> None:
        """The local engine's models are to be loaded anew, and it may listen elsewhere."""
        self._primed.clear()
        self._read = None
        self._connections.local_restarted()

    def connected(self) -> "list[Service]":
        """The servers of the roles that were asked for yet."""
        return list(self._connections.services().values())

    def endpoints(self) -> dict[Role, Endpoint]:
        """Whom the settings choose for each role, as far as it was asked for yet."""
        return {role: service.endpoint for role, service in self._connections.services().items()}

    def titles(self) -> dict[Role, str]:
        """Who really does each of them: "local engine (instead of OpenAI)" while that one cannot."""
        acting = {role for role, deputy in self._deputies.items() if deputy.acting}
        return {
            role: f"local engine (instead of {endpoint.title})" if role in acting else endpoint.title
            for role, endpoint in self.endpoints().items()
        }

    async def close(self) -> None:
        for speaker in self._spoken:
            await speaker.close()
        self._spoken.clear()
        self._speaking = None
        await self._connections.close()

    async def connect(self, role: Role, settings: Settings, find: KeyFinder | None = None) -> "Service":
        """A server as `settings` choose it, not kept; `find` looks up its key otherwise. Raises AssistantError."""
        return await self._connections.connect(role, settings, find)

    # --- who is asked -------------------------------------------------------------------------------------------------

    @property
    def _settings(self) -> Settings:
        return self._connections.settings

    async def _service(self, role: Role) -> "Service":
        return await self._connections.of(role)

    def _deputy(self, service: "Service") -> Deputy | None:
        """Who answers in the server's stead; None: nobody, because it is the local engine, or nobody may."""
        endpoint = service.endpoint
        if endpoint.kind == "local" or not self._settings.fall_back:
            return None
        deputy = self._deputies.get(endpoint.role)
        if deputy is None or deputy.server != endpoint:
            deputy = Deputy(endpoint, self._local_is_there, self._on_change, self._on_notice, self._clock)
            self._deputies[endpoint.role] = deputy
        whole = WHOLE[endpoint.role]
        deputy.know(whole.value, can=self.known.can(endpoint, whole))
        return deputy

    async def _lacking(self, endpoint: Endpoint, wish: TranscriptionWish) -> Capability | None:
        """What is wished of a recording and known to be beyond the server.

        Translation only where the local engine chats, too: another chat model translates a transcript better.
        """
        wanted = []
        if wish.words:
            wanted.append(Capability.WORD_TIMES)
        if wish.segments:
            wanted.append(Capability.SEGMENT_TIMES)
        if wish.translate and (await self._service(Role.CHAT)).endpoint.kind == "local":
            wanted.append(Capability.TRANSLATE)
        return next((capability for capability in wanted if self.known.can(endpoint, capability) is False), None)

    async def _listener_on(self, service: "Service", wish: TranscriptionWish) -> "ApiTranscriber | Translator":
        from voiceassistant.speech.translate import Translator
        from voiceassistant.text.language import is_english

        transcriber = transcriber_on(service, self._settings)
        return Translator(transcriber, service, self._to_english, is_english) if wish.translate else transcriber

    async def _to_english(self, text: str) -> str:
        from voiceassistant.chat.translation import to_english

        service = await self._service(Role.CHAT)
        deputy = self._deputy(service)
        if deputy is None:
            return await to_english(service, text)

        async def by_local() -> str:
            return await to_english(await self._connections.stand_in(Role.CHAT), text)

        return await deputy.ask(lambda: to_english(service, text), by_local)

    async def _local_transcriber(self) -> "ApiTranscriber":
        return transcriber_on(await self._connections.stand_in(Role.TRANSCRIPTION), self._settings)

    async def _local_listener(self, wish: TranscriptionWish) -> "ApiTranscriber | Translator":
        return await self._listener_on(await self._connections.stand_in(Role.TRANSCRIPTION), wish)

    async def _local_chat(self) -> "ApiChat":
        return self._chat_on(await self._connections.stand_in(Role.CHAT))

    async def _local_voice(self, speed: float = 0.0) -> "ApiSynthesiser | RealtimeSynthesiser":
        return synthesiser_on(await self._connections.stand_in(Role.SPEECH), self._settings, LOCAL_VOICE, speed)

    def _chat_on(self, service: "Service") -> "ApiChat":
        return chat_on(service, self._settings, self._tools, self._dialects, self._on_notice)

    async def _acting(self, role: Role) -> "Service":
        """Whoever would be asked now."""
        service = await self._service(role)
        deputy = self._deputy(service)
        return await self._connections.stand_in(role) if deputy and deputy.rests else service

    async def _open_connections(self, service: "Service") -> None:
        role = service.endpoint.role
        with _logged(role):
            self._load(service)
            await service.open_connections(CONNECTIONS[role])

    def _load(self, service: "Service") -> None:
        """What the first question would else wait for: the code that asks is imported where it is first used."""
        match service.endpoint.role:
            case Role.TRANSCRIPTION:
                transcriber_on(service, self._settings)
            case Role.CHAT:
                self._chat_on(service)
            case Role.SPEECH:
                synthesiser_on(service, self._settings)

    async def _prime(self, service: "Service", history: Sequence[Message]) -> None:
        role = service.endpoint.role
        if role is Role.CHAT:
            if self._read != (service, list(history)):  # a guess that was dropped has not made it forget
                await self._chat_on(service).warm(history)
                self._read = service, list(history)
        elif role not in self._primed:
            if role is Role.TRANSCRIPTION:
                await transcriber_on(service, self._settings).transcribe(SampleRecording(sample_path()))
            else:
                async for _ in synthesiser_on(service, self._settings).synthesise("Ready."):
                    pass
            self._primed.add(role)


@contextmanager
def _logged(role: Role) -> Iterator[None]:
    """What fails while it is warmed shows when the role is asked."""
    try:
        yield
    except AssistantError as error:
        log.warning("%s is not warmed: %s", role.value, error)


def sample_path() -> Path:
    """The bundled recording of a question."""
    return resource("samples/question-calculation.wav")
