"""POST /v1/audio/speech."""

from collections.abc import AsyncGenerator

from starlette.requests import Request
from starlette.responses import Response

from voiceassistant.local import encoding, wire
from voiceassistant.local.bodies import json_body
from voiceassistant.local.models import Models, OnDemand
from voiceassistant.local.responses import StreamedResponse
from voiceassistant.local.voice import VOICES, Voice
from voiceassistant.local.workers import Job


async def speech(request: Request) -> Response:
    """A text's sound, sent sentence by sentence while the next one is made."""
    models: Models = request.app.state.models
    asked = wire.parse(wire.SpeechRequest, await json_body(request))
    model = models.speech(asked.model)
    if not isinstance(asked.voice, str) or asked.voice not in VOICES:
        raise wire.ApiError(400, f"voice: this engine has {', '.join(sorted(VOICES))}", param="voice")
    if asked.stream_format != "audio":
        raise wire.ApiError(400, "stream_format: this engine streams audio only", param="stream_format")
    encoder = encoding.encoder(asked.response_format)
    return StreamedResponse(encoder.encode(_pcm(asked, models, model)), encoder.media_type)


async def _pcm(asked: wire.SpeechRequest, models: Models, model: OnDemand[Voice]) -> AsyncGenerator[bytes, None]:
    def speak(job: Job[bytes]) -> None:
        job.check()
        for pcm in model.get().speak(asked.input, asked.speed):
            job.emit(pcm)

    async with models.voice.stream(speak) as blocks:
        async for block in blocks:
            yield block
