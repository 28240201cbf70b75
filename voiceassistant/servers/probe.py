"""Finds out what a role's server can do, by asking it small things."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from voiceassistant.capabilities import OF_ROLE, Abilities, Ability
from voiceassistant.credentials import Secret
from voiceassistant.roles import KeyFinder
from voiceassistant.servers.services import Services, sample_path
from voiceassistant.settings import Role, Settings
from voiceassistant.trial import Trial, at_once

if TYPE_CHECKING:
    from voiceassistant.client import Service


async def probe(service: "Service", settings: Settings, pause: Callable[[], Awaitable[None]] = at_once) -> Abilities:
    """Asks the role's server; what it refuses it cannot do, and what failed otherwise stays unknown. Never raises.

    Args:
        service: The server.
        settings: Which voice speaks, and how.
        pause: Awaited before each request.
    """
    endpoint = service.endpoint
    found = {ability.capability: ability for ability in await _run(Trial(service, pause), settings)}
    in_order = tuple(found[capability] for capability in OF_ROLE[endpoint.role])
    return Abilities(endpoint.role, endpoint.title, endpoint.model, in_order)


async def find_abilities(services: Services, role: Role, settings: Settings, key: str | None = None) -> Abilities:
    """Probes the server that `settings` choose, and remembers what was found. Raises AssistantError: there is none.

    Args:
        services: Has the local engine, if that serves the role, and the memory.
        role: What to ask for.
        settings: Which server, model and voice.
        key: A key that is not saved yet; None: the saved one.
    """
    find: KeyFinder | None = None if key is None else lambda _url, _role: Secret(key) if key else None
    service = await services.connect(role, settings, find)
    try:
        found = await probe(service, settings)
    finally:
        await service.client.close()
    services.known.remember(service.endpoint, found)
    return found


async def _run(trial: Trial, settings: Settings) -> list[Ability]:
    match trial.service.endpoint.role:
        case Role.TRANSCRIPTION:
            from voiceassistant.speech.probe import TranscriptionProbe

            return await (await asyncio.to_thread(TranscriptionProbe, trial, sample_path())).run()
        case Role.CHAT:
            from voiceassistant.chat.probe import ChatProbe

            return await ChatProbe(trial).run()
        case Role.SPEECH:
            return await _speech(trial, settings)


async def _speech(trial: Trial, settings: Settings) -> list[Ability]:
    from voiceassistant.speech.probe import SpeechProbe
    from voiceassistant.speech.realtime import RealtimeSynthesiser

    chosen = settings.with_persona.speech
    over_realtime = chosen.kind == "realtime" and trial.service.endpoint.kind != "local"
    realtime = partial(RealtimeSynthesiser, trial.service, chosen.voice) if over_realtime else None
    return await SpeechProbe(trial, chosen.voice, realtime).run()
