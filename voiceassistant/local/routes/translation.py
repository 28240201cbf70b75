"""POST /v1/audio/translations."""

from starlette.requests import Request
from starlette.responses import Response

from voiceassistant.local.models import Models
from voiceassistant.local.protocol import wire
from voiceassistant.local.protocol.bodies import recording
from voiceassistant.local.protocol.responses import until_hang_up
from voiceassistant.local.recognition import translation
from voiceassistant.local.recognition.transcript import Transcript
from voiceassistant.local.routes import transcript_bodies
from voiceassistant.local.routes.transcription import transcribed
from voiceassistant.local.workers import Job


async def translations(request: Request) -> Response:
    """An audio file's words in English, as json, text, verbose_json, srt or vtt."""
    models: Models = request.app.state.models
    fields, audio = await recording(request)
    asked = wire.parse(wire.TranslationRequest, fields)
    transcript, translated_by = await until_hang_up(request.receive, _translated(models, audio, asked))
    return transcript_bodies.translation(transcript, asked, translated_by)


async def _translated(models: Models, audio: bytes, asked: wire.TranslationRequest) -> tuple[Transcript, str]:
    """The English transcript, and who translated it."""
    recogniser = models.transcription(asked.model)
    wish = wire.TranscriptionRequest(model=asked.model, temperature=asked.temperature)
    heard = await transcribed(models, recogniser, audio, wish)
    if heard.language == "en" or not heard.text:
        return heard, ""
    model = models.translator

    def translate(job: Job[object]) -> Transcript:
        return translation.into_english(heard, model.get(), job.check, lambda: job.cancelled)

    return await models.chat.run(translate), translation.TRANSLATED_BY
