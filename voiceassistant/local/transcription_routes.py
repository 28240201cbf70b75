"""POST /v1/audio/transcriptions."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from voiceassistant.local import wire
from voiceassistant.local.bodies import recording
from voiceassistant.local.languages import LANGUAGES
from voiceassistant.local.models import Models
from voiceassistant.local.recognition import Segment, Transcript
from voiceassistant.local.responses import until_hang_up


async def transcriptions(request: Request) -> Response:
    """An audio file's words as json, text, verbose_json, srt or vtt."""
    models: Models = request.app.state.models
    fields, audio = await recording(request)
    asked = wire.parse(wire.TranscriptionRequest, fields)
    model = models.transcription(asked.model)
    transcript = await until_hang_up(
        request.receive,
        models.recognition.run(lambda job: model.get().transcribe(audio, asked, job.check)),
    )
    return _TRANSCRIPT_FORMATS[asked.response_format](transcript, asked)


def _json(transcript: Transcript, _: wire.TranscriptionRequest) -> Response:
    return JSONResponse({"text": transcript.text, "usage": _usage(transcript)})


def _text(transcript: Transcript, _: wire.TranscriptionRequest) -> Response:
    return PlainTextResponse(transcript.text + "\n")


def _verbose(transcript: Transcript, asked: wire.TranscriptionRequest) -> Response:
    body: dict[str, Any] = {
        "task": "transcribe",
        "language": LANGUAGES.get(transcript.language, transcript.language),
        "duration": round(transcript.duration_seconds, 3),
        "text": transcript.text,
        "usage": _usage(transcript),
    }
    if asked.with_segments:
        body["segments"] = [_segment_body(number, segment) for number, segment in enumerate(transcript.segments)]
    if "word" in asked.timestamp_granularities:
        body["words"] = [asdict(word) for word in transcript.words]
    return JSONResponse(body)


def _segment_body(number: int, segment: Segment) -> dict[str, Any]:
    fields = asdict(segment)
    del fields["words"]
    return {"id": number, "seek": 0, **fields}


def _usage(transcript: Transcript) -> dict[str, Any]:
    return {"type": "duration", "seconds": round(transcript.duration_seconds)}


def _srt(transcript: Transcript, _: wire.TranscriptionRequest) -> Response:
    cues = [
        f"{number}\n{_clock(segment.start, ',')} --> {_clock(segment.end, ',')}\n{segment.text.strip()}\n"
        for number, segment in enumerate(transcript.segments, 1)
    ]
    return PlainTextResponse("\n".join(cues))


def _vtt(transcript: Transcript, _: wire.TranscriptionRequest) -> Response:
    cues = [
        f"{_clock(segment.start, '.')} --> {_clock(segment.end, '.')}\n{segment.text.strip()}\n"
        for segment in transcript.segments
    ]
    return PlainTextResponse("\n".join(["WEBVTT\n", *cues]), media_type="text/vtt")


def _clock(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{mark}{rest % 1000:03d}"


_TRANSCRIPT_FORMATS = {"json": _json, "text": _text, "verbose_json": _verbose, "srt": _srt, "vtt": _vtt}
