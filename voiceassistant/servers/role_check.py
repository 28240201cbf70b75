"""Tries a role's server out by really asking it; for the settings' Test buttons and for `doctor`."""

import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from voiceassistant.credentials import Secret
from voiceassistant.errors import AssistantError
from voiceassistant.messages import Message, TextDelta
from voiceassistant.roles import Endpoint, KeyFinder, RoleReport
from voiceassistant.servers.role_clients import chat_on, synthesiser_on, transcriber_on
from voiceassistant.servers.services import SampleRecording, Services, sample_path
from voiceassistant.settings import Role, Settings

if TYPE_CHECKING:
    from voiceassistant.chat.completions import Tools
    from voiceassistant.client import Service

BYTES_PER_SECOND = 48_000  # PCM at 24 kHz


async def check_role(
    services: Services, role: Role, settings: Settings, tools: "Tools", key: str | None = None
) -> RoleReport:
    """Asks the server that `settings` choose for `role` a small question. Never raises an AssistantError.

    Args:
        services: Has the local engine, if that serves the role.
        role: What to ask for.
        settings: Which server, model and voice.
        tools: What a chat answer may call.
        key: A key that is not saved yet; None: the saved one.
    """
    find: KeyFinder | None = None if key is None else lambda _url, _role: Secret(key) if key else None
    began = time.monotonic()
    endpoint: Endpoint | None = None
    try:
        service = await services.connect(role, settings, find)
        endpoint = service.endpoint
        try:
            sentence, ok = await _ask(role, service, settings, tools), True
        finally:
            await service.client.close()
    except AssistantError as error:
        sentence, ok = error.sentence, False
    return RoleReport(
        role,
        ok,
        sentence,
        time.monotonic() - began,
        endpoint.title if endpoint else "",
        endpoint.model if endpoint else "",
    )


async def _ask(role: Role, service: "Service", settings: Settings, tools: "Tools") -> str:
    match role:
        case Role.TRANSCRIPTION:
            return await _transcribe(service, settings)
        case Role.CHAT:
            return await _chat(service, settings, tools)
        case Role.SPEECH:
            return await _speak(service, settings)


async def _transcribe(service: "Service", settings: Settings) -> str:
    heard = await transcriber_on(service, settings).transcribe(SampleRecording(sample_path()))
    return f"Heard: “{heard.text.strip()}”"


async def _chat(service: "Service", settings: Settings, tools: "Tools") -> str:
    text = ""
    async with aclosing(chat_on(service, settings, tools).reply([Message("user", "Say hello.")])) as parts:
        async for part in parts:
            text += part.text if isinstance(part, TextDelta) else ""
    return f"Answered: “{text.strip()}”"


async def _speak(service: "Service", settings: Settings) -> str:
    size = 0
    async with aclosing(synthesiser_on(service, settings).synthesise("Hello, this is a test.")) as chunks:
        async for chunk in chunks:
            size += len(chunk)
    return f"Spoke for {size / BYTES_PER_SECOND:.1f} seconds"
