"""One test for each thing the API can do, on the types the official client makes of the answers.

What test_engine_live.py has is not repeated here.
"""

import math
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import openai
import pytest
from openai.types.audio import Transcription, TranscriptionTextDeltaEvent, TranscriptionTextDoneEvent
from openai.types.chat import ParsedChatCompletion
from pydantic import BaseModel

from tests.fakes.local_engine import RunningEngine
from tests.local.test_engine_live import CHAT, TOOLS, user

pytestmark = [pytest.mark.local, pytest.mark.timeout(300)]

QUESTION = Path(__file__).parents[2] / "resources" / "samples" / "question-capital.wav"


@pytest.fixture(scope="module")
def client(local_engine: RunningEngine) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(
        base_url=local_engine.base_url, api_key=local_engine.token, max_retries=0, timeout=200
    ) as client:
        yield client


@pytest.fixture(scope="module")
def recording() -> tuple[str, bytes]:
    return QUESTION.name, QUESTION.read_bytes()


class TestModels:
    def test_list_and_retrieve(self, client: openai.OpenAI) -> None:
        names = [model.id for model in client.models.list()]
        assert {"whisper-base", CHAT} <= set(names)
        model = client.models.retrieve(CHAT)
        assert (model.id, model.object) == (CHAT, "model")
        with pytest.raises(openai.NotFoundError):
            client.models.retrieve("gpt-x")


class TestSpeech:
    @pytest.mark.parametrize("response_format", ["aac", "pcm"])
    def test_formats(self, client: openai.OpenAI, response_format: Literal["aac", "pcm"]) -> None:
        if response_format == "aac" and not shutil.which("ffmpeg"):
            pytest.skip("ffmpeg is not installed")
        speech = client.audio.speech.create(
            model="tts-1", voice="alloy", input="Hello.", response_format=response_format
        )
        sound = speech.read()
        assert speech.response.headers["content-type"] == f"audio/{response_format}"
        assert sound[:2] in (b"\xff\xf1", b"\xff\xf9") if response_format == "aac" else len(sound) % 2 == 0
        assert len(sound) > 1000


class TestTranscription:
    def test_vtt(self, client: openai.OpenAI, recording: tuple[str, bytes]) -> None:
        subtitles = str(
            client.audio.transcriptions.create(model="whisper-1", file=recording, language="en", response_format="vtt")
        )
        assert subtitles.startswith("WEBVTT\n\n00:00:0")
        assert "France" in subtitles

    def test_each_segment_has_all_of_whispers_figures(
        self, client: openai.OpenAI, recording: tuple[str, bytes]
    ) -> None:
        heard = client.audio.transcriptions.create(
            model="whisper-1", file=recording, language="en", response_format="verbose_json"
        )
        assert heard.segments
        first = heard.segments[0]
        assert (first.id, first.seek) == (0, 0)
        assert 0 <= first.start < first.end <= heard.duration + 0.1
        assert all(isinstance(token, int) for token in first.tokens)
        assert first.tokens
        assert first.avg_logprob < 0 < first.compression_ratio
        assert 0 <= first.no_speech_prob < 0.5 <= 1 > first.temperature
        assert heard.words is None

    def test_log_probabilities(self, client: openai.OpenAI, recording: tuple[str, bytes]) -> None:
        heard = client.audio.transcriptions.create(
            model="whisper-base", file=recording, language="en", response_format="json", include=["logprobs"]
        )
        assert isinstance(heard, Transcription)
        assert heard.logprobs
        assert "".join(token.token or "" for token in heard.logprobs) == heard.text
        sure = [math.exp(token.logprob or 0.0) for token in heard.logprobs]
        assert all(0 < probability <= 1 for probability in sure)
        assert len(set(sure)) > 3  # they are the words' own

    def test_streamed(self, client: openai.OpenAI, recording: tuple[str, bytes]) -> None:
        events = list(
            client.audio.transcriptions.create(model="whisper-base", file=recording, language="en", stream=True)
        )
        *deltas, done = events
        assert all(isinstance(delta, TranscriptionTextDeltaEvent) for delta in deltas)
        assert isinstance(done, TranscriptionTextDoneEvent)
        assert "".join(delta.delta for delta in deltas if isinstance(delta, TranscriptionTextDeltaEvent)) == done.text
        assert "France" in done.text

    def test_prompt_and_temperature_are_taken(self, client: openai.OpenAI, recording: tuple[str, bytes]) -> None:
        heard = client.audio.transcriptions.create(
            model="whisper-1",
            file=recording,
            language="en",
            response_format="verbose_json",
            temperature=0.2,
            prompt="A quiz about capitals.",
        )
        assert "France" in heard.text
        assert heard.segments
        assert heard.segments[0].temperature == pytest.approx(0.2)


class City(BaseModel):
    city: str
    country: Literal["France", "Korea"]


class TestChat:
    def test_a_pydantic_model_is_parsed(self, client: openai.OpenAI) -> None:
        answer = client.chat.completions.parse(
            model=CHAT,
            messages=[user("The capital of France, as JSON.")],
            response_format=City,
            temperature=0,
            max_tokens=60,
        )
        assert isinstance(answer, ParsedChatCompletion)
        parsed = answer.choices[0].message.parsed
        assert isinstance(parsed, City)
        assert parsed.country == "France"

    def test_a_limit_ends_the_answer(self, client: openai.OpenAI) -> None:
        for limit in ({"max_tokens": 5}, {"max_completion_tokens": 5}):
            answer = client.chat.completions.create(
                model=CHAT,
                messages=[user("Count from one to fifty.")],
                **limit,  # type: ignore[call-overload]
            )
            assert answer.choices[0].finish_reason == "length"
            assert answer.usage.completion_tokens == 5

    def test_a_streams_usage_comes_last_and_only_where_asked_for(self, client: openai.OpenAI) -> None:
        stream = client.chat.completions.create(model=CHAT, messages=[user("Hi")], stream=True, max_tokens=3)
        assert all(chunk.usage is None and chunk.choices for chunk in stream)
        counted = list(
            client.chat.completions.create(
                model=CHAT, messages=[user("Hi")], stream=True, max_tokens=3, stream_options={"include_usage": True}
            )
        )
        assert [chunk.usage is not None for chunk in counted] == [False] * (len(counted) - 1) + [True]
        assert counted[-1].choices == []

    def test_streamed_log_probabilities(self, client: openai.OpenAI) -> None:
        chunks = list(
            client.chat.completions.create(
                model=CHAT, messages=[user("Say yes.")], stream=True, logprobs=True, top_logprobs=2, max_tokens=2
            )
        )
        tokens = [
            token
            for chunk in chunks
            for choice in chunk.choices
            for token in (choice.logprobs or NoTokens).content or []
        ]
        assert tokens
        assert all(len(token.top_logprobs) == 2 and token.logprob <= 0 for token in tokens)

    def test_the_same_seed_says_the_same(self, client: openai.OpenAI) -> None:
        said = [
            client.chat.completions.create(
                model=CHAT, messages=[user("Name an animal.")], seed=7, temperature=1, max_tokens=8
            )
            .choices[0]
            .message.content
            for _ in range(3)
        ]
        assert said[1] == said[2]  # the first may differ in a last digit: its prompt is not in the cache yet


class NoTokens:
    content = None


class TestTools:
    def test_required(self, client: openai.OpenAI) -> None:
        choice = client.chat.completions.create(
            model=CHAT, messages=[user("Hello.")], tools=TOOLS, tool_choice="required"
        ).choices[0]
        assert choice.finish_reason == "tool_calls"
        assert choice.message.tool_calls

    def test_one_call_where_more_are_not_wanted(self, client: openai.OpenAI) -> None:
        choice = client.chat.completions.create(
            model=CHAT,
            messages=[user("What time is it in Oslo, and what is 12 times 9?")],
            tools=TOOLS,
            tool_choice="required",
            parallel_tool_calls=False,
        ).choices[0]
        assert len(choice.message.tool_calls or []) == 1
