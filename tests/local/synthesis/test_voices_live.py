"""The voices as they are heard: told apart by their sound, understood by the recogniser. The official client asks."""

import io
import re
import wave
from collections.abc import Iterator
from itertools import combinations, pairwise

import jiwer
import numpy as np
import numpy.typing as npt
import openai
import pytest
from pydub import AudioSegment

from tests.fakes.local_engine import RunningEngine
from voiceassistant.local.synthesis import japanese

pytestmark = [pytest.mark.local, pytest.mark.timeout(400)]

Samples = npt.NDArray[np.float64]

RATE = 24_000
SIX = ("alloy", "echo", "fable", "onyx", "nova", "shimmer")
SENTENCE = "The meeting starts at noon, please be there."


@pytest.fixture(scope="module")
def client(local_engine: RunningEngine) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(
        base_url=local_engine.base_url, api_key=local_engine.token, max_retries=0, timeout=300
    ) as client:
        yield client


def say(client: openai.OpenAI, text: str, voice: str, speed: float = 1.0) -> bytes:
    """24 kHz PCM."""
    spoken = client.audio.speech.create(model="tts-1", voice=voice, input=text, speed=speed, response_format="pcm")
    return spoken.read()


def hear(client: openai.OpenAI, pcm: bytes) -> tuple[str, str]:
    """What the recogniser makes of it: the language's name and the text."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(pcm)
    heard = client.audio.transcriptions.create(
        model="whisper-1", file=("said.wav", file.getvalue()), response_format="verbose_json"
    )
    return heard.language, heard.text


def loud_frames(pcm: bytes, size: int = 1200) -> Samples:
    """The frames of 50 ms in which the voice sounds; shape (frames, size)."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float64) / 32768.0
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    loudness = np.sqrt(np.mean(frames**2, axis=1))
    return frames[loudness > 0.25 * loudness.max()]


def pitch(pcm: bytes) -> float:
    """The median of the voice's pitch in Hz, by autocorrelation."""
    pitches = []
    for frame in loud_frames(pcm):
        correlation = np.correlate(frame, frame, "full")[len(frame) - 1 :]
        shortest, longest = RATE // 400, RATE // 60
        lag = shortest + int(np.argmax(correlation[shortest:longest]))
        if correlation[lag] > 0.4 * correlation[0]:
            pitches.append(RATE / lag)
    return float(np.median(pitches))


def timbre(pcm: bytes) -> Samples:
    """The mean spectrum in dB over 24 bands that get wider upwards, its level taken out."""
    spectrum = np.abs(np.fft.rfft(loud_frames(pcm) * np.hanning(1200), axis=1)) ** 2
    edges = np.geomspace(4, 500, 25).astype(int)  # 80 Hz to 10 kHz
    bands = np.array([spectrum[:, low : max(high, low + 1)].mean() for low, high in pairwise(edges)])
    decibels: Samples = 10 * np.log10(bands + 1e-12)
    return decibels - decibels.mean()


def distance(one: bytes, other: bytes) -> float:
    """How different two voices sound: of the pitch in semitones, of the timbre in dB."""
    semitones = abs(12 * np.log2(pitch(one) / pitch(other)))
    return float(semitones + np.sqrt(np.mean((timbre(one) - timbre(other)) ** 2)))


SAME_VOICE = 5.0
"""A voice was up to 3.9 from itself when it spoke somewhat faster, different speakers 5.9 and more from each other."""


def test_six_voices_sound_different(client: openai.OpenAI) -> None:
    said = {voice: say(client, SENTENCE, voice) for voice in SIX}
    apart = {pair: distance(said[pair[0]], said[pair[1]]) for pair in combinations(SIX, 2)}
    itself = {voice: distance(said[voice], say(client, SENTENCE, voice, 1.1)) for voice in ("alloy", "onyx", "shimmer")}
    assert max(itself.values()) < SAME_VOICE < min(apart.values()), (itself, apart)


def test_a_later_name_is_one_of_them(client: openai.OpenAI) -> None:
    assert distance(say(client, "Good morning.", "coral"), say(client, "Good morning.", "nova")) < 0.1


SPOKEN = {
    "german": ("echo", "Die Kinder spielen heute im Garten."),
    "spanish": ("nova", "Los niños juegan hoy en el jardín."),
    "french": ("alloy", "Les enfants jouent dans le jardin."),
    "italian": ("onyx", "I bambini giocano oggi in giardino."),
    "japanese": ("alloy", "新しいメッセージがあります。"),
    "korean": ("alloy", "아이들은 정원에서 놀고 있습니다."),
}


@pytest.mark.parametrize("language", list(SPOKEN))
def test_each_language_is_understood(client: openai.OpenAI, language: str) -> None:
    """The recogniser tells the language by itself, and has most of it right: words, or letters and kana."""
    voice, text = SPOKEN[language]
    heard_language, heard = hear(client, say(client, text, voice))
    assert heard_language == language
    assert wrong(text, heard, language) < 0.5, heard


def wrong(text: str, heard: str, language: str) -> float:
    said, understood = (re.sub(r"[^\w\s]", "", words.lower()) for words in (text, heard))
    if language in ("japanese", "korean"):
        sounds = {"japanese": japanese.phonemes, "korean": str}[language]
        return float(jiwer.cer(sounds(said).replace(" ", ""), sounds(understood).replace(" ", "")))
    return float(jiwer.wer(said, understood))


@pytest.mark.parametrize("container", ["mp3", "opus", "aac", "flac", "wav"])
def test_every_format_of_a_slower_voice_is_whole(client: openai.OpenAI, container: str) -> None:
    spoken = client.audio.speech.create(model="tts-1", voice="nova", input="Yes.", response_format=container)
    sound = AudioSegment.from_file(io.BytesIO(spoken.read()), {"opus": "ogg"}.get(container, container))
    assert 0.3 < sound.duration_seconds < 3.0
    assert sound.rms > 100


def test_each_sentence_is_in_its_own_language(client: openai.OpenAI) -> None:
    """The Polish one is espeak-ng's; nothing between the two is lost."""
    both = len(say(client, "That is all for today. Wszystko na dzisiaj, dziękuję bardzo.", "alloy"))
    parts = [
        len(say(client, text, "alloy")) for text in ("That is all for today.", "Wszystko na dzisiaj, dziękuję bardzo.")
    ]
    assert both == pytest.approx(sum(parts), rel=0.1)


@pytest.mark.parametrize("speed", [0.25, 4.0])
def test_the_widest_speeds(client: openai.OpenAI, speed: float) -> None:
    normal = len(say(client, SENTENCE, "alloy"))
    assert len(say(client, SENTENCE, "alloy", speed)) == pytest.approx(normal / speed, rel=0.25)


def test_a_voice_may_come_as_an_object(client: openai.OpenAI) -> None:
    spoken = client.audio.speech.create(
        model="tts-1", voice={"id": "alloy"}, input="Yes, of course.", response_format="pcm"
    )
    assert len(spoken.read()) > RATE


@pytest.mark.parametrize("voice", ["nobody", {"id": "nobody"}, {"name": "nova"}])
def test_an_unknown_voice_is_refused(client: openai.OpenAI, voice: object) -> None:
    with pytest.raises(openai.BadRequestError, match="this engine has alloy") as caught:
        client.audio.speech.create(model="tts-1", voice=voice, input="Yes.")  # type: ignore[arg-type]
    assert caught.value.param == "voice"


def test_nobody_waits_for_speech_that_is_not_wanted_any_more(client: openai.OpenAI) -> None:
    """A long text in a slow voice is given up; the next request does not wait for its end."""
    text = "The river went through the valley, past the old mill, and on to the sea. " * 20
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice="onyx", input=text, response_format="pcm"
    ) as answer:
        next(answer.iter_bytes())
    assert len(say(client, "Yes, of course.", "alloy")) > RATE
