"""What was recognised, as values: words and segments with their times, in seconds from the clip's start."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    word: str
    start: float
    end: float
    probability: float = 1.0  # how sure the model was of it
    token: str = ""  # the word as it stands in the text, with the space before it

    def delayed(self, seconds: float) -> "Word":
        return replace(self, start=round(self.start + seconds, 2), end=round(self.end + seconds, 2))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech; without words where nobody asked for them."""

    start: float
    end: float
    text: str
    tokens: tuple[int, ...]
    temperature: float
    avg_logprob: float
    compression_ratio: float
    no_speech_prob: float
    words: tuple[Word, ...]

    def delayed(self, seconds: float) -> "Segment":
        words = tuple(word.delayed(seconds) for word in self.words)
        return replace(self, start=round(self.start + seconds, 2), end=round(self.end + seconds, 2), words=words)


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
        return replace(self, segments=tuple(segment.delayed(seconds) for segment in self.segments))
