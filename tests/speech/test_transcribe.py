import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.fakes.api_server import KEY, ApiServer
from voiceassistant.client import Service
from voiceassistant.errors import (
    CredentialsError,
    ModelMissing,
    RequestRefused,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
)
from voiceassistant.settings import Role
from voiceassistant.speech.transcribe import ApiTranscriber
from voiceassistant.transcripts import Segment, TranscriptionWish, Word

ServiceOf = Callable[..., Service]


@dataclass(frozen=True)
class Recording:
    path: Path


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    path = tmp_path / "said.wav"
    path.write_bytes(b"RIFF" + bytes(1000))
    return Recording(path)


async def test_the_whole_recording_is_sent(api: ApiServer, service_of: ServiceOf, recording: Recording) -> None:
    heard = await ApiTranscriber(service_of(Role.TRANSCRIPTION), "en").transcribe(recording)
    assert (heard.text, heard.language) == ("Hello there.", "en")
    assert api.bodies("transcriptions") == [
        {"model": "whisper-1", "language": "en", "response_format": "verbose_json", "size": 1004, "start": b"RIFF"}
    ]
    assert api.keys == [f"Bearer {KEY}"]


async def test_a_successor_of_whisper_is_asked_for_what_it_knows(
    api: ApiServer, service_of: ServiceOf, recording: Recording
) -> None:
    await ApiTranscriber(service_of(Role.TRANSCRIPTION, "gpt-transcribe")).transcribe(recording)
    body = api.bodies("transcriptions")[0]
    assert body["response_format"] == "json"
    assert "language" not in body


async def test_words_and_segments_come_with_their_figures(
    api: ApiServer, service_of: ServiceOf, recording: Recording
) -> None:
    figures = {"avg_logprob": -0.2, "no_speech_prob": 0.01, "compression_ratio": 1.1}
    api.heard = {
        "language": "korean",
        "duration": "2.5",
        "words": [{"word": " Hello", "start": 0.1, "end": 0.5, "probability": 0.9}, {"word": "there.", "start": 0.5}],
        "segments": [{"id": 0, "text": " Hello there.", "start": 0.1, "end": 1.0, **figures}],
    }
    wish = TranscriptionWish(words=True, segments=True, prompt="Ada")
    heard = await ApiTranscriber(service_of(Role.TRANSCRIPTION), prompt="Bob").transcribe(recording, wish)
    assert heard.words == (Word("Hello", 0.1, 0.5, 0.9), Word("there.", 0.5, 0.0))
    assert heard.segments == (Segment("Hello there.", 0.1, 1.0, -0.2, 0.01, 1.1),)
    assert (heard.language, heard.duration) == ("ko", 2.5)
    body = api.bodies("transcriptions")[0]
    assert (body["timestamp_granularities[]"], body["prompt"]) == (["word", "segment"], "Ada")


async def test_token_probabilities_become_those_of_words(
    api: ApiServer, service_of: ServiceOf, recording: Recording
) -> None:
    tokens = [("Se", 0.5), ("oul", 1.0), (" is", 1.0)]
    logprobs = [{"token": text, "bytes": [*text.encode()], "logprob": math.log(sure)} for text, sure in tokens]
    api.text, api.heard = "Seoul is", {"logprobs": logprobs}
    service = service_of(Role.TRANSCRIPTION, "gpt-4o-transcribe")
    heard = await ApiTranscriber(service, confidence=True).transcribe(recording)
    assert heard.words == (Word("Seoul", 0.0, 0.0, 0.75), Word("is", 0.0, 0.0, 1.0))
    body = api.bodies("transcriptions")[0]
    assert (body["include[]"], body["response_format"]) == (["logprobs"], "json")


async def test_a_refused_format_is_not_asked_for_again(
    api: ApiServer, service_of: ServiceOf, recording: Recording
) -> None:
    api.faults["transcriptions"] = [400]
    service, wish = service_of(Role.TRANSCRIPTION), TranscriptionWish(words=True)
    for _ in range(2):
        assert (await ApiTranscriber(service).transcribe(recording, wish)).text == "Hello there."
    assert [body["response_format"] for body in api.bodies("transcriptions")] == ["verbose_json", "json", "json"]


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (401, CredentialsError, "refused the API key"),
        (403, CredentialsError, "refused the API key"),
        (404, ModelMissing, "does not know the model whisper-1"),
        (400, RequestRefused, "refused the request"),
        (429, ServiceUnavailable, "asked too often"),
        (500, ServiceUnavailable, "failed with status 500"),
        ("garbage", ServiceUnavailable, "not an answer"),
    ],
)
async def test_a_failure_is_told_in_our_words(
    api: ApiServer,
    service_of: ServiceOf,
    recording: Recording,
    fault: int | str,
    error: type[ServiceError],
    words: str,
) -> None:
    api.faults["transcriptions"] = [fault] * 2
    with pytest.raises(error, match=words) as caught:
        await ApiTranscriber(service_of(Role.TRANSCRIPTION)).transcribe(recording)
    assert KEY not in caught.value.sentence
    asked = 2 if caught.value.retryable or fault == 400 else 1  # a refused format is tried once more as plain json
    assert len(api.bodies("transcriptions")) == asked


@pytest.mark.parametrize("text", [None, 5])
async def test_an_answer_without_a_text_is_none(
    api: ApiServer, service_of: ServiceOf, recording: Recording, text: object
) -> None:
    """Some servers tell with status 200 that they failed."""
    api.heard = {"text": text, "error": "out of memory"}
    with pytest.raises(ServiceUnavailable, match="not an answer"):
        await ApiTranscriber(service_of(Role.TRANSCRIPTION)).transcribe(recording)
    assert len(api.bodies("transcriptions")) == 2


async def test_one_failure_is_survived(api: ApiServer, service_of: ServiceOf, recording: Recording) -> None:
    api.faults["transcriptions"] = [503]
    assert (await ApiTranscriber(service_of(Role.TRANSCRIPTION)).transcribe(recording)).text == "Hello there."
    assert [body["size"] for body in api.bodies("transcriptions")] == [1004, 1004]


async def test_a_server_that_hangs_is_given_up(api: ApiServer, service_of: ServiceOf, recording: Recording) -> None:
    api.faults["transcriptions"] = ["hang"]
    service = service_of(Role.TRANSCRIPTION, timeout_seconds=0.2, attempts=1)
    with pytest.raises(ServiceTimeout, match=r"did not answer within 0.2 seconds"):
        await ApiTranscriber(service).transcribe(recording)


async def test_no_server_at_all(service_of: ServiceOf, recording: Recording, api: ApiServer) -> None:
    service = service_of(Role.TRANSCRIPTION, attempts=1)
    service.client.base_url = "http://127.0.0.1:9/v1/"  # the discard port: nobody listens
    with pytest.raises(ServiceUnavailable, match="cannot be reached"):
        await ApiTranscriber(service).transcribe(recording)


@dataclass(frozen=True)
class Spoken(Recording):
    compact: bytes = b"OggS" + bytes(100)


@pytest.fixture
def spoken(recording: Recording) -> Spoken:
    return Spoken(recording.path)


def starts(api: ApiServer) -> list[bytes]:
    return [body["start"] for body in api.bodies("transcriptions")]


async def test_what_was_just_spoken_is_sent_compact(api: ApiServer, service_of: ServiceOf, spoken: Spoken) -> None:
    spoken.path.unlink()  # it is not even read
    await ApiTranscriber(service_of(Role.TRANSCRIPTION)).transcribe(spoken)
    assert starts(api) == [b"OggS"]


async def test_the_local_engine_gets_the_file(api: ApiServer, service_of: ServiceOf, spoken: Spoken) -> None:
    service = service_of(Role.TRANSCRIPTION)
    local = replace(service, endpoint=replace(service.endpoint, kind="local"))
    await ApiTranscriber(local).transcribe(spoken)
    assert starts(api) == [b"RIFF"]


@pytest.mark.parametrize("fault", [400, 415, 422, 500, "no text"])
async def test_a_server_that_refuses_compact_sound_gets_the_file_from_then_on(
    api: ApiServer, service_of: ServiceOf, spoken: Spoken, fault: int | str
) -> None:
    api.faults["transcriptions"] = [fault]
    service = service_of(Role.TRANSCRIPTION)
    assert (await ApiTranscriber(service).transcribe(spoken)).text == "Hello there."
    assert (await ApiTranscriber(service).transcribe(spoken)).text == "Hello there."
    assert starts(api) == [b"OggS", b"RIFF", b"RIFF"]
    assert {body["response_format"] for body in api.bodies("transcriptions")} == {"verbose_json"}


async def test_a_recording_that_is_refused_in_every_way_does_not_count(
    api: ApiServer, service_of: ServiceOf, spoken: Spoken
) -> None:
    api.faults["transcriptions"] = [400, 400, 400]
    service = service_of(Role.TRANSCRIPTION)
    with pytest.raises(RequestRefused):
        await ApiTranscriber(service).transcribe(spoken)
    await ApiTranscriber(service).transcribe(spoken)
    assert starts(api) == [b"OggS", b"RIFF", b"RIFF", b"OggS"]


async def test_a_refused_form_of_the_answer_does_not_cost_the_compact_sound(
    api: ApiServer, service_of: ServiceOf, spoken: Spoken
) -> None:
    api.faults["transcriptions"] = ["verbose"]
    await ApiTranscriber(service_of(Role.TRANSCRIPTION)).transcribe(spoken)
    assert starts(api) == [b"OggS", b"OggS"]
    assert [body["response_format"] for body in api.bodies("transcriptions")] == ["verbose_json", "json"]


async def test_cancelling_hangs_up(api: ApiServer, service_of: ServiceOf, recording: Recording) -> None:
    api.faults["transcriptions"] = ["hang"]
    task = asyncio.create_task(ApiTranscriber(service_of(Role.TRANSCRIPTION)).transcribe(recording))
    assert await asyncio.to_thread(api.reached.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(api.hung_up.wait, 5)
