"""Speech to text with Whisper; faster-whisper is imported when the model is loaded."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voiceassistant.local.protocol.wire import ApiError, TranscriptionRequest
from voiceassistant.local.recognition.decoding import decode
from voiceassistant.local.recognition.speech_runs import RATE, VOICE_WINDOW, Run, speech_runs
from voiceassistant.local.recognition.transcript import Segment, Transcript, Word
from voiceassistant.local.recognition.whole_speech import LEAST_LOGPROB, hear_all, is_long

log = logging.getLogger(__name__)

SHORTEST_SECONDS = 0.1
THREADS = 2

# Measured with 39 clips of 1 to 6.5 s: windows of the clip and 2 s, at least 6 s, make the errors of the whole window
# in a fifth of its time. Shorter ones make the model repeat itself.
MARGIN_SECONDS = 2.0
LEAST_WINDOW_SECONDS = 6.0

# Noise, clicks and silence scored 0.69 and more, 28 short utterances (quiet, noisy, padded) 0.5 and less.
MOST_NO_SPEECH = 0.6
RETRY_TEMPERATURES = (0.0, 0.4)

# So much that sounds like a voice is not given up at once: in "Chapter 1." and a pause the short window heard silence
# (0.71), and with it all the sentences behind were lost; the whole window heard them (0.41).
SURE_SECONDS = 2.0

LANGUAGE_SECONDS = 30  # that the model listens to, to find out what is spoken
VOICE_BLOCK = 1024 * VOICE_WINDOW  # half a minute at a time: the voice activity model's memory grows with it
VOICE_LEAD = 32 * VOICE_WINDOW  # what it hears of the block before
SILENT_LANGUAGE = "en"  # of a clip in which nobody speaks

# Nobody says more; a model that repeats itself does.
MOST_TOKENS_PER_SECOND = 12
SPARE_TOKENS = 24


@dataclass(frozen=True, slots=True)
class _Wish:
    """How a clip is to be recognised."""

    request: TranscriptionRequest
    check: Callable[[], None]
    is_recording: bool

    @property
    def words(self) -> bool:
        """Whether their times are wanted; in a recording they make the segments' times exact."""
        return self.is_recording or self.request.with_words

    @property
    def least_logprob(self) -> float | None:
        """In a recording, words that the model is this sure of are there even where it hears silence as well.

        A question of few words is heard or not.
        """
        return LEAST_LOGPROB if self.is_recording else None


class Recogniser:
    """Whisper in memory. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        from faster_whisper.vad import get_vad_model

        from voiceassistant.local.recognition.windowed_whisper import WindowedWhisper

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
            ApiError: The file cannot be read, or is too short or too long.
        """
        language = request.language_code
        samples = decode(audio, check)
        duration = len(samples) / RATE
        if duration < SHORTEST_SECONDS:
            message = f"Audio file is too short. Minimum audio length is {SHORTEST_SECONDS} seconds."
            raise ApiError(400, message, param="file", code="audio_too_short")
        runs = speech_runs(self._speech(samples))
        if not runs:
            return Transcript(language or SILENT_LANGUAGE, duration, ())
        if is_long(runs) and not language:
            first = int(runs[0][0] * RATE)
            language = self._model.heard_language(samples[first : first + LANGUAGE_SECONDS * RATE])
        wish = _Wish(request, check, is_recording=is_long(runs))

        def recognise(span: Run) -> Transcript:
            nonlocal language
            check()
            first, last = (round(moment * RATE) for moment in span)
            heard = self._heard_well(samples[first:last], language, wish)
            language = heard.language
            return heard.delayed(first / RATE)

        segments = hear_all(recognise, runs, duration)
        return Transcript(language or SILENT_LANGUAGE, duration, segments)

    def _speech(self, samples: npt.NDArray[np.float32]) -> list[float]:
        """The probability of speech in each VOICE_WINDOW."""
        padded = np.pad(samples, (0, -len(samples) % VOICE_WINDOW))
        probabilities: list[float] = []
        for first in range(0, len(padded), VOICE_BLOCK):
            begin = max(0, first - VOICE_LEAD)
            found = self._voice_activity(padded[begin : first + VOICE_BLOCK]).ravel()
            probabilities += found[(first - begin) // VOICE_WINDOW :].tolist()
        return probabilities

    def _heard_well(
        self,
        samples: npt.NDArray[np.float32],
        language: str | None,
        wish: "_Wish",
    ) -> Transcript:
        try:
            transcript = self._recognise(samples, language, wish)
            is_missing = not transcript.segments and len(samples) >= SURE_SECONDS * RATE
            if is_missing or repeats_itself(transcript):
                log.info(
                    "The short window made the model %s; trying the whole one",
                    "deaf" if is_missing else "repeat itself",
                )
                self._model.full_window = True
                transcript = self._recognise(samples, language, wish)
        finally:
            self._model.full_window = False
            self._model.forget()
        return transcript

    def _recognise(
        self,
        samples: npt.NDArray[np.float32],
        language: str | None,
        wish: "_Wish",
    ) -> Transcript:
        duration = len(samples) / RATE
        language = language or self._model.heard_language(samples)
        token_limit = int(min(duration, 30.0) * MOST_TOKENS_PER_SECOND) + SPARE_TOKENS
        found, _ = self._model.transcribe(
            samples,
            language=language,
            beam_size=1 if language == "en" else 5,
            temperature=wish.request.temperature or RETRY_TEMPERATURES,
            no_speech_threshold=MOST_NO_SPEECH,
            log_prob_threshold=wish.least_logprob,
            initial_prompt=wish.request.prompt or None,
            condition_on_previous_text=False,
            word_timestamps=wish.words,
            max_new_tokens=min(token_limit, 200),
        )
        segments = []
        for segment in found:
            wish.check()
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
    probability = round(float(found.probability), 4)
    return Word(found.word.strip(), float(found.start), float(found.end), probability, found.word)
