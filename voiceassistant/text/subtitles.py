"""A transcript as a file: plain text, the API's JSON, or subtitles."""

import json
from dataclasses import asdict
from typing import Any

from voiceassistant.transcripts import Segment, Transcript

FORMATS = ("text", "json", "verbose_json", "srt", "vtt")


def rendered(transcript: Transcript, form: str) -> str:
    """The transcript in one of FORMATS, ending in a line break."""
    match form:
        case "srt":
            return srt(transcript)
        case "vtt":
            return vtt(transcript)
        case "verbose_json":
            return json.dumps(verbose(transcript), ensure_ascii=False, indent=2) + "\n"
        case "json":
            return json.dumps({"text": transcript.text.strip()}, ensure_ascii=False) + "\n"
    return transcript.text.strip() + "\n"


def verbose(transcript: Transcript) -> dict[str, Any]:
    """The API's fields; words and segments where there are any. Times in seconds, to the millisecond."""
    body: dict[str, Any] = {
        "task": "translate" if transcript.translated else "transcribe",
        "language": transcript.language,
        "duration": transcript.duration,
        "text": transcript.text.strip(),
    }
    if transcript.segments:
        body["segments"] = [{"id": number, **_timed(part)} for number, part in enumerate(transcript.segments)]
    if transcript.words:
        body["words"] = [{"word": word["text"], **_without(word, "text")} for word in map(_timed, transcript.words)]
    return body


def srt(transcript: Transcript) -> str:
    cues = [
        f"{number}\n{clock(part.start, ',')} --> {clock(part.end, ',')}\n{part.text.strip()}\n"
        for number, part in enumerate(_cues(transcript), 1)
    ]
    return "\n".join(cues)


def vtt(transcript: Transcript) -> str:
    cues = [f"{clock(part.start, '.')} --> {clock(part.end, '.')}\n{part.text.strip()}\n" for part in _cues(transcript)]
    return "\n".join(["WEBVTT\n", *cues])


def clock(seconds: float, mark: str) -> str:
    """As subtitles write times: 01:02:03,450."""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{mark}{milliseconds:03d}"


def _cues(transcript: Transcript) -> tuple[Segment, ...]:
    """The segments; of a server that tells no times, one that lasts as long as the recording."""
    if transcript.segments or not transcript.text.strip():
        return transcript.segments
    return (Segment(transcript.text, 0.0, transcript.duration or 0.0),)


def _timed(thing: Any) -> dict[str, Any]:
    """Its fields as far as the server told them."""
    told = {name: value for name, value in asdict(thing).items() if value is not None}
    return {**told, "start": round(thing.start, 3), "end": round(thing.end, 3)}


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}
