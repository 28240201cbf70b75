"""POST /v1/audio/speech."""

from collections.abc import AsyncGenerator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from voiceassistant.local.models import Models
from voiceassistant.local.protocol import wire
from voiceassistant.local.protocol.bodies import json_body
from voiceassistant.local.protocol.responses import StreamedResponse
from voiceassistant.local.synthesis import encoding
from voiceassistant.local.synthesis.speaking import Speech
from voiceassistant.local.synthesis.voices import VOICES
from voiceassistant.local.workers import Job, Worker


async def speech(request: Request) -> Response:
    """A text's sound, sent sentence by sentence while the next one is made."""
    models: Models = request.app.state.models
    asked = wire.parse(wire.SpeechRequest, await json_body(request))
    speaking = models.speech(asked.model)
    voice = _voice(asked.voice)
    if asked.stream_format != "audio":
        raise wire.ApiError(400, "stream_format: this engine streams audio only", param="stream_format")
    encoder = encoding.encoder(asked.response_format)
    return StreamedResponse(encoder.encode(_pcm(asked, voice, models.voice, speaking)), encoder.media_type)


def _voice(asked: str | dict[str, Any]) -> str:
    """The voice's name, which may also come as {"id": name}. Raises ApiError 400."""
    name = asked.get("id") if isinstance(asked, dict) else asked
    if not isinstance(name, str) or name not in VOICES:
        raise wire.ApiError(400, f"voice: this engine has {', '.join(sorted(VOICES))}", param="voice")
    return name


async def _pcm(asked: wire.SpeechRequest, voice: str, worker: Worker, speaking: Speech) -> AsyncGenerator[bytes, None]:
    def speak(job: Job[bytes]) -> None:
        job.check()
        for pcm in speaking.speak(asked.input, voice, asked.speed):
            job.emit(pcm)

    async with worker.stream(speak) as blocks:
        async for block in blocks:
            yield block
