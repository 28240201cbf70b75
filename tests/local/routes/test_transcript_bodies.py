import json
import math
from typing import Any

import pytest

from voiceassistant.local.protocol import wire
from voiceassistant.local.recognition.transcript import Segment, Transcript, Word
from voiceassistant.local.routes import transcript_bodies

WORDS = (Word("Good", 0.1, 0.4, 0.5, " Good"), Word("day.", 0.4, 0.9, 1.0, " day."))
SEGMENTS = (
    Segment(0.1, 0.9, " Good day.", (1, 2), 0.0, -0.2, 1.1, 0.01, WORDS),
    Segment(61.25, 62.5, " Bye.", (3,), 0.0, -0.3, 1.0, 0.02, (Word("Bye.", 61.25, 62.5, 0.0, " Bye."),)),
)
HEARD = Transcript("de", 63.0, SEGMENTS)


def asked(**fields: Any) -> wire.TranscriptionRequest:
    return wire.parse(wire.TranscriptionRequest, {"model": "whisper-1", **fields})


def body(**fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(transcript_bodies.transcription(HEARD, asked(**fields)).body))
    return found


def text(response_format: str) -> str:
    answer = transcript_bodies.transcription(HEARD, asked(response_format=response_format))
    return bytes(answer.body).decode()


def test_json_has_the_text_and_what_it_took() -> None:
    assert body() == {"text": "Good day. Bye.", "usage": {"type": "duration", "seconds": 63}}


def test_the_tokens_of_logprobs_are_the_text() -> None:
    logprobs = body(include=["logprobs"])["logprobs"]
    assert "".join(entry["token"] for entry in logprobs) == "Good day. Bye."
    assert bytes(logprobs[1]["bytes"]).decode() == " day."
    assert logprobs[0]["logprob"] == pytest.approx(math.log(0.5))
    assert logprobs[2]["logprob"] < -20  # not minus infinity, which is no JSON


def test_verbose_json_has_segments_and_words_where_they_are_asked_for() -> None:
    plain = body(response_format="verbose_json")
    assert (plain["task"], plain["language"], plain["duration"]) == ("transcribe", "german", 63.0)
    assert [segment["id"] for segment in plain["segments"]] == [0, 1]
    fields = "id seek start end text tokens temperature avg_logprob compression_ratio no_speech_prob"
    assert set(plain["segments"][0]) == set(fields.split())
    assert "words" not in plain
    words = body(response_format="verbose_json", timestamp_granularities=["word"])
    assert words["words"][0] == {"word": "Good", "start": 0.1, "end": 0.4, "probability": 0.5}
    assert "segments" not in words


def test_text_and_subtitles() -> None:
    assert text("text") == "Good day. Bye.\n"
    assert text("srt").startswith("1\n00:00:00,100 --> 00:00:00,900\nGood day.\n\n2\n00:01:01,250 --> 00:01:02,500\n")
    assert text("vtt").startswith("WEBVTT\n\n00:00:00.100 --> 00:00:00.900\nGood day.\n")


def test_a_translation_tells_who_made_it() -> None:
    request = wire.parse(wire.TranslationRequest, {"model": "whisper-1", "response_format": "verbose_json"})
    found = json.loads(bytes(transcript_bodies.translation(HEARD, request, "chat model").body))
    assert (found["task"], found["language"], found["translated_by"]) == ("translate", "english", "chat model")
    assert len(found["segments"]) == 2
    spoken_so = json.loads(bytes(transcript_bodies.translation(HEARD, request, "").body))
    assert "translated_by" not in spoken_so


def test_the_deltas_of_a_stream_are_the_text() -> None:
    sent = [event.removeprefix(b"data: ").strip() for event in transcript_bodies.events(HEARD, asked(stream="true"))]
    assert sent.pop() == b"[DONE]"
    *deltas, done = [json.loads(event) for event in sent]
    assert {delta["type"] for delta in deltas} == {"transcript.text.delta"}
    assert "".join(delta["delta"] for delta in deltas) == done["text"] == "Good day. Bye."
    assert done["type"] == "transcript.text.done"
