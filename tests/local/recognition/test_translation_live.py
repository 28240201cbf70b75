"""Korean in, English out, in every format, by the real engine and the official client as it comes.

The recording says "어제 친구와 영화를 봤어요." (Yesterday I saw a film with a friend). It is Kokoro's, with espeak-ng's
phonemes of the sentence as it is pronounced: what espeak-ng itself says in Korean, Whisper takes for Thai.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from tests.fakes.local_engine import RunningEngine
from voiceassistant.text.language import language_of

pytestmark = [pytest.mark.local, pytest.mark.timeout(400), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

KOREAN = Path(__file__).parents[1] / "recordings" / "korean.flac"
ENGLISH = Path(__file__).parents[3] / "resources" / "samples" / "question-capital.wav"


@pytest.fixture(scope="module")
def client(local_engine: RunningEngine) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(
        base_url=local_engine.base_url, api_key=local_engine.token, max_retries=0, timeout=300
    ) as client:
        yield client


def translate(client: openai.OpenAI, recording: Path, response_format: str) -> Any:
    file = (recording.name, recording.read_bytes())
    return client.audio.translations.create(model="whisper-1", file=file, response_format=response_format)  # type: ignore[call-overload]


def has_the_meaning(text: str) -> bool:
    words = set(re.findall(r"[a-z]+", text.lower()))
    return "yesterday" in words and bool(words & {"film", "movie", "movies"}) and language_of(text) == "en"


@pytest.mark.parametrize("response_format", ["json", "text", "srt", "vtt"])
def test_korean_becomes_english(client: openai.OpenAI, response_format: str) -> None:
    answer = translate(client, KOREAN, response_format)
    text = answer.text if response_format == "json" else str(answer)
    assert has_the_meaning(text.partition("\n\n")[2] if response_format == "vtt" else text)
    assert (" --> " in text) == (response_format in ("srt", "vtt"))
    if response_format == "json":
        assert answer.model_extra["translated_by"] == "chat model"


def test_verbose_json_keeps_the_times(client: openai.OpenAI) -> None:
    answer = translate(client, KOREAN, "verbose_json")
    assert has_the_meaning(answer.text)
    assert answer.language == "english"
    assert answer.duration == pytest.approx(3.05, abs=0.01)
    assert 0 <= answer.segments[0].start < answer.segments[-1].end <= 3.1
    assert has_the_meaning(" ".join(segment.text for segment in answer.segments))
    assert answer.segments[0].no_speech_prob < 0.6
    assert answer.model_extra["task"] == "translate"


def test_english_stays_as_it_was_said(client: openai.OpenAI) -> None:
    answer = translate(client, ENGLISH, "json")
    said = client.audio.transcriptions.create(model="whisper-1", file=("a.wav", ENGLISH.read_bytes()))
    assert answer.text == said.text
    assert "translated_by" not in (answer.model_extra or {})
