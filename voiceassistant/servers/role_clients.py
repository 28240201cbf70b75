"""Who asks a role's server, worded as the settings have it."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from voiceassistant.chat.dialect import Dialects
from voiceassistant.resource_files import resource
from voiceassistant.settings import Settings

if TYPE_CHECKING:  # the openai package takes a second to import: it is loaded behind the window
    from voiceassistant.chat.completions import ApiChat, Tools
    from voiceassistant.client import Service
    from voiceassistant.speech.realtime import RealtimeSynthesiser
    from voiceassistant.speech.synthesise import ApiSynthesiser
    from voiceassistant.speech.transcribe import ApiTranscriber

log = logging.getLogger(__name__)


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
    service: "Service", settings: Settings, voice: str = "", speed: float = 0.0, *, keep: bool = False
) -> "ApiSynthesiser | RealtimeSynthesiser":
    """Speech by that server, with another voice or speed where given.

    `keep` leaves a Realtime connection open, for the caller to close.
    """
    from voiceassistant.speech.realtime import RealtimeSynthesiser
    from voiceassistant.speech.synthesise import ApiSynthesiser

    chosen = settings.with_persona.speech
    voice, speed = voice or chosen.voice, speed or chosen.speed
    if chosen.kind == "realtime" and service.endpoint.kind != "local":  # the local engine has one way to speak
        return RealtimeSynthesiser(service, voice, speed, keep=keep)
    return ApiSynthesiser(service, voice, speed)
