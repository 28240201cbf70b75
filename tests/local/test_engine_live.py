"""The real engine with its models, through the official client as it comes."""

import io
import json
import shutil
import threading
import time
import wave
from collections.abc import Iterator

import numpy as np
import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam, ChatCompletionToolParam

from tests.fakes.local_engine import RunningEngine

pytestmark = pytest.mark.local

CHAT = "qwen2.5-coder-0.5b-instruct"
QUESTION = "What is seventeen times twenty-three?"

TOOLS: list[ChatCompletionToolParam] = [
    {
        "type": "function",
        "function": {
            "name": "calculate",
            "description": 'Computes.\nExample: "Nine times twelve?" -> {"expression": "9 * 12"}',
            "parameters": {
                "type": "object",
                "properties": {"expression": {"type": "string"}},
                "required": ["expression"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "clock",
            "description": 'Tells the time in a place.\nExample: "How late is it in Rome?" -> {"place": "Rome"}',
            "parameters": {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]},
        },
    },
]


@pytest.fixture(scope="module")
def client(local_engine: RunningEngine) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=local_engine.base_url, api_key=local_engine.token, max_retries=0, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def recording(client: openai.OpenAI) -> bytes:
    """The question as a WAV file, spoken by the engine itself."""
    spoken = client.audio.speech.create(model="hibari", voice="alloy", input=QUESTION, response_format="pcm")
    return as_wav(spoken.read())


def as_wav(pcm: bytes, rate: int = 24_000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(pcm)
    return file.getvalue()


def user(text: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": text}


class TestSpeech:
    def test_pcm_is_streamed_sentence_by_sentence(self, client: openai.OpenAI) -> None:
        text = "The first sentence is here. The second one follows. And this is the third."
        with client.audio.speech.with_streaming_response.create(
            model="tts-1", voice="nova", input=text, response_format="pcm"
        ) as answer:
            blocks = list(answer.iter_bytes())
        samples = np.frombuffer(b"".join(blocks), "<i2")
        assert len(blocks) >= 3
        assert 3 * 24_000 < len(samples) < 12 * 24_000
        assert np.abs(samples).max() > 3_000

    @pytest.mark.parametrize(
        ("name", "magic"), [("wav", b"RIFF"), ("mp3", (b"ID3", b"\xff")), ("flac", b"fLaC"), ("opus", b"OggS")]
    )
    def test_formats(self, client: openai.OpenAI, name: str, magic: bytes | tuple[bytes, ...]) -> None:
        if name != "wav" and not shutil.which("ffmpeg"):
            pytest.skip("ffmpeg is not installed")
        sound = client.audio.speech.create(model="tts-1", voice="alloy", input="Hello.", response_format=name).read()  # type: ignore[arg-type]
        assert sound.startswith(magic)
        heard = client.audio.transcriptions.create(model="whisper-1", file=(f"a.{name}", sound), language="en")
        assert "hello" in heard.text.lower()

    def test_speed_changes_the_length(self, client: openai.OpenAI) -> None:
        lengths = [
            len(
                client.audio.speech.create(
                    model="tts-1", voice="alloy", input="A sentence of some words.", response_format="pcm", speed=speed
                ).read()
            )
            for speed in (0.5, 1.0, 2.0)
        ]
        assert lengths[0] > 1.6 * lengths[1] > 2.5 * lengths[2]

    def test_nothing_to_say_is_no_sound_and_no_error(self, client: openai.OpenAI) -> None:
        sound = client.audio.speech.create(model="tts-1", voice="alloy", input="…", response_format="pcm")
        assert len(sound.read()) < 24_000 * 2


class TestTranscription:
    def test_json_and_text(self, client: openai.OpenAI, recording: bytes) -> None:
        for options in ({"language": "en"}, {}):
            heard = client.audio.transcriptions.create(model="whisper-1", file=("q.wav", recording), **options)  # type: ignore[call-overload]
            assert "17 times 23" in heard.text
        text = client.audio.transcriptions.create(
            model="whisper-base", file=("q.wav", recording), response_format="text"
        )
        assert "17 times 23" in str(text)

    def test_verbose_json_has_segments_and_words(self, client: openai.OpenAI, recording: bytes) -> None:
        heard = client.audio.transcriptions.create(
            model="whisper-1",
            file=("q.wav", recording),
            response_format="verbose_json",
            timestamp_granularities=["word", "segment"],
        )
        assert heard.language == "english"
        assert heard.segments
        assert heard.words
        assert heard.words[0].word == "What"
        sure = [word.model_extra["probability"] for word in heard.words if word.model_extra]
        assert len(sure) == len(heard.words)
        assert all(0 < probability <= 1 for probability in sure)
        times = [moment for word in heard.words for moment in (word.start, word.end)]
        assert times == sorted(times)
        assert times[-1] <= float(heard.duration) + 0.1
        assert heard.segments[0].no_speech_prob < 0.5

    def test_subtitles(self, client: openai.OpenAI, recording: bytes) -> None:
        subtitles = client.audio.transcriptions.create(
            model="whisper-1", file=("q.wav", recording), response_format="srt"
        )
        assert str(subtitles).startswith("1\n00:00:0")

    @pytest.mark.parametrize("sigma", [0, 30, 600])
    def test_silence_and_noise_have_no_words(self, client: openai.OpenAI, sigma: int) -> None:
        noise = np.random.default_rng(7).normal(0, sigma, 24_000 * 2)
        silence = as_wav(noise.astype("<i2").tobytes())
        heard = client.audio.transcriptions.create(
            model="whisper-1", file=("s.wav", silence), language="en", response_format="verbose_json"
        )
        assert heard.text == ""

    @pytest.mark.parametrize(
        ("sound", "options"),
        [(b"no sound", {}), (as_wav(bytes(100)), {}), (as_wav(bytes(24_000)), {"language": "klingon"})],
    )
    def test_bad_input_is_refused_and_the_engine_goes_on(
        self, client: openai.OpenAI, recording: bytes, sound: bytes, options: dict[str, str]
    ) -> None:
        with pytest.raises(openai.BadRequestError):
            client.audio.transcriptions.create(model="whisper-1", file=("q.wav", sound), **options)  # type: ignore[call-overload]
        assert client.audio.transcriptions.create(model="whisper-1", file=("q.wav", recording), language="en").text


class TestChat:
    def test_whole_answer(self, client: openai.OpenAI) -> None:
        answer = client.chat.completions.create(model=CHAT, messages=[user("What is the capital of France?")])
        assert "Paris" in (answer.choices[0].message.content or "")
        assert answer.choices[0].finish_reason == "stop"
        assert answer.usage is not None
        assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0

    def test_streamed_answer(self, client: openai.OpenAI) -> None:
        chunks = list(
            client.chat.completions.create(
                model=CHAT,
                messages=[user("Count from one to five.")],
                stream=True,
                stream_options={"include_usage": True},
                max_completion_tokens=12,
                temperature=0,
            )
        )
        texts = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]
        assert len(texts) > 3
        assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] in ("length", "stop")
        assert chunks[-1].usage is not None
        assert 0 < chunks[-1].usage.completion_tokens <= 12

    def test_json_schema_and_json_object(self, client: openai.OpenAI) -> None:
        schema = {
            "type": "object",
            "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
            "required": ["city", "people"],
            "additionalProperties": False,
        }
        answer = client.chat.completions.create(
            model=CHAT,
            messages=[user("A city and how many people live there, as JSON.")],
            response_format={"type": "json_schema", "json_schema": {"name": "city", "schema": schema, "strict": True}},
            max_tokens=60,
        )
        assert set(json.loads(answer.choices[0].message.content or "")) == {"city", "people"}
        loose = client.chat.completions.create(
            model=CHAT,
            messages=[user("Give me your name as JSON.")],
            response_format={"type": "json_object"},
            max_tokens=60,
        )
        assert isinstance(json.loads(loose.choices[0].message.content or ""), dict)

    def test_log_probabilities(self, client: openai.OpenAI) -> None:
        answer = client.chat.completions.create(
            model=CHAT, messages=[user("Say yes.")], logprobs=True, top_logprobs=3, max_tokens=2
        )
        logprobs = answer.choices[0].logprobs
        assert logprobs is not None
        assert logprobs.content
        assert len(logprobs.content[0].top_logprobs) == 3
        assert logprobs.content[0].logprob <= 0

    def test_stop(self, client: openai.OpenAI) -> None:
        answer = client.chat.completions.create(
            model=CHAT, messages=[user("Repeat: red, green, blue")], stop=["green"], temperature=0, max_tokens=20
        )
        assert "green" not in (answer.choices[0].message.content or "")

    def test_a_conversation_too_long_is_refused(self, client: openai.OpenAI) -> None:
        with pytest.raises(openai.BadRequestError) as caught:
            client.chat.completions.create(model=CHAT, messages=[user("word " * 9000)], stream=True)
        assert caught.value.code == "context_length_exceeded"

    def test_a_schema_that_is_none_is_refused(self, client: openai.OpenAI) -> None:
        with pytest.raises(openai.BadRequestError):
            client.chat.completions.create(
                model=CHAT,
                messages=[user("Hi")],
                tools=[{"type": "function", "function": {"name": "x", "parameters": {"type": "nonsense"}}}],
                tool_choice="required",
                max_tokens=20,
            )
        assert client.chat.completions.create(model=CHAT, messages=[user("Hi")], max_tokens=1).choices


class TestTools:
    @pytest.mark.parametrize("stream", [False, True])
    def test_number_words_lead_to_the_calculator_and_391(self, client: openai.OpenAI, stream: bool) -> None:
        messages: list[ChatCompletionMessageParam] = [user(QUESTION)]
        calls, finish = self._calls(client, messages, stream)
        assert finish == "tool_calls"
        (call_id, name, arguments) = calls[0]
        assert name == "calculate"
        assert json.loads(arguments)["expression"].replace(" ", "") == "17*23"
        call = {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
        messages += [
            {"role": "assistant", "content": None, "tool_calls": [call]},  # type: ignore[typeddict-item,list-item]
            {"role": "tool", "tool_call_id": call_id, "content": "17 * 23 = 391"},
        ]
        answer = client.chat.completions.create(model=CHAT, messages=messages, tools=TOOLS)
        assert "391" in (answer.choices[0].message.content or "")
        assert answer.choices[0].finish_reason == "stop"

    def _calls(
        self, client: openai.OpenAI, messages: list[ChatCompletionMessageParam], stream: bool
    ) -> tuple[list[tuple[str, str, str]], str | None]:
        if not stream:
            choice = client.chat.completions.create(model=CHAT, messages=messages, tools=TOOLS).choices[0]
            found = choice.message.tool_calls or []
            calls = [
                (call.id, call.function.name, call.function.arguments) for call in found if call.type == "function"
            ]
            return calls, choice.finish_reason
        with client.chat.completions.stream(model=CHAT, messages=messages, tools=TOOLS) as events:
            choice = events.get_final_completion().choices[0]
        found = choice.message.tool_calls or []
        return [(call.id, call.function.name, call.function.arguments) for call in found], choice.finish_reason

    def test_small_talk_calls_nothing(self, client: openai.OpenAI) -> None:
        for text in ("Hello, how are you?", "Who wrote Romeo and Juliet?"):
            choice = client.chat.completions.create(model=CHAT, messages=[user(text)], tools=TOOLS, temperature=0)
            assert choice.choices[0].message.content
            assert not choice.choices[0].message.tool_calls

    def test_tool_choice(self, client: openai.OpenAI) -> None:
        none = client.chat.completions.create(model=CHAT, messages=[user(QUESTION)], tools=TOOLS, tool_choice="none")
        assert not none.choices[0].message.tool_calls
        named = client.chat.completions.create(
            model=CHAT,
            messages=[user("Hello.")],
            tools=TOOLS,
            tool_choice={"type": "function", "function": {"name": "clock"}},
        )
        assert named.choices[0].message.tool_calls
        call = named.choices[0].message.tool_calls[0]
        assert call.type == "function"
        assert call.function.name == "clock"
        assert "place" in json.loads(call.function.arguments)

    def test_a_ready_sentence_is_said_as_it_is(self, client: openai.OpenAI) -> None:
        call = {"id": "c", "type": "function", "function": {"name": "clock", "arguments": '{"place": "Oslo"}'}}
        answer = client.chat.completions.create(
            model=CHAT,
            messages=[
                user("What time is it in Oslo?"),
                {"role": "assistant", "content": None, "tool_calls": [call]},  # type: ignore[typeddict-item,list-item]
                {"role": "tool", "tool_call_id": "c", "content": "It is 14:05 in Oslo."},
            ],
            tools=TOOLS,
        )
        assert answer.choices[0].message.content == "It is 14:05 in Oslo."


class TestHangUp:
    def test_a_reply_that_nobody_hears_is_given_up(self, client: openai.OpenAI) -> None:
        stream = client.chat.completions.create(
            model=CHAT, messages=[user("Tell a story of one thousand words.")], stream=True, max_tokens=1000
        )
        assert next(iter(stream)).choices
        stream.close()
        started = time.monotonic()
        client.chat.completions.create(model=CHAT, messages=[user("Hi")], max_tokens=1)
        assert time.monotonic() - started < 10  # the story would take half a minute

    def test_a_prompt_that_nobody_waits_for_is_given_up(self, local_engine: RunningEngine) -> None:
        impatient = openai.OpenAI(
            base_url=local_engine.base_url, api_key=local_engine.token, max_retries=0, timeout=0.3
        )
        with impatient:
            with pytest.raises(openai.APITimeoutError):
                impatient.chat.completions.create(model=CHAT, messages=[user("other words " * 3000)])
            started = time.monotonic()
            patient = impatient.with_options(timeout=60)
            patient.chat.completions.create(model=CHAT, messages=[user("Hi")], max_tokens=1)
        assert time.monotonic() - started < 15  # the prompt would take three quarters of a minute

    def test_speech_while_chat_is_writing(self, client: openai.OpenAI) -> None:
        stream = client.chat.completions.create(
            model=CHAT, messages=[user("Tell a long story.")], stream=True, max_tokens=80
        )
        chunks = iter(stream)
        next(chunks)
        spoken = threading.Event()

        def speak() -> None:
            client.audio.speech.create(model="tts-1", voice="alloy", input="Hello.", response_format="pcm").read()
            spoken.set()

        thread = threading.Thread(target=speak, name="speak")
        thread.start()
        still_writing = any(spoken.is_set() for _ in chunks)
        thread.join()
        assert still_writing
