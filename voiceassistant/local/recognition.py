"""Speech to text with Whisper; faster-whisper is imported when the model is loaded."""

import io
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voiceassistant.local.languages import LANGUAGES
from voiceassistant.local.wire import ApiError, TranscriptionRequest

log = logging.getLogger(__name__)

RATE = 16_000
SHORTEST_SECONDS = 0.1
THREADS = 2

# Measured with 39 clips of 1 to 6.5 s: windows of the clip and 2 s, at least 6 s, make the errors of the whole window
# in a fifth of its time. Shorter ones make the model repeat itself.
MARGIN_SECONDS = 2.0
LEAST_WINDOW_SECONDS = 6.0

# Noise, clicks and silence scored 0.69 and more, 28 short utterances (quiet, noisy, padded) 0.5 and less.
MOST_NO_SPEECH = 0.6
LONGEST_QUESTION_SECONDS = 30.0
RETRY_TEMPERATURES = (0.0, 0.4)

# Silence before a question makes the model say it twice or go on with words of its own. What is kept of it is for
# soft beginnings and endings, which the voice activity model misses.
SPEECH_PROBABILITY = 0.3
VOICE_WINDOW = 512  # samples the voice activity model judges at a time
KEPT_SILENCE_SECONDS = 0.3
SILENT_LANGUAGE = "en"  # of a clip in which nobody speaks

# Nobody says more; a model that repeats itself does.
MOST_TOKENS_PER_SECOND = 12
SPARE_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Word:
    word: str
    start: float
    end: float
    probability: float = 1.0  # how sure the model was of it


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech; times in seconds from the clip's start."""

    start: float
    end: float
    text: str
    tokens: tuple[int, ...]
    temperature: float
    avg_logprob: float
    compression_ratio: float
    no_speech_prob: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    language: str
    duration_seconds: float
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments).strip()

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for segment in self.segments for word in segment.words)

    def delayed(self, seconds: float) -> "Transcript":
        """The same words, all of them `seconds` later."""
        return replace(self, segments=tuple(_delayed(segment, seconds) for segment in self.segments))


class Recogniser:
    """Whisper in memory. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        from faster_whisper.vad import get_vad_model

        from voiceassistant.local.windowed_whisper import WindowedWhisper

        self._voice_activity: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]] = get_vad_model()
        self._model = WindowedWhisper(
            str(folder),
            margin_seconds=MARGIN_SECONDS,
            least_seconds=LEAST_WINDOW_SECONDS,
            device="cpu",
            compute_type="int8",
            cpu_threads=THREADS,
        )

    def transcribe(self, audio: bytes, request: TranscriptionRequest, check: Callable[[], None]) -> Transcript:
        """Recognises speech in an audio file of any format that ffmpeg's libraries read.

        Args:
            audio: The file's bytes.
            request: Language, prompt, temperature, and whether word times are wanted.
            check: Called between the segments; what it raises ends the work.
        Raises:
            ApiError: The file cannot be read or is too short, or the language is unknown.
        """
        language = _language_code(request.language)
        samples = decode(audio)
        duration = len(samples) / RATE
        if duration < SHORTEST_SECONDS:
            message = f"Audio file is too short. Minimum audio length is {SHORTEST_SECONDS} seconds."
            raise ApiError(400, message, param="file", code="audio_too_short")
        span = self._speech(samples)
        if span is None:
            return Transcript(language or SILENT_LANGUAGE, duration, ())
        start, end = span
        transcript = self._without_repetition(samples[start:end], language, request, check)
        return replace(transcript.delayed(start / RATE), duration_seconds=duration)

    def _speech(self, samples: npt.NDArray[np.float32]) -> tuple[int, int] | None:
        """The samples from the first to the last speech and a little around them; None if nobody speaks."""
        windows = np.pad(samples, (0, -len(samples) % VOICE_WINDOW))
        return speech_span(self._voice_activity(windows).ravel().tolist(), len(samples))

    def _without_repetition(
        self,
        samples: npt.NDArray[np.float32],
        language: str | None,
        request: TranscriptionRequest,
        check: Callable[[], None],
    ) -> Transcript:
        try:
            transcript = self._recognise(samples, language, request, check)
            if repeats_itself(transcript):
                log.info("The short window made the model repeat itself; trying the whole one")
                self._model.full_window = True
                transcript = self._recognise(samples, language, request, check)
        finally:
            self._model.full_window = False
            self._model.forget()
        return transcript

    def _recognise(
        self,
        samples: npt.NDArray[np.float32],
        language: str | None,
        request: TranscriptionRequest,
        check: Callable[[], None],
    ) -> Transcript:
        duration = len(samples) / RATE
        language = language or self._model.heard_language(samples)
        token_limit = int(min(duration, 30.0) * MOST_TOKENS_PER_SECOND) + SPARE_TOKENS
        found, _ = self._model.transcribe(
            samples,
            language=language,
            beam_size=1 if language == "en" else 5,
            temperature=request.temperature or RETRY_TEMPERATURES,
            no_speech_threshold=MOST_NO_SPEECH,
            # In a recording the model may be unsure of words that are there; a question of few words is heard or not.
            log_prob_threshold=-1.0 if duration > LONGEST_QUESTION_SECONDS else None,
            initial_prompt=request.prompt or None,
            condition_on_previous_text=False,
            word_timestamps=request.with_words,
            max_new_tokens=min(token_limit, 200),
        )
        segments = []
        for segment in found:
            check()
            segments.append(_segment(segment))
        return Transcript(language, duration, tuple(segments))


def repeats_itself(transcript: Transcript) -> bool:
    """True when it looks like one phrase said over and over, which people hardly do."""
    if any(segment.compression_ratio > 2.4 for segment in transcript.segments):
        return True
    if _is_doubled(transcript.text):
        return True
    phrases = [phrase.strip() for phrase in transcript.text.replace("?", ".").replace(",", ".").split(".")]
    phrases = [phrase for phrase in phrases if phrase]
    return len(phrases) >= 3 and len(set(phrases)) * 2 <= len(phrases)


def _is_doubled(text: str) -> bool:
    """True when the second half has the words of the first: "Two and two. Two and two?"."""
    words = re.findall(r"\w+", text.lower())
    half, odd = divmod(len(words), 2)
    return half > 0 and not odd and words[:half] == words[half:]


def speech_span(probabilities: Sequence[float], samples: int) -> tuple[int, int] | None:
    """First sample and the one after the last of what is worth recognising; None if nobody speaks.

    Args:
        probabilities: Of speech, one for each VOICE_WINDOW samples.
        samples: How many the clip has.
    """
    spoken = [index for index, probability in enumerate(probabilities) if probability >= SPEECH_PROBABILITY]
    if not spoken:
        return None
    kept = int(KEPT_SILENCE_SECONDS * RATE)
    return max(0, spoken[0] * VOICE_WINDOW - kept), min(samples, (spoken[-1] + 1) * VOICE_WINDOW + kept)


def decode(audio: bytes) -> npt.NDArray[np.float32]:
    """An audio file's samples, mono float32 at 16 kHz. Raises ApiError 400."""
    from faster_whisper.audio import decode_audio

    try:
        samples: npt.NDArray[np.float32] = decode_audio(io.BytesIO(audio), sampling_rate=RATE)
    except (OSError, ValueError, IndexError, RuntimeError) as error:
        message = "Audio file might be corrupted or unsupported."
        raise ApiError(400, message, param="file", code="invalid_value") from error
    return samples


def _language_code(language: str | None) -> str | None:
    if not language:
        return None
    code = language.lower().split("-")[0]
    if code not in LANGUAGES:
        raise ApiError(
            400,
            f"Invalid language '{language}'. Language parameter must be specified in ISO-639-1 format.",
            param="language",
            code="invalid_language_format",
        )
    return code


def _segment(found: Any) -> Segment:
    return Segment(
        start=round(float(found.start), 2),
        end=round(float(found.end), 2),
        text=found.text,
        tokens=tuple(found.tokens),
        temperature=float(found.temperature),
        avg_logprob=float(found.avg_logprob),
        compression_ratio=float(found.compression_ratio),
        no_speech_prob=float(found.no_speech_prob),
        words=tuple(_word(word) for word in found.words or ()),
    )


def _word(found: Any) -> Word:
    return Word(found.word.strip(), float(found.start), float(found.end), round(float(found.probability), 4))


def _delayed(segment: Segment, seconds: float) -> Segment:
    return replace(
        segment,
        start=round(segment.start + seconds, 2),
        end=round(segment.end + seconds, 2),
        words=tuple(
            replace(word, start=round(word.start + seconds, 2), end=round(word.end + seconds, 2))
            for word in segment.words
        ),
    )
