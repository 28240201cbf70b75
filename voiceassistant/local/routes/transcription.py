"""POST /v1/audio/transcriptions."""

from collections.abc import AsyncGenerator
from contextlib import nullcontext

from starlette.requests import Request
from starlette.responses import Response

from voiceassistant.local.freed_memory import given_back
from voiceassistant.local.models import Models, OnDemand
from voiceassistant.local.protocol import wire
from voiceassistant.local.protocol.bodies import recording
from voiceassistant.local.protocol.responses import StreamedResponse, until_hang_up
from voiceassistant.local.recognition.recogniser import Recogniser
from voiceassistant.local.recognition.transcript import Transcript
from voiceassistant.local.routes import transcript_bodies
from voiceassistant.local.workers import Job

LONG_BYTES = 2 << 20  # a minute of WAV: no question, for whose answer somebody waits


async def transcriptions(request: Request) -> Response:
    """An audio file's words as json, text, verbose_json, srt or vtt, or as events."""
    models: Models = request.app.state.models
    fields, audio = await recording(request)
    asked = wire.parse(wire.TranscriptionRequest, fields)
    model = models.transcription(asked.model)
    if asked.stream:
        return StreamedResponse(_events(models, model, audio, asked), "text/event-stream")
    transcript = await until_hang_up(request.receive, transcribed(models, model, audio, asked))
    return transcript_bodies.transcription(transcript, asked)


async def transcribed(
    models: Models, model: OnDemand[Recogniser], audio: bytes, asked: wire.TranscriptionRequest
) -> Transcript:
    """Recognises on the model's thread. Raises ApiError."""

    def work(job: Job[None]) -> Transcript:
        with given_back() if len(audio) >= LONG_BYTES else nullcontext():
            return model.get().transcribe(audio, asked, job.check)

    return await models.recognition.run(work)


async def _events(
    models: Models, model: OnDemand[Recogniser], audio: bytes, asked: wire.TranscriptionRequest
) -> AsyncGenerator[bytes, None]:
    """Once all is heard: what repeats itself is heard a second time, and an event cannot be taken back."""
    transcript = await transcribed(models, model, audio, asked)
    for event in transcript_bodies.events(transcript, asked):
        yield event
