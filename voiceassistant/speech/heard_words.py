"""What a transcription server answered, as our values; whatever it leaves out is left out here."""

import math
from collections.abc import Iterable
from typing import Any

from voiceassistant.transcripts import Segment, Transcript, TranscriptionWish, Word


def read_transcript(answer: Any, wish: TranscriptionWish) -> Transcript:
    """Reads the openai package's answer: verbose_json, json, or a bare text. Raises ValueError: it has no text."""
    if isinstance(answer, str):
        return Transcript(answer, wish.language)
    if not isinstance(text := getattr(answer, "text", None), str):  # some servers tell their errors with status 200
        raise ValueError("what was sent is no transcript")
    words: tuple[Word, ...] = ()
    if wish.words:
        words = tuple(_word(word) for word in _listed(answer, "words"))
        words = words or logprob_words(_listed(answer, "logprobs"))
    segments = tuple(_segment(segment) for segment in _listed(answer, "segments")) if wish.segments else ()
    return Transcript(
        text,
        _language_code(str(getattr(answer, "language", "") or _first_language(answer) or wish.language)),
        words,
        segments,
        _number(answer, "duration"),
    )


def logprob_words(tokens: Iterable[Any]) -> tuple[Word, ...]:
    """Words of tokens with log probabilities, each as sure as its tokens on average; without times, which are 0."""
    words: list[tuple[bytes, list[float]]] = []
    for token in tokens:
        pieces = getattr(token, "bytes", None)  # a character may be cut in two
        piece = bytes(int(number) for number in pieces) if pieces else (getattr(token, "token", "") or "").encode()
        probability = math.exp(min(0.0, _number(token, "logprob") or 0.0))
        if not words or piece[:1].isspace():
            words.append((piece, [probability]))
        else:
            words[-1] = (words[-1][0] + piece, [*words[-1][1], probability])
    read = [(piece.decode(errors="replace").strip(), sure) for piece, sure in words]
    return tuple(Word(text, 0.0, 0.0, sum(sure) / len(sure)) for text, sure in read if text)


def _word(word: Any) -> Word:
    text = str(getattr(word, "word", "")).strip()
    return Word(text, _number(word, "start") or 0.0, _number(word, "end") or 0.0, _number(word, "probability"))


def _segment(segment: Any) -> Segment:
    return Segment(
        str(getattr(segment, "text", "")).strip(),
        _number(segment, "start") or 0.0,
        _number(segment, "end") or 0.0,
        _number(segment, "avg_logprob"),
        _number(segment, "no_speech_prob"),
        _number(segment, "compression_ratio"),
    )


def _listed(answer: Any, name: str) -> list[Any]:
    found = getattr(answer, name, None)
    return found if isinstance(found, list) else []


def _number(thing: Any, name: str) -> float | None:
    """A server may send numbers as text: OpenAI's duration once was."""
    try:
        return float(getattr(thing, name, None))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _first_language(answer: Any) -> str:
    first = next(iter(_listed(answer, "languages")), None)
    return first if isinstance(first, str) else str(getattr(first, "code", "") or getattr(first, "language", "") or "")


def _language_code(name: str) -> str:
    """OpenAI's server says "english", others "en"."""
    return _CODES.get(name.lower(), name.lower() if len(name) == 2 else "")


_CODES = {
    "english": "en",
    "korean": "ko",
    "japanese": "ja",
    "chinese": "zh",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "polish": "pl",
    "turkish": "tr",
    "arabic": "ar",
    "hindi": "hi",
    "vietnamese": "vi",
    "ukrainian": "uk",
    "swedish": "sv",
    "czech": "cs",
    "indonesian": "id",
}
