"""Silence around a question, recognised by the real engine."""

import io
import wave
from pathlib import Path

import numpy as np
import openai
import pytest
from openai.types.audio import TranscriptionVerbose

from tests.fakes.local_engine import RunningEngine

pytestmark = pytest.mark.local

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
RECORDINGS = Path(__file__).parents[1] / "recordings"
RATE = 16_000
FAINT = 30  # standard deviation of noise, of 32,768: -61 dBFS


def padded(name: str, lead_seconds: float, tail_seconds: float, noise: int) -> tuple[bytes, float]:
    """A bundled question with silence or noise around it: a WAV file, and its length in seconds."""
    with wave.open(str(SAMPLES / name)) as reader:
        question = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
    sound = np.pad(question, (int(lead_seconds * RATE), int(tail_seconds * RATE))).astype(np.float64)
    sound += np.random.default_rng(7).normal(0, noise, len(sound))
    return as_wav(np.clip(sound, -32_768, 32_767).astype("<i2").tobytes()), len(sound) / RATE


def as_wav(pcm: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(pcm)
    return file.getvalue()


def transcribe(engine: RunningEngine, sound: bytes) -> TranscriptionVerbose:
    """Without naming the language."""
    with openai.OpenAI(base_url=engine.base_url, api_key=engine.token, max_retries=0, timeout=60) as client:
        return client.audio.transcriptions.create(
            model="whisper-1",
            file=("question", sound),
            response_format="verbose_json",
            timestamp_granularities=["word"],
        )


@pytest.mark.parametrize(("lead_seconds", "noise"), [(0, 0), (1.5, 0), (1.5, FAINT), (10, 0), (10, FAINT)])
@pytest.mark.parametrize(
    ("name", "ending"),
    [("question-calculation.wav", "what is 17 times 23?"), ("question-capital.wav", "of France is?")],
)
def test_silence_around_a_question_adds_no_words_and_times_stay_true(
    local_engine: RunningEngine, name: str, ending: str, lead_seconds: float, noise: int
) -> None:
    sound, seconds = padded(name, lead_seconds, 2.0, noise)
    heard = transcribe(local_engine, sound)
    assert heard.text.startswith("Can you")
    assert heard.text.count("Can you") == 1
    assert heard.text.endswith(ending)
    assert float(heard.duration) == pytest.approx(seconds, abs=0.01)
    assert heard.words
    assert heard.words[0].start == pytest.approx(lead_seconds + 0.2, abs=0.3)
    assert heard.words[-1].end < seconds - 1.5


def test_silence_has_no_text_but_its_duration(local_engine: RunningEngine) -> None:
    heard = transcribe(local_engine, as_wav(bytes(2 * RATE * 4)))
    assert heard.text == ""
    assert not heard.segments
    assert heard.language == "english"
    assert float(heard.duration) == pytest.approx(4.0)


@pytest.mark.parametrize("pause_seconds", [0.3, 1.0])
def test_a_question_said_five_times_is_heard_five_times(local_engine: RunningEngine, pause_seconds: float) -> None:
    with wave.open(str(SAMPLES / "question-capital.wav")) as reader:
        question = reader.readframes(reader.getnframes())
    once = question + bytes(2 * int(pause_seconds * RATE))
    heard = transcribe(local_engine, as_wav(once * 5))
    assert heard.text.count("France") == 5
    starts = [word.start for word in heard.words or () if word.word == "Can"]
    assert [start - number * len(once) / 2 / RATE for number, start in enumerate(starts)] == pytest.approx(
        [starts[0]] * 5, abs=0.1
    )


def test_a_heading_and_a_pause_hide_nothing_that_follows(local_engine: RunningEngine) -> None:
    """Spoken by this engine's Alloy; in a short window around the heading the model hears silence."""
    heard = transcribe(local_engine, (RECORDINGS / "heading.flac").read_bytes())
    assert "small boat came round the headland" in heard.text
