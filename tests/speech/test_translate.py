from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.api_server import ApiServer
from voiceassistant.client import Service
from voiceassistant.settings import Role
from voiceassistant.speech.transcribe import ApiTranscriber
from voiceassistant.speech.translate import Translator
from voiceassistant.text.language import is_english
from voiceassistant.transcripts import Segment, Transcript, TranscriptionWish

KOREAN = {"text": "안녕하세요.", "language": "korean"}


@dataclass(frozen=True)
class Recording:
    path: Path


@pytest.fixture
def translator(service_of: Callable[..., Service]) -> Translator:
    service = service_of(Role.TRANSCRIPTION)

    async def chat(text: str) -> str:
        return f"English of\n\n{text}" if text == "안녕" else f"English of {text}"

    return Translator(ApiTranscriber(service), service, chat, is_english)


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    (path := tmp_path / "said.wav").write_bytes(b"RIFF" + bytes(1000))
    return Recording(path)


async def test_the_server_translates(api: ApiServer, translator: Translator, recording: Recording) -> None:
    heard = await translator.transcribe(recording, TranscriptionWish(translate=True))
    assert (heard.text, heard.language, heard.translated) == ("Hello there.", "en", "server")
    assert api.bodies("transcriptions") == []


async def test_the_local_engine_tells_that_its_chat_model_did(
    api: ApiServer, translator: Translator, recording: Recording
) -> None:
    api.translated_by = "chat model"
    heard = await translator.transcribe(recording, TranscriptionWish(translate=True))
    assert (heard.text, heard.translated) == ("Hello there.", "chat")


@pytest.mark.parametrize("refusal", [404, 400, None])
async def test_else_a_chat_model_does(
    api: ApiServer, translator: Translator, recording: Recording, refusal: int | None
) -> None:
    """Also where the server calls what it heard a translation."""
    api.faults["translations"] = [refusal] if refusal else []
    api.translation, api.heard = "안녕하세요.", KOREAN
    heard = await translator.transcribe(recording, TranscriptionWish(translate=True))
    assert heard == Transcript("English of 안녕하세요.", "ko", (), (), 2.0, "chat", "안녕하세요.")


async def test_a_server_that_refuses_with_status_200_has_not_translated(
    api: ApiServer, translator: Translator, recording: Recording
) -> None:
    api.translation, api.heard = None, KOREAN  # type: ignore[assignment]
    heard = await translator.transcribe(recording, TranscriptionWish(translate=True))
    assert (heard.text, heard.translated) == ("English of 안녕하세요.", "chat")


async def test_english_of_a_server_that_tells_no_language_stays_as_it_was_heard(
    api: ApiServer, translator: Translator, recording: Recording
) -> None:
    api.faults["translations"] = [404]
    api.heard = {"text": "It is fine weather today.", "language": None}
    heard = await translator.transcribe(recording, TranscriptionWish(translate=True))
    assert (heard.text, heard.translated) == ("It is fine weather today.", "")


async def test_a_server_that_answers_in_the_speakers_language_has_not_translated(
    api: ApiServer, translator: Translator, recording: Recording
) -> None:
    api.translation = "Das Wetter ist heute schön."
    api.heard = {"text": "Das Wetter ist heute schön.", "language": "german"}
    heard = await translator.transcribe(recording, TranscriptionWish(translate=True))
    assert (heard.text, heard.translated) == ("English of Das Wetter ist heute schön.", "chat")


async def test_segments_keep_their_times(api: ApiServer, translator: Translator, recording: Recording) -> None:
    api.faults["translations"] = [404]
    api.heard = {**KOREAN, "segments": [{"text": "안녕", "start": 0.5, "end": 1.0}]}
    heard = await translator.transcribe(recording, TranscriptionWish(translate=True, segments=True))
    assert heard.segments == (Segment("English of 안녕", 0.5, 1.0),)
