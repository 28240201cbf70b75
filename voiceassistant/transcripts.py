"""What recordings say, as values: text with its times and how sure the model was of it."""

from dataclasses import dataclass
from typing import Literal

Translated = Literal["", "server", "chat"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word and when it is said, in seconds from the recording's beginning.

    `probability` is how sure the model was, 0 to 1; None where the server does not tell. A server that tells no times
    leaves `start` and `end` at 0.
    """

    text: str
    start: float
    end: float
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A phrase and when it is said, in seconds; the figures are Whisper's, None where the server does not tell."""

    text: str
    start: float
    end: float
    avg_logprob: float | None = None
    no_speech_prob: float | None = None
    compression_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a recording says.

    Attributes:
        text: All of it.
        language: ISO 639-1 code of what was spoken, "" when the server does not tell.
        words, segments: With their times; empty where nobody asked or the server has none.
        duration: Of the recording, in seconds; None when the server does not tell.
        translated: Who put it into English: nobody, the server that listened, or a chat model afterwards.
        original: What was said in its own language, where a chat model translated it.
    """

    text: str
    language: str = ""
    words: tuple[Word, ...] = ()
    segments: tuple[Segment, ...] = ()
    duration: float | None = None
    translated: Translated = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class TranscriptionWish:
    """What is wanted of a recording.

    Attributes:
        language: ISO 639-1 code of what is spoken, "" to let the server find out.
        prompt: Names and words that may occur, or what was said before.
        translate: Into English.
        words: With each word's time, and how sure the model was where the server tells.
        segments: With each phrase's time.
    """

    language: str = ""
    prompt: str = ""
    translate: bool = False
    words: bool = False
    segments: bool = False


@dataclass(frozen=True, slots=True)
class TranscriptionProgress:
    """How far a long file has come, in seconds of its sound; `seconds_left` is of waiting, None while unknown."""

    done: float
    total: float
    seconds_left: float | None
    text: str  # of the part that was finished last
