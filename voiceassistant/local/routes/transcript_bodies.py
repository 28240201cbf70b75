"""What was heard in the API's five formats, and as server-sent events. Pure."""

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from voiceassistant.local.protocol.languages import LANGUAGES
from voiceassistant.local.protocol.responses import SSE_DONE, sse
from voiceassistant.local.protocol.wire import RecordingRequest, TranscriptionRequest
from voiceassistant.local.recognition.transcript import Segment, Transcript

LEAST_PROBABILITY = 1e-9  # its logarithm is the lowest that is told; JSON has no infinity


def transcription(transcript: Transcript, asked: TranscriptionRequest) -> Response:
    """The answer to /v1/audio/transcriptions."""
    body: dict[str, Any] = {"text": transcript.text, "usage": _usage(transcript)}
    if asked.include:
        body["logprobs"] = _logprobs(transcript.segments)
    if asked.response_format == "verbose_json":
        body |= _verbose(transcript, "transcribe", transcript.language)
        if asked.with_segments:
            body["segments"] = _segments(transcript)
        if asked.with_words:
            body["words"] = [_without(asdict(word), "token") for word in transcript.words]
    return _formatted(transcript, asked, body)


def translation(transcript: Transcript, asked: RecordingRequest, translated_by: str) -> Response:
    """The answer to /v1/audio/translations.

    Args:
        transcript: English.
        asked: How the answer is to look.
        translated_by: Who put it into English, a field that the API does not have; "" when it was spoken so.
    """
    body: dict[str, Any] = {"text": transcript.text}
    if translated_by:
        body["translated_by"] = translated_by
    if asked.response_format == "verbose_json":
        body |= {**_verbose(transcript, "translate", "en"), "segments": _segments(transcript)}
    return _formatted(transcript, asked, body)


def events(transcript: Transcript, asked: TranscriptionRequest) -> Iterator[bytes]:
    """A delta for each segment, and the whole at the end."""
    for number, segment in enumerate(transcript.segments):
        delta = segment.text if number else segment.text.lstrip()
        body: dict[str, Any] = {"type": "transcript.text.delta", "delta": delta}
        if asked.include:
            body["logprobs"] = _logprobs((segment,), first=not number)
        yield sse(body)
    done: dict[str, Any] = {"type": "transcript.text.done", "text": transcript.text, "usage": _usage(transcript)}
    if asked.include:
        done["logprobs"] = _logprobs(transcript.segments)
    yield sse(done)
    yield SSE_DONE


def _formatted(transcript: Transcript, asked: RecordingRequest, body: dict[str, Any]) -> Response:
    match asked.response_format:
        case "text":
            return PlainTextResponse(transcript.text + "\n")
        case "srt":
            return PlainTextResponse(_srt(transcript))
        case "vtt":
            return PlainTextResponse(_vtt(transcript), media_type="text/vtt")
    return JSONResponse(body)


def _verbose(transcript: Transcript, task: str, language: str) -> dict[str, Any]:
    return {
        "task": task,
        "language": LANGUAGES.get(language, language),
        "duration": round(transcript.duration_seconds, 3),
    }


def _segments(transcript: Transcript) -> list[dict[str, Any]]:
    return [
        {"id": number, "seek": 0, **_without(asdict(segment), "words")}
        for number, segment in enumerate(transcript.segments)
    ]


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


def _logprobs(segments: tuple[Segment, ...], *, first: bool = True) -> list[dict[str, Any]]:
    """A token for each word, with the space before it: the model tells the probability of words, no smaller pieces."""
    tokens = [(word.token or f" {word.word}", word.probability) for segment in segments for word in segment.words]
    if tokens and first:
        tokens[0] = (tokens[0][0].lstrip(), tokens[0][1])
    return [
        {"token": token, "bytes": list(token.encode()), "logprob": math.log(max(probability, LEAST_PROBABILITY))}
        for token, probability in tokens
    ]


def _usage(transcript: Transcript) -> dict[str, Any]:
    return {"type": "duration", "seconds": round(transcript.duration_seconds)}


def _srt(transcript: Transcript) -> str:
    cues = [
        f"{number}\n{_clock(segment.start, ',')} --> {_clock(segment.end, ',')}\n{segment.text.strip()}\n"
        for number, segment in enumerate(transcript.segments, 1)
    ]
    return "\n".join(cues)


def _vtt(transcript: Transcript) -> str:
    cues = [
        f"{_clock(segment.start, '.')} --> {_clock(segment.end, '.')}\n{segment.text.strip()}\n"
        for segment in transcript.segments
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{mark}{rest % 1000:03d}"
